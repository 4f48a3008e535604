//! The words for what can go wrong with plans and files. Whatever reports a problem gives a value; the sentence is made
//! here, once.

use super::platform::files::FileProblem;
use super::platform::store::{Aside, Opened, SetAside, Why};
use crate::format::stored::{Damage, StorageProblem};

/// Another tab has taken over without asking.
pub(super) const LOST_LEASE: &str = "Another tab has taken over this plan. What was not saved here was set aside, and is in \
                                     the list of plans.";

/// The plan was deleted in another tab.
pub(super) const DELETED_ELSEWHERE: &str = "This plan was deleted in another tab. It goes on here: edit it to keep it.";

/// Why something could not be stored or read: a clause that can follow a colon, without a full stop.
pub(super) fn storage(problem: &StorageProblem) -> String {
    match problem {
        StorageProblem::Full => "the browser's storage for this site is full".to_owned(),
        StorageProblem::Blocked => {
            "this browser does not let the page store anything (private window, blocked cookies)".to_owned()
        }
        StorageProblem::LostLease => "another tab edits this plan now".to_owned(),
        StorageProblem::HoldsUnsaved => {
            "the other tab has changes that it cannot save, and keeps the plan: export it there first".to_owned()
        }
        StorageProblem::NewerFormat(version) => {
            format!("it was saved by a newer planner (format {version}): reload the page to update this one")
        }
        StorageProblem::Damaged { .. } => "what is stored cannot be read; it is kept as it is".to_owned(),
        StorageProblem::NotFound => "it is not there any more".to_owned(),
        StorageProblem::Other { name, message } => format!("{message} ({name})"),
    }
}

/// Why a file could not be read.
pub(super) fn file(name: &str, problem: &FileProblem) -> String {
    const MEGABYTE: u64 = 1_000_000;
    match problem {
        FileProblem::TooLarge { size, limit } => format!(
            "{name} is too large: {} MB, and {} MB can be opened",
            size.div_ceil(MEGABYTE),
            limit / MEGABYTE
        ),
        FileProblem::NotText { offset } => {
            format!(
                "{name} is not text in UTF-8: its byte {} is the first that is not",
                offset + 1
            )
        }
        FileProblem::Unreadable(problem) => format!("{name} could not be read: {}", storage(problem)),
    }
}

/// What there is to say about how a plan was found.
pub(super) fn found(found: &Opened) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Some(problem) = &found.problem {
        sentences.push(format!(
            "The browser's database could not be read, a copy was opened: {}",
            storage(problem)
        ));
    }
    if let Some(version) = found.newer {
        // Nothing is set aside then: all of it stays where the newer planner left it.
        sentences.push(format!(
            "This plan was written by a newer version of the planner (format {version}). What it wrote is kept untouched, \
             and the plan can only be read here: reload the page to update it"
        ));
        return sentences;
    }
    if found.lost.is_some() || found.fell_back {
        sentences.push(
            "The newest saved version could not be read. The last good one was opened, and what was found is kept in the \
             list of plans."
                .to_owned(),
        );
    }
    for SetAside { aside, .. } in &found.set_aside {
        sentences.push(set_aside(aside));
    }
    sentences
}

/// That something was set aside.
pub(super) fn set_aside(aside: &Aside) -> String {
    let name = plan_name(&aside.name);
    match aside.why {
        Why::Damaged(Damage::NewerFormat(version)) => format!(
            "An earlier version of {name} was written by a newer version of the planner (format {version}): it is kept \
             untouched"
        ),
        Why::Damaged(_) => format!("A damaged version of {name} was set aside: it is in the list of plans"),
        Why::Rival => format!("Another version of {name} was set aside: it is in the list of plans"),
        Why::Deleted => format!("{name} was deleted: it is in the list of plans"),
    }
}

/// What a plan is called where it has no name.
pub(super) fn plan_name(name: &str) -> &str {
    if name.is_empty() { "a plan without a name" } else { name }
}

/// The name of the file that a plan is exported to: its own name, without what file systems do not take.
pub(super) fn file_name(plan: &str) -> String {
    let kept = |c: char| {
        if c.is_alphanumeric() || " -_.".contains(c) {
            c
        } else {
            '-'
        }
    };
    let name: String = plan.trim().chars().map(kept).take(80).collect();
    let name = name.trim_matches(['.', ' ', '-']);
    format!("{}.ipam.json", if name.is_empty() { "plan" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newer_planner_wrote_is_not_said_to_be_damaged_or_set_aside() {
        let newer = SetAside {
            aside: Aside {
                key: "p/damaged/0".to_owned(),
                plan: "p".to_owned(),
                name: "Acme".to_owned(),
                format: None,
                why: Why::Damaged(Damage::NewerFormat(7)),
                at: 0,
                characters: 2,
            },
            text: "{}".to_owned(),
            stored: Ok(()),
        };
        let mut opened = Opened {
            set_aside: vec![newer],
            ..Opened::default()
        };
        let older = found(&opened);
        (opened.newer, opened.fell_back) = (Some(7), true);
        let newest = found(&opened);
        for sentences in [older, newest] {
            assert_eq!(sentences.len(), 1, "{sentences:?}");
            for sentence in sentences {
                assert!(
                    sentence.contains("newer version of the planner (format 7)"),
                    "{sentence}"
                );
                assert!(sentence.contains("kept untouched"), "{sentence}");
            }
        }
    }

    #[test]
    fn files_are_called_as_their_plan_as_far_as_file_systems_take_it() {
        for (plan, file) in [
            ("Acme landing zone", "Acme landing zone.ipam.json"),
            ("", "plan.ipam.json"),
            ("../../etc/passwd", "etc-passwd.ipam.json"),
            ("a/b:c", "a-b-c.ipam.json"),
            ("München", "München.ipam.json"),
        ] {
            assert_eq!(file_name(plan), file);
        }
    }
}
