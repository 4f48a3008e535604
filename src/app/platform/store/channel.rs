//! What the tabs of one browser tell each other about a plan.

use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use super::aside::Aside;
use crate::app::platform::listen::Listener;

/// Something that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
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

#[derive(Serialize, Deserialize)]
struct Envelope {
    from: String,
    message: Message,
}

/// A channel to the other tabs. Dropping it closes it.
pub(super) struct Channel {
    channel: BroadcastChannel,
    from: String,
    _listener: Listener,
}

impl Channel {
    /// Opens the channel `name`. `heard` gets what others say, and who. `None` where the browser has no channels.
    pub(super) fn open(name: &str, from: &str, heard: impl Fn(String, Message) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Listener::new(&channel, "message", {
            let own = from.to_owned();
            move |event| {
                let said = event.unchecked_into::<MessageEvent>().data().as_string();
                // What is not understood comes from a newer program in another tab.
                if let Some(Envelope { from, message }) = said.and_then(|said| serde_json::from_str(&said).ok())
                    && from != own
                {
                    heard(from, message);
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
        let envelope = Envelope {
            from: self.from.clone(),
            message,
        };
        if let Ok(json) = serde_json::to_string(&envelope) {
            // It throws only when the channel is closed.
            let _ = self.channel.post_message(&JsValue::from_str(&json));
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
