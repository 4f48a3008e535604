//! Finding a row by typing the beginning of its name.

use crate::app::letters::lower;

/// How long a pause ends what is typed, in milliseconds.
const PAUSE: f64 = 700.0;

/// What has been typed so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Typeahead {
    typed: String,
    last: f64,
}

impl Typeahead {
    /// Whether a word is being typed at the time `now`, in milliseconds.
    pub(super) fn is_on(&self, now: f64) -> bool {
        !self.typed.is_empty() && now - self.last <= PAUSE
    }

    /// Takes the next character.
    pub(super) fn push(&mut self, character: char, now: f64) {
        if !self.is_on(now) {
            self.typed.clear();
        }
        self.typed.push_str(&lower(character.encode_utf8(&mut [0; 4])));
        self.last = now;
    }

    /// The row that is meant: from `from` on, and round again from the first. The same character again and again goes from
    /// one row to the next; a word stays at the row it still fits.
    pub(super) fn find<'a>(&self, names: usize, from: usize, name: impl Fn(usize) -> Option<&'a str>) -> Option<usize> {
        let mut characters = self.typed.chars();
        let first = characters.next()?;
        let is_repeated = characters.all(|character| character == first);
        let (sought, skipped) = if is_repeated {
            (self.typed.get(..first.len_utf8())?, 1)
        } else {
            (self.typed.as_str(), 0)
        };
        let after = (from + skipped).min(names);
        (after..names)
            .chain(0..after)
            .find(|&row| name(row).is_some_and(|name| begins_with(name, sought)))
    }
}

/// Whether `name` begins with `beginning`, which is in lower case.
fn begins_with(name: &str, beginning: &str) -> bool {
    if name.is_ascii() {
        let begins = name.as_bytes().get(..beginning.len());
        return begins.is_some_and(|begins| begins.eq_ignore_ascii_case(beginning.as_bytes()));
    }
    lower(name).starts_with(beginning)
}

#[cfg(test)]
mod tests {
    use super::Typeahead;

    const NAMES: [&str; 6] = ["Global", "Frankfurt", "Production", "production", "Prague", "Île"];

    fn find(typed: &str, from: usize) -> Option<usize> {
        let mut typeahead = Typeahead::default();
        for character in typed.chars() {
            typeahead.push(character, 0.0);
        }
        typeahead.find(NAMES.len(), from, |row| NAMES.get(row).copied())
    }

    #[test]
    fn rows_are_found_by_the_beginning_of_their_names() {
        for (typed, from, expected) in [
            ("f", 0, Some(1)),
            ("p", 0, Some(2)),
            ("p", 2, Some(3)),
            ("pp", 3, Some(4)),
            ("p", 4, Some(2)),
            ("pro", 0, Some(2)),
            ("PRO", 2, Some(2)),
            ("pra", 2, Some(4)),
            ("î", 0, Some(5)),
            ("x", 0, None),
            ("", 0, None),
            ("g", 5, Some(0)),
            ("f", 1, Some(1)),
        ] {
            assert_eq!(find(typed, from), expected, "{typed:?} from {from}");
        }
    }

    #[test]
    fn a_pause_begins_a_new_word() {
        let mut typeahead = Typeahead::default();
        assert!(!typeahead.is_on(0.0));
        typeahead.push('f', 1_000.0);
        assert!(typeahead.is_on(1_500.0));
        assert!(!typeahead.is_on(1_800.0));
        typeahead.push('p', 1_800.0);
        assert_eq!(typeahead.find(NAMES.len(), 0, |row| NAMES.get(row).copied()), Some(2));
    }
}
