//! What is written: how far it is, what is not in it, and its first lines in colours.

use super::highlight::pieces;
use super::language::Language;
use super::writing::{Part, Progress, Writing};
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{Button, ButtonSize, Glyph, Icon};
use crate::app::reactive::{Callback, Memo, RwSignal};
use crate::export::NotExpressed;

/// So many lines are shown: more than anybody reads, and few enough to be drawn at once.
const LINES: usize = 400;

/// A drawing of so many bytes at most is shown.
const DRAWN: usize = 1024 * 1024;

/// How far it is, and what the text does not say.
pub(super) fn said(writing: Writing, language: RwSignal<Language>, part: RwSignal<Part>) -> AnyView {
    // What is pressed stays while the figures change.
    let stage = Memo::new(move |_| match writing.progress() {
        Progress::Writing(_) => Progress::Writing(0),
        other => other,
    });
    following(move || match stage.get() {
        Progress::Writing(_) => {
            let words = move || match writing.progress() {
                Progress::Writing(rows) => format!("Writing… {}", counted(rows as u64, "row", "rows")),
                _ => String::new(),
            };
            let stop = Callback::new(move |()| writing.stop());
            view! {
                <div class="cluster">
                    <p class="dim" role="status">{words}</p>
                    <Button label="Stop" size=ButtonSize::Small on_press=stop />
                </div>
            }
            .into_any()
        }
        Progress::Stopped => {
            let again = Callback::new(move |()| writing.begin(language.get_untracked(), part.get_untracked()));
            view! {
                <div class="cluster">
                    <p role="status">"Stopped: this is not all of it"</p>
                    <Button label="Write it again" size=ButtonSize::Small on_press=again />
                </div>
            }
            .into_any()
        }
        Progress::Whole => writing.with(|_, lines, not_expressed| losses(language.get(), lines, not_expressed)),
    })
}

fn losses(language: Language, lines: usize, not_expressed: &[NotExpressed]) -> AnyView {
    let lines = match language {
        Language::Picture => "Drawn on white".to_owned(),
        _ => counted(lines as u64, "line", "lines"),
    };
    if not_expressed.is_empty() {
        let words = match language {
            Language::Estimate => format!("{lines}; the estimate alone"),
            Language::Plan => format!("{lines}; all that the plan says, and what can be imported here again"),
            _ => format!("{lines}; it says all that the plan says"),
        };
        return view! { <p class="dim" role="status">{words}</p> }.into_any();
    }
    let items = not_expressed.iter().map(|loss| {
        let count = if loss.count > 1 {
            format!(" ({})", thousands(loss.count as u64))
        } else {
            String::new()
        };
        view! { <li>{format!("{}{count}: {}", loss.what, loss.why)}</li> }
    });
    let kinds = counted(not_expressed.len() as u64, "kind of statement", "kinds of statements");
    view! {
        <details class="losses">
            <summary>
                <Icon glyph=Glyph::Warning />
                {format!("{lines}; not in it: {kinds}")}
            </summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// The drawing on white, whatever the screen is: it goes into documents.
pub(super) fn on_white(svg: &str) -> String {
    svg.replace("@media(prefers-color-scheme:dark)", "@media not all")
}

/// The first lines; of a picture, the picture.
pub(super) fn preview(writing: Writing, language: RwSignal<Language>) -> AnyView {
    let is_whole = Memo::new(move |_| writing.progress() == Progress::Whole);
    following(move || drawn(writing, language.get(), is_whole))
}

fn drawn(writing: Writing, language: Language, is_whole: Memo<bool>) -> AnyView {
    writing.with(|text, lines, _| match language {
        Language::Picture if is_whole.get() && text.len() <= DRAWN => {
            let source = format!(
                "data:image/svg+xml;charset=utf-8,{}",
                String::from(js_sys::encode_uri_component(&on_white(text)))
            );
            view! {
                <div class="drawing" tabindex="0" role="group" aria-label="Preview">
                    <img class="drawing__picture" src=source alt="The address map of the plan" />
                </div>
            }
            .into_any()
        }
        Language::Picture => ().into_any(),
        _ => first_lines(text, lines),
    })
}

fn first_lines(text: &str, lines: usize) -> AnyView {
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
    let more = lines.saturating_sub(LINES);
    let words = format!("… and {} more lines, which the file has", thousands(more as u64));
    view! {
        <pre class="code" tabindex="0" aria-label="Preview">
            {text.lines().take(LINES).map(line).collect_view()}
        </pre>
        {(more > 0).then(|| view! { <p class="dim">{words}</p> })}
    }
    .into_any()
}
