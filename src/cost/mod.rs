//! What a plan costs: from workloads to the addresses that AWS bills, and from these to money.
//!
//! It knows prices and how addresses come about. It must not know what AWS allows, which is for the rules, nor how figures
//! are shown. Money is an integer, and every figure comes with its working.

mod addresses;
mod draw;
mod estimate;
mod figures;
mod kubernetes;
mod money;
mod price_book;
mod room;
mod terms;
mod usage;

pub use addresses::{Addresses, MOST_COUNTED};
pub use draw::{Draw, Home, draws};
pub use estimate::{Dimension, Estimate, Group};
pub use figures::Figures;
pub use kubernetes::{
    DEFAULT_MAX_PODS, IPV4_PER_PREFIX, NodeLimits, NodeModel, NodeProblem, PrefixSupport, instance_types,
};
pub use money::Money;
pub use price_book::{Charge, Currency, Price, PriceBasis, PriceSource, PublishedPrice, price, published};
pub use room::Room;
pub use terms::{HOURS_PER_YEAR, Period, Terms};
pub use usage::{Unit, Usage};
