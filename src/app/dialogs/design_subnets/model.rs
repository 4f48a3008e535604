//! What the subnet designer shows: pure.

use crate::address::{AddressCount, Cidr, Family, NetmaskLength};
use crate::ordered::{OrderedSet, sort};
use crate::plan::gesture::{
    DesignedSubnets, NewSubnets, Purpose, SubnetProblem, SubnetSize, ZoneLetter, design_subnets, listed_zones,
    smaller_that_fits,
};
use crate::plan::{CountedIds, Id, VpcCidr};
use crate::workspace::Workspace;

/// What people separate subnets by, in the order in which they are offered.
pub(super) const PURPOSES: &[&str] = &["public", "private", "isolated", "pods", "database", "transit"];

/// So many zones are offered: no Region has more letters.
pub(super) const LETTERS: u8 = 6;

/// How many blocks of the map are drawn.
const DRAWN: usize = 300;

/// The CIDR that is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ground {
    pub(super) cidr: Cidr,
    pub(super) region: String,
    /// How many zones AWS lists there.
    pub(super) listed: Option<u8>,
}

/// What is known of a CIDR; none once it is gone.
pub(super) fn ground(workspace: &Workspace, id: Id<VpcCidr>) -> Option<Ground> {
    let design = workspace.plan().design();
    let row = design.vpc_cidrs.get(&id)?;
    let region = design.vpcs.get(&row.vpc)?.region;
    Some(Ground {
        cidr: row.cidr,
        region: region.as_str().to_owned(),
        listed: listed_zones(region),
    })
}

/// The zones that one begins with: three where there are as many.
pub(super) fn first_zones(listed: Option<u8>) -> OrderedSet<ZoneLetter> {
    ZoneLetter::first(listed.unwrap_or(3).min(3)).collect()
}

/// The purposes and sizes that one begins with: small public subnets, large private ones, half of the CIDR left free.
pub(super) fn first_purposes(within: Cidr) -> [(&'static str, String); 2] {
    let size = |longer: u8| {
        let length = within.netmask_length().get() + longer;
        let length = match within.family() {
            Family::Ipv4 => length.clamp(16, 28),
            Family::Ipv6 => length.next_multiple_of(4).clamp(44, 64),
        };
        format!("/{length}")
    };
    [("public", size(5)), ("private", size(3))]
}

/// A subnet of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) purpose: String,
    pub(super) zone: String,
    pub(super) cidr: String,
    pub(super) usable: String,
}

/// What takes a part of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// A subnet that is there already.
    Before,
    /// One that is designed: with the place of its purpose.
    New(usize),
}

/// A block of the map, in ten-thousandths of the CIDR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) offset: u32,
    pub(super) extent: u32,
    pub(super) taken: Taken,
    pub(super) words: String,
}

/// The subnets as they would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Preview {
    pub(super) lines: Vec<Line>,
    pub(super) segments: Vec<Segment>,
    /// What stays free, in words.
    pub(super) left: String,
}

/// Why there is none, and what would fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) sentence: String,
    /// The purpose to make smaller, and its length.
    pub(super) smaller: Option<(usize, NetmaskLength)>,
}

/// The preview of what is asked for.
pub(super) fn preview(workspace: &Workspace, new: &NewSubnets) -> Result<Preview, Refusal> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let designed = design_subnets(plan, index, new, &mut CountedIds::default()).map_err(|problem| Refusal {
        smaller: match problem {
            SubnetProblem::NoRoom { .. } => smaller_that_fits(plan, index, new),
            _ => None,
        },
        sentence: problem.to_string(),
    })?;
    let within = plan.design().vpc_cidrs.get(&new.within).map(|row| row.cidr);
    let left = left(&designed);
    let segments = within
        .map(|within| segments(workspace, within, new, &designed))
        .unwrap_or_default();
    let lines = designed.subnets.into_iter().map(|subnet| Line {
        name: subnet.name,
        purpose: subnet.purpose,
        zone: subnet.zone,
        cidr: subnet.cidr.to_string(),
        usable: figure(subnet.usable),
    });
    Ok(Preview {
        lines: lines.collect(),
        segments,
        left,
    })
}

/// All digits while they can be read, else as people say it.
pub(super) fn figure(count: AddressCount) -> String {
    match count.to_u128() {
        Some(number) if number < 1 << 40 => count.to_string(),
        _ => count.compact().to_string(),
    }
}

fn left(designed: &DesignedSubnets) -> String {
    match designed.largest_left {
        Some(largest) => format!(
            "{} addresses stay free, the largest block of them {largest}",
            figure(designed.left)
        ),
        None => "Nothing stays free".to_owned(),
    }
}

fn segments(workspace: &Workspace, within: Cidr, new: &NewSubnets, designed: &DesignedSubnets) -> Vec<Segment> {
    let segment = |cidr: Cidr, taken, words| Segment {
        offset: AddressCount::new(cidr.first_bits() - within.first_bits()).per_ten_thousand_of(within.size()),
        extent: cidr.size().per_ten_thousand_of(within.size()).max(1),
        taken,
        words,
    };
    let vpc = workspace.plan().design().vpc_cidrs.get(&new.within).map(|row| row.vpc);
    let before = vpc.and_then(|vpc| workspace.index().vpc(vpc));
    let before = before.map(|entry| entry.subnets()).unwrap_or_default();
    let before = before
        .iter()
        .map(|(cidr, _)| *cidr)
        .filter(|cidr| within.contains(*cidr));
    let mut segments: Vec<Segment> = before
        .take(DRAWN)
        .map(|cidr| segment(cidr, Taken::Before, String::new()))
        .collect();
    let place = |name: &str| new.purposes.iter().position(|purpose| purpose.name.trim() == name);
    segments.extend(designed.subnets.iter().map(|subnet| {
        let letter = subnet.zone.chars().last().map(String::from).unwrap_or_default();
        let words = format!("{} {letter}", subnet.purpose);
        segment(subnet.cidr, Taken::New(place(&subnet.purpose).unwrap_or(0)), words)
    }));
    segments
}

/// The purposes as they are typed, once each has a size.
pub(super) fn purposes(typed: Vec<(String, Result<SubnetSize, String>)>) -> Option<Vec<Purpose>> {
    let mut purposes = Vec::new();
    for (name, size) in typed {
        purposes.push(Purpose { name, size: size.ok()? });
    }
    Some(purposes)
}

/// A purpose that none of `taken` is.
pub(super) fn next_purpose(taken: &[String]) -> String {
    let free = PURPOSES
        .iter()
        .find(|purpose| !taken.iter().any(|taken| taken.trim() == **purpose));
    free.map_or_else(
        || format!("purpose {}", taken.len() + 1),
        |purpose| (*purpose).to_owned(),
    )
}

/// The CIDRs of the VPC that `id` belongs to, in order.
pub(super) fn siblings(workspace: &Workspace, id: Id<VpcCidr>) -> Vec<(Id<VpcCidr>, String)> {
    let row = workspace.plan().design().vpc_cidrs.get(&id);
    let entry = row.and_then(|row| workspace.index().vpc(row.vpc));
    let cidrs = entry.map(|entry| entry.cidrs()).unwrap_or_default();
    let mut cidrs: Vec<(Cidr, Id<VpcCidr>)> = cidrs.iter().map(|(cidr, id)| (*cidr, *id)).collect();
    sort(&mut cidrs);
    cidrs.into_iter().map(|(cidr, id)| (id, cidr.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cidr(text: &str) -> Cidr {
        text.parse().unwrap_or_else(|_| Cidr::all(Family::Ipv4))
    }

    #[test]
    fn one_begins_with_sizes_that_fit_and_leave_room() {
        for (within, public, private) in [
            ("10.0.0.0/16", "/21", "/19"),
            ("10.0.0.0/20", "/25", "/23"),
            ("10.0.0.0/26", "/28", "/28"),
            ("fd00::/56", "/64", "/60"),
        ] {
            assert_eq!(
                first_purposes(cidr(within)),
                [("public", public.to_owned()), ("private", private.to_owned())],
                "{within}"
            );
        }
    }

    #[test]
    fn another_purpose_is_one_that_is_not_there() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(next_purpose(&names(&["public", "private"])), "isolated");
        assert_eq!(next_purpose(&names(PURPOSES)), "purpose 7");
    }

    #[test]
    fn the_preview_of_an_example() {
        let workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let design = workspace.plan().design();
        let empty = |row: &&VpcCidr| {
            workspace
                .index()
                .vpc(row.vpc)
                .is_some_and(|entry| entry.subnets().is_empty())
        };
        let found = design.vpc_cidrs.iter().find(|(_, row)| empty(row));
        let Some((id, row)) = found else { return };
        let new = NewSubnets {
            within: *id,
            zones: first_zones(Some(3)),
            purposes: first_purposes(row.cidr)
                .into_iter()
                .filter_map(|(name, size)| {
                    let size = SubnetSize::parse(&size, row.cidr.family()).ok()?;
                    Some(Purpose {
                        name: name.to_owned(),
                        size,
                    })
                })
                .collect(),
            names: "{purpose}-{letter}".to_owned(),
        };
        let preview = preview(&workspace, &new);
        let lines = preview.as_ref().map(|preview| preview.lines.len());
        assert_eq!(lines, Ok(6));
        // Three of an eighth and three of a 32nd: 15 of 32.
        let extent: u32 = preview
            .iter()
            .flat_map(|preview| &preview.segments)
            .map(|segment| segment.extent)
            .sum();
        assert!((4_680..=4_690).contains(&extent), "{extent}");
    }
}
