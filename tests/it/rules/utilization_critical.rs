use ipam_planner::plan::Percent;

use super::sketch::{Sketch, private};

#[test]
fn a_pool_reaches_its_critical_threshold() {
    let all = "10.0.0.0/16";
    for (threshold, taken, percent) in [
        (None, &[all][..], None),
        (Some(75), &["10.0.0.0/17"], None),
        (Some(75), &["10.0.0.0/17", "10.0.128.0/19", "10.0.160.0/20"], None),
        (Some(75), &["10.0.0.0/17", "10.0.128.0/18"], Some(75)),
        (Some(76), &["10.0.0.0/17", "10.0.128.0/18"], None),
        (Some(100), &["10.0.0.0/17", "10.0.128.0/18", "10.0.192.0/19"], None),
        (Some(100), &[all], Some(100)),
        (Some(0), &[], Some(0)),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Production", &[all]);
        sketch.change_pool(pool, |pool| pool.thresholds.critical = threshold.and_then(Percent::new));
        for block in taken {
            sketch.reservation(pool, "kept", block);
        }
        let expected = percent.zip(threshold).map(|(percent, threshold)| {
            format!("The pool Production is {percent} % full; its critical threshold is {threshold} %")
        });
        assert_eq!(
            sketch.sentence("utilization-critical"),
            expected,
            "{threshold:?} {taken:?}"
        );
    }
}
