//! The planner as a command, for reviews: what a pull request is checked with.
//!
//! ```text
//! ipam-planner check PLAN             findings
//! ipam-planner diff BEFORE AFTER      what differs, with findings, addresses and money
//! ipam-planner cost PLAN              the estimate
//! ipam-planner merge BASE OURS THEIRS put two copies together (a merge driver of git)
//! ipam-planner link PLAN              the plan as a link
//! ```
//!
//! It knows files, standard output and the domain; every command is a function from texts to a text and an exit status.
//! The same package is the page: natively its program is this, in WebAssembly that.

mod arguments;
mod check;
mod cost;
mod differences;
mod files;
mod link;
mod merge;
mod sarif;

use std::ffi::OsString;
use std::io::Write;

use arguments::Arguments;

/// All is well.
const FINE: u8 = 0;
/// What was looked for was found: findings, differences, conflicts.
const FOUND: u8 = 1;
/// It could not be done: the arguments or a file are wrong.
const FAILED: u8 = 2;

/// What `--help` says.
const HELP: &str = "\
Checks, compares and prices AWS VPC IPAM address plans.

Usage: ipam-planner COMMAND

Commands:
  check PLAN                 Say what the rules find
      --format FORMAT        text (default), json or sarif
      --fail-on SEVERITY     error (default), warning, note or never
  diff BEFORE AFTER          Say what differs, with findings, addresses and cost
      --format FORMAT        markdown (default) or json
      --exit-code            Exit with 1 when something differs
  cost PLAN                  Say what it costs
      --format FORMAT        text (default), csv or json
  merge BASE OURS THEIRS     Put two copies of a plan together
      --output FILE          Where to (default: standard output)
      --take SIDE            What to take where both changed the same: ours (default) or theirs
  link PLAN                  The plan as a link
      --page ADDRESS         The address of the planner that is to open it

A file called - is standard input. Exit status: 0 when all is well, 1 when something was found (a finding of the severity
or worse, a difference, a conflict), 2 when it could not be done.
";

/// Runs the command that `arguments` ask for (without the program's name) and gives the exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let done = Arguments::read(arguments.into_iter().collect()).and_then(perform);
    let written = match &done {
        Ok(Outcome { text, notes, .. }) => out
            .write_all(text.as_bytes())
            .and_then(|()| err.write_all(notes.as_bytes())),
        Err(problem) => writeln!(err, "ipam-planner: {problem}"),
    };
    match (done, written) {
        (Ok(outcome), Ok(())) => outcome.status,
        // Whoever reads has gone, which `| head` does.
        (Ok(outcome), Err(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => outcome.status,
        _ => FAILED,
    }
}

/// What a command comes to.
#[derive(Debug)]
struct Outcome {
    /// For standard output.
    text: String,
    /// For people beside it.
    notes: String,
    status: u8,
}

impl Outcome {
    fn new(text: String, status: u8) -> Self {
        Self {
            text,
            notes: String::new(),
            status,
        }
    }
}

fn perform(arguments: Arguments) -> Result<Outcome, String> {
    match arguments {
        Arguments::Help => Ok(Outcome::new(HELP.to_owned(), FINE)),
        Arguments::Version => Ok(Outcome::new(
            format!("ipam-planner {}\n", env!("CARGO_PKG_VERSION")),
            FINE,
        )),
        Arguments::Check { plan, format, fail_on } => check::check(&plan, format, fail_on),
        Arguments::Diff {
            before,
            after,
            format,
            exit_code,
        } => differences::diff(&before, &after, format, exit_code),
        Arguments::Cost { plan, format } => cost::cost(&plan, format),
        Arguments::Merge { plans, output, take } => merge::merge(&plans, output.as_deref(), take),
        Arguments::Link { plan, page } => link::link(&plan, &page),
    }
}
