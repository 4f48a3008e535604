//! Finding things: who has an address, where a block fits, what is left, and which rows a query means.
//!
//! It reads a plan, its index and its findings, and changes nothing. It knows no screen, and reaches what is not drawn.

mod fold;
mod fragmentation;
mod left;
mod query;
mod row;
mod rows;
mod text;
mod where_fits;
mod who_has;

pub use fold::{Fold, fold_ascii};
pub use fragmentation::{Fragmentation, fragmentation};
pub use left::{LeftOfSize, left_by_size, left_of_size};
pub use query::{Compare, Kind, ParseQueryError, Query, Term, Test};
pub use rows::{Found, SearchRows};
pub use where_fits::{Fit, FitPlace, where_fits};
pub use who_has::{Whereabouts, who_has};
