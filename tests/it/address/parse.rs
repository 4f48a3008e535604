use std::net::IpAddr;

use ipam_planner::address::{Cidr, Family, NetmaskLength, ParseCidrError};
use proptest::prelude::*;

use super::{cidr, length};

#[test]
fn a_cidr_is_read_and_written_back() {
    for (text, written) in [
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("255.255.255.255/32", "255.255.255.255/32"),
        ("::/0", "::/0"),
        ("2001:db8::/32", "2001:db8::/32"),
        ("2001:0DB8:0:0:0:0:0:0/32", "2001:db8::/32"),
        (
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
            "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
        ),
        ("64:ff9b::10.0.0.0/104", "64:ff9b::a00:0/104"),
        ("0000:0000:0000:0000:0000:0001:255.255.255.255/128", "::1:ffff:ffff/128"),
        // An IPv4-mapped block in groups is an IPv6 block that somebody means.
        ("::ffff:a00:0/104", "::ffff:a00:0/104"),
        ("::ffff:0:0/96", "::ffff:0:0/96"),
    ] {
        let block: Cidr = text.parse().unwrap();
        assert_eq!(block.to_string(), written);
        assert_eq!(cidr(written), block);
        assert_eq!(serde_json::to_string(&block).unwrap(), format!("\"{written}\""));
        assert_eq!(serde_json::from_str::<Cidr>(&format!("\"{written}\"")).unwrap(), block);
    }
}

#[test]
fn what_is_wrong_is_said_in_a_sentence() {
    for (text, sentence) in [
        ("", "nothing is written; a CIDR looks like 10.0.0.0/16 or 2001:db8::/32"),
        (" 10.0.0.0/8", "character 1 is white space; a CIDR has none"),
        ("10.0.0.0 /8", "character 9 is white space; a CIDR has none"),
        ("10.0.0.0/8\n", "character 11 is white space; a CIDR has none"),
        ("10.0.0.0\u{a0}/8", "character 9 is white space; a CIDR has none"),
        (
            "1０.0.0.0/8",
            "character 2 \"０\" (U+FF10) cannot be in a CIDR; it has only 0 to 9, a to f, dots, colons and a slash",
        ),
        (
            "10.0.0.0\u{200b}/8",
            "character 9 (U+200B) cannot be in a CIDR; it has only 0 to 9, a to f, dots, colons and a slash",
        ),
        (
            "10.0.0.0/\u{0}8",
            "character 10 (U+0000) cannot be in a CIDR; it has only 0 to 9, a to f, dots, colons and a slash",
        ),
        (
            "10.0.0.0/8, 10.1.0.0/16",
            "character 12 is white space; a CIDR has none",
        ),
        (
            "0000:0000:0000:0000:0000:ffff:255.255.255.255/0128",
            "50 characters are too many; a CIDR has at most 49",
        ),
        (
            "10.0.0.0",
            "the netmask length is missing; write 10.0.0.0/32 for this address alone",
        ),
        (
            "2001:db8::1",
            "the netmask length is missing; write 2001:db8::1/128 for this address alone",
        ),
        (
            "10.0.0.0-10.0.255.255",
            "this is a range of addresses; as a CIDR it is 10.0.0.0/16",
        ),
        (
            "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "this is a range of addresses; as a CIDR it is ::/0",
        ),
        (
            "10.0.0.1-10.0.0.2",
            "this is a range of addresses, and not one block; write it as several CIDRs",
        ),
        (
            "10.0.0.255-10.0.0.0",
            "this is a range of addresses, and not one block; write it as several CIDRs",
        ),
        (
            "10.0.0.0-::1",
            "this is a range of addresses, and not one block; write it as several CIDRs",
        ),
        ("/24", "the address before the slash is missing, as in 10.0.0.0/16"),
        ("hello/24", "\"hello\" is not an IPv4 or IPv6 address"),
        ("eu-west-1", "\"eu-west-1\" is not an IPv4 or IPv6 address"),
        ("example.com/24", "\"example.com\" is not an IPv4 or IPv6 address"),
        ("-1/24", "\"-1\" is not an IPv4 or IPv6 address"),
        ("10/8", "an IPv4 address has 4 octets as in 10.0.0.0, and \"10\" has 1"),
        (
            "10.0.0/24",
            "an IPv4 address has 4 octets as in 10.0.0.0, and \"10.0.0\" has 3",
        ),
        (
            "10.0.0.0.0/24",
            "an IPv4 address has 4 octets as in 10.0.0.0, and \"10.0.0.0.0\" has 5",
        ),
        ("10..0.0/24", "octet 2 is missing; an octet is 0 to 255"),
        (".10.0.0/24", "octet 1 is missing; an octet is 0 to 255"),
        ("10.0.0./24", "octet 4 is missing; an octet is 0 to 255"),
        ("10.x.0.0/24", "octet 2 is \"x\"; an octet is a number from 0 to 255"),
        ("10.0.0.-1/24", "octet 4 is \"-1\"; an octet is a number from 0 to 255"),
        (
            "10.010.0.0/16",
            "octet 2 is 010, which some programs read as octal; write 10",
        ),
        (
            "10.0.00.0/16",
            "octet 3 is 00, which some programs read as octal; write 0",
        ),
        ("10.256.0.0/16", "octet 2 is 256; an octet is 0 to 255"),
        (
            "10.0.0.99999999999999999999/16",
            "octet 4 is 99999999999999999999; an octet is 0 to 255",
        ),
        ("2001::db8::/32", "an IPv6 address can have \"::\" only once"),
        ("2001:::/32", "an IPv6 address can have \"::\" only once"),
        (
            "2001:db8/32",
            "an IPv6 address has 8 groups, and this has 2; \"::\" may stand for groups of zeros",
        ),
        (
            "1:2:3:4:5:6:7:8:9/64",
            "an IPv6 address has 8 groups, and this has 9; \"::\" may stand for groups of zeros",
        ),
        (
            "1:2:3:4:5:6:7:8::/64",
            "an IPv6 address with \"::\" has at most 7 other groups, and this has 8",
        ),
        (
            "2001:db8:/32",
            "group 3 is missing; only \"::\" may stand for groups of zeros",
        ),
        (
            ":2001:db8::/32",
            "group 1 is missing; only \"::\" may stand for groups of zeros",
        ),
        (
            "2001:dbg::/32",
            "group 2 is \"dbg\"; a group has 1 to 4 hexadecimal digits",
        ),
        (
            "2001:0db80::/32",
            "group 2 is 0db80; a group has at most 4 hexadecimal digits",
        ),
        ("2001:db8::10.0.0.256/32", "octet 4 is 256; an octet is 0 to 255"),
        ("fe80::1%eth0/64", "\"%eth0\" names a zone, which a CIDR has not"),
        (
            "::ffff:10.0.0.0/104",
            "this is an IPv4-mapped IPv6 address; write the IPv4 block 10.0.0.0/8",
        ),
        (
            "::ffff:10.1.2.3/104",
            "this is an IPv4-mapped IPv6 address; write the IPv4 block 10.0.0.0/8",
        ),
        (
            "::ffff:10.0.0.0/64",
            "this is an IPv4-mapped IPv6 address; write an IPv4 block that starts with 10.0.0.0",
        ),
        (
            "10.0.0.0/",
            "the netmask length behind the slash is missing; for IPv4 it is 0 to 32",
        ),
        (
            "::/",
            "the netmask length behind the slash is missing; for IPv6 it is 0 to 128",
        ),
        (
            "10.0.0.0/255.255.0.0",
            "255.255.0.0 is a netmask; write its length, /16",
        ),
        (
            "10.0.0.0/0.0.255.255",
            "0.0.255.255 is a netmask; write its length, /16",
        ),
        (
            "10.0.0.0/255.255.255.255",
            "255.255.255.255 is a netmask; write its length, /32",
        ),
        ("10.0.0.0/0.0.0.0", "0.0.0.0 is a netmask; write its length, /0"),
        (
            "10.0.0.0/255.0.255.0",
            "255.0.255.0 is not the netmask of one block; write a netmask length, as in /16",
        ),
        (
            "2001:db8::/ffff:ffff::",
            "ffff:ffff:: is a netmask; write its length, /32",
        ),
        ("10.0.0.0/x", "\"x\" is not a netmask length; for IPv4 it is 0 to 32"),
        ("10.0.0.0/+8", "\"+8\" is not a netmask length; for IPv4 it is 0 to 32"),
        (
            "10.0.0.0/8/8",
            "\"8/8\" is not a netmask length; for IPv4 it is 0 to 32",
        ),
        ("10.0.0.0/08", "the netmask length is written /08; write /8"),
        ("10.0.0.0/00", "the netmask length is written /00; write /0"),
        ("10.0.0.0/33", "/33 is out of range; for IPv4 it is 0 to 32"),
        ("10.0.0.0/64", "/64 is out of range; for IPv4 it is 0 to 32"),
        ("2001:db8::/129", "/129 is out of range; for IPv6 it is 0 to 128"),
        (
            "10.0.0.0/99999999999999999999",
            "/99999999999999999999 is out of range; for IPv4 it is 0 to 32",
        ),
        ("10.0.0.1/24", "10.0.0.1/24 has host bits set; the block is 10.0.0.0/24"),
        (
            "255.255.255.255/0",
            "255.255.255.255/0 has host bits set; the block is 0.0.0.0/0",
        ),
        (
            "2001:db8::1/64",
            "2001:db8::1/64 has host bits set; the block is 2001:db8::/64",
        ),
    ] {
        let error = text.parse::<Cidr>().expect_err(text);
        assert_eq!(error.to_string(), sentence, "{text}");
    }
}

#[test]
fn an_error_carries_what_a_fix_needs() {
    assert_eq!(
        "10.0.0.1/24".parse::<Cidr>(),
        Err(ParseCidrError::HostBits {
            written: "10.0.0.1".parse().unwrap(),
            block: cidr("10.0.0.0/24")
        })
    );
    assert_eq!(
        "10.0.0.0/255.255.255.0".parse::<Cidr>(),
        Err(ParseCidrError::Netmask {
            mask: "255.255.255.0".parse().unwrap(),
            length: Some(length(24))
        })
    );
    assert_eq!(
        "10.0.0.0/33".parse::<Cidr>(),
        Err(ParseCidrError::LengthOutOfRange {
            family: Family::Ipv4,
            text: "33".into()
        })
    );
}

#[test]
fn what_is_pasted_is_read_with_a_report() {
    for (text, block, had_host_bits) in [
        ("10.0.0.0/8", "10.0.0.0/8", false),
        ("  10.0.0.0/8\r\n", "10.0.0.0/8", false),
        ("\u{feff}10.0.0.0/8\u{a0}\u{200b}", "10.0.0.0/8", false),
        ("10.0.0.1/8\t", "10.0.0.0/8", true),
        ("255.255.255.255/0", "0.0.0.0/0", true),
        ("2001:db8::1/32", "2001:db8::/32", true),
    ] {
        let read = Cidr::parse_lenient(text).unwrap();
        assert_eq!(
            (read.cidr, read.had_host_bits()),
            (cidr(block), had_host_bits),
            "{text}"
        );
    }
    for refused in [
        "",
        " ",
        "10.0.0.0",
        "010.0.0.0/8",
        "10.0.0.0 /8",
        "10.0.0.0/255.0.0.0",
        "::ffff:10.0.0.0/104",
    ] {
        assert!(Cidr::parse_lenient(refused).is_err(), "{refused}");
    }
    assert_eq!(
        Cidr::parse_lenient("10.0.0.1/8").unwrap().written,
        "10.0.0.1".parse::<IpAddr>().unwrap()
    );
}

#[test]
fn serde_comes_through_the_same_door() {
    for refused in [
        "\"10.0.0.1/24\"",
        "\"10.0.0.0\"",
        "\" 10.0.0.0/8\"",
        "\"\"",
        "8",
        "null",
        "{}",
        "[\"10.0.0.0/8\"]",
    ] {
        assert!(serde_json::from_str::<Cidr>(refused).is_err(), "{refused}");
    }
    let error = serde_json::from_str::<Cidr>("\"10.0.0.1/24\"").unwrap_err().to_string();
    assert!(
        error.starts_with("10.0.0.1/24 has host bits set; the block is 10.0.0.0/24"),
        "{error}"
    );
    assert!(serde_json::from_str::<NetmaskLength>("129").is_err());
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
        let _ = text.parse::<Cidr>().map_err(|error| error.to_string());
        let _ = Cidr::parse_lenient(&text);
    }

    #[test]
    fn nearly_right_texts_are_refused_or_written_back(text in "[0-9a-f:./%\\- ]{0,52}") {
        if let Ok(block) = text.parse::<Cidr>() {
            prop_assert_eq!(cidr(&block.to_string()), block);
        }
    }

    #[test]
    fn one_wrong_character_never_goes_unnoticed(
        bits: u128, bits_behind in 0u8..=128, at: prop::sample::Index, character in "[^0-9a-fA-F:.]", insert: bool,
    ) {
        let block = Cidr::canonicalize(IpAddr::V6(bits.into()), length(bits_behind)).unwrap().cidr;
        let mut text: Vec<char> = block.to_string().chars().collect();
        let index = at.index(text.len());
        if text[index] != '/' {
            if insert { text.insert(index, character.chars().next().unwrap()) } else { text[index] = character.chars().next().unwrap() }
            let text: String = text.into_iter().collect();
            prop_assert!(text.parse::<Cidr>().is_err(), "{}", text);
        }
    }

    #[test]
    fn every_block_is_written_and_read_back(bits: u128, bits_behind in 0u8..=128) {
        let v6 = Cidr::canonicalize(IpAddr::V6(bits.into()), length(bits_behind)).unwrap().cidr;
        prop_assert_eq!(cidr(&v6.to_string()), v6);
        let v4 = Cidr::canonicalize(IpAddr::V4((bits as u32).into()), length(bits_behind % 33)).unwrap().cidr;
        prop_assert_eq!(cidr(&v4.to_string()), v4);
        // Where IPv4 addresses hide in IPv6.
        let mapped = Cidr::canonicalize(IpAddr::V6((0xffff_0000_0000 | bits >> 96).into()), length(bits_behind)).unwrap().cidr;
        prop_assert_eq!(cidr(&mapped.to_string()), mapped);
    }
}
