//! What the bits of an address mean.

use ipam_planner::address::Family::{self, Ipv4, Ipv6};
use ipam_planner::plan::{Legend, LegendPart, Meaning};

fn part(name: &str, from: u8, to: u8, values: &[(u32, &str)]) -> LegendPart {
    LegendPart {
        name: name.to_owned(),
        from,
        to,
        values: values
            .iter()
            .map(|(value, word)| (*value, (*word).to_owned()))
            .collect(),
    }
}

#[test]
fn a_part_says_what_a_block_is() {
    let cases = [
        // The second octet, and half of the third.
        (8, 16, "10.17.0.0/16", Some(Meaning::One(17))),
        (8, 16, "10.17.4.0/24", Some(Meaning::One(17))),
        (8, 16, "10.16.0.0/14", Some(Meaning::Several(16, 19))),
        (8, 16, "10.0.0.0/8", Some(Meaning::Any)),
        (16, 20, "10.17.0.0/16", Some(Meaning::Any)),
        (16, 20, "10.17.240.0/21", Some(Meaning::One(15))),
        (12, 13, "10.8.0.0/13", Some(Meaning::One(1))),
        (0, 32, "255.255.255.255/32", Some(Meaning::One(u32::MAX))),
        (0, 32, "128.0.0.0/1", Some(Meaning::Several(1 << 31, u32::MAX))),
        (0, 32, "0.0.0.0/0", Some(Meaning::Any)),
        // Behind the end of the address.
        (40, 48, "10.0.0.0/8", None),
        (40, 48, "fd00:0:12ab::/48", Some(Meaning::One(0xab))),
        (96, 128, "fd00::ffff:ffff/128", Some(Meaning::One(u32::MAX))),
        (96, 128, "fd00::/96", Some(Meaning::Any)),
    ];
    for (from, to, block, expected) in cases {
        let found = part("Region", from, to, &[]).of(block.parse().unwrap());
        assert_eq!(found, expected, "{from} to {to} of {block}");
    }
}

#[test]
fn only_parts_that_make_sense_are_a_legend() {
    let check = |family: Family, parts: &[(&str, u8, u8)]| {
        let parts = parts.iter().map(|(name, from, to)| part(name, *from, *to, &[]));
        let legend = Legend::new(family, parts.collect());
        legend
            .map(|legend| {
                legend
                    .parts()
                    .iter()
                    .map(|part| part.name.clone())
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .map_err(|problem| problem.to_string())
    };
    for (family, parts, expected) in [
        (Ipv4, &[("b", 16, 20), (" a ", 8, 16)][..], Ok("a, b")),
        (Ipv4, &[], Ok("")),
        (Ipv4, &[("a", 8, 16), ("b", 15, 20)], Err("a and b share bits")),
        (
            Ipv4,
            &[("a", 8, 8)],
            Err("a has no bits: it must end behind its beginning"),
        ),
        (
            Ipv4,
            &[("a", 9, 8)],
            Err("a has no bits: it must end behind its beginning"),
        ),
        (
            Ipv4,
            &[("a", 24, 33)],
            Err("a ends behind the address: IPv4 has 32 bits"),
        ),
        (Ipv6, &[("a", 24, 57)], Err("a has more than 32 bits")),
        (Ipv6, &[("a", 24, 56)], Ok("a")),
        (
            Ipv4,
            &[("a", 8, 9), (" ", 9, 10)],
            Err("part 2 has no name, such as Region"),
        ),
    ] {
        let found = check(family, parts);
        assert_eq!(found.as_deref().map_err(String::as_str), expected);
    }
    let many = (0..17).map(|bit| part("x", bit, bit + 1, &[])).collect();
    assert_eq!(
        Legend::new(Ipv4, many).unwrap_err().to_string(),
        "a legend has at most 16 parts"
    );
    let values = vec![part("Region", 8, 10, &[(3, "Ohio"), (4, "Oregon")])];
    let problem = Legend::new(Ipv4, values).unwrap_err();
    assert_eq!(problem.to_string(), "4 does not fit into the bits of Region");
    let blank = Legend::new(Ipv4, vec![part("Region", 8, 10, &[(3, " Ohio "), (2, " ")])]).unwrap();
    assert_eq!(
        blank.parts()[0].values.iter().collect::<Vec<_>>(),
        [(&3, &"Ohio".to_owned())]
    );
}

#[test]
fn a_place_is_said_as_people_say_it() {
    for (from, to, family, expected) in [
        (8, 16, Ipv4, "2nd octet"),
        (16, 24, Ipv4, "3rd octet"),
        (8, 24, Ipv4, "2nd to 3rd octet"),
        (24, 32, Ipv4, "4th octet"),
        (8, 12, Ipv4, "bits 9 to 12"),
        (12, 13, Ipv4, "bit 13"),
        (16, 32, Ipv6, "2nd group"),
        (8, 16, Ipv6, "bits 9 to 16"),
    ] {
        assert_eq!(part("x", from, to, &[]).place(family), expected);
    }
}

#[test]
fn the_nearest_legend_counts_and_those_above_fill_it() {
    let legend = |parts: &[(&str, u8, u8)]| {
        Legend::new(
            Ipv4,
            parts
                .iter()
                .map(|(name, from, to)| part(name, *from, *to, &[]))
                .collect(),
        )
        .unwrap()
    };
    let outer = legend(&[("Region", 8, 12), ("Environment", 12, 16), ("Unit", 16, 20)]);
    let merged = legend(&[("Team", 14, 18)]).within(&outer);
    let names: Vec<&str> = merged.parts().iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["Region", "Team"]);
    assert_eq!(Legend::default().within(&outer), outer);
}
