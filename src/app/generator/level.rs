//! One level of the generator: what its members are, who they are, and how large their pools.

use crate::address::NetmaskLength;
use crate::app::dialogs::focus_on;
use crate::app::markup::*;
use crate::app::parts::{
    ButtonSize, Choice, ComboboxOfSeveral, ComboboxOption, Draft, Field, FieldKind, Glyph, IconButton, Select,
};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, RwSignal, Signal};
use crate::generate::{Headroom, Level, LevelKind, LevelSize, Member};
use crate::plan::{REGIONS, RegionCode};

/// What environments and business units are often called.
const ENVIRONMENTS: [&str; 9] = [
    "Production",
    "Staging",
    "Sandbox",
    "Development",
    "Test",
    "Pre-production",
    "Shared services",
    "Network",
    "Security",
];
const UNITS: [&str; 6] = ["Platform", "Retail", "Finance", "Research", "Marketing", "Partners"];

/// More headroom than this is a smaller number of larger pools.
const MOST_PERCENT: u16 = 1_000;

/// How a level says its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SizeKind {
    PowerOfTwo,
    Percent,
    Length,
}

/// A level that is typed. Free to copy.
#[derive(Clone, Copy)]
pub(super) struct LevelRow {
    kind: RwSignal<LevelKind>,
    members: RwSignal<Vec<String>>,
    size: RwSignal<SizeKind>,
    percent: Draft<u16>,
    length: Draft<NetmaskLength>,
    /// Whether somebody has tried to go on: what is missing is said from then on.
    tried: RwSignal<bool>,
}

impl LevelRow {
    /// These answers, to be changed.
    pub(super) fn of(level: &Level) -> Self {
        let (size, percent, length) = match level.size {
            LevelSize::Length(length) => (SizeKind::Length, 50, length.to_string()),
            LevelSize::Fit(Headroom::Percent(percent)) => (SizeKind::Percent, percent, String::new()),
            LevelSize::Fit(Headroom::NextPowerOfTwo) => (SizeKind::PowerOfTwo, 50, String::new()),
        };
        let member = |member: &Member| match member {
            Member::Region(region) => region.as_str().to_owned(),
            Member::Named(name) => name.clone(),
        };
        Self {
            kind: RwSignal::new(level.kind),
            members: RwSignal::new(level.members.iter().map(member).collect()),
            size: RwSignal::new(size),
            percent: Draft::new(percent.to_string(), |text| {
                let text = text.trim().trim_end_matches('%').trim();
                let percent = text.parse().ok().filter(|percent| *percent <= MOST_PERCENT);
                percent.ok_or_else(|| format!("A number from 0 to {MOST_PERCENT}, such as 50"))
            }),
            length: Draft::new(length, |text| {
                let text = text.trim();
                let digits = text.strip_prefix('/').unwrap_or(text);
                let length = digits.trim().parse().ok().and_then(NetmaskLength::new);
                length.ok_or_else(|| "A netmask length such as /16".to_owned())
            }),
            tried: RwSignal::new(false),
        }
    }

    /// What its members are, once.
    pub(super) fn kind_untracked(self) -> LevelKind {
        self.kind.get_untracked()
    }

    /// What it comes to; nothing while its size is wrong. Tracked.
    pub(super) fn level(self) -> Option<Level> {
        let kind = self.kind.get();
        let member = |text: &String| match kind {
            LevelKind::Region => text.parse().ok().map(Member::Region),
            _ => Some(Member::Named(text.clone())),
        };
        Some(Level {
            kind,
            members: self.members.with(|members| members.iter().filter_map(member).collect()),
            size: match self.size.get() {
                SizeKind::PowerOfTwo => LevelSize::Fit(Headroom::NextPowerOfTwo),
                SizeKind::Percent => LevelSize::Fit(Headroom::Percent(self.percent.value().ok()?)),
                SizeKind::Length => LevelSize::Length(self.length.value().ok()?),
            },
        })
    }

    /// Says from now on what is wrong.
    pub(super) fn accept(self) {
        self.tried.set(true);
        match self.size.get_untracked() {
            SizeKind::PowerOfTwo => {}
            SizeKind::Percent => _ = self.percent.accept(),
            SizeKind::Length => _ = self.length.accept(),
        }
    }
}

/// The fields of a level, with ways to move it and to leave it out.
pub(super) fn view(
    planner: Planner,
    levels: RwSignal<Vec<LevelRow>>,
    place: usize,
    count: usize,
    row: LevelRow,
) -> AnyView {
    let kinds = [
        LevelKind::Region,
        LevelKind::Environment,
        LevelKind::BusinessUnit,
        LevelKind::Account,
    ];
    let plural = |kind| match kind {
        LevelKind::Region => "Regions",
        LevelKind::Environment => "Environments",
        LevelKind::Account => "Accounts",
        LevelKind::BusinessUnit => "Business units",
    };
    let kinds = kinds.map(|kind| Choice::new(kind, plural(kind))).to_vec();
    let sizes = vec![
        Choice::new(SizeKind::PowerOfTwo, "Room to the next power of two"),
        Choice::new(SizeKind::Percent, "Room in percent"),
        Choice::new(SizeKind::Length, "A netmask length"),
    ];
    let set_kind = Callback::new(move |kind: LevelKind| {
        if kind != row.kind.get_untracked() {
            row.kind.set(kind);
            // Members of one kind are none of another.
            row.members.set(Vec::new());
        }
    });
    let options = Signal::derive(move || options(planner, row.kind.get()));
    let unlisted = Callback::new(move |text: String| match row.kind.get_untracked() {
        LevelKind::Region => region_of(&text),
        _ => Ok(text),
    });
    let label = Signal::derive(move || format!("Level {}: {}", place + 1, plural(row.kind.get()).to_lowercase()));
    let error = Signal::derive(move || {
        let is_missing = row.tried.get() && row.members.with(Vec::is_empty);
        is_missing.then(|| "Name at least one".to_owned())
    });
    let swap = move |other: usize| {
        levels.update(|levels| {
            if place < levels.len() && other < levels.len() {
                levels.swap(place, other);
            }
        });
        let target = format!("dialog[open] .generator__level:nth-child({}) select", other + 1);
        request_animation_frame(move || focus_on(&target));
    };
    let leave_out = move || {
        levels.update(|levels| {
            levels.remove(place);
        });
        request_animation_frame(|| focus_on("dialog[open] .generator__add button"));
    };
    let amount = following(move || match row.size.get() {
        SizeKind::PowerOfTwo => ().into_any(),
        SizeKind::Percent => view! {
            <Field label="Room" draft=row.percent kind=FieldKind::Number unit=Some("%".to_owned()) />
        }
        .into_any(),
        SizeKind::Length => view! {
            <Field label="Length" draft=row.length kind=FieldKind::Mono placeholder=Some("/16".to_owned()) />
        }
        .into_any(),
    });
    let number = place + 1;
    let up = (place > 0).then(|| {
        let label = format!("Move level {number} outwards");
        view! { <IconButton label=label icon=Glyph::ChevronUp size=ButtonSize::Small on_press=move || swap(place - 1) /> }
    });
    let down = (number < count).then(|| {
        let label = format!("Move level {number} inwards");
        view! { <IconButton label=label icon=Glyph::ChevronDown size=ButtonSize::Small on_press=move || swap(place + 1) /> }
    });
    view! {
        <li class="generator__level">
            <fieldset class="generator__set">
                <legend class="visually-hidden">{format!("Level {number}")}</legend>
                <div class="generator__bar">
                    <span class="generator__number dim" aria-hidden="true">{number.to_string()}</span>
                    <Select label="What they are" options=Signal::stored(kinds) value=row.kind on_change=set_kind />
                    <Select label="Size of each" options=Signal::stored(sizes) value=row.size on_change=row.size.setter() />
                    <div class="generator__amount">{amount}</div>
                    <div class="generator__acts">
                        {up}
                        {down}
                        <IconButton
                            label=format!("Leave out level {number}")
                            icon=Glyph::Close
                            size=ButtonSize::Small
                            on_press=leave_out
                        />
                    </div>
                </div>
                <ComboboxOfSeveral
                    label=label
                    options=options
                    values=row.members
                    unlisted=unlisted
                    error=error
                    on_change=row.members.setter()
                />
            </fieldset>
        </li>
    }
    .into_any()
}

/// What there is to choose from.
fn options(planner: Planner, kind: LevelKind) -> Vec<ComboboxOption> {
    let named = |names: &[&str]| names.iter().map(|name| ComboboxOption::new(*name, *name)).collect();
    match kind {
        LevelKind::Region => {
            let option =
                |region: &crate::plan::RegionListing| ComboboxOption::new(region.code, region.name).detail(region.code);
            REGIONS.iter().map(option).collect()
        }
        LevelKind::Environment => named(&ENVIRONMENTS),
        LevelKind::BusinessUnit => named(&UNITS),
        LevelKind::Account => planner.peek(|workspace| {
            let accounts = workspace.plan().intent().accounts.values();
            let named = accounts.filter(|row| !row.name.trim().is_empty());
            let number = |row: &crate::plan::Account| row.number.map(|number| number.to_string()).unwrap_or_default();
            named
                .map(|row| ComboboxOption::new(row.name.trim(), row.name.trim()).detail(number(row)))
                .collect()
        }),
    }
}

/// A Region that is not listed: AWS opens new ones. It must at least look like one, or every half of a code would do.
fn region_of(text: &str) -> Result<String, String> {
    let wrong = || "No Region with this name. A code that is not listed looks like eu-central-1".to_owned();
    let code: RegionCode = text.trim().to_ascii_lowercase().parse().map_err(|_| wrong())?;
    let looks_like_one = {
        let (words, number) = code.as_str().rsplit_once('-').unwrap_or_default();
        words.contains('-') && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    if looks_like_one {
        Ok(code.to_string())
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::region_of;

    #[test]
    fn an_unlisted_region_looks_like_one() {
        for (text, expected) in [
            (" EU-New-1", Some("eu-new-1")),
            ("us-west-2-lax-1", Some("us-west-2-lax-1")),
            ("eu", None),
            ("eu-central", None),
            ("Frankfurt", None),
            ("", None),
        ] {
            assert_eq!(region_of(text).ok().as_deref(), expected, "{text:?}");
        }
    }
}
