//! Cut, copy and paste: subtrees as text, and back.

use ipam_planner::address::{NetmaskLength, Strategy};
use ipam_planner::examples::EXAMPLES;
use ipam_planner::plan::gesture::{
    BlockKind, Clip, PasteTarget, copy, copy_whole, paste, read_clip, remove_many, to_columns, to_html, to_lines,
};
use ipam_planner::plan::{Edit, Lock, Node, Plan, Tags};

use super::tree::{Tree, length};
use crate::index::random_plan::RandomEdits;

fn company() -> Tree {
    let mut tree = Tree::new();
    tree.pool("", "top", &["10.0.0.0/8"]);
    tree.pool("top", "prod", &["10.0.0.0/18"]);
    tree.vpc("prod", "shop", "10.0.0.0/22");
    tree.subnet("shop", "shop a/b", "10.0.0.0/24");
    tree.reservation("prod", "vpn", "10.0.16.0/20");
    tree.pool("top", "dev", &["10.1.0.0/16"]);
    tree
}

fn clip(tree: &Tree, names: &[&str]) -> Clip {
    let nodes: Vec<Node> = names.iter().map(|name| tree.node(name)).collect();
    copy(tree.plan(), tree.workspace.index(), &nodes)
}

fn put(tree: &mut Tree, target: PasteTarget, clip: &Clip) -> Result<Vec<String>, String> {
    let (plan, index) = (tree.workspace.plan(), tree.workspace.index());
    let pasted = paste(plan, index, target, clip, Strategy::LowestAddress, &mut tree.ids);
    let pasted = pasted.map_err(|problem| problem.to_string())?;
    let moved = pasted
        .moved
        .iter()
        .map(|(from, to)| format!("{from} to {to}"))
        .collect();
    tree.take(pasted.gesture);
    Ok(moved)
}

#[test]
fn a_subtree_is_lines_and_columns() {
    let tree = company();
    // What lies in something chosen comes along once.
    let clip = clip(&tree, &["shop", "prod", "vpn"]);
    assert_eq!(
        to_lines(&clip),
        "pool prod 10.0.0.0/18 eu-central-1\n  VPC shop 10.0.0.0/22 eu-central-1\n    subnet \"shop a/b\" 10.0.0.0/24\n  \
         reservation vpn 10.0.16.0/20\n"
    );
    assert_eq!(
        to_columns(&clip),
        "Level\tKind\tName\tCIDR\tRegion\tAccount\tZone\tPurpose\tTags\tNote\n\
         1\tpool\tprod\t10.0.0.0/18\teu-central-1\t\t\t\t\t\n\
         2\tVPC\tshop\t10.0.0.0/22\teu-central-1\t\t\t\t\t\n\
         3\tsubnet\tshop a/b\t10.0.0.0/24\t\t\t\t\t\t\n\
         2\treservation\tvpn\t10.0.16.0/20\t\t\t\t\t\t\n"
    );
}

#[test]
fn what_is_written_is_read_again() {
    let mut plans: Vec<Plan> = EXAMPLES.iter().map(|example| example.plan()).collect();
    for seed in 0..20 {
        let mut edits = RandomEdits::new(seed, 60);
        let mut plan = RandomEdits::plan();
        for _ in 0..80 {
            let edit = edits.edit(&plan);
            plan.apply(edit).unwrap();
        }
        plans.push(plan);
    }
    let mut read = 0;
    for plan in plans {
        let tree = Tree::open(plan);
        let outline = tree.workspace.outline();
        let scopes = outline.children(Node::Ipam);
        let nodes: Vec<Node> = scopes.iter().flat_map(|scope| outline.children(*scope)).collect();
        let mut clip = copy(tree.plan(), tree.workspace.index(), &nodes);
        assert_eq!(read_clip(&to_columns(&clip)).unwrap(), clip);
        // Lines leave out tags, notes and purposes.
        fn strip(clip: &mut [ipam_planner::plan::gesture::ClipItem]) {
            for item in clip {
                (item.tags, item.note, item.purpose) = (Tags::new(), String::new(), String::new());
                strip(&mut item.items);
            }
        }
        strip(&mut clip.items);
        let lines = to_lines(&clip);
        assert_eq!(
            read_clip(&lines).unwrap_or_else(|problems| panic!("{problems:?}\n{lines}")),
            clip,
            "{lines}"
        );
        read += clip.items.len();
    }
    assert!(read > 50);
}

#[test]
fn cells_keep_what_would_break_them() {
    let mut clip = clip(&company(), &["vpn"]);
    clip.items[0].name = "=1+1\t\"x\"\ny".to_owned();
    clip.items[0].note = "'quoted".to_owned();
    clip.items[0].tags = [("a=b;c\\", "1; 2"), ("plain", ""), ("", "x")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into_iter()
        .collect();
    let text = to_columns(&clip);
    assert!(text.contains("\"'=1+1\t\"\"x\"\"\ny\""), "{text}");
    assert_eq!(read_clip(&text).unwrap(), clip);
}

#[test]
fn a_typed_tree_is_placed_where_it_is_pasted() {
    let mut tree = company();
    let typed = read_clip(
        "team /18\n\tshop 2 /22 eu-west-1 payments\n\tweb /22\n\t\tsubnet front /24 eu-central-1a\n\t\t/24\nsolo /24",
    )
    .unwrap();
    assert_eq!(typed.items[0].kind, BlockKind::Pool);
    assert_eq!(typed.items[0].items[0].length, Some(length(22)));
    let target = PasteTarget::Pool(tree.id_of_pool("dev"));
    assert_eq!(put(&mut tree, target, &typed), Ok(vec![]));
    let lines = tree.lines();
    let at = lines.iter().position(|line| line.contains("dev")).unwrap();
    assert_eq!(
        lines[at..],
        [
            "  dev 10.1.0.0/16",
            "    team 10.1.0.0/18",
            "      shop 2 10.1.0.0/22",
            "      web 10.1.4.0/22",
            "        front 10.1.4.0/24",
            "         10.1.5.0/24",
            "    solo 10.1.64.0/24",
        ]
    );
    assert!(tree.plan().intent().accounts.values().any(|row| row.name == "payments"));
}

#[test]
fn a_copy_keeps_its_blocks_or_moves_with_its_layout() {
    let mut tree = company();
    let copied = clip(&tree, &["prod"]);
    let dev = PasteTarget::Pool(tree.id_of_pool("dev"));
    assert_eq!(put(&mut tree, dev, &copied).unwrap(), ["10.0.0.0/18 to 10.1.0.0/18"]);
    assert!(tree.lines().contains(&"        shop a/b 10.1.0.0/24".to_owned()));
    assert!(tree.lines().contains(&"      vpn 10.1.16.0/20".to_owned()));
    // Cut and pasted, it keeps what it has.
    let before = tree.lines();
    let cut = clip(&tree, &["prod"]);
    let nodes = [tree.node("prod"), tree.node("shop"), tree.node("vpn")];
    let gesture = remove_many(tree.plan(), tree.workspace.index(), &nodes)
        .unwrap()
        .gesture;
    tree.take(gesture);
    let top = PasteTarget::Pool(tree.id_of_pool("top"));
    assert_eq!(put(&mut tree, top, &cut), Ok(vec![]));
    assert_eq!(tree.lines(), before);

    for (text, target, sentence) in [
        (
            "a 10.0.0.0/7",
            dev,
            "No room for a of /7: the largest free block is 10.1.128.0/17",
        ),
        (
            "pool a 10.1.64.0/18\n  VPC b 10.9.0.0/24",
            dev,
            "b has 10.9.0.0/24, which does not lie in a or is taken there",
        ),
        (
            "pool a 10.1.64.0/18\n  VPC b /17",
            dev,
            "No room for b of /17: the largest free block is 10.1.64.0/18",
        ),
        ("subnet a /24", dev, "A subnet cannot be pasted into a pool"),
        (
            "pool a /24",
            PasteTarget::Scope(Plan::default_private_scope()),
            "a needs a CIDR such as 10.0.0.0/16: only a pool gives one by size",
        ),
        ("", dev, "There is nothing to paste"),
    ] {
        let plan = tree.plan().clone();
        assert_eq!(put(&mut tree, target, &read_clip(text).unwrap()).unwrap_err(), sentence);
        assert_eq!(*tree.plan(), plan);
    }
}

#[test]
fn lines_that_say_nothing_are_named() {
    for (text, sentences) in [
        (
            "a\n10.0.0.0/33\n\"b /24",
            vec![
                "neither a CIDR nor a size",
                "10.0.0.0/33",
                "a quotation mark is not closed",
            ],
        ),
        (
            "reservation a /20\n  VPC b /24",
            vec!["Line 1: a VPC cannot lie in a reservation"],
        ),
        (
            "pool a /20\n  subnet b /24",
            vec!["Line 1: a subnet cannot lie in a pool"],
        ),
        ("Name\tSize\na\t/24", vec!["Line 1: there is no column CIDR"]),
        (
            "Level\tName\tCIDR\n1\ta\t/20\n3\tb\t/24\n",
            vec!["Line 3: its level is none"],
        ),
        ("Kind\tName\tCIDR\nbridge\ta\t/20", vec!["Line 2: bridge is no kind"]),
    ] {
        let problems = read_clip(text).unwrap_err();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), sentences.len(), "{text}: {said:?}");
        for (said, part) in said.iter().zip(sentences) {
            assert!(said.contains(part) || part == "10.0.0.0/33", "{said}");
        }
    }
    // Deep nesting is a sentence as well, and no overflow.
    let deep: String = (0..5_000).map(|depth| format!("{}a /8\n", " ".repeat(depth))).collect();
    assert!(read_clip(&deep).is_err());
}

#[test]
fn a_spreadsheet_gets_a_table_of_text() {
    let tree = company();
    let mut copied = clip(&tree, &["vpn"]);
    copied.items[0].name = "=1+1 <b>&".to_owned();
    let html = to_html(&copied);
    assert!(
        html.starts_with("<meta charset=\"utf-8\"><table><tr><th>Level</th><th>Kind</th><th>Name</th><th>CIDR</th>")
    );
    assert!(html.contains(">=1+1 &lt;b&gt;&amp;</td>"), "{html}");
    assert_eq!(
        html.matches("<td style=\"mso-number-format:'\\@'\">").count(),
        10,
        "every cell is text"
    );
    assert_eq!(html.matches("<tr>").count(), 2);
}

#[test]
fn rows_that_are_copied_whole_keep_what_no_text_says() {
    let mut tree = company();
    let id = tree.id_of_pool("prod");
    let mut edit = Edit::new();
    edit.update(id, tree.plan().design().pools.get(&id).unwrap(), |row| {
        row.rules.min = NetmaskLength::new(20);
        row.description = "What earns".to_owned();
        row.lock = Lock::Locked;
        row.aws_id = Some("ipam-pool-0abcd1234".to_owned());
    });
    tree.workspace.apply("rules", edit).unwrap();
    let dev = PasteTarget::Pool(tree.id_of_pool("dev"));
    let nodes = [tree.node("prod")];
    let whole = copy_whole(tree.plan(), tree.workspace.index(), &nodes);
    let before: Vec<_> = tree.plan().design().pools.keys().copied().collect();
    put(&mut tree, dev, &whole).unwrap();
    let new: Vec<_> = tree
        .plan()
        .design()
        .pools
        .iter()
        .filter(|(id, _)| !before.contains(id))
        .collect();
    let [(_, copied)] = new.as_slice() else {
        panic!("{new:?}")
    };
    assert_eq!(
        (copied.rules.min, copied.description.as_str()),
        (NetmaskLength::new(20), "What earns")
    );
    assert_eq!(
        (copied.lock, &copied.aws_id),
        (Lock::Open, &None),
        "a copy is a new thing"
    );
}
