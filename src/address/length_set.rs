//! A set of netmask lengths as a bitmask, so that "the next length that has a free block" is one instruction.

use super::NetmaskLength;

/// A set of netmask lengths. All operations are O(1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LengthSet {
    // Lengths 0 to 63, 64 to 127, 128. IPv4 needs the first word alone.
    words: [u64; 3],
}

impl LengthSet {
    /// The lengths from 0 to `length`.
    pub(super) fn up_to(length: NetmaskLength) -> Self {
        let mut words = [0; 3];
        for (index, word) in words.iter_mut().enumerate() {
            let bits = (usize::from(length.get()) + 1).saturating_sub(index * 64);
            *word = if bits >= 64 { u64::MAX } else { (1 << bits) - 1 };
        }
        Self { words }
    }

    pub(super) fn insert(&mut self, length: NetmaskLength) {
        if let Some(word) = self.words.get_mut(usize::from(length.get() / 64)) {
            *word |= 1 << (length.get() % 64);
        }
    }

    pub(super) fn remove(&mut self, length: NetmaskLength) {
        if let Some(word) = self.words.get_mut(usize::from(length.get() / 64)) {
            *word &= !(1 << (length.get() % 64));
        }
    }

    #[must_use]
    pub(super) fn union(self, other: Self) -> Self {
        let ([a, b, c], [d, e, f]) = (self.words, other.words);
        Self {
            words: [a | d, b | e, c | f],
        }
    }

    #[must_use]
    pub(super) fn intersection(self, other: Self) -> Self {
        let ([a, b, c], [d, e, f]) = (self.words, other.words);
        Self {
            words: [a & d, b & e, c & f],
        }
    }

    #[must_use]
    pub(super) fn difference(self, other: Self) -> Self {
        let ([a, b, c], [d, e, f]) = (self.words, other.words);
        Self {
            words: [a & !d, b & !e, c & !f],
        }
    }

    /// The shortest length in the set: that of the largest blocks.
    pub(super) fn shortest(self) -> Option<NetmaskLength> {
        let (word, index) = self.words.into_iter().zip([0, 1, 2]).find(|(word, _)| *word != 0)?;
        NetmaskLength::new(index * 64 + word.trailing_zeros() as u8)
    }

    /// The longest length in the set: that of the smallest blocks.
    pub(super) fn longest(self) -> Option<NetmaskLength> {
        let (word, index) = self.words.into_iter().zip([0, 1, 2]).rfind(|(word, _)| *word != 0)?;
        NetmaskLength::new(index * 64 + 63 - word.leading_zeros() as u8)
    }
}

/// The lengths of the set, the shortest first.
impl Iterator for LengthSet {
    type Item = NetmaskLength;

    fn next(&mut self) -> Option<NetmaskLength> {
        let length = self.shortest()?;
        self.remove(length);
        Some(length)
    }

    // What a placement spends most of its time with, when it compares the lowest free block of each length.
    fn fold<Value, Step: FnMut(Value, NetmaskLength) -> Value>(self, mut value: Value, mut step: Step) -> Value {
        for (mut word, base) in self.words.into_iter().zip([0, 64, 128]) {
            while word != 0 {
                value = step(value, NetmaskLength::clamped(base + word.trailing_zeros() as u8));
                word &= word - 1;
            }
        }
        value
    }
}
