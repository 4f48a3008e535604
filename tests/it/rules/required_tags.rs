use ipam_planner::plan::Tags;

use super::sketch::{Sketch, private};

fn tags(text: &str) -> Tags {
    let pairs = text.split_whitespace().filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

#[test]
fn a_resource_has_every_tag_that_its_pool_requires() {
    for (required, has, missing) in [
        ("", "", None),
        ("env=prod", "env=prod", None),
        ("env=prod", "env=prod team=web", None),
        ("env=prod", "", Some("the tag env = prod")),
        ("env=prod", "env=test", Some("the tag env = prod")),
        ("env=prod", "Env=prod", Some("the tag env = prod")),
        ("env=", "env=x", Some("the tag env")),
        ("env=prod team=web", "team=web", Some("the tag env = prod")),
        ("env=prod team=web", "", Some("the tags env = prod and team = web")),
        // AWS's tag Name is what the VPC is called.
        ("Name=payments", "", None),
        ("Name=web", "", Some("the tag Name = web")),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
        sketch.change_pool(pool, |pool| pool.required_tags = tags(required));
        let vpc = sketch.vpc("payments");
        sketch.vpc_cidr(vpc, "10.0.0.0/24", pool);
        sketch.change_vpc(vpc, |vpc| vpc.tags = tags(has));
        let expected = missing.map(|missing| {
            format!("payments takes 10.0.0.0/24 from the pool Production without {missing}, which the pool requires")
        });
        assert_eq!(sketch.sentence("required-tags"), expected, "{required} and {has}");
    }
}

#[test]
fn only_what_the_pool_itself_gives_needs_them() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
    sketch.change_pool(top, |pool| pool.required_tags = tags("env=prod"));
    let below = sketch.pool(top, "Below", &["10.0.0.0/16"]);
    sketch.vpc_at("web", "10.0.0.0/24", below);
    sketch.vpc_at("erp", "10.1.0.0/24", None);
    sketch.reservation(top, "kept", "10.2.0.0/16");
    let ignored = sketch.vpc_at("old", "10.3.0.0/24", top);
    sketch.ignore(ignored);
    assert_eq!(sketch.found("required-tags"), [""; 0]);
    let block = sketch.public_block("nat", "10.4.0.0/28", Some(top));
    assert_eq!(sketch.found("required-tags").len(), 1);
    sketch.change(block, |tables| &tables.public_blocks, |row| row.tags = tags("env=prod"));
    assert_eq!(sketch.found("required-tags"), [""; 0]);
}

#[test]
fn the_fix_adds_them_and_overwrites_none() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.change_pool(pool, |pool| pool.required_tags = tags("env=prod team=web"));
    let vpc = sketch.vpc("payments");
    sketch.vpc_cidr(vpc, "10.0.0.0/24", pool);
    sketch.change_vpc(vpc, |vpc| vpc.tags = tags("env=test"));
    assert_eq!(sketch.evidence("required-tags"), "env=prod team=web");
    assert_eq!(sketch.fix("required-tags"), None);
    sketch.change_vpc(vpc, |vpc| vpc.tags = tags("cost=1"));
    assert_eq!(sketch.mend("required-tags"), "Add the 2 tags");
}
