//! What people type for a size or a block.

use ipam_planner::address::Family::{self, Ipv4, Ipv6};
use ipam_planner::address::{Cidr, NetmaskLength};
use ipam_planner::plan::gesture::{ParseSizeError, SizeOrBlock};

fn size(length: u8) -> SizeOrBlock {
    SizeOrBlock::Size(NetmaskLength::new(length).unwrap())
}

fn block(text: &str) -> SizeOrBlock {
    SizeOrBlock::Block(text.parse::<Cidr>().unwrap())
}

#[test]
fn sizes_and_blocks_are_read_as_people_write_them() {
    let cases: &[(&str, Family, SizeOrBlock)] = &[
        ("/20", Ipv4, size(20)),
        ("20", Ipv4, size(20)),
        (" / 20 ", Ipv4, size(20)),
        ("/0", Ipv4, size(0)),
        ("/32", Ipv4, size(32)),
        ("/128", Ipv6, size(128)),
        ("56", Ipv6, size(56)),
        // A number that is no netmask length of the family counts addresses.
        ("33", Ipv4, size(26)),
        ("256", Ipv4, size(24)),
        ("129", Ipv6, size(120)),
        ("4096", Ipv4, size(20)),
        ("4,096", Ipv4, size(20)),
        ("4 096 addresses", Ipv4, size(20)),
        ("4\u{a0}096", Ipv4, size(20)),
        ("4_096 IPs", Ipv4, size(20)),
        ("4'096 hosts", Ipv4, size(20)),
        ("4096addresses", Ipv4, size(20)),
        ("16,777,216", Ipv4, size(8)),
        // The next power of two.
        ("3000", Ipv4, size(20)),
        ("4097", Ipv4, size(19)),
        ("4095", Ipv4, size(20)),
        // With a unit, a small number counts, too.
        ("20 addresses", Ipv4, size(27)),
        ("1 address", Ipv4, size(32)),
        ("1 ip", Ipv6, size(128)),
        ("4294967296", Ipv4, size(0)),
        ("340282366920938463463374607431768211456", Ipv6, size(0)),
        ("340,282,366,920,938,463,463,374,607,431,768,211,455", Ipv6, size(0)),
        ("18446744073709551616", Ipv6, size(64)),
        ("10.0.0.0/20", Ipv4, block("10.0.0.0/20")),
        ("\u{feff}10.0.0.0/20\n", Ipv4, block("10.0.0.0/20")),
        ("fd00:0:0:100::/56", Ipv6, block("fd00:0:0:100::/56")),
        // The other family is a block all the same: the pool says that it does not fit.
        ("fd00::/48", Ipv4, block("fd00::/48")),
    ];
    for (text, family, expected) in cases {
        assert_eq!(SizeOrBlock::parse(text, *family), Ok(*expected), "{text:?} of {family}");
    }
}

#[test]
fn what_is_neither_says_what_would_be_right() {
    let examples = "a size such as /20 or 4096 addresses, or a CIDR such as 10.0.0.0/20";
    let neither = format!("this is neither a size nor a CIDR: write {examples}");
    let cases: &[(&str, Family, &str)] = &[
        ("", Ipv4, &format!("write {examples}")),
        ("  ", Ipv4, &format!("write {examples}")),
        ("large", Ipv4, &neither),
        ("4096 apples", Ipv4, &neither),
        ("-4", Ipv4, &neither),
        ("4,09", Ipv4, &neither),
        ("4096,000", Ipv4, &neither),
        ("/", Ipv4, &neither),
        ("/x", Ipv4, &neither),
        ("/33", Ipv4, "a netmask length of IPv4 is /0 to /32"),
        ("/129", Ipv6, "a netmask length of IPv6 is /0 to /128"),
        ("/4096", Ipv4, "a netmask length of IPv4 is /0 to /32"),
        ("0 addresses", Ipv4, "a block has at least 1 address"),
        ("4294967297", Ipv4, "all of IPv4 has 4,294,967,296 addresses"),
        (
            "340282366920938463463374607431768211457",
            Ipv6,
            "all of IPv6 has 340,282,366,920,938,463,463,374,607,431,768,211,456 addresses",
        ),
        (
            "10.1.2.0/16",
            Ipv4,
            "10.1.2.0/16 has host bits set; the block is 10.1.0.0/16",
        ),
        ("10.300.0.0/16", Ipv4, "octet 2 is 300; an octet is 0 to 255"),
    ];
    for (text, family, expected) in cases {
        let error: ParseSizeError = SizeOrBlock::parse(text, *family).unwrap_err();
        assert_eq!(error.to_string(), *expected, "{text:?} of {family}");
    }
}

#[test]
fn no_text_panics_and_every_length_is_read_back() {
    for family in [Ipv4, Ipv6] {
        for length in 0..=family.bits() {
            let length = NetmaskLength::new(length).unwrap();
            assert_eq!(
                SizeOrBlock::parse(&length.to_string(), family),
                Ok(SizeOrBlock::Size(length))
            );
        }
        for text in [
            "\u{660}",
            "²",
            "٢٠",
            "1e3",
            "0x10",
            "/\u{ff12}0",
            "∞",
            "\u{0}",
            "9".repeat(400).as_str(),
        ] {
            assert!(SizeOrBlock::parse(text, family).is_err(), "{text:?}");
        }
    }
}
