//! What runs, in words: pure.

use crate::adoption::{Fate, Import, LiveCidr, Standing};
use crate::app::dialogs::words::{listed, title};
use crate::app::parts::figures::{counted, thousands};
use crate::plan::{AnyId, Id, Node, Vpc, VpcCidr, tidy};
use crate::rules::Subject;
use crate::workspace::Workspace;

/// So many CIDRs are named before the others are counted.
const NAMED: usize = 3;

/// What a VPC is called: its name, else its id.
pub(super) fn vpc_title(workspace: &Workspace, vpc: Id<Vpc>) -> String {
    let row = workspace.plan().design().vpcs.get(&vpc);
    let name = row.and_then(|row| tidy(&row.name).or_else(|| row.aws_id.clone()));
    name.unwrap_or_else(|| "a VPC without a name".to_owned())
}

/// What the account of a VPC is called; nothing when it has none.
pub(super) fn account_title(workspace: &Workspace, vpc: Id<Vpc>) -> String {
    let plan = workspace.plan();
    let account = plan.design().vpcs.get(&vpc).and_then(|row| row.account);
    let Some(account) = account.and_then(|id| plan.intent().accounts.get(&id)) else {
        return String::new();
    };
    match (tidy(&account.name), account.number) {
        (Some(name), _) => name,
        (None, Some(number)) => number.to_string(),
        (None, None) => String::new(),
    }
}

/// What something is called.
fn called(workspace: &Workspace, id: AnyId) -> String {
    if let AnyId::VpcCidr(cidr) = id
        && let Some(row) = workspace.plan().design().vpc_cidrs.get(&cidr)
    {
        return vpc_title(workspace, row.vpc);
    }
    let nodes = Subject::Row(id).nodes(workspace.facts());
    nodes
        .first()
        .map_or_else(|| format!("a {}", id.kind()), |node| title(workspace, *node))
}

/// How a CIDR stands, beside the word for it.
pub(super) fn how(workspace: &Workspace, live: &LiveCidr) -> String {
    let pool = |pool| title(workspace, Node::Pool(pool));
    match &live.standing {
        Standing::Ignored => "IPAM checks it for nothing, and bills what is active in it".to_owned(),
        Standing::Managed(id) => format!("from {}", pool(*id)),
        Standing::Reserved(id, _) => format!("kept from being handed out by a reservation in {}", pool(*id)),
        Standing::Unmanaged(id) => format!("{} holds its addresses and has not allocated them", pool(*id)),
        Standing::OutsidePools => "no pool can hand out its addresses, none can manage it".to_owned(),
        Standing::Conflicting(overlap) => {
            let name = |(cidr, id): &(_, AnyId)| format!("{cidr} of {}", called(workspace, *id));
            let mut names: Vec<String> = overlap.with.iter().map(name).collect();
            if overlap.has_more {
                names.push("others".to_owned());
            }
            format!("has addresses of {}", listed(&names))
        }
    }
}

/// The first few CIDRs with their VPCs, and how many more there are.
pub(super) fn named(workspace: &Workspace, cidrs: &[Id<VpcCidr>]) -> String {
    let rows = &workspace.plan().design().vpc_cidrs;
    let name = |id: &Id<VpcCidr>| {
        let row = rows.get(id)?;
        Some(format!("{} of {}", row.cidr, vpc_title(workspace, row.vpc)))
    };
    let mut names: Vec<String> = cidrs.iter().take(NAMED).filter_map(name).collect();
    let more = cidrs.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(format!("{} more", thousands(more as u64)));
    }
    listed(&names)
}

/// What becomes of a CIDR that auto-import looks at: in a word or two, and why.
pub(super) fn fate(workspace: &Workspace, import: &Import) -> (&'static str, String) {
    let vpc = |id: &Id<VpcCidr>| {
        let row = workspace.plan().design().vpc_cidrs.get(id);
        row.map_or_else(String::new, |row| vpc_title(workspace, row.vpc))
    };
    match &import.fate {
        Fate::Imported => ("Imported", "comes under management".to_owned()),
        Fate::OneOf(rivals) => {
            let others: Vec<&Id<VpcCidr>> = rivals.iter().filter(|id| **id != import.id).collect();
            let words = match others.as_slice() {
                [other] => format!(
                    "either this is imported and {} stays unmanaged, or the other way round: IPAM chooses at random",
                    vpc(other)
                ),
                _ => format!(
                    "one of {} identical CIDRs is imported and the others stay unmanaged: IPAM chooses at random",
                    thousands(rivals.len() as u64)
                ),
            };
            ("Perhaps", words)
        }
        Fate::Blocked(cidr, by) => {
            let words = format!(
                "{cidr} of {} is allocated already and has addresses of it",
                called(workspace, *by)
            );
            ("Never", words)
        }
        Fate::LosesTo(winners) => {
            let larger = winners.first().map(vpc).unwrap_or_default();
            let words = match winners.len() {
                1 => format!("{larger} has a larger CIDR that overlaps it, and IPAM imports only the largest"),
                _ => "a larger CIDR overlaps it, and IPAM imports only the largest".to_owned(),
            };
            ("Not imported", words)
        }
    }
}

/// What an import comes to.
pub(super) fn outcome(imports: &[Import]) -> String {
    let of = |is: fn(&Fate) -> bool| imports.iter().filter(|import| is(&import.fate)).count() as u64;
    let imported = of(|fate| matches!(fate, Fate::Imported));
    let perhaps = of(|fate| matches!(fate, Fate::OneOf(_)));
    let blocked = of(|fate| matches!(fate, Fate::Blocked(..)));
    let lost = of(|fate| matches!(fate, Fate::LosesTo(_)));
    let mut parts = vec![format!("{} imported", counted(imported, "CIDR is", "CIDRs are"))];
    if perhaps > 0 {
        parts.push(format!(
            "of {} more one of each identical group, at random",
            thousands(perhaps)
        ));
    }
    if blocked > 0 {
        parts.push(format!("{} blocked by an allocation", thousands(blocked)));
    }
    if lost > 0 {
        parts.push(format!("{} left for a larger one", thousands(lost)));
    }
    parts.join(", ")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::adoption::{auto_import, survey};
    use crate::plan::{CidrRole, CountedIds, Edit, Monitoring, Plan, Pool, PoolCidr, PoolParent, Reservation};

    /// A pool of eu-west-1, and a VPC there for each of these CIDRs, called by its place.
    fn workspace(cidrs: &[&str], reserved: &[&str]) -> (Workspace, Id<Pool>) {
        let mut plan = Plan::new("Running", "eu-west-1".parse().unwrap());
        let (mut edit, mut ids) = (Edit::new(), CountedIds::default());
        let pool: Id<Pool> = Id::mint(&mut ids);
        let scope = Plan::default_private_scope();
        let mut row = Pool::new(PoolParent::Scope(scope), crate::address::Family::Ipv4);
        row.name = "Ireland".to_owned();
        row.locale = Some("eu-west-1".parse().unwrap());
        edit.add(pool, row);
        let cidr = "10.0.0.0/8".parse().unwrap();
        edit.add(Id::mint(&mut ids), PoolCidr { pool, cidr });
        for cidr in reserved {
            edit.add(Id::mint(&mut ids), Reservation::new(pool, cidr.parse().unwrap()));
        }
        for (place, cidr) in cidrs.iter().enumerate() {
            let vpc: Id<Vpc> = Id::mint(&mut ids);
            let mut row = Vpc::new(scope, "eu-west-1".parse().unwrap());
            row.name = format!("v{place}");
            edit.add(vpc, row);
            let row = VpcCidr {
                vpc,
                cidr: cidr.parse().unwrap(),
                role: CidrRole::Primary,
                pool: None,
                monitoring: Monitoring::Monitored,
            };
            edit.add(Id::mint(&mut ids), row);
        }
        plan.apply(edit).unwrap();
        (Workspace::open(plan), pool)
    }

    #[test]
    fn fates_are_told_in_words() {
        let cidrs = [
            "10.1.0.0/16",
            "10.1.4.0/24",
            "10.2.0.0/16",
            "10.2.0.0/16",
            "10.3.0.0/16",
        ];
        let (workspace, pool) = workspace(&cidrs, &["10.3.8.0/24"]);
        let live = survey(workspace.plan(), workspace.index());
        let imports = auto_import(workspace.plan(), workspace.index(), &live, pool).unwrap();
        let told: Vec<String> = imports
            .iter()
            .map(|import| {
                let (word, why) = fate(&workspace, import);
                format!("{}: {word}, {why}", import.cidr)
            })
            .collect();
        assert_eq!(
            told,
            [
                "10.1.0.0/16: Imported, comes under management",
                "10.1.4.0/24: Not imported, v0 has a larger CIDR that overlaps it, and IPAM imports only the largest",
                "10.2.0.0/16: Perhaps, either this is imported and v3 stays unmanaged, or the other way round: IPAM chooses at random",
                "10.2.0.0/16: Perhaps, either this is imported and v2 stays unmanaged, or the other way round: IPAM chooses at random",
                "10.3.0.0/16: Never, 10.3.8.0/24 of a reservation without a name is allocated already and has addresses of it",
            ]
        );
        assert_eq!(
            outcome(&imports).replace('\u{a0}', " "),
            "1 CIDR is imported, of 2 more one of each identical group, at random, 1 blocked by an allocation, 1 left for a larger one"
        );
    }

    #[test]
    fn the_first_few_are_named_and_the_others_counted() {
        let cidrs = [
            "10.1.0.0/16",
            "10.2.0.0/16",
            "10.3.0.0/16",
            "10.4.0.0/16",
            "10.5.0.0/16",
        ];
        let (workspace, _) = workspace(&cidrs, &[]);
        let ids: Vec<Id<VpcCidr>> = survey(workspace.plan(), workspace.index())
            .iter()
            .map(|live| live.id)
            .collect();
        assert_eq!(named(&workspace, &ids[..1]), "10.1.0.0/16 of v0");
        assert_eq!(
            named(&workspace, &ids),
            "10.1.0.0/16 of v0, 10.2.0.0/16 of v1, 10.3.0.0/16 of v2 and 2 more"
        );
        assert_eq!(named(&workspace, &[]), "");
    }
}
