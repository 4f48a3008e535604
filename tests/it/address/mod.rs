//! The address algebra: tables, published vectors, and random operations against naive models.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod block_set;
mod bulk;
mod cidr;
mod count;
mod free_space;
mod overlap;
mod parse;
mod random;
mod small_pool;
mod small_space;
mod vectors;

use ipam_planner::address::{Cidr, NetmaskLength};

/// The CIDR that `text` says.
fn cidr(text: &str) -> Cidr {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The netmask length `/bits`.
fn length(bits: u8) -> NetmaskLength {
    NetmaskLength::new(bits).unwrap_or_else(|| panic!("/{bits}"))
}
