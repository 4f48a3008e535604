//! What the bits of addresses mean: a strip over the tree that reads the selected CIDR, and the dialog that says it.

mod editor;
mod model;

use crate::app::ask::Ask;
use crate::app::markup::*;
use crate::app::parts::{ButtonSize, Glyph, IconButton};
use crate::app::planner::{Access, use_planner};
use crate::app::reactive::Memo;
use crate::app::view_ask::ViewAsk;
pub(super) use editor::dialog;
use model::{Decoded, Piece, decoded};

/// Reads the CIDR of the selected row by the legends of the pools that it lies in: what each part is, where it stands, and which
/// value it has. Not there while no legend says anything of it.
pub(super) fn strip() -> AnyView {
    let planner = use_planner();
    let shown = Memo::new(move |_| {
        let selected = planner.selected();
        planner.read(|workspace| decoded(workspace, selected))
    });
    following(move || {
        shown.get().map(|Decoded { block, pool, pieces }| {
            let edit = (planner.access.get() == Access::Edit).then(|| {
                view! {
                    <IconButton
                        label="Edit the legend…"
                        icon=Glyph::Edit
                        size=ButtonSize::Small
                        on_press=move || planner.ask(Ask::View(ViewAsk::Legend(pool)))
                    />
                }
            });
            view! {
                <div class="bits" role="group" aria-label=format!("What the bits of {block} mean")>
                    <span class="bits__block mono">{block.to_string()}</span>
                    <dl class="bits__parts">{pieces.into_iter().map(piece).collect_view()}</dl>
                    {edit}
                </div>
            }
        })
    })
}

fn piece(piece: Piece) -> AnyView {
    let Piece {
        name,
        place,
        value,
        number,
    } = piece;
    let number = number.map(|number| view! { <span class="dim mono">" "{number}</span> });
    let class = if value.is_some() {
        "bits__value"
    } else {
        "bits__value dim"
    };
    view! {
        <div class="bits__part">
            <dt>{name}<span class="bits__place">" "{place}</span></dt>
            <dd class=class>{value.unwrap_or_else(|| "any".to_owned())}{number}</dd>
        </div>
    }
    .into_any()
}
