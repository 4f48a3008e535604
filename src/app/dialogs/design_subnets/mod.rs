//! The subnet designer: from Availability Zones and purposes to subnets of a VPC, shown before they are made.

mod map;
mod model;
mod purposes;

use super::focus_first_error;
use super::words::{sentence, title};
use crate::address::Family;
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{
    Button, ButtonKind, ButtonPurpose, ButtonSize, Choice, Dialog, DialogSize, Dismissal, Draft, Field, FieldKind,
    Glyph, Icon, Select, source_link, use_announcer,
};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::gesture::{NewSubnets, SUBNET_NAMES, ZoneLetter, design_subnets};
use crate::plan::{Id, Node, VpcCidr};
use model::{Ground, LETTERS, Preview, Refusal, first_purposes, first_zones, ground, preview, siblings};
use purposes::Purposes;

/// What AWS says of the size of subnets.
const SIZING: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html";

/// Asks for zones, purposes and sizes, shows the subnets as a table and as a map, and makes all of them as one step.
#[component]
pub(super) fn DesignSubnets(
    /// The CIDR to begin with; another one of the VPC can be chosen.
    within: Id<VpcCidr>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let planner = use_planner();
    let Some(first) = planner.peek(|workspace| ground(workspace, within)) else {
        open.set(false);
        return ().into_any();
    };
    let chosen = RwSignal::new(within);
    let ground = Memo::new(move |_| planner.read(|workspace| ground(workspace, chosen.get())));
    let family =
        Signal::derive(move || ground.with(|ground| ground.as_ref().map_or(Family::Ipv4, |it| it.cidr.family())));
    let zones = RwSignal::new(first_zones(first.listed));
    let purposes = Purposes::new(family, &first_purposes(first.cidr));
    let names = Draft::new(SUBNET_NAMES, |text| Ok(text.trim().to_owned()));
    let wanted = move || {
        Some(NewSubnets {
            within: chosen.get(),
            zones: zones.get(),
            purposes: model::purposes(purposes.typed())?,
            names: names.value().unwrap_or_default(),
        })
    };
    let previewed: Memo<Option<Result<Preview, Refusal>>> = Memo::new(move |_| {
        let wanted = wanted()?;
        Some(planner.read(|workspace| preview(workspace, &wanted)))
    });
    let make = move || {
        if !purposes.accept() {
            return focus_first_error();
        }
        let Some(wanted) = untrack(wanted) else { return };
        let designed = planner.peek(|w| design_subnets(w.plan(), w.index(), &wanted, &mut RandomIds));
        match designed {
            Ok(designed) => {
                if planner.take(designed.gesture) {
                    open.set(false);
                }
            }
            Err(problem) => use_announcer().assertive(sentence(problem)),
        }
    };
    let usable = Callback::new(move |place: usize| {
        let name = purposes
            .rows
            .get()
            .get(place)
            .map(|row| row.name.text().get().trim().to_owned());
        previewed.with(|previewed| match previewed {
            Some(Ok(preview)) => {
                let line = preview.lines.iter().find(|line| Some(&line.purpose) == name.as_ref());
                line.map(|line| line.usable.clone()).unwrap_or_default()
            }
            _ => String::new(),
        })
    });
    let about = planner.peek(|workspace| {
        let name = title(workspace, Node::VpcCidr(within));
        format!("In {name}, {}", first.region)
    });
    let count = move || {
        previewed.with(|it| {
            it.as_ref()
                .and_then(|it| it.as_ref().ok())
                .map_or(0, |it| it.lines.len())
        })
    };
    let submit_label = move || match count() {
        0 => "Add the subnets".to_owned(),
        1 => "Add 1 subnet".to_owned(),
        count => format!("Add {count} subnets"),
    };
    let outcome = move || {
        following(move || match (previewed.get(), ground.get()) {
            (Some(Ok(preview)), Some(ground)) => made(&ground, preview),
            (Some(Err(refusal)), Some(_)) => refused(refusal, purposes),
            _ => view! { <p class="dim">"Give each purpose a name and a size to see its subnets"</p> }.into_any(),
        })
    };
    view! {
        <Dialog
            open=open
            title="Design subnets"
            description=Some(about)
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            on_submit=make
            footer=move || {
                view! {
                    <Button
                        label=Signal::derive(submit_label)
                        kind=ButtonKind::Primary
                        purpose=ButtonPurpose::Submit
                    />
                }
            }
        >
            <div class="designer">
                <div class="designer__form stack">
                    {cidr_choice(chosen, Signal::stored(planner.peek(|workspace| siblings(workspace, within))))}
                    {zone_choice(zones, ground)}
                    {purposes::view(purposes, usable)}
                    <Field
                        label="Names"
                        draft=names
                        kind=FieldKind::Mono
                        hint=Some("{vpc}, {purpose}, {zone}, {letter} and {cidr} stand for what they say".to_owned())
                    />
                    <p class="field__hint">
                        "AWS keeps the first four addresses and the last of each subnet. "
                        {source_link(SIZING, "Subnet sizing")}
                    </p>
                </div>
                <div class="designer__outcome" role="region" aria-label="Subnets that will be made">
                    {outcome()}
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The CIDRs of the VPC, where there are several.
fn cidr_choice(chosen: RwSignal<Id<VpcCidr>>, cidrs: Signal<Vec<(Id<VpcCidr>, String)>>) -> Option<AnyView> {
    let options = cidrs.with(|cidrs| {
        cidrs
            .iter()
            .map(|(id, cidr)| Choice::new(*id, cidr.clone()))
            .collect::<Vec<_>>()
    });
    (options.len() > 1).then(|| {
        view! { <Select label="CIDR" options=Signal::stored(options) value=chosen on_change=chosen.setter() /> }
            .into_any()
    })
}

/// A box for each letter.
fn zone_choice(zones: RwSignal<crate::ordered::OrderedSet<ZoneLetter>>, ground: Memo<Option<Ground>>) -> AnyView {
    let hint = move || {
        ground.with(|ground| {
            let ground = ground.as_ref()?;
            Some(match ground.listed {
                Some(count) => format!(
                    "AWS lists {count} zones in {}. Which letters an account has is its own affair",
                    ground.region
                ),
                None => format!("AWS's page does not say how many zones {} has", ground.region),
            })
        })
    };
    let letter = |(place, letter): (usize, ZoneLetter)| {
        let toggle = move |_| {
            zones.update(|zones| {
                if !zones.remove(&letter) {
                    zones.insert(letter);
                }
            });
        };
        view! {
            <label class="designer__zone">
                <input
                    on:change=toggle
                    autofocus=place == 0
                    type="checkbox"
                    prop:checked=move || zones.with(|zones| zones.contains(&letter))
                />
                <span class="visually-hidden">"Zone "</span>
                {letter.to_string()}
            </label>
        }
    };
    view! {
        <fieldset class="designer__set">
            <legend class="field__label">"Availability Zones"</legend>
            <div class="designer__zones">{ZoneLetter::first(LETTERS).enumerate().map(letter).collect_view()}</div>
            <p class="field__hint">{hint}</p>
        </fieldset>
    }
    .into_any()
}

fn made(ground: &Ground, preview: Preview) -> AnyView {
    let map = map::view(ground.cidr, &preview);
    let line = |line: model::Line| {
        view! {
            <tr>
                <td class="designer__name">{line.name}</td>
                <td>{line.zone}</td>
                <td class="mono">{line.cidr}</td>
                <td class="number">{line.usable}</td>
            </tr>
        }
    };
    view! {
        {map}
        <p role="status">{preview.left}</p>
        <table class="designer__table">
            <caption class="visually-hidden">"Subnets that will be made"</caption>
            <thead>
                <tr>
                    <th scope="col">"Name"</th>
                    <th scope="col">"Zone"</th>
                    <th scope="col">"CIDR"</th>
                    <th scope="col" class="number">"Usable"</th>
                </tr>
            </thead>
            <tbody>{preview.lines.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// The problem, and a button for what would fit.
fn refused(refusal: Refusal, purposes: Purposes) -> AnyView {
    let smaller = refusal.smaller.map(|(place, length)| {
        let name = purposes
            .rows
            .with_untracked(|rows| rows.get(place).map(|row| untrack(|| row.name.text().get())));
        let label = format!("Make {} {length}: then all fit", name.unwrap_or_default());
        view! {
            <Button
                label
                size=ButtonSize::Small
                on_press=move || purposes.resize(place, length.to_string())
            />
        }
    });
    view! {
        <p class="remark remark--error" role="status">
            <Icon glyph=Glyph::Error />
            <span>{sentence(refusal.sentence)}</span>
        </p>
        {smaller}
    }
    .into_any()
}
