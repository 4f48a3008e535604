//! From which pool a block is allocated, and in which scope a VPC is.

use super::fields::choice_field;
use super::row::Held;
use super::vpc;
use crate::app::dialogs::pool_choice::{NO_POOL, pool_options, read_pool};
use crate::app::dialogs::words::{sentence, title};
use crate::app::markup::*;
use crate::app::parts::{Choice, Combobox, ComboboxOption, LabelPlace};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::{Id, Node, Pool, PublicBlock, Scope, ScopeKind, Vpc, VpcCidr};

/// The pool of a CIDR of a VPC; from none it is unmanaged.
pub(super) fn pool_of_vpc_cidr(planner: Planner, id: Id<VpcCidr>) -> AnyView {
    let row = move |read: fn(&VpcCidr) -> Option<Id<Pool>>| {
        planner.read(|workspace| workspace.plan().design().vpc_cidrs.get(&id).and_then(read))
    };
    let value = Memo::new(move |_| row(|row| row.pool).map_or(NO_POOL.to_owned(), |pool| pool.as_str().to_owned()));
    let options = Memo::new(move |_| {
        planner.read(|workspace| {
            let design = workspace.plan().design();
            let Some(row) = design.vpc_cidrs.get(&id) else {
                return Vec::new();
            };
            let (now, family) = (row.pool, row.cidr.family());
            let scope = design.vpcs.get(&row.vpc).map(|vpc| vpc.scope);
            pool_options(workspace, |id, pool, of| {
                Some(id) == now || (pool.family == family && Some(of) == scope && pool.source_resource.is_none())
            })
        })
    });
    let write = Callback::new(move |chosen: String| {
        let pool = read_pool(&chosen);
        let name = name_of(planner, pool);
        vpc::change(planner, id, |row| allocated(row, name), |row| row.pool = pool);
    });
    field(planner, "From no pool it is unmanaged", options, value.into(), write)
}

/// The pool of public addresses.
pub(super) fn pool_of_public_block(held: Held<PublicBlock>) -> AnyView {
    let Held { planner, id, .. } = held;
    let options = Memo::new(move |_| {
        planner.read(|workspace| {
            let row = workspace.plan().design().public_blocks.get(&id);
            let scope = row.map(|row| row.scope);
            pool_options(workspace, |_, _, of| Some(of) == scope)
        })
    });
    let value = held.text(|row| row.pool.map_or(NO_POOL.to_owned(), |pool| pool.as_str().to_owned()));
    let write = Callback::new(move |chosen: String| {
        let pool = read_pool(&chosen);
        let name = name_of(planner, pool);
        held.write(|row| allocated(row, name), |row| row.pool = pool);
    });
    field(
        planner,
        "From no pool they are Amazon's, or a pool of EC2 itself",
        options,
        value,
        write,
    )
}

fn name_of(planner: Planner, pool: Option<Id<Pool>>) -> Option<String> {
    planner.peek(|workspace| pool.map(|pool| title(workspace, Node::Pool(pool))))
}

fn allocated(row: &str, pool: Option<String>) -> String {
    match pool {
        Some(pool) => format!("Allocate {row} from {pool}"),
        None => format!("Allocate {row} from no pool"),
    }
}

fn field(
    planner: Planner,
    hint: &'static str,
    options: Memo<Vec<ComboboxOption>>,
    value: Signal<String>,
    write: Callback<String>,
) -> AnyView {
    view! {
        <Combobox
            label="Pool"
            options=options
            value=value
            hint=Some(hint.to_owned())
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=write
        />
    }
    .into_any()
}

/// The scope of a VPC, where there are several.
pub(super) fn scope_of_vpc(held: Held<Vpc>) -> AnyView {
    let planner = held.planner;
    let options = Memo::new(move |_| {
        planner.read(|workspace| {
            let scopes = workspace.plan().design().scopes.iter();
            let private = scopes.filter(|(_, row)| row.kind == ScopeKind::Private);
            let choice = |(id, _): (&Id<Scope>, &Scope)| {
                Choice::new(id.as_str().to_owned(), sentence(title(workspace, Node::Scope(*id))))
            };
            private.map(choice).collect::<Vec<_>>()
        })
    });
    let are_several = Memo::new(move |_| options.with(|options| options.len() > 1));
    following(move || {
        let write = Callback::new(move |chosen: String| {
            let Ok(scope) = chosen.parse::<Id<Scope>>() else { return };
            let name = planner.peek(|workspace| title(workspace, Node::Scope(scope)));
            held.write(|row| format!("Put {row} into {name}"), |row| row.scope = scope);
        });
        are_several.get().then(|| {
            choice_field(
                planner,
                "Scope",
                None,
                options.into(),
                held.text(|row| row.scope.as_str().to_owned()),
                write,
            )
        })
    })
}
