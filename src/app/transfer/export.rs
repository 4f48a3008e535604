//! The plan in another language: what it says, what it cannot say, copied or downloaded.

use super::highlight::pieces;
use crate::app::copying::{copier, save};
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{
    Button, ButtonKind, Choice, Dialog, DialogSize, Glyph, Icon, Segmented, Select, use_announcer,
};
use crate::app::planner::{Planner, use_planner};
use crate::app::platform::later::{breathe, spawn};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, StoredValue, effect};
use crate::app::words::file_name;
use crate::export::{Export, Extent, NotExpressed, Stack, Target, stacks};
use crate::lifecycle;
use crate::plan::Node;

/// So many lines are shown: more than anybody reads, and few enough to be drawn at once.
const LINES: usize = 400;

/// Which part of the plan is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Plan,
    /// The selected row and what is below it.
    Selected,
    /// What is not in AWS yet.
    Steps,
}

/// How far the writing is.
#[derive(Clone, Debug, Default, PartialEq)]
struct Written {
    /// The text so far. Shared, since it may be long.
    text: std::sync::Arc<str>,
    /// How many lines it has.
    lines: usize,
    /// Rows of the tree that are written; none when the text is whole.
    rows: Option<usize>,
    not_expressed: Vec<NotExpressed>,
}

/// The dialog.
pub(super) fn export(open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let target = RwSignal::new(Target::Terraform);
    let selected = planner.selected_untracked();
    let part = RwSignal::new(Part::Plan);
    let written = RwSignal::new(Written::default());
    let turn = StoredValue::new(0_u32);
    effect(move |_| {
        let (target, part) = (target.get(), part.get());
        turn.update_value(|turn| *turn += 1);
        write(planner, target, part, selected, written, turn);
    });
    on_cleanup(move || turn.update_value(|turn| *turn += 1));
    view! {
        <Dialog
            open=open
            title="Export"
            description=Some("Every CIDR is written out, so that AWS does not choose another one. Look it over before you apply it.".to_owned())
            size=DialogSize::Wide
            footer=move || buttons(planner, target, written)
        >
            <div class="stack">
                {choices(planner, target, part, selected)}
                {following(move || written.with(not_expressed))}
                {following(move || written.with(preview))}
            </div>
        </Dialog>
    }
    .into_any()
}

fn choices(planner: Planner, target: RwSignal<Target>, part: RwSignal<Part>, selected: Node) -> AnyView {
    let kinds: Vec<Choice<Target>> = Target::ALL
        .iter()
        .map(|kind| Choice::new(*kind, kind.label()))
        .collect();
    let kind = Signal::derive(move || match target.get() {
        Target::CloudFormation(_) => Target::CloudFormation(None),
        other => other,
    });
    let mut parts = vec![Choice::new(Part::Plan, "The whole plan")];
    let has_name = !matches!(selected, Node::Ipam | Node::Free(_));
    if has_name {
        let name = planner.peek(|workspace| crate::app::dialogs::words::title(workspace, selected));
        parts.push(Choice::new(Part::Selected, format!("{name} and what is in it")));
    }
    if planner.peek(|workspace| workspace.plan().actual().row_count() > 0) {
        parts.push(Choice::new(Part::Steps, "What is not in AWS yet"));
    }
    let several = parts.len() > 1;
    let templates = move || {
        let Target::CloudFormation(stack) = target.get() else {
            return ().into_any();
        };
        let all = planner.peek(|workspace| stacks(workspace.source()));
        let first = all.first().copied();
        let options: Vec<Choice<Option<Stack>>> = planner.peek(|workspace| {
            all.into_iter()
                .map(|stack| {
                    let account = stack.account.and_then(|id| workspace.plan().intent().accounts.get(&id));
                    let owner = account.map_or("IPAM account", |account| account.name.as_str());
                    Choice::new(Some(stack), format!("{owner}, {}", stack.region))
                })
                .collect()
        });
        let value = Signal::derive(move || stack.or(first));
        view! {
            <Select
                label="Template"
                hint=Some("One for each account and Region".to_owned())
                options=Signal::stored(options)
                value=value
                on_change=Callback::new(move |stack| target.set(Target::CloudFormation(stack)))
            />
        }
        .into_any()
    };
    view! {
        <Select label="Language" options=Signal::stored(kinds) value=kind on_change=target.setter() />
        {several.then(|| view! { <Segmented label="Part" options=Signal::stored(parts) value=part on_change=part.setter() /> })}
        {following(templates)}
    }
    .into_any()
}

/// Writes the text in pieces, between which the page lives on. Ends when `turn` is another.
fn write(
    planner: Planner,
    target: Target,
    part: Part,
    selected: Node,
    written: RwSignal<Written>,
    turn: StoredValue<u32>,
) {
    let mine = turn.with_value(|turn| *turn);
    let is_mine = move || turn.try_with_value(|turn| *turn) == Some(mine);
    spawn(async move {
        let extent = match part {
            Part::Plan => Extent::Plan,
            Part::Selected => Extent::Subtree(selected),
            Part::Steps => {
                breathe().await;
                let steps = planner.peek(|workspace| {
                    let plan = workspace.plan();
                    lifecycle::diff(plan.actual(), plan.design(), plan.intent())
                });
                Extent::Steps(Box::new(steps))
            }
        };
        let mut export = planner.peek(|workspace| Export::new(target, extent, workspace.source()));
        let mut text = String::new();
        let mut pieces = 0_usize;
        while let Some(piece) = planner.peek(|workspace| export.next_piece(workspace.source())) {
            text.push_str(&piece);
            pieces += 1;
            // The first pieces are what is looked at; of the others, the progress.
            if pieces == 1 || pieces.is_multiple_of(8) {
                written.set(Written {
                    text: text.as_str().lines().take(LINES).collect::<Vec<_>>().join("\n").into(),
                    lines: 0,
                    rows: Some(export.rows()),
                    not_expressed: Vec::new(),
                });
            }
            breathe().await;
            if !is_mine() {
                return;
            }
        }
        written.set(Written {
            lines: text.lines().count(),
            text: text.into(),
            rows: None,
            not_expressed: export.not_expressed(),
        });
    });
}

fn not_expressed(written: &Written) -> AnyView {
    if let Some(rows) = written.rows {
        let words = format!("Writing… {}", counted(rows as u64, "row", "rows"));
        return view! { <p class="dim" role="status">{words}</p> }.into_any();
    }
    if written.not_expressed.is_empty() {
        return view! { <p class="dim" role="status">{format!("{} lines; it says all that the plan says", thousands(written.lines as u64))}</p> }
            .into_any();
    }
    let items = written
        .not_expressed
        .iter()
        .map(|loss| {
            let count = if loss.count > 1 {
                format!(" ({})", thousands(loss.count as u64))
            } else {
                String::new()
            };
            let words = format!("{}{count}: {}", loss.what, loss.why);
            view! { <li>{words}</li> }
        })
        .collect_view();
    let summary = format!(
        "{} lines; not in it: {}",
        thousands(written.lines as u64),
        counted(
            written.not_expressed.len() as u64,
            "kind of statement",
            "kinds of statements"
        )
    );
    view! {
        <details class="losses">
            <summary>
                <Icon glyph=Glyph::Warning />
                {summary}
            </summary>
            <ul>{items}</ul>
        </details>
    }
    .into_any()
}

fn preview(written: &Written) -> AnyView {
    let line = |line: &str| {
        let spans = pieces(line)
            .into_iter()
            .map(|(token, piece)| match token.class() {
                Some(class) => view! { <span class=class>{piece.to_owned()}</span> }.into_any(),
                None => piece.to_owned().into_any(),
            })
            .collect_view();
        view! { <span class="code__line">{spans} "\n"</span> }
    };
    let lines = written.text.lines().take(LINES).map(line).collect_view();
    let more = written.lines.saturating_sub(LINES);
    let words = format!("… and {} more lines, which the file has", thousands(more as u64));
    view! {
        <pre class="code" tabindex="0" aria-label="Preview">
            {lines}
        </pre>
        {(more > 0).then(|| view! { <p class="dim">{words}</p> })}
    }
    .into_any()
}

fn buttons(planner: Planner, target: RwSignal<Target>, written: RwSignal<Written>) -> AnyView {
    let announcer = use_announcer();
    let copy = copier(
        move || written.with_untracked(|written| written.text.to_string()),
        "Copied the text",
    );
    let download = Callback::new(move |()| {
        let ending = target.get_untracked().file_ending();
        let name = planner.peek(|workspace| file_name(&workspace.plan().about().name));
        let name = name.replace("ipam.json", ending);
        save(
            announcer,
            &name,
            "text/plain",
            &written.with_untracked(|written| written.text.to_string()),
        );
    });
    let busy = Memo::new(move |_| written.with(|written| written.rows.is_some()));
    let refusal = Signal::derive(move || busy.get().then(|| "It is still being written".to_owned()));
    view! {
        <Button label="Copy" refusal=refusal on_press=copy />
        <Button label="Download" kind=ButtonKind::Primary refusal=refusal on_press=download />
    }
    .into_any()
}
