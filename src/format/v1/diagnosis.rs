//! What is wrong with a text that was refused, and where.
//!
//! This reads the text a second time, table by table and row by row, so that one broken row does not hide the next. It
//! runs only when something is wrong, and stops after [`MAX_PROBLEMS`].

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use serde_json::value::RawValue;

use super::document::KEYS;
use super::ipam_rows::IpamRow;
use super::row::{A_TABLE, WireRow};
use super::scalar::Object;
use super::tables::{AwsTable, IntentTable};
use crate::format::error::{Location, OpenError, Problem, offset_of_error};
use crate::format::json_path::{Members, Step, offset_of, value_at};
use crate::format::limits::MAX_PROBLEMS;
use crate::format::{open, words};
use crate::plan::{AnyId, Id, Plan, Refusal, Side};

/// What is wrong with a text that could not be read, for `error` where nothing better is found.
pub(super) fn of_text(text: &str, error: &serde_json::Error) -> OpenError {
    if let Err(not_json) = open::check_json(text) {
        return not_json;
    }
    let mut diagnosis = Diagnosis {
        text,
        problems: Vec::new(),
    };
    diagnosis.document();
    if diagnosis.problems.is_empty() {
        diagnosis.problems.push(Problem {
            path: String::new(),
            location: Location::of_offset(text, offset_of_error(text, error)),
            sentence: words::of_value(&words::message(error)).sentence,
        });
    }
    OpenError::Broken(diagnosis.problems)
}

/// Where in `text` the rows stand that do not make a meaningful plan.
pub(super) fn of_refusals(text: &str, refusals: &[(Side, Refusal)]) -> Vec<Problem> {
    let problem = |(side, refusal): &(Side, Refusal)| {
        let (steps, sentence) = refused(*side, refusal);
        Problem {
            path: Step::path(&steps),
            location: Location::of_offset(text, offset_of(text, value_at(text, &steps))),
            sentence,
        }
    };
    refusals.iter().take(MAX_PROBLEMS).map(problem).collect()
}

/// The path that leads to a value, as a list that grows on the stack.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    above: Option<&'p Place<'p>>,
    key: &'p str,
}

impl<'p> Place<'p> {
    fn top(key: &'p str) -> Self {
        Self { above: None, key }
    }

    fn below(&'p self, key: &'p str) -> Self {
        Self { above: Some(self), key }
    }

    fn steps(&self) -> Vec<Step> {
        let mut steps = self.above.map(Place::steps).unwrap_or_default();
        steps.push(Step::Key(self.key.to_owned()));
        steps
    }
}

pub(super) struct Diagnosis<'t> {
    text: &'t str,
    problems: Vec<Problem>,
}

impl<'t> Diagnosis<'t> {
    fn is_full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// Something wrong with the value `at`, which stands at `steps`.
    fn add(&mut self, steps: &[Step], at: &str, sentence: String) {
        if !self.is_full() {
            self.problems.push(Problem {
                path: Step::path(steps),
                location: Location::of_offset(self.text, offset_of(self.text, at)),
                sentence,
            });
        }
    }

    fn document(&mut self) {
        let text = self.text;
        let Ok(members) = Members::of(text) else {
            return;
        };
        let mut seen = FxHashSet::default();
        for (key, value) in members.0 {
            let place = Place::top(&key);
            self.once(&mut seen, &place, value, key.clone());
            match &*key {
                "format" | "version" => {}
                "name" | "note" => self.text_field(place, value),
                "design" | "actual" => self.side(place, value),
                key => match IntentTable::of_key(key) {
                    Some(table) => table.diagnose(place, value, self),
                    None => {
                        let known = [KEYS, IntentTable::KEYS].concat();
                        self.add(&place.steps(), value.get(), words::unknown_field(key, &known));
                    }
                },
            }
        }
        if !seen.contains("design") {
            self.add(&[], text, words::of_value("missing field `design`").sentence);
        }
    }

    fn side(&mut self, place: Place<'_>, side: &'t RawValue) {
        let Ok(members) = Members::of(side.get()) else {
            self.add(&place.steps(), side.get(), "an object of tables is expected".to_owned());
            return;
        };
        let mut seen = FxHashSet::default();
        for (key, value) in members.0 {
            let place = place.below(&key);
            self.once(&mut seen, &place, value, key.clone());
            if key == "ipam" {
                self.row::<IpamRow<'t>>(place, value);
            } else if let Some(table) = AwsTable::of_key(&key) {
                table.diagnose(place, value, self);
            } else {
                let known = [&["ipam"], AwsTable::KEYS].concat();
                self.add(&place.steps(), value.get(), words::unknown_field(&key, &known));
            }
        }
    }

    /// Finds what is wrong with a table.
    pub(super) fn table<W: WireRow<'t>>(&mut self, place: Place<'_>, table: &'t RawValue) {
        let Ok(members) = Members::of(table.get()) else {
            self.add(&place.steps(), table.get(), format!("{A_TABLE} is expected"));
            return;
        };
        let mut seen = FxHashSet::default();
        for (key, value) in members.0 {
            if self.is_full() {
                return;
            }
            let place = place.below(&key);
            if let Err(error) = key.parse::<Id<W::Row>>() {
                self.add(&place.steps(), value.get(), error.to_string());
            }
            self.once(&mut seen, &place, value, key.clone());
            self.row::<W>(place, value);
        }
    }

    fn once(&mut self, seen: &mut FxHashSet<Cow<'t, str>>, place: &Place<'_>, value: &RawValue, key: Cow<'t, str>) {
        if !seen.insert(key) {
            self.add(&place.steps(), value.get(), words::TWICE.to_owned());
        }
    }

    fn text_field(&mut self, place: Place<'_>, value: &RawValue) {
        if let Err(error) = serde_json::from_str::<String>(value.get()) {
            let sentence = words::of_value(&words::message(&error)).sentence;
            self.add(&place.steps(), value.get(), sentence);
        }
    }

    fn row<W: WireRow<'t>>(&mut self, place: Place<'_>, row: &'t RawValue) {
        let mut below: Vec<Step> = Vec::new();
        let sentence = match serde_path_to_error::deserialize::<_, Object<W>>(&mut serde_json::Deserializer::from_str(
            row.get(),
        )) {
            Ok(Object(wire)) => match wire.into_row() {
                Ok(_) => return,
                Err(flaw) => {
                    below.extend(flaw.field.map(|field| Step::Key(field.to_owned())));
                    flaw.sentence.to_owned()
                }
            },
            Err(error) => {
                let explained = words::of_value(&words::message(error.inner()));
                below.extend(error.path().iter().filter_map(Step::of));
                if let Some(field) = explained.field {
                    // The path may or may not already end in the field that serde could not place.
                    let ends_there = below.last().is_some_and(|step| *step == Step::Key(field.clone()));
                    below.extend((!ends_there).then_some(Step::Key(field)));
                }
                explained.sentence
            }
        };
        let at = value_at(row.get(), &below);
        let steps = [place.steps(), below].concat();
        self.add(&steps, at, sentence);
    }
}

/// Where the row stands that a refusal is about, and what is wrong there.
fn refused(side: Side, refusal: &Refusal) -> (Vec<Step>, String) {
    let key = |key: &str| Step::Key(key.to_owned());
    let mut steps = row_steps(side, refusal.row());
    let sentence = match refusal {
        Refusal::Missing { from, to } => {
            steps.push(key(reference_field(*from, *to)));
            let place = if matches!(to, AnyId::Account(_)) {
                "the plan"
            } else {
                side_key(side)
            };
            format!("there is no {} \"{}\" in {place}", to.kind(), to.as_str())
        }
        Refusal::Cycle(_) => {
            steps.push(key("source"));
            "the pool would be its own source pool, directly or through others".to_owned()
        }
        Refusal::Singleton(AnyId::Ipam(_)) => "the IPAM is missing, and every plan has one".to_owned(),
        Refusal::Singleton(AnyId::Scope(id)) if *id == Plan::default_private_scope() => {
            "every plan has this scope, with \"type\": \"private\" and \"default\": true".to_owned()
        }
        Refusal::Singleton(AnyId::Scope(id)) if *id == Plan::default_public_scope() => {
            "every plan has this scope, with \"type\": \"public\" and \"default\": true".to_owned()
        }
        Refusal::Singleton(AnyId::Scope(_)) => {
            steps.push(key("default"));
            "only the scopes \"private\" and \"public\" can be the default ones".to_owned()
        }
        other => other.to_string(),
    };
    (steps, sentence)
}

fn side_key(side: Side) -> &'static str {
    match side {
        Side::Design => "design",
        Side::Actual => "actual",
    }
}

fn row_steps(side: Side, row: AnyId) -> Vec<Step> {
    let (of_side, table) = match row {
        AnyId::Ipam(_) => (true, "ipam"),
        AnyId::Scope(_) => (true, "scopes"),
        AnyId::Pool(_) => (true, "pools"),
        AnyId::PoolCidr(_) => (true, "pool_cidrs"),
        AnyId::Reservation(_) => (true, "reservations"),
        AnyId::Vpc(_) => (true, "vpcs"),
        AnyId::VpcCidr(_) => (true, "vpc_cidrs"),
        AnyId::Subnet(_) => (true, "subnets"),
        AnyId::PublicBlock(_) => (true, "public_blocks"),
        AnyId::About(_) => return Vec::new(),
        AnyId::Account(_) => (false, "accounts"),
        AnyId::Workload(_) => (false, "workloads"),
        AnyId::Connection(_) => (false, "connections"),
        AnyId::Demand(_) => (false, "demands"),
        AnyId::Acceptance(_) => (false, "acceptances"),
        AnyId::Scenario(_) => (false, "scenarios"),
    };
    let id = (!matches!(row, AnyId::Ipam(_))).then(|| row.as_str());
    let steps = of_side.then(|| side_key(side)).into_iter().chain([table]).chain(id);
    steps.map(|step| Step::Key(step.to_owned())).collect()
}

/// The field of a row in which a reference stands. Each kind of row refers to each kind in one field only.
fn reference_field(from: AnyId, to: AnyId) -> &'static str {
    match (from, to) {
        (AnyId::Pool(_), AnyId::Pool(_)) => "source",
        (AnyId::Pool(_), AnyId::Vpc(_)) => "source_resource",
        (AnyId::Connection(_), AnyId::Vpc(_)) => "vpcs",
        (_, AnyId::Pool(_)) => "pool",
        (_, AnyId::Vpc(_)) => "vpc",
        (_, AnyId::Scope(_)) => "scope",
        (_, AnyId::Account(_)) => "account",
        (_, AnyId::Subnet(_)) => "subnets",
        _ => "",
    }
}
