//! Letters without case, so that a search finds what is written otherwise.

/// How text is made comparable: it is given what is sought and what is searched.
///
/// Lower case for all alphabets takes tables that a browser has anyway, so that it hands in its own.
pub type Fold = fn(&str) -> String;

/// Lower case for the letters A to Z alone.
pub fn fold_ascii(text: &str) -> String {
    text.to_ascii_lowercase()
}
