//! From a text to a tree, a piece at a time.

use super::NotJson;
use super::tree::{Kind, Node, Tree};

/// The deepest that values may nest. What reads a tree may follow it down by recursion.
const DEEPEST: usize = 200;

/// The most values of one document: 128 MiB of them.
const MOST_NODES: usize = 8 * 1024 * 1024;

/// What may stand next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Document,
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
    /// The document is whole.
    Behind,
}

/// A reading that is under way: every step goes on where the last one stopped.
///
/// A text may hold several documents one behind the other, as several commands print into one file; each is an object or a list.
#[derive(Debug)]
pub(in crate::import) struct JsonReading {
    at: usize,
    next: Next,
    /// The lists and objects that are not closed yet, the outermost first.
    open: Vec<u32>,
    tree: Tree,
}

impl JsonReading {
    /// A reading from the beginning.
    pub(in crate::import) fn new() -> Self {
        Self {
            at: 0,
            next: Next::Document,
            open: Vec::new(),
            tree: Tree::default(),
        }
    }

    /// How many bytes are read.
    pub(in crate::import) fn at(&self) -> usize {
        self.at
    }

    /// The tree that is read, with all lines so far.
    pub(in crate::import) fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Forgets the document that was read, to read the one behind it.
    pub(in crate::import) fn go_on(&mut self) {
        self.tree.nodes.clear();
        self.next = Next::Document;
    }

    /// Whether something besides white space stands behind what was read.
    pub(in crate::import) fn has_more(&mut self, text: &str) -> bool {
        self.skip_white_space(text.as_bytes());
        self.at < text.len()
    }

    /// Reads on, about `effort` bytes, and says whether a document is whole.
    ///
    /// # Errors
    /// What is wrong with the text. There is no going on then.
    pub(in crate::import) fn step(&mut self, text: &str, effort: usize) -> Result<bool, NotJson> {
        let bytes = text.as_bytes();
        let until = self.at.saturating_add(effort);
        while self.at < until {
            self.skip_white_space(bytes);
            if self.next == Next::Behind {
                return Ok(true);
            }
            let Some(byte) = bytes.get(self.at) else {
                return self.wrong(match self.next {
                    Next::Document => "nothing is written",
                    _ => "it ends too early, as if a part were cut off",
                });
            };
            self.token(bytes, *byte)?;
        }
        Ok(false)
    }

    fn token(&mut self, bytes: &[u8], byte: u8) -> Result<(), NotJson> {
        match (self.next, byte) {
            (Next::ValueOrEnd, b']') | (Next::KeyOrEnd, b'}') => self.close(),
            (Next::Document | Next::Value | Next::ValueOrEnd, _) => self.value(bytes, byte)?,
            (Next::Key | Next::KeyOrEnd, b'"') => {
                self.text(bytes)?;
                self.next = Next::Colon;
            }
            (Next::Key, b'}') => return self.wrong("a comma stands before the end of an object"),
            (Next::Key | Next::KeyOrEnd, _) => return self.wrong("a key in double quotes is expected"),
            (Next::Colon, b':') => {
                self.at += 1;
                self.next = Next::Value;
            }
            (Next::Colon, _) => return self.wrong("a colon is expected behind a key"),
            (Next::CommaOrEnd, _) => {
                let in_object = self.innermost() == Some(Kind::Object);
                match byte {
                    b',' => {
                        self.at += 1;
                        self.next = if in_object { Next::Key } else { Next::Value };
                    }
                    b'}' if in_object => self.close(),
                    b']' if !in_object => self.close(),
                    _ if in_object => return self.wrong("a comma or \"}\" is expected"),
                    _ => return self.wrong("a comma or \"]\" is expected"),
                }
            }
            (Next::Behind, _) => {}
        }
        Ok(())
    }

    fn value(&mut self, bytes: &[u8], byte: u8) -> Result<(), NotJson> {
        match byte {
            b'{' => self.open(Kind::Object, Next::KeyOrEnd)?,
            b'[' => self.open(Kind::List, Next::ValueOrEnd)?,
            _ if self.next == Next::Document => {
                return self.wrong("an object or a list is expected: JSON begins with \"{\" or \"[\"");
            }
            b'"' => {
                self.text(bytes)?;
                self.after_value();
            }
            b't' => self.word(bytes, b"true", Kind::True)?,
            b'f' => self.word(bytes, b"false", Kind::False)?,
            b'n' => self.word(bytes, b"null", Kind::Null)?,
            b'-' | b'0'..=b'9' => self.number(bytes)?,
            b']' | b'}' if self.next == Next::Value => {
                return match self.innermost() {
                    Some(Kind::List) => self.wrong("a comma stands before the end of a list"),
                    _ => self.wrong("a value is expected"),
                };
            }
            _ => return self.wrong("a value is expected: a text in double quotes, a number, a list or an object"),
        }
        Ok(())
    }

    fn innermost(&self) -> Option<Kind> {
        let node = *self.open.last()?;
        self.tree.nodes.get(node as usize).map(|node| node.kind)
    }

    fn after_value(&mut self) {
        self.next = if self.open.is_empty() {
            Next::Behind
        } else {
            Next::CommaOrEnd
        };
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) -> Result<(), NotJson> {
        let count = self.tree.nodes.len();
        if count >= MOST_NODES {
            return self.wrong("it holds more values than can be read at once; give it in several files");
        }
        self.tree.nodes.push(Node {
            start: start as u32,
            end: end as u32,
            next: count as u32 + 1,
            kind,
        });
        Ok(())
    }

    fn open(&mut self, kind: Kind, next: Next) -> Result<(), NotJson> {
        if self.open.len() >= DEEPEST {
            return self.wrong("lists and objects nest too deep here to be anything that is known");
        }
        self.open.push(self.tree.nodes.len() as u32);
        self.push(kind, self.at, self.at + 1)?;
        self.at += 1;
        self.next = next;
        Ok(())
    }

    fn close(&mut self) {
        self.at += 1;
        let next = self.tree.nodes.len() as u32;
        if let Some(node) = self.open.pop().and_then(|open| self.tree.nodes.get_mut(open as usize)) {
            node.end = self.at as u32;
            node.next = next;
        }
        self.after_value();
    }

    fn word(&mut self, bytes: &[u8], word: &[u8], kind: Kind) -> Result<(), NotJson> {
        let end = self.at + word.len();
        if bytes.get(self.at..end) != Some(word) {
            return self.wrong("only true, false and null stand without quotes");
        }
        self.push(kind, self.at, end)?;
        self.at = end;
        self.after_value();
        Ok(())
    }

    fn number(&mut self, bytes: &[u8]) -> Result<(), NotJson> {
        const WRONG: &str = "the number is not one of JSON";
        let start = self.at;
        let mut end = start + usize::from(bytes.get(start) == Some(&b'-'));
        let whole = digits(bytes, end);
        if whole == 0 || (whole > 1 && bytes.get(end) == Some(&b'0')) {
            return self.wrong(WRONG);
        }
        end += whole;
        if bytes.get(end) == Some(&b'.') {
            let fraction = digits(bytes, end + 1);
            if fraction == 0 {
                return self.wrong(WRONG);
            }
            end += 1 + fraction;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            end += 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(bytes, end);
            if exponent == 0 {
                return self.wrong(WRONG);
            }
            end += exponent;
        }
        self.push(Kind::Number, start, end)?;
        self.at = end;
        self.after_value();
        Ok(())
    }

    /// Reads a text in quotes; what stands next is for the caller to say.
    fn text(&mut self, bytes: &[u8]) -> Result<(), NotJson> {
        let start = self.at;
        let mut end = start + 1;
        loop {
            match bytes.get(end) {
                Some(b'"') => break,
                Some(b'\\') => match bytes.get(end + 1) {
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => end += 2,
                    Some(b'u')
                        if bytes
                            .get(end + 2..end + 6)
                            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) =>
                    {
                        end += 6;
                    }
                    _ => {
                        self.at = end;
                        return self.wrong("a \"\\\" begins no escape that JSON knows");
                    }
                },
                Some(0..0x20) => {
                    self.at = end;
                    return self
                        .wrong("a text holds a control character or line break, which JSON writes as an escape");
                }
                Some(_) => end += 1,
                None => {
                    self.at = end;
                    return self.wrong("it ends in the middle of a text, as if a part were cut off");
                }
            }
        }
        self.push(Kind::Text, start, end + 1)?;
        self.at = end + 1;
        Ok(())
    }

    fn skip_white_space(&mut self, bytes: &[u8]) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = bytes.get(self.at) {
            self.at += 1;
            // A text in quotes has no line breaks, so all of them are seen here.
            if bytes.get(self.at - 1) == Some(&b'\n') {
                self.tree.line_starts.push(self.at as u32);
            }
        }
    }

    fn wrong<T>(&self, sentence: &'static str) -> Result<T, NotJson> {
        Err(NotJson { at: self.at, sentence })
    }
}

fn digits(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
}
