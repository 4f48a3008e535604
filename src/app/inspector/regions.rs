//! Fields for Regions.

use crate::app::markup::*;
use crate::app::parts::{Combobox, ComboboxOfSeveral, ComboboxOption, LabelPlace};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Signal};
use crate::plan::{REGIONS, RegionCode};

/// Every Region that AWS lists.
fn listed() -> Vec<ComboboxOption> {
    let option =
        |region: &crate::plan::RegionListing| ComboboxOption::new(region.code, region.name).detail(region.code);
    REGIONS.iter().map(option).collect()
}

/// A code that is not listed: AWS opens new Regions.
fn unlisted() -> Callback<String, Result<String, String>> {
    Callback::new(|text: String| match text.trim().parse::<RegionCode>() {
        Ok(code) => Ok(code.as_str().to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

/// One Region, by name or code.
pub(super) fn region_field(
    planner: Planner,
    label: &'static str,
    value: Signal<String>,
    write: Callback<RegionCode>,
) -> AnyView {
    view! {
        <Combobox
            label=label
            options=Signal::stored(listed())
            value=value
            unlisted=unlisted()
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=Callback::new(move |code: String| {
                if let Ok(region) = code.parse() {
                    write.run(region);
                }
            })
        />
    }
    .into_any()
}

/// Several Regions, by name or code.
pub(super) fn regions_field(
    planner: Planner,
    label: &'static str,
    hint: &'static str,
    values: Signal<Vec<String>>,
    write: Callback<Vec<RegionCode>>,
) -> AnyView {
    let on_change = Callback::new(move |codes: Vec<String>| {
        write.run(codes.iter().filter_map(|code| code.parse().ok()).collect());
    });
    view! {
        <ComboboxOfSeveral
            label=label
            options=Signal::stored(listed())
            values=values
            unlisted=unlisted()
            hint=Some(hint.to_owned())
            label_place=LabelPlace::Beside
            read_only=planner.read_only()
            on_change=on_change
        />
    }
    .into_any()
}
