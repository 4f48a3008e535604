use super::sketch::{Sketch, private};

#[test]
fn the_name_of_a_share_has_no_slash() {
    for (name, shared, fires) in [
        ("eu/prod", false, false),
        ("eu-prod", true, false),
        ("eu/prod/web", true, true),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), name, &["10.0.0.0/16"]);
        if shared {
            sketch.change_pool(pool, |pool| {
                _ = pool.shared_with.insert("111122223333".parse().unwrap())
            });
        }
        let expected =
            format!("The pool {name} is shared, and a resource share named after it may be refused for the \"/\"");
        assert_eq!(sketch.sentence("share-name"), fires.then_some(expected));
        if fires {
            assert_eq!(sketch.mend("share-name"), "Replace \"/\" by \"-\" in the name");
            let pools = &sketch.workspace.plan().design().pools;
            assert_eq!(pools.get(&pool).unwrap().name, "eu-prod-web");
        }
    }
}
