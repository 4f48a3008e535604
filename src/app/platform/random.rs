//! New ids.

use wasm_bindgen::prelude::*;

/// 32 letters and digits without those that look alike. A power of two, so that each is as likely as the others.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The length of a minted id: 50 random bits. Among a million ids two are alike once in two thousand plans of that size.
const LENGTH: usize = 10;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn fill(bytes: &mut [u8]) -> Result<JsValue, JsValue>;
}

/// A new id of 10 characters of `0123456789abcdefghjkmnpqrstvwxyz`.
pub fn mint() -> String {
    let mut bytes = [0; LENGTH];
    if fill(&mut bytes).is_err() {
        // Every browser that runs WebAssembly has the generator. Should a policy take it away, an id that can be
        // guessed is better than none: ids are names, not secrets.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect()
}
