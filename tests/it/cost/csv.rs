//! Estimates as CSV.

use ipam_planner::cost::csv;
use ipam_planner::plan::WorkloadKind;
use ipam_planner::workspace::Workspace;

use super::nodes;
use super::sketch::Sketch;

#[test]
fn an_estimate_is_written_with_its_working() {
    let mut sketch = Sketch::new();
    let account = sketch.account("Payments, Inc", "111122223333", &[]);
    let vpc = sketch.vpc("web", "eu-west-1", "10.0.0.0/16", Some(account));
    sketch.workload(vpc, WorkloadKind::NodeGroup(nodes("m5.large", 100, 20)));
    let workspace = sketch.open();
    let text = csv(workspace.plan(), workspace.estimate());
    let mut lines = text.split("\r\n");
    assert!(lines.next().unwrap().starts_with("by,id,name,active_ips,"));
    let figures = "3000,0,3000,0,3000,0,0,0,0,3000,0.81,591.3,7095.6,0,0,USD,";
    assert_eq!(lines.next().unwrap(), format!("total,,,{figures}"));
    assert_eq!(
        lines.next().unwrap(),
        format!("region,eu-west-1,Europe (Ireland),{figures}")
    );
    assert_eq!(
        lines.next().unwrap(),
        format!("account,111122223333,\"Payments, Inc\",{figures}")
    );
    assert_eq!(
        lines.next().unwrap(),
        format!("scope,private,default private scope,{figures}")
    );
    assert_eq!(lines.next().unwrap(), format!("pool,,no pool,{figures}"));
    assert!(
        lines.next().unwrap().starts_with("vpc,")
            && lines
                .next()
                .unwrap()
                .contains("\"3 interfaces + 27 secondary = 30 per node × 100 nodes = 3,000\"")
    );
    assert_eq!((lines.next(), lines.next()), (Some(""), None));
}

/// No cell is a formula, every line has as many cells, and a name is read back as it is, but for the apostrophe.
#[test]
fn names_are_text_to_a_spreadsheet() {
    let text = include_str!("../../fixtures/vectors/naughty_strings.json");
    let strings: serde_json::Value = serde_json::from_str(text).unwrap();
    let strings = strings["cases"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap());
    let own = [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "a,b", "a\"b", "a\nb", "=\"a\",b",
    ];
    for name in strings.chain(own) {
        let mut sketch = Sketch::new();
        let vpc = sketch.vpc(name, "eu-west-1", "10.0.0.0/16", None);
        sketch.workload(vpc, WorkloadKind::NodeGroup(nodes("m5.large", 1, 1)));
        let workspace = Workspace::open(sketch.plan);
        let rows = read(&csv(workspace.plan(), workspace.estimate()));
        assert!(rows.iter().all(|row| row.len() == 20), "{name:?}");
        let cells = rows.iter().flatten();
        let is_formula = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']);
        assert_eq!(cells.filter(|cell| is_formula(cell)).count(), 0, "{name:?}");
        let row = rows.iter().find(|row| row[0] == "vpc").unwrap();
        assert_eq!(
            row[2]
                .strip_prefix('\'')
                .filter(|rest| is_formula(&(*rest).to_owned()))
                .unwrap_or(&row[2]),
            name
        );
    }
}

/// Reads CSV by RFC 4180.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !is_quoted);
    rows
}
