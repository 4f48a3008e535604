//! What the tabs that have a plan open say to each other.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::channel::Message;
use super::event::PlanEvent;
use super::lock::Stolen;
use super::losing::Winner;
use super::saving::Session;
use super::tabs::{Answer, PARTING_PATIENCE};
use crate::app::platform::later::{Later, promise, spawn, within};
use crate::app::platform::listen::Timer;
use crate::format::stored::Happening;

impl Session {
    /// Asks the other tabs, and waits for the answer.
    pub(super) fn ask(&self, question: Message, patience: u64) -> Later<'_, Option<Answer>> {
        if self.tabs.channel.borrow().is_none() {
            return Box::pin(std::future::ready(None));
        }
        self.tabs.answer.set(None);
        self.say(question);
        self.wait(patience)
    }

    /// Waits for an answer, or for another one.
    pub(super) fn wait(&self, patience: u64) -> Later<'_, Option<Answer>> {
        Box::pin(async move {
            if let answer @ Some(_) = self.tabs.answer.take() {
                return answer;
            }
            let (answered, resolve, _) = promise();
            self.tabs.answered.replace(Some(resolve));
            let _ = within(patience, answered).await;
            self.tabs.answered.take();
            self.tabs.answer.take()
        })
    }

    pub(super) fn answer(&self, answer: Answer) {
        self.tabs.answer.set(Some(answer));
        if let Some(resolve) = self.tabs.answered.take() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    }

    pub(super) fn say(&self, message: Message) {
        if let Some(channel) = &*self.tabs.channel.borrow() {
            channel.say(message);
        }
    }

    pub(super) fn hear(self: &Rc<Self>, from: String, message: Message) {
        match message {
            Message::Saved if self.is_writer() => self.doubt(),
            Message::Saved => self.refresh(),
            Message::WhoWrites if self.is_writer() => self.say(Message::IWrite),
            Message::IWrite => self.answer(Answer::Present),
            // With locks, the queue does it.
            Message::Closed if !self.is_writer() && !self.tabs.locks.get() => self.succeed(None),
            Message::PleaseHandOver if self.is_writer() => self.hand_over(from),
            Message::Flushing { to } if to == self.tab => self.answer(Answer::Flushing),
            Message::HandedOver { to } if to == self.tab => self.answer(Answer::HandedOver),
            Message::HandedOver { .. } => self.answer(Answer::HandedToAnother),
            Message::CannotSave { to } if to == self.tab => self.answer(Answer::CannotSave),
            Message::SetAside { aside } => self.tell(PlanEvent::SetAside(aside)),
            Message::Deleted => {
                self.lose_to(Winner::Nobody);
                self.tell(PlanEvent::Deleted);
            }
            _ => {}
        }
    }

    pub(super) fn hand_over(self: &Rc<Self>, to: String) {
        self.say(Message::Flushing { to: to.clone() });
        let session = Rc::clone(self);
        spawn(async move {
            match session.flush().await {
                Ok(()) => {
                    // Nothing is unsaved, and from here to the answer nothing can be edited.
                    session.step(Happening::Lost);
                    session.part();
                    session.say(Message::HandedOver { to });
                    session.queue();
                }
                Err(_) => session.say(Message::CannotSave { to }),
            }
        });
    }

    /// Keeps the lock for the tab that asked, which takes it out of turn; should it have gone, the next one gets it.
    pub(super) fn part(self: &Rc<Self>) {
        let Some(lock) = self.tabs.lock.take() else { return };
        let over = self.weakly(|session| drop(session.tabs.parting.take()));
        let timer = Timer::after(PARTING_PATIENCE, over);
        self.tabs.parting.replace(Some((lock, timer)));
    }

    pub(super) fn on_stolen(self: &Rc<Self>) -> Stolen {
        self.weakly(|session| {
            if session.tabs.parting.take().is_some() {
                return;
            }
            match session.is_writer() {
                true => session.lose(),
                false => session.tabs.stolen_early.set(true),
            }
        })
    }
}
