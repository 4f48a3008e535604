//! Reproducible plans to measure with.

use ipam_planner::address::{Cidr, NetmaskLength};

/// What has a goal is measured at these sizes: the goals are for the larger two, and the smallest stands beside them.
pub(crate) const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// xorshift32: the same numbers everywhere.
pub(crate) struct Random(u32);

impl Random {
    pub(crate) fn new() -> Self {
        Self(0x9e37_79b9)
    }

    pub(crate) fn bits(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// A length from /28 to /16; each is half as frequent as the next longer one.
    pub(crate) fn length(&mut self) -> NetmaskLength {
        length(28 - self.bits().trailing_zeros().min(12) as u8)
    }

    /// A block of mixed length anywhere in `pool`.
    pub(crate) fn block(&mut self, pool: Cidr) -> Cidr {
        let length = self.length();
        let blocks = 1_u128 << (length.get() - pool.netmask_length().get());
        pool.nth(u128::from(self.bits()) % blocks, length).unwrap_or(pool)
    }
}

/// 10.0.0.0/8.
pub(crate) fn pool() -> Cidr {
    Cidr::canonicalize([10, 0, 0, 0].into(), length(8)).map_or(Cidr::ALL_IPV4, |block| block.cidr)
}

pub(crate) fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap_or(ipam_planner::address::Family::Ipv4.longest())
}
