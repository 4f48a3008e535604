//! Short text stored in place, for keys that are copied, compared and hashed all the time.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// At most `N` bytes of ASCII, without a heap allocation. Orders as text does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ShortText<const N: usize>([u8; N]);

impl<const N: usize> ShortText<N> {
    /// No text: orders before every other.
    pub(super) const EMPTY: Self = Self([0; N]);

    /// The text, if it is 1 to `N` bytes long and every byte is `allowed`.
    pub(super) fn new(text: &str, allowed: impl Fn(u8) -> bool) -> Option<Self> {
        let bytes = text.as_bytes();
        let fits = (1..=N).contains(&bytes.len()) && bytes.iter().all(|&byte| byte.is_ascii() && allowed(byte));
        fits.then(|| Self::from_ascii(bytes))
    }

    /// The text of `bytes`, cut to `N`. Bytes that are not ASCII are the caller's mistake and read as no text.
    pub(super) fn from_ascii(bytes: &[u8]) -> Self {
        let mut stored = [0; N];
        let length = bytes.len().min(N);
        stored[..length].copy_from_slice(&bytes[..length]);
        Self(stored)
    }

    pub(super) fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&byte| byte == 0).unwrap_or(N);
        // The constructor lets only ASCII in, so this never falls back.
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl<const N: usize> PartialOrd for ShortText<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: usize> Ord for ShortText<N> {
    /// Eight bytes at a time, as numbers that order as the text does: every look into a table compares ids, and slices of
    /// bytes take several times as long.
    fn cmp(&self, other: &Self) -> Ordering {
        let ((words, rest), (other_words, other_rest)) = (self.0.as_chunks::<8>(), other.0.as_chunks::<8>());
        for (word, other) in words.iter().zip(other_words) {
            if word != other {
                return u64::from_be_bytes(*word).cmp(&u64::from_be_bytes(*other));
            }
        }
        rest.cmp(other_rest)
    }
}

impl<const N: usize> Hash for ShortText<N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (words, rest) = self.0.as_chunks::<8>();
        for word in words {
            state.write_u64(u64::from_le_bytes(*word));
        }
        if !rest.is_empty() {
            state.write(rest);
        }
    }
}

impl<const N: usize> fmt::Debug for ShortText<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
