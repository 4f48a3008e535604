//! What was found in files, in the words of AWS, before anything is made of it.
//!
//! Every field of a row is what the file says of it: `None` where it says nothing, so that an import never overwrites what it does
//! not know. Rows name one another by [`Key`]s. Whether they agree, and whether what they name is there, is found out later.

use super::Place;

mod block;
mod ipam;
mod vpc;

pub use block::{Block, BlockKind};
pub use ipam::{Allocation, AllocationKind, Ipam, Pool, PoolCidr, PoolPlace, Scope};
pub use vpc::{
    Account, Connection, ConnectionEnd, DefaultVpc, Interface, Owner, PublicBlock, Subnet, SubnetReservation, Vpc,
    VpcCidr,
};

/// How rows of an import name one another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// By the id in AWS, which means the same in every file: `vpc-0e9801d129`.
    Aws(String),
    /// By a name that the reader of one file gave it, which means nothing in another: the address of a Terraform resource, the
    /// number of a row, a name in a column. One that no row of its file answers to is looked up in the plan as a name.
    Own {
        /// The number of the file.
        file: u32,
        /// The name.
        name: String,
    },
}

/// All that was found, table by table, in the order in which it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each table says what it holds")]
pub struct Found {
    pub ipams: Vec<Ipam>,
    pub scopes: Vec<Scope>,
    pub pools: Vec<Pool>,
    pub pool_cidrs: Vec<PoolCidr>,
    pub allocations: Vec<Allocation>,
    pub vpcs: Vec<Vpc>,
    pub vpc_cidrs: Vec<VpcCidr>,
    pub subnets: Vec<Subnet>,
    pub subnet_reservations: Vec<SubnetReservation>,
    pub interfaces: Vec<Interface>,
    pub public_blocks: Vec<PublicBlock>,
    pub accounts: Vec<Account>,
    pub connections: Vec<Connection>,
    /// Blocks of which the file does not say what they are in AWS.
    pub blocks: Vec<Block>,
}

impl Found {
    /// How many rows of each table there are, with the word for one and for several; tables without rows are left out.
    pub fn counts(&self) -> Vec<(usize, &'static str, &'static str)> {
        let mut counts = vec![
            (self.ipams.len(), "IPAM", "IPAMs"),
            (self.scopes.len(), "scope", "scopes"),
            (self.pools.len(), "pool", "pools"),
            (self.pool_cidrs.len(), "pool CIDR", "pool CIDRs"),
            (self.allocations.len(), "allocation", "allocations"),
            (self.vpcs.len(), "VPC", "VPCs"),
            (self.vpc_cidrs.len(), "VPC CIDR", "VPC CIDRs"),
            (self.subnets.len(), "subnet", "subnets"),
            (
                self.subnet_reservations.len(),
                "subnet CIDR reservation",
                "subnet CIDR reservations",
            ),
            (self.interfaces.len(), "network interface", "network interfaces"),
            (self.public_blocks.len(), "public block", "public blocks"),
            (self.accounts.len(), "account", "accounts"),
            (self.connections.len(), "connection", "connections"),
            (self.blocks.len(), "block", "blocks"),
        ];
        counts.retain(|(count, ..)| *count > 0);
        counts
    }

    /// How many rows there are in all.
    pub fn row_count(&self) -> usize {
        self.counts().iter().map(|(count, ..)| count).sum()
    }

    /// How many rows were read in each of so many files.
    pub(super) fn rows_by_file(&self, files: usize) -> Vec<usize> {
        let mut counts = vec![0; files];
        let mut count = |place: &Place| {
            if let Some(count) = counts.get_mut(place.file as usize) {
                *count += 1;
            }
        };
        self.ipams.iter().for_each(|row| count(&row.place));
        self.scopes.iter().for_each(|row| count(&row.place));
        self.pools.iter().for_each(|row| count(&row.place));
        self.pool_cidrs.iter().for_each(|row| count(&row.place));
        self.allocations.iter().for_each(|row| count(&row.place));
        self.vpcs.iter().for_each(|row| count(&row.place));
        self.vpc_cidrs.iter().for_each(|row| count(&row.place));
        self.subnets.iter().for_each(|row| count(&row.place));
        self.subnet_reservations.iter().for_each(|row| count(&row.place));
        self.interfaces.iter().for_each(|row| count(&row.place));
        self.public_blocks.iter().for_each(|row| count(&row.place));
        self.accounts.iter().for_each(|row| count(&row.place));
        self.connections.iter().for_each(|row| count(&row.place));
        self.blocks.iter().for_each(|row| count(&row.place));
        counts
    }
}
