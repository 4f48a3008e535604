//! What is left of each size, in which pools, and in how many pieces; a press takes a block of it.

use crate::address::{AddressCount, Cidr, Family, NetmaskLength, Strategy};
use crate::app::ask::Ask;
use crate::app::dialogs::words::pool_title;
use crate::app::markup::*;
use crate::app::parts::{ButtonKind, ButtonSize, Choice, Glyph, LabelPlace, Segmented, button_class};
use crate::app::parts::{EmptyState, figures::counted};
use crate::app::planner::{Access, Planner, use_planner};
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::{Id, Node, Pool, PoolParent};
use crate::search::{fragmentation, left_by_size, left_of_size};
use crate::workspace::Workspace;

/// So many pools are listed of one size.
const POOLS: usize = 60;

/// One size.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SizeLine {
    length: NetmaskLength,
    addresses: String,
    left: AddressCount,
    pools: usize,
}

/// One pool that has some of a size.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PoolLine {
    pool: Id<Pool>,
    name: String,
    count: AddressCount,
    block: Option<Cidr>,
    pieces: String,
}

/// The sizes that VPCs and pools have, from the largest of which something is left.
fn sizes(workspace: &Workspace, family: Family) -> Vec<SizeLine> {
    let (from, to) = match family {
        Family::Ipv4 => (8, 28),
        Family::Ipv6 => (32, 64),
    };
    let range = NetmaskLength::new(from).zip(NetmaskLength::new(to));
    let left = range.map(|range| left_by_size(workspace.plan(), workspace.index(), family, range));
    let left = left.unwrap_or_default();
    let lines = left.into_iter().filter(|left| left.total > AddressCount::ZERO);
    let line = lines.map(|left| SizeLine {
        length: left.length,
        addresses: AddressCount::of_block(family, left.length)
            .map(|count| count.compact().to_string())
            .unwrap_or_default(),
        left: left.total,
        pools: left.pools.len(),
    });
    line.collect()
}

/// The pools that have a size, the most first, and how many there are.
fn pools(workspace: &Workspace, family: Family, length: NetmaskLength) -> (Vec<PoolLine>, usize) {
    let left = left_of_size(workspace.plan(), workspace.index(), family, length);
    let total = left.pools.len();
    let lines = left.pools.into_iter().take(POOLS).filter_map(|(pool, count)| {
        let space = workspace.index().pool(pool)?.space();
        Some(PoolLine {
            pool,
            name: pool_title(workspace, pool),
            count,
            block: space.find(length, Strategy::BestFit),
            pieces: fragmentation(space).to_string(),
        })
    });
    (lines.collect(), total)
}

/// The view under the tree.
pub(in crate::app) fn free_space() -> AnyView {
    let planner = use_planner();
    let family = RwSignal::new(Family::Ipv4);
    let sizes = Memo::new(move |_| planner.read(|workspace| sizes(workspace, family.get())));
    let wanted = RwSignal::new(None::<NetmaskLength>);
    // What was chosen, while something of it is left; else a size that networks often have.
    let chosen = Memo::new(move |_| {
        sizes.with(|sizes| {
            let has = |length: NetmaskLength| sizes.iter().any(|line| line.length == length);
            let usual = match family.get() {
                Family::Ipv4 => NetmaskLength::new(20),
                Family::Ipv6 => NetmaskLength::new(56),
            };
            let chosen = wanted
                .get()
                .filter(|length| has(*length))
                .or(usual.filter(|length| has(*length)));
            chosen.or_else(|| sizes.first().map(|line| line.length))
        })
    });
    let families = vec![Choice::new(Family::Ipv4, "IPv4"), Choice::new(Family::Ipv6, "IPv6")];
    let table = following(move || sizes_view(sizes.get(), chosen, wanted));
    let list = following(move || {
        chosen.get().map(|length| {
            let family = family.get();
            let (lines, total) = planner.read(|workspace| pools(workspace, family, length));
            pools_view(planner, length, lines, total)
        })
    });
    let nothing = move || sizes.with(Vec::is_empty);
    view! {
        <div class="cost">
            <div class="cost__top">
                <Segmented
                    label="Family"
                    label_place=LabelPlace::Said
                    options=Signal::stored(families)
                    value=family
                    on_change=family.setter()
                />
            </div>
            <Show when=nothing>
                <EmptyState
                    icon=Glyph::Pool
                    title="Nothing is free"
                    sentence=Some("Provision a CIDR to a pool of this family, or make room in one".to_owned())
                />
            </Show>
            <div class="left" hidden=nothing>
                {table}
                {list}
            </div>
        </div>
    }
    .into_any()
}

fn sizes_view(
    sizes: Vec<SizeLine>,
    chosen: Memo<Option<NetmaskLength>>,
    wanted: RwSignal<Option<NetmaskLength>>,
) -> AnyView {
    let line = |line: SizeLine| {
        let length = line.length;
        let is_chosen = move || chosen.get() == Some(length);
        view! {
            <tr>
                <th scope="row">
                    <button
                        type="button"
                        class=button_class(ButtonKind::Link, ButtonSize::Small)
                        aria-pressed=move || if is_chosen() { "true" } else { "false" }
                        on:click=move |_| wanted.set(Some(length))
                    >
                        {length.to_string()}
                    </button>
                </th>
                <td class="number">{line.left.compact().to_string()}</td>
                // A phone leaves the third column out.
                <td class="number">{line.addresses}</td>
                <td class="number">{line.pools}</td>
            </tr>
        }
    };
    view! {
        <table class="rules__table">
            <caption class="visually-hidden">"How many blocks of each size are left"</caption>
            <thead>
                <tr>
                    <th scope="col">"Size"</th>
                    <th scope="col" class="number">"Left"</th>
                    <th scope="col" class="number">"Addresses"</th>
                    <th scope="col" class="number">"Pools"</th>
                </tr>
            </thead>
            <tbody>{sizes.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn pools_view(planner: Planner, length: NetmaskLength, lines: Vec<PoolLine>, total: usize) -> AnyView {
    let heading = format!("Where {length} is left");
    let more = total.saturating_sub(lines.len());
    let line = |line: PoolLine| {
        let PoolLine {
            pool,
            name,
            count,
            block,
            pieces,
        } = line;
        let take = move |ask: Ask| match block {
            Some(block) => planner.ask_about(ask, block),
            None => planner.ask(ask),
        };
        let about = format!(" of {length} from {name}");
        let button = |word: &'static str, ask: Ask| {
            view! {
                <button
                    type="button"
                    class=button_class(ButtonKind::Link, ButtonSize::Small)
                    on:click=move |_| take(ask)
                >
                    {word}
                    <span class="visually-hidden">{about.clone()}</span>
                </button>
            }
        };
        let may_edit = planner.access.get() == Access::Edit;
        let acts = may_edit.then(|| {
            (
                button("VPC…", Ask::AddVpc(Some(pool))),
                button("Sub-pool…", Ask::AddPool(PoolParent::Pool(pool))),
            )
        });
        view! {
            <li class="left__pool">
                <button
                    type="button"
                    class=button_class(ButtonKind::Link, ButtonSize::Small)
                    on:click=move |_| planner.reveal(Node::Pool(pool))
                >
                    {name.clone()}
                </button>
                <span class="left__count">{format!("{} × {length}", count.compact())}</span>
                <span class="cluster">{acts}</span>
                <span class="left__pieces dim">{pieces}</span>
            </li>
        }
    };
    let more = (more > 0)
        .then(|| view! { <p class="dim">{format!("and {}", counted(more as u64, "more pool", "more pools"))}</p> });
    view! {
        <section aria-label=heading.clone()>
            <h2 class="rule__heading">{heading.clone()}</h2>
            <ul class="left__pools">{lines.into_iter().map(line).collect_view()}</ul>
            {more}
        </section>
    }
    .into_any()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_agrees_with_the_pools_that_have_it() {
        for example in crate::examples::EXAMPLES {
            let workspace = Workspace::open(example.plan());
            for line in sizes(&workspace, Family::Ipv4) {
                let (pools, total) = pools(&workspace, Family::Ipv4, line.length);
                assert_eq!(total, line.pools, "{} {}", example.key, line.length);
                let sum: AddressCount = pools.iter().map(|pool| pool.count).sum();
                if total <= POOLS {
                    assert_eq!(sum, line.left, "{} {}", example.key, line.length);
                }
                assert!(pools.iter().all(|pool| pool.block.is_some()));
            }
        }
    }
}
