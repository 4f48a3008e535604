//! New ids.

use wasm_bindgen::prelude::*;

/// 32 letters and digits without those that look alike. A power of two, so that each is as likely as the others.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The length of a minted id: 50 random bits. Among a million ids two are alike once in two thousand plans of that size.
const LENGTH: usize = 10;

#[wasm_bindgen]
extern "C" {
    // Wherever there is WebAssembly. It throws only for more than 65,536 bytes.
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn fill(bytes: &mut [u8]);
}

/// 64 random bits.
pub fn draw() -> u64 {
    let mut bytes = [0; 8];
    fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

/// A new id of 10 characters of `0123456789abcdefghjkmnpqrstvwxyz`.
pub fn mint() -> String {
    let mut bytes = [0; LENGTH];
    fill(&mut bytes);
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect()
}
