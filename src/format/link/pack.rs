//! DEFLATE with a text that both sides know beforehand.
//!
//! The compressor has seen the dictionary before the text, the decompressor finds it in front of its output: what the text shares
//! with it is a reference from the first byte on.

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params as flags_of,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

/// The words of version 1 of the file, what is most frequent last: the nearer, the shorter the reference. It belongs to packing 1 and
/// never changes.
const DICTIONARY: &[u8] = include_bytes!("dictionary.txt");

/// The thoroughest there is: links are short, and made once.
const LEVEL: i32 = 10;

/// Without the wrapping of zlib.
const RAW: i32 = -15;

/// So much room for the output at first.
const FIRST_ROOM: usize = 16 * 1024;

/// Why there is nothing to unpack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unpackable {
    /// It is not what [`pack`] wrote.
    Damaged,
    /// It is more than may be.
    TooLarge,
}

/// Appends `text`, packed, to `bytes`.
pub(super) fn pack(text: &[u8], bytes: &mut Vec<u8>) {
    let mut compressor = CompressorOxide::new(flags_of(LEVEL, RAW, 0));
    // What comes of the dictionary itself is not kept; the flush ends it at a whole byte.
    compress_to_output(&mut compressor, DICTIONARY, TDEFLFlush::Sync, |_| true);
    compress_to_output(&mut compressor, text, TDEFLFlush::Finish, |piece| {
        bytes.extend_from_slice(piece);
        true
    });
}

/// What was packed into `bytes`, unless it is longer than `limit`: then no more memory is taken than that.
pub(super) fn unpack(bytes: &[u8], limit: usize) -> Result<Vec<u8>, Unpackable> {
    let whole = DICTIONARY.len() + limit;
    let mut output = DICTIONARY.to_vec();
    let mut written = DICTIONARY.len();
    let mut rest = bytes;
    let mut decompressor = DecompressorOxide::new();
    loop {
        if written == output.len() {
            if written >= whole {
                return Err(Unpackable::TooLarge);
            }
            output.resize(whole.min(output.len() * 2).max(FIRST_ROOM.min(whole)), 0);
        }
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, wrote) = decompress(&mut decompressor, rest, &mut output, written, flags);
        rest = rest.get(read..).unwrap_or_default();
        written += wrote;
        match status {
            TINFLStatus::Done if rest.is_empty() => {
                output.truncate(written);
                return Ok(output.split_off(DICTIONARY.len()));
            }
            TINFLStatus::HasMoreOutput => {}
            _ => return Err(Unpackable::Damaged),
        }
    }
}
