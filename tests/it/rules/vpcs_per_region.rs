use ipam_planner::plan::{Account, Id, QuotaName, Vpc};

use super::sketch::{Sketch, region};

const CODE: &str = "vpcs-per-region";

fn vpcs(sketch: &mut Sketch, account: Option<Id<Account>>, count: usize) -> Vec<Id<Vpc>> {
    let vpcs: Vec<_> = (0..count).map(|_| sketch.vpc("")).collect();
    for vpc in &vpcs {
        sketch.change_vpc(*vpc, |row| row.account = account);
    }
    vpcs
}

#[test]
fn an_account_has_five_vpcs_in_a_region_unless_aws_raised_it() {
    let mut sketch = Sketch::new();
    let account = sketch.account("Network");
    let five = vpcs(&mut sketch, Some(account), 5);
    assert_eq!(sketch.found(CODE), [""; 0]);
    let sixth = vpcs(&mut sketch, Some(account), 1);
    let expected = "The account Network has 6 VPCs in eu-central-1; AWS's default quota is 5 (L-F678F1CE, adjustable)";
    assert_eq!(sketch.sentence(CODE).as_deref(), Some(expected));
    let evidence = sketch.evidence(CODE);
    // One more is the same finding.
    vpcs(&mut sketch, Some(account), 1);
    assert_eq!(sketch.evidence(CODE), evidence);
    sketch.quota(QuotaName::VpcsPerRegion, 7);
    assert_eq!(sketch.found(CODE), [""; 0]);
    sketch.quota(QuotaName::VpcsPerRegion, 6);
    assert_eq!(
        sketch.sentence(CODE).as_deref(),
        Some("The account Network has 7 VPCs in eu-central-1; the plan's quota is 6 (L-F678F1CE, adjustable)")
    );
    // In another Region, or of another account, they are others.
    sketch.change_vpc(sixth[0], |row| row.region = region("eu-west-1"));
    assert_eq!(sketch.found(CODE), [""; 0]);
    let other = sketch.account("Sandbox");
    sketch.quota(QuotaName::VpcsPerRegion, 5);
    assert_eq!(sketch.found(CODE).len(), 1);
    sketch.change_vpc(five[0], |row| row.account = Some(other));
    assert_eq!(sketch.found(CODE), [""; 0]);
}

#[test]
fn several_are_counted_and_those_of_nobody_are_not() {
    let mut sketch = Sketch::new();
    vpcs(&mut sketch, None, 9);
    assert_eq!(sketch.found(CODE), [""; 0]);
    for name in ["Network", "Sandbox", ""] {
        let account = sketch.account(name);
        vpcs(&mut sketch, Some(account), 6);
    }
    let expected = "The account Network has 6 VPCs in eu-central-1, and 2 more accounts or Regions have too many; AWS's \
                    default quota is 5 (L-F678F1CE, adjustable)";
    assert_eq!(sketch.sentence(CODE).as_deref(), Some(expected));
}
