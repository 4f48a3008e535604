//! What several rows have in common, and what a change would do to each of them.

use std::fmt::Display;

use crate::address::NetmaskLength;
use crate::app::dialogs::words::title;
use crate::app::look::Column;
use crate::app::parts::figures::counted;
use crate::ordered::OrderedMap;
use crate::plan::gesture::{ManyChanged, Unchanged, lock_of};
use crate::plan::{
    Account, AllocationRules, AwsChange, Change, Id, Lock, Node, Plan, Pool, PoolParent, RegionCode, Side, Tags, Vpc,
};
use crate::workspace::Workspace;

/// What rows say of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// None of them has it.
    Nothing,
    /// All that have it say the same.
    Same(String),
    /// They differ: so many different ones, of which these are the first.
    Different(usize, Vec<String>),
}

/// So many values are written out.
const NAMED: usize = 3;

impl Said {
    fn of(values: &OrderedMap<String, usize>) -> Self {
        match values.len() {
            0 => Self::Nothing,
            1 => Self::Same(values.keys().next().cloned().unwrap_or_default()),
            count => Self::Different(count, values.keys().take(NAMED).cloned().collect()),
        }
    }

    /// In words; nothing when there is nothing to say.
    pub(super) fn words(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Same(value) => Some(value.clone()),
            Self::Different(count, first) => {
                let more = count.saturating_sub(first.len());
                let more = match more {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                Some(format!("{count} different: {}{more}", first.join(", ")))
            }
        }
    }
}

/// A tag of some of the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommonTag {
    pub(super) key: String,
    pub(super) value: Said,
    /// How many rows have it.
    pub(super) rows: usize,
}

/// What several rows have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Common {
    /// How many they are.
    pub(super) count: usize,
    /// How many of each kind, in words.
    pub(super) kinds: Vec<String>,
    pub(super) has_pools: bool,
    /// Whether any has an account.
    pub(super) has_owners: bool,
    /// Whether any can be locked.
    pub(super) has_locks: bool,
    pub(super) region: Said,
    pub(super) account: Said,
    pub(super) rules: Said,
    /// How many are locked themselves.
    pub(super) locked: usize,
    /// The tags, by key.
    pub(super) tags: Vec<CommonTag>,
}

/// What rows say, on the way.
#[derive(Default)]
struct Sums {
    regions: OrderedMap<String, usize>,
    accounts: OrderedMap<String, usize>,
    rules: OrderedMap<String, usize>,
    tags: OrderedMap<String, OrderedMap<String, usize>>,
}

fn count(values: &mut OrderedMap<String, usize>, value: String) {
    *values.or_insert(value, 0) += 1;
}

impl Common {
    /// What `nodes` have in common. O(rows × tags).
    pub(super) fn of(workspace: &Workspace, nodes: &[Node]) -> Self {
        let design = workspace.plan().design();
        let (mut kinds, mut sums, mut locked, mut has_locks) = ([0_u64; 8], Sums::default(), 0, false);
        for node in nodes {
            let at = match node {
                Node::Ipam => 0,
                Node::Scope(_) => 1,
                Node::Pool(_) => 2,
                Node::Vpc(_) | Node::VpcCidr(_) => 3,
                Node::Subnet(_) => 4,
                Node::Reservation(_) => 5,
                Node::PublicBlock(_) => 6,
                Node::Free(_) => 7,
            };
            if let Some(kind) = kinds.get_mut(at) {
                *kind += 1;
            }
            let lock = lock_of(workspace.plan(), *node);
            has_locks |= lock.is_some();
            locked += usize::from(lock == Some(Lock::Locked));
            if let Node::Pool(id) = node
                && let Some(row) = design.pools.get(id)
            {
                count(&mut sums.regions, region(row.locale));
                count(&mut sums.rules, rules(row.rules));
            }
            if let Some(owner) = Owner::of(workspace.plan(), *node) {
                count(&mut sums.regions, region(owner.region));
                count(&mut sums.accounts, account(workspace.plan(), owner.account));
            }
            for (key, value) in tags_of(workspace.plan(), *node).into_iter().flatten() {
                match sums.tags.get_mut(key) {
                    Some(values) => count(values, value.clone()),
                    None => count(sums.tags.or_insert(key.clone(), OrderedMap::new()), value.clone()),
                }
            }
        }
        let [_, _, pools, vpcs, _, _, public, _] = kinds;
        const WORDS: [(&str, &str); 8] = [
            ("IPAM", "IPAMs"),
            ("scope", "scopes"),
            ("pool", "pools"),
            ("CIDR of a VPC", "CIDRs of VPCs"),
            ("subnet", "subnets"),
            ("reservation", "reservations"),
            ("public block", "public blocks"),
            ("free space", "free spaces"),
        ];
        let kinds = kinds.iter().zip(WORDS).filter(|(count, _)| **count > 0);
        Self {
            count: nodes.len(),
            kinds: kinds.map(|(count, (one, many))| counted(*count, one, many)).collect(),
            has_pools: pools > 0,
            has_owners: vpcs + public > 0,
            has_locks,
            region: Said::of(&sums.regions),
            account: Said::of(&sums.accounts),
            rules: Said::of(&sums.rules),
            locked,
            tags: sums
                .tags
                .iter()
                .map(|(key, values)| CommonTag {
                    key: key.clone(),
                    value: Said::of(values),
                    rows: values.values().sum(),
                })
                .collect(),
        }
    }
}

/// Who has a VPC or a public block, and where.
struct Owner {
    region: Option<RegionCode>,
    account: Option<Id<Account>>,
}

impl Owner {
    fn of(plan: &Plan, node: Node) -> Option<Self> {
        let design = plan.design();
        let of_vpc = |id: &Id<Vpc>| {
            let row = design.vpcs.get(id)?;
            Some(Self {
                region: Some(row.region),
                account: row.account,
            })
        };
        match node {
            Node::Vpc(id) => of_vpc(&id),
            Node::VpcCidr(id) => of_vpc(&design.vpc_cidrs.get(&id)?.vpc),
            Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| Self {
                region: row.region,
                account: row.account,
            }),
            _ => None,
        }
    }
}

fn tags_of(plan: &Plan, node: Node) -> Option<&Tags> {
    let design = plan.design();
    Some(match node {
        Node::Ipam => &plan.ipam().tags,
        Node::Scope(id) => &design.scopes.get(&id)?.tags,
        Node::Pool(id) => &design.pools.get(&id)?.tags,
        Node::Reservation(id) => &design.reservations.get(&id)?.tags,
        Node::PublicBlock(id) => &design.public_blocks.get(&id)?.tags,
        Node::Subnet(id) => &design.subnets.get(&id)?.tags,
        Node::Vpc(id) => &design.vpcs.get(&id)?.tags,
        Node::VpcCidr(id) => &design.vpcs.get(&design.vpc_cidrs.get(&id)?.vpc)?.tags,
        Node::Free(_) => return None,
    })
}

fn region(region: Option<RegionCode>) -> String {
    region.map_or_else(|| "none".to_owned(), |region| region.to_string())
}

/// What an account is called.
pub(super) fn account(plan: &Plan, id: Option<Id<Account>>) -> String {
    let row = id.and_then(|id| plan.intent().accounts.get(&id));
    let named = row.map(|row| match (row.name.as_str(), row.number) {
        ("", Some(number)) => number.to_string(),
        ("", None) => "an account without a name".to_owned(),
        (name, _) => name.to_owned(),
    });
    named.unwrap_or_else(|| "none".to_owned())
}

fn length(length: Option<NetmaskLength>) -> String {
    length.map_or_else(|| "none".to_owned(), |length| length.to_string())
}

fn rules(rules: AllocationRules) -> String {
    format!(
        "{} to {}, {} by default",
        length(rules.min),
        length(rules.max),
        length(rules.default)
    )
}

/// What stands in a column of words.
pub(super) fn column_words(workspace: &Workspace, node: Node, column: Column) -> String {
    let plan = workspace.plan();
    match column {
        Column::Account => Owner::of(plan, node)
            .filter(|owner| owner.account.is_some())
            .map(|owner| account(plan, owner.account))
            .unwrap_or_default(),
        Column::Tags => {
            let tags = tags_of(plan, node).into_iter().flatten();
            let tags: Vec<String> = tags.map(|(key, value)| format!("{key}={value}")).collect();
            tags.join(", ")
        }
        _ => String::new(),
    }
}

/// What a change does to one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowChanges {
    /// What it is called.
    pub(super) name: String,
    /// What changes, in words.
    pub(super) changes: Vec<String>,
}

/// What `changed` does to the first `most` rows. O(`most`).
pub(super) fn changes(workspace: &Workspace, changed: &ManyChanged, most: usize) -> Vec<RowChanges> {
    let plan = workspace.plan();
    let design = changed.gesture.edit.changes.iter().filter_map(|change| match change {
        Change::Aws(Side::Design, change) => Some(change),
        _ => None,
    });
    let new_account = |id: Option<Id<Account>>| match id {
        Some(id) if !plan.intent().accounts.contains_key(&id) => "a new account".to_owned(),
        id => account(plan, id),
    };
    design
        .take(most)
        .map(|change| {
            let mut words = Words::default();
            let name = match change {
                AwsChange::Pool(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after) {
                        words.tags(&before.tags, &after.tags);
                        words.change("locale", region(before.locale), region(after.locale));
                        for (what, pick) in RULES {
                            words.change(what, length(pick(&before.rules)), length(pick(&after.rules)));
                        }
                        words.lock(before.lock, after.lock);
                    }
                    title(workspace, Node::Pool(change.id))
                }
                AwsChange::Vpc(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after) {
                        words.tags(&before.tags, &after.tags);
                        words.change("Region", before.region.to_string(), after.region.to_string());
                        words.change("account", new_account(before.account), new_account(after.account));
                        words.lock(before.lock, after.lock);
                    }
                    title(workspace, Node::Vpc(change.id))
                }
                AwsChange::PublicBlock(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after) {
                        words.tags(&before.tags, &after.tags);
                        words.change("Region", region(before.region), region(after.region));
                        words.change("account", new_account(before.account), new_account(after.account));
                    }
                    title(workspace, Node::PublicBlock(change.id))
                }
                AwsChange::Reservation(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after) {
                        words.tags(&before.tags, &after.tags);
                        words.lock(before.lock, after.lock);
                    }
                    title(workspace, Node::Reservation(change.id))
                }
                AwsChange::Subnet(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after) {
                        words.tags(&before.tags, &after.tags);
                    }
                    title(workspace, Node::Subnet(change.id))
                }
                AwsChange::Scope(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after) {
                        words.tags(&before.tags, &after.tags);
                    }
                    title(workspace, Node::Scope(change.id))
                }
                AwsChange::Ipam(change) => {
                    if let (Some(before), Some(after)) = (&change.before, &change.after) {
                        words.tags(&before.tags, &after.tags);
                    }
                    title(workspace, Node::Ipam)
                }
                AwsChange::PoolCidr(_) | AwsChange::VpcCidr(_) => String::new(),
            };
            RowChanges { name, changes: words.0 }
        })
        .collect()
}

/// One of the allocation rules, by its words.
type Rule = (&'static str, fn(&AllocationRules) -> Option<NetmaskLength>);

const RULES: [Rule; 3] = [
    ("minimum netmask", |rules| rules.min),
    ("maximum netmask", |rules| rules.max),
    ("default netmask", |rules| rules.default),
];

/// What changes of a row.
#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    fn change(&mut self, what: impl Display, before: String, after: String) {
        if before != after {
            self.0.push(format!("{what} {before} → {after}"));
        }
    }

    fn tags(&mut self, before: &Tags, after: &Tags) {
        for (key, value) in after {
            match before.get(key) {
                Some(was) => self.change(key, was.clone(), value.clone()),
                None => self.0.push(format!("new tag {key}={value}")),
            }
        }
        let gone = before.keys().filter(|key| !after.contains_key(*key));
        self.0.extend(gone.map(|key| format!("tag {key} goes")));
    }

    fn lock(&mut self, before: Lock, after: Lock) {
        match (before, after) {
            (Lock::Open, Lock::Locked) => self.0.push("locked".to_owned()),
            (Lock::Locked, Lock::Open) => self.0.push("unlocked".to_owned()),
            _ => {}
        }
    }
}

/// Why rows stay as they are, a sentence for each reason.
pub(super) fn unchanged(changed: &ManyChanged) -> Vec<String> {
    let (mut same, mut none, mut lengths) = (0, 0, 0);
    let mut locks: OrderedMap<String, u64> = OrderedMap::new();
    for (_, why) in &changed.unchanged {
        match why {
            Unchanged::SoAlready => same += 1,
            Unchanged::HasNone => none += 1,
            Unchanged::NoSuchLength(_) => lengths += 1,
            Unchanged::Locked(lock) => *locks.or_insert(lock.to_string(), 0) += 1,
        }
    }
    let mut sentences: Vec<String> = locks
        .iter()
        .map(|(sentence, count)| format!("{}: {sentence}", stays(*count)))
        .collect();
    for (count, why) in [
        (none, "what is changed is nothing they have"),
        (lengths, "IPv4 has no such netmask length"),
        (same, "so already"),
    ] {
        if count > 0 {
            sentences.push(format!("{}: {why}", stays(count)));
        }
    }
    sentences
}

fn stays(count: u64) -> String {
    match count {
        1 => "1 row stays as it is".to_owned(),
        _ => format!("{} stay as they are", counted(count, "row", "rows")),
    }
}

/// The pool or scope that something is put into when a row is selected.
pub(super) fn holder_at(workspace: &Workspace, node: Node) -> Option<PoolParent> {
    let outline = workspace.outline();
    std::iter::once(node)
        .chain(outline.ancestors(node))
        .find_map(|node| match node {
            Node::Pool(id) | Node::Free(id) => Some(PoolParent::Pool(id)),
            Node::Scope(id) => Some(PoolParent::Scope(id)),
            _ => None,
        })
}

/// The node of a pool or scope.
pub(super) fn node_of(holder: PoolParent) -> Node {
    match holder {
        PoolParent::Pool(id) => Node::Pool(id),
        PoolParent::Scope(id) => Node::Scope(id),
    }
}

/// The pool of a holder.
pub(super) fn pool_of(holder: PoolParent) -> Option<Id<Pool>> {
    match holder {
        PoolParent::Pool(id) => Some(id),
        PoolParent::Scope(_) => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
mod tests {
    use super::*;
    use crate::plan::CountedIds;
    use crate::plan::gesture::{ManyChange, RulesChange, change_many};

    fn workspace() -> (Workspace, Vec<Node>) {
        let workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let mut nodes = vec![Node::Ipam];
        let mut next = 0;
        while let Some(node) = nodes.get(next).copied() {
            nodes.extend(workspace.outline().children(node));
            next += 1;
        }
        nodes.retain(|node| !matches!(node, Node::Free(_)));
        (workspace, nodes)
    }

    #[test]
    fn what_rows_have_in_common_is_said() {
        let (workspace, nodes) = workspace();
        let design = workspace.plan().design();
        let all = Common::of(&workspace, &nodes);
        assert_eq!(all.count, nodes.len());
        assert!(
            all.kinds.contains(&counted(design.pools.len() as u64, "pool", "pools")),
            "{:?}",
            all.kinds
        );
        assert!(all.has_pools && all.has_owners && all.has_locks);
        assert!(
            matches!(all.region, Said::Different(count, _) if count > 1),
            "{:?}",
            all.region
        );
        let one = Common::of(&workspace, nodes.get(..1).unwrap());
        assert_eq!(
            (one.region, one.account, one.has_locks),
            (Said::Nothing, Said::Nothing, false)
        );
        let values = ["a", "b", "c", "d", "e"].map(|value| (value.to_owned(), 1));
        let said = Said::of(&values.into_iter().collect());
        assert_eq!(said.words().unwrap(), "5 different: a, b, c and 2 more");
    }

    #[test]
    fn what_a_change_does_to_each_row_is_said() {
        let (workspace, nodes) = workspace();
        let pools: Vec<Node> = nodes
            .iter()
            .filter(|node| matches!(node, Node::Pool(_)))
            .copied()
            .collect();
        let change = ManyChange {
            tags: [("env".to_owned(), Some("prod".to_owned()))].into_iter().collect(),
            rules: RulesChange {
                max: Some(NetmaskLength::new(27)),
                ..RulesChange::default()
            },
            lock: Some(Lock::Locked),
            ..ManyChange::default()
        };
        let ids = &mut CountedIds::starting_at(1 << 40);
        let changed = change_many(workspace.plan(), workspace.index(), &pools, &change, ids);
        let said = changes(&workspace, &changed, 2);
        assert_eq!(said.len(), 2);
        let words = &said.first().unwrap().changes;
        assert_eq!(words.last().unwrap(), "locked");
        assert!(
            words
                .iter()
                .any(|word| word.starts_with("maximum netmask ") && word.ends_with(" → /27")),
            "{words:?}"
        );
        assert!(words.iter().any(|word| word.contains("env")), "{words:?}");
        let again = ManyChange {
            lock: Some(Lock::Open),
            ..ManyChange::default()
        };
        let none = change_many(workspace.plan(), workspace.index(), &nodes, &again, ids);
        let sentences = unchanged(&none);
        assert_eq!(none.changed, 0);
        assert!(
            sentences.iter().any(|sentence| sentence.ends_with("so already")),
            "{sentences:?}"
        );
        assert!(
            sentences.iter().any(|sentence| sentence.contains("nothing they have")),
            "{sentences:?}"
        );
    }
}
