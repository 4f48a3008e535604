//! A tree of pools around what runs, to be edited before it is taken.

use std::sync::Arc;

use super::model::vpc_title;
use super::risk::blocks;
use super::table::{Column, clipped, table};
use super::work::{State, worked};
use crate::address::{AddressCount, Cidr};
use crate::adoption::{
    Growth, Left, ProposedPool, Room, Rooms, Wish, build_tree, left_by, propose_tree, put_block, put_tops_around,
};
use crate::app::dialogs::words::scope_title;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{
    Button, ButtonKind, Checkbox, Choice, Draft, EmptyState, Field, Glyph, LabelPlace, Segmented, Select,
};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, effect};
use crate::plan::Plan;

/// The columns of the pools.
const COLUMNS: &[Column] = &[
    ("Name", "adoption__field"),
    ("Locale", "adoption__wide"),
    ("CIDR", "mono"),
    ("Length", "adoption__length"),
    ("Addresses", "number adoption__wide"),
    ("Running CIDRs", "number"),
];

/// The columns of what no pool covers.
const LEFT: &[Column] = &[
    ("CIDR", "mono"),
    ("VPC", "adoption__name"),
    ("Why not", "adoption__how"),
];

/// What is proposed, and what it leaves out.
struct Proposed {
    pools: Vec<ProposedPool>,
    left: Vec<Left>,
}

/// The proposal as it is edited. Free to copy.
#[derive(Clone, Copy)]
struct Editing {
    state: State,
    /// The pools, once they are there.
    pools: RwSignal<Vec<ProposedPool>>,
    /// How far the blocks can grow and shrink.
    rooms: RwSignal<Option<Arc<Rooms>>>,
}

impl Editing {
    /// Begins with what is proposed.
    fn restart(self, pools: Vec<ProposedPool>) {
        self.pools.set(pools);
        self.look_around();
    }

    fn look_around(self) {
        let Some(network) = self.state.network.get_untracked() else {
            return;
        };
        let rooms = self.state.planner.peek(|workspace| {
            self.pools
                .with_untracked(|pools| Rooms::around(workspace.plan(), workspace.index(), &network.live, pools))
        });
        self.rooms.set(Some(Arc::new(rooms)));
    }

    fn change(self, change: impl FnOnce(&mut Vec<ProposedPool>)) {
        self.pools.update(change);
        self.look_around();
    }
}

/// How much room to grow, the pools, and the button that takes them.
pub(super) fn view(state: State) -> AnyView {
    let growth = RwSignal::new(Growth::default());
    let editing = Editing {
        state,
        pools: RwSignal::new(Vec::new()),
        rooms: RwSignal::new(None),
    };
    let found = worked(state, growth.into(), |workspace, network, growth| {
        let (plan, index) = (workspace.plan(), workspace.index());
        let pools = propose_tree(plan, index, &network.live, growth);
        let left = left_by(index, &network.live, &pools);
        Proposed { pools, left }
    });
    // What was edited stays as long as the same is proposed.
    effect(move |before: Option<Option<Arc<Proposed>>>| {
        let now = found.get();
        if let Some(proposed) = &now {
            let same = before.flatten().is_some_and(|before| before.pools == proposed.pools);
            if !same {
                editing.restart(proposed.pools.clone());
            }
        }
        now
    });
    let stage = Memo::new(move |_| {
        found.with(|found| {
            found
                .as_ref()
                .map(|found| (found.pools.is_empty(), found.left.is_empty()))
        })
    });
    let growths = vec![
        Choice::new(Growth::None, "Only what runs"),
        Choice::new(Growth::Double, "Twice as much"),
        Choice::new(Growth::Fourfold, "Four times"),
    ];
    following(move || match stage.get() {
        None => super::waiting("Proposing pools…"),
        Some((true, true)) => view! {
            <EmptyState
                icon=Glyph::Check
                title="Pools hold all that runs"
                sentence=Some("Pools are proposed around what no pool holds, one for each Region".to_owned())
            />
        }
        .into_any(),
        Some((true, false)) => left(state, found),
        Some((false, _)) => view! {
            <div class="adoption__bar">
                <Segmented
                    label="Room to grow"
                    label_place=LabelPlace::Beside
                    options=Signal::stored(growths.clone())
                    value=growth
                    on_change=growth.setter()
                />
                {take(editing)}
            </div>
            <div class="adoption__fill adoption__tree">{pools(editing)}</div>
            {left(state, found)}
        }
        .into_any(),
    })
}

/// The button that takes the pools, with what they come to.
fn take(editing: Editing) -> AnyView {
    let planner = editing.state.planner;
    let wanted = Memo::new(move |_| {
        editing.pools.with(|pools| {
            let wanted = pools
                .iter()
                .filter(|pool| pool.wish == Wish::Wanted && !pool.cidrs.is_empty());
            wanted.count() as u64
        })
    });
    let refusal = planner.refusal();
    let refusal = Signal::derive(move || {
        let none = (wanted.get() == 0).then(|| "Every pool is left out".to_owned());
        refusal.get().or(none)
    });
    let press = Callback::new(move |()| {
        let gesture = editing.pools.with_untracked(|pools| build_tree(pools, &mut RandomIds));
        if let Some(gesture) = gesture {
            editing.state.take(gesture);
        }
    });
    let label = Signal::derive(move || format!("Add {}", counted(wanted.get(), "pool", "pools")));
    view! {
        <div class="adoption__take">
            <Button
                label=label
                kind=ButtonKind::Primary
                tip=Some("One step, which you can undo".to_owned())
                refusal=refusal
                on_press=press
            />
        </div>
    }
    .into_any()
}

/// A row: a CIDR of a proposed pool, the first with the fields of the pool. The pool above the Regions is one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    pool: usize,
    cidr: Option<Cidr>,
    is_first: bool,
}

fn lines(pools: &[ProposedPool]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, pool) in pools.iter().enumerate() {
        if pool.region.is_none() || pool.cidrs.is_empty() {
            lines.push(Line {
                pool: at,
                cidr: None,
                is_first: true,
            });
            continue;
        }
        lines.extend(pool.cidrs.iter().enumerate().map(|(place, cidr)| Line {
            pool: at,
            cidr: Some(*cidr),
            is_first: place == 0,
        }));
    }
    lines
}

fn pools(editing: Editing) -> AnyView {
    let all = Memo::new(move |_| editing.pools.with(|pools| lines(pools)));
    let count = Signal::derive(move || all.with(Vec::len));
    let cells = move |place: usize| {
        let line = all.with(|all| all.get(place).copied())?;
        let pool = editing.pools.with(|pools| pools.get(line.pool).cloned())?;
        Some(cells(editing, line, &pool))
    };
    table("Proposed pools", COLUMNS, count, Arc::new(cells))
}

fn cells(editing: Editing, line: Line, pool: &ProposedPool) -> Vec<AnyView> {
    let room = line
        .cidr
        .and_then(|cidr| editing.rooms.with(|rooms| rooms.as_ref()?.of(pool, cidr)));
    let cidr = match line.cidr {
        Some(cidr) => cidr.to_string(),
        None if pool.cidrs.is_empty() => "none".to_owned(),
        None => blocks(&pool.cidrs),
    };
    let size: AddressCount = match line.cidr {
        Some(cidr) => cidr.size(),
        None => pool.cidrs.iter().map(|cidr| cidr.size()).sum(),
    };
    let covers = match (line.is_first, pool.region) {
        (true, Some(_)) => thousands(pool.covers.len() as u64),
        _ => String::new(),
    };
    let locale = match (line.is_first, pool.region) {
        (false, _) => String::new(),
        (true, Some(region)) => region.to_string(),
        (true, None) => "none".to_owned(),
    };
    vec![
        if line.is_first {
            fields(editing, line.pool, pool)
        } else {
            view! { <span class="visually-hidden">{pool.name.clone()}</span> }.into_any()
        },
        locale.into_any(),
        cidr.into_any(),
        match line.cidr.zip(room) {
            Some((cidr, room)) => length(editing, line.pool, pool, cidr, room),
            None => ().into_any(),
        },
        size.compact().to_string().into_any(),
        covers.into_any(),
    ]
}

/// Whether the pool is wanted, and its name.
fn fields(editing: Editing, at: usize, pool: &ProposedPool) -> AnyView {
    let planner = editing.state.planner;
    let what = match pool.region {
        Some(region) => format!("the pool of {region}"),
        None => "the pool above those of the Regions".to_owned(),
    };
    let scope = (pool.scope != Plan::default_private_scope())
        .then(|| planner.peek(|workspace| format!(", {}", scope_title(workspace, pool.scope))));
    let what = what + &scope.unwrap_or_default();
    let wanted = pool.wish == Wish::Wanted;
    let choose = Callback::new(move |wanted: bool| {
        editing.change(|pools| {
            if let Some(pool) = pools.get_mut(at) {
                pool.wish = if wanted { Wish::Wanted } else { Wish::LeftOut };
            }
            put_tops_around(pools);
        });
    });
    let name = Draft::new(pool.name.clone(), |text| Ok(text.trim().to_owned()));
    let rename = Callback::new(move |()| {
        if let Some(typed) = name.accept() {
            // It stands in the field already: nothing is drawn anew.
            editing.pools.update_untracked(|pools| {
                if let Some(pool) = pools.get_mut(at) {
                    pool.name = typed.clone();
                }
            });
            name.text().restart(typed);
        }
    });
    view! {
        <span class="adoption__wish">
            <Checkbox
                label=format!("Take {what}")
                checked=Signal::stored(wanted)
                on_change=choose
            />
            <Field label=format!("Name of {what}") label_place=LabelPlace::Said draft=name on_commit=rename />
        </span>
    }
    .into_any()
}

/// The lengths that the block can have.
fn length(editing: Editing, at: usize, pool: &ProposedPool, cidr: Cidr, room: Room) -> AnyView {
    let region = pool.region.map(|region| region.to_string()).unwrap_or_default();
    let (from, to) = (room.largest.netmask_length(), room.least.netmask_length());
    let choices = (from.get()..=to.get()).filter_map(|length| {
        let block = room.least.supernet(crate::address::NetmaskLength::new(length)?)?;
        Some(Choice::new(block, format!("/{length}")))
    });
    let change = Callback::new(move |block: Cidr| editing.change(|pools| put_block(pools, at, cidr, block)));
    view! {
        <Select
            label=format!("Length of {cidr} of {region}")
            label_place=LabelPlace::Said
            options=Signal::stored(choices.collect::<Vec<_>>())
            value=Signal::stored(cidr)
            on_change=change
        />
    }
    .into_any()
}

/// What no pool covers.
fn left(state: State, found: RwSignal<Option<Arc<Proposed>>>) -> AnyView {
    let planner = state.planner;
    following(move || {
        let found = found.get()?;
        let count = found.left.len();
        if count == 0 {
            return None;
        }
        let words = format!(
            "{} in none of these",
            counted(count as u64, "running CIDR is", "running CIDRs are")
        );
        let cells = move |place: usize| {
            let left = found.left.get(place)?;
            let (cidr, name) = planner.peek(|workspace| {
                let row = workspace.plan().design().vpc_cidrs.get(&left.id)?;
                Some((row.cidr.to_string(), vpc_title(workspace, row.vpc)))
            })?;
            Some(vec![cidr.into_any(), clipped(name), clipped(left.why.clone())])
        };
        Some(view! {
            <h2 class="adoption__over">{words}</h2>
            <div class="adoption__left">{table("In no proposed pool", LEFT, Signal::stored(count), Arc::new(cells))}</div>
        })
    })
}
