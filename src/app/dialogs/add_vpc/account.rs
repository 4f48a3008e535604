//! The field for an account: one of the plan, or a new one.

use leptos::prelude::*;

use super::model::read_account;
use crate::app::dialogs::listbox::{Begin, Suggest, Suggestion};
use crate::app::parts::{Draft, Glyph, Icon, unique_id};
use crate::app::planner::Planner;
use crate::plan::gesture::AccountChoice;

/// How many accounts are suggested.
const SUGGESTED: usize = 8;

/// A draft of an account of the plan.
pub(super) fn account_draft(planner: Planner) -> Draft<Option<AccountChoice>> {
    Draft::new("", move |text| {
        planner.read(|workspace| read_account(text, &workspace.plan().intent().accounts))
    })
}

/// Suggests the accounts of the plan; what is none of them becomes a new account, and the hint says so.
#[component]
pub(super) fn AccountField(
    /// What is typed.
    draft: Draft<Option<AccountChoice>>,
    /// The plan.
    planner: Planner,
) -> impl IntoView {
    let id = unique_id("account");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let text = draft.text();
    let matches = Memo::new(move |_| {
        let typed = text.get().trim().to_lowercase();
        planner.read(|workspace| {
            let accounts = workspace.plan().intent().accounts.values();
            let number =
                |account: &crate::plan::Account| account.number.map(|number| number.to_string()).unwrap_or_default();
            accounts
                .map(|account| (account.name.clone(), number(account)))
                .filter(|(name, number)| name.to_lowercase().contains(&typed) || number.starts_with(&typed))
                .take(SUGGESTED)
                .collect::<Vec<_>>()
        })
    });
    let suggestions = Memo::new(move |_| {
        let suggestion = |(name, number): &(String, String)| match name.as_str() {
            "" => Suggestion {
                label: number.clone(),
                detail: String::new(),
            },
            name => Suggestion {
                label: name.to_owned(),
                detail: number.clone(),
            },
        };
        matches.with(|matches| matches.iter().map(suggestion).collect::<Vec<_>>())
    });
    let pick = move |place: usize| {
        let picked = matches.with_untracked(|matches| matches.get(place).cloned());
        if let Some((name, number)) = picked {
            text.type_in(if name.is_empty() { number } else { name });
        }
    };
    let hint = move || match draft.value() {
        Ok(Some(AccountChoice::New(_))) => "This account is new: it is added to the plan",
        _ => "A name, or an id of 12 digits",
    };
    let described_by = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        Signal::derive(move || {
            let error = text.error().map(|_| error_id.clone());
            Some(error.unwrap_or_else(|| hint_id.clone()))
        })
    };
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                "Account"
            </label>
            <div class="input suggest">
                <Suggest
                    id=id
                    text=Signal::derive(move || text.get())
                    on_type=move |typed| text.type_in(typed)
                    suggestions=suggestions
                    on_pick=pick
                    begin=Begin::Nowhere
                    described_by=described_by
                    invalid=Signal::derive(move || text.error().is_some())
                />
            </div>
            <Show
                when=move || text.error().is_some()
                fallback={
                    let hint_id = hint_id.clone();
                    move || {
                        view! {
                            <p class="field__hint" id=hint_id.clone()>
                                {hint}
                            </p>
                        }
                    }
                }
            >
                <p class="field__error" id=error_id.clone()>
                    <Icon glyph=Glyph::Error />
                    <span>{move || text.error()}</span>
                </p>
            </Show>
        </div>
    }
    .into_any()
}
