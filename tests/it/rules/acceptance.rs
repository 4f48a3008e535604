//! A finding that is accepted stays, is counted apart, and opens again when its evidence changes.

use ipam_planner::plan::{Acceptance, Edit, Id, Node, Percent, RowChange};
use ipam_planner::rules::{Finding, Subject, acceptance};

use super::sketch::{Sketch, cidr, private};

fn only(sketch: &Sketch, code: &str) -> Finding {
    let mut found = sketch
        .workspace
        .findings()
        .iter()
        .filter(|finding| finding.rule.code == code);
    let finding = found.next().unwrap().clone();
    assert!(found.next().is_none());
    finding
}

fn accept(sketch: &mut Sketch, code: &str, reason: &str) {
    let edit = acceptance::accept(sketch.workspace.facts(), &only(sketch, code), reason);
    sketch.take(edit);
}

#[test]
fn it_is_counted_apart_until_its_evidence_changes() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/14"]);
    let vpc = sketch.vpc_at("erp", "10.1.0.0/16", None);
    let before = sketch.workspace.findings().total();
    assert_eq!((before.warnings, before.accepted), (1, 0));

    accept(&mut sketch, "unmanaged-in-pool", "moves away in May");
    let finding = only(&sketch, "unmanaged-in-pool");
    let row = sketch
        .workspace
        .plan()
        .intent()
        .acceptances
        .get(&finding.acceptance.unwrap());
    assert_eq!(row.unwrap().reason, "moves away in May");
    assert_eq!(
        row.unwrap().finding,
        format!("unmanaged-in-pool vpc-cidr,{vpc} 10.1.0.0/16 10.0.0.0/14")
    );
    let counts = sketch.workspace.findings().total();
    assert_eq!((counts.warnings, counts.accepted, counts.worst()), (0, 1, None));
    let below = sketch.workspace.findings().below(Node::Scope(private()));
    assert_eq!((below.warnings, below.accepted), (0, 1));

    // Another name is no other evidence.
    let id = sketch.workspace.plan().design().vpc_cidrs.get(&vpc).unwrap().vpc;
    sketch.change_vpc(id, |vpc| vpc.name = "legacy".to_owned());
    sketch.change_pool(pool, |pool| pool.name = "Prod".to_owned());
    assert!(only(&sketch, "unmanaged-in-pool").acceptance.is_some());
    // Another CIDR is.
    sketch.change(vpc, |tables| &tables.vpc_cidrs, |row| row.cidr = cidr("10.2.0.0/16"));
    assert_eq!(only(&sketch, "unmanaged-in-pool").acceptance, None);
    sketch.workspace.undo().unwrap();
    assert!(only(&sketch, "unmanaged-in-pool").acceptance.is_some());

    let edit = acceptance::reopen(sketch.workspace.facts(), &only(&sketch, "unmanaged-in-pool"));
    sketch.take(edit);
    assert_eq!(sketch.workspace.findings().total(), before);
    assert!(acceptance::reopen(sketch.workspace.facts(), &only(&sketch, "unmanaged-in-pool")).is_empty());
}

/// A pool that fills is the same finding until it reaches the next band of five percent.
#[test]
fn utilization_reopens_with_its_band() {
    let mut sketch = Sketch::new();
    let pool = sketch.pool(private(), "Production", &["10.0.0.0/16"]);
    sketch.change_pool(pool, |pool| pool.thresholds.warning = Percent::new(50));
    sketch.reservation(pool, "half", "10.0.0.0/17");
    accept(&mut sketch, "utilization-warning", "no more to come");
    // 53 %, and then 56 %.
    sketch.reservation(pool, "more", "10.0.128.0/21");
    assert!(only(&sketch, "utilization-warning").acceptance.is_some());
    sketch.reservation(pool, "still more", "10.0.136.0/21");
    assert_eq!(only(&sketch, "utilization-warning").acceptance, None);
}

#[test]
fn another_reason_is_the_same_acceptance() {
    let mut sketch = Sketch::new();
    sketch.vpc_at("web", "172.17.0.0/16", None);
    accept(&mut sketch, "docker-range", "no Docker here");
    accept(&mut sketch, "docker-range", "no Docker anywhere");
    assert_eq!(sketch.workspace.plan().intent().acceptances.len(), 1);
    let again = acceptance::accept(
        sketch.workspace.facts(),
        &only(&sketch, "docker-range"),
        "no Docker anywhere",
    );
    assert!(again.is_empty());
}

#[test]
fn every_kind_of_subject_can_be_accepted() {
    let mut sketch = Sketch::new();
    sketch.scope("Twice");
    let scope = sketch.scope("Twice");
    sketch.pool(scope, "", &["100.64.0.0/10", "fd00::/16"]);
    let (web, erp) = (sketch.vpc("web"), sketch.vpc(""));
    sketch.vpc_cidr(web, "10.0.0.0/8", None);
    sketch.vpc_cidr(erp, "fd00::/50", None);
    let both = sketch.vpc_cidr(erp, "10.0.0.0/16", None);
    sketch.subnet(web, "small", "10.0.0.0/30");
    sketch.public_block("eip", "10.0.0.0/32", None);
    sketch.connect(ipam_planner::plan::ConnectionKind::Peering, "", &[web, erp]);
    let findings: Vec<Finding> = sketch.workspace.findings().iter().cloned().collect();
    for finding in &findings {
        let edit = acceptance::accept(sketch.workspace.facts(), finding, "");
        sketch.take(edit);
    }
    let counts = sketch.workspace.findings().total();
    assert_eq!((counts.total(), counts.accepted as usize), (0, findings.len()));
    let is_cluster = |finding: &Finding| matches!(finding.subject, Subject::Cluster(..));
    assert!(findings.iter().any(is_cluster) && findings.iter().any(|finding| finding.subject == Subject::Ipam));
    sketch.change(both, |tables| &tables.vpc_cidrs, |row| row.cidr = cidr("10.0.0.0/17"));
    assert!(only(&sketch, "overlap").acceptance.is_none());
}

#[test]
fn what_names_no_finding_accepts_none() {
    let mut sketch = Sketch::new();
    sketch.vpc_at("web", "172.17.0.0/16", None);
    let finding = only(&sketch, "docker-range");
    let key = acceptance::key(&finding);
    let texts = [
        "",
        " ",
        "a",
        "a b",
        "a pool,",
        "a pool,x y",
        "a cluster,private",
        "a cluster,private,x,pool,y",
    ];
    let mut ids = Vec::new();
    for text in texts.into_iter().chain([&*key]) {
        // An id that does not follow from the text.
        let id: Id<Acceptance> = format!("x{}", ids.len()).parse().unwrap();
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id,
            before: None,
            after: Some(Box::new(Acceptance {
                finding: text.to_owned(),
                reason: String::new(),
            })),
        });
        sketch.take(edit);
        ids.push(id);
    }
    assert_eq!(only(&sketch, "docker-range").acceptance, None);
    assert_eq!(sketch.workspace.findings().total().accepted, 0);
}
