//! What AWS publishes about prices, with when and where.
//!
//! No price is made up: where no source gives one, there is none, and a rate in the plan is the way to have one.

use crate::plan::{Rate, RegionCode};

/// What is charged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Charge {
    /// Active IP addresses of an IPAM of the Advanced Tier, metered in its home Region.
    Ipam,
    /// Public IPv4 addresses, in use or idle, metered where they are.
    PublicIpv4,
}

/// A page that states a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceSource {
    /// What it says, in its words or in short.
    pub statement: &'static str,
    /// The page.
    pub url: &'static str,
    /// The day it was read, or that it gives itself: year, month, day.
    pub date: &'static str,
}

/// What is published about a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedPrice {
    /// The rate.
    pub rate: Rate,
    /// The Regions that a source names. None means that it is stated for every one of the partition `aws`.
    pub confirmed: Option<&'static [&'static str]>,
    /// The sources.
    pub sources: &'static [PriceSource],
}

const IPAM: PublishedPrice = PublishedPrice {
    rate: Rate::from_nano_dollars(270_000),
    confirmed: Some(&["ap-southeast-1"]),
    sources: &[
        PriceSource {
            statement: "hourly rate of $0.00027 for each active IP address managed in IPAM",
            url: "https://aws.amazon.com/vpc/pricing/",
            date: "2026-09-20",
        },
        PriceSource {
            statement: "The active IP hours of all Regions are billed in the home Region of the IPAM.",
            url: "https://docs.aws.amazon.com/vpc/latest/ipam/pricing-ipam.html",
            date: "2026-08-06",
        },
    ],
};

const PUBLIC_IPV4: PublishedPrice = PublishedPrice {
    rate: Rate::from_nano_dollars(5_000_000),
    confirmed: None,
    sources: &[PriceSource {
        statement: "$0.005 per address and hour for every public IPv4 address, in use or idle, from 2024-02-01: $3.60 for \
                    720 hours, $43.80 for a year. Addresses brought to AWS (BYOIP) are free.",
        url: "https://repost.aws/articles/ARz98l8QOcSUar-_IIGgxGzA",
        date: "2024-02-01",
    }],
};

/// The money of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Currency {
    /// US dollars.
    Usd,
    /// Chinese yuan, in China.
    Cny,
    /// Euros, in the European Sovereign Cloud.
    Eur,
}

impl Currency {
    /// The currency in which AWS bills in a Region.
    pub fn of(region: RegionCode) -> Self {
        match region.listing().map(|listing| listing.partition) {
            Some("aws-cn") => Currency::Cny,
            Some("aws-eusc") => Currency::Eur,
            _ => Currency::Usd,
        }
    }

    /// The code of ISO 4217.
    pub fn code(self) -> &'static str {
        match self {
            Currency::Usd => "USD",
            Currency::Cny => "CNY",
            Currency::Eur => "EUR",
        }
    }
}

/// A rate, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// The rate, where there is one.
    pub rate: Option<Rate>,
    /// What it rests on.
    pub basis: PriceBasis,
}

/// What a rate rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceBasis {
    /// A source gives it for the Region.
    Published,
    /// A source gives it, and none says that it holds in the Region.
    Assumed,
    /// The plan gives it.
    Overridden,
    /// The Region is of a partition for which no source gives a price: GovCloud, China, the European Sovereign Cloud and others.
    NoneForPartition,
    /// AWS lists no such Region.
    UnknownRegion,
}

/// What is published about a charge.
pub fn published(charge: Charge) -> PublishedPrice {
    match charge {
        Charge::Ipam => IPAM,
        Charge::PublicIpv4 => PUBLIC_IPV4,
    }
}

/// The published price of a charge in a Region.
pub fn price(charge: Charge, region: RegionCode) -> Price {
    let published = published(charge);
    let basis = match (region.listing(), published.confirmed) {
        (None, _) => PriceBasis::UnknownRegion,
        (Some(listing), _) if listing.partition != "aws" => PriceBasis::NoneForPartition,
        (Some(listing), Some(confirmed)) if !confirmed.contains(&listing.code) => PriceBasis::Assumed,
        (Some(_), _) => PriceBasis::Published,
    };
    let rate = matches!(basis, PriceBasis::Published | PriceBasis::Assumed).then_some(published.rate);
    Price { rate, basis }
}
