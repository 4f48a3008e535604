//! Where in the file the rows stand that do not make a meaningful plan, and what is wrong there.

use super::problems::Problems;
use crate::format::json_path::Step;
use crate::format::limits::MAX_PROBLEMS;
use crate::plan::{AnyId, Plan, Refusal, Side};

/// Adds what `refusals` say.
pub(super) fn add(problems: &mut Problems<'_>, refusals: &[(Side, Refusal)]) {
    for (side, refusal) in refusals.iter().take(MAX_PROBLEMS) {
        let (steps, sentence) = refused(*side, refusal);
        problems.add_steps(&steps, None, sentence);
    }
}

/// Where the row stands that a refusal is about, and what is wrong there.
fn refused(side: Side, refusal: &Refusal) -> (Vec<Step>, String) {
    let key = |key: &str| Step::Key(key.to_owned());
    let mut steps = row_steps(side, refusal.row());
    let sentence = match refusal {
        Refusal::Missing { from, to } => {
            steps.extend(reference_field(*from, *to).map(key));
            let place = if matches!(to, AnyId::Account(_) | AnyId::Network(_)) {
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
        AnyId::Network(_) => (false, "networks"),
        AnyId::Connection(_) => (false, "connections"),
        AnyId::Demand(_) => (false, "demands"),
        AnyId::Acceptance(_) => (false, "acceptances"),
        AnyId::Scenario(_) => (false, "scenarios"),
    };
    let id = (!matches!(row, AnyId::Ipam(_))).then(|| row.as_str());
    let steps = of_side.then(|| side_key(side)).into_iter().chain([table]).chain(id);
    steps.map(|step| Step::Key(step.to_owned())).collect()
}

/// The field of a row in which a reference stands. A workload may name a subnet in two: then it is the row alone.
fn reference_field(from: AnyId, to: AnyId) -> Option<&'static str> {
    Some(match (from, to) {
        (AnyId::Pool(_), AnyId::Pool(_)) => "source",
        (AnyId::Pool(_), AnyId::Vpc(_)) => "source_resource",
        (AnyId::Connection(_), AnyId::Vpc(_)) => "vpcs",
        (AnyId::Scenario(_), AnyId::Workload(_)) => "adjustments",
        (_, AnyId::Pool(_)) => "pool",
        (_, AnyId::Vpc(_)) => "vpc",
        (_, AnyId::Scope(_)) => "scope",
        (_, AnyId::Account(_)) => "account",
        (_, AnyId::Network(_)) => "networks",
        _ => return None,
    })
}
