//! The quotas of AWS, and what the plan says that they were raised to.

use super::ipam::write_about;
use crate::app::markup::*;
use crate::app::parts::figures::thousands;
use crate::app::parts::{Draft, Field, FieldKind, LabelPlace, source_link};
use crate::app::planner::Planner;
use crate::app::reactive::{Callback, Memo};
use crate::rules::quotas::{Adjustable, QUOTAS, Quota};

/// A line for each quota: its name, AWS's default and how far it can be raised, and the value of the plan.
pub(super) fn view(planner: Planner) -> AnyView {
    let lines = QUOTAS.iter().map(|quota| line(planner, quota)).collect_view();
    view! {
        <p class="field__hint">"Write what AWS has raised a quota to. An empty field is AWS's default"</p>
        <ul class="quotas">{lines}</ul>
    }
    .into_any()
}

fn line(planner: Planner, quota: &'static Quota) -> AnyView {
    let value = Memo::new(move |_| {
        planner.read(|workspace| {
            let raised = workspace.plan().about().quotas.get(quota.setting);
            raised.map(|raised| thousands(u64::from(raised))).unwrap_or_default()
        })
    });
    let draft = Draft::following(value.into(), move |text| read(text, quota));
    let commit = Callback::new(move |()| {
        let Some(raised) = draft.accept() else { return };
        let label = match raised {
            Some(raised) => format!("Set the quota {} to {raised}", quota.name),
            None => format!("Set the quota {} to AWS's default", quota.name),
        };
        if write_about(planner, &label, |about| about.quotas.set(quota.setting, raised)) {
            draft.text().restart(value.get_untracked());
        }
    });
    let adjustable = match quota.adjustable {
        Adjustable::Yes => "adjustable".to_owned(),
        Adjustable::UpTo(most) => format!("adjustable up to {most}"),
    };
    let default = thousands(quota.default as u64);
    view! {
        <li class="quotas__line">
            <span>{quota.name}</span>
            <Field
                label=format!("{} in this plan", quota.name)
                label_place=LabelPlace::Said
                draft=draft
                kind=FieldKind::Number
                placeholder=Some(default.clone())
                read_only=planner.read_only()
                on_commit=commit
            />
            <span class="quotas__about">
                {format!("AWS's default {default}, {adjustable} · ")}
                {source_link(quota.url, quota.code)}
            </span>
        </li>
    }
    .into_any()
}

/// A quota as it is typed; nothing for AWS's default.
fn read(text: &str, quota: &Quota) -> Result<Option<u32>, String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let number = digits.parse::<u32>().ok().filter(|number| *number > 0);
    let number = number.ok_or_else(|| format!("A number such as {}", quota.default))?;
    match quota.adjustable {
        Adjustable::UpTo(most) if number as usize > most => Err(format!("AWS raises it to {most} at most")),
        _ => Ok((number as usize != quota.default).then_some(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::rules::quotas::{IPV4_CIDRS_PER_VPC, POOLS_PER_SCOPE};

    #[test]
    fn a_quota_is_a_number_that_aws_can_raise_it_to() {
        for (quota, text, expected) in [
            (&POOLS_PER_SCOPE, "", Some(None)),
            (&POOLS_PER_SCOPE, " ", Some(None)),
            (&POOLS_PER_SCOPE, "50", Some(None)),
            (&POOLS_PER_SCOPE, "1,000", Some(Some(1_000))),
            (&POOLS_PER_SCOPE, "0", None),
            (&POOLS_PER_SCOPE, "many", None),
            (&POOLS_PER_SCOPE, "4294967296", None),
            (&IPV4_CIDRS_PER_VPC, "50", Some(Some(50))),
            (&IPV4_CIDRS_PER_VPC, "51", None),
        ] {
            assert_eq!(read(text, quota).ok(), expected, "{} {text:?}", quota.name);
        }
    }
}
