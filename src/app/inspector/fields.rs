//! How fields, facts and lists of blocks are drawn, whatever row they belong to.

use leptos::ev::MouseEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::model::{Capacity, Line, Lines, SizeLine, aws_id};
use super::row::{Held, InspectedRow};
use crate::app::chunks::{later, use_chunks};
use crate::app::markup::*;
use crate::app::parts::figures::{thousands, whole_percent};
use crate::app::parts::{
    ButtonKind, ButtonSize, Choice, Detail, Draft, Field, FieldKind, LabelPlace, Meter, MeterLevel, Select, Tag,
    TagEditor, button_class,
};
use crate::app::planner::{Access, Planner};
use crate::app::reactive::{Callback, Memo, Signal};
use crate::app::view_ask::Note;
use crate::plan::{Node, Tags};

/// Says what is wrong with a text, and what would be right.
pub(super) type Check = Box<dyn Fn(&str) -> Result<(), String> + Send + Sync>;

/// Every text is right.
pub(super) fn anything() -> Check {
    Box::new(|_| Ok(()))
}

/// A line of text of a row.
pub(super) struct Text {
    pub(super) label: &'static str,
    pub(super) place: LabelPlace,
    pub(super) kind: FieldKind,
    pub(super) hint: Option<&'static str>,
    pub(super) placeholder: Option<&'static str>,
    /// What it is now.
    pub(super) value: Signal<String>,
    pub(super) check: Check,
    /// Makes it another. Whether it was.
    pub(super) write: Callback<String, bool>,
}

/// A text that may be anything.
pub(super) fn words(label: &'static str, value: Signal<String>, write: Callback<String, bool>) -> Text {
    Text {
        label,
        place: LabelPlace::Beside,
        kind: FieldKind::Text,
        hint: None,
        placeholder: None,
        value,
        check: anything(),
        write,
    }
}

/// A draft of a text and what hands it over: the text is taken without the space around it.
fn draft_of(value: Signal<String>, check: Check, write: Callback<String, bool>) -> (Draft<String>, Callback<()>) {
    let draft = Draft::following(value, move |text| check(text).map(|()| text.trim().to_owned()));
    let commit = Callback::new(move |()| {
        if let Some(text) = draft.accept()
            && write.run(text)
        {
            // Where nothing has changed, nothing is heard from the plan: what was typed may differ all the same.
            draft.text().restart(value.get_untracked());
        }
    });
    (draft, commit)
}

/// A line of text that takes effect when it is left.
pub(super) fn text_field(planner: Planner, text: Text) -> AnyView {
    let (draft, commit) = draft_of(text.value, text.check, text.write);
    view! {
        <Field
            label=text.label
            draft=draft
            kind=text.kind
            label_place=text.place
            hint=text.hint.map(str::to_owned)
            placeholder=text.placeholder.map(str::to_owned)
            read_only=planner.read_only()
            on_commit=commit
        />
    }
    .into_any()
}

/// What people want to remember: Markdown, to be read and to be written.
pub(super) fn note_field(planner: Planner, value: Signal<String>, write: Callback<String, bool>) -> AnyView {
    let note = Note {
        planner,
        label: "Note",
        value,
        write,
    };
    later(use_chunks().views, move |table| (table.note)(note))
}

/// One of a few. Each choice is known by a text.
pub(super) fn choice_field(
    planner: Planner,
    label: &'static str,
    hint: Option<&'static str>,
    options: Signal<Vec<Choice<String>>>,
    value: Signal<String>,
    write: Callback<String>,
) -> AnyView {
    view! {
        <Select
            label=label
            options=options
            value=value
            hint=hint.map(str::to_owned)
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=write
        />
    }
    .into_any()
}

/// Tags.
pub(super) fn tag_field(planner: Planner, label: &'static str, tags: Memo<Tags>, write: Callback<Tags>) -> AnyView {
    let shown = Signal::derive(move || tags.with(|tags| tags.clone().into_iter().collect::<Vec<Tag>>()));
    let check = |(key, value): Tag| match (key.as_str(), key.chars().count(), value.chars().count()) {
        ("Name", ..) => Err("The tag Name is the name above".to_owned()),
        (_, 129.., _) => Err("The key of a tag has at most 128 characters".to_owned()),
        (_, _, 257..) => Err("The value of a tag has at most 256 characters".to_owned()),
        _ => Ok(()),
    };
    let on_change = Callback::new(move |tags: Vec<Tag>| write.run(tags.into_iter().collect()));
    view! {
        <TagEditor
            label=label
            tags=shown
            check=Callback::new(check)
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=on_change
        />
    }
    .into_any()
}

/// What every row has: tags, a note, its id in AWS.
pub(super) fn common_fields<T: InspectedRow>(held: Held<T>) -> AnyView {
    let tags = held.read(|row| row.tags().clone());
    let write_tags = Callback::new(move |tags: Tags| {
        held.write(|row| format!("Tag {row}"), |row| row.set_tags(tags));
    });
    let note = held.text(|row| row.note().to_owned());
    let id = Text {
        kind: FieldKind::Mono,
        placeholder: Some("none yet"),
        check: Box::new(|text| aws_id(text, T::AWS_ID_PREFIX).map(|_| ())),
        ..words(
            "AWS id",
            held.text(|row| row.aws_id().unwrap_or_default().to_owned()),
            held.writer("AWS id", |row, text| {
                row.set_aws_id(Some(text).filter(|text| !text.is_empty()))
            }),
        )
    };
    view! {
        {tag_field(held.planner, "Tags", tags, write_tags)}
        {note_field(held.planner, note, held.writer("note", InspectedRow::set_note))}
        {text_field(held.planner, id)}
    }
    .into_any()
}

/// A part of the inspector with its heading.
pub(super) fn section(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="inspector__section">
            <h3 class="inspector__heading">{title}</h3>
            {content}
        </section>
    }
    .into_any()
}

/// A fact that can only be read.
pub(super) fn fact(label: &'static str, value: AnyView) -> AnyView {
    view! {
        <dl class="details">
            <Detail label=label>{value}</Detail>
        </dl>
    }
    .into_any()
}

/// A link to another row.
pub(super) fn node_link(planner: Planner, node: Node, words: String) -> AnyView {
    view! {
        <button
            type="button"
            class=button_class(ButtonKind::Link, ButtonSize::Usual)
            on:click=move |_| planner.reveal(node)
        >
            {words}
        </button>
    }
    .into_any()
}

/// A link to another row that follows where it leads; `none` when it leads nowhere.
pub(super) fn link_fact(
    planner: Planner,
    label: &'static str,
    target: Memo<Option<(Node, String)>>,
    none: &'static str,
) -> AnyView {
    let value = following(move || match target.get() {
        Some((node, words)) => node_link(planner, node, words),
        None => view! { <span class="dim">{none}</span> }.into_any(),
    });
    fact(label, value)
}

/// A button in a line; what it is about is said, not seen.
fn line_button(word: &'static str, about: String, press: impl Fn(MouseEvent) + 'static) -> AnyView {
    view! {
        <button
            type="button"
            class=button_class(ButtonKind::Link, ButtonSize::Small)
            on:click=press
        >
            {word}
            <span class="visually-hidden">" "{about}</span>
        </button>
    }
    .into_any()
}

/// Where the focus goes when a line that had it is gone: to the line that took its place, to the last one, and from an
/// empty list to what adds one.
fn keep_focus(event: &MouseEvent, place: usize) {
    let button = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let section = button.and_then(|button| button.closest(".inspector__section").ok().flatten());
    let Some(section) = section else { return };
    request_animation_frame(move || {
        let has_focus = document()
            .active_element()
            .is_some_and(|element| element.tag_name() != "BODY");
        if has_focus {
            return;
        }
        let find = |selector: &str| section.query_selector(selector).ok().flatten();
        let found = find(&format!(
            ".inspector__line:nth-child({}) .inspector__acts button",
            place + 1
        ))
        .or_else(|| find(".inspector__line:last-child .inspector__acts button"))
        .or_else(|| find(".inspector__form input, :scope > .button"));
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// A list of blocks. What can be done with a line is asked of `act`; a line may have more at its end.
pub(super) fn line_list(
    planner: Planner,
    label: &'static str,
    lines: Memo<Lines>,
    none: &'static str,
    act: Callback<(Line, &'static str)>,
) -> AnyView {
    following(move || {
        let Lines { lines, more } = lines.get();
        let may_edit = planner.access.get() == Access::Edit;
        if lines.is_empty() {
            return view! { <p class="dim">{none}</p> }.into_any();
        }
        let item = |(place, line): (usize, Line)| {
            let line = match may_edit {
                true => line,
                false => Line { action: None, ..line },
            };
            line_view(planner, place, line, act)
        };
        let items = lines.into_iter().enumerate().map(item).collect_view();
        let more = (more > 0).then(|| {
            let words = format!("{} more", thousands(more as u64));
            view! { <p class="dim">{words}</p> }
        });
        view! {
            <ul class="inspector__list" aria-label=label>
                {items}
            </ul>
            {more}
        }
        .into_any()
    })
}

fn line_view(planner: Planner, place: usize, line: Line, act: Callback<(Line, &'static str)>) -> AnyView {
    let name = match line.node {
        Some(node) => node_link(planner, node, line.name.clone()),
        None => view! { <span>{line.name.clone()}</span> }.into_any(),
    };
    let detail = (!line.detail.is_empty()).then(|| view! { <span class="dim">" "{line.detail.clone()}</span> });
    let actions = line.action.map(|words| {
        let button = |word: &'static str| {
            let acted = line.clone();
            line_button(word, line.cidr.to_string(), move |event| {
                act.run((acted.clone(), word));
                keep_focus(&event, place);
            })
        };
        words.split(' ').map(button).collect_view()
    });
    view! {
        <li class="inspector__line">
            <span class="mono">{line.cidr.to_string()}</span>
            <span class="inspector__what">{name}{detail}</span>
            <span class="number">{line.figure}</span>
            <span class="inspector__acts">{actions}</span>
        </li>
    }
    .into_any()
}

/// How much is used, and the largest free block.
pub(super) fn capacity_facts(capacity: Memo<Option<Capacity>>, used: &'static str) -> AnyView {
    following(move || {
        let capacity = capacity.get()?;
        let permille = capacity.permille;
        let level = match permille {
            950.. => MeterLevel::Full,
            800.. => MeterLevel::Tight,
            _ => MeterLevel::Calm,
        };
        let largest = match capacity.largest {
            Some(cidr) => view! { <span class="mono">{cidr.to_string()}</span> }.into_any(),
            None => view! { <span class="dim">"none"</span> }.into_any(),
        };
        Some(view! {
            <dl class="details">
                <Detail label="Addresses">{capacity.size}</Detail>
                <Detail label=used>
                    {capacity.used}" "
                    <Meter
                        label=used
                        permille=Signal::stored(permille)
                        text=whole_percent(permille)
                        level=Signal::stored(level)
                    />
                </Detail>
                <Detail label="Free">{capacity.free}</Detail>
                <Detail label="Largest">{largest}</Detail>
            </dl>
        })
    })
}

/// The free blocks by size: what is there, and what would fit.
pub(super) fn size_table(capacity: Memo<Option<Capacity>>) -> AnyView {
    following(move || {
        let sizes = capacity.get()?.sizes;
        let row = |size: SizeLine| {
            view! {
                <tr>
                    <th scope="row" class="mono">{size.length.to_string()}</th>
                    <td class="number">{thousands(size.blocks as u64)}</td>
                    <td class="number">{size.fit}</td>
                </tr>
            }
        };
        (!sizes.is_empty()).then(|| {
            view! {
                <table class="inspector__table">
                    <caption class="visually-hidden">"Free blocks by size"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Free by size"</th>
                            <th scope="col" class="number">"blocks"</th>
                            <th scope="col" class="number">"would fit"</th>
                        </tr>
                    </thead>
                    <tbody>{sizes.into_iter().map(row).collect_view()}</tbody>
                </table>
            }
        })
    })
}
