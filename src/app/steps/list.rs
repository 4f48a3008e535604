//! The list of steps: a line each, of which those in sight are drawn.

use super::detail::reveal;
use super::model::{Line, Work, minutes, node_of, verb};
use super::work::Workings;
use crate::app::dialogs::words::title;
use crate::app::lines::{Drawn, Lines, TO_THE_END, lines};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Severity, SeverityMark};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::lifecycle::{Fate, IS_NEW, Minutes};

/// How high a line is, in rem. The sheet has the same number.
const LINE: f64 = 2.5;

/// A list box: one tab stop, arrows choose the line that is shown in full beside it, Enter leads to its row in the tree.
pub(super) fn list(planner: Planner, workings: Workings) -> AnyView {
    let chosen = workings.chosen;
    let work = move || workings.work.get_untracked();
    let count = Memo::new(move |_| {
        workings
            .work
            .with(|work| work.as_ref().map_or(0, |work| work.lines.len()))
    });
    let on = move |(place, by): (usize, isize)| match work() {
        Some(work) if by == -TO_THE_END => work.first(),
        Some(work) => work.from(place, by),
        None => place,
    };
    let enter = move |place: usize| {
        let Some(work) = work() else { return };
        let object = work.lines.get(place).and_then(|line| work.object(line));
        let node = object.and_then(|id| planner.peek(|workspace| node_of(workspace, id)));
        if let Some(node) = node {
            reveal(planner, node);
        }
    };
    lines(Lines {
        label: "Steps",
        class: "",
        height: LINE,
        count,
        chosen: Signal::derive(move || chosen.get()),
        draw: Callback::new(move |place| {
            let work = workings.work.get()?;
            work.lines.get(place).map(|line| drawn(planner, &work, line))
        }),
        on: Callback::new(on),
        choose: Callback::new(move |place| chosen.set(place)),
        enter: Callback::new(enter),
    })
}

fn drawn(planner: Planner, work: &Work, line: &Line) -> Drawn {
    if let Line::Heading(words) = line {
        return Drawn::Heading(words);
    }
    let words = words_of(planner, work, line);
    let pill = |(tone, word): (&'static str, String)| {
        let class = format!("steps__pill steps__pill--{tone}");
        let mark = (tone == "doubt").then(|| view! { <SeverityMark severity=Severity::Warning /> });
        view! { <span class=class>{mark}{word}</span> }
    };
    let content = view! {
        <span class="steps__number">{words.number}</span>
        <span class="steps__words">
            <span class="steps__what clip">{words.title}</span>
            <span class="steps__why clip">{words.reason}</span>
        </span>
        <span class="steps__pills">{words.pills.into_iter().map(pill).collect_view()}</span>
    };
    let class = format!("steps__line steps__line--{}", words.kind);
    Drawn::Line(class, None, content.into_any())
}

/// A line in words.
struct Words {
    kind: &'static str,
    number: String,
    title: String,
    reason: String,
    pills: Vec<(&'static str, String)>,
}

fn words_of(planner: Planner, work: &Work, line: &Line) -> Words {
    let plain = |kind, title: String, reason: String| Words {
        kind,
        number: String::new(),
        title,
        reason,
        pills: Vec::new(),
    };
    match line {
        Line::Heading(words) => plain("heading", (*words).to_owned(), String::new()),
        Line::Impossible(place) => {
            let Some(refused) = work.impossible(*place) else {
                return plain("refused", String::new(), String::new());
            };
            let name = planner.peek(|workspace| node_of(workspace, refused.object).map(|node| title(workspace, node)));
            let name = name.unwrap_or_else(|| format!("a {}", refused.object.kind()));
            let mut words = plain("refused", name, refused.why.clone());
            words.pills.push(("refused", "AWS refuses it".to_owned()));
            words
        }
        Line::Vpcs(place) => {
            let Some(group) = work.groups.get(*place) else {
                return plain("vpcs", String::new(), String::new());
            };
            let mut words = plain("vpcs", group.becoming.title(group.vpcs.len()), String::new());
            if work.doubt_of(group.becoming).is_some() {
                words.pills.push(("doubt", "Not confirmed".to_owned()));
            }
            words
        }
        Line::Wait(run) => {
            let what = counted(run.len() as u64, "allocation", "allocations");
            let title = format!("Wait until IPAM has released {what}");
            let mut words = plain("wait", title, "It does so by itself".to_owned());
            words.pills.push(("wait", minutes(Minutes::OF_A_RELEASE)));
            words
        }
        Line::Step(place) => {
            let Some(step) = work.step(*place) else {
                return plain("step", String::new(), String::new());
            };
            // What most of them say is no news.
            let reason = Some(&step.reason).filter(|reason| *reason != IS_NEW).cloned();
            let mut words = plain("step", step.title.clone(), reason.unwrap_or_default());
            words.number = (place + 1).to_string();
            if step.is_unverified() {
                words.pills.push(("doubt", "Not confirmed".to_owned()));
            }
            if matches!(work.lifecycle.fates.get(&step.object), Some(Fate::Recreated(_))) {
                words.pills.push(("again", "Re-created".to_owned()));
            }
            words.pills.push(("verb", verb(step.action).to_owned()));
            words
        }
    }
}
