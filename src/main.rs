//! In a browser the page; natively the command. Both are functions of the library.

#[cfg(all(target_family = "wasm", feature = "web"))]
fn main() {
    ipam_planner::app::mount();
}

/// Without the page there is nothing to do in a browser.
#[cfg(all(target_family = "wasm", not(feature = "web")))]
fn main() {}

#[cfg(not(target_family = "wasm"))]
fn main() -> std::process::ExitCode {
    let arguments = std::env::args_os().skip(1);
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    ipam_planner::command::run(arguments, &mut out, &mut err).into()
}
