//! What a plan costs: from workloads to the addresses that AWS bills, and from these to money.
//!
//! It knows prices and how addresses come about. It must not know what AWS allows, which is for the rules, nor how figures
//! are shown. Money is an integer, and every figure comes with its working.

mod addresses;
mod counts;
mod csv;
mod draw;
mod estimate;
mod figures;
mod fill;
mod forecast;
mod group;
mod growth;
mod held;
mod kubernetes;
mod money;
mod price_book;
mod room;
mod savings;
mod scenario;
mod terms;
mod usage;

pub use addresses::{Addresses, MOST_COUNTED};
pub(crate) use csv::cell;
pub use csv::csv;
pub use draw::{Draw, Home, draws};
pub use estimate::Estimate;
pub use figures::Figures;
pub use fill::{Filled, filled};
pub use forecast::{MonthAhead, RunsOut, blocks_that_run_out, curve, pools_that_run_out};
pub use group::{Dimension, Group};
pub use growth::{MOST_MONTHS, grown};
pub use kubernetes::{
    DEFAULT_MAX_PODS, IPV4_PER_PREFIX, NodeLimits, NodeModel, NodeProblem, PrefixSupport, instance_types,
};
pub use money::Money;
pub use price_book::{Charge, Currency, Price, PriceBasis, PriceSource, PublishedPrice, price, published};
pub use room::Room;
pub use savings::{FRUGAL, Saving, savings};
pub use scenario::{Difference, Outcome, adopt, compare, growth_of, of_workload, total_under};
pub use terms::{HOURS_PER_YEAR, Period, Terms};
pub use usage::{Unit, Usage};
