//! Numbers of addresses, by what they are.

/// The most addresses that are counted of one kind and one workload: 2^48. No account comes near. It keeps every sum and every
/// amount of money of a million rows inside an `i128`, and shares of it inside a `u64`.
pub const MOST_COUNTED: u64 = 1 << 48;

/// The addresses of a /28, which a subnet loses when it is delegated as a prefix.
pub(super) const SLOTS_OF_PREFIX: u64 = 16;

/// The addresses of a /80, which a subnet of IPv6 loses when it is delegated.
pub(super) const SLOTS_OF_IPV6_PREFIX: u128 = 1 << 48;

/// How many addresses there are of each kind. Every one counts once for the bill, a delegated prefix like a single address:
/// "an IP address or a prefix associated with an ENI", <https://docs.aws.amazon.com/vpc/latest/ipam/mod-ipam-tier.html>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    /// Primary private IPv4 addresses: one of each network interface.
    pub primary_ipv4: u64,
    /// Further private IPv4 addresses of network interfaces.
    pub secondary_ipv4: u64,
    /// /28 prefixes.
    pub ipv4_prefixes: u64,
    /// IPv6 addresses.
    pub ipv6_addresses: u64,
    /// /80 prefixes.
    pub ipv6_prefixes: u64,
    /// Public IPv4 addresses.
    pub public_ipv4: u64,
}

impl Addresses {
    /// Private IPv4 addresses and prefixes, as they are billed.
    pub fn active_ipv4(&self) -> u64 {
        self.single_ipv4().saturating_add(self.ipv4_prefixes)
    }

    /// IPv6 addresses and prefixes, as they are billed.
    pub fn active_ipv6(&self) -> u64 {
        self.ipv6_addresses.saturating_add(self.ipv6_prefixes)
    }

    /// The IPv4 addresses that subnets lose: a prefix takes sixteen.
    pub fn consumed_ipv4(&self) -> u64 {
        self.single_ipv4()
            .saturating_add(self.ipv4_prefixes.saturating_mul(SLOTS_OF_PREFIX))
    }

    /// The single private IPv4 addresses, which lie anywhere in a subnet.
    pub fn single_ipv4(&self) -> u64 {
        self.primary_ipv4.saturating_add(self.secondary_ipv4)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        // Written out: arrays of bytes would be compared by a call, and every workload is asked several times.
        self.primary_ipv4
            | self.secondary_ipv4
            | self.ipv4_prefixes
            | self.ipv6_addresses
            | self.ipv6_prefixes
            | self.public_ipv4
            == 0
    }

    /// Each number changed by `change`, and none more than [`MOST_COUNTED`].
    #[must_use]
    pub fn map(&self, change: impl Fn(u64) -> u64) -> Self {
        let change = |number| change(number).min(MOST_COUNTED);
        Self {
            primary_ipv4: change(self.primary_ipv4),
            secondary_ipv4: change(self.secondary_ipv4),
            ipv4_prefixes: change(self.ipv4_prefixes),
            ipv6_addresses: change(self.ipv6_addresses),
            ipv6_prefixes: change(self.ipv6_prefixes),
            public_ipv4: change(self.public_ipv4),
        }
    }

    /// The kinds that there are some of: how many, and one of them.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (u64, Self)> {
        let one = Self::default();
        let kinds = [
            (self.primary_ipv4, Self { primary_ipv4: 1, ..one }),
            (
                self.secondary_ipv4,
                Self {
                    secondary_ipv4: 1,
                    ..one
                },
            ),
            (
                self.ipv4_prefixes,
                Self {
                    ipv4_prefixes: 1,
                    ..one
                },
            ),
            (
                self.ipv6_addresses,
                Self {
                    ipv6_addresses: 1,
                    ..one
                },
            ),
            (
                self.ipv6_prefixes,
                Self {
                    ipv6_prefixes: 1,
                    ..one
                },
            ),
            (self.public_ipv4, Self { public_ipv4: 1, ..one }),
        ];
        kinds.into_iter().filter(|(count, _)| *count > 0)
    }

    /// So many times as many.
    #[must_use]
    pub fn times(&self, factor: u64) -> Self {
        self.map(|number| number.saturating_mul(factor))
    }

    /// These and the others together. What is more than a `u64` holds, which needs tens of thousands of workloads at their
    /// limit, stays at its end.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            primary_ipv4: self.primary_ipv4.saturating_add(other.primary_ipv4),
            secondary_ipv4: self.secondary_ipv4.saturating_add(other.secondary_ipv4),
            ipv4_prefixes: self.ipv4_prefixes.saturating_add(other.ipv4_prefixes),
            ipv6_addresses: self.ipv6_addresses.saturating_add(other.ipv6_addresses),
            ipv6_prefixes: self.ipv6_prefixes.saturating_add(other.ipv6_prefixes),
            public_ipv4: self.public_ipv4.saturating_add(other.public_ipv4),
        }
    }
}
