//! What the command line asks for.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::compare::Take;
use crate::rules::Severity;

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
    Sarif,
    Markdown,
    Csv,
}

/// A command with all it needs.
#[derive(Debug)]
pub(super) enum Arguments {
    Help,
    Version,
    Check {
        plan: PathBuf,
        format: Format,
        /// The mildest severity that fails; none when nothing does.
        fail_on: Option<Severity>,
    },
    Diff {
        before: PathBuf,
        after: PathBuf,
        format: Format,
        exit_code: ExitCode,
    },
    Cost {
        plan: PathBuf,
        format: Format,
    },
    Merge {
        /// What both come from, ours, theirs.
        plans: [PathBuf; 3],
        output: Option<PathBuf>,
        take: Option<Take>,
    },
    Link {
        plan: PathBuf,
        page: String,
    },
}

/// Whether a difference is told by the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExitCode {
    Always0,
    TellsDifference,
}

const FORMATS: &[(&str, Format)] = &[
    ("text", Format::Text),
    ("json", Format::Json),
    ("sarif", Format::Sarif),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv),
];

/// The options of all commands; which command takes which is looked at when all are read.
#[derive(Default)]
struct Options {
    format: Option<Format>,
    fail_on: Option<Option<Severity>>,
    exit_code: Option<ExitCode>,
    output: Option<PathBuf>,
    take: Option<Take>,
    page: Option<String>,
    /// Their names, as they were given.
    given: Vec<&'static str>,
}

impl Arguments {
    /// Reads the command line.
    ///
    /// # Errors
    /// What is wrong with it, and what would be right.
    pub(super) fn read(arguments: Vec<OsString>) -> Result<Self, String> {
        let mut parser = Parser::from_args(arguments);
        let mut options = Options::default();
        let mut words: Vec<OsString> = Vec::new();
        while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
            match argument {
                Arg::Short('h') | Arg::Long("help") => return Ok(Arguments::Help),
                Arg::Short('V') | Arg::Long("version") => return Ok(Arguments::Version),
                Arg::Long("format") => {
                    options.given.push("--format");
                    options.format = Some(one_of("--format", &value(&mut parser)?, FORMATS)?);
                }
                Arg::Long("fail-on") => {
                    options.given.push("--fail-on");
                    let severities = [
                        ("error", Some(Severity::Error)),
                        ("warning", Some(Severity::Warning)),
                        ("note", Some(Severity::Note)),
                        ("never", None),
                    ];
                    options.fail_on = Some(one_of("--fail-on", &value(&mut parser)?, &severities)?);
                }
                Arg::Long("exit-code") => {
                    options.given.push("--exit-code");
                    options.exit_code = Some(ExitCode::TellsDifference);
                }
                Arg::Short('o') | Arg::Long("output") => {
                    options.given.push("--output");
                    options.output = Some(parser.value().map_err(|error| error.to_string())?.into());
                }
                Arg::Long("take") => {
                    options.given.push("--take");
                    let sides = [("ours", Take::Ours), ("theirs", Take::Theirs)];
                    options.take = Some(one_of("--take", &value(&mut parser)?, &sides)?);
                }
                Arg::Long("page") => {
                    options.given.push("--page");
                    options.page = Some(value(&mut parser)?);
                }
                Arg::Value(word) => words.push(word),
                other => return Err(format!("{}. --help lists what there is", other.unexpected())),
            }
        }
        command(words, options)
    }
}

fn command(words: Vec<OsString>, options: Options) -> Result<Arguments, String> {
    let mut words = words.into_iter();
    let Some(name) = words.next() else {
        return Ok(Arguments::Help);
    };
    let name = name.to_string_lossy().into_owned();
    let files: Vec<PathBuf> = words.map(PathBuf::from).collect();
    let format = options.format;
    let arguments = match name.as_str() {
        "help" => return Ok(Arguments::Help),
        "check" => {
            options.only(&name, &["--format", "--fail-on"])?;
            let [plan] = exactly(&name, files, ["PLAN"])?;
            Arguments::Check {
                plan,
                format: one_format(&name, format, &[Format::Text, Format::Json, Format::Sarif])?,
                fail_on: options.fail_on.unwrap_or(Some(Severity::Error)),
            }
        }
        "diff" => {
            options.only(&name, &["--format", "--exit-code"])?;
            let [before, after] = exactly(&name, files, ["BEFORE", "AFTER"])?;
            Arguments::Diff {
                before,
                after,
                format: one_format(&name, format, &[Format::Markdown, Format::Json])?,
                exit_code: options.exit_code.unwrap_or(ExitCode::Always0),
            }
        }
        "cost" => {
            options.only(&name, &["--format"])?;
            let [plan] = exactly(&name, files, ["PLAN"])?;
            Arguments::Cost {
                plan,
                format: one_format(&name, format, &[Format::Text, Format::Csv, Format::Json])?,
            }
        }
        "merge" => {
            options.only(&name, &["--output", "--take"])?;
            Arguments::Merge {
                plans: exactly(&name, files, ["BASE", "OURS", "THEIRS"])?,
                output: options.output,
                take: options.take,
            }
        }
        "link" => {
            options.only(&name, &["--page"])?;
            let [plan] = exactly(&name, files, ["PLAN"])?;
            Arguments::Link {
                plan,
                page: options.page.unwrap_or_default(),
            }
        }
        other => return Err(format!("there is no command \"{other}\". --help lists what there is")),
    };
    Ok(arguments)
}

impl Options {
    fn only(&self, command: &str, known: &[&str]) -> Result<(), String> {
        match self.given.iter().find(|given| !known.contains(given)) {
            Some(stranger) => Err(format!(
                "\"{command}\" has no option {stranger}, but {}",
                known.join(" and ")
            )),
            None => Ok(()),
        }
    }
}

fn exactly<const N: usize>(command: &str, files: Vec<PathBuf>, names: [&str; N]) -> Result<[PathBuf; N], String> {
    let count = files.len();
    files
        .try_into()
        .map_err(|_| format!("\"{command}\" needs {}, not {count} files", names.join(" ")))
}

/// The format, or the first of those that the command knows.
fn one_format(command: &str, format: Option<Format>, known: &[Format]) -> Result<Format, String> {
    let spelled = |format: &Format| {
        FORMATS
            .iter()
            .find(|(_, other)| other == format)
            .map_or("", |(word, _)| word)
    };
    match (format, known.first()) {
        (Some(format), _) if known.contains(&format) => Ok(format),
        (None, Some(first)) => Ok(*first),
        _ => {
            let words: Vec<&str> = known.iter().map(spelled).collect();
            Err(format!("the formats of \"{command}\" are {}", words.join(", ")))
        }
    }
}

fn value(parser: &mut Parser) -> Result<String, String> {
    let value = parser.value().map_err(|error| error.to_string())?;
    value.string().map_err(|error| error.to_string())
}

fn one_of<T: Copy>(option: &str, word: &str, known: &[(&str, T)]) -> Result<T, String> {
    let found = known.iter().find(|(known, _)| *known == word);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let words: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
        format!("{option} is one of {}, not \"{word}\"", words.join(", "))
    })
}
