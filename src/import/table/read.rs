//! From the rows of a table to blocks.

use std::borrow::Cow;

use super::cell::{self, AccountCell, Addresses};
use super::column::{Column, Heading, Mapping};
use super::guess::{Layout, said_delimiter};
use super::rows::{Quotes, Row, row_at};
use crate::address::{Cidr, NetmaskLength};
use crate::import::found::{Account, Block, BlockKind, Key, Owner};
use crate::import::note::Severity;
use crate::import::shapes::{Output, Step, TextReader};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::plan::{RegionCode, Tags};

/// How much work resolving one parent is, in bytes of text.
const PARENT: usize = 64;

/// The reading of a table: first its rows, then what they say of one another.
pub(in crate::import) struct TableReading {
    mapping: Option<Mapping>,
    /// The headings of the columns: the keys of tags.
    headings: Vec<String>,
    at: usize,
    line: u32,
    quotes: Quotes,
    begun: bool,
    /// Where the blocks of this table begin among all that are found.
    first: usize,
    /// Where its parents are resolved up to; nothing while rows are read.
    resolved: Option<usize>,
    /// The rows by name, block and AWS id; nothing where several have the same.
    named: OrderedMap<String, Option<Key>>,
    /// The accounts that have both number and name.
    accounts: OrderedSet<(Owner, String)>,
    ignored: OrderedSet<usize>,
    networks: OrderedSet<String>,
    free: u32,
}

/// A row as its columns say it.
#[derive(Default)]
struct Said<'r, 't> {
    blocks: Vec<(&'r str, usize)>,
    length: Option<NetmaskLength>,
    parent: &'r str,
    kind: &'r str,
    status: &'r str,
    aws_id: &'r str,
    account: &'r str,
    account_name: &'r str,
    region: &'r str,
    name: &'r str,
    zone: &'r str,
    description: &'r str,
    purpose: &'r str,
    note: &'r str,
    tags: Vec<(String, String)>,
    anything: Option<&'r Cow<'t, str>>,
}

impl TableReading {
    /// A reading that finds out by itself what the columns are, unless a person has said it.
    pub(in crate::import) fn new(mapping: Option<Mapping>) -> Self {
        Self {
            mapping,
            headings: Vec::new(),
            at: 0,
            line: 1,
            quotes: Quotes::Meant,
            begun: false,
            first: 0,
            resolved: None,
            named: OrderedMap::new(),
            accounts: OrderedSet::new(),
            ignored: OrderedSet::new(),
            networks: OrderedSet::new(),
            free: 0,
        }
    }

    fn begin(&mut self, text: &str, out: &Output<'_>) {
        self.begun = true;
        self.first = out.found.blocks.len();
        let (behind, line, _) = said_delimiter(text);
        (self.at, self.line) = (text.len() - behind.len(), line);
        let layout = Layout::of_text(text, self.mapping.as_ref());
        if let Some(layout) = layout {
            self.headings = layout.headings;
            self.mapping = Some(layout.mapping);
        }
    }

    fn row(&mut self, row: &Row<'_>, mapping: &Mapping, out: &mut Output<'_>) {
        if let Heading::Line(heading) = mapping.heading
            && row.line <= heading
        {
            return;
        }
        let said = self.said(row, mapping);
        if said.anything.is_none() {
            return;
        }
        let column = |at: usize| {
            let heading = self.headings.get(at).map_or("", String::as_str);
            if heading.is_empty() {
                format!("column {}", at + 1)
            } else {
                format!("column {heading}")
            }
        };
        // What exists in AWS is available as well, in AWS's own sense.
        let is_free = ["available", "free", "unused", "unallocated"]
            .iter()
            .any(|word| said.status.eq_ignore_ascii_case(word));
        if is_free && said.aws_id.is_empty() {
            self.free += 1;
            return;
        }
        let (mut blocks, mut size) = (Vec::new(), None);
        let mut wrong = false;
        for (part, at) in &said.blocks {
            match (cell::addresses(part), said.length) {
                (Addresses::Block(cidr, changed), _) => {
                    if let Some(sentence) = changed {
                        out.note(Severity::Changed, row.line, column(*at), part, sentence);
                    }
                    blocks.push(cidr);
                }
                (Addresses::Address(address), Some(length)) => match Cidr::canonicalize(address, length) {
                    Some(block) => {
                        if block.had_host_bits() {
                            let sentence = format!("{part}{length} has host bits set; it is taken as {}", block.cidr);
                            out.note(Severity::Changed, row.line, column(*at), part, sentence);
                        }
                        blocks.push(block.cidr);
                    }
                    None => {
                        wrong = true;
                        let sentence = format!("{part} cannot have a netmask length of {length}");
                        out.note(Severity::Refused, row.line, column(*at), part, sentence);
                    }
                },
                (Addresses::Address(address), None) => {
                    wrong = true;
                    let sentence = format!("the netmask length behind {address} is missing, as in {address}/24");
                    out.note(Severity::Refused, row.line, column(*at), part, sentence);
                }
                (Addresses::Size(length), _) => size = Some(length),
                (Addresses::Wrong(sentence), _) => {
                    wrong = true;
                    out.note(Severity::Refused, row.line, column(*at), part, sentence);
                }
            }
        }
        if blocks.is_empty() {
            size = size.or(said.length).filter(|_| !wrong);
            if size.is_none() {
                if !wrong {
                    let value = said.anything.map_or("", |cell| cell.trim());
                    let sentence = "the row has neither a CIDR nor a netmask length".to_owned();
                    out.note(Severity::Remark, row.line, String::new(), value, sentence);
                }
                return;
            }
        }
        let described = self.described(row, &said, mapping, out);
        let is_list = mapping.heading == Heading::None && mapping.columns.iter().all(|known| *known == Column::Cidr);
        let mut block = described;
        block.length = size;
        if blocks.is_empty() {
            self.know(&block);
            out.found.blocks.push(block);
            return;
        }
        for (number, cidr) in blocks.into_iter().enumerate() {
            let mut block = block.clone();
            if is_list && number > 0 {
                block.key = self.key(out.file, row.line, Some(number));
            }
            block.cidr = Some(cidr);
            block.length = None;
            self.know(&block);
            out.found.blocks.push(block);
        }
    }

    /// What the columns of a row say.
    fn said<'r, 't>(&mut self, row: &'r Row<'t>, mapping: &Mapping) -> Said<'r, 't> {
        let mut said = Said::default();
        for (at, cell) in row.cells.iter().enumerate() {
            let text = cell::plain(cell);
            if text.is_empty() {
                continue;
            }
            said.anything = said.anything.or(Some(cell));
            let word = match mapping.columns.get(at).copied().unwrap_or_default() {
                Column::Ignored => {
                    self.ignored.insert(at);
                    continue;
                }
                Column::Cidr => {
                    said.blocks.extend(cell::parts(cell).map(|part| (part, at)));
                    continue;
                }
                Column::Length => {
                    said.length = cell::length(text);
                    continue;
                }
                Column::Tags => {
                    said.tags.extend(cell::tags(text));
                    continue;
                }
                Column::Tag => {
                    let heading = self.headings.get(at).filter(|heading| !heading.is_empty());
                    let key = heading.cloned().unwrap_or_else(|| format!("Column {}", at + 1));
                    said.tags.push((key, text.to_owned()));
                    continue;
                }
                Column::Network => {
                    self.networks.insert(text.to_owned());
                    if !text.eq_ignore_ascii_case("global") {
                        said.tags.push(("VRF".to_owned(), text.to_owned()));
                    }
                    continue;
                }
                Column::Name => &mut said.name,
                Column::Parent => &mut said.parent,
                Column::Kind => &mut said.kind,
                Column::Account => &mut said.account,
                Column::AccountName => &mut said.account_name,
                Column::Region => &mut said.region,
                Column::Zone => &mut said.zone,
                Column::Description => &mut said.description,
                Column::Purpose => &mut said.purpose,
                Column::Note => &mut said.note,
                Column::Status => &mut said.status,
                Column::AwsId => &mut said.aws_id,
            };
            *word = text;
        }
        said
    }

    fn key(&self, file: u32, line: u32, number: Option<usize>) -> Key {
        let name = match number {
            Some(number) => format!("line {line}, {}", number + 1),
            None => format!("line {line}"),
        };
        Key::Own { file, name }
    }

    /// The row without its addresses.
    fn described(&mut self, row: &Row<'_>, said: &Said<'_, '_>, mapping: &Mapping, out: &mut Output<'_>) -> Block {
        let path = |column: Column| {
            let heading = mapping.place_of(column).and_then(|at| self.headings.get(at));
            format!("column {}", heading.map_or(column.word(), String::as_str))
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let is_aws_id = ["vpc-", "subnet-", "ipam-pool-"]
            .iter()
            .any(|start| said.aws_id.starts_with(start));
        let key = match is_aws_id {
            true => Key::Aws(said.aws_id.to_owned()),
            false => self.key(out.file, row.line, None),
        };
        let mut kind = cell::kind(said.kind).or(match said.aws_id.split('-').next() {
            Some("vpc") if is_aws_id => Some(BlockKind::Vpc),
            Some("subnet") if is_aws_id => Some(BlockKind::Subnet),
            Some("ipam") if is_aws_id => Some(BlockKind::Pool),
            _ => None,
        });
        let mut tags = Tags::new();
        for (key, value) in &said.tags {
            tags.insert(key.clone(), value.clone());
        }
        if kind.is_none() {
            // NetBox's words; "active" says nothing of what it is.
            kind = match said.status.to_lowercase().as_str() {
                "container" => Some(BlockKind::Pool),
                "reserved" => Some(BlockKind::Reservation),
                _ => None,
            };
        }
        if !matches!(
            said.status.to_lowercase().as_str(),
            "" | "active" | "container" | "reserved" | "in use" | "used" | "available"
        ) {
            tags.insert("Status".to_owned(), said.status.to_owned());
        }
        let region = self.region(row, said, path(Column::Region), out);
        let owner = self.owner(row, said, path(Column::Account), out);
        let name = some(said.name).or_else(|| cell::take_name(&mut tags));
        Block {
            place: out.place(row.line),
            key,
            cidr: None,
            length: None,
            kind,
            // The row of this name is looked for when all are read.
            parent: some(said.parent).map(|name| Key::Own { file: out.file, name }),
            name,
            description: some(said.description),
            owner,
            region,
            zone: some(said.zone),
            purpose: some(said.purpose),
            tags: (!tags.is_empty()).then_some(tags),
            note: some(said.note),
        }
    }

    fn region(&self, row: &Row<'_>, said: &Said<'_, '_>, path: String, out: &mut Output<'_>) -> Option<RegionCode> {
        let is_none = |word: &str| said.region.eq_ignore_ascii_case(word);
        if said.region.is_empty() || ["none", "global", "n/a", "-", "all"].iter().any(|word| is_none(word)) {
            return None;
        }
        let region = cell::region(said.region);
        if region.is_none() {
            let sentence = format!("\"{}\" is no Region; one looks like eu-central-1", said.region);
            out.note(Severity::Refused, row.line, path, said.region, sentence);
        }
        region
    }

    fn owner(&mut self, row: &Row<'_>, said: &Said<'_, '_>, path: String, out: &mut Output<'_>) -> Option<Owner> {
        let text = if said.account.is_empty() {
            said.account_name
        } else {
            said.account
        };
        if text.is_empty() {
            return None;
        }
        let owner = match cell::account(text) {
            AccountCell::Owner(owner) => owner,
            AccountCell::Shortened(number) => {
                let sentence = format!(
                    "an account id has 12 digits; {text} is taken as {number}, because spreadsheets cut off zeros in front"
                );
                out.note(Severity::Changed, row.line, path, text, sentence);
                Owner::Number(number)
            }
            AccountCell::Rounded => {
                let sentence = format!("a spreadsheet has rounded the account id {text}; format its column as text");
                out.note(Severity::Refused, row.line, path, text, sentence);
                return None;
            }
        };
        if !said.account.is_empty()
            && !said.account_name.is_empty()
            && let Owner::Number(number) = owner
        {
            let named = (owner.clone(), said.account_name.to_owned());
            if self.accounts.insert(named) {
                out.found.accounts.push(Account {
                    place: out.place(row.line),
                    number: Some(number),
                    name: Some(said.account_name.to_owned()),
                    ou_path: None,
                });
            }
        }
        Some(owner)
    }

    /// Remembers what other rows may name this one by.
    fn know(&mut self, block: &Block) {
        let id = match &block.key {
            Key::Aws(id) => Some(id.clone()),
            Key::Own { .. } => None,
        };
        let names = [block.cidr.map(|cidr| cidr.to_string()), block.name.clone(), id];
        for name in names.into_iter().flatten() {
            match self.named.get_mut(&name) {
                Some(known) if known.as_ref() != Some(&block.key) => *known = None,
                Some(_) => {}
                None => _ = self.named.insert(name, Some(block.key.clone())),
            }
        }
    }

    /// The row that a cell names, instead of the text of the cell.
    fn parent(&self, block: &Block, text: &str, out: &mut Output<'_>) -> Option<Key> {
        let id = text.split([' ', '|']).next().unwrap_or_default();
        if id.starts_with("vpc-") || id.starts_with("ipam-pool-") {
            return Some(Key::Aws(id.to_owned()));
        }
        let cidr = match cell::addresses(text) {
            Addresses::Block(cidr, _) => Some(cidr.to_string()),
            _ => None,
        };
        match self.named.get(cidr.as_deref().unwrap_or(text)) {
            Some(Some(key)) => Some(key.clone()).filter(|key| *key != block.key),
            Some(None) => {
                let sentence = format!("several rows are {text}; it goes into the smallest block that contains it");
                out.note(
                    Severity::Remark,
                    block.place.line,
                    Column::Parent.word().to_lowercase(),
                    text,
                    sentence,
                );
                None
            }
            None if cidr.is_some() => None,
            None => Some(Key::Own {
                file: out.file,
                name: text.to_owned(),
            }),
        }
    }

    /// Resolves the parents of the next blocks.
    fn resolve(&mut self, from: usize, effort: usize, out: &mut Output<'_>) -> bool {
        let count = out.found.blocks.len();
        let until = count.min(from.saturating_add(1 + effort / PARENT));
        for at in from..until {
            let Some(block) = out.found.blocks.get(at).filter(|block| block.parent.is_some()).cloned() else {
                continue;
            };
            let parent = match &block.parent {
                Some(Key::Own { name, .. }) => self.parent(&block, name, out),
                parent => parent.clone(),
            };
            if let Some(block) = out.found.blocks.get_mut(at) {
                block.parent = parent;
            }
        }
        self.resolved = Some(until);
        until == count
    }

    /// What is to be said of the table as a whole.
    fn end(&mut self, out: &mut Output<'_>) {
        if self.free > 0 {
            let rows = if self.free == 1 {
                "one row is".to_owned()
            } else {
                format!("{} rows are", self.free)
            };
            let sentence = format!("{rows} left out, of addresses that are free: a plan finds them by itself");
            out.note(Severity::Remark, 0, String::new(), "", sentence);
        }
        // Of the columns that are known to mean nothing, nothing need be said.
        let headings = self.ignored.iter().filter_map(|at| self.headings.get(*at));
        let unknown = headings.filter(|heading| !heading.is_empty() && Column::of_heading(heading).is_none());
        let headings: Vec<&str> = unknown.map(String::as_str).collect();
        if !headings.is_empty() {
            let sentence = format!("not taken: {}; say what they are to take them", columns(&headings));
            out.note(Severity::Remark, 0, String::new(), "", sentence);
        }
        if self.networks.len() > 1 {
            let names: Vec<&str> = self.networks.iter().map(String::as_str).collect();
            let sentence = format!(
                "the rows belong to {} VRFs ({}), in which the same addresses may stand; a scope holds one of them",
                names.len(),
                some_of(&names)
            );
            out.note(Severity::Remark, 0, String::new(), "", sentence);
        }
    }
}

fn columns(headings: &[&str]) -> String {
    match headings {
        [one] => format!("the column {one}"),
        several => format!("the columns {}", some_of(several)),
    }
}

fn some_of(names: &[&str]) -> String {
    let shown: Vec<&str> = names.iter().copied().take(8).collect();
    let more = if names.len() > shown.len() { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

impl TextReader for TableReading {
    fn step(&mut self, text: &str, out: &mut Output<'_>, effort: usize) -> Step {
        if !self.begun {
            self.begin(text, out);
        }
        if let Some(from) = self.resolved {
            if !self.resolve(from, effort, out) {
                return Step::Reading(text.len());
            }
            self.end(out);
            return Step::Done;
        }
        let Some(mapping) = self.mapping.clone() else {
            let sentence = "it has no column of CIDRs".to_owned();
            out.note(Severity::Refused, 0, String::new(), "", sentence);
            return Step::Done;
        };
        let until = self.at.saturating_add(effort);
        while self.at < until {
            let Some(row) = row_at(text, self.at, self.line, mapping.delimiter, self.quotes) else {
                self.resolved = Some(self.first);
                break;
            };
            if row.is_open && self.quotes == Quotes::Meant {
                let sentence =
                    "a quotation mark is opened and never closed; from here on they are read as letters".to_owned();
                out.note(Severity::Remark, row.line, String::new(), "", sentence);
                // Each would be looked for until the end of the text.
                self.quotes = Quotes::Letters;
            }
            self.row(&row, &mapping, out);
            (self.at, self.line) = (row.end, row.next_line);
        }
        Step::Reading(self.at)
    }
}
