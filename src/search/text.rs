//! The text of a row, in which a search looks.

use super::Fold;
use super::query::Kind;
use super::row::{END, Row};
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
    /// Description, note, id in AWS, purpose, zone.
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
                    rest: [&row.description, &row.note, "", "", ""],
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
        let mut text = String::new();
        let mut ends = [0; 4];
        let mut push = |at: Option<usize>, field: &str, text: &mut String| {
            // A line break in a name ends no field.
            text.extend(
                (self.fold)(field)
                    .chars()
                    .map(|letter| if letter == END { ' ' } else { letter }),
            );
            text.push(END);
            if let Some(end) = at.and_then(|at| ends.get_mut(at)) {
                *end = u32::try_from(text.len()).unwrap_or(u32::MAX);
            }
        };
        push(Some(0), said.name, &mut text);
        push(Some(1), said.region, &mut text);
        let account = said.account.and_then(|id| self.plan.intent().accounts.get(&id));
        let account = account.map(|row| match row.number {
            Some(number) => format!("{} {number}", row.name),
            None => row.name.clone(),
        });
        push(Some(2), account.as_deref().unwrap_or_default(), &mut text);
        let tags = said.tags.into_iter().flat_map(OrderedMap::iter);
        let tags: Vec<String> = tags.map(|(key, value)| format!("{key}\u{1}{value}")).collect();
        push(Some(3), &tags.join("\t"), &mut text);
        for rest in said.rest.iter().filter(|rest| !rest.is_empty()) {
            push(None, rest, &mut text);
        }
        for cidr in cidrs {
            push(None, &cidr.to_string(), &mut text);
        }
        Row {
            node,
            cidr: cidrs.first().copied(),
            kind,
            text: text.into_boxed_str(),
            ends,
        }
    }
}
