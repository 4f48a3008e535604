//! What a row of the tree says, as the tree has it: for tables.

use super::naming;
use super::writing::Scene;
use crate::address::AddressCount;
use crate::cost::{Currency, Money, Period, PriceBasis};
use crate::plan::{
    AnyId, CidrRole, ManagementState, Node, Plan, PublicBlockKind, ScopeKind, ScopeOrigin, Tags, Tier, gesture,
};
use crate::rules::SeverityCounts;

/// A row of the tree.
pub(super) struct Line {
    /// "pool", "VPC", "private scope".
    pub(super) kind: &'static str,
    pub(super) name: String,
    /// Of a pool all.
    pub(super) cidrs: Vec<String>,
    /// Locale, Region or Availability Zone.
    pub(super) place: String,
    pub(super) addresses: Option<AddressCount>,
    /// How much of them is used, in thousandths.
    pub(super) used: Option<u32>,
    /// Billed active IPs of the row and all below it; none where nothing runs.
    pub(super) active: Option<u128>,
    /// All charges of a month; none where nothing runs, or a price is missing.
    pub(super) cost: Option<Money>,
    pub(super) findings: SeverityCounts,
    pub(super) account: String,
    /// Managed, unmanaged, ignored.
    pub(super) state: &'static str,
    pub(super) purpose: String,
    pub(super) tags: Tags,
    pub(super) aws_id: String,
    pub(super) note: String,
}

impl Line {
    /// The line of a row; none for free space and for what is not written.
    pub(super) fn of(scene: Scene<'_>, node: Node) -> Option<Self> {
        let id = node.row()?;
        if !is_shown(scene, node, id) {
            return None;
        }
        let mut line = Self::bare(scene, node);
        line.fill(scene, node);
        Some(line)
    }

    fn bare(scene: Scene<'_>, node: Node) -> Self {
        let plan = scene.plan();
        let figures = scene.source.estimate.at(plan, scene.source.index, node);
        let cost = (!figures.is_empty() && has_price(scene)).then(|| {
            let terms = scene.source.estimate.terms();
            figures.total_for(terms, Period::Month)
        });
        Self {
            kind: "",
            name: gesture::name_of(plan, node).unwrap_or_default().to_owned(),
            cidrs: Vec::new(),
            place: String::new(),
            addresses: None,
            used: None,
            active: (!figures.is_empty()).then(|| figures.active()),
            cost,
            findings: scene.source.findings.below(node),
            account: String::new(),
            state: "",
            purpose: String::new(),
            tags: Tags::new(),
            aws_id: String::new(),
            note: String::new(),
        }
    }

    fn fill(&mut self, scene: Scene<'_>, node: Node) {
        let plan = scene.plan();
        let design = plan.design();
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        match node {
            Node::Ipam => {
                let row = plan.ipam();
                (self.kind, self.place) = ("IPAM", row.home_region.to_string());
                (self.tags, self.aws_id, self.note) = (row.tags.clone(), said(&row.aws_id), row.note.clone());
            }
            Node::Scope(id) => {
                let Some(row) = design.scopes.get(&id) else { return };
                self.kind = match (row.kind, row.origin) {
                    (ScopeKind::Private, ScopeOrigin::Default) => "default private scope",
                    (ScopeKind::Public, ScopeOrigin::Default) => "default public scope",
                    (ScopeKind::Private, ScopeOrigin::Additional) => "private scope",
                    (ScopeKind::Public, ScopeOrigin::Additional) => "public scope",
                };
                (self.tags, self.aws_id, self.note) = (row.tags.clone(), said(&row.aws_id), row.note.clone());
            }
            Node::Pool(id) => {
                let (Some(row), Some(entry)) = (design.pools.get(&id), scene.source.index.pool(id)) else {
                    return;
                };
                self.kind = "pool";
                self.cidrs = entry.cidrs().map(|(cidr, _)| cidr.to_string()).collect();
                self.place = row.locale.map(|locale| locale.to_string()).unwrap_or_default();
                if entry.cidrs().len() > 0 {
                    let space = entry.space();
                    let used = space.size().checked_sub(space.free_size()).unwrap_or_default();
                    self.addresses = Some(space.size());
                    self.used = Some(used.permille_of(space.size()));
                }
                (self.tags, self.aws_id, self.note) = (row.tags.clone(), said(&row.aws_id), row.note.clone());
            }
            Node::Reservation(id) => {
                let Some(row) = design.reservations.get(&id) else {
                    return;
                };
                self.kind = "reservation";
                self.purpose.clone_from(&row.description);
                (self.tags, self.aws_id, self.note) = (row.tags.clone(), said(&row.aws_id), row.note.clone());
                self.block(row.cidr);
            }
            Node::VpcCidr(id) => {
                let Some(row) = design.vpc_cidrs.get(&id) else { return };
                self.kind = match row.role {
                    CidrRole::Primary => "VPC",
                    CidrRole::Secondary => "VPC, secondary CIDR",
                };
                self.state = match row.management_state() {
                    ManagementState::Managed => "managed",
                    ManagementState::Unmanaged => "unmanaged",
                    ManagementState::Ignored => "ignored",
                };
                self.block(row.cidr);
                if let Some(entry) = scene.source.index.vpc(row.vpc) {
                    let mut used = AddressCount::ZERO;
                    let mut before: Option<crate::address::Cidr> = None;
                    for (subnet, _) in entry.subnets_in(row.cidr) {
                        // Subnets that overlap count once.
                        if !before.is_some_and(|before| before.contains(subnet)) {
                            used += subnet.size();
                            before = Some(subnet);
                        }
                    }
                    self.used = before.map(|_| used.permille_of(row.cidr.size()));
                }
                self.vpc(plan, row.vpc);
            }
            Node::Vpc(id) => {
                self.kind = "VPC";
                self.vpc(plan, id);
            }
            Node::PublicBlock(id) => {
                let Some(row) = design.public_blocks.get(&id) else {
                    return;
                };
                self.kind = match row.kind {
                    PublicBlockKind::ElasticIp => "Elastic IP address",
                    PublicBlockKind::PublicIpv4Pool => "public IPv4 pool",
                };
                self.place = row.region.map(|region| region.to_string()).unwrap_or_default();
                self.account = account(plan, row.account);
                self.block(row.cidr);
                (self.tags, self.aws_id, self.note) = (row.tags.clone(), said(&row.aws_id), row.note.clone());
            }
            Node::Subnet(id) => {
                let Some(row) = design.subnets.get(&id) else { return };
                self.kind = "subnet";
                self.place = said(&row.zone);
                self.purpose.clone_from(&row.purpose);
                self.block(row.cidr);
                (self.tags, self.aws_id, self.note) = (row.tags.clone(), said(&row.aws_id), row.note.clone());
            }
            Node::Free(_) => {}
        }
    }

    fn block(&mut self, cidr: crate::address::Cidr) {
        self.cidrs = vec![cidr.to_string()];
        self.addresses = Some(cidr.size());
    }

    fn vpc(&mut self, plan: &Plan, id: crate::plan::Id<crate::plan::Vpc>) {
        let Some(row) = plan.design().vpcs.get(&id) else { return };
        self.place = row.region.to_string();
        self.account = account(plan, row.account);
        self.tags = row.tags.clone();
        self.aws_id = row.aws_id.clone().unwrap_or_default();
        self.note.clone_from(&row.note);
    }
}

/// Of the steps only what they create or change; of anything else all that hangs there.
fn is_shown(scene: Scene<'_>, node: Node, id: AnyId) -> bool {
    let design = scene.plan().design();
    match node {
        _ if scene.reach.steps().is_none() => true,
        // A VPC is seen by its CIDRs.
        Node::VpcCidr(cidr) => {
            let vpc = design.vpc_cidrs.get(&cidr).map(|row| row.vpc);
            scene.has(id) || vpc.is_some_and(|vpc| scene.has(vpc))
        }
        Node::Pool(pool) => {
            let mut cidrs = scene
                .source
                .index
                .pool(pool)
                .into_iter()
                .flat_map(|entry| entry.cidrs());
            scene.has(id) || cidrs.any(|(_, cidr)| scene.has(cidr))
        }
        _ => scene.has(id),
    }
}

/// The name of an account, or its number while it has none.
pub(super) fn account(plan: &Plan, id: Option<crate::plan::Id<crate::plan::Account>>) -> String {
    let account = id.and_then(|id| plan.intent().accounts.get(&id));
    match account {
        Some(account) if !account.name.is_empty() => account.name.clone(),
        Some(account) => account.number.map(|number| number.to_string()).unwrap_or_default(),
        None => String::new(),
    }
}

/// Whether there is a price for what is billed.
pub(super) fn has_price(scene: Scene<'_>) -> bool {
    let terms = scene.source.estimate.terms();
    let basis = terms.ipam_price().basis;
    terms.tier == Tier::Free || !matches!(basis, PriceBasis::NoneForPartition | PriceBasis::UnknownRegion)
}

/// `USD`.
pub(super) fn currency(scene: Scene<'_>) -> &'static str {
    Currency::of(scene.plan().ipam().home_region).code()
}

/// `key=value; key=value`, with a backslash before what separates and joins.
pub(super) fn tags_in_a_cell(tags: &Tags) -> String {
    let escaped = |text: &String| {
        let mut escaped = String::with_capacity(text.len());
        for letter in text.chars() {
            if matches!(letter, '\\' | '=' | ';') {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        escaped
    };
    let tags: Vec<String> = tags
        .iter()
        .map(|(key, value)| format!("{}={}", escaped(key), escaped(value)))
        .collect();
    tags.join("; ")
}

/// "2 errors, 1 warning".
pub(super) fn found(counts: SeverityCounts) -> String {
    let some = [
        (counts.errors, "error"),
        (counts.warnings, "warning"),
        (counts.notes, "note"),
    ];
    let some = some.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = some
        .map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" }))
        .collect();
    words.join(", ")
}

/// The title of a plan, on one line.
pub(super) fn title(plan: &Plan) -> String {
    let name = naming::one_line(&plan.about().name);
    if name.trim().is_empty() {
        "Address plan".to_owned()
    } else {
        name
    }
}
