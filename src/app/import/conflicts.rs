//! Blocks that would overlap although neither belongs inside the other.

use crate::ordered::OrderedSet;

use super::importing::Importing;
use super::preview::with;
use crate::app::markup::*;
use crate::app::parts::figures::{counted, thousands};
use crate::app::parts::{Glyph, Icon};
use crate::import::{Conflict, Effect};
use crate::plan::{AnyId, Plan};

/// So many conflicts are listed, the largest first.
const LISTED: usize = 60;

/// So many blocks of one are written out.
const BLOCKS: usize = 6;

/// The clusters of blocks, each with a sentence.
pub(super) fn conflicts(importing: Importing) -> AnyView {
    following(move || {
        with(importing, |_, outcome| {
            let listed = outcome.conflicts.get(..LISTED).unwrap_or(&outcome.conflicts);
            let blocks = |conflict: &Conflict| conflict.blocks.get(..BLOCKS).unwrap_or(&conflict.blocks).to_vec();
            let written: OrderedSet<AnyId> = listed.iter().flat_map(blocks).map(|(_, id)| id).collect();
            let fresh = outcome.preview.items.iter().filter(|item| item.effect != Effect::Unchanged);
            let fresh: OrderedSet<AnyId> = fresh.map(|item| item.id).filter(|id| written.contains(id)).collect();
            let lines = listed
                .iter()
                .map(|conflict| cluster(conflict, &outcome.after, &fresh))
                .collect_view();
            let more = outcome.conflicts.len() - listed.len();
            view! {
                <div class="import__cards focus-inside" tabindex="0" role="region" aria-label="Conflicts">
                    <p class="dim">
                        "AWS does not give out an address twice in a scope, and VPCs that overlap cannot be connected. They can be imported \
                         all the same: the plan then names each overlap as a finding, with what would mend it"
                    </p>
                    <ul class="import__list">{lines}</ul>
                    {(more > 0).then(|| view! { <p class="dim">{format!("And {} more", thousands(more as u64))}</p> })}
                </div>
            }
            .into_any()
        })
        .unwrap_or_else(|| ().into_any())
    })
}

fn cluster(conflict: &Conflict, after: &Plan, fresh: &OrderedSet<AnyId>) -> AnyView {
    let sentence = format!(
        "{} overlap, {} of this import",
        counted(conflict.blocks.len() as u64, "block", "blocks"),
        thousands(conflict.imported as u64)
    );
    let blocks = conflict.blocks.iter().take(BLOCKS).map(|(cidr, id)| {
        let from = if fresh.contains(id) {
            "of this import"
        } else {
            "in the plan"
        };
        view! {
            <li>
                <span class="mono">{cidr.to_string()}</span>
                <span class="grow">{name_of(after, *id)}</span>
                <span class="dim">{from}</span>
            </li>
        }
    });
    let more = conflict.blocks.len().saturating_sub(BLOCKS);
    view! {
        <li class="import__card">
            <p class="import__question">
                <Icon glyph=Glyph::Warning />
                {sentence}
            </p>
            <ul class="import__blocks">
                {blocks.collect_view()}
                {(more > 0).then(|| view! { <li class="dim">{format!("and {} more", thousands(more as u64))}</li> })}
            </ul>
        </li>
    }
    .into_any()
}

/// What a block is and what it is called, in the design or in what exists.
pub(super) fn name_of(plan: &Plan, id: AnyId) -> String {
    let named = [plan.design(), plan.actual()].into_iter().find_map(|tables| {
        Some(match id {
            AnyId::Scope(id) => ("Scope", &tables.scopes.get(&id)?.name),
            AnyId::Pool(id) => ("Pool", &tables.pools.get(&id)?.name),
            AnyId::PoolCidr(id) => ("Pool", &tables.pools.get(&tables.pool_cidrs.get(&id)?.pool)?.name),
            AnyId::Vpc(id) => ("VPC", &tables.vpcs.get(&id)?.name),
            AnyId::VpcCidr(id) => ("VPC", &tables.vpcs.get(&tables.vpc_cidrs.get(&id)?.vpc)?.name),
            AnyId::Reservation(id) => ("Reservation", &tables.reservations.get(&id)?.name),
            AnyId::Subnet(id) => ("Subnet", &tables.subnets.get(&id)?.name),
            AnyId::PublicBlock(id) => ("Public block", &tables.public_blocks.get(&id)?.name),
            _ => return None,
        })
    });
    match named {
        Some((kind, name)) if name.is_empty() => format!("{kind} without a name"),
        Some((kind, name)) => format!("{kind} {name}"),
        None => id.kind().to_owned(),
    }
}
