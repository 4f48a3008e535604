//! A plan as the fragment of a link: what stands behind `#`, which browsers send to nobody.
//!
//! ```text
//! plan=1.AbCd…
//!      │ └ base64url without padding: four bytes of the checksum, then the compressed text
//!      └ version of the packing
//! ```
//!
//! The text is the plan's file on one line, so that a link lives as long as the version of the file in it. It is packed with
//! DEFLATE (RFC 1951), which begins with a text in which the words of the file stand already: small plans
//! consist of little else.
//!
//! A released packing never changes: a link stands in pages that nobody edits.

mod pack;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use xxhash_rust::xxh64::xxh64;

use super::{OpenError, Opened, read, write_compact};
use crate::plan::Plan;

/// What a fragment with a plan begins with, after the `#`.
pub const KEY: &str = "plan=";

/// The packing that is written, and the newest that can be read.
const PACKING: u32 = 1;

/// The most characters a link's fragment may have. Chromium and Firefox take more; what people send links with often does not.
pub const MAX_LENGTH: usize = 32_000;

/// The length from which mail and chat programs begin to cut links. It is a habit, not a rule of any standard.
pub const SAFE_LENGTH: usize = 2_000;

/// The most bytes that the text in a link may have: more than any that fits one, and little enough for every phone.
pub const MAX_TEXT: usize = 4 * 1024 * 1024;

/// How many bytes of the checksum a link holds.
const CHECKSUM: usize = 4;

/// A plan that is too large for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The characters that the fragment would have.
    pub length: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the link would have {} characters, at most {MAX_LENGTH} are safe to pass on: send the plan as a file",
            self.length
        )
    }
}

impl std::error::Error for TooLong {}

/// Why a fragment gives no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It is of another kind.
    NoPlan,
    /// It was packed by a newer planner.
    Newer {
        /// The packing it names.
        packing: u32,
    },
    /// Characters are missing, added or others than were sent.
    Damaged,
    /// It, or the text in it, is larger than any link that was made here.
    TooLarge,
    /// It is whole, but what is in it is not a plan that can be read.
    Broken(OpenError),
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LinkError::NoPlan => f.write_str("the link holds no plan"),
            LinkError::Newer { packing } => write!(
                f,
                "the link was made by a newer planner (packing {packing}, this one knows {PACKING}): reload the page to get it"
            ),
            LinkError::Damaged => f.write_str(
                "the link is damaged: a part of it is missing or was changed on the way. Ask for it again, or for the plan as a file",
            ),
            LinkError::TooLarge => f.write_str("the link is larger than any that the planner makes"),
            LinkError::Broken(error) => write!(f, "the plan in the link cannot be read: {error}"),
        }
    }
}

impl std::error::Error for LinkError {}

/// The fragment that holds `plan`, without the `#`. Equal plans give equal fragments, and [`open`] gives the plan back.
///
/// # Errors
/// The plan is too large for a link.
pub fn fragment(plan: &Plan) -> Result<String, TooLong> {
    let text = write_compact(plan);
    let mut bytes = checksum(text.as_bytes()).to_vec();
    pack::pack(text.as_bytes(), &mut bytes);
    let fragment = format!("{KEY}{PACKING}.{}", URL_SAFE_NO_PAD.encode(bytes));
    match fragment.len() {
        length if length > MAX_LENGTH || text.len() > MAX_TEXT => Err(TooLong { length }),
        _ => Ok(fragment),
    }
}

/// Whether a fragment, with or without its `#`, claims to hold a plan.
pub fn is_one(fragment: &str) -> bool {
    without_mark(fragment).starts_with(KEY)
}

/// The plan in a fragment, which may begin with its `#`. It takes memory for [`MAX_TEXT`] at most, whatever the fragment says.
///
/// # Errors
/// Why there is none.
pub fn open(fragment: &str) -> Result<Opened, LinkError> {
    let packed = without_mark(fragment).strip_prefix(KEY).ok_or(LinkError::NoPlan)?;
    if packed.len() > MAX_LENGTH {
        return Err(LinkError::TooLarge);
    }
    // What is sent through mail and chat comes back with escapes, blanks and line ends in it, or the sentence's full stop behind it.
    let (packing, text) = packed.split_once('.').ok_or(LinkError::Damaged)?;
    match packing.parse() {
        Ok(PACKING) => {}
        Ok(packing) if packing > PACKING => return Err(LinkError::Newer { packing }),
        _ => return Err(LinkError::Damaged),
    }
    let kept: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let kept = kept.trim_end_matches(['.', ',', ')', '>', ';', '=']);
    let bytes = URL_SAFE_NO_PAD.decode(kept).map_err(|_| LinkError::Damaged)?;
    let (sum, packed) = bytes.split_at_checked(CHECKSUM).ok_or(LinkError::Damaged)?;
    let text = pack::unpack(packed, MAX_TEXT).map_err(|error| match error {
        pack::Unpackable::Damaged => LinkError::Damaged,
        pack::Unpackable::TooLarge => LinkError::TooLarge,
    })?;
    if checksum(&text) != sum {
        return Err(LinkError::Damaged);
    }
    let text = std::str::from_utf8(&text).map_err(|_| LinkError::Damaged)?;
    read(text).map_err(LinkError::Broken)
}

fn without_mark(fragment: &str) -> &str {
    fragment.strip_prefix('#').unwrap_or(fragment)
}

fn checksum(text: &[u8]) -> [u8; CHECKSUM] {
    let [a, b, c, d, ..] = xxh64(text, 0).to_be_bytes();
    [a, b, c, d]
}
