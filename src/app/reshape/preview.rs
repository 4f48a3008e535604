//! What a gesture would do, before it is taken: the blocks, a small map of them, and the findings that come and go.

use crate::address::{AddressCount, Cidr, NetmaskLength};
use crate::app::markup::*;
use crate::app::parts::{self, SeverityMark, length};
use crate::app::planner::Planner;
use crate::foresight::{Foresight, ToldFinding};
use crate::plan::gesture::{BlockKind, BlockOutcome, Gesture, NamedBlock, outcome};
use crate::plan::{Edit, Plan};
use crate::rules::Severity;

/// So many blocks are written out.
const LINES: usize = 24;
/// So many findings of a kind are.
const FINDINGS: usize = 6;
/// A block is given its name where it has this share of the line, in ten-thousandths.
const NAMED: u32 = 900;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Preview {
    /// How many blocks come, change and go, in words.
    pub(super) sum: String,
    pub(super) lines: Vec<Line>,
    /// How many more blocks there are than lines.
    pub(super) more: usize,
    pub(super) map: Option<Map>,
    pub(super) gained: Vec<(Severity, String)>,
    pub(super) gone: Vec<(Severity, String)>,
    /// How many findings come and go, also those that are not written out.
    pub(super) counts: (usize, usize),
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) what: String,
    pub(super) block: String,
}

/// The blocks after the gesture on the block that holds them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Map {
    pub(super) within: Cidr,
    pub(super) segments: Vec<Segment>,
}

/// A block on the line, in ten-thousandths of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    offset: u32,
    extent: u32,
    words: String,
}

impl Preview {
    /// What `gesture` would do.
    pub(super) fn of(plan: &Plan, gesture: &Gesture, foresight: &Foresight) -> Self {
        let outcome = outcome(plan, gesture);
        let told = |all: &[ToldFinding]| {
            let shown = all.iter().take(FINDINGS);
            shown
                .map(|told| (told.finding.rule.severity, told.sentence.clone()))
                .collect()
        };
        Self {
            sum: sum(&outcome.blocks, outcome.others),
            lines: outcome.blocks.iter().take(LINES).map(line).collect(),
            more: outcome.blocks.len().saturating_sub(LINES),
            map: map(&outcome.blocks),
            gained: told(&foresight.gained),
            gone: told(&foresight.gone),
            counts: (foresight.gained.len(), foresight.gone.len()),
        }
    }
}

fn sum(blocks: &[BlockOutcome], others: usize) -> String {
    let count = |test: fn(&BlockOutcome) -> bool| blocks.iter().filter(|block| test(block)).count();
    let parts = [
        (count(|block| block.before.is_none()), "new"),
        (
            count(|block| block.before.is_some() && block.after.is_some()),
            "changed",
        ),
        (count(|block| block.after.is_none()), "gone"),
    ];
    let mut words: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if words.is_empty() {
        words.push(match others {
            0 => "Nothing changes".to_owned(),
            1 => "One row changes, and no block".to_owned(),
            others => format!("{others} rows change, and no block"),
        });
    } else {
        let first = words.remove(0);
        let (count, word) = first.split_once(' ').unwrap_or((first.as_str(), ""));
        let of = if count == "1" { "block" } else { "blocks" };
        words.insert(0, format!("{count} {of} {word}"));
    }
    words.join(", ")
}

fn line(block: &BlockOutcome) -> Line {
    let kind = match block.kind {
        BlockKind::Pool => "Pool",
        BlockKind::Reservation => "Reservation",
        BlockKind::Vpc => "VPC",
        BlockKind::Subnet => "Subnet",
        BlockKind::Public => "Public block",
    };
    let name = |named: &NamedBlock| named.name.clone().unwrap_or_else(|| "without a name".to_owned());
    let (what, block) = match (&block.before, &block.after) {
        (Some(before), Some(after)) => {
            let names = (name(before), name(after));
            let what = if names.0 == names.1 {
                names.1
            } else {
                format!("{} → {}", names.0, names.1)
            };
            let block = if before.cidr == after.cidr {
                after.cidr.to_string()
            } else {
                format!("{} → {}", before.cidr, after.cidr)
            };
            (what, block)
        }
        (None, Some(after)) => (name(after), format!("new {}", after.cidr)),
        (Some(before), None) => (name(before), format!("{} goes", before.cidr)),
        (None, None) => (String::new(), String::new()),
    };
    Line {
        what: format!("{kind} {what}"),
        block,
    }
}

/// The outermost of what is there afterwards, on the smallest block that holds it.
fn map(blocks: &[BlockOutcome]) -> Option<Map> {
    let mut after: Vec<&NamedBlock> = Vec::new();
    for named in blocks.iter().filter_map(|block| block.after.as_ref()) {
        match after.last() {
            Some(last) if last.cidr.contains(named.cidr) => {}
            _ => after.push(named),
        }
    }
    let (first, last) = (after.first()?.cidr, after.last()?.cidr);
    if after.len() < 2 || first.family() != last.family() {
        return None;
    }
    let lengths = (0..first.netmask_length().get()).rev().filter_map(NetmaskLength::new);
    let within = lengths
        .filter_map(|length| first.supernet(length))
        .find(|around| around.contains(last))?;
    let segment = |named: &&NamedBlock| {
        let offset = AddressCount::new(named.cidr.first_bits() - within.first_bits());
        Segment {
            offset: offset.per_ten_thousand_of(within.size()),
            extent: named.cidr.size().per_ten_thousand_of(within.size()).max(1),
            words: named.name.clone().unwrap_or_else(|| named.cidr.to_string()),
        }
    };
    let segments = after.iter().filter(|named| within.contains(named.cidr)).map(segment);
    Some(Map {
        within,
        segments: segments.collect(),
    })
}

/// The preview as a part of a dialog.
pub(super) fn view(preview: Preview) -> AnyView {
    let Preview {
        sum,
        lines,
        more,
        map,
        gained,
        gone,
        counts: (gained_count, gone_count),
    } = preview;
    let line = |line: Line| view! { <tr><td>{line.what}</td><td class="mono">{line.block}</td></tr> };
    let table = (!lines.is_empty()).then(|| {
        view! {
            <table class="pairs" aria-label="What becomes of the blocks">
                <thead>
                    <tr>
                        <th>"What"</th>
                        <th>"Block"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(line).collect_view()}</tbody>
            </table>
        }
    });
    let more = (more > 0).then(|| view! { <p class="dim">{format!("and {more} more")}</p> });
    let none = (gained_count + gone_count == 0).then(|| view! { <p class="dim">"No finding comes or goes"</p> });
    view! {
        <p>{sum}</p>
        {map.map(map_view)}
        {none}
        {findings("Findings that come", gained, gained_count)}
        {findings("Findings that go", gone, gone_count)}
        {table}
        {more}
    }
    .into_any()
}

/// What an edit would do to the findings; why the plan refuses it.
pub(in crate::app) fn foreseen(planner: Planner, edit: Edit) -> AnyView {
    let foresight = match planner.foresee(edit) {
        Ok(foresight) => foresight,
        Err(refusal) => return view! { <p>{refusal}</p> }.into_any(),
    };
    let told = |all: &[ToldFinding]| {
        let shown = all.iter().take(FINDINGS);
        shown
            .map(|told| (told.finding.rule.severity, told.sentence.clone()))
            .collect()
    };
    let counts = (foresight.gained.len(), foresight.gone.len());
    let none = (counts == (0, 0)).then(|| view! { <p class="dim">"No finding comes or goes"</p> });
    view! {
        {none}
        {findings("Findings that come", told(&foresight.gained), counts.0)}
        {findings("Findings that go", told(&foresight.gone), counts.1)}
    }
    .into_any()
}

fn findings(heading: &'static str, told: Vec<(Severity, String)>, count: usize) -> Option<AnyView> {
    if count == 0 {
        return None;
    }
    let more = count.saturating_sub(told.len());
    let line = |(severity, sentence): (Severity, String)| {
        let (severity, word) = match severity {
            Severity::Error => (parts::Severity::Error, "Error: "),
            Severity::Warning => (parts::Severity::Warning, "Warning: "),
            Severity::Note => (parts::Severity::Note, "Note: "),
        };
        view! {
            <li class="remark">
                <SeverityMark severity />
                <span>
                    <span class="visually-hidden">{word}</span>
                    {sentence}
                </span>
            </li>
        }
    };
    let more = (more > 0).then(|| view! { <li class="dim">{format!("and {more} more")}</li> });
    Some(
        view! {
            <p class="rule__heading">{format!("{heading}: {count}")}</p>
            <ul class="remarks" aria-label=heading>
                {told.into_iter().map(line).collect_view()}
                {more}
            </ul>
        }
        .into_any(),
    )
}

fn map_view(map: Map) -> AnyView {
    let share = |share: u32| length(f64::from(share) / 100.0, "%");
    let segment = |(place, segment): (usize, Segment)| {
        let class = match place % 2 {
            0 => "designer__block designer__block--even",
            _ => "designer__block designer__block--odd",
        };
        let words = (segment.extent >= NAMED).then_some(segment.words);
        view! {
            <span class=class style:left=share(segment.offset) style:width=share(segment.extent)>
                {words}
            </span>
        }
    };
    let segments = map.segments.into_iter().enumerate().map(segment).collect_view();
    view! {
        <div aria-hidden="true">
            <div class="designer__line">{segments}</div>
            <div class="strip__ends mono">
                <span>{map.within.first().to_string()}</span>
                <span>{map.within.last().to_string()}</span>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::plan::CountedIds;
    use crate::plan::gesture::{Manner, NamePattern, Splitting, split};
    use crate::workspace::Workspace;

    #[test]
    fn a_split_is_shown_as_a_list_and_as_a_line() {
        let mut workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let vpc = workspace.plan().design().vpc_cidrs.iter().next();
        let (id, block) = vpc.map(|(id, row)| (*id, row.cidr)).unwrap();
        let splitting = Splitting {
            length: NetmaskLength::new(block.netmask_length().get() + 1).unwrap(),
            manner: Manner::Beside,
            names: NamePattern::parse("half-{n}").unwrap(),
        };
        let node = crate::plan::Node::VpcCidr(id);
        let gesture = split(
            workspace.plan(),
            workspace.index(),
            node,
            block,
            &splitting,
            // Others than those of the example.
            &mut CountedIds::starting_at(1 << 40),
        )
        .unwrap();
        let foresight = workspace.foresee(gesture.edit.clone()).unwrap();
        let preview = Preview::of(workspace.plan(), &gesture, &foresight);
        assert_eq!(preview.lines.len(), 2);
        assert!(preview.lines[1].what.contains("half-2"), "{:?}", preview.lines);
        assert_eq!(preview.sum, "1 block new, 1 changed");
        let map = preview.map.unwrap();
        assert_eq!(map.within, block);
        let places: Vec<(u32, u32)> = map.segments.iter().map(|it| (it.offset, it.extent)).collect();
        assert_eq!(places, [(0, 5000), (5000, 5000)]);
    }
}
