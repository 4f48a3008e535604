//! The field for the account of a VPC.

use leptos::prelude::*;

use super::row::Held;
use crate::app::parts::{Combobox, ComboboxOption, LabelPlace};
use crate::plan::{Account, Id, Vpc};

/// What stands for none in the list.
const NONE: &str = "none";

/// The accounts of the plan, by name or number, and none.
pub(super) fn account_field(held: Held<Vpc>) -> AnyView {
    let options = Memo::new(move |_| {
        held.planner.read(|workspace| {
            let accounts = workspace.plan().intent().accounts.iter();
            let none = ComboboxOption::new(NONE, "No account");
            std::iter::once(none).chain(accounts.map(option)).collect::<Vec<_>>()
        })
    });
    let value = held.text(|row| row.account.as_ref().map_or(NONE, Id::as_str).to_owned());
    view! {
        <Combobox
            label="Account"
            options=options
            value=value
            label_place=LabelPlace::Beside
            on_change=Callback::new(move |chosen: String| {
                let account = chosen.parse::<Id<Account>>().ok().filter(|_| chosen != NONE);
                held.write(
                    |row| match account {
                        Some(_) => format!("Set the account of {row}"),
                        None => format!("Clear the account of {row}"),
                    },
                    |row| row.account = account,
                );
            })
        />
    }
    .into_any()
}

fn option((id, account): (&Id<Account>, &Account)) -> ComboboxOption {
    let number = account
        .number
        .as_ref()
        .map(|number| number.as_str())
        .unwrap_or_default();
    let label = if account.name.is_empty() { number } else { &account.name };
    ComboboxOption::new(id.as_str(), label).detail(number)
}
