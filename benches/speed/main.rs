//! How fast the domain is: the same kernels natively and as WebAssembly.
//!
//! `scripts/bench` builds and runs both and prints them side by side, with how time grows with size; `cargo bench
//! --no-default-features --bench speed` runs the native ones alone. Both take a part of the names of the kernels that are
//! wanted. To add kernels, write a module with a function like [`address::run`] and call it below.

mod address;
mod bench;
mod cost;
mod export;
mod format;
mod import;
mod plan;
mod platform;
mod search;
mod workload;

fn main() {
    let mut bench = bench::Bench::new();
    address::run(&mut bench);
    format::run(&mut bench);
    export::run(&mut bench);
    plan::run(&mut bench);
    cost::run(&mut bench);
    search::run(&mut bench);
    import::run(&mut bench);
}
