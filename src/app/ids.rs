//! Ids drawn from the browser's random source.

use super::platform::random;
use crate::plan::IdSource;

/// Random ids, as different in two tabs as on two machines.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl IdSource for RandomIds {
    fn draw(&mut self) -> u64 {
        random::draw()
    }
}
