//! The fields for an assumption, by what it is about.

use super::form::{About, Form};
use super::words::{WARM, group_title};
use crate::app::cost::instance_type::instance_type_field;
use crate::app::cost::model::region_name;
use crate::app::cost::settings::{path_words, read_path, unit_options};
use crate::app::cost::words::{ADDRESSINGS, addressing_word};
use crate::app::markup::*;
use crate::app::parts::{Choice, Combobox, ComboboxOption, Draft, Field, FieldKind, Select};
use crate::app::planner::use_planner;
use crate::app::reactive::{Callback, Signal};
use crate::plan::WorkloadKind;

/// The fields for what an assumption is about.
pub(super) fn fields(form: Form, about: About) -> AnyView {
    let planner = use_planner();
    let groups = about.is_about_nodes().then(|| {
        let choices = planner.peek(|workspace| {
            let mut choices = vec![Choice::new(String::new(), "All node groups")];
            for (id, row) in &workspace.plan().intent().workloads {
                if matches!(row.kind, WorkloadKind::NodeGroup(_)) {
                    choices.push(Choice::new(id.to_string(), group_title(workspace, row)));
                }
            }
            choices
        });
        view! { <Select label="Of" options=Signal::stored(choices) value=form.groups on_change=form.groups.setter() /> }
    });
    let field = match about {
        About::Addressing => {
            let ways = ADDRESSINGS.map(|way| Choice::new(way, addressing_word(way))).to_vec();
            view! {
                <Select
                    label="Addresses of the pods"
                    options=Signal::stored(ways)
                    value=form.addressing
                    on_change=form.addressing.setter()
                />
            }
            .into_any()
        }
        About::Nodes | About::Pods => view! {
            <Field
                label="Factor"
                draft=form.factor
                kind=FieldKind::Number
                hint=Some("1.5 is half as many again; the result is rounded up".to_owned())
            />
        }
        .into_any(),
        About::InstanceType => instance_type_field(form.instance_type),
        About::Warm => {
            let field = |(label, draft): (&'static str, Draft<Option<u32>>)| {
                view! { <Field label=label draft=draft kind=FieldKind::Number placeholder=Some("not set".to_owned()) /> }
            };
            let fields = WARM.into_iter().zip(form.warm).map(field).collect_view();
            view! { <div class="workload__numbers">{fields}</div> }.into_any()
        }
        About::DropRegion => {
            let regions = planner.peek(|workspace| {
                let ipam = workspace.plan().ipam();
                let others = ipam.operating_regions.iter().filter(|region| **region != ipam.home_region);
                others.map(|region| Choice::new(region.to_string(), region_name(*region))).collect::<Vec<_>>()
            });
            view! {
                <Select
                    label="Region"
                    options=Signal::stored(regions)
                    value=form.region
                    hint=Some("The home Region always is an operating Region".to_owned())
                    on_change=form.region.setter()
                />
            }
            .into_any()
        }
        About::ExcludeOu => {
            let units: Vec<ComboboxOption> = planner.peek(|workspace| unit_options(workspace.plan()));
            view! {
                <Combobox
                    label="Organizational unit"
                    options=Signal::stored(units)
                    value=form.unit
                    unlisted=Callback::new(|text: String| read_path(&text).map(|path| path_words(&path)))
                    hint=Some("A path from the root, such as Workloads/Development; the units below go along".to_owned())
                    on_change=form.unit.setter()
                />
            }
            .into_any()
        }
        About::IpamRate | About::PublicRate => view! {
            <Field label="Rate per address and hour" draft=form.rate kind=FieldKind::Number placeholder=Some("0.0002".to_owned()) />
        }
        .into_any(),
        About::Growth => {
            let [addresses, blocks] = form.growth;
            view! {
                <div class="workload__numbers">
                    <Field label="Addresses, a year" draft=addresses kind=FieldKind::Number unit=Some("%".to_owned()) />
                    <Field label="Blocks, a year" draft=blocks kind=FieldKind::Number unit=Some("%".to_owned()) />
                </div>
            }
            .into_any()
        }
    };
    view! { {groups} {field} }.into_any()
}
