//! Another CIDR for a pool.

use super::block::{BlockFields, BlockForm, Need, Place};
use super::words::{pool_title, scope_title};
use crate::address::Family;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Dialog, Dismissal, InitialFocus};
use crate::app::planner::use_planner;
use crate::app::reactive::{RwSignal, Signal};
use crate::plan::gesture::provision;
use crate::plan::{Id, Plan, Pool, PoolParent};

/// Asks for a CIDR: of a sub-pool from its source pool, by size or as a CIDR; of a top-level pool as a CIDR.
#[component]
pub(super) fn Provision(
    /// The pool that gets it.
    pool: Id<Pool>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let (family, parent) = planner.peek(|workspace| {
        let row = workspace.plan().design().pools.get(&pool);
        let scope = || PoolParent::Scope(Plan::default_private_scope());
        row.map_or_else(|| (Family::Ipv4, scope()), |row| (row.family, row.parent))
    });
    let place = match parent {
        PoolParent::Pool(source) => Place::Pool(source),
        PoolParent::Scope(scope) => Place::TopLevel(scope),
    };
    let block = BlockForm::new(
        planner,
        Signal::stored(place),
        Signal::stored(family),
        Need::Required,
        planner.proposed.get_untracked(),
    );
    let give = move || {
        if let Some(Some(cidr)) = block.accept()
            && planner.take(provision(pool, cidr, &mut RandomIds))
        {
            open.set(false);
        }
    };
    let where_to = planner.peek(|workspace| {
        let pool = pool_title(workspace, pool);
        match parent {
            PoolParent::Pool(source) => format!("To {pool}, from {}", pool_title(workspace, source)),
            PoolParent::Scope(scope) => format!("To {pool}, in {}", scope_title(workspace, scope)),
        }
    });
    let hint = match (parent, family) {
        (PoolParent::Pool(_), Family::Ipv4) => "Such as /16, 4000 addresses or 10.1.0.0/16",
        (PoolParent::Pool(_), Family::Ipv6) => "Such as /52 or fd00:0:0:1000::/52",
        (PoolParent::Scope(_), Family::Ipv4) => "Such as 10.0.0.0/8. A top-level pool cannot be given a size alone",
        (PoolParent::Scope(_), Family::Ipv6) => "Such as fd00:0:1000::/36",
    };
    let submit_label = move || {
        if block.is_anyway() {
            "Provision anyway"
        } else {
            "Provision"
        }
    };
    view! {
        <Dialog
            open=open
            title="Provision a CIDR"
            description=Some(where_to)
            dismissal=Dismissal::Deliberate
            on_submit=give
            footer=move || {
                view! {
                    <Button
                        label=Signal::derive(move || submit_label().to_owned())
                        kind=ButtonKind::Primary
                        purpose=ButtonPurpose::Submit
                    />
                }
            }
        >
            <div class="stack">
                <BlockFields form=block hint=Some(hint.to_owned()) focus=InitialFocus::Here />
            </div>
        </Dialog>
    }
    .into_any()
}
