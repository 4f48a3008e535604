//! The field for the account of a VPC or of public addresses.

use super::row::{Held, InspectedRow};
use crate::app::dialogs::words::{sentence, title};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{Combobox, ComboboxOption, LabelPlace};
use crate::app::reactive::{Callback, Memo};
use crate::plan::{Account, AccountNumber, Edit, Id, PublicBlock, RowChange, Vpc};

/// What stands for none in the list.
const NONE: &str = "none";

/// What a name begins with that is no account yet: no id has it.
const NEW: char = '+';

/// A row that an account owns.
pub(super) trait Owned: InspectedRow {
    fn account(&self) -> Option<Id<Account>>;
    fn set_account(&mut self, account: Option<Id<Account>>);
}

macro_rules! owned {
    ($($row:ident)+) => {
        $(
            impl Owned for $row {
                fn account(&self) -> Option<Id<Account>> {
                    self.account
                }
                fn set_account(&mut self, account: Option<Id<Account>>) {
                    self.account = account;
                }
            }
        )+
    };
}

owned! { Vpc PublicBlock }

/// The accounts of the plan, by name or number, and none. A name or number that is none of them becomes a new account.
pub(super) fn account_field<T: Owned>(held: Held<T>) -> AnyView {
    let options = Memo::new(move |_| {
        held.planner.read(|workspace| {
            let accounts = workspace.plan().intent().accounts.iter();
            let none = ComboboxOption::new(NONE, "No account");
            std::iter::once(none).chain(accounts.map(option)).collect::<Vec<_>>()
        })
    });
    let value = held.text(|row| row.account().as_ref().map_or(NONE, Id::as_str).to_owned());
    let unlisted = Callback::new(|text: String| new_account(&text).map(|_| format!("{NEW}{text}")));
    let on_change = Callback::new(move |chosen: String| set_account(held, &chosen));
    view! {
        <Combobox
            label="Account"
            options=options
            value=value
            unlisted=unlisted
            label_place=LabelPlace::Beside
            read_only=held.planner.read_only()
            on_change=on_change
        />
    }
    .into_any()
}

fn option((id, account): (&Id<Account>, &Account)) -> ComboboxOption {
    let number = account.number.as_ref().map(AccountNumber::as_str).unwrap_or_default();
    let label = if account.name.is_empty() { number } else { &account.name };
    ComboboxOption::new(id.as_str(), label).detail(number)
}

/// An account as it is typed: its number where it is one, else its name.
fn new_account(text: &str) -> Result<Account, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("Write the name of an account, or its id of 12 digits".to_owned());
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Account::named(text));
    }
    let number = text.parse().map_err(sentence)?;
    Ok(Account {
        number: Some(number),
        ..Account::named("")
    })
}

fn set_account<T: Owned>(held: Held<T>, chosen: &str) {
    let mut edit = Edit::new();
    let (account, shown) = match chosen.strip_prefix(NEW).map(new_account) {
        Some(Ok(account)) => {
            let id = Id::mint(&mut RandomIds);
            let shown = chosen.trim_start_matches(NEW).trim().to_owned();
            edit.intent(RowChange {
                id,
                before: None,
                after: Some(Box::new(account)),
            });
            (Some(id), shown)
        }
        Some(Err(_)) => return,
        None => {
            let id = chosen.parse::<Id<Account>>().ok().filter(|_| chosen != NONE);
            let shown = held.planner.peek(|workspace| {
                let account = workspace.plan().intent().accounts.get(&id?)?;
                Some(account.name.clone())
            });
            (id, shown.unwrap_or_default())
        }
    };
    let row = held.planner.peek(|workspace| {
        if let Some(row) = T::table(workspace.plan()).get(&held.id) {
            T::update(&mut edit, held.id, row, &mut |row| row.set_account(account));
        }
        title(workspace, held.node)
    });
    held.planner
        .edit(&super::model::set_label("account", &shown)(&row), edit);
}
