//! Plans as texts that others apply, open or read.

mod cloudformation;
mod hcl;
mod landing_zone;
mod module;
mod pieces;
mod tables;
mod terraform;

use ipam_planner::plan::{AwsTables, Plan};
use ipam_planner::workspace::Workspace;

use crate::support::{Random, RandomEdits};

/// Names and values that end something in one language or another, if they are let.
const HOSTILE: [&str; 24] = [
    "",
    "payments",
    "it's \"quoted\"",
    "${aws_vpc.x.id}",
    "$${already}",
    "%{ if true }yes%{ endif }",
    "%%{x}",
    "$",
    "${",
    "a\nb\r\nc\td",
    "\\",
    "a\\\"",
    "eu/prod/payments",
    "Zürich 東京 🐍👩‍🚀",
    "\u{0}\u{1b}[31m",
    "=1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "| a | b |",
    "*/ --> ]]> #",
    "{{resolve:ssm:/x}} {{ VAR }}",
    "'; touch pwned; '",
    "\u{2028}\u{202e}",
    "- key: value",
];

/// A random plan on both sides, in which whatever can be said says something hostile.
fn hostile_plan(seed: u32) -> Plan {
    let plan = RandomEdits::new(seed).plan(80);
    let mut random = Random::new(seed + 7_000);
    let mut design = plan.design().clone();
    fill(&mut design, &mut random);
    Plan::from_tables(design, plan.actual().clone(), plan.intent().clone()).unwrap()
}

fn fill(tables: &mut AwsTables, random: &mut Random) {
    let mut text = || random.pick(&HOSTILE).to_owned();
    macro_rules! said {
        ($($table:ident: [$($field:ident),*];)*) => {$(
            for row in tables.$table.values_mut() {
                $( row.$field = text(); )*
                row.tags = [(format!("k{}", text()), text())].into_iter().collect();
            }
        )*};
    }
    said! {
        ipams: [name, description];
        scopes: [name, description];
        pools: [name, description];
        reservations: [name, description];
        vpcs: [name];
        subnets: [name];
        public_blocks: [name];
    }
}

/// The worked examples, and random plans.
fn plans() -> Vec<Plan> {
    let examples = ipam_planner::examples::EXAMPLES.iter().map(|example| example.plan());
    let random = (1..=60).map(hostile_plan);
    examples.chain(random).collect()
}

fn open(plan: Plan) -> Workspace {
    Workspace::open(plan)
}

/// Writes an example to look at: `cargo test show_ -- --ignored`.
#[test]
#[ignore = "for people"]
fn show_everything() {
    let directory = std::env::temp_dir().join("ipam-planner-exports");
    std::fs::create_dir_all(&directory).unwrap();
    for example in ipam_planner::examples::EXAMPLES {
        let workspace = open(example.plan());
        for target in ipam_planner::export::Target::ALL {
            let export =
                ipam_planner::export::Export::whole(target, ipam_planner::export::Extent::Plan, workspace.source());
            let file = directory.join(format!("{}.{}", example.key, target.file_ending()));
            std::fs::write(&file, export.text).unwrap();
            println!("{}", file.display());
            for loss in export.not_expressed {
                println!("  {} ({}): {}", loss.what, loss.count, loss.why);
            }
        }
    }
}
