use super::sketch::{Sketch, region};

const CODE: &str = "duplicate-vpc-name";

#[test]
fn vpcs_of_one_account_in_one_region_have_names_that_differ() {
    let expected = Some("The account Network has 2 VPCs called web in eu-central-1");
    for (name, account, at, expected) in [
        ("web", Some("Network"), "eu-central-1", expected),
        (" web ", Some("Network"), "eu-central-1", expected),
        ("Web", Some("Network"), "eu-central-1", None),
        ("web", Some("Network"), "eu-west-1", None),
        ("web", Some("Security"), "eu-central-1", None),
        ("web", None, "eu-central-1", None),
    ] {
        let mut sketch = Sketch::new();
        let [network, security] = ["Network", "Security"].map(|name| sketch.account(name));
        let (one, other) = (sketch.vpc("web"), sketch.vpc(name));
        sketch.change_vpc(one, |vpc| vpc.account = Some(network));
        sketch.change_vpc(other, |vpc| {
            vpc.account = account.map(|name| if name == "Network" { network } else { security });
            vpc.region = region(at);
        });
        assert_eq!(sketch.sentence(CODE).as_deref(), expected, "{name:?} {account:?} {at}");
        if expected.is_some() {
            assert_eq!(sketch.evidence(CODE), "2 in eu-central-1");
        }
    }
}

#[test]
fn those_without_a_name_or_without_an_account_are_not_compared() {
    let mut sketch = Sketch::new();
    let network = sketch.account("Network");
    for name in ["", "", " ", "\n"] {
        let vpc = sketch.vpc(name);
        sketch.change_vpc(vpc, |vpc| vpc.account = Some(network));
    }
    sketch.vpc("web");
    sketch.vpc("web");
    assert_eq!(sketch.found(CODE), [""; 0]);
}

#[test]
fn several_are_one_finding_that_follows_them() {
    let mut sketch = Sketch::new();
    let network = sketch.account("Network");
    let vpcs: Vec<_> = (0..4).map(|_| sketch.vpc("web")).collect();
    for (number, vpc) in vpcs.iter().enumerate().rev() {
        sketch.change_vpc(*vpc, |vpc| vpc.account = Some(network));
        let expected = format!("The account Network has {} VPCs called web in eu-central-1", 4 - number);
        assert_eq!(sketch.sentence(CODE), (number < 3).then_some(expected));
    }
    // The first, at which it stands, goes.
    sketch.change_vpc(vpcs[0], |vpc| vpc.name = "shop".to_owned());
    assert_eq!(sketch.evidence(CODE), "3 in eu-central-1");
    sketch.change_vpc(vpcs[2], |vpc| vpc.region = region("eu-west-1"));
    sketch.change_vpc(vpcs[3], |vpc| vpc.account = None);
    assert_eq!(sketch.found(CODE), [""; 0]);
    sketch.workspace.undo();
    assert_eq!(sketch.evidence(CODE), "2 in eu-central-1");
}
