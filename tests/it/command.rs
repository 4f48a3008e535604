//! The command line.

use std::fs;
use std::path::PathBuf;

use ipam_planner::command::run;
use ipam_planner::examples::EXAMPLES;
use ipam_planner::format::{self, link};
use ipam_planner::plan::{Edit, Plan};
use ipam_planner::workspace::Workspace;
use serde_json::Value;

/// A folder of its own for a test, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ipam-planner-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn plan(&self, name: &str, plan: &Plan) -> String {
        self.file(name, &format::write(plan))
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// What a command printed, and its exit status.
fn ran(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = run(arguments.iter().map(Into::into), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status, text(out), text(err))
}

fn example(key: &str) -> Plan {
    EXAMPLES.iter().find(|example| example.key == key).unwrap().plan()
}

fn renamed(plan: &Plan, from: &str, to: &str) -> Plan {
    let (id, row) = plan.design().vpcs.iter().find(|(_, row)| row.name == from).unwrap();
    let mut edit = Edit::new();
    edit.update(*id, row, |row| row.name = to.to_owned());
    let mut plan = plan.clone();
    plan.apply(edit).unwrap();
    plan
}

#[test]
fn check_tells_what_is_found_and_where() {
    let folder = Folder::new("check");
    let plan = example("merger");
    let file = folder.plan("plan.json", &plan);
    let workspace = Workspace::open(plan);
    let count = workspace.findings().iter().count();

    let (status, text, err) = ran(&["check", &file]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert_eq!(
        text.lines().count(),
        count + 1,
        "a line for each finding and one that counts them"
    );
    // The place is that of the row that the sentence is about.
    let line = text.lines().find(|line| line.contains("[pool-without-cidr]")).unwrap();
    let number: usize = line.strip_prefix(&file).unwrap()[1..]
        .split(':')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let written = fs::read_to_string(&file).unwrap();
    let below: Vec<&str> = written.lines().skip(number - 1).take(2).collect();
    assert!(below[1].contains("ap-southeast-2"), "{line}: {below:?}");

    let (status, text, _) = ran(&["check", &file, "--format", "json", "--fail-on", "never"]);
    assert_eq!(status, 0);
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["findings"].as_array().unwrap().len(), count);

    let (status, text, _) = ran(&["check", "--format=sarif", &file]);
    assert_eq!(status, 1);
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), count);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(
            rule["id"], result["ruleId"],
            "a result names its rule by place and by id"
        );
        assert!(
            result["locations"][0]["physicalLocation"]["region"]["startLine"]
                .as_u64()
                .unwrap()
                > 1
        );
    }
}

#[test]
fn check_fails_only_on_what_is_asked_for() {
    let folder = Folder::new("fail-on");
    // AWS's documentation's example has one finding, a note.
    let plan = example("organization");
    let worst: Vec<_> = Workspace::open(plan.clone())
        .findings()
        .iter()
        .map(|finding| finding.rule.severity)
        .collect();
    assert_eq!(worst, [ipam_planner::rules::Severity::Note]);
    let file = folder.plan("plan.json", &plan);
    for (fail_on, status) in [("error", 0), ("warning", 0), ("note", 1), ("never", 0)] {
        assert_eq!(ran(&["check", &file, "--fail-on", fail_on]).0, status, "{fail_on}");
    }
    let empty = folder.plan("empty.json", &Plan::new("Empty", "eu-west-1".parse().unwrap()));
    assert_eq!(ran(&["check", &empty, "--fail-on", "note"]).0, 0);
}

#[test]
fn diff_is_markdown_or_json() {
    let folder = Folder::new("diff");
    let plan = example("organization");
    let name = plan.design().vpcs.values().next().unwrap().name.clone();
    let (before, after) = (
        folder.plan("a.json", &plan),
        folder.plan("b.json", &renamed(&plan, &name, "renamed")),
    );
    let (status, text, _) = ran(&["diff", &before, &after]);
    assert_eq!(status, 0);
    assert!(text.contains("## Changed (1)"), "{text}");
    assert_eq!(ran(&["diff", &before, &after, "--exit-code"]).0, 1);
    assert_eq!(ran(&["diff", &before, &before, "--exit-code"]).0, 0);
    let (_, text, _) = ran(&["diff", &before, &after, "--format", "json"]);
    let told: Value = serde_json::from_str(&text).unwrap();
    let field = &told["differences"][0]["fields"][0];
    assert_eq!(
        (&field["field"], &field["after"]),
        (&Value::from("name"), &Value::from("renamed"))
    );
}

#[test]
fn cost_adds_up() {
    let folder = Folder::new("cost");
    let file = folder.plan("plan.json", &example("kubernetes"));
    let (status, text, _) = ran(&["cost", &file, "--format", "json"]);
    assert_eq!(status, 0);
    let told: Value = serde_json::from_str(&text).unwrap();
    let active = |figures: &Value| figures["active_ips"].as_str().unwrap().parse::<u128>().unwrap();
    let sum: u128 = told["regions"].as_object().unwrap().values().map(active).sum();
    assert_eq!(active(&told["total"]), sum);
    let (_, table, _) = ran(&["cost", &file]);
    let widths: Vec<usize> = table.lines().map(|line| line.chars().count()).collect();
    assert!(
        widths.windows(2).all(|pair| pair[0] == pair[1]),
        "the columns are in line:\n{table}"
    );
    assert!(ran(&["cost", &file, "--format", "csv"]).1.starts_with("by,id,name"));
}

#[test]
fn merge_puts_copies_together_as_git_asks() {
    let folder = Folder::new("merge");
    let base = example("organization");
    let names: Vec<String> = base.design().vpcs.values().map(|row| row.name.clone()).collect();
    let (ours, theirs) = (renamed(&base, &names[0], "by us"), renamed(&base, &names[1], "by them"));
    let [base_file, ours_file, theirs_file] =
        [("base", &base), ("ours", &ours), ("theirs", &theirs)].map(|(name, plan)| folder.plan(name, plan));
    // As a merge driver: `ipam-planner merge %O %A %B --output %A`.
    let (status, text, err) = ran(&["merge", &base_file, &ours_file, &theirs_file, "--output", &ours_file]);
    assert_eq!((status, text.as_str(), err.as_str()), (0, "", ""));
    let merged = format::read(&fs::read_to_string(&ours_file).unwrap()).unwrap().plan;
    assert_eq!(merged, renamed(&ours, &names[1], "by them"));

    let other = folder.plan("other", &renamed(&base, &names[0], "by others"));
    let ours_file = folder.plan("ours", &ours);
    let (status, text, err) = ran(&["merge", &base_file, &ours_file, &other]);
    assert_eq!(status, 1);
    assert_eq!(format::read(&text).unwrap().plan, ours, "undecided, ours stays");
    assert!(
        err.starts_with("conflict: VPC ") && err.contains("\"by us\" in ours and \"by others\" in theirs"),
        "{err}"
    );
    let (status, text, _) = ran(&["merge", &base_file, &ours_file, &other, "--take", "theirs"]);
    assert_eq!(status, 0);
    assert_eq!(
        format::read(&text).unwrap().plan,
        renamed(&base, &names[0], "by others")
    );
}

#[test]
fn link_gives_an_address_that_opens() {
    let folder = Folder::new("link");
    let plan = example("dual-stack");
    let file = folder.plan("plan.json", &plan);
    let (status, text, _) = ran(&["link", &file, "--page", "https://example.org/planner/#old"]);
    assert_eq!(status, 0);
    let (page, fragment) = text.trim_end().split_once('#').unwrap();
    assert_eq!(page, "https://example.org/planner/");
    assert_eq!(link::open(fragment).unwrap().plan, plan);
}

#[test]
fn what_is_wrong_is_said_and_exits_with_2() {
    let folder = Folder::new("wrong");
    let plan = folder.plan("plan.json", &example("organization"));
    let broken = folder.file(
        "broken.json",
        "{\"format\":\"ipam-planner\",\"version\":1,\"designs\":{}}",
    );
    let cases: &[(&[&str], &str)] = &[
        (&["chek", &plan], "there is no command \"chek\""),
        (&["check"], "\"check\" needs PLAN, not 0 files"),
        (&["check", &plan, &plan], "not 2 files"),
        (
            &["check", &plan, "--format", "csv"],
            "the formats of \"check\" are text, json, sarif",
        ),
        (
            &["check", &plan, "--format", "xml"],
            "--format is one of text, json, sarif, markdown, csv, not \"xml\"",
        ),
        (
            &["cost", &plan, "--fail-on", "error"],
            "\"cost\" has no option --fail-on",
        ),
        (&["check", "--colour", &plan], "--colour"),
        (&["check", "no such file"], "no such file: "),
        (&["check", &broken], "\"design\" may be meant"),
        (&["diff", &plan, &broken], "broken.json: "),
    ];
    for (arguments, expected) in cases {
        let (status, text, err) = ran(arguments);
        assert_eq!((status, text.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    }
    assert_eq!(ran(&[]).0, 0);
    assert!(ran(&["--help"]).1.contains("Usage:"));
}
