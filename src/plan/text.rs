//! Short text stored in place, for keys that are copied, compared and hashed all the time.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// At most `N` bytes of ASCII, without a heap allocation. Orders as text does.
#[derive(Clone, Copy)]
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

impl<const N: usize> ShortText<N> {
    /// The text as numbers, and what is left of it.
    ///
    /// Every look into a table compares ids, and every other hashes one. Arrays of bytes would be compared by a call for each
    /// pair, and what is compiled for size inlines nothing by itself: hence numbers, and `inline(always)`.
    #[inline(always)]
    fn words(&self) -> (&[[u8; 8]], &[u8]) {
        self.0.as_chunks::<8>()
    }
}

impl<const N: usize> PartialEq for ShortText<N> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        let differ = |one: &[u8; 8], other: &[u8; 8]| u64::from_ne_bytes(*one) ^ u64::from_ne_bytes(*other);
        match (self.words(), other.words()) {
            // An id.
            (([a, b], []), ([c, d], [])) => differ(a, c) | differ(b, d) == 0,
            // The code of a Region.
            (([a, b, c], []), ([d, e, f], [])) => differ(a, d) | differ(b, e) | differ(c, f) == 0,
            ((words, rest), (other_words, other_rest)) => {
                let mut words = words.iter().zip(other_words);
                words.all(|(one, other)| differ(one, other) == 0) && (N.is_multiple_of(8) || rest == other_rest)
            }
        }
    }
}

impl<const N: usize> Eq for ShortText<N> {}

impl<const N: usize> PartialOrd for ShortText<N> {
    #[inline(always)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: usize> Ord for ShortText<N> {
    #[inline(always)]
    fn cmp(&self, other: &Self) -> Ordering {
        let ((words, rest), (other_words, other_rest)) = (self.words(), other.words());
        for (one, other) in words.iter().zip(other_words) {
            let (one, other) = (u64::from_le_bytes(*one), u64::from_le_bytes(*other));
            if one != other {
                // The first byte that differs decides. To swap the bytes of both would be an instruction natively, and
                // twenty in WebAssembly.
                let shift = (one ^ other).trailing_zeros() & 0b11_1000;
                return (one >> shift & 0xff).cmp(&(other >> shift & 0xff));
            }
        }
        // To compare nothing with nothing is a call as well.
        if N.is_multiple_of(8) {
            Ordering::Equal
        } else {
            rest.cmp(other_rest)
        }
    }
}

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number that texts which are alike, or that come with another `seed`, hardly ever share in its upper bits. Written out for texts
/// of a few words: a hash for long ones takes as long to begin and to end as for all of them.
#[inline(always)]
pub(super) fn mixed(text: &[u8], seed: u64) -> u64 {
    let mix = |mixed: u64, word: u64| (mixed ^ mixed >> 32).wrapping_add(word).wrapping_mul(MIX);
    let (words, rest) = text.as_chunks::<8>();
    let mut mixed = mix(seed, text.len() as u64);
    for word in words {
        mixed = mix(mixed, u64::from_le_bytes(*word));
    }
    let rest = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    mix(mix(mixed, rest), 0)
}

impl<const N: usize> ShortText<N> {
    /// A number of 32 bits that texts which are alike seldom share, any of its bits.
    #[inline(always)]
    pub(super) fn mixed(&self) -> u32 {
        let (words, rest) = self.words();
        let mut mixed = 0_u64;
        for word in words {
            mixed = (mixed ^ mixed >> 32)
                .wrapping_add(u64::from_le_bytes(*word))
                .wrapping_mul(MIX);
        }
        for byte in rest {
            mixed = mixed.wrapping_add(u64::from(*byte)).wrapping_mul(MIX);
        }
        (mixed >> 32) as u32
    }
}

impl<const N: usize> Hash for ShortText<N> {
    /// One number of 32 bits: in WebAssembly the hasher mixes no more at a time, and ids that are alike would often meet.
    #[inline(always)]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u32(self.mixed());
    }
}

impl<const N: usize> fmt::Debug for ShortText<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
