//! Placing what is wanted and not placed yet, some of it or all.

use super::add_many::in_words;
use super::form::{Answer, Form, form};
use crate::address::BulkPlacement;
use crate::app::dialogs::words::{pool_title, title};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Checkbox, Choice, Segmented};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::ordered::OrderedSet;
use crate::plan::gesture::{BulkKind, place_demands};
use crate::plan::{Demand, Id, Node};

/// Asks which of the wanted blocks of the plan are placed, and as what.
pub(super) fn dialog(open: RwSignal<bool>) -> Option<AnyView> {
    let planner = use_planner();
    let demands: Vec<(Id<Demand>, String)> = planner.peek(|workspace| {
        let demands = workspace.plan().intent().demands.iter();
        let words = demands.map(|(id, row)| {
            let name = if row.name.trim().is_empty() {
                "without a name"
            } else {
                row.name.trim()
            };
            let pool = pool_title(workspace, row.pool);
            (
                *id,
                format!("{} × {} {name}, from {pool}", row.count, row.netmask_length),
            )
        });
        words.collect()
    });
    let all: OrderedSet<Id<Demand>> = demands.iter().map(|(id, _)| *id).collect();
    let chosen = RwSignal::new(all);
    let kind = RwSignal::new(BulkKind::Vpcs);
    let answer = Memo::new(move |_| {
        let chosen = chosen.get();
        if chosen.is_empty() {
            return Answer::refused("Choose what is to be placed");
        }
        let wanted: Vec<(Id<Demand>, u32)> = chosen.iter().map(|id| (*id, u32::MAX)).collect();
        let how = (kind.get(), &BulkPlacement::default());
        planner.read(
            |w| match place_demands(w.plan(), w.index(), &wanted, how, &mut RandomIds) {
                Ok(placed) => Answer::Ready(placed.gesture),
                Err(problems) if problems.is_empty() => Answer::refused("There is nothing to place any more"),
                Err(problems) => {
                    let of_pool = problems.iter().flat_map(|(pool, problem)| {
                        let name = title(w, Node::Pool(*pool));
                        let mut words = in_words(problem);
                        // The numbers of lines say nothing here: the list has none.
                        words.truncate(1);
                        words.into_iter().map(move |words| format!("{name}: {words}"))
                    });
                    Answer::Refused(of_pool.collect())
                }
            },
        )
    });
    let fields = move || {
        let kinds = vec![
            Choice::new(BulkKind::Vpcs, "VPCs"),
            Choice::new(BulkKind::SubPools, "Sub-pools"),
            Choice::new(BulkKind::Reservations, "Reservations"),
        ];
        let line = |(id, words): &(Id<Demand>, String)| {
            let id = *id;
            let change = Callback::new(move |on: bool| {
                chosen.update(|chosen| {
                    if on {
                        chosen.insert(id);
                    } else {
                        chosen.remove(&id);
                    }
                });
            });
            let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&id)));
            view! { <li><Checkbox label=words.clone() checked=checked on_change=change /></li> }
        };
        view! {
            <ul class="remarks" aria-label="Wanted blocks">{demands.iter().map(line).collect_view()}</ul>
            <Segmented label="What they become" options=Signal::stored(kinds) value=kind on_change=kind.setter() />
        }
        .into_any()
    };
    Some(form(
        open,
        Form {
            title: "Place wanted blocks",
            about: "What was written down in pools as needed later".to_owned(),
            verb: "Place",
            answer,
            accept: Box::new(|| ()),
            fields: Box::new(fields),
        },
    ))
}
