//! What comes of the answers: the sum, the quotas, the levels to scale, the tree, and the findings that come and go.

use super::model::{Line, Made, Segment, Strip, What};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{self, BlockKind, Glyph, Icon, KindMark, MarkWord, SeverityMark, length};
use crate::app::reactive::{RwSignal, Signal};
use crate::foresight::{Foresight, ToldFinding};
use crate::rules::Severity;

/// So many findings of a kind are written out.
const FINDINGS: usize = 4;
/// A pool is given its name where it has this share of the line, in ten-thousandths.
const NAMED: u32 = 700;

/// What is shown beside the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A field is wrong, which says so itself.
    Incomplete,
    /// They make nothing: why.
    Problem(String),
    /// They make this.
    Made(Made),
}

/// The part of the dialog that follows the answers.
pub(super) fn preview(shown: Signal<Shown>, findings: RwSignal<Option<Foresight>>) -> AnyView {
    let sum = following(move || match shown.get() {
        Shown::Incomplete => {
            view! { <p class="dim">"The pools are shown here once the answers are complete"</p> }.into_any()
        }
        Shown::Problem(problem) => problem_view(problem),
        Shown::Made(made) => sum_view(&made),
    });
    let pictures = following(move || match shown.get() {
        Shown::Made(made) => pictures(made),
        _ => ().into_any(),
    });
    let foreseen = following(move || findings.get().map(findings_view));
    view! {
        <section class="generator__outcome" aria-label="What will be made">
            <div role="status">{sum}</div>
            {foreseen}
            {pictures}
        </section>
    }
    .into_any()
}

fn problem_view(problem: String) -> AnyView {
    view! {
        <p class="proposal__problem">
            <Icon glyph=Glyph::Warning />
            <span>{problem}</span>
        </p>
    }
    .into_any()
}

fn sum_view(made: &Made) -> AnyView {
    let pools = counted(made.pools as u64, "pool", "pools");
    let sizes = made.sizes.join(", ");
    let quota = |(words, is_over): &(String, bool)| match is_over {
        true => view! { <li class="generator__over">{problem_view(words.clone())}</li> },
        false => view! { <li class="dim">{words.clone()}</li> },
    };
    let sizes = (!sizes.is_empty()).then(|| view! { <span class="dim">": "{sizes}</span> });
    view! {
        <p class="generator__sum">{format!("Makes {pools}")}{sizes}</p>
        <ul class="remarks" aria-label="Quotas">{made.quotas.iter().map(quota).collect_view()}</ul>
    }
    .into_any()
}

fn pictures(made: Made) -> AnyView {
    let Made { lines, strips, .. } = made;
    view! {
        <div class="generator__strips" aria-hidden="true">{strips.into_iter().map(strip).collect_view()}</div>
        <ul class="generator__tree" aria-label="Pools">{lines.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}

fn strip(strip: Strip) -> AnyView {
    let share = |share: u32| length(f64::from(share) / 100.0, "%");
    let segment = |(place, segment): (usize, Segment)| {
        let class = match place % 2 {
            0 => "designer__block generator__block--even",
            _ => "designer__block generator__block--odd",
        };
        let words = (segment.extent >= NAMED).then_some(segment.name);
        view! {
            <span class=class style:left=share(segment.offset) style:width=share(segment.extent)>
                {words}
            </span>
        }
    };
    let segments = strip.segments.into_iter().enumerate().map(segment).collect_view();
    view! {
        <span class="generator__stripname dim">{strip.level}</span>
        <div class="designer__line">{segments}</div>
    }
    .into_any()
}

fn line(line: Line) -> AnyView {
    let words = match line.what {
        What::Pool { name, locale, cidr } => view! {
            <KindMark kind=Signal::stored(BlockKind::Pool) word=MarkWord::Elsewhere />
            <span class="sketch__name">{name}</span>
            <span class="sketch__locale dim">{locale.map(|locale| locale.to_string())}</span>
            <span class="mono">{cidr.to_string()}</span>
        }
        .into_any(),
        What::More(more) => {
            let words = counted(more as u64, "more beside it", "more beside these");
            view! { <span class="dim">{words}</span> }.into_any()
        }
        What::Alike(count) => {
            let words = counted(count as u64, "pool as above", "pools as above");
            view! { <span class="dim">{words}</span> }.into_any()
        }
        What::Left(left) if left.is_zero() => view! { <span class="dim">"Nothing stays free"</span> }.into_any(),
        What::Left(left) => view! {
            <KindMark kind=Signal::stored(BlockKind::Free) word=MarkWord::Elsewhere />
            <span class="dim">{format!("{} addresses stay free", left.compact())}</span>
        }
        .into_any(),
    };
    let inset = length(line.depth.min(8) as f64 * 0.875, "rem");
    view! { <li class="sketch__line" style:padding-left=inset>{words}</li> }.into_any()
}

fn findings_view(foresight: Foresight) -> AnyView {
    let told = |heading: &'static str, all: &[ToldFinding]| {
        let line = |told: &ToldFinding| {
            let (severity, word) = match told.finding.rule.severity {
                Severity::Error => (parts::Severity::Error, "Error: "),
                Severity::Warning => (parts::Severity::Warning, "Warning: "),
                Severity::Note => (parts::Severity::Note, "Note: "),
            };
            view! {
                <li class="remark">
                    <SeverityMark severity />
                    <span>
                        <span class="visually-hidden">{word}</span>
                        {told.sentence.clone()}
                    </span>
                </li>
            }
        };
        let more = all.len().saturating_sub(FINDINGS);
        let more = (more > 0).then(|| view! { <li class="dim">{format!("and {more} more")}</li> });
        (!all.is_empty()).then(|| {
            view! {
                <p class="rule__heading">{format!("{heading}: {}", all.len())}</p>
                <ul class="remarks" aria-label=heading>
                    {all.iter().take(FINDINGS).map(line).collect_view()}
                    {more}
                </ul>
            }
        })
    };
    view! {
        {told("Findings that come", &foresight.gained)}
        {told("Findings that go", &foresight.gone)}
    }
    .into_any()
}
