//! A share as a bar beside its number.

use crate::app::markup::*;
use crate::app::reactive::Signal;

/// What a share means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum MeterLevel {
    /// There is room.
    #[default]
    Calm,
    /// It becomes tight.
    Tight,
    /// It is full, or as good as.
    Full,
}

/// A bar beside its number: a `meter` that says the number in words. The bar is never alone, and the level is also in the
/// number.
#[component]
pub fn Meter(
    /// What is measured; it is said, not seen.
    #[prop(into)]
    label: Signal<String>,
    /// The share in thousandths. More than all of it fills the bar.
    #[prop(into)]
    permille: Signal<u32>,
    /// The number as shown: `61 %`.
    #[prop(into)]
    text: Signal<String>,
    /// What the share means.
    #[prop(optional, into)]
    level: Signal<MeterLevel>,
) -> impl IntoView {
    let class = move || match level.get() {
        MeterLevel::Calm => "meter",
        MeterLevel::Tight => "meter meter--tight",
        MeterLevel::Full => "meter meter--full",
    };
    // Exact tenths of a percent: thousandths with the point one place to the left.
    let share = move || {
        let permille = permille.get().min(1_000);
        format!("{}.{}", permille / 10, permille % 10)
    };
    view! {
        <span
            class=class
            role="meter"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=share
            aria-valuetext=text
        >
            <span class="meter__bar">
                <span class="meter__fill" style:width=move || share() + "%"></span>
            </span>
            <span class="meter__text">{text}</span>
        </span>
    }
    .into_any()
}
