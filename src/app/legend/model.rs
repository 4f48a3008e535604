//! What a CIDR says by the legends of the pools that it lies in: pure.

use crate::address::{Cidr, Family};
use crate::plan::{Id, Legend, LegendPart, LegendProblem, Meaning, Node, Pool};
use crate::workspace::Workspace;

/// A CIDR as it reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) block: Cidr,
    /// The nearest pool with a legend.
    pub(super) pool: Id<Pool>,
    pub(super) pieces: Vec<Piece>,
}

/// What one part of the bits says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) name: String,
    /// "2nd octet".
    pub(super) place: String,
    /// What the value is called, the value itself where it has no name; nothing where every value is in the block.
    pub(super) value: Option<String>,
    /// The value, where it has a name.
    pub(super) number: Option<String>,
}

/// The selected CIDR as it reads; nothing where no legend says anything of it.
pub(super) fn decoded(workspace: &Workspace, node: Node) -> Option<Decoded> {
    let block = block_of(workspace, node)?;
    let outline = workspace.outline();
    let pools = std::iter::once(node)
        .chain(outline.ancestors(node))
        .filter_map(|node| match node {
            Node::Pool(id) | Node::Free(id) => Some(id),
            _ => None,
        });
    let mut legend = Legend::default();
    let mut nearest = None;
    for id in pools {
        let Some(row) = workspace.plan().design().pools.get(&id) else {
            continue;
        };
        if row.family == block.family() && !row.legend.is_empty() {
            nearest = nearest.or(Some(id));
            legend = legend.within(&row.legend);
        }
    }
    let pieces: Vec<Piece> = legend.parts().iter().filter_map(|part| read(part, block)).collect();
    Some(Decoded {
        block,
        pool: nearest?,
        pieces,
    })
    .filter(|decoded| !decoded.pieces.is_empty())
}

/// The CIDR that a row stands for; the first of several.
fn block_of(workspace: &Workspace, node: Node) -> Option<Cidr> {
    let design = workspace.plan().design();
    match node {
        Node::Pool(id) | Node::Free(id) => workspace.index().pool(id)?.cidrs().next().map(|(cidr, _)| cidr),
        Node::Reservation(id) => design.reservations.get(&id).map(|row| row.cidr),
        Node::VpcCidr(id) => design.vpc_cidrs.get(&id).map(|row| row.cidr),
        Node::Subnet(id) => design.subnets.get(&id).map(|row| row.cidr),
        Node::PublicBlock(id) => design.public_blocks.get(&id).map(|row| row.cidr),
        Node::Ipam | Node::Scope(_) | Node::Vpc(_) => None,
    }
}

/// What a part says of a block.
pub(super) fn read(part: &LegendPart, block: Cidr) -> Option<Piece> {
    let named = |value: u32| part.values.get(&value).cloned();
    let (value, number) = match part.of(block)? {
        Meaning::Any => (None, None),
        Meaning::One(value) => match named(value) {
            Some(name) => (Some(name), Some(value.to_string())),
            None => (Some(value.to_string()), None),
        },
        Meaning::Several(first, last) => {
            let names: Vec<String> = part
                .values
                .iter()
                .filter(|(value, _)| (first..=last).contains(*value))
                .map(|(_, name)| name.clone())
                .collect();
            let range = format!("{first} to {last}");
            match names.len() {
                1..=3 => (Some(names.join(", ")), Some(range)),
                _ => (Some(range), None),
            }
        }
    };
    Some(Piece {
        name: part.name.clone(),
        place: part.place(block.family()),
        value,
        number,
    })
}

/// The values of a part as they are typed: "0 Frankfurt, 1 Ireland".
pub(super) fn values_in_words(part: &LegendPart) -> String {
    let value = |(value, name): (&u32, &String)| format!("{value} {name}");
    part.values.iter().map(value).collect::<Vec<_>>().join(", ")
}

/// A part as it is typed.
///
/// # Errors
/// What is wrong, and what would be right.
pub(super) fn part_of(name: &str, bits: [&str; 2], values: &str) -> Result<LegendPart, String> {
    let [from, to] = bits.map(bit);
    Ok(LegendPart {
        name: name.trim().to_owned(),
        from: from?,
        to: to?,
        values: values_of(values)?,
    })
}

/// A netmask length, with or without its slash.
pub(super) fn bit(text: &str) -> Result<u8, String> {
    let text = text.trim();
    let number = text.strip_prefix('/').unwrap_or(text).trim();
    let bit = number.parse().ok().filter(|bit| *bit <= 128);
    bit.ok_or_else(|| "A netmask length such as /16".to_owned())
}

/// The names of values: a number and a name, one after the other, between commas or on lines.
pub(super) fn values_of(text: &str) -> Result<crate::ordered::OrderedMap<u32, String>, String> {
    let mut values = crate::ordered::OrderedMap::new();
    for entry in text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty()) {
        let digits = entry.len() - entry.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let (number, name) = entry.split_at(digits);
        let name = name.trim_start_matches([' ', '=', ':']).trim();
        let Some(value) = number.parse().ok().filter(|_| !name.is_empty()) else {
            return Err(format!("“{entry}” is no number with a name, such as 4 Ireland"));
        };
        if values.insert(value, name.to_owned()).is_some() {
            return Err(format!("{value} has two names"));
        }
    }
    Ok(values)
}

/// The legend of these parts.
///
/// # Errors
/// Why they are none, as a sentence.
pub(super) fn legend_of(family: Family, parts: Vec<LegendPart>) -> Result<Legend, LegendProblem> {
    Legend::new(family, parts)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::address::Strategy;
    use crate::generate::{Blueprint, Headroom, Level, LevelKind, LevelSize, Member, Naming, generate};
    use crate::plan::{CountedIds, Plan};

    fn words(decoded: &Decoded) -> Vec<String> {
        let word = |piece: &Piece| {
            let value = piece.value.clone().unwrap_or_else(|| "any".to_owned());
            let number = piece
                .number
                .clone()
                .map_or(String::new(), |number| format!(" ({number})"));
            format!("{} [{}]: {value}{number}", piece.name, piece.place)
        };
        decoded.pieces.iter().map(word).collect()
    }

    #[test]
    fn a_cidr_reads_as_the_levels_that_it_was_generated_from() {
        let mut workspace = Workspace::open(Plan::new("Test", "eu-central-1".parse().unwrap()));
        let named = |name: &str| Member::Named(name.to_owned());
        let fit = LevelSize::Fit(Headroom::Percent(0));
        let blueprint = Blueprint {
            name: "Global".to_owned(),
            supernet: "10.0.0.0/8".parse().unwrap(),
            parent: Plan::default_private_scope().into(),
            levels: vec![
                Level {
                    kind: LevelKind::Region,
                    members: ["eu-central-1", "eu-west-1", "us-east-1"]
                        .map(|code| Member::Region(code.parse().unwrap()))
                        .to_vec(),
                    size: LevelSize::Length(crate::address::NetmaskLength::new(16).unwrap()),
                },
                Level {
                    kind: LevelKind::Environment,
                    members: vec![named("prod"), named("test")],
                    size: fit,
                },
            ],
            naming: Naming::Member,
            strategy: Strategy::LowestAddress,
        };
        let ids = &mut CountedIds::default();
        let (gesture, _) = generate(workspace.plan(), workspace.index(), &blueprint, ids).unwrap();
        let top = gesture.focus.unwrap();
        workspace.apply(&gesture.label, gesture.edit).unwrap();
        let children = |workspace: &Workspace, node| {
            workspace
                .outline()
                .children(node)
                .into_iter()
                .filter(|node| matches!(node, Node::Pool(_)))
                .collect::<Vec<_>>()
        };
        let said = |node| words(&decoded(&workspace, node).unwrap());
        assert_eq!(said(top), ["Region [2nd octet]: any", "Environment [bit 17]: any"]);
        let regions = children(&workspace, top);
        assert_eq!(
            said(regions[1]),
            ["Region [2nd octet]: Ireland (1)", "Environment [bit 17]: any"]
        );
        let test = children(&workspace, regions[2])[1];
        assert_eq!(
            said(test),
            ["Region [2nd octet]: Virginia (2)", "Environment [bit 17]: test (1)"]
        );
        assert_eq!(decoded(&workspace, Node::Ipam), None);
    }

    #[test]
    fn values_are_read_as_they_are_typed() {
        for (text, expected) in [
            ("", Ok("")),
            ("0 Frankfurt, 1 Ireland", Ok("0 Frankfurt, 1 Ireland")),
            ("1=Ireland\n0: Frankfurt,\n", Ok("0 Frankfurt, 1 Ireland")),
            ("1 Ireland, 1 Ohio", Err("1 has two names")),
            ("Ireland", Err("“Ireland” is no number with a name, such as 4 Ireland")),
            ("4", Err("“4” is no number with a name, such as 4 Ireland")),
            (
                "4294967296 x",
                Err("“4294967296 x” is no number with a name, such as 4 Ireland"),
            ),
        ] {
            let part = part_of("Region", ["/8", " 16"], text);
            let said = part.map(|part| values_in_words(&part));
            assert_eq!(said.as_deref().map_err(String::as_str), expected, "{text:?}");
        }
        assert!(part_of("Region", ["8", "129"], "").is_err() && bit("a").is_err());
    }
}
