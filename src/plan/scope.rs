//! Scopes: the address space of one network.

use super::{AnyId, Row, Tags};

/// A scope. Inside one nothing may overlap; two scopes may use the same addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// AWS's tag `Name`.
    pub name: String,
    /// AWS's description.
    pub description: String,
    /// Public or private.
    pub kind: ScopeKind,
    /// Whether it came with the IPAM.
    pub origin: ScopeOrigin,
    /// The tags besides `Name`.
    pub tags: Tags,
    /// What the planners want to remember.
    pub note: String,
    /// The id in AWS, once it exists there.
    pub aws_id: Option<String>,
}

impl Scope {
    /// A scope without a name.
    pub fn new(kind: ScopeKind, origin: ScopeOrigin) -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            kind,
            origin,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        }
    }
}

impl Row for Scope {
    fn visit_references(&self, _visit: &mut dyn FnMut(AnyId)) {}
}

/// Which addresses a scope holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeKind {
    /// Addresses that are not advertised.
    Private,
    /// Addresses of the internet. There is only the default one.
    Public,
}

/// Where a scope comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScopeOrigin {
    /// Made with the IPAM, and not to be deleted.
    Default,
    /// Added. Always private.
    Additional,
}
