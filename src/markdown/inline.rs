//! What stands in a line: emphasis, code, links.

use super::link;

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words with one width: a command, a CIDR.
    Code(String),
    /// Stressed.
    Emphasis(Vec<Inline>),
    /// Important.
    Strong(Vec<Inline>),
    /// Not valid any more.
    Struck(Vec<Inline>),
    /// A link. Its address is one of `http:`, `https:` or `mailto:`.
    Link {
        /// Where it leads.
        to: String,
        /// What it says.
        content: Vec<Inline>,
    },
    /// The line ends here.
    Break,
}

/// A piece on the way: links and emphasis are still open.
enum Token {
    Done(Inline),
    /// A run of `*`, `_` or `~`: the sign, how many are left of it, whether it can open and close.
    Run {
        sign: char,
        count: usize,
        opens: bool,
        closes: bool,
    },
    /// `[`, or `![`.
    Open {
        is_image: bool,
        is_active: bool,
    },
}

/// The pieces of a text.
pub(super) fn inlines(text: &str) -> Vec<Inline> {
    let mut reader = Reader {
        text,
        at: 0,
        tokens: Vec::new(),
        open: Vec::new(),
        unclosed: Vec::new(),
        buffer: String::new(),
    };
    reader.read();
    let tokens = std::mem::take(&mut reader.tokens);
    emphasized(tokens)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    /// Where brackets are open among the tokens.
    open: Vec<usize>,
    /// Lengths of runs of backticks that nothing closes.
    unclosed: Vec<usize>,
    buffer: String,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn flush(&mut self) {
        if !self.buffer.is_empty() {
            let text = std::mem::take(&mut self.buffer);
            self.push(Inline::Text(text));
        }
    }

    fn push(&mut self, inline: Inline) {
        self.tokens.push(Token::Done(inline));
    }

    fn read(&mut self) {
        let mut before = ' ';
        while let Some(char) = self.rest().chars().next() {
            let taken = match char {
                '\\' => self.escape(),
                '`' => self.code(),
                '\n' => self.line_end(),
                '<' => self.angle(),
                '[' => self.bracket(false, 1),
                '!' if self.rest().starts_with("![") => self.bracket(true, 2),
                ']' => self.close(),
                '*' | '_' | '~' => self.run(char, before),
                'h' | 'H' if !before.is_alphanumeric() => self.bare(),
                _ => 0,
            };
            if taken == 0 {
                self.buffer.push(char);
                self.at += char.len_utf8();
            } else {
                self.at += taken;
            }
            before = self
                .text
                .get(..self.at)
                .and_then(|head| head.chars().next_back())
                .unwrap_or(' ');
        }
        self.flush();
    }

    /// How many bytes it took; none where it is nothing but text.
    fn escape(&mut self) -> usize {
        match self.rest().chars().nth(1) {
            Some('\n') => {
                self.flush();
                self.push(Inline::Break);
                2
            }
            Some(next) if next.is_ascii_punctuation() => {
                self.buffer.push(next);
                2
            }
            _ => 0,
        }
    }

    fn code(&mut self) -> usize {
        let rest = self.rest();
        let ticks = run_length(rest, '`');
        let inside = rest.get(ticks..).unwrap_or_default();
        let found = if self.unclosed.contains(&ticks) {
            None
        } else {
            closing_ticks(inside, ticks)
        };
        let Some(end) = found else {
            if !self.unclosed.contains(&ticks) {
                self.unclosed.push(ticks);
            }
            self.buffer.push_str(rest.get(..ticks).unwrap_or_default());
            return ticks;
        };
        let code = inside.get(..end).unwrap_or_default().replace('\n', " ");
        let stripped = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
        let code = stripped.filter(|_| !code.trim().is_empty()).unwrap_or(&code).to_owned();
        self.flush();
        self.push(Inline::Code(code));
        ticks + end + ticks
    }

    fn line_end(&mut self) -> usize {
        let is_hard = self.buffer.ends_with("  ");
        let kept = self.buffer.trim_end().len();
        self.buffer.truncate(kept);
        let indent = self.rest().len() - self.rest().trim_start().len();
        if is_hard {
            self.flush();
            self.push(Inline::Break);
        } else {
            self.buffer.push(' ');
        }
        indent.max(1)
    }

    /// `<https://…>` and `<somebody@example.org>`.
    fn angle(&mut self) -> usize {
        let rest = self.rest().get(1..).unwrap_or_default();
        // An address is no longer than this, and a text is read in one go.
        let Some(end) = rest
            .bytes()
            .take(2_048)
            .position(|byte| matches!(byte, b'>' | b'<' | b' ' | b'\n'))
        else {
            return 0;
        };
        let inside = rest.get(..end).unwrap_or_default();
        let is_closed = rest.as_bytes().get(end) == Some(&b'>');
        let is_mail = inside.contains('@') && !inside.contains(':');
        let address = if is_mail {
            format!("mailto:{inside}")
        } else {
            inside.to_owned()
        };
        match link::allowed(&address).filter(|_| is_closed) {
            Some(to) => {
                self.flush();
                self.push(Inline::Link {
                    to,
                    content: vec![Inline::Text(inside.to_owned())],
                });
                end + 2
            }
            None => 0,
        }
    }

    fn bare(&mut self) -> usize {
        // Inside brackets the link is the bracket's.
        if !self.open.is_empty() {
            return 0;
        }
        match link::bare(self.rest()) {
            Some((to, length)) => {
                self.flush();
                let content = vec![Inline::Text(to.clone())];
                self.push(Inline::Link { to, content });
                length
            }
            None => 0,
        }
    }

    fn bracket(&mut self, is_image: bool, length: usize) -> usize {
        self.flush();
        self.open.push(self.tokens.len());
        self.tokens.push(Token::Open {
            is_image,
            is_active: true,
        });
        length
    }

    fn close(&mut self) -> usize {
        let Some(place) = self.open.pop() else { return 0 };
        let Some(Token::Open {
            is_image,
            is_active: true,
        }) = self.tokens.get(place)
        else {
            return 0;
        };
        let is_image = *is_image;
        let Some((address, length)) = destination(self.rest().get(1..).unwrap_or_default()) else {
            return 0;
        };
        let Some(to) = link::allowed(&address) else { return 0 };
        self.flush();
        let inside: Vec<Token> = self.tokens.drain(place..).skip(1).collect();
        let mut content = emphasized(inside);
        if content.is_empty() {
            content.push(Inline::Text(to.clone()));
        }
        self.push(Inline::Link { to, content });
        if !is_image {
            // A link has no link in it.
            for place in &self.open {
                if let Some(Token::Open {
                    is_image: false,
                    is_active,
                }) = self.tokens.get_mut(*place)
                {
                    *is_active = false;
                }
            }
            // Brackets that can become nothing any more are not looked at again.
            let tokens = &self.tokens;
            self.open.retain(|place| {
                matches!(
                    tokens.get(*place),
                    Some(Token::Open { is_active: true, .. } | Token::Open { is_image: true, .. })
                )
            });
        }
        length + 1
    }

    fn run(&mut self, sign: char, before: char) -> usize {
        let count = run_length(self.rest(), sign);
        if sign == '~' && count != 2 {
            return 0;
        }
        let after = self
            .rest()
            .get(count..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(' ');
        let is_mark = |char: char| char.is_ascii_punctuation();
        let left = !after.is_whitespace() && (!is_mark(after) || before.is_whitespace() || is_mark(before));
        let right = !before.is_whitespace() && (!is_mark(before) || after.is_whitespace() || is_mark(after));
        let (opens, closes) = match sign {
            // Inside a word it is part of the name.
            '_' => (left && (!right || is_mark(before)), right && (!left || is_mark(after))),
            _ => (left, right),
        };
        self.flush();
        self.tokens.push(Token::Run {
            sign,
            count,
            opens,
            closes,
        });
        count
    }
}

fn run_length(text: &str, sign: char) -> usize {
    text.chars().take_while(|char| *char == sign).count()
}

/// Where a run of just so many backticks begins.
fn closing_ticks(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('`') {
        let length = run_length(text.get(at + found..)?, '`');
        if length == ticks {
            return Some(at + found);
        }
        at += found + length;
    }
    None
}

/// `(address)` or `(address "title")` at the beginning of a text: the address, and the length of all.
fn destination(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('(')?;
    let mut depth = 0_usize;
    let mut address = String::new();
    // An address is no longer than this, and a text is read in one go.
    let mut chars = inside.char_indices().take(2_048).peekable();
    let is_pointed = inside.starts_with('<');
    if is_pointed {
        chars.next();
    }
    while let Some((at, char)) = chars.next() {
        match char {
            '\n' => return None,
            '>' if is_pointed => {
                return titled(inside.get(at + 1..)?).map(|length| (address, 1 + at + 1 + length));
            }
            '\\' if chars.peek().is_some_and(|(_, next)| next.is_ascii_punctuation()) => {
                address.extend(chars.next().map(|(_, next)| next));
            }
            '(' if !is_pointed => {
                depth += 1;
                address.push(char);
            }
            ')' if !is_pointed && depth > 0 => {
                depth -= 1;
                address.push(char);
            }
            ')' | ' ' | '\t' if !is_pointed => {
                return titled(inside.get(at..)?).map(|length| (address, 1 + at + length));
            }
            _ => address.push(char),
        }
    }
    None
}

/// ` "title")` or `)`: how long it is. The title is not shown.
fn titled(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches([' ', '\t']);
    let space = text.len() - rest.len();
    if rest.starts_with(')') {
        return Some(space + 1);
    }
    let quote = rest
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\'') && space > 0)?;
    let inside = rest.get(1..)?;
    let end = inside.bytes().take(2_048).position(|byte| char::from(byte) == quote)?;
    let behind = inside.get(end + 1..)?;
    let last = behind.trim_start_matches([' ', '\t']);
    last.starts_with(')')
        .then(|| space + 1 + end + 1 + (behind.len() - last.len()) + 1)
}

/// Makes pairs of the runs, from the inside out.
fn emphasized(tokens: Vec<Token>) -> Vec<Inline> {
    // What is read so far, with the runs that may still be closed. A run that closes nothing is remembered by its sign: what lies
    // before is not searched again.
    let mut pieces: Vec<Piece> = Vec::new();
    let mut bottom: [usize; 3] = [0; 3];
    for token in tokens {
        match token {
            Token::Done(inline) => pieces.push(Piece::Done(inline)),
            Token::Open { is_image, .. } => {
                pieces.push(Piece::Done(Inline::Text(if is_image { "![" } else { "[" }.to_owned())));
            }
            Token::Run {
                sign,
                mut count,
                opens,
                closes,
            } => {
                let kind = match sign {
                    '*' => 0,
                    '_' => 1,
                    _ => 2,
                };
                while closes && count > 0 {
                    let floor = bottom.get(kind).copied().unwrap_or_default().min(pieces.len());
                    let is_opener = |piece: &Piece| matches!(piece, Piece::Opener { sign: own, .. } if *own == sign);
                    let found = pieces.get(floor..).unwrap_or_default().iter().rposition(is_opener);
                    let Some(place) = found.map(|place| place + floor) else {
                        if let Some(bottom) = bottom.get_mut(kind) {
                            *bottom = pieces.len();
                        }
                        break;
                    };
                    let inside: Vec<Inline> = pieces.drain(place + 1..).map(Piece::into_inline).collect();
                    let Some(Piece::Opener { count: left, .. }) = pieces.last_mut() else {
                        break;
                    };
                    let used = if sign == '~' || (*left >= 2 && count >= 2) {
                        2
                    } else {
                        1
                    };
                    *left = left.saturating_sub(used);
                    count = count.saturating_sub(used);
                    if *left == 0 {
                        pieces.pop();
                    }
                    pieces.push(Piece::Done(match (sign, used) {
                        ('~', _) => Inline::Struck(joined(inside)),
                        (_, 2) => Inline::Strong(joined(inside)),
                        _ => Inline::Emphasis(joined(inside)),
                    }));
                }
                if count > 0 {
                    pieces.push(match opens {
                        true => Piece::Opener { sign, count },
                        false => Piece::Done(Inline::Text(sign.to_string().repeat(count))),
                    });
                }
            }
        }
    }
    joined(pieces.into_iter().map(Piece::into_inline).collect())
}

enum Piece {
    Done(Inline),
    /// A run that may be closed: the sign and how many are left of it.
    Opener {
        sign: char,
        count: usize,
    },
}

impl Piece {
    /// What it is when nothing closes it.
    fn into_inline(self) -> Inline {
        match self {
            Self::Done(inline) => inline,
            Self::Opener { sign, count } => Inline::Text(sign.to_string().repeat(count)),
        }
    }
}

/// Texts that follow each other as one.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut all: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (all.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, inline) => all.push(inline),
        }
    }
    all
}
