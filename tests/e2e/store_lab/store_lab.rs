//! The plan store without the planner: what the storage tests drive in a real browser. Not part of the page.

#![allow(missing_docs)]

use ipam_planner::app::platform::panic::{LastWords, install, keep_plan};
use ipam_planner::app::platform::settings::Settings;
use ipam_planner::app::platform::store::{Aside, Offer, OpenPlan, Opened, PlanEvent, PlanStore, SetAside};
use ipam_planner::format::stored::{Draft, Entry, SaveState, StorageProblem, StoredPlan};
use js_sys::{Function, JSON};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Lab(PlanStore);

#[wasm_bindgen]
pub struct LabPlan(Option<OpenPlan>);

#[wasm_bindgen]
pub async fn open_store(supported: u32) -> Lab {
    Lab(PlanStore::open(supported).await)
}

#[wasm_bindgen]
impl Lab {
    pub fn offer(&self) -> JsValue {
        js(&match self.0.offer() {
            Offer::Durable => json!({ "kind": "durable" }),
            Offer::CopyOnly(problem) => json!({ "kind": "copy", "problem": problem_json(&problem) }),
            Offer::Nothing(problem) => json!({ "kind": "nothing", "problem": problem_json(&problem) }),
        })
    }

    pub async fn plans(&self) -> Result<JsValue, JsValue> {
        let plans = self.0.plans().await.map_err(thrown)?;
        Ok(js(&plans.iter().map(entry_json).collect()))
    }

    pub async fn open(&self, id: String, heard: Function) -> OpenedPlan {
        let (plan, opened) = self.0.open_plan(&id, tell(heard)).await;
        OpenedPlan {
            plan: Some(plan),
            opened: js(&opened_json(&opened)),
        }
    }

    pub async fn open_new(&self, name: String, text: String, heard: Function) -> LabPlan {
        LabPlan(Some(self.0.open_new(draft(name, text), tell(heard)).await))
    }

    pub async fn add(&self, name: String, text: String) -> Result<String, JsValue> {
        self.0.add(draft(name, text)).await.map_err(thrown)
    }

    pub async fn delete(&self, id: String) -> Result<JsValue, JsValue> {
        self.0
            .delete(&id)
            .await
            .map(|aside| js(&aside_json(&aside)))
            .map_err(thrown)
    }

    pub async fn asides(&self) -> Result<JsValue, JsValue> {
        let asides = self.0.asides().await.map_err(thrown)?;
        Ok(js(&asides.iter().map(aside_json).collect()))
    }

    pub async fn aside_text(&self, key: String) -> Result<String, JsValue> {
        self.0.aside_text(&key).await.map_err(thrown)
    }

    pub async fn restore(&self, key: String) -> Result<String, JsValue> {
        let asides = self.0.asides().await.map_err(thrown)?;
        let aside = asides
            .into_iter()
            .find(|aside| aside.key == key)
            .ok_or("no such aside")?;
        self.0.restore(&aside).await.map_err(thrown)
    }

    pub fn watch_list(&self, changed: Function) {
        self.0.watch_list(move || drop(changed.call0(&JsValue::NULL)));
    }
}

#[wasm_bindgen]
pub struct OpenedPlan {
    plan: Option<OpenPlan>,
    opened: JsValue,
}

#[wasm_bindgen]
impl OpenedPlan {
    pub fn opened(&self) -> JsValue {
        self.opened.clone()
    }

    pub fn plan(&mut self) -> LabPlan {
        LabPlan(self.plan.take())
    }
}

#[wasm_bindgen]
impl LabPlan {
    pub fn id(&self) -> Option<String> {
        Some(self.0.as_ref()?.id().to_owned())
    }

    pub fn state(&self) -> JsValue {
        self.0
            .as_ref()
            .map_or(JsValue::NULL, |plan| js(&state_json(&plan.state())))
    }

    pub fn edited(&self, name: String, make: Function) -> Result<(), JsValue> {
        let plan = self.0.as_ref().ok_or("closed")?;
        let make = move || {
            let text = make
                .call0(&JsValue::NULL)
                .ok()
                .and_then(|text| text.as_string())
                .unwrap_or_default();
            draft(name.clone(), text)
        };
        plan.edited(make).map_err(thrown)
    }

    pub async fn flush(&self) -> Result<(), JsValue> {
        self.0.as_ref().ok_or("closed")?.flush().await.map_err(thrown)
    }

    pub async fn take_over(&self) -> Result<(), JsValue> {
        self.0.as_ref().ok_or("closed")?.take_over().await.map_err(thrown)
    }

    pub async fn mark_exported(&self) -> Result<(), JsValue> {
        self.0.as_ref().ok_or("closed")?.mark_exported().await.map_err(thrown)
    }

    pub fn drop_it(&mut self) {
        self.0.take();
    }
}

#[wasm_bindgen]
pub fn load_settings() -> JsValue {
    JSON::parse(&Settings::load().write()).unwrap_or(JsValue::NULL)
}

#[wasm_bindgen]
pub fn save_settings(json: &str) -> Result<(), JsValue> {
    Settings::read(json).unwrap_or_default().save().map_err(thrown)
}

#[wasm_bindgen]
pub fn mint() -> String {
    ipam_planner::app::platform::random::mint()
}

#[wasm_bindgen]
pub fn crash(text: String) {
    install(LastWords {
        heading: "The page stopped",
        explanation: "Save the plan.",
        download: "Download the plan",
        reload: "Reload",
        file_name: "plan.json",
    });
    keep_plan(move || Some(text.clone()));
    panic_now();
}

#[allow(clippy::panic)]
fn panic_now() {
    panic!("forced <b>panic</b>");
}

fn draft(name: String, text: String) -> Draft {
    Draft {
        name,
        format_version: 1,
        text,
    }
}

fn tell(heard: Function) -> impl Fn(PlanEvent) {
    move |event| {
        let json = match event {
            PlanEvent::State(state) => json!({ "kind": "state", "state": state_json(&state) }),
            PlanEvent::Followed(plan) => json!({ "kind": "followed", "plan": plan_json(&plan) }),
            PlanEvent::Writable(opened) => json!({ "kind": "writable", "opened": opened_json(&opened) }),
            PlanEvent::LostLease(kept) => json!({ "kind": "lost", "kept": kept.as_ref().map(set_aside_json) }),
            PlanEvent::SetAside(aside) => json!({ "kind": "aside", "aside": aside_json(&aside) }),
            PlanEvent::Deleted => json!({ "kind": "deleted" }),
        };
        let _ = heard.call1(&JsValue::NULL, &js(&json));
    }
}

fn thrown(problem: StorageProblem) -> JsValue {
    JsValue::from_str(&problem_json(&problem).to_string())
}

fn problem_json(problem: &StorageProblem) -> Value {
    let name = match problem {
        StorageProblem::Full => "full",
        StorageProblem::Blocked => "blocked",
        StorageProblem::LostLease => "lost-lease",
        StorageProblem::HoldsUnsaved => "holds-unsaved",
        StorageProblem::NewerFormat(_) => "newer-format",
        StorageProblem::Damaged { .. } => "damaged",
        StorageProblem::NotFound => "not-found",
        StorageProblem::Other { name, .. } => name,
    };
    json!(name)
}

fn state_json(state: &SaveState) -> Value {
    match state {
        SaveState::Saved { revision, at } => json!({ "state": "saved", "revision": revision, "at": at }),
        SaveState::Dirty => json!({ "state": "dirty" }),
        SaveState::Saving => json!({ "state": "saving" }),
        SaveState::NotSaved { problem, since } => {
            json!({ "state": "not-saved", "problem": problem_json(problem), "since": since })
        }
        SaveState::ReadOnly => json!({ "state": "read-only" }),
    }
}

fn plan_json(plan: &StoredPlan) -> Value {
    json!({
        "id": plan.id, "epoch": plan.at.epoch, "revision": plan.at.revision,
        "name": plan.draft.name, "text": plan.draft.text,
    })
}

fn entry_json(entry: &Entry) -> Value {
    serde_json::from_str(&entry.write()).unwrap_or_default()
}

fn aside_json(aside: &Aside) -> Value {
    serde_json::from_str(&aside.write()).unwrap_or_default()
}

fn set_aside_json(set_aside: &SetAside) -> Value {
    json!({
        "aside": aside_json(&set_aside.aside), "text": set_aside.text,
        "stored": set_aside.stored.as_ref().err().map(problem_json),
    })
}

fn opened_json(opened: &Opened) -> Value {
    json!({
        "plan": opened.plan.as_ref().map(plan_json),
        "setAside": opened.set_aside.iter().map(set_aside_json).collect::<Vec<_>>(),
        "fellBack": opened.fell_back, "lost": opened.lost, "newer": opened.newer,
        "problem": opened.problem.as_ref().map(problem_json),
    })
}

fn js(value: &Value) -> JsValue {
    JSON::parse(&value.to_string()).unwrap_or(JsValue::NULL)
}
