//! The tree of pools that the form will make.

use super::form::NewPlanForm;
use super::model::{Line, Sketch, What};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{BlockKind, KindMark, MarkWord};

/// Shows the pools with their CIDRs, as they will be, and what stays free.
#[component]
pub(super) fn PlanPreview(
    /// What is typed.
    form: NewPlanForm,
) -> impl IntoView {
    let content = move || match form.sketch() {
        Some(Ok(sketch)) => tree(sketch),
        Some(Err(_)) => view! { <p class="dim">"The pools are shown here once the form is complete"</p> }.into_any(),
        None => view! { <p class="dim">"The pools are shown here once there is a supernet"</p> }.into_any(),
    };
    view! {
        <section class="sketch" aria-label="Pools that will be made">
            {content}
        </section>
    }
    .into_any()
}

fn tree(sketch: Sketch) -> AnyView {
    let count = counted(sketch.pools as u64, "pool", "pools");
    view! {
        <p class="sketch__count" role="status">
            {format!("Makes {count}")}
        </p>
        <ul class="sketch__lines">{sketch.lines.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

fn line(line: Line) -> AnyView {
    let class = match line.level {
        1 => "sketch__line",
        2 => "sketch__line sketch__line--regional",
        _ => "sketch__line sketch__line--environment",
    };
    let words = match line.what {
        What::Pool { name, locale, cidr } => view! {
            <KindMark kind=BlockKind::Pool word=MarkWord::Elsewhere />
            <span class="sketch__name">{name}</span>
            <span class="sketch__locale dim">{(line.level == 2).then(|| locale.map(|locale| locale.to_string()))}</span>
            <span class="mono">{cidr.map(|cidr| cidr.to_string())}</span>
            <span class="number dim">{cidr.map(|cidr| cidr.size().compact().to_string())}</span>
        }
        .into_any(),
        What::More(pools) => {
            let (one, many) = match line.level {
                2 => ("more Regional pool", "more Regional pools"),
                _ => ("pool as above", "pools as above"),
            };
            view! { <span class="sketch__more dim">{counted(pools as u64, one, many)}</span> }.into_any()
        }
        What::Free { blocks, length } if blocks.is_zero() => {
            view! { <span class="sketch__more dim">{format!("No room for another {length}")}</span> }.into_any()
        }
        What::Free { blocks, length } => view! {
            <KindMark kind=BlockKind::Free word=MarkWord::Elsewhere />
            <span class="sketch__more dim">{format!("Room for {blocks} more of {length}")}</span>
        }
        .into_any(),
    };
    view! { <li class=class>{words}</li> }.into_any()
}
