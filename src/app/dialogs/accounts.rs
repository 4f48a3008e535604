//! The accounts of the plan, to be edited.

use super::words::sentence;
use crate::app::chunks::{later, use_chunks};
use crate::app::ids::RandomIds;
use crate::app::letters::lower;
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{
    Button, ButtonKind, ButtonSize, Dialog, DialogSize, Draft, Field, FieldKind, Glyph, IconButton, InitialFocus,
    LabelPlace, button_class,
};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::app::view_ask::Note;
use crate::plan::gesture::remove_account;
use crate::plan::{Account, Edit, Id, RowChange};
use crate::workspace::Workspace;

/// How many are drawn; the rest is found by typing.
const DRAWN: usize = 60;

/// A table of accounts: name, id, organizational units, note, and what they own. A cell takes effect when it is left.
#[component]
pub(super) fn Accounts(
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let query = Draft::new("", |text| Ok(text.trim().to_owned()));
    let found = Memo::new(move |_| {
        let query = lower(&query.text().get());
        planner.read(|workspace| find(workspace, &query))
    });
    let read_only = planner.read_only();
    let add = move || {
        let mut edit = Edit::new();
        edit.intent(RowChange {
            id: Id::mint(&mut RandomIds),
            before: None,
            after: Some(Box::new(Account::named("New account"))),
        });
        if planner.edit("Add an account", edit) {
            query.text().restart("New account".to_owned());
            request_animation_frame(|| super::focus_on("dialog[open] .accounts tbody input"));
        }
    };
    let rows = move || {
        following(move || {
            let (ids, _) = found.get();
            let row = |id: Id<Account>| row(planner, id, read_only);
            ids.into_iter().map(row).collect_view()
        })
    };
    let summary = move || {
        let (ids, all) = found.get();
        match (ids.len(), all) {
            (0, _) => "No account with this name or id".to_owned(),
            (drawn, all) if drawn < all => format!("The first {drawn} of {all}: type to find the others"),
            (_, all) => counted(all as u64, "account", "accounts"),
        }
    };
    view! {
        <Dialog
            open=open
            title="Accounts"
            description=Some(
                "Who owns VPCs and public addresses, and whom pools are shared with. An id has 12 digits; one without an id \
                 is still to be created"
                    .to_owned(),
            )
            size=DialogSize::Wide
        >
            <div class="stack accounts">
                <div class="accounts__bar">
                    <Field
                        label="Find an account"
                        label_place=LabelPlace::Said
                        placeholder=Some("Find by name, id or organizational unit".to_owned())
                        draft=query
                        focus=InitialFocus::Here
                    />
                    <Button
                        label="Add account"
                        icon=Glyph::Plus
                        refusal=planner.refusal()
                        on_press=add
                    />
                </div>
                <p class="dim" role="status">{summary}</p>
                <table class="accounts__table">
                    <thead>
                        <tr>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Account id"</th>
                            <th scope="col">"Organizational units"</th>
                            <th scope="col">"Note"</th>
                            <th scope="col">"Owns"</th>
                            <th scope="col"><span class="visually-hidden">"Remove"</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows()}</tbody>
                </table>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The accounts that have the text in them, by name, as far as they are drawn, and how many there are.
fn find(workspace: &Workspace, query: &str) -> (Vec<Id<Account>>, usize) {
    let has = |row: &Account| {
        let number = row.number.as_ref().map(|number| number.as_str()).unwrap_or_default();
        query.is_empty() || lower(&format!("{} {number} {}", row.name, row.ou_path.join("/"))).contains(query)
    };
    let accounts = workspace.plan().intent().accounts.iter();
    let mut found: Vec<(String, Id<Account>)> = accounts
        .filter(|(_, row)| has(row))
        .map(|(id, row)| (lower(&row.name), *id))
        .collect();
    crate::ordered::sort(&mut found);
    let all = found.len();
    (found.into_iter().take(DRAWN).map(|(_, id)| id).collect(), all)
}

/// One account.
fn row(planner: Planner, id: Id<Account>, read_only: Signal<bool>) -> AnyView {
    let name = Memo::new(move |_| {
        planner
            .read(|w| w.plan().intent().accounts.get(&id).map(|row| row.name.clone()))
            .unwrap_or_default()
    });
    let called = move |what: &str| {
        let name = name.get();
        format!(
            "{what} of {}",
            if name.is_empty() {
                "the account without a name"
            } else {
                &name
            }
        )
    };
    let cell = |what: &'static str, kind: FieldKind, read: fn(&Account) -> String, set: SetField| {
        let value = Memo::new(move |_| {
            planner
                .read(|w| w.plan().intent().accounts.get(&id).map(read))
                .unwrap_or_default()
        });
        let draft = Draft::following(value.into(), move |text| {
            let mut account = Account::named("");
            set(&mut account, text.trim())?;
            Ok(text.trim().to_owned())
        });
        let commit = Callback::new(move |()| {
            let Some(text) = draft.accept() else { return };
            let before = planner.peek(|w| w.plan().intent().accounts.get(&id).cloned());
            let Some(before) = before else { return };
            let mut after = before.clone();
            let is_set = set(&mut after, &text).is_ok();
            let mut edit = Edit::new();
            if is_set && after != before {
                edit.intent(RowChange {
                    id,
                    before: Some(Box::new(before)),
                    after: Some(Box::new(after)),
                });
            }
            if planner.edit(&untrack(|| format!("Set the {}", called(&what.to_lowercase()))), edit) {
                draft.text().restart(value.get_untracked());
            }
        });
        view! {
            <td>
                <Field
                    label=Signal::derive(move || called(what))
                    label_place=LabelPlace::Said
                    draft=draft
                    kind=kind
                    read_only=read_only
                    on_commit=commit
                />
            </td>
        }
    };
    let owns = Memo::new(move |_| {
        planner.read(|w| {
            let design = w.plan().design();
            let vpcs = design.vpcs.values().filter(|row| row.account == Some(id)).count();
            let blocks = design
                .public_blocks
                .values()
                .filter(|row| row.account == Some(id))
                .count();
            let vpcs = (vpcs > 0).then(|| counted(vpcs as u64, "VPC", "VPCs"));
            let blocks = (blocks > 0).then(|| counted(blocks as u64, "public block", "public blocks"));
            let words: Vec<String> = vpcs.into_iter().chain(blocks).collect();
            if words.is_empty() {
                "nothing".to_owned()
            } else {
                words.join(", ")
            }
        })
    });
    let remove = move || {
        let gesture = planner.peek(|w| remove_account(w.plan(), id));
        if let Some(gesture) = gesture {
            planner.mend(crate::rules::Fix {
                label: gesture.label,
                edit: gesture.edit,
            });
        }
        request_animation_frame(|| super::focus_on("dialog[open] .accounts__bar input"));
    };
    let note = Memo::new(move |_| {
        planner
            .read(|w| w.plan().intent().accounts.get(&id).map(|row| row.note.clone()))
            .unwrap_or_default()
    });
    let noting = RwSignal::new(false);
    let first_line = move || match note.get().trim().lines().next() {
        None => "None".to_owned(),
        Some(first) => first.to_owned(),
    };
    let write_note = Callback::new(move |text: String| {
        let mut edit = Edit::new();
        if let Some(before) = planner.peek(|w| w.plan().intent().accounts.get(&id).cloned()) {
            let after = Account {
                note: text,
                ..before.clone()
            };
            if after != before {
                edit.intent(RowChange {
                    id,
                    before: Some(Box::new(before)),
                    after: Some(Box::new(after)),
                });
            }
        }
        planner.edit(&untrack(|| format!("Set the {}", called("note"))), edit)
    });
    let note_row = move || {
        noting.get().then(|| {
            let note = Note {
                planner,
                label: "Note",
                value: note.into(),
                write: write_note,
            };
            let view = later(use_chunks().views, move |table| (table.note)(note));
            view! { <tr><td colspan="6">{view}</td></tr> }
        })
    };
    view! {
        <tr>
            {cell("Name", FieldKind::Text, |row| row.name.clone(), |row, text| {
                row.name = text.to_owned();
                Ok(())
            })}
            {cell(
                "Account id",
                FieldKind::Mono,
                |row| row.number.map(|number| number.to_string()).unwrap_or_default(),
                |row, text| {
                    row.number = if text.is_empty() { None } else { Some(text.parse().map_err(sentence)?) };
                    Ok(())
                },
            )}
            {cell("Organizational units", FieldKind::Text, |row| row.ou_path.join(" / "), |row, text| {
                row.ou_path = text.split('/').map(str::trim).filter(|unit| !unit.is_empty()).map(str::to_owned).collect();
                Ok(())
            })}
            <td>
                <button
                    type="button"
                    class=button_class(ButtonKind::Link, ButtonSize::Small)
                    aria-expanded=move || if noting.get() { "true" } else { "false" }
                    on:click=move |_| noting.update(|noting| *noting = !*noting)
                >
                    <span class="visually-hidden">{move || called("Note")}": "</span>
                    <span class="accounts__note clip">{first_line}</span>
                </button>
            </td>
            <td class="nowrap dim">{move || owns.get()}</td>
            <td>
                {move || (!read_only.get()).then(|| view! {
                    <IconButton
                        label=Signal::derive(move || format!("Remove {}", name.get()))
                        icon=Glyph::Trash
                        size=ButtonSize::Small
                        on_press=remove
                    />
                })}
            </td>
        </tr>
        {note_row}
    }
    .into_any()
}

/// Sets a field of an account, or says what is wrong with the text.
type SetField = fn(&mut Account, &str) -> Result<(), String>;
