//! What is typed about VPCs, as values: pure.

use crate::address::{Cidr, Family, NetmaskLength};
use crate::app::dialogs::words::listed;
use crate::app::letters::lower;
use crate::plan::gesture::AccountChoice;
use crate::plan::{Account, AllocationRules, Pool, Table, Tags};

/// The most VPCs that are allocated at once.
pub(super) const MOST: usize = 256;

/// Where the number stands in a name.
pub(super) const NUMBER: &str = "{n}";

/// The block to begin with where `free` was pointed at: the first in it that the pool would give a VPC, of the default
/// length, else of the largest that AWS and the rules allow; all of it where it is no larger.
pub(super) fn first_block(free: Cidr, rules: AllocationRules) -> Cidr {
    let (shortest, step) = match free.family() {
        Family::Ipv4 => (16, 1),
        Family::Ipv6 => (44, 4),
    };
    let ruled = rules.default.or(rules.min).map_or(0, NetmaskLength::get);
    let length = ruled.max(shortest).max(free.netmask_length().get());
    let first = NetmaskLength::new(length.next_multiple_of(step)).and_then(|length| free.split(length)?.next());
    first.unwrap_or(free)
}

/// How many are wanted.
pub(super) fn read_count(text: &str) -> Result<usize, String> {
    match text.trim().parse() {
        Ok(count @ 1..=MOST) => Ok(count),
        _ => Err(format!("A number from 1 to {MOST}")),
    }
}

/// A name for one, or a pattern for several.
pub(super) fn read_name(text: &str, count: usize) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() {
        return Err("Give the VPC a name".to_owned());
    }
    if count > 1 && !name.contains(NUMBER) {
        return Err(format!(
            "Put {NUMBER} where the number shall stand, as in {name}-{NUMBER}"
        ));
    }
    Ok(name.to_owned())
}

/// The names of `count` VPCs. One keeps its name as it is written.
pub(super) fn names(pattern: &str, count: usize) -> Vec<String> {
    if count == 1 {
        return vec![pattern.replace(NUMBER, "1")];
    }
    (1..=count)
        .map(|number| pattern.replace(NUMBER, &number.to_string()))
        .collect()
}

/// Why a tag cannot have this key, beside being there already. AWS refuses the prefix `aws:`; the tag `Name` is the name.
pub(super) fn check_tag(key: &str) -> Result<(), String> {
    match key {
        "Name" => Err("The tag Name is the name of the VPC, above".to_owned()),
        key if key.to_ascii_lowercase().starts_with("aws:") => Err(format!("{key}: the prefix aws: is kept for AWS")),
        _ => Ok(()),
    }
}

/// An account by its number or name: one that the plan knows, or a new one.
pub(super) fn read_account(text: &str, accounts: &Table<Account>) -> Result<Option<AccountChoice>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    // People write it in groups, as AWS's console does: 4417-0982-3316.
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let number = match digits.parse() {
        Ok(number) => Some(number),
        Err(_) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Err(format!("An account id has 12 digits, and this has {}", digits.len()));
        }
        Err(_) => None,
    };
    let is_it = |account: &Account| match number {
        Some(number) => account.number == Some(number),
        None => lower(&account.name) == lower(text),
    };
    let known = accounts.iter().find(|(_, account)| is_it(account));
    Ok(Some(match (known, number) {
        (Some((id, _)), _) => AccountChoice::Known(*id),
        (None, Some(_)) => AccountChoice::New(Account {
            number,
            ..Account::named("")
        }),
        (None, None) => AccountChoice::New(Account::named(text)),
    }))
}

/// What a pool's rules and AWS would say about VPCs of this length, beside what keeps it from being taken.
pub(super) fn remarks(pool: Option<&Pool>, family: Family, length: NetmaskLength, tags: &Tags) -> Vec<String> {
    let mut remarks = Vec::new();
    // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
    let (largest, smallest, step) = match family {
        Family::Ipv4 => (16, 28, 1),
        Family::Ipv6 => (44, 60, 4),
    };
    let bits = length.get();
    if bits < largest || bits > smallest {
        remarks.push(format!(
            "AWS has {family} CIDRs of VPCs from /{largest} to /{smallest}, and this is {length}"
        ));
    } else if !(bits - largest).is_multiple_of(step) {
        remarks.push(format!(
            "AWS has {family} CIDRs of VPCs in steps of {step}: /44, /48, and so on"
        ));
    }
    let Some(pool) = pool else { return remarks };
    let rules = pool.rules;
    match (rules.min, rules.max) {
        (Some(min), _) if length < min => remarks.push(format!("The pool gives at most {min}, and this is {length}")),
        (_, Some(max)) if length > max => remarks.push(format!("The pool gives at least {max}, and this is {length}")),
        _ => {}
    }
    let missing: Vec<String> = pool
        .required_tags
        .iter()
        .filter(|(key, value)| tags.get(*key) != Some(*value))
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    if !missing.is_empty() {
        let missing = listed(&missing);
        remarks.push(format!("The pool asks for {missing}"));
    }
    remarks
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::plan::{CountedIds, Id, PoolParent};

    #[test]
    fn in_a_hole_a_vpc_begins_with_what_the_pool_would_give() {
        let rules = |min: Option<u8>, default: Option<u8>| AllocationRules {
            min: min.and_then(NetmaskLength::new),
            max: None,
            default: default.and_then(NetmaskLength::new),
        };
        for (free, rules, expected) in [
            ("10.64.0.0/10", rules(None, None), "10.64.0.0/16"),
            ("10.64.0.0/10", rules(Some(18), None), "10.64.0.0/18"),
            ("10.64.0.0/10", rules(Some(18), Some(20)), "10.64.0.0/20"),
            ("10.64.0.0/10", rules(Some(12), None), "10.64.0.0/16"),
            ("10.64.0.0/24", rules(None, Some(20)), "10.64.0.0/24"),
            ("2001:db8::/32", rules(None, None), "2001:db8::/44"),
            ("2001:db8::/32", rules(None, Some(56)), "2001:db8::/56"),
            ("2001:db8::/46", rules(None, None), "2001:db8::/48"),
        ] {
            assert_eq!(
                first_block(free.parse().unwrap(), rules).to_string(),
                expected,
                "{free}"
            );
        }
    }

    #[test]
    fn counts_and_names_say_what_would_be_right() {
        for (text, expected) in [
            ("1", Some(1)),
            (" 256 ", Some(256)),
            ("0", None),
            ("257", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(read_count(text).ok(), expected, "{text:?}");
        }
        assert_eq!(read_name(" payments ", 1), Ok("payments".to_owned()));
        assert_eq!(
            read_name("payments", 2),
            Err("Put {n} where the number shall stand, as in payments-{n}".to_owned())
        );
        assert!(read_name(" ", 1).is_err());
        assert_eq!(names("app-{n}-{n}", 2), ["app-1-1", "app-2-2"]);
        assert_eq!(names("app-{n}", 1), ["app-1"]);
        assert_eq!(names("app", 1), ["app"]);
    }

    #[test]
    fn some_keys_of_tags_are_not_for_people() {
        for (key, is_free) in [
            ("env", true),
            ("name", true),
            ("Name", false),
            ("AWS:x", false),
            ("aws", true),
        ] {
            assert_eq!(check_tag(key).is_ok(), is_free, "{key}");
        }
    }

    #[test]
    fn an_account_is_known_by_number_or_name() {
        let mut ids = CountedIds::default();
        let (orders, other) = (Id::mint(&mut ids), Id::mint(&mut ids));
        let mut accounts = Table::new();
        let account = Account {
            number: Some("441709823316".parse().unwrap()),
            ..Account::named("Orders-Prod")
        };
        accounts.insert(orders, account);
        accounts.insert(other, Account::named("other"));
        let known = |id| Ok(Some(AccountChoice::Known(id)));
        for (text, expected) in [
            ("", Ok(None)),
            ("441709823316", known(orders)),
            ("4417-0982-3316", known(orders)),
            ("4417 0982 3316", known(orders)),
            ("orders-prod", known(orders)),
            (" other ", known(other)),
            ("new", Ok(Some(AccountChoice::New(Account::named("new"))))),
            ("1234", Err("An account id has 12 digits, and this has 4".to_owned())),
        ] {
            assert_eq!(read_account(text, &accounts), expected, "{text:?}");
        }
        let Ok(Some(AccountChoice::New(new))) = read_account("111122223333", &accounts) else {
            unreachable!("a new account")
        };
        assert_eq!(
            new.number.map(|number| number.to_string()).as_deref(),
            Some("111122223333")
        );
    }

    #[test]
    fn remarks_are_what_rules_will_find() {
        let length = |length| NetmaskLength::new(length).unwrap();
        let mut pool = Pool::new(
            PoolParent::Scope(crate::plan::Plan::default_private_scope()),
            Family::Ipv4,
        );
        pool.rules.min = Some(length(18));
        pool.rules.max = Some(length(24));
        pool.required_tags.insert("env".to_owned(), "prod".to_owned());
        let tags = Tags::from([("env".to_owned(), "prod".to_owned())]);
        let none = Tags::new();
        for (family, bits, tags, expected) in [
            (Family::Ipv4, 20, &tags, vec![]),
            (
                Family::Ipv4,
                16,
                &tags,
                vec!["The pool gives at most /18, and this is /16"],
            ),
            (
                Family::Ipv4,
                26,
                &tags,
                vec!["The pool gives at least /24, and this is /26"],
            ),
            (Family::Ipv4, 20, &none, vec!["The pool asks for env=prod"]),
        ] {
            assert_eq!(remarks(Some(&pool), family, length(bits), tags), expected, "/{bits}");
        }
        assert_eq!(
            remarks(None, Family::Ipv4, length(12), &none),
            ["AWS has IPv4 CIDRs of VPCs from /16 to /28, and this is /12"]
        );
        assert_eq!(
            remarks(None, Family::Ipv6, length(50), &none),
            ["AWS has IPv6 CIDRs of VPCs in steps of 4: /44, /48, and so on"]
        );
    }
}
