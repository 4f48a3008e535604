//! The text of a row, in which a search looks.

use std::fmt::Write;

use super::Fold;
use super::query::Kind;
use super::row::{END, Row, TAG};
use crate::address::Cidr;
use crate::ordered::OrderedMap;
use crate::plan::index::Index;
use crate::plan::{Account, Id, Node, Plan, Tags};

/// Writes the rows.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) index: &'a Index,
    pub(super) fold: Fold,
}

/// What a row says, before it is folded.
#[derive(Default)]
struct Said<'a> {
    name: &'a str,
    region: &'a str,
    account: Option<Id<Account>>,
    tags: Option<&'a Tags>,
    /// Description, note, purpose, zone, of the IPAM also the name and the note of the plan; the id in AWS.
    rest: [&'a str; 5],
}

impl Writer<'_> {
    /// The row of a node, if it has one: a VPC stands in the rows of its CIDRs.
    pub(super) fn row(self, node: Node) -> Option<Row> {
        let design = self.plan.design();
        let (kind, mut cidrs) = (Kind::of(node)?, Vec::new());
        let aws = |id: &'_ Option<String>| -> String { id.clone().unwrap_or_default() };
        let aws_id;
        let mut said = match node {
            Node::Ipam => {
                let row = self.plan.ipam();
                aws_id = aws(&row.aws_id);
                Said {
                    name: &row.name,
                    region: row.home_region.as_str(),
                    tags: Some(&row.tags),
                    // The plan has no row of its own.
                    rest: [
                        &row.description,
                        &row.note,
                        &self.plan.about().name,
                        &self.plan.about().note,
                        "",
                    ],
                    ..Said::default()
                }
            }
            Node::Scope(id) => {
                let row = design.scopes.get(&id)?;
                aws_id = aws(&row.aws_id);
                Said {
                    name: &row.name,
                    tags: Some(&row.tags),
                    rest: [&row.description, &row.note, "", "", ""],
                    ..Said::default()
                }
            }
            Node::Pool(id) => {
                let row = design.pools.get(&id)?;
                let own = self.index.pool(id).into_iter().flat_map(|entry| entry.cidrs());
                cidrs.extend(own.map(|(cidr, _)| cidr));
                aws_id = aws(&row.aws_id);
                Said {
                    name: &row.name,
                    region: row.locale.as_ref().map_or("", |locale| locale.as_str()),
                    tags: Some(&row.tags),
                    rest: [&row.description, &row.note, "", "", ""],
                    ..Said::default()
                }
            }
            Node::Reservation(id) => {
                let row = design.reservations.get(&id)?;
                cidrs.push(row.cidr);
                aws_id = aws(&row.aws_id);
                Said {
                    name: &row.name,
                    tags: Some(&row.tags),
                    rest: [&row.description, &row.note, "", "", ""],
                    ..Said::default()
                }
            }
            Node::VpcCidr(_) | Node::Vpc(_) => {
                let id = match node {
                    Node::VpcCidr(id) => {
                        let row = design.vpc_cidrs.get(&id)?;
                        cidrs.push(row.cidr);
                        row.vpc
                    }
                    Node::Vpc(id) if self.index.vpc(id).is_some_and(|entry| entry.cidrs().is_empty()) => id,
                    _ => return None,
                };
                let row = design.vpcs.get(&id)?;
                aws_id = aws(&row.aws_id);
                Said {
                    name: &row.name,
                    region: row.region.as_str(),
                    account: row.account,
                    tags: Some(&row.tags),
                    rest: [&row.note, "", "", "", ""],
                }
            }
            Node::Subnet(id) => {
                let row = design.subnets.get(&id)?;
                cidrs.push(row.cidr);
                aws_id = aws(&row.aws_id);
                let vpc = design.vpcs.get(&row.vpc);
                Said {
                    name: &row.name,
                    region: vpc.map_or("", |vpc| vpc.region.as_str()),
                    account: vpc.and_then(|vpc| vpc.account),
                    tags: Some(&row.tags),
                    rest: [&row.note, &row.purpose, row.zone.as_deref().unwrap_or_default(), "", ""],
                }
            }
            Node::PublicBlock(id) => {
                let row = design.public_blocks.get(&id)?;
                cidrs.push(row.cidr);
                aws_id = aws(&row.aws_id);
                Said {
                    name: &row.name,
                    region: row.region.as_ref().map_or("", |region| region.as_str()),
                    account: row.account,
                    tags: Some(&row.tags),
                    rest: [&row.note, "", "", "", ""],
                }
            }
            Node::Free(_) => return None,
        };
        said.rest[4] = &aws_id;
        Some(self.written(node, kind, &said, &cidrs))
    }

    fn written(self, node: Node, kind: Kind, said: &Said<'_>, cidrs: &[Cidr]) -> Row {
        let mut text = String::with_capacity(96);
        let mut ends = [0; 4];
        self.push(said.name, &mut text);
        ends[0] = text.len();
        self.push(said.region, &mut text);
        ends[1] = text.len();
        if let Some(account) = said.account.and_then(|id| self.plan.intent().accounts.get(&id)) {
            self.push(&account.name, &mut text);
            if let Some(number) = &account.number {
                self.push(number.as_str(), &mut text);
            }
        }
        ends[2] = text.len();
        for (key, value) in said.tags.into_iter().flat_map(OrderedMap::iter) {
            self.push(key, &mut text);
            text.pop();
            text.push(TAG);
            self.push(value, &mut text);
        }
        ends[3] = text.len();
        // An account has no row of its own: what is noted of it is found at what it owns.
        let account = said.account.and_then(|id| self.plan.intent().accounts.get(&id));
        let noted = account.map(|row| row.note.as_str());
        for rest in said.rest.iter().copied().chain(noted).filter(|rest| !rest.is_empty()) {
            self.push(rest, &mut text);
        }
        for cidr in cidrs {
            // To a string nothing fails to be written.
            let _ = writeln!(text, "{cidr}");
        }
        let ends = ends.map(|end| u32::try_from(end).unwrap_or(u32::MAX));
        Row {
            node,
            cidr: cidrs.first().copied(),
            kind,
            text: text.into_boxed_str(),
            ends,
        }
    }

    /// Appends a field, folded. A line break in it ends nothing.
    fn push(self, field: &str, text: &mut String) {
        if !field.is_empty() {
            let folded = (self.fold)(field);
            if folded.contains([END, TAG]) {
                text.push_str(&folded.replace([END, TAG], " "));
            } else {
                text.push_str(&folded);
            }
        }
        text.push(END);
    }
}
