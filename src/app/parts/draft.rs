//! What is being typed: a text and what it would mean, before anything else knows of it.

use crate::app::reactive::{Memo, RwSignal, Signal, effect};

/// A text on its way to becoming a `T`.
///
/// It is checked with every keystroke, but its error is shown only once somebody has typed, or has tried to go on
/// ([`Draft::accept`]): an empty form does not begin with reproaches. Free to copy, like a signal.
pub struct Draft<T: Send + Sync + 'static> {
    text: DraftText,
    value: Memo<Result<T, String>>,
}

impl<T: Send + Sync + 'static> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Draft<T> {}

/// What a field needs to know of a [`Draft`], whatever it will become.
#[derive(Clone, Copy)]
pub struct DraftText {
    text: RwSignal<String>,
    baseline: RwSignal<String>,
    touched: RwSignal<bool>,
    error: Signal<Option<String>>,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Draft<T> {
    /// Begins with `text`. `parse` says what a text means, or in one sentence what is wrong with it and what would be
    /// right; it may read signals, and is asked again when they change.
    pub fn new(text: impl Into<String>, parse: impl Fn(&str) -> Result<T, String> + Send + Sync + 'static) -> Self {
        let begin = text.into();
        let text = RwSignal::new(begin.clone());
        let touched = RwSignal::new(false);
        let value = Memo::new(move |_| text.with(|text| parse(text)));
        let error = Signal::derive(move || {
            if touched.get() {
                value.with(|value| value.as_ref().err().cloned())
            } else {
                None
            }
        });
        let text = DraftText {
            text,
            baseline: RwSignal::new(begin),
            touched,
            error,
        };
        Self { text, value }
    }

    /// Begins with what `source` says, and begins anew whenever it says something else.
    pub fn following(
        source: Signal<String>,
        parse: impl Fn(&str) -> Result<T, String> + Send + Sync + 'static,
    ) -> Self {
        let draft = Self::new(source.get_untracked(), parse);
        effect(move |before: Option<String>| {
            let now = source.get();
            if before.is_some_and(|before| before != now) {
                draft.text.restart(now.clone());
            }
            now
        });
        draft
    }

    /// What the text means now. Tracked.
    pub fn value(&self) -> Result<T, String> {
        self.value.get()
    }

    /// What the text means, if it means something; else the error is shown from now on. For the moment somebody wants to
    /// go on.
    pub fn accept(&self) -> Option<T> {
        self.text.touched.set(true);
        self.value.get_untracked().ok()
    }

    /// The text and its error, for a field.
    pub fn text(&self) -> DraftText {
        self.text
    }
}

impl DraftText {
    /// The text as typed. Tracked.
    pub fn get(&self) -> String {
        self.text.get()
    }

    /// Takes what has been typed.
    pub fn type_in(&self, text: String) {
        self.text.set(text);
        self.touched.set(true);
    }

    /// The error, once it may be shown. Tracked.
    pub fn error(&self) -> Option<String> {
        self.error.get()
    }

    /// Whether the text is another than at the beginning. Not tracked. Once the draft is gone, it is not: the browser
    /// tells a field that it was left while it is being taken out of the page.
    pub fn is_changed(&self) -> bool {
        let text = self.text.try_get_untracked();
        text.is_some() && text != self.baseline.try_get_untracked()
    }

    /// Begins anew with `text`.
    pub fn restart(&self, text: String) {
        self.baseline.set(text.clone());
        self.text.set(text);
        self.touched.set(false);
    }

    /// Goes back to the beginning.
    pub fn abandon(&self) {
        self.restart(self.baseline.get_untracked());
    }
}

impl<T: Send + Sync + 'static> From<Draft<T>> for DraftText {
    fn from(draft: Draft<T>) -> Self {
        draft.text
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::Draft;

    fn number(text: &str) -> Draft<u32> {
        Draft::new(text, |text| text.parse().map_err(|_| "A number, as in 730".to_owned()))
    }

    #[test]
    fn an_error_is_shown_only_after_typing_or_trying_to_go_on() {
        let owner = Owner::new();
        owner.set();
        let draft = number("");
        assert!(draft.value().is_err());
        assert_eq!(draft.text().error(), None);
        draft.text().type_in("7x".to_owned());
        assert_eq!(draft.text().error().as_deref(), Some("A number, as in 730"));
        draft.text().type_in("7".to_owned());
        assert_eq!((draft.text().error(), draft.value()), (None, Ok(7)));

        let untouched = number("");
        assert_eq!(untouched.accept(), None);
        assert!(untouched.text().error().is_some());
    }

    #[test]
    fn what_was_typed_can_be_taken_back() {
        let owner = Owner::new();
        owner.set();
        let draft = number("730");
        let text = draft.text();
        text.type_in("x".to_owned());
        assert!(text.is_changed());
        text.abandon();
        assert_eq!(
            (text.get().as_str(), text.is_changed(), text.error()),
            ("730", false, None)
        );
        text.restart("8".to_owned());
        assert_eq!((draft.value(), text.is_changed()), (Ok(8), false));
    }
}
