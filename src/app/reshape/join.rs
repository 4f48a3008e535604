//! Joining the parts of a block into one.

use super::form::{Answer, Form, form};
use super::subject::{blocks_of, called};
use crate::address::{Cidr, NetmaskLength};
use crate::app::dialogs::words::title;
use crate::app::markup::*;
use crate::app::parts::{Choice, Draft, Field, Select};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::app::shaping::source_of;
use crate::plan::Node;
use crate::plan::gesture::{JoinInto, join};
use crate::workspace::Workspace;

/// What a row could be joined to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whole {
    /// With these it makes up one block.
    Block(Vec<Node>),
    /// It goes, and its source pool has what hangs from it.
    Source,
}

/// Asks how far to join, and for the name of the whole.
pub(super) fn dialog(node: Node, open: RwSignal<bool>) -> Option<AnyView> {
    let planner = use_planner();
    let (choices, about, name) = planner.peek(|workspace| {
        let about = called(workspace, node);
        (wholes(workspace, node), about, title(workspace, node))
    });
    let first = choices.first().map(|(whole, _)| whole.clone());
    let whole = RwSignal::new(first.unwrap_or_else(|| Whole::Block(vec![node])));
    let name = Draft::new(name, |text| Ok(text.trim().to_owned()));
    let answer = Memo::new(move |_| {
        let (nodes, into) = match whole.get() {
            Whole::Source => (vec![node], JoinInto::Source),
            Whole::Block(nodes) if nodes.len() < 2 => {
                return Answer::refused("There is nothing beside it that makes up one block with it");
            }
            Whole::Block(nodes) => {
                let name = name.value().ok().filter(|name| !name.is_empty());
                (nodes, JoinInto::First(name))
            }
        };
        planner.read(|w| Answer::of(join(w.plan(), w.index(), &nodes, &into)))
    });
    let options: Vec<_> = choices
        .into_iter()
        .map(|(whole, words)| Choice::new(whole, words))
        .collect();
    let fields = move || {
        let options = Signal::stored(options.clone());
        let named = move || whole.with(|whole| matches!(whole, Whole::Block(nodes) if nodes.len() > 1));
        view! {
            <Select label="Join" options=options value=whole on_change=whole.setter() />
            <Show when=named>
                <Field label="Name" draft=name />
            </Show>
        }
        .into_any()
    };
    Some(form(
        open,
        Form {
            title: "Join with its siblings",
            about,
            verb: "Join",
            answer,
            accept: Box::new(|| ()),
            fields: Box::new(fields),
        },
    ))
}

/// The blocks that the row makes up with what is beside it, the smallest first, and its source pool. What cannot be joined is
/// left out, but for the nearest, which says why.
fn wholes(workspace: &Workspace, node: Node) -> Vec<(Whole, String)> {
    let mut found = Vec::new();
    let mut nearest = None;
    if let Some(own) = blocks_of(workspace, node).first().copied() {
        let beside = siblings(workspace, node);
        let mut before = 1;
        let lengths = (0..own.netmask_length().get()).rev().filter_map(NetmaskLength::new);
        for around in lengths.filter_map(|length| own.supernet(length)) {
            let parts = beside.iter().filter(|(block, _)| around.contains(*block));
            let nodes: Vec<Node> = parts.map(|(_, node)| *node).collect();
            if nodes.len() <= before {
                continue;
            }
            before = nodes.len();
            let words = format!("{} blocks to {around}", nodes.len());
            let joined = join(workspace.plan(), workspace.index(), &nodes, &JoinInto::First(None));
            let choice = (Whole::Block(nodes), words);
            match joined {
                Ok(_) => found.push(choice),
                Err(_) => nearest = nearest.or(Some(choice)),
            }
        }
    }
    if found.is_empty() {
        found.extend(nearest);
    }
    if let Node::Pool(pool) = node
        && let Some(source) = source_of(workspace, pool)
    {
        let name = title(workspace, Node::Pool(source));
        found.push((Whole::Source, format!("Dissolve it into its source pool {name}")));
    }
    found
}

/// What is of the same kind and hangs from the same, with its block; the row itself among it.
fn siblings(workspace: &Workspace, node: Node) -> Vec<(Cidr, Node)> {
    let outline = workspace.outline();
    let Some(parent) = outline.parent(node) else {
        return Vec::new();
    };
    let same_kind = |other: &Node| std::mem::discriminant(other) == std::mem::discriminant(&node);
    let beside = outline.children(parent).into_iter().filter(same_kind);
    let blocks = beside.filter_map(|other| match blocks_of(workspace, other).as_slice() {
        [only] => Some((*only, other)),
        _ => None,
    });
    blocks.collect()
}
