//! How many addresses a row has, and how much of them is used.

use crate::address::{AddressCount, Cidr, NetmaskLength, Strategy};
use crate::plan::Node;
use crate::plan::index::{PoolEntry, VpcEntry};
use crate::workspace::Workspace;

/// A number of addresses as the fourth cell has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::tree) struct Addresses {
    /// All digits as long as they fit: every count that IPv4 has. Else as people say it, `2^96`.
    pub(in crate::app::tree) text: String,
    /// All digits, where the text has fewer: for the tip.
    pub(in crate::app::tree) exact: Option<String>,
}

impl Addresses {
    pub(super) fn of(count: AddressCount) -> Self {
        /// The first exponent whose digits do not fit the column: 2^40 has thirteen and four separators.
        const TOO_LONG: u128 = 1 << 40;
        match count.to_u128() {
            Some(number) if number < TOO_LONG => Self {
                text: count.to_string(),
                exact: None,
            },
            _ => Self {
                text: count.compact().to_string(),
                exact: Some(count.to_string()),
            },
        }
    }
}

/// What stands in the fifth cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app::tree) enum ShareCell {
    /// The question does not arise.
    None,
    /// A word instead of a number.
    Word(&'static str),
    /// The largest free block.
    Largest(NetmaskLength),
    /// How much is used, in thousandths, rounded down.
    Used(u32),
}

impl ShareCell {
    /// How grave it is.
    pub(in crate::app::tree) fn grade(&self) -> Grade {
        match self {
            ShareCell::Used(950..) => Grade::Critical,
            ShareCell::Used(800..) => Grade::High,
            _ => Grade::Calm,
        }
    }
}

/// How grave it is that so much is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::tree) enum Grade {
    /// Less than 80 %.
    Calm,
    /// From 80 % on.
    High,
    /// From 95 % on.
    Critical,
}

/// Both cells.
pub(super) struct Capacity {
    pub(super) addresses: Option<AddressCount>,
    pub(super) share: ShareCell,
}

impl Capacity {
    pub(super) fn of(workspace: &Workspace, node: Node) -> Self {
        let design = workspace.plan().design();
        let nothing = Capacity {
            addresses: None,
            share: ShareCell::None,
        };
        let block = |cidr: Option<Cidr>, share| Capacity {
            addresses: cidr.map(Cidr::size),
            share,
        };
        match node {
            Node::Ipam | Node::Vpc(_) => nothing,
            Node::Scope(id) => match workspace.index().scope(id) {
                Some(entry) if entry.top_pools().len() == 0 => Capacity {
                    addresses: None,
                    share: ShareCell::Word("no pools yet"),
                },
                _ => nothing,
            },
            Node::Pool(id) => match workspace.index().pool(id) {
                Some(entry) if entry.cidrs().len() > 0 => of_pool(&Room::of(entry)),
                _ => nothing,
            },
            Node::Free(id) => workspace
                .index()
                .pool(id)
                .map_or(nothing, |entry| of_free(&Room::of(entry))),
            Node::VpcCidr(id) => match design.vpc_cidrs.get(&id) {
                Some(row) => {
                    let vpc = workspace.index().vpc(row.vpc);
                    block(Some(row.cidr), vpc.map_or(ShareCell::None, |vpc| of_vpc(vpc, row.cidr)))
                }
                None => nothing,
            },
            Node::Reservation(id) => {
                let cidr = design.reservations.get(&id).map(|row| row.cidr);
                block(cidr, ShareCell::Word("reserved"))
            }
            Node::PublicBlock(id) => block(design.public_blocks.get(&id).map(|row| row.cidr), ShareCell::None),
            Node::Subnet(id) => block(design.subnets.get(&id).map(|row| row.cidr), ShareCell::None),
        }
    }
}

/// What a pool has, and what of it is free.
pub(super) struct Room {
    /// The addresses of its CIDRs.
    provisioned: AddressCount,
    /// Those that are free.
    free: AddressCount,
    /// The lowest free block.
    pub(super) first: Option<Cidr>,
    /// How many free blocks there are.
    pub(super) blocks: usize,
    /// The length of the largest one.
    largest: Option<NetmaskLength>,
}

impl Room {
    pub(super) fn of(entry: &PoolEntry) -> Self {
        let space = entry.space();
        let longest = space.family().longest();
        let lowest = space.find(longest, Strategy::LowestAddress);
        Self {
            provisioned: space.size(),
            free: space.free_size(),
            first: lowest.and_then(|lowest| space.free_block_around(lowest)),
            blocks: space.free_block_counts().map(|(_, count)| count).sum(),
            largest: space.largest_free_block().map(Cidr::netmask_length),
        }
    }
}

fn of_pool(room: &Room) -> Capacity {
    let used = room.provisioned.checked_sub(room.free).unwrap_or_default();
    Capacity {
        addresses: Some(room.provisioned),
        share: ShareCell::Used(used.permille_of(room.provisioned)),
    }
}

fn of_free(room: &Room) -> Capacity {
    let share = match room.largest {
        Some(length) => ShareCell::Largest(length),
        None => ShareCell::Word("nothing free"),
    };
    Capacity {
        addresses: Some(room.free),
        share,
    }
}

/// The share of a CIDR of a VPC that its subnets take. Subnets that overlap count once.
fn of_vpc(vpc: &VpcEntry, cidr: Cidr) -> ShareCell {
    let mut used = AddressCount::ZERO;
    let mut before: Option<Cidr> = None;
    for (subnet, _) in vpc.subnets_in(cidr) {
        if !before.is_some_and(|before| before.contains(subnet)) {
            used += subnet.size();
            before = Some(subnet);
        }
    }
    match before {
        Some(_) => ShareCell::Used(used.permille_of(cidr.size())),
        // Nobody has planned its subnets yet: 0 % would claim that somebody had.
        None => ShareCell::None,
    }
}
