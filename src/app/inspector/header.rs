//! The head: what the row is and what it is called.

use super::fields::{Text, anything, text_field};
use super::model::{Identity, Mark};
use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{BlockKind, FieldKind, Glyph, Icon, IconButton, KindMark, LabelPlace, MarkWord, Pill};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::app::view_ask::{Topic, ViewAsk};
use crate::plan::Node;
use crate::plan::gesture::{name_of, rename};

/// The mark, the name to be changed, what sets the row apart, and a button that closes the inspector.
pub(super) fn view(planner: Planner, node: Node) -> AnyView {
    let identity = Memo::new(move |_| planner.read(|workspace| Identity::of(workspace, node)));
    let title = following(move || identity.with(|identity| identity.as_ref().map(|identity| identity.title.clone())));
    let mark = Memo::new(move |_| identity.with(|identity| identity.as_ref().map(|identity| identity.mark)));
    let pills = following(move || {
        let words = identity.with(|identity| identity.as_ref().map(|identity| identity.pills.clone()));
        let pill = |word: String| view! { <Pill text=word /> };
        words.unwrap_or_default().into_iter().map(pill).collect_view()
    });
    let range = following(move || {
        let range = identity.with(|identity| identity.as_ref().and_then(|identity| identity.range.clone()));
        range.map(|range| view! { <p class="inspector__range">{range}</p> })
    });
    let what = match node {
        Node::Ipam => "What is an IPAM?",
        Node::Scope(_) => "What is a scope?",
        Node::Pool(_) => "What is a pool?",
        Node::Reservation(_) => "What is a reservation?",
        Node::VpcCidr(_) | Node::Vpc(_) => "What is a VPC?",
        Node::PublicBlock(_) => "What are public addresses?",
        Node::Subnet(_) => "What is a subnet?",
        Node::Free(_) => "What is free space?",
    };
    let has_name = planner.peek(|workspace| name_of(workspace.plan(), node).is_some());
    let heading_class = if has_name {
        "visually-hidden"
    } else {
        "inspector__title"
    };
    view! {
        <header class="inspector__head">
            {move || mark.get().map(mark_view)}
            <h2 class=heading_class>{title}</h2>
            {has_name.then(|| name_field(planner, node))}
            <IconButton
                label=what
                icon=Glyph::Help
                on_press=move || planner.ask(Ask::View(ViewAsk::Help(Topic::of(node))))
            />
            <IconButton
                label="Close the inspector"
                icon=Glyph::Close
                on_press=move || {
                    planner.inspecting.set(false);
                    planner.focus_tree();
                }
            />
            <div class="inspector__pills">{pills}</div>
            {range}
        </header>
    }
    .into_any()
}

fn name_field(planner: Planner, node: Node) -> AnyView {
    let read = move || planner.read(|workspace| name_of(workspace.plan(), node).unwrap_or_default().to_owned());
    let name = Text {
        label: "Name",
        place: LabelPlace::Said,
        kind: FieldKind::Text,
        hint: None,
        placeholder: Some("no name yet"),
        value: Memo::new(move |_| read()).into(),
        check: anything(),
        write: Callback::new(move |text: String| {
            let gesture = planner.peek(|workspace| rename(workspace.plan(), node, &text));
            gesture.is_some_and(|gesture| planner.edit(&gesture.label, gesture.edit))
        }),
    };
    view! { <div class="inspector__name">{text_field(planner, name)}</div> }.into_any()
}

fn mark_view(mark: Mark) -> AnyView {
    let kind = match mark {
        Mark::Ipam => return view! { <Icon glyph=Glyph::Map /> }.into_any(),
        Mark::PrivateScope => return view! { <Icon glyph=Glyph::Scope /> }.into_any(),
        Mark::PublicScope => return view! { <Icon glyph=Glyph::Globe /> }.into_any(),
        Mark::Pool => BlockKind::Pool,
        Mark::Vpc => BlockKind::Vpc,
        Mark::UnmanagedVpc => BlockKind::UnmanagedVpc,
        Mark::Reserved => BlockKind::Reserved,
        Mark::Subnet => BlockKind::Subnet,
        Mark::Free => BlockKind::Free,
    };
    view! { <KindMark kind=Signal::stored(kind) word=MarkWord::Elsewhere /> }.into_any()
}
