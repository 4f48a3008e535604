//! The planner's own file: a generated plan written and read. An operation is one row of the plan.

use ipam_planner::format::{OpenError, Opened};
use ipam_planner::plan::Plan;
use ipam_planner::{examples, format};

use crate::bench::Bench;

/// Measures generating, writing and reading plans of 10,000 and 100,000 allocations.
pub(crate) fn run(bench: &mut Bench) {
    for allocations in [10_000, 100_000] {
        let plan = examples::generated(allocations);
        let rows = format::summary(&plan).rows;
        let (text, compact) = (format::write(&plan), format::write_compact(&plan));
        let mut measure = |name, run: &dyn Fn() -> Output| {
            // What a run gives is kept until its time is taken: to drop a plan takes time as well.
            bench.measure(name, allocations, rows, || None, |output| *output = Some(run()));
        };
        measure("generate a plan", &|| Output::Plan(examples::generated(allocations)));
        measure("write a plan", &|| Output::Text(format::write(&plan)));
        measure("write a plan on one line", &|| {
            Output::Text(format::write_compact(&plan))
        });
        measure("read a plan", &|| Output::Opened(format::read(&text)));
        measure("read a plan of one line", &|| Output::Opened(format::read(&compact)));
    }
}

enum Output {
    Plan(Plan),
    Text(String),
    Opened(Result<Opened, OpenError>),
}
