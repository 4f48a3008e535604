//! A pool: what it is, its CIDRs, its rules, its room, and what is allocated from it.

use super::existing::unchangeable_note;
use super::fields::{
    Text, capacity_facts, choice_field, common_fields, fact, line_list, link_fact, section, size_table, tag_field,
    text_field, words,
};
use super::lock::lock_field;
use super::model::{Line, allocations, locales, netmask_length, percentage, pool_capacity, pool_cidrs, set_label};
use super::row::Held;
use super::{demands, planning, public_pool, sharing};
use crate::address::{Family, NetmaskLength};
use crate::app::ask::Ask;
use crate::app::dialogs::words::title;
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonSize, Checkbox, Choice, FieldKind};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo, Signal};
use crate::app::view_ask::ViewAsk;
use crate::plan::gesture::deprovision;
use crate::plan::{
    AllocationRules, AnyId, AutoImport, Id, Node, Percent, Pool, PoolParent, RegionCode, Tags, Thresholds,
};
use crate::rules::Fix;
use crate::workspace::Workspace;

/// The fields of a pool.
pub(super) fn view(planner: Planner, id: Id<Pool>) -> AnyView {
    let node = Node::Pool(id);
    let held = Held { planner, node, id };
    let capacity = Memo::new(move |_| planner.read(|workspace| pool_capacity(workspace, id)));
    view! {
        {section("Pool", identity(held))}
        {section("Provisioned CIDRs", cidrs(held))}
        {section(
            "Capacity",
            view! { {capacity_facts(capacity, "Allocated")} {size_table(capacity)} {thresholds(held)} }.into_any(),
        )}
        {section("Allocation rules", rules(held))}
        {section("Allocations", allocated(held))}
        {section("Wanted, not placed yet", demands::view(held))}
        {section("In AWS", common_fields(held))}
    }
    .into_any()
}

fn identity(held: Held<Pool>) -> AnyView {
    let planner = held.planner;
    let description = words(
        "Description",
        held.text(|row| row.description.clone()),
        held.writer("description", |row, text| row.description = text),
    );
    let parent = Memo::new(move |_| {
        planner.read(|workspace| {
            let parent = workspace.plan().design().pools.get(&held.id)?.parent;
            let node = match parent {
                PoolParent::Pool(pool) => Node::Pool(pool),
                PoolParent::Scope(scope) => Node::Scope(scope),
            };
            Some((node, title(workspace, node)))
        })
    });
    let is_sub_pool = planner.peek(|workspace| {
        let pool = workspace.plan().design().pools.get(&held.id);
        pool.is_some_and(|pool| matches!(pool.parent, PoolParent::Pool(_)))
    });
    let family = held.text(|row| row.family.to_string());
    view! {
        {text_field(planner, description)}
        {locale(held)}
        {unchangeable_note(planner, held.id, &["locale"])}
        {link_fact(planner, if is_sub_pool { "Source pool" } else { "Scope" }, parent, "none")}
        {fact("Family", (move || family.get()).into_any())}
        {planning::of_pool(held)}
        {public_pool::view(held)}
        {unchangeable_note(planner, held.id, &["source", "AWS service", "public IP source", "advertisability"])}
        {sharing::view(held)}
        {lock_field(planner, held.node, "A mark of the plan, not of AWS: nothing in the pool is moved, reshaped or deleted, and nothing is put into it")}
        {fact("Legend", legend(held))}
    }
    .into_any()
}

/// What the bits of the addresses mean, in a few words, and the way to say it.
fn legend(held: Held<Pool>) -> AnyView {
    let words = held.read(|row| {
        let parts = row.legend.parts().iter().map(|part| part.name.clone());
        parts.collect::<Vec<_>>().join(", ")
    });
    let label = Signal::derive(move || {
        if words.with(String::is_empty) {
            "Add…"
        } else {
            "Edit…"
        }
        .to_owned()
    });
    let planner = held.planner;
    view! {
        {move || words.get()}
        " "
        <Button
            label=label
            size=ButtonSize::Small
            tip=Some("What the bits of the addresses in the pool mean".to_owned())
            refusal=planner.refusal()
            on_press=Callback::new(move |()| planner.ask(Ask::View(ViewAsk::Legend(held.id))))
        />
    }
    .into_any()
}

fn locale(held: Held<Pool>) -> AnyView {
    let options = Signal::derive(move || {
        held.planner.read(|workspace| {
            let plan = workspace.plan();
            let now = plan.design().pools.get(&held.id).and_then(|pool| pool.locale);
            let regions = locales(plan.ipam(), now)
                .into_iter()
                .map(|(code, name)| Choice::new(code.clone(), code).detail(name));
            std::iter::once(Choice::new(String::new(), "None"))
                .chain(regions)
                .collect::<Vec<_>>()
        })
    });
    choice_field(
        held.planner,
        "Locale",
        Some("The Region whose VPCs can take from this pool. AWS never changes it once the pool exists"),
        options,
        held.text(|row| row.locale.map(|locale| locale.as_str().to_owned()).unwrap_or_default()),
        Callback::new(move |code: String| {
            let locale = code.parse::<RegionCode>().ok();
            held.write(
                |row| match locale {
                    Some(locale) => format!("Set the locale of {row} to {locale}"),
                    None => format!("Clear the locale of {row}"),
                },
                |row| row.locale = locale,
            );
        }),
    )
}

fn cidrs(held: Held<Pool>) -> AnyView {
    let Held { planner, id, .. } = held;
    let lines = Memo::new(move |_| planner.read(|workspace| pool_cidrs(workspace, id)));
    let act = Callback::new(move |(line, _): (Line, &'static str)| {
        let Some(AnyId::PoolCidr(cidr)) = line.row else { return };
        let gesture = planner.peek(|workspace| {
            let row = workspace.plan().design().pool_cidrs.get(&cidr)?;
            Some(deprovision(cidr, row))
        });
        if let Some(gesture) = gesture {
            planner.mend(Fix {
                label: gesture.label,
                edit: gesture.edit,
            });
        }
    });
    view! {
        {line_list(planner, "Provisioned CIDRs", lines, "None yet: nothing can be allocated before one is", act)}
        {wanted_length(held)}
        <Button
            label="Provision a CIDR…"
            size=ButtonSize::Small
            refusal=planner.refusal()
            on_press=Callback::new(move |()| planner.ask(Ask::Provision(id)))
        />
    }
    .into_any()
}

/// The netmask length of a CIDR that AWS is to choose.
fn wanted_length(held: Held<Pool>) -> AnyView {
    let family = family_of(held);
    let text = Text {
        kind: FieldKind::Mono,
        hint: Some("For a CIDR that AWS is to choose: it is provisioned by netmask length (NetmaskLength)"),
        placeholder: Some("none"),
        check: Box::new(move |text| netmask_length(text, family).map(|_| ())),
        ..words(
            "Wanted",
            held.text(|row| row.wanted_length.map(|length| length.to_string()).unwrap_or_default()),
            Callback::new(move |text: String| {
                let Ok(length) = netmask_length(&text, family) else {
                    return false;
                };
                let shown = length.map(|length| length.to_string()).unwrap_or_default();
                held.write(set_label("wanted netmask length", &shown), |row| {
                    row.wanted_length = length
                })
            }),
        )
    };
    text_field(held.planner, text)
}

/// From where on it is a finding that the pool fills up.
fn thresholds(held: Held<Pool>) -> AnyView {
    let field = |label, what, hint, read: fn(&Thresholds) -> Option<Percent>, set: SetThreshold| {
        let write = Callback::new(move |text: String| {
            let Ok(percent) = percentage(&text) else { return false };
            let shown = percent.map(|percent| percent.to_string()).unwrap_or_default();
            held.write(set_label(what, &shown), |row| set(&mut row.thresholds, percent))
        });
        let text = Text {
            hint,
            placeholder: Some("none"),
            check: Box::new(|text| percentage(text).map(|_| ())),
            ..words(
                label,
                held.text(move |row| {
                    read(&row.thresholds)
                        .map(|percent| percent.to_string())
                        .unwrap_or_default()
                }),
                write,
            )
        };
        text_field(held.planner, text)
    };
    view! {
        {field("Warn at", "warning threshold", None, |it| it.warning, |it, percent| it.warning = percent)}
        {field(
            "Critical at",
            "critical threshold",
            Some("How full the pool may get before that is a finding, such as 80 %. AWS knows nothing of it"),
            |it| it.critical,
            |it, percent| it.critical = percent,
        )}
    }
    .into_any()
}

/// Sets one of the thresholds.
type SetThreshold = fn(&mut Thresholds, Option<Percent>);

fn family_of(held: Held<Pool>) -> Family {
    let family = |workspace: &Workspace| Some(workspace.plan().design().pools.get(&held.id)?.family);
    held.planner.peek(family).unwrap_or(Family::Ipv4)
}

fn rules(held: Held<Pool>) -> AnyView {
    let family = family_of(held);
    let length = |label, what, hint, read: fn(&AllocationRules) -> Option<NetmaskLength>, set: SetLength| {
        let write = Callback::new(move |text: String| {
            let Ok(length) = netmask_length(&text, family) else {
                return false;
            };
            let shown = length.map(|length| length.to_string()).unwrap_or_default();
            held.write(set_label(what, &shown), |row| set(&mut row.rules, length))
        });
        let value = held.text(move |row| read(&row.rules).map(|length| length.to_string()).unwrap_or_default());
        let text = Text {
            kind: FieldKind::Mono,
            hint,
            placeholder: Some("none"),
            check: Box::new(move |text| netmask_length(text, family).map(|_| ())),
            ..words(label, value, write)
        };
        text_field(held.planner, text)
    };
    let required = held.read(|row| row.required_tags.clone());
    let write_required = Callback::new(move |tags: Tags| {
        held.write(
            |row| format!("Change the required tags of {row}"),
            |row| row.required_tags = tags,
        );
    });
    let imports = held.read(|row| row.auto_import == AutoImport::Enabled);
    view! {
        {length(
            "Minimum",
            "minimum netmask length",
            Some("The shortest netmask length: the largest block"),
            |rules| rules.min,
            |rules, length| rules.min = length,
        )}
        {length("Maximum", "maximum netmask length", None, |rules| rules.max, |rules, length| rules.max = length)}
        {length(
            "Default",
            "default netmask length",
            None,
            |rules| rules.default,
            |rules, length| rules.default = length,
        )}
        {tag_field(held.planner, "Required tags", required, write_required)}
        <Checkbox
            label="Import discovered resources"
            checked=imports
            hint=Some(
                "Compliant or not, and of overlapping ones only the largest. It needs a locale, and skips what overlaps \
                 an allocation"
                    .to_owned(),
            )
            read_only=held.planner.read_only()
            on_change=Callback::new(move |on: bool| {
                let import = if on { AutoImport::Enabled } else { AutoImport::Disabled };
                held.write(
                    |row| format!("Turn auto-import of {row} {}", if on { "on" } else { "off" }),
                    |row| row.auto_import = import,
                );
            })
        />
    }
    .into_any()
}

/// Sets one of the lengths.
type SetLength = fn(&mut AllocationRules, Option<NetmaskLength>);

fn allocated(held: Held<Pool>) -> AnyView {
    let Held { planner, id, .. } = held;
    let lines = Memo::new(move |_| planner.read(|workspace| allocations(workspace, id)));
    let act = Callback::new(|_: (Line, &'static str)| {});
    line_list(planner, "Allocations", lines, "Nothing is allocated yet", act)
}
