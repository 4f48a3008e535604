//! Reproducible randomness: the generator of the benchmarks, xorshift32.

/// A generator that gives the same sequence everywhere.
pub(super) struct Random(u32);

impl Random {
    /// The sequence of a seed (any number but 0).
    pub(super) fn new(seed: u32) -> Self {
        Self(seed.max(1))
    }

    /// 32 random bits, never all zero.
    pub(super) fn bits(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// A number from 0 to `end` - 1.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.bits() as usize % end
    }

    /// True once in `times`.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}
