//! What is read rather than applied: the table, the report, the map.

use std::collections::BTreeSet;

use ipam_planner::export::{Export, Extent, Target};
use ipam_planner::lifecycle::lifecycle;
use ipam_planner::plan::{Node, Outline};
use ipam_planner::workspace::Workspace;

use super::{HOSTILE, hostile_plan, open, plans};

fn whole(target: Target, workspace: &Workspace) -> String {
    Export::whole(target, Extent::Plan, workspace.source()).text
}

/// Cells by RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match (is_quoted, letter) {
            (true, '"') if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            (true, '"') => is_quoted = false,
            (false, '"') => is_quoted = true,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (_, letter) => cell.push(letter),
        }
    }
    assert!(cell.is_empty() && row.is_empty() && !is_quoted);
    rows
}

/// The rows of the tree, free space left out.
fn nodes(workspace: &Workspace) -> Vec<(Node, usize)> {
    let outline = Outline::new(workspace.plan(), workspace.index());
    let mut all = Vec::new();
    let mut waiting = vec![(Node::Ipam, 1)];
    while let Some((node, level)) = waiting.pop() {
        if !matches!(node, Node::Free(_)) {
            all.push((node, level));
        }
        waiting.extend(outline.children(node).into_iter().rev().map(|node| (node, level + 1)));
    }
    all
}

#[test]
fn the_table_has_a_line_for_each_row_of_the_tree() {
    for plan in plans() {
        let workspace = open(plan);
        let rows = cells(&whole(Target::Csv, &workspace));
        let heading = &rows[0];
        let column = |name: &str| heading.iter().position(|cell| cell == name).unwrap();
        let nodes = nodes(&workspace);
        assert_eq!(rows.len() - 1, nodes.len());
        for (row, (node, level)) in rows.iter().skip(1).zip(&nodes) {
            assert_eq!(row.len(), heading.len());
            assert_eq!(row[column("level")], level.to_string());
            let name = ipam_planner::plan::gesture::name_of(workspace.plan(), *node).unwrap_or_default();
            let said = &row[column("name")];
            assert!(
                said == name || said.strip_prefix('\'') == Some(name),
                "{said:?} {name:?}"
            );
            let cidrs: Vec<String> = match node {
                Node::Pool(id) => workspace
                    .index()
                    .pool(*id)
                    .unwrap()
                    .cidrs()
                    .map(|(cidr, _)| cidr.to_string())
                    .collect(),
                Node::VpcCidr(id) => {
                    vec![workspace.plan().design().vpc_cidrs.get(id).unwrap().cidr.to_string()]
                }
                _ => continue,
            };
            assert_eq!(row[column("cidr")], cidrs.join("; "));
        }
    }
}

#[test]
fn no_cell_is_a_formula() {
    for seed in 1..=20 {
        let workspace = open(hostile_plan(seed));
        for cell in cells(&whole(Target::Csv, &workspace)).into_iter().flatten() {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell:?}");
        }
    }
}

#[test]
fn addresses_and_shares_are_numbers() {
    let workspace = open(ipam_planner::examples::EXAMPLES[2].plan());
    let rows = cells(&whole(Target::Csv, &workspace));
    let column = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
    let line = |cidr: &str| rows.iter().find(|row| row[column("cidr")] == cidr).unwrap();
    assert_eq!(line("10.64.0.0/12")[column("addresses")], "1048576");
    // 2^(128 - 48)
    assert_eq!(
        line("fdc4:9a3b:71e2::/48")[column("addresses")],
        "1208925819614629174706176"
    );
    // Two of its four quarters are given to sub-pools.
    let shares = rows
        .iter()
        .skip(1)
        .map(|row| &row[column("utilization_percent")])
        .filter(|share| !share.is_empty());
    for share in shares {
        assert!(
            share.parse::<f64>().is_ok_and(|share| (0.0..=100.0).contains(&share)),
            "{share}"
        );
    }
}

#[test]
fn the_steps_alone_are_their_rows() {
    let mut some = 0;
    for seed in 1..=20 {
        let plan = hostile_plan(seed);
        let steps = lifecycle(&plan);
        let workspace = open(plan);
        let text = Export::whole(Target::Csv, Extent::Steps(Box::new(steps)), workspace.source()).text;
        let count = cells(&text).len() - 1;
        assert!(count <= nodes(&workspace).len());
        some += count;
    }
    assert!(some > 100);
}

/// Bars that are no text.
fn bars(line: &str) -> usize {
    line.replace("\\\\", "").replace("\\|", "").matches('|').count()
}

#[test]
fn the_report_is_made_of_tables_and_lists_whatever_names_say() {
    for plan in plans() {
        let workspace = open(plan);
        let text = whole(Target::Report, &workspace);
        let mut in_table = 0;
        for line in text.lines() {
            // Nothing of a name is HTML.
            let html = line.replace("<br>", "");
            assert!(!html.contains('<') && !html.contains('>'), "{line}");
            if line.starts_with('|') {
                if in_table > 0 {
                    assert_eq!(bars(line), in_table, "{line}");
                }
                in_table = bars(line);
            } else {
                in_table = 0;
                let is_known = ["", "# ", "## ", "### ", "- "]
                    .iter()
                    .any(|start| line.starts_with(start));
                assert!(is_known, "{line}");
            }
        }
        let (_, tree) = text.split_once("## Addresses").unwrap();
        let (tree, rest) = tree.split_once("\n## Findings").unwrap();
        let lines = tree.lines().filter(|line| line.starts_with('|')).count();
        assert_eq!(lines - 2, nodes(&workspace).len());
        let (findings, _) = rest.split_once("\n## Cost").unwrap_or((rest, ""));
        let listed = findings.lines().filter(|line| line.starts_with("- ")).count();
        assert_eq!(listed, workspace.findings().iter().count());
    }
}

#[test]
fn the_map_is_xml_with_each_block_inside_its_frame() {
    for plan in plans() {
        let workspace = open(plan);
        let text = whole(Target::Map, &workspace);
        let map = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let known: BTreeSet<&str> = ["svg", "style", "title", "rect", "text", "g"].into();
        let design = workspace.plan().design();
        let mut drawn = 0;
        for element in map.descendants().filter(|node| node.is_element()) {
            assert!(known.contains(element.tag_name().name()));
            assert!(
                element
                    .attributes()
                    .all(|attribute| !attribute.name().starts_with("on"))
            );
            let number = |name| element.attribute(name).unwrap().parse::<f64>().unwrap();
            if element.has_tag_name("rect") && element.attribute("x").is_some() {
                assert!(number("x") >= 0.0 && number("width") > 0.0);
                assert!(number("x") + number("width") <= 1_200.5, "{element:?}");
                drawn += 1;
            }
        }
        let blocks = design.pool_cidrs.len() + design.vpc_cidrs.len() + design.subnets.len();
        assert!(drawn > 0 || blocks == 0);
    }
}

#[test]
fn the_map_draws_blocks_to_scale() {
    use ipam_planner::address::Family;
    use ipam_planner::plan::{CountedIds, Edit, Id, Plan, Pool, PoolCidr};
    let mut plan = Plan::new("scale", "eu-central-1".parse().unwrap());
    let mut ids = CountedIds::default();
    let mut edit = Edit::new();
    let top = Id::mint(&mut ids);
    edit.add(top, Pool::new(Plan::default_private_scope().into(), Family::Ipv4));
    let mut provision = |edit: &mut Edit, pool, cidr: &str| {
        edit.add(
            Id::mint(&mut ids),
            PoolCidr {
                pool,
                cidr: cidr.parse().unwrap(),
            },
        );
    };
    provision(&mut edit, top, "10.0.0.0/8");
    let sub: Id<Pool> = "sub".parse().unwrap();
    edit.add(sub, Pool::new(top.into(), Family::Ipv4));
    provision(&mut edit, sub, "10.64.0.0/10");
    plan.apply(edit).unwrap();
    let text = whole(Target::Map, &open(plan));
    // A quarter, from a quarter on.
    assert!(
        text.contains("<rect class=\"pool\" x=\"0\" y=\"0\" width=\"1200\""),
        "{text}"
    );
    assert!(
        text.contains("<rect class=\"pool\" x=\"300\" y=\"22\" width=\"300\""),
        "{text}"
    );
}

#[test]
fn hostile_names_are_text_in_the_map() {
    for name in HOSTILE {
        let plan = ipam_planner::examples::EXAMPLES[0].plan();
        let mut design = plan.design().clone();
        design.pools.values_mut().for_each(|row| row.name = name.to_owned());
        let plan = ipam_planner::plan::Plan::from_tables(design, plan.actual().clone(), plan.intent().clone()).unwrap();
        let text = whole(Target::Map, &open(plan));
        let map = roxmltree::Document::parse(&text).unwrap();
        let is_printed = |letter: &char| !letter.is_control() && !matches!(letter, '\u{2028}' | '\u{202e}');
        let word: String = name.chars().take_while(is_printed).collect();
        let titles: Vec<&str> = map
            .descendants()
            .filter(|node| node.has_tag_name("title"))
            .filter_map(|node| node.text())
            .collect();
        assert!(titles.iter().any(|title| title.contains(&word)), "{name:?}");
    }
}
