//! The comparison as Markdown: for a pull request, a ticket, a review.

use super::shown::View;
use crate::app::copying::{copier, save};
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, use_announcer};
use crate::app::reactive::Callback;
use crate::app::words::file_name;
use crate::compare::markdown;

/// The buttons that copy and download the report.
pub(super) fn report(view: View) -> AnyView {
    let announcer = use_announcer();
    let text = move || {
        let report = view.with(|shown| {
            let (before, after) = (shown.before.borrow(), shown.after.borrow());
            let [first, second] = &shown.names;
            markdown(&shown.comparison, (first, before.plan()), (second, after.plan()))
        });
        report.unwrap_or_default()
    };
    let download = Callback::new(move |()| {
        let name = view.planner.peek(|workspace| file_name(&workspace.plan().about().name));
        let name = name.replace("ipam.json", "comparison.md");
        save(announcer, &name, "text/markdown", &text());
    });
    view! {
        <div class="cluster">
            <Button label="Copy the report as Markdown" on_press=copier(text, "Copied the report") />
            <Button label="Download the report" kind=ButtonKind::Plain on_press=download />
        </div>
    }
    .into_any()
}
