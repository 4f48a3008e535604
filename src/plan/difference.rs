//! An edit as people read it: what comes, what goes, and what changes in which of its fields.

use super::tables::{AwsChange, IntentChange};
use super::{
    About, Acceptance, Account, AnyId, Change, Connection, Demand, Edit, Ipam, Network, Plan, Pool, PoolCidr,
    PublicBlock, Reservation, RowChange, Scenario, Scope, Side, Subnet, Vpc, VpcCidr, Workload, tidy,
};
use crate::address::Cidr;
use crate::ordered::{OrderedMap, sort_by_key};

/// What becomes of one thing: of a pool or a VPC together with its CIDRs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which row; of a pool or a VPC its own.
    pub row: AnyId,
    /// In the design, or in what exists in AWS.
    pub side: Side,
    /// Whether it comes, goes or changes.
    pub kind: DifferenceKind,
    /// What it is called afterwards, or was where it goes.
    pub name: Option<String>,
    /// The CIDRs that it has before and not after.
    pub before: Vec<Cidr>,
    /// The CIDRs that it has after and not before.
    pub after: Vec<Cidr>,
    /// The fields that differ, in words; the name with both names.
    pub fields: Vec<String>,
}

/// Whether something comes, goes or changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// It was not there before.
    Added,
    /// It is not there afterwards.
    Removed,
    /// It is there before and afterwards.
    Changed,
}

/// What `edit` does, where `plan` is the plan before it or after it. By kind of row and by address. O(changes × log).
pub fn differences(plan: &Plan, edit: &Edit) -> Vec<Difference> {
    let mut found: OrderedMap<(Side, AnyId), Difference> = OrderedMap::new();
    for change in &edit.changes {
        let told = told(change);
        let key = (told.side, told.row);
        let owner = match found.get(&key) {
            Some(known) => known.clone(),
            None => Difference {
                row: told.row,
                side: told.side,
                kind: DifferenceKind::Changed,
                name: name_in(plan, told.side, told.row),
                before: Vec::new(),
                after: Vec::new(),
                fields: Vec::new(),
            },
        };
        found.insert(key, told.onto(owner));
    }
    let mut all: Vec<Difference> = found.into_iter().map(|(_, difference)| difference).collect();
    for difference in &mut all {
        let (before, after) = (difference.before.clone(), difference.after.clone());
        difference.before.retain(|cidr| !after.contains(cidr));
        difference.after.retain(|cidr| !before.contains(cidr));
    }
    sort_by_key(&mut all, |difference| {
        let block = difference.after.first().or(difference.before.first()).copied();
        // What has addresses comes first.
        (difference.side, difference.kind, block.is_none(), block, difference.row)
    });
    all
}

/// What one change says of the thing that its row belongs to.
struct Told {
    side: Side,
    row: AnyId,
    /// Whether the thing itself exists before and after; nothing where the change is of a part of it.
    exists: Option<(bool, bool)>,
    name: Option<String>,
    before: Option<Cidr>,
    after: Option<Cidr>,
    fields: Vec<String>,
}

impl Told {
    fn onto(self, mut owner: Difference) -> Difference {
        if let Some(exists) = self.exists {
            owner.kind = match exists {
                (false, _) => DifferenceKind::Added,
                (_, false) => DifferenceKind::Removed,
                _ => DifferenceKind::Changed,
            };
            owner.name = self.name;
        }
        owner.before.extend(self.before);
        owner.after.extend(self.after);
        for field in self.fields {
            if !owner.fields.contains(&field) {
                owner.fields.push(field);
            }
        }
        owner
    }
}

/// A row that can be told.
trait Telling: Sized {
    /// The fields that differ, in words.
    fn fields(&self, other: &Self) -> Vec<&'static str>;
    /// What it is called.
    fn called(&self) -> Option<&str> {
        None
    }
    /// Its block.
    fn block(&self) -> Option<Cidr> {
        None
    }
    /// What it is a part of.
    fn owner(&self) -> Option<AnyId> {
        None
    }
}

/// Each field of a row with the words for it. All of them stand here: a new one does not compile until it has words.
macro_rules! telling {
    ($($row:ident { $($field:ident: $words:literal),+ $(,)? } $(called $name:ident)? $(block $block:ident)? $(of $owner:ident)?;)+) => {
        $(
            impl Telling for $row {
                fn fields(&self, other: &Self) -> Vec<&'static str> {
                    let $row { $($field),+ } = self;
                    let mut fields = Vec::new();
                    $( if !$words.is_empty() && *$field != other.$field { fields.push($words); } )+
                    fields
                }
                $( fn called(&self) -> Option<&str> { Some(&self.$name) } )?
                $( fn block(&self) -> Option<Cidr> { Some(self.$block) } )?
                $( fn owner(&self) -> Option<AnyId> { Some(self.$owner.into()) } )?
            }
        )+
    };
}

// Without words are names and blocks, which are shown themselves.
telling! {
    Ipam {
        name: "", description: "description", home_region: "home Region", operating_regions: "operating Regions",
        tier: "tier", integration: "organization", metered_account: "metered account", private_gua: "private IPv6 GUA",
        tags: "tags", note: "note", aws_id: "AWS id",
    } called name;
    Scope {
        name: "", description: "description", kind: "kind", origin: "origin", tags: "tags", note: "note",
        aws_id: "AWS id",
    } called name;
    Pool {
        name: "", description: "description", parent: "source pool", family: "address family", locale: "locale",
        rules: "allocation rules", wanted_length: "wanted length", thresholds: "thresholds",
        required_tags: "required tags", auto_import: "auto-import", aws_service: "AWS service",
        public_ip_source: "public IP source", advertisable: "advertisable", source_resource: "VPC it plans for",
        shared_with: "sharing", lock: "lock", legend: "legend", tags: "tags", note: "note", aws_id: "AWS id",
    } called name;
    PoolCidr { pool: "pool", cidr: "" } block cidr of pool;
    Reservation {
        pool: "pool", cidr: "", name: "", description: "description", lock: "lock", tags: "tags", note: "note",
        aws_id: "AWS id",
    } called name block cidr;
    Vpc {
        name: "", scope: "scope", account: "account", region: "Region", lock: "lock", tags: "tags", note: "note",
        aws_id: "AWS id",
    } called name;
    VpcCidr {
        vpc: "VPC", cidr: "", role: "primary CIDR", pool: "pool", monitoring: "monitoring",
    } block cidr of vpc;
    Subnet {
        name: "", vpc: "VPC", cidr: "", zone: "Availability Zone", purpose: "purpose", pool: "pool", tags: "tags",
        note: "note", aws_id: "AWS id",
    } called name block cidr;
    PublicBlock {
        name: "", scope: "scope", kind: "kind", cidr: "", pool: "pool", region: "Region", account: "account",
        tags: "tags", note: "note", aws_id: "AWS id",
    } called name block cidr;
    About { name: "", note: "note", quotas: "quotas", cost: "rates and what counts" } called name;
    Account { name: "", number: "account id", ou_path: "organizational units", note: "note" } called name;
    Workload { name: "", vpc: "VPC", subnets: "subnets", kind: "what runs", note: "note" } called name;
    Network { name: "", cidrs: "CIDRs", note: "note" } called name;
    Connection { name: "", kind: "kind", vpcs: "VPCs", networks: "networks", note: "note" } called name;
    Demand { name: "", pool: "pool", netmask_length: "size", count: "count", note: "note" } called name;
    Acceptance { finding: "finding", reason: "reason" };
    Scenario { name: "", adjustments: "assumptions", note: "note" } called name;
}

fn told(change: &Change) -> Told {
    match change {
        Change::Aws(side, change) => match change {
            AwsChange::Ipam(change) => of(*side, change.id.into(), change),
            AwsChange::Scope(change) => of(*side, change.id.into(), change),
            AwsChange::Pool(change) => of(*side, change.id.into(), change),
            AwsChange::PoolCidr(change) => of(*side, change.id.into(), change),
            AwsChange::Reservation(change) => of(*side, change.id.into(), change),
            AwsChange::Vpc(change) => of(*side, change.id.into(), change),
            AwsChange::VpcCidr(change) => of(*side, change.id.into(), change),
            AwsChange::Subnet(change) => of(*side, change.id.into(), change),
            AwsChange::PublicBlock(change) => of(*side, change.id.into(), change),
        },
        Change::Intent(change) => {
            let side = Side::Design;
            match change {
                IntentChange::About(change) => of(side, change.id.into(), change),
                IntentChange::Account(change) => of(side, change.id.into(), change),
                IntentChange::Workload(change) => of(side, change.id.into(), change),
                IntentChange::Network(change) => of(side, change.id.into(), change),
                IntentChange::Connection(change) => of(side, change.id.into(), change),
                IntentChange::Demand(change) => of(side, change.id.into(), change),
                IntentChange::Acceptance(change) => of(side, change.id.into(), change),
                IntentChange::Scenario(change) => of(side, change.id.into(), change),
            }
        }
    }
}

fn of<T: Telling>(side: Side, id: AnyId, change: &RowChange<T>) -> Told {
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    let last = after.or(before);
    let owner = last.and_then(T::owner);
    let name = |row: Option<&T>| row.and_then(T::called).and_then(tidy);
    let mut fields = Vec::new();
    if let (Some(before), Some(after)) = (before, after) {
        if before.called() != after.called() {
            let shown = |name: Option<String>| name.unwrap_or_else(|| "no name".to_owned());
            fields.push(format!("name ({} before)", shown(name(Some(before)))));
        }
        fields.extend(before.fields(after).into_iter().map(str::to_owned));
    }
    Told {
        side,
        row: owner.unwrap_or(id),
        exists: owner.is_none().then_some((before.is_some(), after.is_some())),
        name: name(last),
        before: before.and_then(T::block),
        after: after.and_then(T::block),
        fields,
    }
}

/// What a pool or a VPC is called, of which only a part changes.
fn name_in(plan: &Plan, side: Side, row: AnyId) -> Option<String> {
    let tables = match side {
        Side::Design => plan.design(),
        Side::Actual => plan.actual(),
    };
    let name = match row {
        AnyId::Pool(id) => tables.pools.get(&id).map(|row| &row.name),
        AnyId::Vpc(id) => tables.vpcs.get(&id).map(|row| &row.name),
        _ => None,
    };
    name.and_then(|name| tidy(name))
}
