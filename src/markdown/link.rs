//! Where links may lead.

/// The address, if a link may lead there: to a page or to somebody's mail. Everything else, scripts among it, is no link.
pub(super) fn allowed(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let is_known = ["http", "https", "mailto"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    let names_somebody = match scheme.eq_ignore_ascii_case("mailto") {
        true => rest.contains('@'),
        false => rest.starts_with("//") && rest.len() > 2,
    };
    let is_plain = !address.chars().any(|char| char.is_control() || char.is_whitespace());
    (is_known && names_somebody && is_plain).then(|| address.to_owned())
}

/// The address that stands at the beginning of `text` without any mark, and its length in bytes. A sign that ends the
/// sentence is not part of it, nor is a bracket that it did not open.
pub(super) fn bare(text: &str) -> Option<(String, usize)> {
    let begins = |start: &str| {
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    if !begins("https://") && !begins("http://") {
        return None;
    }
    let end = text
        .find(|char: char| char.is_whitespace() || char.is_control() || matches!(char, '<' | '>' | '"' | '`' | '|'))
        .unwrap_or(text.len());
    let mut address = text.get(..end)?;
    let mut open = address.matches('(').count();
    let mut closed = address.matches(')').count();
    while let Some(last) = address.chars().next_back() {
        match last {
            ')' if closed > open => closed -= 1,
            '(' => open = open.saturating_sub(1),
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => {}
            _ => break,
        }
        address = address.get(..address.len() - last.len_utf8())?;
    }
    Some((allowed(address)?, address.len()))
}
