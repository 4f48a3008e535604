//! Cut, copy and paste: inside the planner as rows, for others as text.

use web_sys::{Element, Event};

use super::model::{holder_at, node_of, pool_of};
use crate::address::{BulkPlacement, Strategy};
use crate::app::ask::Ask;
use crate::app::dialogs::words::{sentence, title};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Notice, listen as listen_to};
use crate::app::planner::{Clipped, Planner};
use crate::app::platform::clipboard;
use crate::app::platform::later::spawn;
use crate::app::shaping::Shaping;
use crate::plan::gesture::{
    BlockKind, Clip, Obstacle, PasteProblem, PasteTarget, Placing, copy, copy_whole, move_many, paste, read_clip,
    to_columns, to_html,
};
use crate::plan::{Node, PoolParent};
use crate::workspace::Workspace;

/// What becomes of rows that are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// They stay.
    Copy,
    /// They go to where they are pasted.
    Cut,
}

/// Answers the browser's own copy, cut and paste while the tree has the focus, for as long as the component that calls stands.
pub(super) fn listen(planner: Planner) {
    let document = document();
    let copies = |manner: Manner| {
        move |event: Event| {
            if is_of_the_tree()
                && let Some((text, html)) = take(planner, manner)
                && clipboard::give(&event, &text, &html)
            {
                event.prevent_default();
                said(planner, manner);
            }
        }
    };
    listen_to(&document, "copy", copies(Manner::Copy));
    listen_to(&document, "cut", copies(Manner::Cut));
    listen_to(&document, "paste", move |event: Event| {
        if is_of_the_tree()
            && let Some(text) = clipboard::brought(&event)
        {
            event.prevent_default();
            put(planner, &text);
        }
    });
}

/// Whether the tree has the focus, and no dialog is open, no name is typed and no text is selected.
fn is_of_the_tree() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    let is_typing = active.tag_name().eq_ignore_ascii_case("input");
    let in_tree = |active: &Element| active.closest(".tree__grid").ok().flatten().is_some();
    !is_typing && in_tree(&active) && document().query_selector("dialog[open]").ok().flatten().is_none()
}

/// Copies what is selected by a button or a menu.
pub(super) fn write(planner: Planner, manner: Manner) {
    let Some((text, html)) = take(planner, manner) else {
        return;
    };
    spawn(async move {
        if clipboard::copy_table(&text, &html).await {
            said(planner, manner);
        } else {
            // The rows can be pasted here all the same.
            planner.show(Notice::note(
                "Copied for this page: the browser does not let it write to the clipboard",
            ));
        }
    });
}

/// Pastes by a button or a menu.
pub(super) fn read(planner: Planner) {
    spawn(async move {
        let kept = || planner.clipped.get_untracked().map(|clipped| clipped.text);
        match clipboard::paste().await.or_else(kept) {
            Some(text) => put(planner, &text),
            None => planner
                .note("The browser does not let the page read the clipboard: press the keys for paste in the tree"),
        }
    });
}

/// Remembers what is selected, and gives it as text and as a table. `None` when there is nothing to copy.
fn take(planner: Planner, manner: Manner) -> Option<(String, String)> {
    let nodes = planner.selection();
    let clip = planner.peek(|workspace| copy(workspace.plan(), workspace.index(), &nodes));
    if clip.items.is_empty() {
        planner.note("There is nothing to copy: select a pool, a VPC, a subnet or a reservation");
        return None;
    }
    let text = to_columns(&clip);
    let html = to_html(&clip);
    planner.clipped.set(Some(Clipped {
        nodes,
        text: text.clone(),
        is_cut: manner == Manner::Cut,
    }));
    Some((text, html))
}

fn said(planner: Planner, manner: Manner) {
    let rows = planner
        .clipped
        .with_untracked(|clipped| clipped.as_ref().map_or(0, |clipped| clipped.nodes.len()));
    let rows = counted(rows as u64, "row", "rows");
    let sentence = match manner {
        Manner::Copy => format!("Copied {rows}: as rows for this page, as columns for a spreadsheet"),
        Manner::Cut => format!("Cut {rows}: paste to move"),
    };
    planner.show(Notice::note(sentence));
}

/// Puts what the clipboard holds where the selected row is.
fn put(planner: Planner, text: &str) {
    if let Some(refusal) = planner.access.get_untracked().refusal() {
        return planner.note(refusal);
    }
    let lines = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let clipped = planner.clipped.get_untracked();
    let own = clipped.filter(|clipped| lines(&clipped.text) == lines(text));
    let pasted = match own {
        Some(clipped) if clipped.is_cut => put_cut(planner, &clipped),
        Some(clipped) => {
            let clip = planner.peek(|w| copy_whole(w.plan(), w.index(), &clipped.nodes));
            put_clip(planner, &clip, &clipped.nodes)
        }
        None => put_text(planner, text),
    };
    if let Err(sentence) = pasted {
        planner.show(Notice::error(format!("Not pasted: {sentence}")));
    }
}

/// Moves what was cut.
fn put_cut(planner: Planner, clipped: &Clipped) -> Result<(), String> {
    let selected = planner.selected_untracked();
    let moved = planner.peek(|workspace| {
        let to = target_of(workspace, selected, &clipped.nodes)?;
        Ok((to, relocate(workspace, &clipped.nodes, to)?))
    });
    let (to, moved) = moved.map_err(|obstacle: Obstacle| sentence(obstacle))?;
    let place = planner.peek(|workspace| title(workspace, node_of(to)));
    if planner.take(moved) {
        planner.clipped.set(None);
        done(planner, &format!("Moved {} to {place}", rows(clipped.nodes.len())));
    }
    Ok(())
}

/// Moves rows with the blocks that they have, or else with others of the same size.
pub(super) fn relocate(
    workspace: &Workspace,
    nodes: &[Node],
    to: PoolParent,
) -> Result<crate::plan::gesture::Gesture, Obstacle> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let kept = move_many(plan, index, nodes, to, Placing::Keep);
    match (kept, to) {
        (Err(Obstacle::Outside { .. } | Obstacle::Taken { .. }), PoolParent::Pool(_)) => {
            move_many(plan, index, nodes, to, Placing::Anew(Strategy::LowestAddress))
        }
        (kept, _) => kept,
    }
}

/// Where something is pasted: into the selected row, or what it lies in; beside what is pasted rather than into it.
fn target_of(workspace: &Workspace, selected: Node, nodes: &[Node]) -> Result<PoolParent, Obstacle> {
    let from = match nodes.contains(&selected) {
        true => workspace.outline().parent(selected).unwrap_or(selected),
        false => selected,
    };
    holder_at(workspace, from).ok_or(Obstacle::NotPossible)
}

/// Puts a clip into what is selected.
fn put_clip(planner: Planner, clip: &Clip, nodes: &[Node]) -> Result<(), String> {
    let selected = planner.selected_untracked();
    let pasted = planner.peek(|workspace| {
        let target = paste_target(workspace, selected, clip, nodes).ok_or(PasteProblem::NotThere);
        let pasted = target.and_then(|target| {
            let (plan, index) = (workspace.plan(), workspace.index());
            paste(plan, index, target, clip, Strategy::LowestAddress, &mut RandomIds)
        });
        // What would make room is said, too.
        pasted.map_err(|problem| match room(workspace, selected, clip, nodes, &problem) {
            Some(remedy) => format!("{}; {remedy}", sentence(problem)),
            None => sentence(problem),
        })
    })?;
    let moved = pasted.moved;
    if planner.take(pasted.gesture) {
        let pasted = format!("Pasted {}", rows(clip.items.len()));
        let words = match moved.as_slice() {
            [] => pasted,
            [(from, to)] => format!("{pasted}: {from} is taken or lies elsewhere, so it is {to}"),
            [(from, to), more @ ..] => {
                let others = counted(more.len() as u64, "other", "others");
                format!("{pasted}: {from} became {to}, and {others} have new blocks too")
            }
        };
        done(planner, &words);
    }
    Ok(())
}

/// What would make room for what does not fit.
fn room(workspace: &Workspace, selected: Node, clip: &Clip, nodes: &[Node], problem: &PasteProblem) -> Option<String> {
    if !matches!(problem, PasteProblem::NoRoom { .. }) {
        return None;
    }
    let PasteTarget::Pool(pool) = paste_target(workspace, selected, clip, nodes)? else {
        return None;
    };
    let own = clip.items.iter().flat_map(|item| {
        let blocks = item.cidrs.iter().map(|cidr| cidr.netmask_length());
        blocks.chain(item.length)
    });
    let wanted: Vec<_> = own.collect();
    let error = workspace
        .index()
        .pool(pool)?
        .space()
        .place_all(&wanted, &BulkPlacement::default())
        .err()?;
    Some(error.to_string())
}

fn paste_target(workspace: &Workspace, selected: Node, clip: &Clip, nodes: &[Node]) -> Option<PasteTarget> {
    let only_subnets = clip.items.iter().all(|item| item.kind == BlockKind::Subnet);
    let from = match nodes.contains(&selected) {
        true => workspace.outline().parent(selected).unwrap_or(selected),
        false => selected,
    };
    if only_subnets {
        let outline = workspace.outline();
        let vpc = std::iter::once(from)
            .chain(outline.ancestors(from))
            .find_map(|node| match node {
                Node::VpcCidr(id) => Some(PasteTarget::Vpc(id)),
                _ => None,
            });
        if vpc.is_some() {
            return vpc;
        }
    }
    Some(match holder_at(workspace, from)? {
        PoolParent::Pool(id) => PasteTarget::Pool(id),
        PoolParent::Scope(id) => PasteTarget::Scope(id),
    })
}

/// Text from elsewhere: rows that say what they are are put there; a list of sizes and CIDRs is shown before.
fn put_text(planner: Planner, text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("the clipboard holds no text".to_owned());
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let says_kind = says_kind(first);
    if says_kind && let Ok(clip) = read_clip(text) {
        return put_clip(planner, &clip, &[]);
    }
    let selected = planner.selected_untracked();
    let pool = planner
        .peek(|workspace| holder_at(workspace, selected))
        .and_then(pool_of);
    if pool.is_none() {
        return Err("select a pool first, which the blocks are taken from".to_owned());
    }
    planner.ask(Ask::Shape(Shaping::AddMany, selected));
    planner.pasted.set(Some(text.to_owned()));
    Ok(())
}

/// Whether a line begins with what a row is, or names the columns of rows.
fn says_kind(line: &str) -> bool {
    const KINDS: [&str; 5] = ["pool", "reservation", "vpc", "subnet", "public"];
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_heading = line.contains('\t')
        && ["level", "kind"]
            .iter()
            .any(|column| line.split('\t').any(|cell| cell.trim().eq_ignore_ascii_case(column)));
    is_heading || KINDS.iter().any(|kind| first.eq_ignore_ascii_case(kind))
}

fn rows(count: usize) -> String {
    counted(count as u64, "row", "rows")
}

fn done(planner: Planner, words: &str) {
    planner.show(Notice::done(words).with_action("Undo", move || planner.undo()));
}

#[cfg(test)]
mod tests {
    use super::says_kind;

    #[test]
    fn lists_of_sizes_are_told_from_rows() {
        for (line, expected) in [
            ("pool prod 10.0.0.0/16 eu-central-1", true),
            ("VPC shop /22", true),
            ("Level\tKind\tName\tCIDR", true),
            ("Name\tCIDR", false),
            ("app /22 eu-central-1 payments", false),
            ("10.0.0.0/16", false),
            ("8 × /20", false),
            ("poolside /20", false),
        ] {
            assert_eq!(says_kind(line), expected, "{line}");
        }
    }
}
