//! Which findings are listed, and in which groups: pure.

use rustc_hash::FxHashMap;

use super::model::{FindingKey, Shown};
use crate::app::dialogs::words::title;
use crate::app::letters::lower;
use crate::plan::Node;
use crate::rules::{Finding, RULES};
use crate::workspace::Workspace;

/// By what findings stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouping {
    /// Only in order: the worst first.
    None,
    /// By their rule.
    Rule,
    /// By the first row that they are about.
    Object,
}

/// Which findings are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    /// The open ones of a severity, or the accepted ones.
    pub(super) shown: Shown,
    /// Those of one rule.
    pub(super) rule: Option<&'static str>,
    /// Those with every one of these words in the rule's title or code, or in the names of the rows that they are about.
    pub(super) words: String,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The head of a group.
    Head(Head),
    /// A finding.
    Finding(FindingKey),
}

/// What the findings of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) count: usize,
    /// The rule of all of them.
    pub(super) rule: Option<&'static str>,
    /// The row that all of them are about.
    pub(super) node: Option<Node>,
}

/// How many names of a finding's rows are looked at for the words.
const NAMED: usize = 16;

/// The lines, in order: within a group the worst first, and first the group with the worst. O(findings).
pub(super) fn lines(workspace: &Workspace, filter: &Filter, grouping: Grouping) -> Vec<Line> {
    let words = lower(&filter.words);
    let words: Vec<&str> = words.split_whitespace().collect();
    let listed = workspace.findings().iter().filter(|finding| {
        filter.shown.has(finding)
            && filter.rule.is_none_or(|code| finding.rule.code == code)
            && (words.is_empty() || has_all(workspace, finding, &words))
    });
    if grouping == Grouping::None {
        return listed.map(|finding| Line::Finding(FindingKey::of(finding))).collect();
    }
    let mut groups: Vec<(Head, Vec<FindingKey>)> = Vec::new();
    let mut places: FxHashMap<(Option<&'static str>, Option<Node>), usize> = FxHashMap::default();
    for finding in listed {
        let (rule, node) = match grouping {
            Grouping::Rule => (Some(finding.rule.code), None),
            _ => (None, finding.subject.nodes(workspace.facts()).first().copied()),
        };
        let place = *places.entry((rule, node)).or_insert(groups.len());
        if place == groups.len() {
            let title = match (rule, node) {
                (Some(_), _) => finding.rule.title.to_owned(),
                (None, Some(node)) => title(workspace, node),
                (None, None) => "The plan".to_owned(),
            };
            let head = Head {
                title,
                count: 0,
                rule,
                node,
            };
            groups.push((head, Vec::new()));
        }
        if let Some((head, keys)) = groups.get_mut(place) {
            head.count += 1;
            keys.push(FindingKey::of(finding));
        }
    }
    let mut lines = Vec::new();
    for (head, keys) in groups {
        lines.push(Line::Head(head));
        lines.extend(keys.into_iter().map(Line::Finding));
    }
    lines
}

fn has_all(workspace: &Workspace, finding: &Finding, words: &[&str]) -> bool {
    let nodes = finding.subject.nodes(workspace.facts());
    let mut text = format!("{} {}", finding.rule.title, finding.rule.code);
    for node in nodes.into_iter().take(NAMED) {
        text.push(' ');
        text.push_str(&title(workspace, node));
    }
    let text = lower(&text);
    words.iter().all(|word| text.contains(word))
}

/// The rules that found something which is shown, in the order of the documentation, with how often. O(findings).
pub(super) fn rules(workspace: &Workspace, shown: Shown) -> Vec<(&'static str, &'static str, usize)> {
    let mut counts: FxHashMap<&'static str, usize> = FxHashMap::default();
    for finding in workspace.findings().iter().filter(|finding| shown.has(finding)) {
        *counts.entry(finding.rule.code).or_default() += 1;
    }
    let counted = |rule: &&crate::rules::Rule| Some((rule.code, rule.title, *counts.get(rule.code)?));
    RULES.iter().filter_map(counted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> Workspace {
        let example = crate::examples::EXAMPLES
            .iter()
            .find(|example| example.title.contains("merge"));
        Workspace::open(example.unwrap_or(&crate::examples::EXAMPLES[0]).plan())
    }

    fn filter() -> Filter {
        Filter {
            shown: Shown::Open,
            rule: None,
            words: String::new(),
        }
    }

    #[test]
    fn every_finding_is_in_one_group() {
        let workspace = workspace();
        let all = lines(&workspace, &filter(), Grouping::None);
        assert!(all.len() > 3);
        for grouping in [Grouping::Rule, Grouping::Object] {
            let grouped = lines(&workspace, &filter(), grouping);
            let mut counted = 0;
            let mut left = 0;
            for line in &grouped {
                match line {
                    Line::Head(head) => {
                        assert_eq!(left, 0, "the group before has as many as it says");
                        left = head.count;
                        counted += head.count;
                    }
                    Line::Finding(_) => left -= 1,
                }
            }
            assert_eq!((left, counted), (0, all.len()));
            assert!(all.iter().all(|line| grouped.contains(line)));
        }
    }

    #[test]
    fn findings_are_narrowed_by_rule_and_by_words() {
        let workspace = workspace();
        let counted: usize = rules(&workspace, Shown::Open).iter().map(|(.., count)| count).sum();
        assert_eq!(counted, lines(&workspace, &filter(), Grouping::None).len());
        for (code, title, count) in rules(&workspace, Shown::Open) {
            let of_rule = Filter {
                rule: Some(code),
                ..filter()
            };
            assert_eq!(lines(&workspace, &of_rule, Grouping::None).len(), count);
            let of_words = Filter {
                words: title.to_uppercase(),
                ..filter()
            };
            assert!(lines(&workspace, &of_words, Grouping::None).len() >= count);
        }
        let nothing = Filter {
            words: "no such word".to_owned(),
            ..filter()
        };
        assert!(lines(&workspace, &nothing, Grouping::Rule).is_empty());
    }
}
