//! Plans in files.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::format::{self, OpenError};
use crate::plan::Plan;

/// A plan that was read, with the text it stood in.
pub(super) struct PlanFile {
    pub(super) text: String,
    pub(super) plan: Plan,
}

/// Reads the plan in a file, or on standard input for `-`.
///
/// # Errors
/// Why there is none: each problem on a line of its own, with its place.
pub(super) fn read(path: &Path) -> Result<PlanFile, String> {
    let shown = path.display();
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let bytes = bytes.map_err(|error| format!("{shown}: {error}"))?;
    let plan = format::read_bytes(&bytes)
        .map_err(|error| told(&shown.to_string(), &error))?
        .plan;
    Ok(PlanFile {
        text: String::from_utf8_lossy(&bytes).into_owned(),
        plan,
    })
}

fn told(file: &str, error: &OpenError) -> String {
    match error {
        OpenError::Broken(problems) => {
            let lines: Vec<String> = problems.iter().map(|problem| format!("{file}: {problem}")).collect();
            lines.join("\n")
        }
        other => format!("{file}: {other}"),
    }
}
