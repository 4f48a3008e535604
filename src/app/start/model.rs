//! The sizes and Regions that the form offers: pure.

use crate::address::{AddressCount, Cidr, NetmaskLength};
use crate::plan::RegionCode;
use crate::plan::gesture::{Environment, NewPlan};

/// The lengths that a Regional pool can have, the largest first: all Regions fit.
pub(super) fn regional_lengths(new: &NewPlan) -> Vec<NetmaskLength> {
    lengths(new.supernet, new.supernet.netmask_length(), new.regions.len())
}

/// The lengths that the pool of an environment can have, the largest first: all environments fit.
pub(super) fn environment_lengths(new: &NewPlan) -> Vec<NetmaskLength> {
    match new.regional.or(new.regional_length()) {
        Some(regional) => lengths(new.supernet, regional, new.environments.len()),
        None => Vec::new(),
    }
}

/// How many lengths there are to choose from: more only make a long list.
const CHOICES: u8 = 10;

fn lengths(supernet: Cidr, within: NetmaskLength, count: usize) -> Vec<NetmaskLength> {
    let needed = u8::try_from(count.max(1).next_power_of_two().trailing_zeros()).unwrap_or(u8::MAX);
    let first = within.get().saturating_add(needed);
    (first..first.saturating_add(CHOICES))
        .filter_map(NetmaskLength::new)
        .filter(|length| length.fits(supernet.family()))
        .collect()
}

/// How a length stands in a list: `/12, 1,048,576 addresses`.
pub(super) fn length_label(supernet: Cidr, length: NetmaskLength) -> String {
    match AddressCount::of_block(supernet.family(), length) {
        Some(size) => format!("{length}, {} addresses", size.compact()),
        None => length.to_string(),
    }
}

/// Names as environments.
pub(super) fn environments(names: &[String]) -> Vec<Environment> {
    names.iter().map(|name| Environment { name: name.clone() }).collect()
}

/// A Region that is not listed: AWS opens new ones. It must at least look like one, or every half of a code would do.
pub(super) fn unlisted_region(text: &str) -> Result<String, String> {
    let wrong = || "No Region with this name. A code that is not listed looks like eu-central-1".to_owned();
    let code: RegionCode = text.to_ascii_lowercase().parse().map_err(|_| wrong())?;
    let parts: Vec<&str> = code.as_str().split('-').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_number = parts.last().is_some_and(is_number);
    let has_words = parts.len() >= 3 && parts.iter().all(|part| !part.is_empty());
    if ends_in_number && has_words {
        Ok(code.to_string())
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use super::*;
    use crate::plan::CountedIds;
    use crate::plan::gesture::start;

    /// What a form with these values asks for.
    pub(in crate::app::start) fn new(supernet: &str, regions: &[&str], environments: &[&str]) -> NewPlan {
        NewPlan {
            name: "Test".to_owned(),
            supernet: supernet.parse().unwrap(),
            regions: regions.iter().map(|region| region.parse().unwrap()).collect(),
            environments: self::environments(&environments.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()),
            regional: None,
            environment: None,
        }
    }

    #[test]
    fn sizes_that_are_offered_fit() {
        for (supernet, regions, environments) in [
            (
                "10.0.0.0/8",
                &["eu-central-1", "us-east-1", "eu-west-1"][..],
                &["a", "b", "c"][..],
            ),
            ("10.0.0.0/24", &["eu-central-1"], &[]),
            ("fd00::/32", &["eu-central-1", "us-east-1"], &["a"]),
        ] {
            let new = new(supernet, regions, environments);
            let regional = regional_lengths(&new);
            assert!(regional.contains(&new.regional_length().unwrap()), "{supernet}");
            for length in regional {
                let chosen = NewPlan {
                    regional: Some(length),
                    ..new.clone()
                };
                for environment in environment_lengths(&chosen) {
                    let chosen = NewPlan {
                        environment: Some(environment),
                        ..chosen.clone()
                    };
                    assert!(
                        start(&chosen, &mut CountedIds::default()).is_ok(),
                        "{supernet}: {length}, {environment}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_unlisted_region_looks_like_one() {
        for (text, expected) in [
            ("eu-new-1", Some("eu-new-1")),
            ("EU-New-1", Some("eu-new-1")),
            ("us-west-2-lax-1", Some("us-west-2-lax-1")),
            ("eu", None),
            ("eu-central", None),
            ("eu-central-", None),
            ("Frankfurt", None),
            ("", None),
        ] {
            assert_eq!(unlisted_region(text).ok().as_deref(), expected, "{text:?}");
        }
    }
}
