//! What the page says by itself: spoken by assistive technology, and shown for a while at the foot of the screen.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::app::markup::*;
use crate::app::reactive::{RwSignal, StoredValue};

/// A sentence with a number, so that the same sentence twice is two events.
#[derive(Clone, Default)]
struct Spoken {
    turn: u32,
    sentence: String,
}

/// What a notice tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoticeTone {
    /// Something happened as wanted. It goes away by itself.
    Done,
    /// There is something to know: why nothing happened. It goes away by itself.
    Note,
    /// Something failed. It stays until it is dismissed.
    Error,
}

/// A sentence at the foot of the screen.
#[derive(Clone)]
pub struct Notice {
    pub(super) tone: NoticeTone,
    pub(super) sentence: String,
    pub(super) action: Option<NoticeAction>,
}

#[derive(Clone)]
pub(super) struct NoticeAction {
    pub(super) label: String,
    pub(super) run: Arc<dyn Fn() + Send + Sync>,
}

impl Notice {
    /// Something happened as wanted.
    pub fn done(sentence: impl Into<String>) -> Self {
        Self {
            tone: NoticeTone::Done,
            sentence: sentence.into(),
            action: None,
        }
    }

    /// There is something to know.
    pub fn note(sentence: impl Into<String>) -> Self {
        Self {
            tone: NoticeTone::Note,
            sentence: sentence.into(),
            action: None,
        }
    }

    /// Something failed.
    pub fn error(sentence: impl Into<String>) -> Self {
        Self {
            tone: NoticeTone::Error,
            sentence: sentence.into(),
            action: None,
        }
    }

    /// With a button, such as "Undo". The same must be possible elsewhere, for those who are not fast enough.
    pub fn with_action(self, label: impl Into<String>, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            action: Some(NoticeAction {
                label: label.into(),
                run: Arc::new(run),
            }),
            ..self
        }
    }
}

/// The page's voice. One is provided at the root with [`provide_announcer`]. Free to copy.
///
/// Notices are shown one at a time. A new one takes the place of one that tells of success; one that tells of an error stays,
/// and what comes meanwhile waits.
#[derive(Clone, Copy)]
pub struct Announcer {
    polite: RwSignal<Spoken>,
    assertive: RwSignal<Spoken>,
    shown: RwSignal<Option<Notice>>,
    waiting: StoredValue<VecDeque<Notice>>,
}

/// How many notices wait behind an error; older ones make room.
const WAITING: usize = 8;

impl Announcer {
    fn new() -> Self {
        Self {
            polite: RwSignal::default(),
            assertive: RwSignal::default(),
            shown: RwSignal::default(),
            waiting: StoredValue::default(),
        }
    }

    /// Says a sentence when assistive technology has finished what it is saying.
    pub fn polite(&self, sentence: impl Into<String>) {
        speak(self.polite, sentence.into());
    }

    /// Says a sentence at once. For errors.
    pub fn assertive(&self, sentence: impl Into<String>) {
        speak(self.assertive, sentence.into());
    }

    /// Shows a notice and says it.
    pub fn show(&self, notice: Notice) {
        match notice.tone {
            NoticeTone::Done | NoticeTone::Note => self.polite(notice.sentence.clone()),
            NoticeTone::Error => self.assertive(notice.sentence.clone()),
        }
        let error_stands = self
            .shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.tone == NoticeTone::Error));
        if error_stands {
            self.waiting.update_value(|waiting| {
                waiting.push_back(notice);
                while waiting.len() > WAITING {
                    waiting.pop_front();
                }
            });
        } else {
            self.shown.set(Some(notice));
        }
    }

    /// Takes the notice away; the next one comes.
    pub fn dismiss(&self) {
        let next = self.waiting.try_update_value(VecDeque::pop_front).flatten();
        self.shown.set(next);
    }

    pub(super) fn shown(&self) -> RwSignal<Option<Notice>> {
        self.shown
    }
}

fn speak(voice: RwSignal<Spoken>, sentence: String) {
    voice.update(|spoken| {
        *spoken = Spoken {
            turn: spoken.turn.wrapping_add(1),
            sentence,
        }
    });
}

/// Makes the page's voice, for everything below the component that calls it.
pub fn provide_announcer() -> Announcer {
    let announcer = Announcer::new();
    provide_context(announcer);
    announcer
}

/// The page's voice.
///
/// # Panics
///
/// Outside of the component that called [`provide_announcer`], as every missing context does.
pub fn use_announcer() -> Announcer {
    expect_context()
}

/// Where the voice is heard. One stands at the root, and each dialog brings its own: what is behind a dialog is inert, and
/// silent. It says only what was announced while it stood.
#[component]
pub fn LiveRegion() -> impl IntoView {
    use_context::<Announcer>().map(|announcer| {
        let heard = |voice: RwSignal<Spoken>| {
            let before = voice.with_untracked(|spoken| spoken.turn);
            move || {
                voice.with(|spoken| match spoken.turn {
                    turn if turn == before => String::new(),
                    // A sentence that equals the one before is a change only with something else in it.
                    turn if turn % 2 == 0 => spoken.sentence.clone() + "\u{a0}",
                    _ => spoken.sentence.clone(),
                })
            }
        };
        view! {
            <div class="visually-hidden">
                <div role="status">{heard(announcer.polite)}</div>
                <div role="alert">{heard(announcer.assertive)}</div>
            </div>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::{Announcer, Notice, WAITING};

    fn shown(announcer: Announcer) -> Option<String> {
        announcer.shown.get_untracked().map(|notice| notice.sentence)
    }

    #[test]
    fn a_notice_replaces_success_and_waits_behind_an_error() {
        let owner = Owner::new();
        owner.set();
        let announcer = Announcer::new();
        announcer.show(Notice::done("one"));
        announcer.show(Notice::done("two"));
        assert_eq!(shown(announcer).as_deref(), Some("two"));
        announcer.show(Notice::error("broken"));
        announcer.show(Notice::done("three"));
        assert_eq!(shown(announcer).as_deref(), Some("broken"));
        assert_eq!(
            announcer.polite.with_untracked(|spoken| spoken.sentence.clone()),
            "three"
        );
        assert_eq!(
            announcer.assertive.with_untracked(|spoken| spoken.sentence.clone()),
            "broken"
        );
        announcer.dismiss();
        assert_eq!(shown(announcer).as_deref(), Some("three"));
        announcer.dismiss();
        assert_eq!(shown(announcer), None);
    }

    #[test]
    fn the_oldest_of_too_many_waiting_notices_make_room() {
        let owner = Owner::new();
        owner.set();
        let announcer = Announcer::new();
        announcer.show(Notice::error("broken"));
        for number in 0..WAITING + 3 {
            announcer.show(Notice::done(number.to_string()));
        }
        announcer.dismiss();
        assert_eq!(shown(announcer).as_deref(), Some("3"));
    }
}
