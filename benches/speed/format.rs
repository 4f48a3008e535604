//! The planner's own file: a generated plan written and read. An operation is one row of the plan.

use std::any::Any;

use ipam_planner::{examples, format};

use crate::bench::Bench;

/// Measures generating, writing and reading plans of 10,000 and 100,000 allocations.
pub(crate) fn run(bench: &mut Bench) {
    for allocations in [10_000, 100_000] {
        let plan = examples::generated(allocations);
        let rows = format::summary(&plan).rows;
        let (text, compact) = (format::write(&plan), format::write_compact(&plan));
        let mut measure = |name, run: &dyn Fn() -> Box<dyn Any>| {
            // What a run gives is kept until its time is taken: to drop a plan takes time as well.
            bench.measure(name, allocations, rows, || None, |output| *output = Some(run()));
        };
        measure("generate a plan", &|| Box::new(examples::generated(allocations)));
        measure("write a plan", &|| Box::new(format::write(&plan)));
        measure("write a plan on one line", &|| Box::new(format::write_compact(&plan)));
        measure("read a plan", &|| Box::new(format::read(&text)));
        measure("read a plan of one line", &|| Box::new(format::read(&compact)));
    }
}
