//! Public addresses: an Elastic IP address, or a public IPv4 pool of EC2.

use super::add_pool::region_label;
use super::pool_choice::{NO_POOL, pool_options, read_pool};
use super::words::{pool_title, sentence};
use super::{focus_first_error, optional_text};
use crate::address::{Cidr, Family, NetmaskLength, Strategy};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, Choice, Combobox, Dialog, Dismissal, Draft, Field, FieldKind, InitialFocus,
    Segmented, Select, source_link,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::gesture::{SizeOrBlock, add_public_block};
use crate::plan::{Id, Plan, Pool, PublicBlock, PublicBlockKind, RegionCode, Tags};
use crate::workspace::Workspace;

/// What AWS says of Elastic IP addresses from a pool.
const PAGE: &str = "https://docs.aws.amazon.com/vpc/latest/ipam/tutorials-eip-pool.html";

/// Asks for a block of public addresses, from a pool of the public scope or from none.
#[component]
pub(super) fn AddPublicBlock(
    /// The pool to begin with.
    pool: Option<Id<Pool>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let scope = Plan::default_public_scope();
    let options = Memo::new(move |_| {
        planner.read(|workspace| pool_options(workspace, |_, pool, of| of == scope && pool.family == Family::Ipv4))
    });
    let begin = pool.map_or(NO_POOL.to_owned(), |pool| pool.as_str().to_owned());
    let chosen = RwSignal::new(begin);
    let kind = RwSignal::new(PublicBlockKind::ElasticIp);
    let locale = planner.peek(|workspace| {
        let locale = pool.and_then(|pool| workspace.plan().design().pools.get(&pool)?.locale);
        locale.unwrap_or(workspace.plan().ipam().home_region)
    });
    let region = RwSignal::new(locale);
    let name = optional_text();
    let block = Draft::new("", move |text| {
        let (pool, kind) = (read_pool(&chosen.get()), kind.get());
        planner.read(|workspace| place(workspace, pool, kind, text))
    });
    let hint = Signal::derive(move || {
        Some(match (block.value(), kind.get()) {
            (Ok(block), _) => format!("Takes {block}"),
            (Err(_), PublicBlockKind::ElasticIp) => {
                "An address such as 203.0.113.9; from a pool it may stay empty".to_owned()
            }
            (Err(_), PublicBlockKind::PublicIpv4Pool) => {
                "A CIDR such as 203.0.113.0/28, or from a pool a size such as /28".to_owned()
            }
        })
    });
    let add = move || {
        let (Some(name), Some(cidr)) = (name.accept(), block.accept()) else {
            return focus_first_error();
        };
        let row = PublicBlock {
            name,
            scope,
            kind: kind.get_untracked(),
            cidr,
            pool: read_pool(&chosen.get_untracked()),
            region: Some(region.get_untracked()),
            account: None,
            tags: Tags::new(),
            note: String::new(),
            aws_id: None,
        };
        if planner.take(add_public_block(row, &mut RandomIds)) {
            open.set(false);
        }
    };
    let about = match pool {
        Some(pool) => planner.peek(|workspace| format!("From {}", pool_title(workspace, pool))),
        None => "In the public scope".to_owned(),
    };
    view! {
        <Dialog
            open=open
            title="Add public addresses"
            description=Some(about)
            dismissal=Dismissal::Deliberate
            on_submit=add
            footer=move || {
                view! { <Button label="Add addresses" kind=ButtonKind::Primary purpose=ButtonPurpose::Submit /> }
            }
        >
            <div class="stack">
                <Segmented
                    label="Kind"
                    options=Signal::stored(vec![
                        Choice::new(PublicBlockKind::ElasticIp, "Elastic IP address"),
                        Choice::new(PublicBlockKind::PublicIpv4Pool, "Public IPv4 pool of EC2"),
                    ])
                    value=kind
                    on_change=kind.setter()
                />
                <Field label="Name" draft=name focus=InitialFocus::Here />
                <Combobox
                    label="Pool"
                    options=options
                    value=chosen
                    hint=Some("A pool of the public scope. From no pool they are Amazon's, or yours in EC2 alone".to_owned())
                    on_change=chosen.setter()
                />
                <Field label="Address or CIDR" draft=block kind=FieldKind::Mono hint=hint />
                <Select label="Region" options=Signal::stored(regions()) value=region on_change=region.setter() />
                <p class="field__hint">
                    "IPAM shows them as allocations of type eip and ec2-public-ipv4-pool. "
                    {source_link(PAGE, "Elastic IP addresses from a pool")}
                </p>
            </div>
        </Dialog>
    }
    .into_any()
}

fn regions() -> Vec<Choice<RegionCode>> {
    let codes = crate::plan::REGIONS
        .iter()
        .filter_map(|region| region.code.parse().ok());
    codes.map(|region| Choice::new(region, region_label(region))).collect()
}

/// The block that is typed: an address or a CIDR as it stands, a size as the pool has it.
fn place(workspace: &Workspace, pool: Option<Id<Pool>>, kind: PublicBlockKind, text: &str) -> Result<Cidr, String> {
    let single = Family::Ipv4.longest();
    let space = pool
        .and_then(|pool| workspace.index().pool(pool))
        .map(|entry| entry.space());
    let find = |length: NetmaskLength| match space {
        None => Err(format!(
            "From no pool write which addresses they are, and not only {length}"
        )),
        Some(space) => space
            .find(length, Strategy::LowestAddress)
            .ok_or_else(|| match space.largest_free_block() {
                Some(largest) => format!("No {length} is free in the pool: the largest free block is {largest}"),
                None => "Nothing is free in the pool".to_owned(),
            }),
    };
    let text = text.trim();
    let address = text.parse::<std::net::Ipv4Addr>().ok();
    if let Some(cidr) = address.and_then(|address| Cidr::new(address.into(), single)) {
        return Ok(cidr);
    }
    match (SizeOrBlock::parse(text, Family::Ipv4), kind) {
        _ if text.is_empty() && kind == PublicBlockKind::ElasticIp => find(single),
        (Ok(SizeOrBlock::Block(cidr)), PublicBlockKind::ElasticIp) if cidr.netmask_length() != single => Err(format!(
            "An Elastic IP address is one address: {cidr} holds {}",
            cidr.size()
        )),
        (Ok(SizeOrBlock::Block(cidr)), _) if cidr.family() == Family::Ipv4 => Ok(cidr),
        (Ok(SizeOrBlock::Block(_)), _) => Err("These are IPv4 addresses".to_owned()),
        (Ok(SizeOrBlock::Size(length)), PublicBlockKind::PublicIpv4Pool) => find(length),
        (Ok(SizeOrBlock::Size(_)), PublicBlockKind::ElasticIp) => find(single),
        (Err(problem), _) => Err(sentence(problem)),
    }
}
