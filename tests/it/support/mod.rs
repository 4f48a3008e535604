//! What the tests of several modules share.

mod random;
mod random_rows;

pub(crate) use random::Random;
pub(crate) use random_rows::RandomEdits;
