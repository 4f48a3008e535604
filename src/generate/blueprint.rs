//! What a tree of pools is generated from.

use crate::address::{Cidr, NetmaskLength, Strategy};
use crate::plan::{PoolParent, RegionCode};

/// The answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blueprint {
    /// What the pool on top is called.
    pub name: String,
    /// Its addresses.
    pub supernet: Cidr,
    /// Where it hangs: on top of a scope, or under a pool.
    pub parent: PoolParent,
    /// The levels below it, the outermost first.
    pub levels: Vec<Level>,
    /// How pools are called.
    pub naming: Naming,
    /// Where pools lie in the one above: [`Strategy::LowestAddress`] puts one behind the other, [`Strategy::Spread`] leaves room
    /// behind each.
    pub strategy: Strategy,
}

/// One level of the tree: every pool of the level above has a pool for each member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// What its members are.
    pub kind: LevelKind,
    /// Its members.
    pub members: Vec<Member>,
    /// How large their pools are.
    pub size: LevelSize,
}

/// What the members of a level are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LevelKind {
    /// Regions: their pools and all below have them as locale.
    Region,
    /// Environments: production, test.
    Environment,
    /// Accounts.
    Account,
    /// Business units.
    BusinessUnit,
}

impl LevelKind {
    /// What a member of the level is called: "Region".
    pub fn word(self) -> &'static str {
        match self {
            Self::Region => "Region",
            Self::Environment => "Environment",
            Self::Account => "Account",
            Self::BusinessUnit => "Business unit",
        }
    }
}

/// A member of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// A Region.
    Region(RegionCode),
    /// Anything else, by its name.
    Named(String),
}

/// How large the pools of a level are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelSize {
    /// Of this netmask length.
    Length(NetmaskLength),
    /// As large as their place allows: so large that the members and the headroom share the pool above, or so small that what is below
    /// and the headroom fit, where a level below says its size.
    Fit(Headroom),
}

/// How much more room there is than what is needed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headroom {
    /// So many percent more blocks than there are members, rounded up to what addresses allow.
    Percent(u16),
    /// The next power of two above the number of members: 8 for 4 to 7.
    NextPowerOfTwo,
}

/// How pools are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// By their member: "Production".
    #[default]
    Member,
    /// By the members from the outermost level on: "Frankfurt Production".
    Path,
}

impl Headroom {
    /// So many bits number the members and the headroom.
    pub(super) fn bits(self, members: usize) -> u8 {
        let members = members.max(1) as u128;
        let slots = match self {
            Headroom::Percent(percent) => (members * (100 + u128::from(percent))).div_ceil(100),
            Headroom::NextPowerOfTwo => members + 1,
        };
        u8::try_from(slots.next_power_of_two().trailing_zeros()).unwrap_or(u8::MAX)
    }
}
