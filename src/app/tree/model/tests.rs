#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use super::*;
use crate::address::{AddressCount, Family};
use crate::app::parts::figures::whole_percent;
use crate::plan::gesture::{
    Gesture, NewPool, NewReservation, NewVpc, add_pool, add_reservation, add_scope, add_vpc, provision,
};
use crate::plan::{
    Account, AllocationRules, CidrRole, CountedIds, Edit, Id, Monitoring, Plan, Pool, PoolParent, RowChange, Subnet,
    Tags, VpcCidr,
};

/// A plan in the making.
struct Desk {
    workspace: Workspace,
    ids: CountedIds,
}

impl Desk {
    fn new() -> Self {
        let plan = Plan::new("Test", "eu-central-1".parse().unwrap());
        Self {
            workspace: Workspace::open(plan),
            ids: CountedIds::default(),
        }
    }

    fn take(&mut self, gesture: Gesture) -> Node {
        self.workspace.apply(&gesture.label, gesture.edit).unwrap();
        gesture.focus.unwrap()
    }

    fn edit(&mut self, edit: Edit) {
        self.workspace.apply("Edit", edit).unwrap();
    }

    fn pool(&mut self, name: &str, parent: PoolParent, locale: Option<&str>, cidrs: &[&str]) -> Id<Pool> {
        let cidrs: Vec<_> = cidrs.iter().map(|cidr| cidr.parse().unwrap()).collect();
        let new = NewPool {
            name: name.to_owned(),
            description: String::new(),
            parent,
            family: cidrs
                .first()
                .map_or(Family::Ipv4, |cidr: &crate::address::Cidr| cidr.family()),
            locale: locale.map(|locale| locale.parse().unwrap()),
            rules: AllocationRules::default(),
            cidrs,
        };
        let gesture = add_pool(new, &mut self.ids);
        match self.take(gesture) {
            Node::Pool(id) => id,
            other => unreachable!("a pool, and not {other:?}"),
        }
    }

    fn vpc(&mut self, name: &str, account: Option<Id<Account>>, pool: Option<Id<Pool>>, cidr: &str) -> Node {
        let new = NewVpc {
            name: name.to_owned(),
            scope: Plan::default_private_scope(),
            region: "eu-west-1".parse().unwrap(),
            account,
            tags: Tags::new(),
            pool,
            cidr: cidr.parse().unwrap(),
        };
        let gesture = add_vpc(new, &mut self.ids);
        self.take(gesture)
    }

    /// The row as one line: cells between bars, without trailing empty ones.
    fn line(&self, node: Node) -> String {
        let row = RowView::of(&self.workspace, node).unwrap();
        let name = [
            Some(row.heading.name.clone()),
            row.heading.state.map(|state| format!("[{state}]")),
            row.heading.is_locked.then(|| "[locked]".to_owned()),
            row.heading.detail.clone().map(|detail| format!("({detail})")),
        ];
        let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let cidr = match &row.cidr {
            CidrCell::None => String::new(),
            CidrCell::Word(word) => (*word).to_owned(),
            CidrCell::Blocks { first, more: 0, .. } => first.to_string(),
            CidrCell::Blocks { first, more, .. } => format!("{first} +{more}"),
        };
        let place = match &row.place {
            PlaceCell::None => String::new(),
            PlaceCell::Any => "any".to_owned(),
            PlaceCell::Code(code, _) => code.clone(),
        };
        let addresses = row.addresses.as_ref().map(|addresses| addresses.text.clone());
        let share = match &row.share {
            ShareCell::None => String::new(),
            ShareCell::Word(word) => (*word).to_owned(),
            ShareCell::Largest(length) => format!("largest {length}"),
            ShareCell::Used(permille) => whole_percent(*permille).replace('\u{a0}', " "),
        };
        let cells = [name, cidr, place, addresses.unwrap_or_default(), share];
        cells.join(" | ").trim_end_matches([' ', '|']).to_owned()
    }
}

fn private() -> PoolParent {
    PoolParent::Scope(Plan::default_private_scope())
}

#[test]
fn scopes_say_what_they_are_also_without_a_name() {
    let mut desk = Desk::new();
    let lab = add_scope("Lab", &mut desk.ids);
    let lab = desk.take(lab);
    let nameless = add_scope("", &mut desk.ids);
    let nameless = desk.take(nameless);
    let default = Node::Scope(Plan::default_private_scope());
    for (node, line) in [
        (Node::Ipam, "IPAM"),
        (default, "Private scope (default) |  |  |  | no pools yet"),
        (
            Node::Scope(Plan::default_public_scope()),
            "Public scope (default) |  |  |  | no pools yet",
        ),
        (lab, "Lab (private scope) |  |  |  | no pools yet"),
        (nameless, "Private scope |  |  |  | no pools yet"),
    ] {
        assert_eq!(desk.line(node), line);
    }
    desk.pool("Global", private(), None, &["10.0.0.0/8"]);
    assert_eq!(desk.line(default), "Private scope (default)");
}

#[test]
fn pools_show_what_they_have_and_what_is_free() {
    let mut desk = Desk::new();
    let top = desk.pool("Global", private(), None, &["10.0.0.0/8"]);
    let below = PoolParent::Pool(top);
    let frankfurt = desk.pool("Frankfurt", below, Some("eu-central-1"), &["10.0.0.0/12"]);
    let empty = desk.pool("", below, None, &[]);
    let several = provision(top, "10.128.0.0/9".parse().unwrap(), &mut desk.ids);
    // Inside of what it has already: it adds no addresses.
    desk.take(several);
    for (node, line) in [
        (Node::Pool(top), "Global | 10.0.0.0/8 +1 | any | 16,777,216 | 6 %"),
        (Node::Free(top), "free | 10.16.0.0/12 +3 |  | 15,728,640 | largest /9"),
        (
            Node::Pool(frankfurt),
            "Frankfurt | 10.0.0.0/12 | eu-central-1 | 1,048,576 | 0 %",
        ),
        (Node::Free(frankfurt), "free | 10.0.0.0/12 |  | 1,048,576 | largest /12"),
        (Node::Pool(empty), "unnamed pool | no CIDR yet | any"),
    ] {
        assert_eq!(desk.line(node), line);
    }
    desk.pool("All of it", PoolParent::Pool(frankfurt), None, &["10.0.0.0/12"]);
    assert_eq!(
        desk.line(Node::Pool(frankfurt)),
        "Frankfurt | 10.0.0.0/12 | eu-central-1 | 1,048,576 | 100 %"
    );
    assert_eq!(desk.line(Node::Free(frankfurt)), "free |  |  | 0 | nothing free");
}

#[test]
fn vpcs_show_their_account_and_what_sets_them_apart() {
    let mut desk = Desk::new();
    let top = desk.pool("Global", private(), None, &["10.0.0.0/8"]);
    let account = Id::mint(&mut desk.ids);
    let mut edit = Edit::new();
    edit.intent(RowChange {
        id: account,
        before: None,
        after: Some(Box::new(Account::named("orders-prod"))),
    });
    desk.edit(edit);

    let managed = desk.vpc("orders", Some(account), Some(top), "10.0.0.0/16");
    let found = desk.vpc("", None, None, "172.31.0.0/16");
    assert_eq!(
        desk.line(managed),
        "orders (orders-prod) | 10.0.0.0/16 | eu-west-1 | 65,536"
    );
    assert_eq!(
        desk.line(found),
        "unnamed VPC [unmanaged] | 172.31.0.0/16 | eu-west-1 | 65,536"
    );

    let Node::VpcCidr(primary) = managed else {
        unreachable!("a CIDR of a VPC")
    };
    let vpc = desk.workspace.plan().design().vpc_cidrs.get(&primary).unwrap().vpc;
    let more = |cidr: &str, monitoring| VpcCidr {
        vpc,
        cidr: cidr.parse().unwrap(),
        role: CidrRole::Secondary,
        pool: None,
        monitoring,
    };
    let (secondary, six) = (Id::mint(&mut desk.ids), Id::mint(&mut desk.ids));
    let mut edit = Edit::new();
    edit.add(secondary, more("100.64.0.0/16", Monitoring::Ignored));
    edit.add(six, more("2001:db8::/56", Monitoring::Monitored));
    desk.edit(edit);
    assert_eq!(
        desk.line(Node::VpcCidr(secondary)),
        "orders [ignored] (orders-prod · secondary CIDR) | 100.64.0.0/16 | eu-west-1 | 65,536"
    );
    assert_eq!(
        desk.line(Node::VpcCidr(six)),
        "orders [unmanaged] (orders-prod) | 2001:db8::/56 | eu-west-1 | 2^72"
    );

    // A quarter twice is a quarter, and what lies in another CIDR of the VPC is not this one's.
    for (name, cidr) in [
        ("a", "10.0.0.0/18"),
        ("a again", "10.0.0.0/19"),
        ("b", "10.0.64.0/19"),
        ("pods", "100.64.0.0/17"),
    ] {
        let mut subnet = Subnet::new(vpc, cidr.parse().unwrap());
        subnet.name = name.to_owned();
        subnet.zone = Some("eu-west-1a".to_owned());
        let mut edit = Edit::new();
        edit.add(Id::mint(&mut desk.ids), subnet);
        desk.edit(edit);
    }
    assert_eq!(
        desk.line(managed),
        "orders (orders-prod) | 10.0.0.0/16 | eu-west-1 | 65,536 | 37 %"
    );
    let subnets = desk.workspace.outline().children(managed);
    assert_eq!(desk.line(subnets[0]), "a | 10.0.0.0/18 | eu-west-1a | 16,384");
}

#[test]
fn reservations_are_called_reserved() {
    let mut desk = Desk::new();
    let top = desk.pool("Global", private(), None, &["10.0.0.0/8"]);
    let new = NewReservation {
        name: "Data centre".to_owned(),
        pool: top,
        cidr: "10.200.0.0/16".parse().unwrap(),
    };
    let reserved = add_reservation(new, &mut desk.ids);
    let reserved = desk.take(reserved);
    assert_eq!(
        desk.line(reserved),
        "Data centre | 10.200.0.0/16 |  | 65,536 | reserved"
    );
}

#[test]
fn rows_are_said_as_one_sentence() {
    let mut desk = Desk::new();
    let top = desk.pool("Global", private(), None, &["10.0.0.0/8", "172.16.0.0/12"]);
    let found = desk.vpc("legacy", None, None, "192.168.0.0/16");
    desk.vpc("as old", None, None, "192.168.0.0/16");
    let sentence = |node| {
        RowView::of(&desk.workspace, node)
            .unwrap()
            .sentence()
            .replace('\u{a0}', " ")
    };
    for (node, expected) in [
        (
            Node::Scope(Plan::default_private_scope()),
            // The two VPCs overlap, and each is in a Region where the IPAM does not operate.
            "Private scope, default, 1 error, 2 notes",
        ),
        (
            Node::Pool(top),
            "Global, pool, 10.0.0.0/8 and 1 more, any locale, 17,825,792 addresses, 0 % used",
        ),
        (
            Node::Free(top),
            "free, free space, 10.0.0.0/8 and 1 more, 17,825,792 addresses, largest block /8",
        ),
        (
            found,
            "legacy, VPC, unmanaged, 192.168.0.0/16, eu-west-1, 65,536 addresses, 1 error, 1 note",
        ),
    ] {
        assert_eq!(sentence(node), expected);
    }
}

#[test]
fn counts_fit_their_column() {
    let power = |exponent| AddressCount::power_of_two(exponent).unwrap();
    let one = AddressCount::ONE;
    for (count, text, exact) in [
        (AddressCount::ZERO, "0", None),
        (power(24), "16,777,216", None),
        (power(32), "4,294,967,296", None),
        (power(40).checked_sub(one).unwrap(), "1,099,511,627,775", None),
        (power(40), "2^40", Some("1,099,511,627,776")),
        (power(64), "2^64", Some("18,446,744,073,709,551,616")),
        (
            power(64).checked_sub(one).unwrap(),
            "1.8 × 10^19",
            Some("18,446,744,073,709,551,615"),
        ),
    ] {
        let shown = Addresses::of(count);
        assert_eq!((shown.text.as_str(), shown.exact.as_deref()), (text, exact));
    }
}

#[test]
fn grades_begin_at_80_and_95_percent() {
    for (share, grade) in [
        (ShareCell::Used(0), Grade::Calm),
        (ShareCell::Used(799), Grade::Calm),
        (ShareCell::Used(800), Grade::High),
        (ShareCell::Used(949), Grade::High),
        (ShareCell::Used(950), Grade::Critical),
        (ShareCell::Used(1_000), Grade::Critical),
        (ShareCell::Used(1_250), Grade::Critical),
        (ShareCell::Word("reserved"), Grade::Calm),
        (ShareCell::None, Grade::Calm),
    ] {
        assert_eq!(share.grade(), grade, "{share:?}");
    }
}

#[test]
fn many_blocks_are_listed_in_part() {
    let mut desk = Desk::new();
    let cidrs: Vec<String> = (0..20).map(|second| format!("10.{second}.0.0/24")).collect();
    let cidrs: Vec<&str> = cidrs.iter().map(String::as_str).collect();
    let top = desk.pool("Global", private(), None, &cidrs);
    let CidrCell::Blocks { more, listing, .. } = RowView::of(&desk.workspace, Node::Pool(top)).unwrap().cidr else {
        unreachable!("it has CIDRs")
    };
    let listing = listing.unwrap();
    assert_eq!(more, 19);
    assert!(listing.starts_with("10.0.0.0/24, 10.1.0.0/24, "), "{listing}");
    assert!(listing.ends_with("10.11.0.0/24 and 8 more"), "{listing}");
}

#[test]
fn what_is_not_there_has_no_row() {
    let mut desk = Desk::new();
    let id = Id::mint(&mut desk.ids);
    assert_eq!(RowView::of(&desk.workspace, Node::Pool(id)), None);
}
