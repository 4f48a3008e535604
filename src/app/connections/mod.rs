//! What must route to what: the connections of the plan, and a matrix of what can be connected and what cannot.
//!
//! What is shown is computed in [`model`], which knows nothing of the browser; the matrix judges only the pairs in sight.

mod lists;
mod matrix;
pub(super) mod model;
mod why;

use super::markup::*;
use super::parts::{Choice, Draft, Field, LabelPlace, Segmented};
use super::planner::use_planner;
use super::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::End;
use model::{Shown, ends, first_shown};

/// The connections and networks beside the matrix of what can be connected, and the reason for the pair that is looked at.
pub(super) fn connections_panel() -> AnyView {
    let planner = use_planner();
    let shown = RwSignal::new(planner.peek(|workspace| first_shown(workspace.plan())));
    let query = Draft::new("", |text| Ok(text.trim().to_owned()));
    let listed = Memo::new(move |_| {
        let query = query.text().get();
        planner.read(|workspace| ends(workspace, shown.get(), &query))
    });
    // The pair that is looked at.
    let looked = RwSignal::new(None::<(End, End)>);
    let count = move || listed.with(Vec::len);
    let choices = vec![
        Choice::new(Shown::Connected, "Connected"),
        Choice::new(Shown::All, "All VPCs and networks"),
    ];
    view! {
        <div class="routes">
            {lists::view(planner)}
            <section class="routes__main" aria-label="What can be connected">
                <div class="routes__bar">
                    <Segmented
                        label="Rows and columns"
                        label_place=LabelPlace::Said
                        options=Signal::stored(choices)
                        value=shown
                        on_change=Callback::new(move |choice| shown.set(choice))
                    />
                    <Field
                        label="Filter rows and columns"
                        label_place=LabelPlace::Said
                        placeholder=Some("Filter by name or CIDR".to_owned())
                        draft=query
                    />
                    <span class="dim nowrap" role="status">{move || format!("{0} × {0}", count())}</span>
                </div>
                {matrix::view(planner, listed, looked)}
                {why::view(planner, looked)}
            </section>
        </div>
    }
    .into_any()
}
