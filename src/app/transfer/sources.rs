//! Where plans to compare and to merge come from: the open one, what exists, a step of the history, saved plans, files and links.

use std::sync::Arc;

use leptos::html;
use web_sys::File;

use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Button, ButtonSize, Choice, Draft, Field, FieldKind, Glyph, Icon, Select};
use crate::app::planner::{AS_OPENED, Planner};
use crate::app::platform::clock::time_of_day;
use crate::app::platform::files;
use crate::app::platform::later::{Later, breathe, spawn};
use crate::app::reactive::{Callback, RwSignal, Signal};
use crate::app::session::Session;
use crate::app::transfer::open_link;
use crate::app::words;
use crate::compare::{designed, existing};
use crate::format;
use crate::import::{self, Choices, Counted, Previewing, Progress, Reading, Target};
use crate::plan::Plan;

/// So many steps of the history can be chosen, the latest.
const STEPS: usize = 200;

/// How many bytes of foreign files are read before the page lives on.
const EFFORT: usize = 256 * 1024;

/// A plan that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// None yet.
    Nothing,
    /// The open plan.
    Open,
    /// What is marked as existing in the open plan.
    Existing,
    /// The open plan as it was, or will be, after so many steps.
    Step(usize),
    /// A saved plan, by its id.
    Saved(String),
    /// What was brought, by its place.
    Brought(usize),
}

/// A plan that was brought here.
#[derive(Clone)]
struct Brought {
    name: String,
    plan: Arc<Plan>,
    /// Whether it says only what exists in AWS: what others wrote.
    is_found: bool,
}

/// A plan with what it is called.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) plan: Plan,
    /// Whether it says only what exists in AWS, and nothing that planners state.
    pub(super) is_bare: bool,
}

impl Named {
    /// What it designs alone, to stand beside something that says no more.
    pub(super) fn bare(self) -> Option<Self> {
        match self.is_bare {
            true => Some(self),
            false => Some(Self {
                plan: designed(&self.plan)?,
                is_bare: true,
                ..self
            }),
        }
    }
}

/// The plans that can be chosen. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct Sources {
    pub(super) planner: Planner,
    pub(super) session: Session,
    brought: RwSignal<Vec<Brought>>,
    problem: RwSignal<Option<String>>,
    reading: RwSignal<Option<String>>,
}

impl Sources {
    pub(super) fn new(planner: Planner, session: Session) -> Self {
        session.refresh_saved();
        Self {
            planner,
            session,
            brought: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            reading: RwSignal::new(None),
        }
    }

    /// A list of all of them.
    pub(super) fn select(self, label: &'static str, hint: Option<String>, chosen: RwSignal<Source>) -> AnyView {
        let options = Signal::derive(move || self.choices());
        view! { <Select label=label hint=hint options=options value=chosen on_change=chosen.setter() /> }.into_any()
    }

    fn choices(self) -> Vec<Choice<Source>> {
        let mut choices = vec![Choice::new(Source::Nothing, "Choose…")];
        self.planner.read(|workspace| {
            choices.push(Choice::new(Source::Open, "The open plan").detail(workspace.plan().about().name.clone()));
            if workspace.plan().actual().row_count() > 0 {
                choices.push(Choice::new(Source::Existing, "What exists in AWS"));
            }
        });
        self.brought.with(|brought| {
            let brought = brought.iter().enumerate();
            choices.extend(brought.map(|(place, plan)| Choice::new(Source::Brought(place), plan.name.clone())));
        });
        let here = self.session.open_id();
        self.session.saved.with(|saved| {
            let others = saved
                .iter()
                .flatten()
                .filter(|entry| Some(&entry.plan) != here.as_ref());
            choices.extend(others.map(|entry| Choice::new(Source::Saved(entry.plan.clone()), entry.name.clone())));
        });
        self.planner.read(|workspace| {
            let history = workspace.history();
            for depth in (0..=history.len())
                .rev()
                .take(STEPS)
                .filter(|depth| *depth != history.depth())
            {
                choices.push(Choice::new(Source::Step(depth), step_name(self.planner, depth)));
            }
        });
        choices
    }

    /// The plan of a source.
    ///
    /// Fails with the sentence that says why there is none.
    pub(super) fn plan(self, source: Source) -> Later<'static, Result<Named, String>> {
        Box::pin(async move {
            let open = || self.planner.peek(|workspace| workspace.plan().clone());
            let whole = |name: String, plan: Plan| Named {
                name,
                plan,
                is_bare: false,
            };
            match source {
                Source::Nothing => Err("Choose a plan".to_owned()),
                Source::Open => {
                    let plan = open();
                    Ok(whole(words::plan_name(&plan.about().name).to_owned(), plan))
                }
                Source::Existing => match existing(&open()) {
                    Some(plan) => Ok(Named {
                        name: "What exists in AWS".to_owned(),
                        plan,
                        is_bare: true,
                    }),
                    None => Err("Nothing is marked as existing in AWS any more".to_owned()),
                },
                Source::Step(depth) => {
                    let mut plan = open();
                    let edit = self.planner.peek(|workspace| workspace.history().edit_to(depth));
                    match edit.map(|edit| plan.apply(edit)) {
                        Some(Ok(_)) => Ok(whole(step_name(self.planner, depth), plan)),
                        _ => Err("The history has no such step any more".to_owned()),
                    }
                }
                Source::Saved(id) => match self.session.saved_plan(id).await {
                    Some((name, plan)) => Ok(whole(name, plan)),
                    None => Err("The saved plan cannot be read: open it to see why".to_owned()),
                },
                Source::Brought(place) => {
                    let brought = self.brought.with_untracked(|brought| brought.get(place).cloned());
                    let brought = brought.ok_or("It is not there any more")?;
                    Ok(Named {
                        name: brought.name,
                        plan: brought.plan.as_ref().clone(),
                        is_bare: brought.is_found,
                    })
                }
            }
        })
    }

    /// What brings plans that are not in the lists: files and links. `into` are the choices that one comes into: the first that is
    /// open, else the last.
    pub(super) fn bring(self, into: Vec<RwSignal<Source>>) -> AnyView {
        let input = NodeRef::<html::Input>::new();
        let taken = into.clone();
        let choose = Callback::new(move |()| {
            if let Some(input) = input.get_untracked() {
                input.click();
            }
        });
        let chosen = move |event: leptos::ev::Event| {
            let files = files::chosen(&event);
            if !files.is_empty() {
                self.read(files, taken.clone());
            }
        };
        let link = Draft::new("", |text| match text.trim() {
            "" => Ok(None),
            text => open_link(text.split_once('#').map_or(text, |(_, fragment)| fragment)).map(Some),
        });
        let follow = Callback::new(move |()| {
            if let Some(Some(plan)) = link.accept() {
                let name = format!("{} (from a link)", words::plan_name(&plan.about().name));
                self.add(name, plan, false, &into);
                link.text().restart(String::new());
            }
        });
        view! {
            <div class="bring">
                <input
                    aria-label="Files to compare"
                    type="file"
                    multiple=""
                    hidden
                    node_ref=input
                    on:change=chosen
                />
                <Button label="Add files…" size=ButtonSize::Small on_press=choose />
                <div class="grow">
                    <Field
                        label="A link to a plan"
                        label_place=crate::app::parts::LabelPlace::Said
                        draft=link.text()
                        kind=FieldKind::Mono
                        placeholder=Some("or paste a link to a plan".to_owned())
                        on_commit=follow
                    />
                </div>
            </div>
            {following(move || self.reading.get().map(|words| view! { <p class="dim" role="status">{words}</p> }))}
            {following(move || {
                self.problem
                    .get()
                    .map(|problem| {
                        view! {
                            <p class="share__refused" role="alert">
                                <Icon glyph=Glyph::Error />
                                <span>{problem}</span>
                            </p>
                        }
                    })
            })}
        }
        .into_any()
    }

    fn add(self, name: String, plan: Plan, is_found: bool, into: &[RwSignal<Source>]) {
        let place = self.brought.with_untracked(Vec::len);
        self.problem.set(None);
        self.brought.update(|brought| {
            brought.push(Brought {
                name,
                plan: Arc::new(plan),
                is_found,
            });
        });
        let is_open = |choice: &&RwSignal<Source>| choice.get_untracked() == Source::Nothing;
        if let Some(choice) = into.iter().find(is_open).or(into.last()) {
            choice.set(Source::Brought(place));
        }
    }

    /// Reads files: plans of this planner one by one, what others wrote together as what exists.
    fn read(self, files: Vec<File>, into: Vec<RwSignal<Source>>) {
        self.problem.set(None);
        spawn(async move {
            let mut others = Vec::new();
            let mut room = import::MAX_BYTES;
            for file in files {
                let name = file.name();
                self.reading.set(Some(format!("Reading {name}…")));
                let bytes = match files::read_bytes(&file, room as u64).await {
                    Ok(bytes) => bytes,
                    Err(problem) => return self.fail(words::file(&name, &problem)),
                };
                room = room.saturating_sub(bytes.len());
                match plan_in(&bytes) {
                    Some(Ok(plan)) => self.add(name, plan, false, &into),
                    Some(Err(problem)) => return self.fail(format!("{name}: {problem}")),
                    None => others.push(import::Source::file(&name, bytes)),
                }
            }
            if !others.is_empty()
                && let Err(problem) = self.read_others(others, &into).await
            {
                return self.fail(problem);
            }
            self.reading.set(None);
        });
    }

    fn fail(self, problem: String) {
        self.reading.set(None);
        self.problem.set(Some(problem));
    }

    /// What others wrote, beside what the open plan designs: rows that are the same have the same ids then.
    async fn read_others(self, sources: Vec<import::Source>, into: &[RwSignal<Source>]) -> Result<(), String> {
        let name = match sources.as_slice() {
            [only] => only.name.clone(),
            several => counted(several.len() as u64, "file", "files"),
        };
        let mut reading = Reading::new(sources);
        while reading.step(EFFORT) != Progress::Finished {
            breathe().await;
        }
        let understood = reading.into_understood();
        let open = self.planner.peek(|workspace| designed(workspace.plan()));
        let mut plan = open.ok_or("The open plan cannot be compared")?;
        let choices = Choices {
            target: Target::Actual,
            counted: Counted::LeaveOut,
            ..Choices::default()
        };
        breathe().await;
        let mut ids = RandomIds;
        let mut previewing = Previewing::new(&plan, &understood, &choices, &mut ids);
        while !previewing.step() {
            breathe().await;
        }
        let preview = previewing.finish();
        if preview.items.is_empty() {
            return Err(format!(
                "{name}: nothing in it is known to the planner. Import it to see why"
            ));
        }
        let refused = |refusal: crate::plan::Refusal| format!("{name}: {refusal}");
        plan.apply(preview.edit().clone()).map_err(refused)?;
        let found = existing(&plan).ok_or_else(|| format!("{name}: it says nothing that exists"))?;
        self.add(format!("What exists, by {name}"), found, true, into);
        if !preview.questions.is_empty() {
            let open = counted(preview.questions.len() as u64, "question is", "questions are");
            self.problem.set(Some(format!(
                "{open} open, and rows may stand as new: import the files to answer"
            )));
        }
        Ok(())
    }
}

/// "After: Rename to Frankfurt (14:03)".
fn step_name(planner: Planner, depth: usize) -> String {
    planner.peek(|workspace| {
        let step = depth.checked_sub(1).and_then(|last| workspace.history().step(last));
        match step {
            None => AS_OPENED.to_owned(),
            Some((label, None)) => format!("After: {label}"),
            Some((label, Some(at))) => format!("After: {label}, {}", time_of_day(at)),
        }
    })
}

/// The plan of this planner that a file holds; nothing when it is something else.
fn plan_in(bytes: &[u8]) -> Option<Result<Plan, String>> {
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).into_owned();
    if !head.contains(&format!("\"{}\"", format::FORMAT)) {
        return None;
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not text in UTF-8".to_owned());
    let text = text.map(|text| text.trim_start_matches('\u{feff}'));
    Some(text.and_then(|text| match format::read(text) {
        Ok(opened) => Ok(opened.plan),
        Err(error) => Err(error.to_string()),
    }))
}
