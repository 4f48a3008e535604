//! Growing and shrinking a block where it is.

use super::form::{Answer, Form, form};
use super::subject::{block_choice, blocks_of, called};
use crate::app::dialogs::words::sentence;
use crate::app::markup::*;
use crate::app::parts::{Draft, Field, FieldKind, InitialFocus};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::Node;
use crate::plan::gesture::{SizeOrBlock, largest_growth, resize, resized};

/// Asks for the new size, and says how far the block can grow and what stops it there.
pub(super) fn dialog(node: Node, open: RwSignal<bool>) -> Option<AnyView> {
    let planner = use_planner();
    let (blocks, about) = planner.peek(|workspace| (blocks_of(workspace, node), called(workspace, node)));
    let block = RwSignal::new(*blocks.first()?);
    let size = Draft::new("", move |text| {
        SizeOrBlock::parse(text, block.get().family()).map_err(sentence)
    });
    let answer = Memo::new(move |_| {
        let Ok(size) = size.value() else {
            return Answer::Incomplete;
        };
        let from = block.get();
        planner.read(|w| {
            let length = match size {
                SizeOrBlock::Size(length) => length,
                SizeOrBlock::Block(to) => match resized(w.plan(), w.index(), node, from, to.netmask_length()) {
                    Ok(found) if found != to => {
                        let length = to.netmask_length();
                        return Answer::refused(format!("With {length} it becomes {found}; to have {to}, rebase it"));
                    }
                    _ => to.netmask_length(),
                },
            };
            Answer::of(resize(w.plan(), w.index(), node, from, length))
        })
    });
    let growth = Signal::derive(move || {
        let from = block.get();
        let (grown, stop) = planner.read(|w| largest_growth(w.plan(), w.index(), node, from));
        let stop = stop.map(|stop| format!(". {}", sentence(stop))).unwrap_or_default();
        Some(if grown == from {
            format!("It cannot grow where it is{stop}")
        } else {
            format!("It can grow to {grown} where it is{stop}")
        })
    });
    let fields = move || {
        view! {
            {block_choice(&blocks, block)}
            <Field
                label="New size"
                draft=size
                kind=FieldKind::Mono
                hint=growth
                placeholder=Some("/20 or 4000 addresses".to_owned())
                focus=InitialFocus::Here
            />
        }
        .into_any()
    };
    Some(form(
        open,
        Form {
            title: "Resize",
            about,
            verb: "Resize",
            answer,
            accept: Box::new(move || _ = size.accept()),
            fields: Box::new(fields),
        },
    ))
}
