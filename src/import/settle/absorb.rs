//! Rows of one key become one.

use crate::import::found::{self, Key};
use crate::import::note::{Note, Notes, Place, Severity};
use crate::ordered::OrderedMap;

/// A row that several files can speak of.
pub(super) trait Absorb {
    /// What it is called when something is said of it.
    const WHAT: &'static str;

    fn place(&self) -> Place;

    /// Takes over what only `other` says, and gives back the names of the fields in which they differ. What was said first
    /// stands.
    fn absorb(&mut self, other: Self) -> Vec<&'static str>;
}

/// Takes over each field that is not said yet.
macro_rules! absorb {
    ($row:ty, $what:literal, $($field:ident: $name:literal,)+) => {
        impl Absorb for $row {
            const WHAT: &'static str = $what;

            fn place(&self) -> Place {
                self.place
            }

            fn absorb(&mut self, other: Self) -> Vec<&'static str> {
                let mut differ = Vec::new();
                $(
                    match (&self.$field, other.$field) {
                        (None, said) => self.$field = said,
                        (Some(_), None) => {}
                        (Some(one), Some(two)) => if *one != two { differ.push($name) },
                    }
                )+
                differ
            }
        }
    };
}

absorb!(
    found::Ipam, "IPAM",
    name: "name", description: "description", home_region: "home Region", operating_regions: "operating Regions",
    tier: "tier", metered_account: "metered account", private_gua: "private IPv6 GUA", owner: "owner",
    private_scope: "private scope", public_scope: "public scope", tags: "tags",
);
absorb!(
    found::Scope, "scope",
    ipam: "IPAM", name: "name", description: "description", kind: "type", origin: "default", tags: "tags",
);
absorb!(
    found::Pool, "pool",
    parent: "source pool", name: "name", description: "description", family: "address family", locale: "locale",
    rules: "allocation rules", auto_import: "auto-import", required_tags: "required tags", aws_service: "AWS service",
    public_ip_source: "public IP source", advertisable: "advertisability", source_resource: "source resource",
    shared_with: "principals", wanted_length: "netmask length", tags: "tags",
);
absorb!(
    found::Vpc, "VPC",
    name: "name", scope: "scope", owner: "owner", region: "Region", default: "default", tags: "tags", note: "note",
);
absorb!(found::VpcCidr, "VPC CIDR", role: "role", pool: "pool", state: "management state",);
absorb!(
    found::Subnet, "subnet",
    vpc: "VPC", zone: "Availability Zone", name: "name", purpose: "purpose", pool: "pool",
    available: "free addresses", tags: "tags",
);
absorb!(
    found::PublicBlock, "public block",
    pool: "pool", region: "Region", owner: "owner", name: "name", tags: "tags",
);
absorb!(found::Account, "account", number: "number", name: "name", ou_path: "organizational units",);
absorb!(
    found::Allocation, "allocation",
    aws_id: "id", resource: "resource", region: "Region", owner: "owner", name: "name", description: "description",
    tags: "tags",
);

/// Rows by what tells them apart, in the order in which they first come.
pub(super) struct Unique<K, T> {
    at: OrderedMap<K, usize>,
    pub(super) rows: Vec<T>,
}

impl<K: Ord, T: Absorb> Unique<K, T> {
    pub(super) fn new() -> Self {
        Self {
            at: OrderedMap::new(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, or what it says to the one that is there. What they say otherwise is noted.
    pub(super) fn add(&mut self, key: K, row: T, name: impl FnOnce(&K) -> String, notes: &mut Notes) {
        match self.at.get(&key).and_then(|at| self.rows.get_mut(*at)) {
            Some(known) => {
                let place = row.place();
                let first = known.place();
                let differ = known.absorb(row);
                if !differ.is_empty() {
                    let sentence = format!(
                        "the {} {} says another {} here than before, in line {}; what it says there is taken",
                        T::WHAT,
                        name(&key),
                        differ.join(", "),
                        first.line
                    );
                    note(notes, Severity::Changed, place, sentence);
                }
            }
            None => {
                self.at.insert(key, self.rows.len());
                self.rows.push(row);
            }
        }
    }

    pub(super) fn get(&self, key: &K) -> Option<&T> {
        self.at.get(key).and_then(|at| self.rows.get(*at))
    }

    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut T> {
        self.at.get(key).and_then(|at| self.rows.get_mut(*at))
    }

    pub(super) fn has(&self, key: &K) -> bool {
        self.at.contains_key(key)
    }
}

/// Notes something about the row that stands at `place`.
pub(super) fn note(notes: &mut Notes, severity: Severity, place: Place, sentence: String) {
    notes.add(Note {
        severity,
        place,
        path: String::new(),
        value: String::new(),
        sentence,
    });
}

/// A key as people call what it names.
pub(in crate::import) fn called(key: &Key) -> String {
    match key {
        Key::Aws(id) => id.clone(),
        Key::Own { name, .. } => format!("\"{name}\""),
    }
}
