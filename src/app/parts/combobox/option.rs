//! What a combobox offers, and what of it a text finds: pure.

use crate::app::letters::lower;

/// Something a combobox offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComboboxOption {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) detail: String,
}

impl ComboboxOption {
    /// A value and what it is called.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            detail: String::new(),
        }
    }

    /// Whether `text` is the whole value, label or detail, in whatever case.
    pub(super) fn is_written(&self, text: &str) -> bool {
        let text = lower(text);
        !text.is_empty()
            && [&self.value, &self.label, &self.detail]
                .iter()
                .any(|own| lower(own) == text)
    }

    /// With a code or number that is shown beside the label and can be typed as well.
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: detail.into(),
            ..self
        }
    }
}

/// How many options are drawn; the rest is found by typing.
const DRAWN: usize = 100;

/// What the text in the field leads to.
#[derive(Clone, PartialEq, Default)]
pub(super) struct Found {
    pub(super) options: Vec<ComboboxOption>,
    /// How many more there are than are drawn.
    pub(super) more: usize,
    /// What to say when there is nothing.
    pub(super) nothing: String,
}

/// Those that have every word of the query in them, in their order.
pub(super) fn filter(all: &[ComboboxOption], query: &str) -> Found {
    let query = lower(query);
    let has_all_words = |option: &&ComboboxOption| {
        let text = lower(&format!("{} {} {}", option.label, option.detail, option.value));
        query.split_whitespace().all(|word| text.contains(word))
    };
    let mut matching = all.iter().filter(has_all_words);
    let options: Vec<_> = matching.by_ref().take(DRAWN).cloned().collect();
    Found {
        options,
        more: matching.count(),
        nothing: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ComboboxOption, DRAWN, filter};

    #[test]
    fn options_are_found_by_every_word_of_what_is_typed() {
        let all = [
            ComboboxOption::new("eu-central-1", "Europe (Frankfurt)").detail("eu-central-1"),
            ComboboxOption::new("eu-west-1", "Europe (Ireland)").detail("eu-west-1"),
            ComboboxOption::new("us-east-1", "US East (N. Virginia)").detail("us-east-1"),
        ];
        for (query, expected) in [
            ("", vec!["eu-central-1", "eu-west-1", "us-east-1"]),
            ("  ", vec!["eu-central-1", "eu-west-1", "us-east-1"]),
            ("FRANK", vec!["eu-central-1"]),
            ("europe west", vec!["eu-west-1"]),
            ("east us", vec!["us-east-1"]),
            ("mars", vec![]),
        ] {
            let found: Vec<_> = filter(&all, query)
                .options
                .into_iter()
                .map(|option| option.value)
                .collect();
            assert_eq!(found, expected, "{query:?}");
        }
    }

    #[test]
    fn of_very_many_options_the_first_are_drawn_and_the_rest_is_counted() {
        let all: Vec<_> = (0..DRAWN + 7)
            .map(|number| ComboboxOption::new(number.to_string(), "account"))
            .collect();
        let found = filter(&all, "account");
        assert_eq!((found.options.len(), found.more), (DRAWN, 7));
    }
}
