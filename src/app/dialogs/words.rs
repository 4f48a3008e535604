//! Words that several dialogs share.

use std::fmt::Display;

use crate::plan::gesture::name_of;
use crate::plan::{Id, Node, Pool, Scope};
use crate::workspace::Workspace;

/// A sentence of the domain, with a capital letter: some of them are also parts of longer ones.
pub(in crate::app) fn sentence(text: impl Display) -> String {
    let text = text.to_string();
    let first_word = text.split(' ').next().unwrap_or_default();
    let mut rest = text.chars();
    match rest.next() {
        // An address is left as it is written.
        Some(first) if !first_word.contains([':', '.', '/']) => {
            std::iter::once(first.to_ascii_uppercase()).chain(rest).collect()
        }
        _ => text,
    }
}

/// What a node is called; its kind when it has no name.
pub(in crate::app) fn title(workspace: &Workspace, node: Node) -> String {
    let kind = match node {
        Node::Ipam => "the IPAM",
        Node::Scope(_) => "a scope without a name",
        Node::Pool(_) => "a pool without a name",
        Node::Reservation(_) => "a reservation without a name",
        Node::VpcCidr(_) | Node::Vpc(_) => "a VPC without a name",
        Node::PublicBlock(_) => "a public block without a name",
        Node::Subnet(_) => "a subnet without a name",
        Node::Free(_) => "free space",
    };
    match name_of(workspace.plan(), node) {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => default_name(workspace, node).unwrap_or(kind).to_owned(),
    }
}

/// The default scopes are known without a name.
fn default_name(workspace: &Workspace, node: Node) -> Option<&'static str> {
    let Node::Scope(id) = node else { return None };
    let scope = workspace.plan().design().scopes.get(&id)?;
    (scope.origin == crate::plan::ScopeOrigin::Default).then_some(match scope.kind {
        crate::plan::ScopeKind::Private => "Private scope",
        crate::plan::ScopeKind::Public => "Public scope",
    })
}

/// A pool with its first CIDR: `Frankfurt (10.0.0.0/12)`.
pub(in crate::app) fn pool_title(workspace: &Workspace, pool: Id<Pool>) -> String {
    let name = title(workspace, Node::Pool(pool));
    let cidrs = workspace.index().pool(pool).map(|entry| entry.cidrs());
    let mut cidrs = cidrs.into_iter().flatten().map(|(cidr, _)| cidr);
    match (cidrs.next(), cidrs.count()) {
        (None, _) => format!("{name} (no CIDR yet)"),
        (Some(cidr), 0) => format!("{name} ({cidr})"),
        (Some(cidr), more) => format!("{name} ({cidr} and {more} more)"),
    }
}

/// A scope.
pub(in crate::app) fn scope_title(workspace: &Workspace, scope: Id<Scope>) -> String {
    title(workspace, Node::Scope(scope))
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::app) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, sentence};

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(sentence("octet 2 is 300"), "Octet 2 is 300");
        assert_eq!(sentence("10.0.0.0/8 is taken"), "10.0.0.0/8 is taken");
        assert_eq!(sentence("fd00::/8 is taken"), "fd00::/8 is taken");
        assert_eq!(sentence("\"x\" is none"), "\"x\" is none");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn things_are_listed() {
        let words = |words: &[&str]| listed(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[]), "");
        assert_eq!(words(&["a"]), "a");
        assert_eq!(words(&["a", "b", "c"]), "a, b and c");
    }
}
