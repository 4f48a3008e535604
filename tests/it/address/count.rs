use ipam_planner::address::{AddressCount, Family};

use super::{cidr, length};

#[test]
fn a_block_holds_two_to_the_bits_behind_its_netmask() {
    for (block, size) in [
        ("10.0.0.0/8", "16,777,216"),
        ("10.0.0.0/16", "65,536"),
        ("192.168.0.0/31", "2"),
        ("255.255.255.255/32", "1"),
        ("0.0.0.0/0", "4,294,967,296"),
        ("2001:db8::/128", "1"),
        ("2001:db8::/64", "18,446,744,073,709,551,616"),
        ("::/1", "170,141,183,460,469,231,731,687,303,715,884,105,728"),
        ("::/0", "340,282,366,920,938,463,463,374,607,431,768,211,456"),
    ] {
        assert_eq!(cidr(block).size().to_string(), size, "{block}");
    }
}

#[test]
fn a_length_beyond_its_family_has_no_count() {
    assert_eq!(
        AddressCount::of_block(Family::Ipv4, length(32)),
        Some(AddressCount::ONE)
    );
    assert_eq!(AddressCount::of_block(Family::Ipv4, length(33)), None);
    assert_eq!(
        AddressCount::of_block(Family::Ipv6, length(128)),
        Some(AddressCount::ONE)
    );
}

#[test]
fn digits_are_grouped_in_threes() {
    for (count, text) in [
        (0_u32, "0"),
        (7, "7"),
        (999, "999"),
        (1_000, "1,000"),
        (1_000_000, "1,000,000"),
    ] {
        assert_eq!(AddressCount::from(count).to_string(), text);
    }
    assert_eq!(
        format!("{:>9}|{:<6}|", AddressCount::from(65_536_u32), AddressCount::ONE),
        "   65,536|1     |"
    );
    // 2^192 - 1, from any calculator of large numbers.
    assert_eq!(
        AddressCount::MAX.to_string(),
        "6,277,101,735,386,680,763,835,789,423,207,666,416,102,355,444,464,034,512,895"
    );
    // A group of nineteen zeros in the middle keeps its zeros.
    let ten_to_the_40 = (0..40).fold(AddressCount::ONE, |count, _| count.checked_mul(10).unwrap());
    assert_eq!(String::from(ten_to_the_40), format!("1{}", "0".repeat(40)));
}

#[test]
fn large_counts_read_as_people_say_them() {
    for (count, text) in [
        (0_u128, "0"),
        (65_536, "65,536"),
        (999_999, "999,999"),
        (1_000_000, "1.0 M"),
        (1 << 24, "16.8 M"),
        (1_149_999, "1.1 M"),
        (1_150_000, "1.2 M"),
        (999_949_999, "999.9 M"),
        (999_950_000, "1.0 G"),
        (1 << 32, "4.3 G"),
        (1 << 40, "2^40"),
        ((1 << 40) + 1, "1.1 T"),
        (999_949_999_999_999, "999.9 T"),
        (999_950_000_000_000, "1.0 × 10^15"),
        ((1 << 64) - 1, "1.8 × 10^19"),
        (1 << 96, "2^96"),
        (u128::MAX, "3.4 × 10^38"),
    ] {
        assert_eq!(AddressCount::new(count).compact().to_string(), text, "{count}");
    }
    assert_eq!(cidr("::/0").size().compact().to_string(), "2^128");
    assert_eq!(AddressCount::MAX.compact().to_string(), "6.3 × 10^57");
}

#[test]
fn sums_carry_past_128_bits_and_differences_come_back() {
    let whole = cidr("::/0").size();
    assert_eq!(whole.to_u128(), None);
    assert_eq!(whole.checked_sub(AddressCount::ONE), Some(AddressCount::new(u128::MAX)));
    assert_eq!(AddressCount::new(u128::MAX) + AddressCount::ONE, whole);
    assert_eq!(cidr("::/1").size() + cidr("8000::/1").size(), whole);
    assert_eq!(AddressCount::ZERO.checked_sub(AddressCount::ONE), None);
    assert_eq!(
        std::iter::repeat_n(whole, 1_000).sum::<AddressCount>(),
        whole.checked_mul(1_000).unwrap()
    );
    assert!(whole > AddressCount::new(u128::MAX) && whole < AddressCount::MAX);
}

#[test]
fn sums_stop_at_the_end_instead_of_wrapping() {
    assert_eq!(AddressCount::MAX.checked_add(AddressCount::ONE), None);
    assert_eq!(AddressCount::MAX + AddressCount::ONE, AddressCount::MAX);
    assert_eq!(AddressCount::MAX.checked_mul(2), None);
    assert_eq!(AddressCount::power_of_two(191).unwrap().checked_mul(2), None);
    assert_eq!(AddressCount::power_of_two(192), None);
}

#[test]
fn powers_of_two_know_their_exponent() {
    for exponent in 0..192 {
        let count = AddressCount::power_of_two(exponent).unwrap();
        assert_eq!(count.exponent(), Some(exponent));
        assert_eq!((count + count).exponent(), (exponent < 191).then_some(exponent + 1));
    }
    assert_eq!(AddressCount::ZERO.exponent(), None);
    assert_eq!(AddressCount::new(3).exponent(), None);
    assert_eq!((cidr("::/0").size() + AddressCount::ONE).exponent(), None);
}

#[test]
fn shares_round_down_so_that_full_means_full() {
    let whole = cidr("::/0").size();
    let almost = whole.checked_sub(AddressCount::ONE).unwrap();
    for (part, total, permille, per_ten_thousand) in [
        (AddressCount::ZERO, AddressCount::ZERO, 0, 0),
        (AddressCount::ONE, AddressCount::ZERO, 0, 0),
        (AddressCount::new(1), AddressCount::new(3), 333, 3_333),
        (AddressCount::new(2), AddressCount::new(3), 666, 6_666),
        (AddressCount::new(65_535), AddressCount::new(65_536), 999, 9_999),
        (AddressCount::new(65_536), AddressCount::new(65_536), 1_000, 10_000),
        (AddressCount::new(5), AddressCount::new(2), 2_500, 25_000),
        (AddressCount::ONE, whole, 0, 0),
        (cidr("::/2").size(), whole, 250, 2_500),
        (almost, whole, 999, 9_999),
        (whole, whole, 1_000, 10_000),
        (whole, almost, 1_000, 10_000),
        (AddressCount::MAX, AddressCount::MAX, 1_000, 10_000),
        (AddressCount::MAX, AddressCount::ONE, u32::MAX, u32::MAX),
        (whole, AddressCount::ONE, u32::MAX, u32::MAX),
    ] {
        assert_eq!(part.permille_of(total), permille, "{part} of {total}");
        assert_eq!(part.per_ten_thousand_of(total), per_ten_thousand, "{part} of {total}");
    }
}

#[test]
fn a_count_in_a_file_is_a_string_of_digits() {
    for count in [
        AddressCount::ZERO,
        AddressCount::new(16_777_216),
        cidr("::/0").size(),
        AddressCount::MAX,
    ] {
        let json = serde_json::to_string(&count).unwrap();
        assert!(
            json.trim_matches('"').bytes().all(|byte| byte.is_ascii_digit()),
            "{json}"
        );
        assert_eq!(serde_json::from_str::<AddressCount>(&json).unwrap(), count);
    }
    for refused in [
        "",
        "01",
        "00",
        "+1",
        "-1",
        "1,000",
        "1 ",
        "1e3",
        "１",
        "6277101735386680763835789423207666416102355444464034512896",
    ] {
        assert!(refused.parse::<AddressCount>().is_err(), "{refused}");
    }
}
