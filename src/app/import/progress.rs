//! What is being done, how far it is, and the button that stops it.

use super::importing::{Doing, Importing};
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonSize};
use crate::app::reactive::{Callback, Memo};

/// Shown while something is done; nothing else.
pub(super) fn progress(importing: Importing) -> AnyView {
    let is_doing = Memo::new(move |_| importing.doing.with(Option::is_some));
    following(move || {
        is_doing.get().then(|| {
            let words = move || match importing.doing.get() {
                Some(Doing::Reading { done, of }) => read(done, of),
                Some(Doing::Matching) => "Matching with the plan…".to_owned(),
                Some(Doing::Taking) => "Importing…".to_owned(),
                None => String::new(),
            };
            let percent = move || match importing.doing.get() {
                Some(Doing::Reading { done, of }) if of > 0 => Some((done.saturating_mul(100) / of).min(100)),
                _ => None,
            };
            view! {
                <div class="import__progress">
                    <p role="status">{words}</p>
                    <div
                        class="import__track"
                        role="progressbar"
                        aria-label="Import"
                        aria-valuemin="0"
                        aria-valuemax="100"
                        aria-valuenow=move || percent().map(|percent| percent.to_string())
                    >
                        <span
                            class="import__done"
                            data-unknown=move || percent().is_none().then_some("")
                            style:width=move || percent().map(|percent| format!("{percent}%"))
                        ></span>
                    </div>
                    <Button label="Stop" size=ButtonSize::Small on_press=Callback::new(move |()| importing.cancel()) />
                </div>
            }
        })
    })
}

fn read(done: usize, of: usize) -> String {
    const MEGABYTE: usize = 1_000_000;
    match of {
        0 => "Reading…".to_owned(),
        1..MEGABYTE => format!("Reading… {} %", done.saturating_mul(100) / of),
        _ => format!(
            "Reading… {}.{} of {}.{} MB",
            done / MEGABYTE,
            done % MEGABYTE / (MEGABYTE / 10),
            of / MEGABYTE,
            of % MEGABYTE / (MEGABYTE / 10)
        ),
    }
}
