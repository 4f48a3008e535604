//! What a file holds or what is wrong with it, as something to show: pure.

use crate::app::dialogs::words::listed;
use crate::app::parts::figures::counted;
use crate::format::{self, Location, OpenError, Opened};
use crate::plan::{Plan, diff};

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    /// The plan.
    pub(super) plan: Plan,
    /// What there is to say about it: terms and facts.
    pub(super) facts: Vec<(&'static str, String)>,
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    /// The whole of it, in a sentence.
    pub(super) problem: String,
    /// Where, and what is there.
    pub(super) places: Vec<Place>,
    /// That there is more than is shown.
    pub(super) more: Option<String>,
}

/// A place in a file where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// What is wrong there.
    pub(super) sentence: String,
    /// The line and column, in words.
    pub(super) location: String,
    /// The fields and ids that lead there.
    pub(super) path: String,
    /// The text around it.
    pub(super) excerpt: Vec<ExcerptLine>,
}

/// A line of the text around a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ExcerptLine {
    /// Its number, from 1.
    pub(super) number: usize,
    /// What is shown of it.
    pub(super) text: String,
    /// Over how many characters the pointer stands, in the line where the place is.
    pub(super) pointer: Option<usize>,
}

/// How many places are shown; the others are likely of the same kind.
const PLACES: usize = 5;
/// How many names of Regions and CIDRs are written out.
const NAMED: usize = 6;
/// How many characters of a line are shown.
const WIDTH: usize = 72;

/// What reading a file has come to, as something to show.
pub(super) fn contents(text: &str, read: Result<Opened, OpenError>) -> Result<Contents, Refused> {
    match read {
        Ok(opened) => {
            let facts = facts(&opened.plan);
            Ok(Contents {
                plan: opened.plan,
                facts,
            })
        }
        Err(error) => Err(refused(text, error)),
    }
}

fn facts(plan: &Plan) -> Vec<(&'static str, String)> {
    let summary = format::summary(plan);
    let counts = summary.counts;
    let some = |count: usize, one, many| (count > 0).then(|| counted(count as u64, one, many));
    let holds: Vec<String> = [
        some(counts.pools, "pool", "pools"),
        some(counts.vpcs, "VPC", "VPCs"),
        some(counts.reservations, "reservation", "reservations"),
        some(counts.subnets, "subnet", "subnets"),
        some(counts.public_blocks, "public block", "public blocks"),
        some(counts.accounts, "account", "accounts"),
        some(counts.scopes, "scope", "scopes"),
        some(
            summary.actual_rows,
            "row of what exists in AWS",
            "rows of what exists in AWS",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let name = match summary.name.as_str() {
        "" => "None".to_owned(),
        name => name.to_owned(),
    };
    let mut facts = vec![("Name", name), ("Holds", listed(&holds))];
    if !summary.supernets.is_empty() {
        facts.push((
            "Top-level CIDRs",
            first_of(summary.supernets.iter().map(ToString::to_string).collect()),
        ));
    }
    facts.push((
        "Regions",
        first_of(summary.regions.iter().map(ToString::to_string).collect()),
    ));
    facts.push(("Home Region", summary.home_region.to_string()));
    facts
}

/// The first few, and how many more there are.
fn first_of(mut words: Vec<String>) -> String {
    let more = words.len().saturating_sub(NAMED);
    if more > 0 {
        words.truncate(NAMED);
        words.push(format!("{more} more"));
    }
    listed(&words)
}

fn refused(text: &str, error: OpenError) -> Refused {
    // What the reader skips is skipped here, or lines would be one character off.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let place = |sentence: &str, location: Location, path: &str| Place {
        sentence: sentence.to_owned(),
        location: sentence_case(&location.to_string()),
        path: path.to_owned(),
        excerpt: excerpt(text, location),
    };
    match &error {
        OpenError::NotJson { location, sentence } => Refused {
            problem: "The file is not JSON".to_owned(),
            places: vec![place(sentence, *location, "")],
            more: None,
        },
        OpenError::Broken(problems) => {
            let shown = problems.iter().take(PLACES);
            let more = problems.len().saturating_sub(PLACES);
            let at_least = if problems.len() >= format::MAX_PROBLEMS {
                "at least "
            } else {
                ""
            };
            Refused {
                problem: format!(
                    "The plan in the file is broken in {at_least}{}",
                    counted(problems.len() as u64, "place", "places")
                ),
                places: shown
                    .map(|problem| place(&problem.sentence, problem.location, &problem.path))
                    .collect(),
                more: (more > 0).then(|| format!("And {at_least}{}", counted(more as u64, "more", "more"))),
            }
        }
        _ => Refused {
            problem: error.to_string(),
            places: Vec::new(),
            more: None,
        },
    }
}

fn sentence_case(text: &str) -> String {
    crate::app::dialogs::words::sentence(text)
}

/// The line of a place with its neighbours, as much of it as fits a line on screen.
fn excerpt(text: &str, location: Location) -> Vec<ExcerptLine> {
    let first = location.line.saturating_sub(1).max(1);
    let lines = text.lines().enumerate().skip(first - 1).take(location.line + 2 - first);
    let column = location.column.saturating_sub(1);
    // Long lines are cut so that the place is in sight; all three alike, so that they stay in line.
    let from = if column + 8 < WIDTH { 0 } else { column - WIDTH / 2 };
    lines
        .map(|(index, line)| {
            let number = index + 1;
            let mut shown: String = line.chars().skip(from).take(WIDTH).map(visible).collect();
            if line.chars().nth(from + WIDTH).is_some() {
                shown.push('…');
            }
            if from > 0 && !shown.is_empty() {
                shown.insert(0, '…');
            }
            let indent = column - from + usize::from(from > 0);
            ExcerptLine {
                number,
                text: shown,
                pointer: (number == location.line).then_some(indent),
            }
        })
        .collect()
}

/// A tab or a control character as something that has the width of one.
fn visible(character: char) -> char {
    match character {
        '\t' => ' ',
        other if other.is_control() => '\u{FFFD}',
        other => other,
    }
}

/// How many rows would be another than now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    added: usize,
    changed: usize,
    removed: usize,
}

impl Change {
    /// From one plan to another. O(rows).
    pub(super) fn between(from: &Plan, to: &Plan) -> Self {
        let mut change = Self::default();
        for row in diff(from, to).changes {
            match row.existence() {
                (false, _) => change.added += 1,
                (true, true) => change.changed += 1,
                (true, false) => change.removed += 1,
            }
        }
        change
    }

    /// Whether nothing would change.
    pub(super) fn is_none(self) -> bool {
        self == Self::default()
    }

    /// What it comes to.
    pub(super) fn words(self) -> String {
        let rows =
            |count: usize, verb: &str| (count > 0).then(|| format!("{verb} {}", counted(count as u64, "row", "rows")));
        let parts = [
            rows(self.added, "adds"),
            rows(self.changed, "changes"),
            rows(self.removed, "removes"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("In the place of the open plan, it {}", listed(&parts))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    fn read(text: &str) -> Result<Contents, Refused> {
        contents(text, format::read(text))
    }

    fn plan(name: &str) -> Plan {
        Plan::new(name, "eu-central-1".parse().unwrap())
    }

    #[test]
    fn what_a_file_holds_is_told() {
        let contents = read(&format::write(&plan("Acme"))).unwrap();
        assert_eq!(contents.plan, plan("Acme"));
        let facts: Vec<_> = contents.facts.iter().map(|(term, fact)| (*term, plain(fact))).collect();
        let facts: Vec<_> = facts.iter().map(|(term, fact)| (*term, fact.as_str())).collect();
        assert_eq!(
            facts,
            [
                ("Name", "Acme"),
                ("Holds", "2 scopes"),
                ("Regions", "eu-central-1"),
                ("Home Region", "eu-central-1"),
            ]
        );
        assert_eq!(
            first_of(["a", "b", "c", "d", "e", "f", "g", "h"].map(str::to_owned).to_vec()),
            "a, b, c, d, e, f and 2 more"
        );
    }

    #[test]
    fn what_is_no_json_is_shown_with_its_place() {
        let refused = read("{\n  \"format\": \"ipam-planner\",\n  \"version\": 1,,\n}\n").unwrap_err();
        assert_eq!(refused.problem, "The file is not JSON");
        let place = &refused.places[0];
        let numbers: Vec<_> = place.excerpt.iter().map(|line| line.number).collect();
        assert!(numbers.contains(&3), "{place:?}");
        let line = place.excerpt.iter().find(|line| line.pointer.is_some()).unwrap();
        assert_eq!((line.number, line.pointer), (3, Some(15)), "{place:?}");
        assert_eq!(line.text.chars().nth(15), Some(','));
    }

    #[test]
    fn what_is_broken_says_where() {
        let text = format::write(&plan("Acme")).replace("\"eu-central-1\"", "\"EU\"");
        let refused = read(&text).unwrap_err();
        assert_eq!(plain(&refused.problem), "The plan in the file is broken in 1 place");
        assert!(refused.places[0].path.contains("home_region"), "{refused:?}");
        assert!(
            refused.places[0]
                .excerpt
                .iter()
                .any(|line| line.text.contains("\"EU\""))
        );
    }

    #[test]
    fn a_place_in_a_long_line_stays_in_sight() {
        let text = format!("{}X{}", "a".repeat(500), "b".repeat(500));
        let lines = excerpt(&text, Location { line: 1, column: 501 });
        let [line] = lines.as_slice() else {
            unreachable!("one line")
        };
        assert!(line.text.chars().count() <= WIDTH + 2);
        assert_eq!(line.text.chars().nth(line.pointer.unwrap()), Some('X'));
        // A place behind the end, or in no line at all, is no reason to stop.
        for location in [
            Location { line: 9, column: 9 },
            Location { line: 1, column: 9_999 },
            Location { line: 0, column: 0 },
        ] {
            let _ = excerpt("a\nb", location);
        }
    }

    #[test]
    fn a_replacement_is_counted() {
        assert!(Change::between(&plan("Acme"), &plan("Acme")).is_none());
        let change = Change::between(&plan("Acme"), &plan("Other"));
        assert_eq!(
            plain(&change.words()),
            "In the place of the open plan, it changes 1 row"
        );
    }
}
