use ipam_planner::plan::Percent;

use super::sketch::{Sketch, private};

#[test]
fn a_pool_reaches_its_warning_threshold() {
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
        sketch.change_pool(pool, |pool| pool.thresholds.warning = threshold.and_then(Percent::new));
        for block in taken {
            sketch.reservation(pool, "kept", block);
        }
        let expected = percent.zip(threshold).map(|(percent, threshold)| {
            format!("The pool Production is {percent} % full; its warning threshold is {threshold} %")
        });
        assert_eq!(
            sketch.sentence("utilization-warning"),
            expected,
            "{threshold:?} {taken:?}"
        );
    }
}

#[test]
fn past_the_critical_threshold_that_is_the_finding() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.change_pool(pool, |pool| {
        pool.thresholds.warning = Percent::new(50);
        pool.thresholds.critical = Percent::new(75);
    });
    sketch.reservation(pool, "", "10.0.0.0/17");
    assert_eq!(sketch.found("utilization-warning").len(), 1);
    assert_eq!(sketch.found("utilization-critical"), [""; 0]);
    sketch.reservation(pool, "", "10.0.128.0/18");
    assert_eq!(sketch.found("utilization-warning"), [""; 0]);
    assert_eq!(sketch.found("utilization-critical").len(), 1);
}

#[test]
fn the_evidence_is_a_band() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.change_pool(pool, |pool| pool.thresholds.warning = Percent::new(50));
    sketch.reservation(pool, "", "10.0.0.0/17");
    assert_eq!(sketch.evidence("utilization-warning"), "50 %, from 50 %");
    sketch.reservation(pool, "", "10.0.128.0/21");
    assert_eq!(sketch.evidence("utilization-warning"), "50 %, from 50 %");
    sketch.reservation(pool, "", "10.0.136.0/21");
    assert_eq!(sketch.evidence("utilization-warning"), "50 %, from 55 %");
}

#[test]
fn a_pool_without_a_cidr_is_not_full() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &[]);
    sketch.change_pool(pool, |pool| pool.thresholds.warning = Percent::new(0));
    assert_eq!(sketch.sentence("utilization-warning"), None);
    assert_eq!(Percent::new(101), None);
}
