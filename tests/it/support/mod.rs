//! What the tests of several modules share.

mod random;

pub(crate) use random::Random;
