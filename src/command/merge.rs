//! `merge`: two copies of a plan put together, by hand or as a merge driver of git.

use std::fs;
use std::path::{Path, PathBuf};

use super::files::read;
use super::{FINE, FOUND, Outcome};
use crate::compare::{self, Conflict, Take};
use crate::format::write;

pub(super) fn merge(plans: &[PathBuf; 3], output: Option<&Path>, take: Option<Take>) -> Result<Outcome, String> {
    let [base, ours, theirs] = plans;
    let [base, ours, theirs] = [read(base)?.plan, read(ours)?.plan, read(theirs)?.plan];
    let refused = |refusals: Vec<_>| {
        let words: Vec<String> = refusals.iter().map(ToString::to_string).collect();
        format!("the two together are no plan: {}", words.join("; "))
    };
    let merged = compare::merge(&base, &ours, &theirs, &|_| take).map_err(refused)?;
    let mut plan = ours;
    plan.apply(merged.edit).map_err(|refusal| refusal.to_string())?;
    let text = write(&plan);
    let mut notes = String::new();
    for conflict in &merged.conflicts {
        notes.push_str(&told(conflict));
    }
    for (_, row) in &merged.kept {
        notes.push_str(&format!(
            "kept: {} {}, which one copy removed and the other needs\n",
            row.kind(),
            row.as_str()
        ));
    }
    // Whoever says what to take has decided.
    let status = if merged.conflicts.is_empty() || take.is_some() {
        FINE
    } else {
        FOUND
    };
    let text = match output {
        None => text,
        Some(path) => {
            fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
            String::new()
        }
    };
    Ok(Outcome { text, notes, status })
}

fn told(conflict: &Conflict) -> String {
    let taken = match conflict.taken {
        Take::Ours => "ours",
        Take::Theirs => "theirs",
    };
    let (kind, id) = (conflict.row.kind(), conflict.row.as_str());
    let Some(field) = &conflict.field else {
        return format!("conflict: {kind} {id} as a whole; taken: {taken}\n");
    };
    let [base, ours, theirs] = conflict
        .values
        .clone()
        .map(|value| value.unwrap_or_else(|| "nothing".to_owned()));
    let field = field.join(".");
    format!("conflict: {kind} {id}, {field}: {base} became {ours} in ours and {theirs} in theirs; taken: {taken}\n")
}
