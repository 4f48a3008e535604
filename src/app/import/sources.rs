//! The first screen of an import: where what is imported comes from.

use super::commands::commands;
use super::given::Given;
use super::importing::Importing;
use super::progress::progress;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, Choice, Draft, FieldKind, Glyph, Icon, Segmented, TextArea};
use crate::app::platform::clipboard;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};

/// What is seen of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Have,
    Commands,
}

/// What is understood, each with what it is for.
const SHAPES: &[(&str, &str)] = &[
    (
        "AWS CLI output",
        "JSON of describe-, get- and list- commands, or the bundle of the script",
    ),
    (
        "Spreadsheets",
        "CSV, a pasted table, NetBox prefixes, a plain list of CIDRs",
    ),
    (
        "Terraform",
        "show -json of states and plans, .tf and .tfvars with literal values",
    ),
    (
        "CloudFormation",
        "templates in JSON and YAML, and Landing Zone Accelerator network-config.yaml",
    ),
    ("Other planners", "links of Visual Subnet Calculator and davidc/subnets"),
    ("This planner", "a plan that was exported as JSON"),
];

/// Ways to give something, or the progress while it is read.
pub(super) fn sources(importing: Importing) -> AnyView {
    let way = RwSignal::new(Way::Have);
    let is_doing = Memo::new(move |_| importing.doing.with(Option::is_some));
    let options = vec![
        Choice::new(Way::Have, "Files or text"),
        Choice::new(Way::Commands, "From AWS, by commands"),
    ];
    let options = Signal::stored(options);
    following(move || {
        if is_doing.get() {
            return view! { <div class="import__reading">{progress(importing)}</div> }.into_any();
        }
        view! {
            <div class="stack import__sources">
                <Segmented label="What you have" options=options value=way on_change=way.setter() />
                {following(move || match way.get() {
                    Way::Have => files_or_text(importing),
                    Way::Commands => commands(importing),
                })}
            </div>
        }
        .into_any()
    })
}

fn files_or_text(importing: Importing) -> AnyView {
    let text = Draft::new("", |text| match text.trim() {
        "" => Err("Paste or type something first".to_owned()),
        _ => Ok(text.to_owned()),
    });
    let read = Callback::new(move |()| {
        if let Some(text) = text.accept() {
            importing.add(vec![Given::text(text)]);
        }
    });
    // Taken as it comes: a field would have to draw all of it first.
    let on_paste = move |event: leptos::ev::ClipboardEvent| {
        if let Some(text) = clipboard::brought(&event).filter(|text| !text.trim().is_empty()) {
            event.prevent_default();
            importing.add(vec![Given::text(text)]);
        }
    };
    let shapes = SHAPES.iter().map(|(name, what)| {
        view! {
            <dt>{*name}</dt>
            <dd class="dim">{*what}</dd>
        }
    });
    view! {
        <div class="import__drop">
            <Icon glyph=Glyph::Upload />
            <p>"Drop files anywhere on the page, several at once"</p>
            <Button
                label="Choose files…"
                kind=ButtonKind::Primary
                on_press=Callback::new(move |()| importing.session.choose_file())
            />
        </div>
        <div class="import__paste" on:paste=on_paste>
            <TextArea
                label="Or paste text, a table or a link"
                draft=text
                kind=FieldKind::Mono
                lines=4
                hint=Some("What is pasted is read at once; what is typed, when you say so".to_owned())
            />
            <Button label="Read the text" on_press=read />
        </div>
        <section class="import__shapes" aria-label="What is understood">
            <h3>"What is understood"</h3>
            <dl>{shapes.collect_view()}</dl>
        </section>
    }
    .into_any()
}
