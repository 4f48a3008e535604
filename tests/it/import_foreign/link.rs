//! Links of other planners.

use super::{blocks, notes, read};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../fixtures/import/", $name))
    };
}

/// The same plan as both versions of a link and of a file: what the planner's own functions made of it.
#[test]
fn visual_subnet_calculator() {
    for (name, text, word) in [
        (
            "",
            fixture!("visual-subnet-calculator/link-1.txt"),
            "links of other planners",
        ),
        (
            "",
            fixture!("visual-subnet-calculator/link-2.txt"),
            "links of other planners",
        ),
        (
            "a.json",
            fixture!("visual-subnet-calculator/file-1.json"),
            "a plan of Visual Subnet Calculator",
        ),
        (
            "",
            fixture!("visual-subnet-calculator/file-2.json"),
            "a plan of Visual Subnet Calculator",
        ),
    ] {
        let understood = read(&[(name, text)]);
        assert_eq!(understood.files[0].shapes, [word]);
        assert_eq!(
            blocks(&understood),
            [
                "10.20.0.0/20",
                "10.20.0.0/23 name=public a",
                "10.20.2.0/23 name=public b",
                "10.20.4.0/22 name=pods, see ticket 4711",
                "10.20.8.0/22 name=Größe \"egal\" – 10 % & mehr",
                "10.20.12.0/23",
                "10.20.14.0/28 name=tgw",
                "10.20.14.16/28",
            ]
        );
        assert_eq!(notes(&understood), Vec::<String>::new());
    }
}

#[test]
fn davidc_subnets() {
    let bookmark = fixture!("davidc-subnets/bookmark.txt");
    let understood = read(&[("", bookmark)]);
    assert_eq!(
        blocks(&understood),
        [
            "192.168.0.0/16",
            "192.168.0.0/18",
            "192.168.64.0/19",
            "192.168.96.0/19",
            "192.168.128.0/18",
            "192.168.192.0/20",
            "192.168.208.0/20",
            "192.168.224.0/19",
        ]
    );
    // Several links, and what stands between them.
    let both = format!(
        "our plans:\n{bookmark}{}",
        fixture!("visual-subnet-calculator/link-2.txt")
    );
    let both = both.trim_start_matches("our plans:\n");
    assert_eq!(read(&[("", both)]).found.blocks.len(), 16);
}

#[test]
fn damaged_links_are_refused_or_taken_as_far_as_they_go() {
    let link = fixture!("visual-subnet-calculator/link-2.txt").trim();
    for (link, blocks_left, expected) in [
        (&link[..link.len() - 20], 0, "line 1, c: the link is damaged or cut off"),
        (&link.replace("N4Igb", "N4Ixb"), 0, "line 1, c: the link"),
        (
            "https://x/?network=10.0.0.0&mask=8&division=7.3",
            1,
            "line 1, division: the division of the link is damaged or cut off",
        ),
        (
            "https://x/?network=10.0.0.0&mask=31&division=7.7f",
            1,
            "line 1, division: the division of the link is damaged or cut off",
        ),
        (
            "https://x/?network=10.0.0.0&mask=33&division=1.0",
            0,
            "line 1, network: /33 is out of range",
        ),
        (
            "https://x/?network=10.1.0.0&mask=8&division=1.0",
            1,
            "line 1, network: 10.1.0.0/8 has host bits set",
        ),
    ] {
        let understood = read(&[("", link)]);
        let notes = notes(&understood);
        assert_eq!(understood.found.blocks.len(), blocks_left, "{link}");
        assert!(notes.len() == 1 && notes[0].starts_with(expected), "{link}: {notes:?}");
    }
}

/// Files of the planner with something else in them.
#[test]
fn plans_that_are_wrong_in_part() {
    for (text, count, expected) in [
        (
            r#"{"config_version":"3","subnets":{}}"#,
            0,
            "line 1: this is version 3 of the planner's format; 1 and 2 are known",
        ),
        (
            r#"{"config_version":"1","subnets":[]}"#,
            0,
            "line 1: the plan has no subnets",
        ),
        (
            r#"{"config_version":"1","subnets":{"10.0.0.0/8":{"10.0.0.0/33":{}}}}"#,
            1,
            "line 1, subnets.10.0.0.0/8.10.0.0.0/33: /33 is out of range; for IPv4 it is 0 to 32",
        ),
        (
            r#"{"config_version":"2","base_network":"10.0.0.0/16","subnets":{"0g":{"9k":{"n":"x"},"99k":{}}}}"#,
            2,
            "line 1, subnets.0g.99k: \"99k\" names no block of 10.0.0.0/16; it is left out",
        ),
    ] {
        let understood = read(&[("", text)]);
        assert_eq!(
            understood.found.blocks.len(),
            count,
            "{text}: {:?}",
            blocks(&understood)
        );
        assert_eq!(notes(&understood), [expected], "{text}");
    }
}
