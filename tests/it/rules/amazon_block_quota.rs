use ipam_planner::plan::{Plan, PublicIpSource};

use super::sketch::Sketch;

const CODE: &str = "amazon-block-quota";

#[test]
fn amazon_provides_so_much_without_being_asked() {
    for (cidrs, expected) in [
        (&["18.97.0.32/28"][..], None),
        (&["18.97.0.32/28", "18.97.0.64/30"], None),
        (
            &["18.97.0.32/28", "18.97.0.64/30", "18.97.0.80/28"],
            Some("3 blocks of IPv4, and by default Amazon provides 2 contiguous blocks"),
        ),
        (&["2600::/52"], None),
        (
            &["2600::/51"],
            Some("2600::/51, and by default Amazon provides 1 block, a /52"),
        ),
        (
            &["2600::/52", "2600:1::/52"],
            Some("2 blocks of IPv6, and by default Amazon provides 1 block, a /52"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(Plan::default_public_scope(), "Edge", cidrs);
        assert_eq!(sketch.sentence(CODE), None, "from nobody yet");
        sketch.change_pool(pool, |pool| pool.public_ip_source = Some(PublicIpSource::Amazon));
        let sentence = expected.map(|has| format!("The pool Edge has {has}"));
        assert_eq!(sketch.sentence(CODE), sentence, "{cidrs:?}");
        if let Some(has) = expected {
            assert_eq!(Some(sketch.evidence(CODE).as_str()), has.split(", and").next());
        }
        sketch.change_pool(pool, |pool| pool.public_ip_source = Some(PublicIpSource::Byoip));
        assert_eq!(sketch.sentence(CODE), None);
    }
}

#[test]
fn pools_within_it_hold_parts_of_its_blocks() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(Plan::default_public_scope(), "Edge", &["2600::/52"]);
    sketch.change_pool(pool, |pool| pool.public_ip_source = Some(PublicIpSource::Amazon));
    let within = sketch.pool(pool, "Within", &["2600::/56", "2600:0:0:100::/56"]);
    sketch.change_pool(within, |pool| pool.public_ip_source = Some(PublicIpSource::Amazon));
    assert_eq!(sketch.found(CODE), [""; 0]);
}
