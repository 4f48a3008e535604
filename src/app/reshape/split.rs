//! Splitting a block into equal parts with names.

use super::form::{Answer, Form, form};
use super::subject::{block_choice, blocks_of, called};
use crate::address::{Cidr, NetmaskLength};
use crate::app::dialogs::words::sentence;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Choice, Draft, Field, FieldKind, InitialFocus, Segmented};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::Node;
use crate::plan::gesture::{Manner, NamePattern, Splitting, split};

/// Asks for the number or the size of the parts, where they come and how they are called.
pub(super) fn dialog(node: Node, open: RwSignal<bool>) -> Option<AnyView> {
    let planner = use_planner();
    let (blocks, about) = planner.peek(|workspace| (blocks_of(workspace, node), called(workspace, node)));
    let block = RwSignal::new(*blocks.first()?);
    let parts = Draft::new("2", move |text| length_of(text, block.get()));
    let manners = manners(node);
    let manner = RwSignal::new(manners.first()?.0);
    let begin = if matches!(node, Node::VpcCidr(_)) {
        "{az}"
    } else {
        "{name}-{n}"
    };
    let names = Draft::new(begin, |text| NamePattern::parse(text).map_err(sentence));
    let answer = Memo::new(move |_| {
        let (Ok(length), Ok(names)) = (parts.value(), names.value()) else {
            return Answer::Incomplete;
        };
        let splitting = Splitting {
            length,
            manner: manner.get(),
            names,
        };
        let (block, ids) = (block.get(), &mut RandomIds);
        planner.read(|w| Answer::of(split(w.plan(), w.index(), node, block, &splitting, ids)))
    });
    let options: Vec<_> = manners
        .iter()
        .map(|(manner, word)| Choice::new(*manner, *word))
        .collect();
    let fields = move || {
        let options = options.clone();
        let where_to = (options.len() > 1).then(|| {
            view! {
                <Segmented label="Where the parts come" options=Signal::stored(options) value=manner on_change=manner.setter() />
            }
        });
        view! {
            {block_choice(&blocks, block)}
            <Field
                label="Parts"
                draft=parts
                kind=FieldKind::Mono
                hint=Some("How many, such as 4, or how large, such as /20".to_owned())
                focus=InitialFocus::Here
            />
            {where_to}
            <Field
                label="Names"
                draft=names
                hint=Some(
                    "{n} and {nn} count, {letter} is a, b, c, {az} the zones of the Region, {name} and {cidr} of the block"
                        .to_owned(),
                )
            />
        }
        .into_any()
    };
    Some(form(
        open,
        Form {
            title: "Split",
            about,
            verb: "Split",
            answer,
            accept: Box::new(move || _ = (parts.accept(), names.accept())),
            fields: Box::new(fields),
        },
    ))
}

/// Where the parts of a row can come, the usual first.
fn manners(node: Node) -> &'static [(Manner, &'static str)] {
    match node {
        Node::Pool(_) => &[
            (Manner::Below, "Sub-pools in it"),
            (Manner::Beside, "Pools in its place"),
        ],
        Node::VpcCidr(_) => &[(Manner::Below, "Subnets in it"), (Manner::Beside, "VPCs in its place")],
        _ => &[(Manner::Beside, "In its place")],
    }
}

/// The length of the parts that a text asks for: their number, or their size.
fn length_of(text: &str, block: Cidr) -> Result<NetmaskLength, String> {
    let text = text.trim();
    let bits = block.family().bits();
    if let Some(length) = text.strip_prefix('/') {
        let length = length
            .parse()
            .ok()
            .and_then(NetmaskLength::new)
            .filter(|it| it.get() <= bits);
        return length.ok_or_else(|| format!("A size of the parts such as /{bits}, or their number such as 4"));
    }
    let count: u32 = text
        .parse()
        .map_err(|_| "How many parts, such as 4, or how large, such as /20".to_owned())?;
    if count < 2 || !count.is_power_of_two() {
        let next = count.checked_next_power_of_two().unwrap_or(2).max(2);
        return Err(format!("Equal parts are 2, 4, 8 and so on: write {next}"));
    }
    let length = u32::from(block.netmask_length().get()) + count.trailing_zeros();
    let length = u8::try_from(length)
        .ok()
        .and_then(NetmaskLength::new)
        .filter(|it| it.get() <= bits);
    length.ok_or_else(|| format!("{block} has only {} addresses", block.size()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::length_of;

    #[test]
    fn parts_are_a_number_or_a_size() {
        let block = "10.0.0.0/16".parse().unwrap();
        for (text, expected) in [
            ("2", Ok(17)),
            (" 256 ", Ok(24)),
            ("/20", Ok(20)),
            ("3", Err("Equal parts are 2, 4, 8 and so on: write 4")),
            ("1", Err("Equal parts are 2, 4, 8 and so on: write 2")),
            ("131072", Err("10.0.0.0/16 has only 65,536 addresses")),
            ("/33", Err("A size of the parts such as /32, or their number such as 4")),
            ("", Err("How many parts, such as 4, or how large, such as /20")),
            ("4294967295", Err("Equal parts are 2, 4, 8 and so on: write 2")),
        ] {
            let length = length_of(text, block).map(|length| length.get());
            assert_eq!(
                length.as_ref().map_err(String::as_str),
                expected.as_ref().map_err(|it| *it),
                "{text}"
            );
        }
    }
}
