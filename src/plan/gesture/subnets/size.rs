//! How large the subnets of a purpose are.

use super::{KEPT_BY_AWS, Purpose, SubnetProblem};
use crate::address::{Cidr, Family, NetmaskLength};
use crate::plan::gesture::SizeOrBlock;

/// How large the subnets of a purpose are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubnetSize {
    /// Each has this netmask length.
    Length(NetmaskLength),
    /// All together, over all zones, take at most so many percent of the CIDR.
    Percent(u8),
}

impl SubnetSize {
    /// Reads a netmask length (`/24`), a number of hosts (`200 hosts`: AWS keeps five addresses more), or a share of the CIDR
    /// over all zones (`25 %`).
    ///
    /// # Errors
    /// What is wrong, and what would be right.
    pub fn parse(text: &str, family: Family) -> Result<Self, String> {
        if let Some(number) = text.trim().strip_suffix('%') {
            let percent = number.trim().parse().ok().filter(|percent| (1..=100).contains(percent));
            return percent
                .map(Self::Percent)
                .ok_or_else(|| "A share is 1 % to 100 % of the CIDR, over all zones".to_owned());
        }
        match SizeOrBlock::parse_beside(text, family, KEPT_BY_AWS) {
            Ok(SizeOrBlock::Size(length)) => Ok(Self::Length(length)),
            Ok(SizeOrBlock::Block(cidr)) => Err(format!(
                "This is a CIDR: write only its netmask length, {}, and the designer finds the room",
                cidr.netmask_length()
            )),
            Err(_) => Err(
                "Write a netmask length such as /24, a number such as 200 hosts, or a share such as 25 %".to_owned(),
            ),
        }
    }
}

/// The netmask lengths of subnets, the largest blocks first.
pub(super) fn subnet_lengths(family: Family) -> impl DoubleEndedIterator<Item = NetmaskLength> {
    let lengths = 0..=family.bits();
    lengths
        .filter(move |length| is_subnet_length(*length, family))
        .filter_map(NetmaskLength::new)
}

/// Whether AWS makes subnets of `length`: <https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html>.
pub(super) fn is_subnet_length(length: u8, family: Family) -> bool {
    match family {
        Family::Ipv4 => (16..=28).contains(&length),
        Family::Ipv6 => (44..=64).contains(&length) && length.is_multiple_of(4),
    }
}

pub(super) fn length_of(purpose: &Purpose, zones: usize, within: Cidr) -> Result<NetmaskLength, SubnetProblem> {
    let (name, family) = (purpose.name.trim().to_owned(), within.family());
    match purpose.size {
        SubnetSize::Length(length) if is_subnet_length(length.get(), family) => Ok(length),
        SubnetSize::Length(length) => Err(SubnetProblem::WrongLength {
            purpose: name,
            length,
            family,
        }),
        SubnetSize::Percent(percent) => {
            let fits = |length: u8| {
                // 2^longer blocks are all of the CIDR.
                let longer = u32::from(length - within.netmask_length().get());
                let blocks = 1_u128.checked_shl(longer);
                blocks.is_some_and(|blocks| (zones as u128) * 100 <= u128::from(percent) * blocks)
            };
            let mut lengths = within.netmask_length().get()..=family.bits();
            let length = lengths.find(|length| is_subnet_length(*length, family) && fits(*length));
            length
                .and_then(NetmaskLength::new)
                .ok_or(SubnetProblem::ShareTooSmall { purpose: name, percent })
        }
    }
}
