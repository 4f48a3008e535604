//! One row as a search sees it, and whether it passes a test.

use super::query::{Kind, Test};
use crate::address::Cidr;
use crate::plan::gesture::lock_above;
use crate::plan::index::Index;
use crate::plan::{AnyId, Monitoring, Node, Plan};
use crate::rules::{Facts, Findings};

/// What stands between two fields of a text, and in no query.
pub(super) const END: char = '\n';

/// What stands between the key and the value of a tag.
pub(super) const TAG: char = '\u{1}';

#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) node: Node,
    /// Its first block.
    pub(super) cidr: Option<Cidr>,
    pub(super) kind: Kind,
    /// Its name, its Region, its account, its tags, and all else that may be sought, folded, each ended by [`END`].
    pub(super) text: Box<str>,
    /// Where the first four end.
    pub(super) ends: [u32; 4],
}

impl Row {
    fn field(&self, at: usize) -> &str {
        let start = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .map_or(0, |end| *end as usize);
        let end = self.ends.get(at).map_or(self.text.len(), |end| *end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether the row passes a test.
    pub(super) fn meets(&self, test: &Test, facts: Facts<'_>, findings: &Findings) -> bool {
        let design = facts.plan.design();
        match test {
            Test::Text(text) => holds(&self.text, text),
            Test::Name(text) => holds(self.field(0), text),
            Test::Region(text) => self.field(1).starts_with(text.as_str()),
            Test::Account(text) => holds(self.field(2), text),
            Test::Tag(key, value) => self.field(3).split(END).any(|tag| match tag.split_once(TAG) {
                Some((found, rest)) => found == key && value.as_ref().is_none_or(|value| rest == value),
                None => false,
            }),
            Test::Kind(kind) => self.kind == *kind,
            Test::Size(compare, length) => {
                self.any_block(facts.index, &mut |cidr| compare.holds(cidr.netmask_length(), *length))
            }
            Test::Meets(asked) => self.any_block(facts.index, &mut |cidr| cidr.overlaps(*asked)),
            Test::In(asked) => self.any_block(facts.index, &mut |cidr| asked.contains(cidr)),
            Test::Severity(least) => findings
                .at(self.node)
                .any(|finding| finding.acceptance.is_none() && finding.rule.severity <= *least),
            Test::Finding(code) => findings
                .at(self.node)
                .any(|finding| finding.acceptance.is_none() && finding.rule.code.starts_with(code.as_str())),
            Test::Locked => lock_above(facts.plan, facts.index, self.node).is_some(),
            Test::Existing => id_of(self.node).is_some_and(|id| facts.plan.actual().has(id)),
            Test::Unmanaged => match self.node {
                Node::VpcCidr(id) => {
                    let row = design.vpc_cidrs.get(&id);
                    row.is_some_and(|row| row.pool.is_none() && row.monitoring == Monitoring::Monitored)
                }
                Node::PublicBlock(id) => design.public_blocks.get(&id).is_some_and(|row| row.pool.is_none()),
                _ => false,
            },
            Test::Ignored => match self.node {
                Node::VpcCidr(id) => {
                    let row = design.vpc_cidrs.get(&id);
                    row.is_some_and(|row| row.monitoring == Monitoring::Ignored)
                }
                _ => false,
            },
        }
    }

    /// Whether any of its blocks passes. Only pools have several.
    fn any_block(&self, index: &Index, test: &mut dyn FnMut(Cidr) -> bool) -> bool {
        match self.node {
            Node::Pool(id) => index
                .pool(id)
                .is_some_and(|entry| entry.cidrs().any(|(cidr, _)| test(cidr))),
            _ => self.cidr.is_some_and(test),
        }
    }
}

/// Whether `part` stands in `text`. Most texts are short and hold nothing like it, so that looking for the first byte is all there is
/// to do.
fn holds(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some((first, rest)) = part.split_first() else {
        return true;
    };
    let mut left = text;
    while let Some(at) = left.iter().position(|byte| byte == first) {
        left = left.get(at + 1..).unwrap_or_default();
        if left.starts_with(rest) {
            return true;
        }
    }
    false
}

fn id_of(node: Node) -> Option<AnyId> {
    Some(match node {
        Node::Ipam => Plan::ipam_id().into(),
        Node::Scope(id) => id.into(),
        Node::Pool(id) => id.into(),
        Node::Reservation(id) => id.into(),
        Node::VpcCidr(id) => id.into(),
        Node::PublicBlock(id) => id.into(),
        Node::Subnet(id) => id.into(),
        Node::Vpc(id) => id.into(),
        Node::Free(_) => return None,
    })
}
