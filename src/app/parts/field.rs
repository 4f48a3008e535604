//! Fields that are typed into.

use leptos::ev::KeyboardEvent;
use leptos::html;

use super::draft::DraftText;
use super::icon::{Glyph, Icon};
use super::unique_id::unique_id;
use crate::app::markup::*;
use crate::app::reactive::{Callback, Signal};

/// What is typed into a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum FieldKind {
    /// Words.
    #[default]
    Text,
    /// Something with digits in columns: a CIDR, an id.
    Mono,
    /// A number. It is text all the same: half a number is a draft, too.
    Number,
}

/// Where the label of a field stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum LabelPlace {
    /// Over the field: forms.
    #[default]
    Above,
    /// Before the field: the inspector.
    Beside,
    /// Nowhere, it is only said: rows and bars, where the place explains the field.
    Said,
}

impl LabelPlace {
    /// The class names of the frame and of the label.
    pub(super) const fn classes(self) -> (&'static str, &'static str) {
        match self {
            Self::Above => ("field", "field__label"),
            Self::Beside => ("field field--beside", "field__label"),
            Self::Said => ("field", "visually-hidden"),
        }
    }
}

/// Whether a field takes the focus when the dialog around it opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum InitialFocus {
    /// It does not.
    #[default]
    Elsewhere,
    /// It does.
    Here,
}

impl InitialFocus {
    pub(super) fn attribute(self) -> bool {
        self == Self::Here
    }
}

/// The ids by which the parts of a field refer to each other.
pub(super) struct FieldIds {
    pub(super) input: String,
    hint: String,
    error: String,
}

impl FieldIds {
    pub(super) fn new() -> Self {
        let input = unique_id("field");
        Self {
            hint: format!("{input}-hint"),
            error: format!("{input}-error"),
            input,
        }
    }

    /// The value of `aria-describedby`: what of error and hint is shown now.
    pub(super) fn described_by(
        &self,
        hint: Signal<Option<String>>,
        error: Signal<Option<String>>,
    ) -> impl Fn() -> Option<String> + Send + Sync + 'static {
        let (hint_id, error_id) = (self.hint.clone(), self.error.clone());
        move || match (error.with(Option::is_some), hint.with(Option::is_some)) {
            (true, true) => Some(format!("{error_id} {hint_id}")),
            (true, false) => Some(error_id.clone()),
            (false, true) => Some(hint_id.clone()),
            (false, false) => None,
        }
    }
}

/// Label, box, error and hint, in this order. The box must carry the input's id.
pub(super) fn field_frame(
    ids: FieldIds,
    label: Signal<String>,
    place: LabelPlace,
    hint: Signal<Option<String>>,
    error: Signal<Option<String>>,
    input: AnyView,
) -> AnyView {
    let (frame, label_class) = place.classes();
    let FieldIds {
        input: input_id,
        hint: hint_id,
        error: error_id,
    } = ids;
    view! {
        <div class=frame>
            <label class=label_class for=input_id>
                {label}
            </label>
            {input}
            <Show when=move || error.with(Option::is_some)>
                <p class="field__error" id=error_id.clone()>
                    <Icon glyph=Glyph::Error />
                    <span>{move || error.get()}</span>
                </p>
            </Show>
            <Show when=move || hint.with(Option::is_some)>
                <p class="field__hint" id=hint_id.clone()>
                    {move || hint.get()}
                </p>
            </Show>
        </div>
    }
    .into_any()
}

/// The keys of a field that takes effect by itself: Enter gives it out of hand, Escape takes it back.
fn commit_keys(draft: DraftText, on_commit: Option<Callback<()>>) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        let Some(on_commit) = on_commit.filter(|_| draft.is_changed() && !event.is_composing()) else {
            return;
        };
        match event.key().as_str() {
            "Enter" => on_commit.run(()),
            "Escape" => {
                // The first Escape is for what was typed, the next one for the dialog around it.
                event.prevent_default();
                event.stop_propagation();
                draft.abandon();
            }
            _ => {}
        }
    }
}

/// One line of text, as a draft.
///
/// The label is tied to the input; the error and the hint describe it (`aria-describedby`) and a wrong text is
/// `aria-invalid`. An error is text with an icon, not only a colour.
#[component]
pub fn Field(
    /// What is typed.
    #[prop(into)]
    label: Signal<String>,
    /// The text and its error: a [`Draft`](super::Draft).
    #[prop(into)]
    draft: DraftText,
    /// What would be right, said before anything is wrong.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is typed into it.
    #[prop(optional)]
    kind: FieldKind,
    /// Where the label stands.
    #[prop(optional)]
    label_place: LabelPlace,
    /// An example, grey while the field is empty.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// What stands behind a number: hours, %.
    #[prop(optional, into)]
    unit: Signal<Option<String>>,
    /// Whether it is only to be read.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Whether it takes the focus when the dialog around it opens.
    #[prop(optional)]
    focus: InitialFocus,
    /// For a field that takes effect by itself: runs when it is left or Enter is pressed, if the text has changed. Escape takes
    /// the change back.
    #[prop(optional, into)]
    on_commit: Option<Callback<()>>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let error = Signal::derive(move || draft.error());
    let described_by = ids.described_by(hint, error);
    let (box_class, input_mode) = match kind {
        FieldKind::Text => ("input", None),
        FieldKind::Mono => ("input input--mono", None),
        FieldKind::Number => ("input input--number", Some("decimal")),
    };
    let commit_on_key = commit_keys(draft, on_commit);
    let input = view! {
        <div class=box_class>
            <input
                id=ids.input.clone()
                type="text"
                inputmode=input_mode
                autocomplete="off"
                autocapitalize="off"
                spellcheck=if kind == FieldKind::Text { "true" } else { "false" }
                placeholder=move || placeholder.get()
                readonly=move || read_only.get()
                autofocus=focus.attribute()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described_by
                prop:value=move || draft.get()
                node_ref=node_ref
                on:input=move |event| draft.type_in(event_target_value(&event))
                on:keydown=commit_on_key
                on:blur=move |_| {
                    if let Some(on_commit) = on_commit.filter(|_| draft.is_changed()) {
                        on_commit.run(());
                    }
                }
            />
            <Show when=move || unit.with(Option::is_some)>
                <span class="field__unit">{move || unit.get()}</span>
            </Show>
        </div>
    };
    field_frame(ids, label, label_place, hint, error, input.into_any())
}

/// Several lines of text, as a draft. Guarantees what [`Field`] does; Enter begins a new line.
#[component]
pub fn TextArea(
    /// What is typed.
    #[prop(into)]
    label: Signal<String>,
    /// The text and its error: a [`Draft`](super::Draft).
    #[prop(into)]
    draft: DraftText,
    /// How many lines are seen at once.
    #[prop(default = 3)]
    lines: u8,
    /// What would be right, said before anything is wrong.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// What is typed into it.
    #[prop(optional)]
    kind: FieldKind,
    /// Where the label stands.
    #[prop(optional)]
    label_place: LabelPlace,
    /// An example, grey while the field is empty.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Whether it is only to be read.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Whether it takes the focus when the dialog around it opens.
    #[prop(optional)]
    focus: InitialFocus,
    /// For a field that takes effect by itself: runs when it is left, if the text has changed.
    #[prop(optional, into)]
    on_commit: Option<Callback<()>>,
    /// The element.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let ids = FieldIds::new();
    let error = Signal::derive(move || draft.error());
    let described_by = ids.described_by(hint, error);
    let input = view! {
        <div class=if kind == FieldKind::Text { "input" } else { "input input--mono" }>
            <textarea
                id=ids.input.clone()
                rows=lines.to_string()
                autocomplete="off"
                spellcheck=if kind == FieldKind::Text { "true" } else { "false" }
                placeholder=move || placeholder.get()
                readonly=move || read_only.get()
                autofocus=focus.attribute()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described_by
                prop:value=move || draft.get()
                node_ref=node_ref
                on:input=move |event| draft.type_in(event_target_value(&event))
                on:blur=move |_| {
                    if let Some(on_commit) = on_commit.filter(|_| draft.is_changed()) {
                        on_commit.run(());
                    }
                }
            ></textarea>
        </div>
    };
    field_frame(ids, label, label_place, hint, error, input.into_any())
}
