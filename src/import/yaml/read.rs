//! From a text to a tree.

use saphyr_parser::{BufferedInput, Event, Parser, ScalarStyle, Tag};

use super::{Node, Value};

/// The deepest that values may nest. What reads a tree follows it down by recursion.
const DEEPEST: usize = 100;

/// The most values of a document, those that aliases stand for counted each time: a short text of aliases to aliases could
/// otherwise fill the memory.
const MOST_NODES: usize = 2_000_000;

/// About how many bytes of text make an event.
const EVENT: usize = 16;

/// The most bytes of text that an alias may repeat in all.
const MOST_REPEATED: usize = 16 * 1024 * 1024;

/// A text that is not YAML: the line, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct NotYaml {
    pub(in crate::import) line: u32,
    pub(in crate::import) sentence: String,
}

/// A list or map that is not closed yet.
struct Open {
    node: Node,
    anchor: usize,
    /// The key whose value comes next.
    key: Option<String>,
    /// What merge keys add, which goes behind what stands in the map itself: of a key the first counts.
    merged: Vec<(String, Node)>,
    /// The nodes that were there when it began.
    before: usize,
}

/// The first document of a text, while it is being read.
pub(in crate::import) struct Reading {
    events: Parser<'static, BufferedInput<Characters>>,
    tree: Building,
    at: usize,
}

/// How far a reading came.
pub(in crate::import) enum Progress {
    /// There is more.
    Reading,
    /// All is read.
    Read(Node),
}

impl Reading {
    /// Begins to read. The text is kept: the parser goes on in it piece by piece.
    pub(in crate::import) fn new(text: String) -> Self {
        Self {
            events: Parser::new_from_iter(Characters { text, at: 0 }),
            tree: Building::default(),
            at: 0,
        }
    }

    /// How many characters are read.
    pub(in crate::import) fn at(&self) -> usize {
        self.at
    }

    /// Reads on, about `effort` bytes.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub(in crate::import) fn step(&mut self, effort: usize) -> Result<Progress, NotYaml> {
        for _ in 0..=effort / EVENT {
            let (event, line) = match self.events.next() {
                Some(Ok((event, span))) => {
                    self.at = span.end.index();
                    (event, span.start.line() as u32)
                }
                Some(Err(error)) => {
                    return Err(NotYaml {
                        line: error.marker().line() as u32,
                        sentence: format!("it is not YAML from here on: {}", error.info()),
                    });
                }
                None => (Event::DocumentEnd, 0),
            };
            match event {
                Event::DocumentEnd => {
                    let root = self.tree.root.take().map(Progress::Read);
                    return root.ok_or_else(|| NotYaml {
                        line: 0,
                        sentence: "nothing is written in it".to_owned(),
                    });
                }
                event => self.tree.take(event, line)?,
            }
        }
        Ok(Progress::Reading)
    }
}

/// The characters of a text that is kept.
struct Characters {
    text: String,
    at: usize,
}

impl Iterator for Characters {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let next = self.text.get(self.at..)?.chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }
}

#[derive(Default)]
struct Building {
    root: Option<Node>,
    open: Vec<Open>,
    /// What anchors name, with the count of nodes and bytes of each.
    anchors: Vec<(usize, Node, usize, usize)>,
    nodes: usize,
    repeated: usize,
}

impl Building {
    fn take(&mut self, event: Event<'_>, line: u32) -> Result<(), NotYaml> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = match style {
                    ScalarStyle::Plain if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
                    ScalarStyle::Plain => Value::Plain(text.into_owned()),
                    _ => Value::Text(text.into_owned()),
                };
                let node = self.node(line, tag.as_deref(), value)?;
                self.put(node, anchor, 1)
            }
            Event::SequenceStart(anchor, tag) => self.begin(line, tag.as_deref(), Value::List(Vec::new()), anchor),
            Event::MappingStart(anchor, tag) => self.begin(line, tag.as_deref(), Value::Map(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(mut open) = self.open.pop() else { return Ok(()) };
                if let Value::Map(members) = &mut open.node.value {
                    members.append(&mut open.merged);
                }
                let count = self.nodes - open.before;
                self.put(open.node, open.anchor, count)
            }
            Event::Alias(anchor) => {
                let known = self.anchors.iter().rev().find(|(known, ..)| *known == anchor);
                let Some((_, node, count, bytes)) = known else {
                    return wrong(line, "an alias to what it stands in cannot be read");
                };
                let (node, count, bytes) = (node.clone(), *count, *bytes);
                self.nodes += count;
                self.repeated += bytes;
                if self.nodes > MOST_NODES || self.repeated > MOST_REPEATED {
                    return wrong(line, "aliases repeat more here than can be read");
                }
                if self.open.len() + depth(&node) > DEEPEST {
                    return wrong(line, "lists and maps nest too deep here to be anything that is known");
                }
                self.put(node, 0, 0)
            }
            _ => Ok(()),
        }
    }

    fn node(&mut self, line: u32, tag: Option<&Tag>, value: Value) -> Result<Node, NotYaml> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return wrong(line, "it holds more values than can be read at once");
        }
        // `!Ref`, as opposed to `!!str`, which says what YAML knows anyway.
        let tag = tag.filter(|tag| tag.handle == "!").map(|tag| tag.suffix.clone());
        Ok(Node { line, tag, value })
    }

    fn begin(&mut self, line: u32, tag: Option<&Tag>, value: Value, anchor: usize) -> Result<(), NotYaml> {
        if self.open.len() >= DEEPEST {
            return wrong(line, "lists and maps nest too deep here to be anything that is known");
        }
        let before = self.nodes;
        let node = self.node(line, tag, value)?;
        self.open.push(Open {
            node,
            anchor,
            key: None,
            merged: Vec::new(),
            before,
        });
        Ok(())
    }

    /// Puts a whole value where it belongs. `count` nodes are in it.
    fn put(&mut self, node: Node, anchor: usize, count: usize) -> Result<(), NotYaml> {
        if anchor > 0 {
            let bytes = bytes(&node);
            self.repeated += bytes;
            if self.repeated > MOST_REPEATED {
                return wrong(node.line, "anchors hold more here than can be read");
            }
            self.anchors.push((anchor, node.clone(), count, bytes));
        }
        let Some(open) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match &mut open.node.value {
            Value::List(list) => list.push(node),
            Value::Map(members) => match open.key.take() {
                None => match node.text() {
                    Some(text) => open.key = Some(text.to_owned()),
                    None if matches!(node.value, Value::Null) => open.key = Some(String::new()),
                    None => return wrong(node.line, "the key of a map is a text"),
                },
                Some(key) if key == "<<" => merge(&mut open.merged, node),
                Some(key) => members.push((key, node)),
            },
            _ => {}
        }
        Ok(())
    }
}

/// A merge key: the members of another map, or of several.
fn merge(members: &mut Vec<(String, Node)>, from: Node) {
    let maps = match from.value {
        Value::Map(more) => vec![more],
        Value::List(list) => list
            .into_iter()
            .filter_map(|node| match node.value {
                Value::Map(more) => Some(more),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    members.extend(maps.into_iter().flatten());
}

fn depth(node: &Node) -> usize {
    let below = match &node.value {
        Value::List(list) => list.iter().map(depth).max(),
        Value::Map(members) => members.iter().map(|(_, node)| depth(node)).max(),
        _ => return 0,
    };
    1 + below.unwrap_or_default()
}

fn bytes(node: &Node) -> usize {
    size_of::<Node>()
        + match &node.value {
            Value::Null => 0,
            Value::Plain(text) | Value::Text(text) => text.len(),
            Value::List(list) => list.iter().map(bytes).sum(),
            Value::Map(members) => members.iter().map(|(key, node)| key.len() + bytes(node)).sum(),
        }
}

fn wrong<T>(line: u32, sentence: &str) -> Result<T, NotYaml> {
    Err(NotYaml {
        line,
        sentence: sentence.to_owned(),
    })
}
