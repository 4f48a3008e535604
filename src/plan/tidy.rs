//! Names as sentences repeat them.

/// The most characters of a name that a sentence repeats.
const LONGEST: usize = 60;

/// A name as a sentence repeats it: on one line and not too long, or none.
pub fn tidy(name: &str) -> Option<String> {
    let words: Vec<&str> = name
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let name = words.join(" ");
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => Some(format!("{}…", &name[..end])),
        None => Some(name).filter(|name| !name.is_empty()),
    }
}
