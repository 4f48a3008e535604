//! "The available options come from the operating Regions that you chose when you created your IPAM": <https://docs.aws.amazon.com/vpc/latest/ipam/create-reg-ipam.html>.

use super::{Check, Facts, Fix, Rule, Severity, Source, Subject, Verdict, naming};
use crate::address::Family;
use crate::plan::{AnyId, Edit, Id, Plan, Pool, RegionCode, ScopeKind};

pub(super) const RULE: Rule = Rule {
    code: "locale-not-operating",
    severity: Severity::Error,
    title: "Locale outside the operating Regions",
    explanation: "A pool can have its locale only in a Region in which the IPAM operates. Add the Region to the IPAM, \
                  which then also discovers and bills the active addresses there, or choose another locale: once \
                  the pool exists, AWS never changes its locale.",
    source: Source {
        statement: "Choose the locale for the pool. The available options come from the operating Regions that you \
                    chose when you created your IPAM.",
        url: "https://docs.aws.amazon.com/vpc/latest/ipam/create-reg-ipam.html",
    },
    checks: &[Check::Pool(judge)],
    fix: Some(fix),
};

fn judge(facts: Facts<'_>, id: Id<Pool>, row: &Pool) -> Option<Verdict> {
    let locale = row.locale?;
    let ipam = facts.plan.ipam();
    if ipam.operates_in(locale) || is_local_zone(facts, id, row, locale) {
        return None;
    }
    let regions = ipam.all_operating_regions();
    Some(Verdict {
        sentence: format!(
            "{} has the locale {locale}, and the IPAM operates only in {}",
            naming::pool(facts, id).first(),
            naming::list(regions.iter(), regions.len())
        ),
        evidence: locale.to_string(),
    })
}

/// Whether the locale is a Local Zone group of an operating Region, which public IPv4 pools may have:
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateIpamPool.html>.
fn is_local_zone(facts: Facts<'_>, id: Id<Pool>, row: &Pool, locale: RegionCode) -> bool {
    let scope = facts
        .index
        .pool(id)
        .and_then(|entry| facts.design().scopes.get(&entry.scope()));
    let ipam = facts.plan.ipam();
    let within = |region: &RegionCode| {
        let rest = locale.as_str().strip_prefix(region.as_str());
        rest.is_some_and(|rest| rest.starts_with('-'))
    };
    row.family == Family::Ipv4
        && scope.is_some_and(|scope| scope.kind == ScopeKind::Public)
        && (within(&ipam.home_region) || ipam.operating_regions.iter().any(within))
}

/// Adds a Region that AWS lists in the partition of the home Region: others are more likely misspelt.
fn fix(facts: Facts<'_>, subject: Subject) -> Option<Fix> {
    let Subject::Row(AnyId::Pool(id)) = subject else {
        return None;
    };
    let locale = facts.design().pools.get(&id)?.locale?;
    let ipam = facts.plan.ipam();
    let partition = |region: RegionCode| region.listing().map(|listing| listing.partition);
    if partition(locale)? != partition(ipam.home_region)? {
        return None;
    }
    let mut edit = Edit::new();
    edit.update(Plan::ipam_id(), ipam, |ipam| _ = ipam.operating_regions.insert(locale));
    Some(Fix {
        label: format!("Add {locale} to the operating Regions"),
        edit,
    })
}
