use super::sketch::{Sketch, private};

#[test]
fn pools_beside_one_another_have_names_that_differ() {
    for (names, expected) in [
        (&["Production", "Test"][..], None),
        (&["Production", "production"], None),
        (&["", "", " "], None),
        (&["Production", "Test", "Production "], Some("2 are called Production")),
        (
            &["A", "B", "A", "B", "A", "C"],
            Some("3 are called A and 2 are called B"),
        ),
    ] {
        let mut sketch = Sketch::new();
        let top = sketch.pool(private(), "Top", &[]);
        for name in names {
            sketch.pool(top, name, &[]);
        }
        let sub_pools = expected.map(|twice| format!("The pool Top has sub-pools of the same name: {twice}"));
        assert_eq!(sketch.sentence("duplicate-name"), sub_pools, "{names:?}");

        let mut sketch = Sketch::new();
        for name in names {
            sketch.pool(private(), name, &[]);
        }
        let top = expected.map(|twice| format!("The default private scope has pools of the same name: {twice}"));
        assert_eq!(sketch.sentence("duplicate-name"), top, "{names:?}");

        let mut sketch = Sketch::new();
        for name in names {
            sketch.scope(name);
        }
        let scopes = expected.map(|twice| format!("The IPAM has scopes of the same name: {twice}"));
        assert_eq!(sketch.sentence("duplicate-name"), scopes, "{names:?}");
    }
}

#[test]
fn cousins_may_share_a_name() {
    let mut sketch = Sketch::new();
    let one = sketch.pool(private(), "eu-central-1", &[]);
    let other = sketch.pool(private(), "eu-west-1", &[]);
    sketch.pool(one, "Production", &[]);
    let moving = sketch.pool(other, "Production", &[]);
    assert_eq!(sketch.sentence("duplicate-name"), None);
    sketch.change_pool(moving, |pool| pool.parent = one.into());
    assert_eq!(sketch.evidence("duplicate-name"), "2 × Production");
    sketch.change_pool(moving, |pool| pool.name = "Test".to_owned());
    assert_eq!(sketch.sentence("duplicate-name"), None);
}
