//! The output of many commands in one file: what stands between them.
//!
//! The script prints a line before each output, which says what the output does not: the account, the Region, the pool. So several
//! outputs of several runs can stand in one file.

use crate::import::json::View;
use crate::import::note::Severity;
use crate::import::shapes::{Context, JsonReader, JsonShape, Output, Step};

/// The key by which the line is told, with the version of the script.
pub(super) const KEY: &str = "ipam-planner-inventory";

pub(super) const SHAPE: JsonShape = JsonShape {
    word: "an inventory by the script of this planner",
    is: |root| root.member(KEY).is_some(),
    reader: || Box::new(Heading),
};

struct Heading;

impl JsonReader for Heading {
    fn step(&mut self, root: View<'_>, context: &mut Context, out: &mut Output<'_>, _effort: usize) -> Step {
        let text = |key| root.member(key).and_then(View::text).filter(|text| !text.is_empty());
        context.region = text("region").and_then(|region| region.parse().ok());
        context.account = text("account").and_then(|account| account.parse().ok());
        context.pool = text("pool").map(|pool| pool.into_owned());
        if let Some(command) = text("failed") {
            let place = match (text("region"), text("pool")) {
                (_, Some(pool)) => format!(" for {pool}"),
                (Some(region), None) => format!(" in {region}"),
                (None, None) => String::new(),
            };
            let sentence =
                format!("{command}{place} failed when the script ran, so what it would have shown is missing");
            out.note(Severity::Refused, root.line(), String::new(), &command, sentence);
        }
        Step::Done
    }
}
