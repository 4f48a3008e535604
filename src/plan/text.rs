//! Short text stored in place, for keys that are copied, compared and hashed all the time.

use std::fmt;

/// At most `N` bytes of ASCII, without a heap allocation. Orders as text does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        for (place, byte) in stored.iter_mut().zip(bytes) {
            *place = *byte;
        }
        Self(stored)
    }

    pub(super) fn as_str(&self) -> &str {
        let end = self.0.iter().position(|&byte| byte == 0).unwrap_or(N);
        // The constructor lets only ASCII in, so this never falls back.
        std::str::from_utf8(&self.0[..end]).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Debug for ShortText<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
