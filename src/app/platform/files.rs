//! Files that the user gives: chosen or dropped.

use std::fmt;

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement};

use super::exception::problem;
use crate::format::stored::StorageProblem;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It is larger than allowed. Nothing of it was read.
    TooLarge {
        /// Its size in bytes.
        size: u64,
        /// What is allowed.
        limit: u64,
    },
    /// It is not UTF-8 text.
    NotText {
        /// How many bytes are good before the first that is not.
        offset: u64,
    },
    /// The browser could not read it: it is gone, has changed, is a folder, or may not be read.
    Unreadable(StorageProblem),
}

impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { size, limit } => write!(f, "{size} bytes, of which {limit} are allowed"),
            Self::NotText { offset } => write!(f, "byte {offset} is not UTF-8"),
            Self::Unreadable(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for FileProblem {}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// Says how large it is, or why it cannot be read.
pub async fn read_bytes(file: &File, limit: u64) -> Result<Vec<u8>, FileProblem> {
    // A whole number below 2^53.
    let size = file.size() as u64;
    if size > limit {
        return Err(FileProblem::TooLarge { size, limit });
    }
    let buffer = file
        .array_buffer()
        .await
        .map_err(|exception| FileProblem::Unreadable(problem(&exception)))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The text that a file holds. A byte order mark is taken off.
///
/// # Errors
/// Says where it is not text.
pub fn text_of(mut bytes: Vec<u8>) -> Result<String, FileProblem> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| FileProblem::NotText {
        offset: u64::try_from(error.utf8_error().valid_up_to()).unwrap_or(u64::MAX),
    })
}

/// Reads a file of at most `limit` bytes as text.
///
/// # Errors
/// Says how large it is, where it is not text, or why it cannot be read.
pub async fn read_text(file: &File, limit: u64) -> Result<String, FileProblem> {
    text_of(read_bytes(file, limit).await?)
}

/// The files that were chosen in the input that sent `event`. The choice is cleared, so that the same file can be
/// chosen again.
pub fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    let files = all(input.files());
    input.set_value("");
    files
}

/// The files that were dropped. Empty when something else was: text, or part of the page.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    all(event.data_transfer().and_then(|transfer| transfer.files()))
}

/// Whether files are being dragged, as far as browsers tell before the drop.
pub fn drags_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| {
        transfer
            .types()
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}

fn all(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|index| list.get(index)).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text_or_say_where_they_do_not() {
        let text = |text: &str| Ok(text.to_owned());
        let cases: [(&[u8], Result<String, FileProblem>); 6] = [
            (b"", text("")),
            (b"\xef\xbb\xbf{}", text("{}")),
            (b"\xef\xbb\xbf\xef\xbb\xbf", text("\u{feff}")),
            ("Z\u{fc}rich".as_bytes(), text("Z\u{fc}rich")),
            (b"Z\xfcrich", Err(FileProblem::NotText { offset: 1 })),
            (b"abc\xe2\x82", Err(FileProblem::NotText { offset: 3 })),
        ];
        for (bytes, expected) in cases {
            assert_eq!(text_of(bytes.to_vec()), expected, "{bytes:?}");
        }
    }
}
