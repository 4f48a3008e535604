//! Ids drawn from the browser's random source.

use crate::plan::IdSource;

/// Random ids, as different in two tabs as on two machines.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl IdSource for RandomIds {
    fn draw(&mut self) -> u64 {
        // Two draws of 30 bits fill the 60 that an id takes.
        let half = || (js_sys::Math::random() * f64::from(1_u32 << 30)) as u64;
        half() << 30 | half()
    }
}
