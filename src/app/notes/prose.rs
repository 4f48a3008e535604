//! Markdown as elements.

use crate::app::markup::*;
use crate::app::parts::{Glyph, Icon};
use crate::markdown::{Align, Block, Inline, Item, parse};

/// What a text says.
pub(super) fn prose(text: &str) -> AnyView {
    view! { <div class="prose">{blocks(parse(text))}</div> }.into_any()
}

fn blocks(blocks: Vec<Block>) -> AnyView {
    blocks.into_iter().map(block).collect_view().into_any()
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Paragraph(inside) => view! { <p>{inlines(inside)}</p> }.into_any(),
        Block::Heading(level, inside) => {
            // Under the headings of the inspector, whatever its level; the eye sees the level.
            let class = if level <= 2 {
                "prose__heading prose__heading--large"
            } else {
                "prose__heading"
            };
            view! { <h4 class=class>{inlines(inside)}</h4> }.into_any()
        }
        Block::Code(code) => view! { <pre tabindex="0"><code>{code}</code></pre> }.into_any(),
        Block::Quote(inside) => view! { <blockquote>{blocks(inside)}</blockquote> }.into_any(),
        Block::List { first: None, items } => {
            view! { <ul>{items.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
        Block::List {
            first: Some(first),
            items,
        } => {
            let items = items.into_iter().map(item).collect_view();
            view! { <ol start=first.to_string()>{items}</ol> }.into_any()
        }
        Block::Table { columns, head, rows } => table(&columns, head, rows),
        Block::Rule => view! { <hr /> }.into_any(),
    }
}

fn item(item: Item) -> AnyView {
    let Item { done, mut content } = item;
    let task = done.map(|done| {
        let (sign, word) = if done { ("☑", "Done: ") } else { ("☐", "To do: ") };
        view! {
            <span class="prose__task" aria-hidden="true">{sign}</span>
            <span class="visually-hidden">{word}</span>
        }
    });
    // An item that is one line has no room around it.
    let first = match content.first() {
        Some(Block::Paragraph(_)) => Some(content.remove(0)),
        _ => None,
    };
    let first = match first {
        Some(Block::Paragraph(inside)) => inlines(inside),
        _ => ().into_any(),
    };
    let class = done.is_some().then_some("prose__todo");
    view! { <li class=class>{task}{first}{blocks(content)}</li> }.into_any()
}

fn table(columns: &[Align], head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>) -> AnyView {
    let class = |place: usize| match columns.get(place) {
        Some(Align::Center) => Some("prose__center"),
        Some(Align::End) => Some("prose__end"),
        _ => None,
    };
    let heading = |(place, inside)| view! { <th scope="col" class=class(place)>{inlines(inside)}</th> };
    let cell = |(place, inside)| view! { <td class=class(place)>{inlines(inside)}</td> };
    let row = |row: Vec<Vec<Inline>>| view! { <tr>{row.into_iter().enumerate().map(cell).collect_view()}</tr> };
    view! {
        <div class="prose__table" tabindex="0" role="group" aria-label="Table">
            <table>
                <thead>
                    <tr>{head.into_iter().enumerate().map(heading).collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn inlines(inlines: Vec<Inline>) -> AnyView {
    inlines.into_iter().map(inline).collect_view().into_any()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.into_any(),
        Inline::Code(code) => view! { <code>{code}</code> }.into_any(),
        Inline::Emphasis(inside) => view! { <em>{inlines(inside)}</em> }.into_any(),
        Inline::Strong(inside) => view! { <strong>{inlines(inside)}</strong> }.into_any(),
        Inline::Struck(inside) => view! { <del>{inlines(inside)}</del> }.into_any(),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Link { to, content } => view! {
            <a class="sourcelink" href=to target="_blank" rel="noopener noreferrer nofollow">
                {inlines(content)}
                <Icon glyph=Glyph::External />
                <span class="visually-hidden">" (opens in a new tab)"</span>
            </a>
        }
        .into_any(),
    }
}
