//! What is given to read: files, or what was pasted.

use super::table::Mapping;

/// The most bytes that all files of one import may have together: 128 MiB.
pub const MAX_BYTES: usize = 128 * 1024 * 1024;

/// The most files of one import.
pub const MAX_FILES: usize = 1_000;

/// A file, or a text that was pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name of the file; empty for what was pasted.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What the columns of a table are, where a person has said it: then it is a table, whatever it looks like.
    pub mapping: Option<Mapping>,
}

impl Source {
    /// A file.
    pub fn file(name: &str, bytes: Vec<u8>) -> Self {
        Self {
            name: name.to_owned(),
            bytes,
            mapping: None,
        }
    }

    /// The same, to be read as a table with these columns.
    pub fn with_mapping(self, mapping: Mapping) -> Self {
        Self {
            mapping: Some(mapping),
            ..self
        }
    }

    /// What was pasted.
    pub fn pasted(text: &str) -> Self {
        Self::file("", text.as_bytes().to_vec())
    }

    /// The text, without the byte order mark that some editors begin a file with. UTF-16, which PowerShell writes when output is
    /// redirected, is read too.
    ///
    /// # Errors
    /// Why it is no text.
    pub(super) fn into_text(self) -> Result<String, String> {
        let bytes = self.bytes;
        let order: Option<fn([u8; 2]) -> u16> = match bytes.as_slice() {
            [0xFF, 0xFE, ..] => Some(u16::from_le_bytes),
            [0xFE, 0xFF, ..] => Some(u16::from_be_bytes),
            _ => None,
        };
        if let Some(order) = order {
            let (pairs, rest) = bytes.get(2..).unwrap_or_default().as_chunks::<2>();
            let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| order(*pair))).collect();
            return text.ok().filter(|_| rest.is_empty()).ok_or_else(|| {
                "it begins as UTF-16 does and is broken further on; save it as UTF-8 and try again".to_owned()
            });
        }
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to());
            let line = 1 + before.unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
            format!("it is not text: line {line} has bytes that are not UTF-8; save it as UTF-8 and try again")
        })?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        Ok(text)
    }
}
