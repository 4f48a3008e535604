//! "(Optional) Add a Name tag for the pool and a description for the pool": <https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html>.
//! AWS tells pools apart by their ids, and lets two have one name.

use super::{Check, Facts, Rule, Severity, Source, Verdict, naming};
use crate::ordered::sort;
use crate::plan::{Id, Pool};

pub(super) const RULE: Rule = Rule {
    code: "duplicate-name",
    severity: Severity::Warning,
    title: "Names that stand twice",
    explanation: "Two pools beside one another, or two scopes, have the same name. AWS allows that, and people then take the \
                  one for the other; code that is written from the plan needs names that differ.",
    source: Source {
        statement: "(Optional) Add a Name tag for the pool and a description for the pool.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-top-ipam.html",
    },
    checks: &[
        Check::Ipam(|facts, _| {
            let scopes = facts.design().scopes.values();
            judge(
                &|| "The IPAM".to_owned(),
                "scopes",
                scopes.map(|scope| scope.name.as_str()),
            )
        }),
        Check::Scope(|facts, id, _| {
            let pools = facts.index.scope(id)?.top_pools();
            judge(&|| naming::scope(facts, id).first(), "pools", names(facts, pools))
        }),
        Check::Pool(|facts, id, _| {
            let pools = facts.index.pool(id)?.sub_pools();
            judge(&|| naming::pool(facts, id).first(), "sub-pools", names(facts, pools))
        }),
    ],
    fix: None,
};

fn names<'a>(facts: Facts<'a>, pools: impl Iterator<Item = Id<Pool>>) -> impl Iterator<Item = &'a str> {
    pools.filter_map(move |id| facts.design().pools.get(&id).map(|row| row.name.as_str()))
}

fn judge<'a>(holder: &dyn Fn() -> String, things: &str, names: impl Iterator<Item = &'a str>) -> Option<Verdict> {
    let mut names: Vec<&str> = names.map(str::trim).filter(|name| !name.is_empty()).collect();
    sort(&mut names);
    let twice: Vec<(&str, usize)> = names
        .chunk_by(|one, other| one == other)
        .filter_map(|same| Some((*same.first()?, same.len())))
        .filter(|(_, count)| *count > 1)
        .collect();
    if twice.is_empty() {
        return None;
    }
    let shown = twice
        .iter()
        .map(|(name, count)| format!("{count} are called {}", naming::shortened(name)));
    Some(Verdict {
        sentence: format!(
            "{} has {things} of the same name: {}",
            holder(),
            naming::list(shown, twice.len())
        ),
        evidence: twice
            .iter()
            .map(|(name, count)| format!("{count} × {name}"))
            .collect::<Vec<_>>()
            .join(", "),
    })
}
