//! What is typed into fields: netmask lengths, CIDRs, ids of AWS, new subnets.

use super::capacity::vpc_space;
use crate::address::{Cidr, Family, NetmaskLength, Strategy};
use crate::app::dialogs::words::sentence;
use crate::plan::gesture::SizeOrBlock;
use crate::plan::{AccountNumber, Id, Percent, Vpc};
use crate::workspace::Workspace;

/// A netmask length as it is typed; nothing for none.
///
/// # Errors
/// What is wrong, and what would be right.
pub(in crate::app::inspector) fn netmask_length(text: &str, family: Family) -> Result<Option<NetmaskLength>, String> {
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
pub(in crate::app::inspector) fn cidr(text: &str, family: Family) -> Result<Cidr, String> {
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
pub(in crate::app::inspector) fn aws_id(text: &str, prefix: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match text {
        "" => Ok(None),
        text if !text.starts_with(prefix) => Err(format!("The id in AWS begins with {prefix}")),
        text if !text.chars().all(allowed) => Err("An id in AWS has letters, digits and hyphens".to_owned()),
        text => Ok(Some(text.to_owned())),
    }
}

/// A share of a hundred; nothing for none.
///
/// # Errors
/// What is wrong, and what would be right.
pub(in crate::app::inspector) fn percentage(text: &str) -> Result<Option<Percent>, String> {
    let text = text.trim();
    let number = text.strip_suffix('%').unwrap_or(text).trim();
    if text.is_empty() {
        return Ok(None);
    }
    let percent = number.parse().ok().and_then(Percent::new);
    percent
        .map(Some)
        .ok_or_else(|| "A share is 0 % to 100 %, such as 80 %".to_owned())
}

/// How many blocks and how large, as in `8 × /20`; a size alone is one block.
///
/// # Errors
/// What is wrong, and what would be right.
pub(in crate::app::inspector) fn read_demand(
    text: &str,
    size: impl Fn(&str) -> Result<Option<NetmaskLength>, String>,
) -> Result<(u32, NetmaskLength), String> {
    const RIGHT: &str = "Write how many blocks and how large, such as 8 × /20";
    let (count, length) = match text.split_once(['×', 'x', '*']) {
        Some((count, length)) => (count.trim().parse().ok().filter(|count| *count > 0), length),
        None => (Some(1), text),
    };
    let count = count.ok_or_else(|| RIGHT.to_owned())?;
    let length = size(length)?.ok_or_else(|| RIGHT.to_owned())?;
    Ok((count, length))
}

/// An account id; nothing for none.
///
/// # Errors
/// What is wrong, and what would be right.
pub(in crate::app::inspector) fn account_number(text: &str) -> Result<Option<AccountNumber>, String> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(sentence),
    }
}

/// The block of a new subnet: what is typed is a size or a CIDR. A size gets the free block with the lowest address.
///
/// # Errors
/// What is wrong, and what would be right.
pub(in crate::app::inspector) fn place_subnet(
    workspace: &Workspace,
    vpc: Id<Vpc>,
    family: Family,
    text: &str,
) -> Result<Cidr, String> {
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
