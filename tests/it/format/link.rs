//! Plans as links.

use ipam_planner::format::link::{self, LinkError, MAX_LENGTH, MAX_TEXT};
use ipam_planner::plan::gesture::{Environment, NewPlan, start};
use ipam_planner::plan::{IdSource, Plan};

use super::EVERY_ROW;
use crate::support::{Random, RandomEdits};

/// Ids as the browser draws them: 60 random bits, which nothing can compress.
struct RandomIds(Random);

impl IdSource for RandomIds {
    fn draw(&mut self) -> u64 {
        u64::from(self.0.bits()) << 32 | u64::from(self.0.bits())
    }
}

/// A plan of a top-level pool, a pool in each of `regions` and one for each of `environments` there.
fn organization(regions: usize, environments: usize) -> Plan {
    const REGIONS: [&str; 9] = [
        "us-east-1",
        "us-west-2",
        "eu-west-1",
        "eu-central-1",
        "ap-southeast-2",
        "ap-northeast-1",
        "ca-central-1",
        "sa-east-1",
        "eu-north-1",
    ];
    const ENVIRONMENTS: [&str; 10] = [
        "Production",
        "Staging",
        "Development",
        "Sandbox",
        "Shared services",
        "Security",
        "Data platform",
        "Payments",
        "Research",
        "Partners",
    ];
    let new = NewPlan {
        name: "Example Corp".to_owned(),
        supernet: "10.0.0.0/8".parse().unwrap(),
        regions: REGIONS[..regions].iter().map(|code| code.parse().unwrap()).collect(),
        environments: ENVIRONMENTS[..environments]
            .iter()
            .map(|name| Environment {
                name: (*name).to_owned(),
            })
            .collect(),
        regional: None,
        environment: None,
    };
    start(&new, &mut RandomIds(Random::new(7))).unwrap()
}

#[test]
fn a_link_gives_the_plan_back() {
    let every_row = ipam_planner::format::read(EVERY_ROW).unwrap().plan;
    let random = (1..60).map(|seed| {
        let mut edits = RandomEdits::with_ids_of_its_own(seed);
        edits.plan(40)
    });
    for plan in random.chain([every_row]) {
        let fragment = link::fragment(&plan).unwrap();
        assert!(link::is_one(&fragment));
        assert_eq!(link::open(&fragment).unwrap().plan, plan);
        assert_eq!(link::open(&format!("#{fragment}")).unwrap().plan, plan);
        assert_eq!(link::fragment(&link::open(&fragment).unwrap().plan).unwrap(), fragment);
    }
}

/// The goals of issue trackers and chats: what is called a link there has less than 2,000 characters.
#[test]
fn links_are_short() {
    for (regions, environments, pools, goal) in [(3, 6, 22, 2_000), (9, 10, 100, 6_000)] {
        let plan = organization(regions, environments);
        assert_eq!(plan.design().pools.len(), pools);
        let length = link::fragment(&plan).unwrap().len();
        assert!(length < goal, "{pools} pools: {length} characters");
    }
}

#[test]
fn what_mail_adds_to_a_link_is_no_damage() {
    let plan = organization(2, 2);
    let fragment = link::fragment(&plan).unwrap();
    let broken_in_lines: Vec<&str> = (0..fragment.len())
        .step_by(76)
        .map(|at| &fragment[at..fragment.len().min(at + 76)])
        .collect();
    for sent in [
        broken_in_lines.join("\r\n"),
        format!("{fragment}."),
        format!("{fragment}>, "),
        format!("{fragment}=="),
    ] {
        assert_eq!(link::open(&sent).unwrap().plan, plan, "{sent}");
    }
}

/// A link that was cut or mistyped never opens as another plan.
#[test]
fn a_damaged_link_says_so() {
    let plan = organization(3, 3);
    let fragment = link::fragment(&plan).unwrap();
    for length in 0..fragment.len() {
        let error = link::open(&fragment[..length]).unwrap_err();
        let expected = if length < link::KEY.len() {
            LinkError::NoPlan
        } else {
            LinkError::Damaged
        };
        assert_eq!(error, expected, "cut after {length}");
    }
    let mut random = Random::new(3);
    let start = "plan=1.".len();
    for _ in 0..3_000 {
        let mut letters: Vec<char> = fragment.chars().collect();
        let at = start + random.below(letters.len() - start);
        letters[at] = random.pick(&['A', 'b', '7', '-', '_', 'é', '%', '*']);
        let sent: String = letters.into_iter().collect();
        match link::open(&sent) {
            Ok(opened) => assert_eq!(opened.plan, plan, "{sent}"),
            Err(error) => assert_eq!(error, LinkError::Damaged, "{sent}"),
        }
    }
}

#[test]
fn what_is_no_link_of_ours_is_told_apart() {
    let cases = [
        ("", LinkError::NoPlan),
        ("#pools", LinkError::NoPlan),
        ("c=1N4IgbiBcCMA0IBcBO", LinkError::NoPlan),
        ("plan=", LinkError::Damaged),
        ("plan=1", LinkError::Damaged),
        ("plan=1.", LinkError::Damaged),
        ("plan=0.AAAA", LinkError::Damaged),
        ("plan=-1.AAAA", LinkError::Damaged),
        ("plan=2.AAAA", LinkError::Newer { packing: 2 }),
        ("plan=99999999999.AAAA", LinkError::Damaged),
    ];
    for (fragment, error) in cases {
        assert_eq!(link::open(fragment).unwrap_err(), error, "{fragment}");
    }
    assert_eq!(
        link::open(&format!("plan=1.{}", "A".repeat(MAX_LENGTH))).unwrap_err(),
        LinkError::TooLarge
    );
}

/// Thirty thousand characters can say "a hundred million zeros": they are refused at the cap.
#[test]
fn a_link_that_unpacks_without_end_is_refused() {
    use base64::Engine as _;
    for (length, expected) in [
        (20_000_000, LinkError::TooLarge),
        (MAX_TEXT + 1, LinkError::TooLarge),
        // Small enough to be unpacked, and then found out.
        (MAX_TEXT - 1, LinkError::Damaged),
    ] {
        let mut bytes = vec![0; 4];
        bytes.extend(miniz_oxide::deflate::compress_to_vec(&vec![b' '; length], 10));
        let fragment = format!(
            "plan=1.{}",
            base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
        );
        assert!(fragment.len() < MAX_LENGTH, "{}", fragment.len());
        assert_eq!(link::open(&fragment).unwrap_err(), expected, "{length}");
    }
}

#[test]
fn a_plan_too_large_for_a_link_says_how_large() {
    let plan = ipam_planner::examples::generated(2_000);
    let problem = link::fragment(&plan).unwrap_err();
    assert!(problem.length > MAX_LENGTH);
    assert!(problem.to_string().contains("send the plan as a file"));
}

/// What stands in the link is read as a file is: with what is wrong in it.
#[test]
fn a_whole_link_with_a_broken_plan_says_what_is_wrong() {
    use base64::Engine as _;
    let text = b"{\"format\":\"ipam-planner\",\"version\":7}";
    let sum = xxhash_rust::xxh64::xxh64(text, 0).to_be_bytes();
    let bytes = [&sum[..4], &miniz_oxide::deflate::compress_to_vec(text, 6)].concat();
    let fragment = format!(
        "plan=1.{}",
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
    );
    let LinkError::Broken(error) = link::open(&fragment).unwrap_err() else {
        panic!("the plan in it is of a newer version");
    };
    assert!(error.to_string().contains('7'), "{error}");
}
