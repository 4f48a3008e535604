//! Measures a kernel and prints one line: name, size, operations, and of the nanoseconds per operation the median, the
//! least and the 95th percentile of the runs.

use std::hint::black_box;

use crate::platform;

/// A kernel is measured for at least this long, in milliseconds, and at least this often, but not more often than enough.
const SHORTEST: f64 = 120.0;
const FEWEST: usize = 5;
const ENOUGH: usize = 2_000;

/// The bench on which kernels are measured.
pub(crate) struct Bench {
    /// Only kernels whose name contains this are measured.
    pattern: String,
}

impl Bench {
    /// Prints what the columns are.
    pub(crate) fn new() -> Self {
        platform::print("kernel\tsize\toperations\tmedian ns\tfastest ns\tp95 ns");
        // `cargo bench` adds an option of its own.
        let pattern = platform::arguments()
            .into_iter()
            .find(|argument| !argument.starts_with('-'));
        Self {
            pattern: pattern.unwrap_or_default(),
        }
    }

    /// Whether a kernel is measured: for what takes long to prepare.
    pub(crate) fn wants(&self, name: &str) -> bool {
        name.contains(&self.pattern)
    }

    /// Measures `run`, which does `operations` operations on what `prepare` makes; only `run` is timed.
    ///
    /// A run should take about a millisecond, so that on a busy machine some are not interrupted.
    pub(crate) fn measure<State, Output>(
        &mut self,
        name: &str,
        size: usize,
        operations: usize,
        mut prepare: impl FnMut() -> State,
        mut run: impl FnMut(&mut State) -> Output,
    ) {
        self.sample(name, size, operations, || {
            let mut state = prepare();
            let start = platform::milliseconds();
            black_box(run(black_box(&mut state)));
            platform::milliseconds() - start
        });
    }

    /// Measures the longest of the pieces that `run` tells the duration of, in milliseconds.
    pub(crate) fn measure_longest(&mut self, name: &str, size: usize, mut run: impl FnMut(&mut dyn FnMut(f64))) {
        self.sample(name, size, 1, || {
            let mut longest = 0.0_f64;
            run(&mut |milliseconds| longest = longest.max(milliseconds));
            longest
        });
    }

    fn sample(&mut self, name: &str, size: usize, operations: usize, mut run: impl FnMut() -> f64) {
        if !self.wants(name) {
            return;
        }
        let mut samples = Vec::new();
        let begin = platform::milliseconds();
        while samples.len() < FEWEST || samples.len() < ENOUGH && platform::milliseconds() - begin < SHORTEST {
            samples.push(run());
        }
        samples.sort_by(f64::total_cmp);
        // On a busy machine the fastest run says more about the program, the median more about the machine.
        let per_operation = |sample: Option<&f64>| sample.copied().unwrap_or_default() * 1e6 / operations as f64;
        let median = per_operation(samples.get(samples.len() / 2));
        let fastest = per_operation(samples.first());
        let p95 = per_operation(samples.get(samples.len() * 19 / 20));
        platform::print(&format!(
            "{name}\t{size}\t{operations}\t{median:.1}\t{fastest:.1}\t{p95:.1}"
        ));
    }
}
