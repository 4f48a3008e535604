//! LZString's `compressToEncodedURIComponent`, the other way round.
//!
//! The format is that of <https://github.com/pieroxy/lz-string>: a stream of bits, six in each letter, with the codes of a
//! dictionary that grows as it is read. What comes out is UTF-16.

/// The most units of text that may come out: the dictionary lets a short link stand for a very long text.
const MOST_UNITS: usize = 4 * 1024 * 1024;

/// The letters, each for six bits.
const LETTERS: &[u8; 65] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-$";

/// Codes that stand for no entry of the dictionary.
const EIGHT_BITS: usize = 0;
const SIXTEEN_BITS: usize = 1;
const END: usize = 2;

/// The text that `encoded` stands for; nothing where it is cut off or damaged.
pub(super) fn decompress(encoded: &str) -> Option<String> {
    let mut bits = Bits {
        letters: encoded.bytes(),
        current: 0,
        left: 0,
    };
    // An entry is one unit behind an earlier entry; the first three are no entries.
    let mut dictionary: Vec<Entry> = vec![Entry::default(); 3];
    let mut units: Vec<u16> = Vec::new();
    let mut width = 2;
    // How many entries are left until codes grow by a bit.
    let mut room = 4_usize;
    // Where the last entry stands in what came out.
    let mut last: Option<std::ops::Range<usize>> = None;
    loop {
        let mut code = bits.number(width)?;
        // The first code has two bits, and the dictionary grows from three.
        if last.is_none() {
            width = 3;
        }
        if let EIGHT_BITS | SIXTEEN_BITS = code {
            let unit = bits.number(if code == EIGHT_BITS { 8 } else { 16 })?;
            code = dictionary.len();
            dictionary.push(Entry {
                start: units.len(),
                length: 1,
                unit: Some(u16::try_from(unit).ok()?),
            });
            if last.is_some() {
                grow(&mut room, &mut width)?;
            }
        } else if code == END {
            return String::from_utf16(&units).ok();
        }
        let start = units.len();
        match (dictionary.get(code).copied(), &last) {
            (Some(Entry { unit: Some(unit), .. }), _) => units.push(unit),
            (Some(entry), _) => {
                if units.len() + entry.length > MOST_UNITS {
                    return None;
                }
                units.extend_from_within(entry.start..entry.start + entry.length);
            }
            // The entry that is only now being made: the last one, and its own first unit.
            (None, Some(last)) if code == dictionary.len() => {
                if units.len() + last.len() + 1 > MOST_UNITS {
                    return None;
                }
                let first = *units.get(last.start)?;
                units.extend_from_within(last.clone());
                units.push(first);
            }
            _ => return None,
        }
        if let Some(last) = &last {
            // What was there last, with the first unit of what came now: the two stand side by side.
            dictionary.push(Entry {
                start: last.start,
                length: last.len() + 1,
                unit: None,
            });
            grow(&mut room, &mut width)?;
        }
        last = Some(start..units.len());
    }
}

fn grow(room: &mut usize, width: &mut u32) -> Option<()> {
    *room -= 1;
    if *room == 0 {
        *room = 1_usize.checked_shl(*width).filter(|_| *width < 30)?;
        *width += 1;
    }
    Some(())
}

/// An entry of the dictionary: a part of what came out, or a unit alone.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    start: usize,
    length: usize,
    unit: Option<u16>,
}

struct Bits<'t> {
    letters: std::str::Bytes<'t>,
    current: usize,
    left: u32,
}

impl Bits<'_> {
    /// The next number of so many bits, the lowest first.
    fn number(&mut self, width: u32) -> Option<usize> {
        let mut number = 0;
        for place in 0..width {
            if self.left == 0 {
                // A plus that was taken for a space when the link was pasted.
                let letter = match self.letters.next()? {
                    b' ' => b'+',
                    letter => letter,
                };
                self.current = LETTERS.iter().position(|known| *known == letter)?;
                self.left = 6;
            }
            self.left -= 1;
            number |= (self.current >> self.left & 1) << place;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::decompress;

    /// Texts and what lz-string 1.5.0 compresses them to.
    #[test]
    fn what_lz_string_compresses_is_read_back() {
        let file = include_str!("../../../tests/fixtures/import/visual-subnet-calculator/lz-string.json");
        let cases: Vec<(String, String)> = serde_json::from_str(file).unwrap_or_default();
        assert_eq!(cases.len(), 8);
        for (text, compressed) in cases {
            assert_eq!(
                decompress(&compressed).as_deref(),
                Some(text.as_str()),
                "{compressed:.80}"
            );
            // Cut off, it is not taken for something else. The last letter may be there to fill up.
            let cut = compressed.get(..compressed.len() - 1).unwrap_or_default();
            assert!(decompress(cut).is_none_or(|read| read == text), "{cut:.80}");
        }
    }
}
