//! The sentences about a text that several versions of the format need.

/// What is wrong with a text that is not JSON, at its byte `offset`.
pub(super) fn of_syntax(text: &str, offset: usize, error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "it ends too early, as if a part were cut off".to_owned();
    }
    match text.trim_start().as_bytes().first() {
        Some(b'<') => return "a \"<\" begins it, as in HTML or XML".to_owned(),
        Some(b'{' | b'[') => {}
        _ => return "no object begins it, as JSON does with \"{\"".to_owned(),
    }
    let is_end = text
        .as_bytes()
        .get(offset)
        .is_some_and(|byte| matches!(byte, b'}' | b']'));
    match message(error).as_str() {
        "key must be a string" if is_end => "a comma stands before the end of an object".to_owned(),
        "trailing comma" => "a comma stands before the end of a list".to_owned(),
        "trailing characters" => "something stands behind the end".to_owned(),
        "key must be a string" => "a key in double quotes is expected".to_owned(),
        "expected value" => "a value is expected".to_owned(),
        "expected ident" => "only true, false and null stand without quotes".to_owned(),
        "invalid escape" => "a \"\\\" begins no escape that JSON knows".to_owned(),
        "invalid number" => "the number is not one of JSON".to_owned(),
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a text holds a control character or line break, which JSON writes as an escape".to_owned()
        }
        other => other.replace('`', "\""),
    }
}

/// The message without the place.
fn message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message.get(..end).unwrap_or_default().to_owned(),
        None => message,
    }
}

/// Of a field or id that an object has two of.
pub(super) const TWICE: &str = "this stands here twice, and only one can be meant";

/// Of a key that is no text.
pub(super) const HALF_CHARACTER: &str = "this name has half of a character in it: an escape such as \\ud83d only means something beside its other half, \\ude00";

/// Of a field that must be there.
pub(super) fn missing_field(field: &str) -> String {
    format!("the field \"{field}\" is missing")
}

/// Of a field that does not exist, among those that do.
pub(super) fn unknown_field(field: &str, known: &[&str]) -> String {
    let field: String = field.chars().take(40).collect();
    match nearest(&field, known) {
        Some(near) => format!("there is no field \"{field}\" here; \"{near}\" may be meant"),
        None => format!(
            "there is no field \"{field}\" here; the fields are {}",
            known.join(", ")
        ),
    }
}

/// The one of `known` that `word` is most likely a slip of: it begins with `word`, or at most a third of the letters
/// differ.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    if word.len() >= 3
        && let Some(longer) = known.iter().find(|candidate| candidate.starts_with(word))
    {
        return Some(longer);
    }
    let allowed = 1 + word.chars().count() / 3;
    known
        .iter()
        .map(|candidate| (edits(word, candidate), *candidate))
        .filter(|(edits, _)| *edits <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out or changed to make `b` of `a`.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(&b) {
            let changed = diagonal + usize::from(from != *to);
            diagonal = *cell;
            left = changed.min(*cell + 1).min(left + 1);
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::edits;

    #[test]
    fn counts_the_edits_between_two_words() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("ab", "", 2),
            ("locael", "locale", 2),
            ("kitten", "sitting", 3),
            ("source", "source", 0),
            ("flaw", "lawn", 2),
        ] {
            assert_eq!(edits(a, b), expected, "{a} {b}");
        }
    }
}
