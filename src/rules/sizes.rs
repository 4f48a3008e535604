//! The netmask lengths that AWS allows for a kind of block.

use crate::address::{Cidr, Family, NetmaskLength};

/// The lengths that are allowed for one family: from the largest block to the smallest, in steps.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    pub(super) shortest: u8,
    pub(super) longest: u8,
    pub(super) step: u8,
}

/// The lengths for IPv4 and for IPv6.
pub(super) struct SizesOfFamilies {
    pub(super) ipv4: Sizes,
    pub(super) ipv6: Sizes,
}

impl SizesOfFamilies {
    /// What is wrong with the size of `cidr`, as the end of a sentence: "larger than the /16 that AWS allows for a VPC".
    pub(super) fn complaint(&self, cidr: Cidr, what: &str) -> Option<String> {
        let sizes = match cidr.family() {
            Family::Ipv4 => self.ipv4,
            Family::Ipv6 => self.ipv6,
        };
        let Sizes {
            shortest,
            longest,
            step,
        } = sizes;
        let length = cidr.netmask_length().get();
        // Every VPC and subnet is asked about, and nearly all are of a size that is allowed.
        if length >= shortest && length <= longest && (step == 1 || (length - shortest).is_multiple_of(step)) {
            return None;
        }
        let family = match cidr.family() {
            Family::Ipv4 => "",
            Family::Ipv6 => "IPv6 ",
        };
        if length < shortest {
            Some(format!(
                "larger than the {family}/{shortest} that AWS allows for {what}"
            ))
        } else if length > longest {
            Some(format!(
                "smaller than the {family}/{longest} that AWS allows for {what}"
            ))
        } else {
            let below = NetmaskLength::new(length - (length - shortest) % step).unwrap_or(cidr.netmask_length());
            let above = below.get() + step;
            Some(format!(
                "and for {what} AWS allows {family}lengths in steps of {step}: {below} or /{above}, not /{length}"
            ))
        }
    }
}
