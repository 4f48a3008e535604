//! What the tabs of one browser tell each other about a plan.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::aside::Aside;
use crate::app::platform::listen::Listener;

/// Something that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// A revision was saved.
    Saved,
    /// Is there a writer? (Asked where there are no locks.)
    WhoWrites,
    /// Here.
    IWrite,
    /// The writer has closed the plan.
    Closed,
    /// The writer is asked to save and hand over.
    PleaseHandOver,
    /// The request was heard: saving. `to` is who asked.
    Flushing {
        /// Who asked.
        to: String,
    },
    /// Everything is saved, and the plan is no longer edited here.
    HandedOver {
        /// Who asked.
        to: String,
    },
    /// It cannot be saved, so it is not handed over.
    CannotSave {
        /// Who asked.
        to: String,
    },
    /// A version that another tab had not saved was set aside.
    SetAside {
        /// What it is.
        aside: Aside,
    },
    /// The plan was deleted.
    Deleted,
    /// The list of plans is no longer what it was.
    ListChanged,
}

impl Message {
    /// What is said, in a word, and to whom or about what.
    fn words(&self) -> (&'static str, String) {
        match self {
            Self::Saved => ("saved", String::new()),
            Self::WhoWrites => ("who-writes", String::new()),
            Self::IWrite => ("i-write", String::new()),
            Self::Closed => ("closed", String::new()),
            Self::PleaseHandOver => ("please-hand-over", String::new()),
            Self::Flushing { to } => ("flushing", to.clone()),
            Self::HandedOver { to } => ("handed-over", to.clone()),
            Self::CannotSave { to } => ("cannot-save", to.clone()),
            Self::SetAside { aside } => ("set-aside", aside.write()),
            Self::Deleted => ("deleted", String::new()),
            Self::ListChanged => ("list-changed", String::new()),
        }
    }

    /// `None` for what is not understood: it comes from a newer program in another tab.
    fn understand(word: &str, rest: &str) -> Option<Self> {
        let to = rest.to_owned();
        Some(match word {
            "saved" => Self::Saved,
            "who-writes" => Self::WhoWrites,
            "i-write" => Self::IWrite,
            "closed" => Self::Closed,
            "please-hand-over" => Self::PleaseHandOver,
            "flushing" => Self::Flushing { to },
            "handed-over" => Self::HandedOver { to },
            "cannot-save" => Self::CannotSave { to },
            "set-aside" => Self::SetAside {
                aside: Aside::read(rest)?,
            },
            "deleted" => Self::Deleted,
            "list-changed" => Self::ListChanged,
            _ => return None,
        })
    }
}

/// A channel to the other tabs. Dropping it closes it.
pub(super) struct Channel {
    channel: BroadcastChannel,
    from: String,
    _listener: Listener,
}

impl Channel {
    /// Opens the channel `name`. `heard` gets what others say, and who. `None` where the browser has no channels.
    pub(super) fn open(name: &str, from: &str, heard: Box<dyn Fn(String, Message)>) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Listener::new(&channel, "message", {
            let own = from.to_owned();
            move |event| {
                let Some(said) = event.unchecked_into::<MessageEvent>().data().as_string() else {
                    return;
                };
                let mut lines = said.splitn(3, '\n');
                if let (Some(from), Some(word), Some(rest)) = (lines.next(), lines.next(), lines.next())
                    && from != own
                    && let Some(message) = Message::understand(word, rest)
                {
                    heard(from.to_owned(), message);
                }
            }
        });
        Some(Self {
            channel,
            from: from.to_owned(),
            _listener: listener,
        })
    }

    /// Tells the others.
    pub(super) fn say(&self, message: Message) {
        let (word, rest) = message.words();
        // It throws only when the channel is closed.
        let _ = self
            .channel
            .post_message(&JsValue::from_str(&format!("{}\n{word}\n{rest}", self.from)));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
