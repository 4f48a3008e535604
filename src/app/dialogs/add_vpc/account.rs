//! The field for an account: one of the plan, or a new one.

use super::model::read_account;
use crate::app::markup::*;
use crate::app::parts::{Combobox, ComboboxOption};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::Account;
use crate::plan::gesture::AccountChoice;

/// Offers the accounts of the plan. A name or number that is none of them becomes a new account, and the hint says so.
#[component]
pub(super) fn AccountField(
    /// The plan.
    planner: Planner,
    /// The account's number or name, as [`read_account`] reads it. Empty for none.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let read = move |text: &str| planner.read(|workspace| read_account(text, &workspace.plan().intent().accounts));
    let options = Memo::new(move |_| {
        planner.read(|workspace| {
            workspace
                .plan()
                .intent()
                .accounts
                .values()
                .filter_map(option)
                .collect::<Vec<_>>()
        })
    });
    let hint = Memo::new(move |_| match read(&chosen.get()) {
        Ok(Some(AccountChoice::New(_))) => "This account is new: it is added to the plan",
        _ => "A name, or an id of 12 digits",
    });
    view! {
        <Combobox
            label="Account"
            options=options
            value=chosen
            unlisted=Callback::new(move |text: String| untrack(|| read(&text)).map(|_| text))
            hint=Signal::derive(move || Some(hint.get().to_owned()))
            on_change=chosen.setter()
        />
    }
    .into_any()
}

fn option(account: &Account) -> Option<ComboboxOption> {
    match (account.number, account.name.as_str()) {
        (Some(number), "") => Some(ComboboxOption::new(number.as_str(), number.as_str())),
        (Some(number), name) => Some(ComboboxOption::new(number.as_str(), name).detail(number.as_str())),
        (None, "") => None,
        (None, name) => Some(ComboboxOption::new(name, name)),
    }
}
