//! How long a plan takes to be generated, written and read: `cargo bench --no-default-features --bench format`.

use std::time::{Duration, Instant};

use ipam_planner::{examples, format};

fn main() {
    println!("allocations    rows    text MB  compact MB   generate  write  compact   read  read compact  (median ms)");
    for allocations in [10_000, 100_000] {
        let rounds = if allocations > 10_000 { 9 } else { 41 };
        let plan = examples::generated(allocations);
        let rows = format::summary(&plan).rows;
        let text = format::write(&plan);
        let compact = format::write_compact(&plan);
        println!(
            "{allocations:>11} {rows:>7} {:>10.1} {:>11.1} {:>10.1} {:>6.1} {:>8.1} {:>6.1} {:>13.1}",
            text.len() as f64 / 1e6,
            compact.len() as f64 / 1e6,
            median(rounds, || examples::generated(allocations)),
            median(rounds, || format::write(&plan)),
            median(rounds, || format::write_compact(&plan)),
            median(rounds, || format::read(&text)),
            median(rounds, || format::read(&compact)),
        );
    }
}

/// The median time of `work` in milliseconds, without what it takes to drop the result.
fn median<T>(rounds: usize, work: impl Fn() -> T) -> f64 {
    let mut times: Vec<Duration> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            let result = std::hint::black_box(work());
            let time = start.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort();
    times[rounds / 2].as_secs_f64() * 1e3
}
