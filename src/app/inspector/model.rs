//! What the inspector says of a row, as plain values.

use crate::address::{AddressCount, Cidr, Family, FreeSpace, NetmaskLength, Strategy};
use crate::app::dialogs::words::{sentence, title};
use crate::plan::gesture::SizeOrBlock;
use crate::plan::index::{Block, Placed};
use crate::plan::{
    AnyId, CidrRole, Id, Ipam, Lock, ManagementState, Monitoring, Node, Pool, PublicBlockKind, RegionCode, Scope,
    ScopeKind, ScopeOrigin, Vpc,
};
use crate::workspace::Workspace;

/// How many lines of a list are drawn; the rest is counted.
pub(super) const LISTED: usize = 50;

/// The mark before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Ipam,
    PrivateScope,
    PublicScope,
    Pool,
    Vpc,
    UnmanagedVpc,
    Reserved,
    Subnet,
    Free,
}

/// What stands at the head of the inspector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) mark: Mark,
    /// What it is called, or what it is while it has no name.
    pub(super) title: String,
    /// What it is, and what sets it apart.
    pub(super) pills: Vec<String>,
}

impl Identity {
    pub(super) fn of(workspace: &Workspace, node: Node) -> Option<Self> {
        let design = workspace.plan().design();
        let mut pills: Vec<String> = Vec::new();
        let mut say = |word: &str| pills.push(word.to_owned());
        let mark = match node {
            Node::Ipam => {
                say("IPAM");
                Mark::Ipam
            }
            Node::Scope(id) => {
                let scope = design.scopes.get(&id)?;
                let mark = match scope.kind {
                    ScopeKind::Private => {
                        say("private scope");
                        Mark::PrivateScope
                    }
                    ScopeKind::Public => {
                        say("public scope");
                        Mark::PublicScope
                    }
                };
                if scope.origin == ScopeOrigin::Default {
                    say("default");
                }
                mark
            }
            Node::Pool(id) => {
                let pool = design.pools.get(&id)?;
                say("pool");
                say(&pool.family.to_string());
                if pool.lock == Lock::Locked {
                    say("locked");
                }
                Mark::Pool
            }
            Node::Reservation(id) => {
                design.reservations.get(&id)?;
                say("reservation");
                Mark::Reserved
            }
            Node::VpcCidr(id) => {
                let state = design.vpc_cidrs.get(&id)?.management_state();
                say("VPC");
                say(state_word(state));
                match state {
                    ManagementState::Managed => Mark::Vpc,
                    ManagementState::Unmanaged | ManagementState::Ignored => Mark::UnmanagedVpc,
                }
            }
            Node::Vpc(id) => {
                design.vpcs.get(&id)?;
                say("VPC");
                Mark::Vpc
            }
            Node::PublicBlock(id) => {
                let row = design.public_blocks.get(&id)?;
                say(public_word(row.kind));
                say(if row.pool.is_some() { "managed" } else { "unmanaged" });
                Mark::Vpc
            }
            Node::Subnet(id) => {
                design.subnets.get(&id)?;
                say("subnet");
                Mark::Subnet
            }
            Node::Free(id) => {
                design.pools.get(&id)?;
                say("free");
                Mark::Free
            }
        };
        let title = match node {
            Node::Free(pool) => format!("Free in {}", title(workspace, Node::Pool(pool))),
            node => title(workspace, node),
        };
        Some(Self { mark, title, pills })
    }
}

/// AWS's word for a management state.
pub(super) fn state_word(state: ManagementState) -> &'static str {
    match state {
        ManagementState::Managed => "managed",
        ManagementState::Unmanaged => "unmanaged",
        ManagementState::Ignored => "ignored",
    }
}

/// What a block of public addresses is.
pub(super) fn public_word(kind: PublicBlockKind) -> &'static str {
    match kind {
        PublicBlockKind::ElasticIp => "Elastic IP address",
        PublicBlockKind::PublicIpv4Pool => "public IPv4 pool",
    }
}

/// What a step of the history is called that sets `what` of a row to `text`.
pub(super) fn set_label(what: &'static str, text: &str) -> impl FnOnce(&str) -> String + use<> {
    const SHOWN: usize = 30;
    let shown = match text.chars().count() {
        0 => None,
        1..=SHOWN => Some(text.to_owned()),
        _ => Some(text.chars().take(SHOWN).collect::<String>() + "…"),
    };
    move |row| match shown {
        Some(text) => format!("Set the {what} of {row} to {text}"),
        None => format!("Clear the {what} of {row}"),
    }
}

/// A count of addresses: all digits while they can be read, else as people say it.
pub(super) fn addresses(count: AddressCount) -> String {
    const TOO_LONG: u128 = 1 << 40;
    match count.to_u128() {
        Some(number) if number < TOO_LONG => count.to_string(),
        _ => count.compact().to_string(),
    }
}

/// The addresses of a subnet that can be used: AWS keeps the first four and the last of each
/// (<https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>).
pub(super) fn usable(cidr: Cidr) -> AddressCount {
    cidr.size().checked_sub(AddressCount::from(5_u32)).unwrap_or_default()
}

/// Some of a list, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    pub(super) more: usize,
}

/// A block of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) cidr: Cidr,
    /// The row behind it, for what can be done with it.
    pub(super) row: Option<AnyId>,
    /// Where it is shown.
    pub(super) node: Option<Node>,
    /// What it is called.
    pub(super) name: String,
    /// What it is.
    pub(super) detail: String,
    /// How many addresses.
    pub(super) figure: String,
    /// What can be done with it.
    pub(super) action: Option<&'static str>,
}

impl Lines {
    /// The first of `all`, which are `count`.
    fn first(all: impl Iterator<Item = Line>, count: usize) -> Self {
        Self {
            lines: all.take(LISTED).collect(),
            more: count.saturating_sub(LISTED),
        }
    }
}

fn line(cidr: Cidr) -> Line {
    Line {
        cidr,
        row: None,
        node: None,
        name: String::new(),
        detail: String::new(),
        figure: addresses(cidr.size()),
        action: None,
    }
}

/// The CIDRs provisioned to a pool.
pub(super) fn pool_cidrs(workspace: &Workspace, pool: Id<Pool>) -> Lines {
    let Some(entry) = workspace.index().pool(pool) else {
        return Lines::default();
    };
    let cidrs = entry.cidrs().map(|(cidr, id)| Line {
        row: Some(id.into()),
        action: Some("Deprovision"),
        ..line(cidr)
    });
    Lines::first(cidrs, entry.cidrs().len())
}

/// What is allocated from a pool, with AWS's word for its type.
pub(super) fn allocations(workspace: &Workspace, pool: Id<Pool>) -> Lines {
    let Some(entry) = workspace.index().pool(pool) else {
        return Lines::default();
    };
    let outline = workspace.outline();
    let lines = entry.allocations().iter().map(|placed| {
        let node = outline.node_of(placed);
        Line {
            row: Some(placed.block.into()),
            node,
            name: node.map(|node| title(workspace, node)).unwrap_or_default(),
            detail: allocation_type(workspace, placed).to_owned(),
            ..line(placed.cidr)
        }
    });
    Lines::first(lines, entry.allocations().len())
}

/// AWS's `ResourceType` of an allocation.
fn allocation_type(workspace: &Workspace, placed: Placed) -> &'static str {
    match placed.block {
        Block::PoolCidr(_) => "ipam-pool",
        Block::Reservation(_) => "custom",
        Block::VpcCidr(_) => "vpc",
        Block::Subnet(_) => "subnet",
        Block::PublicBlock(id) => match workspace.plan().design().public_blocks.get(&id).map(|row| row.kind) {
            Some(PublicBlockKind::ElasticIp) => "eip",
            Some(PublicBlockKind::PublicIpv4Pool) | None => "ec2-public-ipv4-pool",
        },
    }
}

/// The free blocks of a pool.
pub(super) fn free_blocks(workspace: &Workspace, pool: Id<Pool>) -> Lines {
    let Some(entry) = workspace.index().pool(pool) else {
        return Lines::default();
    };
    let blocks = entry.space().free_blocks();
    let count = blocks.len();
    let block = |cidr| Line {
        action: Some("Pool… VPC…"),
        ..line(cidr)
    };
    Lines::first(blocks.into_iter().map(block), count)
}

/// The CIDRs of a VPC.
pub(super) fn vpc_cidrs(workspace: &Workspace, vpc: Id<Vpc>) -> Lines {
    let Some(entry) = workspace.index().vpc(vpc) else {
        return Lines::default();
    };
    let design = workspace.plan().design();
    let lines = entry.cidrs().iter().filter_map(|(cidr, id)| {
        let row = design.vpc_cidrs.get(id)?;
        let role = match (row.role, cidr.family()) {
            (CidrRole::Primary, _) => "primary",
            (CidrRole::Secondary, Family::Ipv4) => "secondary",
            (CidrRole::Secondary, Family::Ipv6) => "IPv6",
        };
        Some(Line {
            row: Some((*id).into()),
            node: row.pool.map(Node::Pool),
            name: row
                .pool
                .map(|pool| title(workspace, Node::Pool(pool)))
                .unwrap_or_default(),
            detail: format!("{role}, {}", state_word(row.management_state())),
            action: Some(match row.monitoring {
                Monitoring::Monitored => "Ignore",
                Monitoring::Ignored => "Monitor",
            }),
            ..line(*cidr)
        })
    });
    Lines::first(lines, entry.cidrs().len())
}

/// The subnets of a VPC with the addresses that can be used in them.
pub(super) fn subnets(workspace: &Workspace, vpc: Id<Vpc>) -> Lines {
    let Some(entry) = workspace.index().vpc(vpc) else {
        return Lines::default();
    };
    let design = workspace.plan().design();
    let lines = entry.subnets().iter().filter_map(|(cidr, id)| {
        let row = design.subnets.get(id)?;
        let details = [row.purpose.as_str(), row.zone.as_deref().unwrap_or_default()];
        let details: Vec<&str> = details.into_iter().filter(|words| !words.is_empty()).collect();
        Some(Line {
            row: Some((*id).into()),
            node: Some(Node::Subnet(*id)),
            name: title(workspace, Node::Subnet(*id)),
            detail: details.join(", "),
            figure: addresses(usable(*cidr)),
            action: Some("Remove"),
            ..line(*cidr)
        })
    });
    Lines::first(lines, entry.subnets().len())
}

/// How much of a pool is used, and how it is broken up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Capacity {
    pub(super) size: String,
    pub(super) used: String,
    pub(super) free: String,
    pub(super) permille: u32,
    pub(super) largest: Option<Cidr>,
    pub(super) sizes: Vec<SizeLine>,
}

/// What is free of one netmask length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SizeLine {
    pub(super) length: NetmaskLength,
    /// Free blocks of exactly this length.
    pub(super) blocks: usize,
    /// How many blocks of this length would fit, larger free blocks being split.
    pub(super) fit: String,
}

/// The capacity of a pool. O(lengths).
pub(super) fn pool_capacity(workspace: &Workspace, pool: Id<Pool>) -> Option<Capacity> {
    let entry = workspace.index().pool(pool)?;
    if entry.cidrs().len() == 0 {
        return None;
    }
    let space = entry.space();
    let rules = workspace.plan().design().pools.get(&pool).map(|pool| pool.rules)?;
    let mut lengths: Vec<NetmaskLength> = space.free_block_counts().map(|(length, _)| length).collect();
    let asked = [rules.min, rules.default, rules.max].into_iter().flatten();
    lengths.extend(asked.filter(|length| length.fits(space.family())));
    lengths.sort_unstable();
    lengths.dedup();
    let sizes = lengths.into_iter().map(|length| SizeLine {
        length,
        blocks: space
            .free_block_counts()
            .find(|(other, _)| *other == length)
            .map_or(0, |(_, count)| count),
        fit: addresses(space.capacity(length)),
    });
    Some(Capacity {
        sizes: sizes.collect(),
        ..capacity(space.size(), space.free_size(), space.largest_free_block())
    })
}

/// How much of a VPC's CIDRs its subnets take.
pub(super) fn vpc_capacity(workspace: &Workspace, vpc: Id<Vpc>, family: Family) -> Option<Capacity> {
    let space = vpc_space(workspace, vpc, family)?;
    Some(capacity(space.size(), space.free_size(), space.largest_free_block()))
}

fn vpc_space(workspace: &Workspace, vpc: Id<Vpc>, family: Family) -> Option<FreeSpace> {
    let entry = workspace.index().vpc(vpc)?;
    let space = FreeSpace::new(
        family,
        entry.cidrs().iter().map(|(cidr, _)| *cidr),
        entry.subnets().iter().map(|(cidr, _)| *cidr),
    );
    (!space.pool().is_empty()).then_some(space)
}

fn capacity(size: AddressCount, free: AddressCount, largest: Option<Cidr>) -> Capacity {
    let used = size.checked_sub(free).unwrap_or_default();
    Capacity {
        size: addresses(size),
        used: addresses(used),
        free: addresses(free),
        permille: used.permille_of(size),
        largest,
        sizes: Vec::new(),
    }
}

/// The block of a new subnet: what is typed is a size or a CIDR. A size gets the free block with the lowest address.
///
/// # Errors
/// What is wrong, and what would be right.
pub(super) fn place_subnet(workspace: &Workspace, vpc: Id<Vpc>, family: Family, text: &str) -> Result<Cidr, String> {
    let wanted = SizeOrBlock::parse(text, family).map_err(sentence)?;
    let (length, family) = match wanted {
        SizeOrBlock::Size(length) => (length, family),
        SizeOrBlock::Block(cidr) => (cidr.netmask_length(), cidr.family()),
    };
    subnet_length(length, family)?;
    let Some(space) = vpc_space(workspace, vpc, family) else {
        return Err(format!("The VPC has no {family} CIDR"));
    };
    match wanted {
        SizeOrBlock::Size(length) => {
            space
                .find(length, Strategy::LowestAddress)
                .ok_or_else(|| match space.largest_free_block() {
                    Some(largest) => format!("No {length} is free in the VPC: the largest free block is {largest}"),
                    None => "The subnets take all of the VPC".to_owned(),
                })
        }
        SizeOrBlock::Block(cidr) if space.is_free(cidr) => Ok(cidr),
        SizeOrBlock::Block(cidr) if space.pool_cidr_around(cidr).is_none() => {
            let cidrs: Vec<String> = space.pool().iter().map(Cidr::to_string).collect();
            Err(format!("{cidr} lies outside the VPC, which has {}", cidrs.join(", ")))
        }
        SizeOrBlock::Block(cidr) => Err(format!("{cidr} overlaps a subnet of the VPC")),
    }
}

/// What AWS takes as a subnet: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.
fn subnet_length(length: NetmaskLength, family: Family) -> Result<(), String> {
    let fits = match family {
        Family::Ipv4 => (16..=28).contains(&length.get()),
        Family::Ipv6 => (44..=64).contains(&length.get()) && length.get().is_multiple_of(4),
    };
    match family {
        _ if fits => Ok(()),
        Family::Ipv4 => Err(format!("A subnet is /16 to /28, and not {length}")),
        Family::Ipv6 => Err(format!("An IPv6 subnet is /44 to /64 in steps of 4, and not {length}")),
    }
}

/// A netmask length as it is typed; nothing for none.
///
/// # Errors
/// What is wrong, and what would be right.
pub(super) fn netmask_length(text: &str, family: Family) -> Result<Option<NetmaskLength>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match SizeOrBlock::parse(text, family).map_err(sentence)? {
        SizeOrBlock::Size(length) => Ok(Some(length)),
        SizeOrBlock::Block(cidr) => Err(format!(
            "This is a CIDR: write only its netmask length, {}",
            cidr.netmask_length()
        )),
    }
}

/// A CIDR that takes the place of another one of `family`.
///
/// # Errors
/// What is wrong, and what would be right.
pub(super) fn cidr(text: &str, family: Family) -> Result<Cidr, String> {
    let cidr: Cidr = text.trim().parse().map_err(sentence)?;
    if cidr.family() == family {
        Ok(cidr)
    } else {
        Err(format!("{cidr} is {}, and this is {family}", cidr.family()))
    }
}

/// An id of AWS; nothing for none.
///
/// # Errors
/// What is wrong, and what would be right.
pub(super) fn aws_id(text: &str, prefix: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match text {
        "" => Ok(None),
        text if !text.starts_with(prefix) => Err(format!("The id in AWS begins with {prefix}")),
        text if !text.chars().all(allowed) => Err("An id in AWS has letters, digits and hyphens".to_owned()),
        text => Ok(Some(text.to_owned())),
    }
}

/// The locales that a pool can have: the operating Regions, and the one it has now. Each with its name.
pub(super) fn locales(ipam: &Ipam, now: Option<RegionCode>) -> Vec<(String, &'static str)> {
    let mut regions = ipam.all_operating_regions();
    regions.extend(now);
    let named = |region: RegionCode| {
        let name = region.listing().map(|listing| listing.name).unwrap_or_default();
        (region.as_str().to_owned(), name)
    };
    regions.into_iter().map(named).collect()
}

/// Where a pool hangs.
pub(super) fn scope_pools(workspace: &Workspace, scope: Id<Scope>) -> usize {
    workspace.index().scope(scope).map_or(0, |entry| entry.pool_count())
}
