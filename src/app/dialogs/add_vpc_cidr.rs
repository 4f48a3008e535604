//! Another CIDR of a VPC.

use super::block::{BlockFields, BlockForm, Need, Place};
use super::focus_first_error;
use super::pool_choice::{NO_POOL, pool_options, read_pool};
use super::words::title;
use crate::address::Family;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, ButtonPurpose, Combobox, Dialog, Dismissal, InitialFocus, source_link};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::gesture::add_vpc_cidr;
use crate::plan::{Id, Node, Plan, Vpc};

/// What AWS says of CIDRs that are associated later.
const PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html";

/// Asks for a CIDR, from a pool of the VPC's scope and Region or from none, and adds it to the VPC.
#[component]
pub(super) fn AddVpcCidr(
    /// The VPC that gets it.
    vpc: Id<Vpc>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let row = planner.peek(|workspace| workspace.plan().design().vpcs.get(&vpc).cloned());
    let Some(row) = row else {
        open.set(false);
        return ().into_any();
    };
    let (scope, region) = (row.scope, row.region);
    let options = Memo::new(move |_| {
        planner.read(|workspace| {
            pool_options(workspace, |_, pool, of| {
                of == scope && pool.source_resource.is_none() && pool.locale.is_none_or(|locale| locale == region)
            })
        })
    });
    let pool = RwSignal::new(NO_POOL.to_owned());
    let chosen = move || read_pool(&pool.get());
    let family = Signal::derive(move || {
        let pool = chosen();
        let family = planner.read(|workspace| Some(workspace.plan().design().pools.get(&pool?)?.family));
        family.unwrap_or(Family::Ipv4)
    });
    let place = Signal::derive(move || chosen().map_or(Place::Outside(scope), Place::Pool));
    let block = BlockForm::new(planner, place, family, Need::Required, None);
    let add = move || {
        let Some(Some(cidr)) = block.accept() else {
            return focus_first_error();
        };
        let pool = untrack(chosen);
        let gesture = planner.peek(|workspace| {
            let (plan, index): (&Plan, _) = (workspace.plan(), workspace.index());
            add_vpc_cidr(plan, index, vpc, cidr, pool, &mut RandomIds)
        });
        if gesture.is_some_and(|gesture| planner.take(gesture)) {
            open.set(false);
        }
    };
    let about = planner.peek(|workspace| {
        let first = workspace
            .index()
            .vpc(vpc)
            .and_then(|entry| entry.cidrs().first().copied());
        let node = first.map_or(Node::Vpc(vpc), |(_, id)| Node::VpcCidr(id));
        format!("To {}, {region}", title(workspace, node))
    });
    view! {
        <Dialog
            open=open
            title="Add a CIDR to the VPC"
            description=Some(about)
            dismissal=Dismissal::Deliberate
            on_submit=add
            footer=move || {
                view! { <Button label="Add CIDR" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit /> }
            }
        >
            <div class="stack">
                <Combobox
                    label="Pool"
                    options=options
                    value=pool
                    hint=Some("A pool of the VPC's scope and Region. From no pool the CIDR is unmanaged".to_owned())
                    on_change=pool.setter()
                />
                <BlockFields
                    form=block
                    hint=Some("Such as /20, 4000 addresses or 10.0.0.0/20; from no pool a CIDR".to_owned())
                    focus=InitialFocus::Here
                />
                <p class="field__hint">
                    "AWS restricts which CIDRs can be associated beside the primary one. " {source_link(PAGE, "VPC CIDR blocks")}
                </p>
            </div>
        </Dialog>
    }
    .into_any()
}
