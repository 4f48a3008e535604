use ipam_planner::plan::Plan;

use super::sketch::{Sketch, private};

#[test]
fn what_only_one_page_allows_is_doubtful() {
    let outside = "which lies outside fd80::/9: AWS's pages disagree about it";
    let small = "smaller than a /60: AWS's pages disagree about it";
    for (cidr, expected) in [
        // Every page refuses it, which is another finding.
        ("fd00::/16", None),
        ("fd01::/16", Some(outside)),
        ("fd7f::/16", Some(outside)),
        ("fd80::/9", None),
        ("fd80::/60", None),
        ("fd80::/61", Some(small)),
        ("fdff::/16", None),
        ("fc80::/16", None),
        ("2001:db8::/64", None),
    ] {
        let mut sketch = Sketch::new();
        sketch.pool(private(), "Top", &[cidr]);
        let expected = expected.map(|rest| format!("The pool Top holds {cidr}, {rest}"));
        assert_eq!(sketch.sentence("ula-disputed"), expected);
    }
}

#[test]
fn in_the_public_scope_it_says_nothing() {
    let mut sketch = Sketch::new();
    sketch.pool(Plan::default_public_scope(), "Brought", &["fd01::/16"]);
    assert_eq!(sketch.found("ula-disputed"), [""; 0]);
}
