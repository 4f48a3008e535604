//! Who may use a pool, through AWS Resource Access Manager: <https://docs.aws.amazon.com/vpc/latest/ipam/share-pool-ipam.html>.

use super::row::Held;
use crate::app::dialogs::words::sentence;
use crate::app::markup::*;
use crate::app::parts::{ComboboxOfSeveral, ComboboxOption, LabelPlace};
use crate::app::reactive::{Callback, Memo, Signal};
use crate::plan::{Account, Integration, Pool, Principal};

/// The accounts, organizational units and organizations that a pool is shared with. The accounts of the plan are offered;
/// every account id and every ARN is taken.
pub(super) fn view(held: Held<Pool>) -> AnyView {
    let planner = held.planner;
    let options = Memo::new(move |_| {
        planner.read(|workspace| {
            let accounts = workspace.plan().intent().accounts.values();
            accounts.filter_map(option).collect::<Vec<_>>()
        })
    });
    let values = held.read(|row| row.shared_with.iter().map(Principal::to_string).collect::<Vec<_>>());
    let unlisted = Callback::new(|text: String| {
        let principal = text.trim().parse::<Principal>();
        principal.map(|principal| principal.to_string()).map_err(sentence)
    });
    let hint = Memo::new(move |_| {
        let is_alone =
            planner.read(|workspace| matches!(workspace.plan().ipam().integration, Integration::SingleAccount));
        Some(match is_alone {
            true => "AWS shares pools only within an organization, and this IPAM is for one account".to_owned(),
            false => "Accounts by their id, organizational units and the organization by their ARN".to_owned(),
        })
    });
    let on_change = Callback::new(move |texts: Vec<String>| {
        held.write(
            |row| format!("Change who {row} is shared with"),
            |row| row.shared_with = texts.iter().filter_map(|text| text.parse().ok()).collect(),
        );
    });
    view! {
        <ComboboxOfSeveral
            label="Shared with"
            options=options
            values=values
            unlisted=unlisted
            hint=Signal::from(hint)
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=on_change
        />
    }
    .into_any()
}

/// An account with its id. One without cannot be shared with yet.
fn option(account: &Account) -> Option<ComboboxOption> {
    let number = account.number?;
    let number = number.as_str();
    let label = if account.name.is_empty() { number } else { &account.name };
    Some(ComboboxOption::new(number, label).detail(number))
}
