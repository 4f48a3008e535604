use ipam_planner::plan::{Plan, PrivateGua};

use super::sketch::{Sketch, private};

#[test]
fn private_global_unicast_is_enabled_first() {
    for (cidr, fires) in [
        ("1fff::/32", false),
        ("2000::/32", true),
        ("2001:db8::/32", true),
        ("3fff::/32", true),
        ("4000::/32", false),
        ("fd80::/32", false),
        ("52.0.0.0/8", false),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Top", &[cidr]);
        let expected = format!(
            "The pool Top holds {cidr}, global unicast addresses, which the IPAM does not allow in private scopes yet"
        );
        assert_eq!(sketch.sentence("private-gua"), fires.then_some(expected));
        if fires {
            assert_eq!(sketch.mend("private-gua"), "Enable private GUA on the IPAM");
            sketch.ipam(|ipam| ipam.private_gua = PrivateGua::Disabled);
            assert_eq!(sketch.found("private-gua").len(), 1);
            sketch.change_pool(pool, |pool| pool.parent = Plan::default_public_scope().into());
            assert_eq!(sketch.sentence("private-gua"), None);
        }
    }
}
