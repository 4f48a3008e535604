//! What the tests of several modules share.

mod random;
mod random_rows;

pub(crate) use random::Random;
pub(crate) use random_rows::RandomEdits;

/// The bytes of a base64 text.
pub(crate) fn base64_bytes(base64: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in base64.chars().filter(|letter| *letter != '=') {
        bits = bits << 6 | ALPHABET.find(letter).unwrap() as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}
