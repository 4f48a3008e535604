//! What only a pool of public addresses has.

use super::fields::choice_field;
use super::row::Held;
use crate::address::Family;
use crate::app::markup::*;
use crate::app::parts::Choice;
use crate::app::reactive::{Callback, Signal};
use crate::plan::{Advertisable, AwsService, Pool, PublicIpSource, ScopeKind};

/// Where its addresses come from, which service may use them, and whether they may be advertised; nothing for a pool of
/// private addresses.
pub(super) fn view(held: Held<Pool>) -> AnyView {
    let pool = held.planner.peek(|workspace| {
        let design = workspace.plan().design();
        let scope = workspace.index().pool(held.id)?.scope();
        let kind = design.scopes.get(&scope)?.kind;
        Some((kind, design.pools.get(&held.id)?.family))
    });
    match pool {
        Some((ScopeKind::Public, family)) => {
            let advertisable = (family == Family::Ipv6).then(|| advertisable(held));
            view! { {source(held)} {service(held)} {advertisable} }.into_any()
        }
        _ => ().into_any(),
    }
}

fn source(held: Held<Pool>) -> AnyView {
    field(
        held,
        "Address source",
        Some("Without a choice AWS takes them to be yours (BYOIP)"),
        &[("amazon", "Amazon"), ("byoip", "Your own (BYOIP)")],
        |row| match row.public_ip_source {
            None => "",
            Some(PublicIpSource::Amazon) => "amazon",
            Some(PublicIpSource::Byoip) => "byoip",
        },
        |row, chosen| {
            row.public_ip_source = match chosen {
                "amazon" => Some(PublicIpSource::Amazon),
                "byoip" => Some(PublicIpSource::Byoip),
                _ => None,
            };
        },
    )
}

fn service(held: Held<Pool>) -> AnyView {
    field(
        held,
        "AWS service",
        None,
        &[("ec2", "EC2"), ("global-services", "Global services")],
        |row| match row.aws_service {
            None => "",
            Some(AwsService::Ec2) => "ec2",
            Some(AwsService::GlobalServices) => "global-services",
        },
        |row, chosen| {
            row.aws_service = match chosen {
                "ec2" => Some(AwsService::Ec2),
                "global-services" => Some(AwsService::GlobalServices),
                _ => None,
            };
        },
    )
}

fn advertisable(held: Held<Pool>) -> AnyView {
    field(
        held,
        "Publicly advertisable",
        Some("Only for your own IPv6 addresses (BYOIP)"),
        &[("yes", "Yes"), ("no", "No")],
        |row| match row.advertisable {
            None => "",
            Some(Advertisable::Yes) => "yes",
            Some(Advertisable::No) => "no",
        },
        |row, chosen| {
            row.advertisable = match chosen {
                "yes" => Some(Advertisable::Yes),
                "no" => Some(Advertisable::No),
                _ => None,
            };
        },
    )
}

/// One of a few or none, each by AWS's word for it.
fn field(
    held: Held<Pool>,
    label: &'static str,
    hint: Option<&'static str>,
    choices: &[(&'static str, &'static str)],
    read: fn(&Pool) -> &'static str,
    set: fn(&mut Pool, &str),
) -> AnyView {
    let choices = choices
        .iter()
        .map(|(word, name)| Choice::new((*word).to_owned(), *name));
    let options = std::iter::once(Choice::new(String::new(), "Not chosen")).chain(choices);
    let write = Callback::new(move |chosen: String| {
        let what = label.to_ascii_lowercase().replace("aws", "AWS");
        held.write(
            |row| match chosen.as_str() {
                "" => format!("Clear the {what} of {row}"),
                chosen => format!("Set the {what} of {row} to {chosen}"),
            },
            |row| set(row, &chosen),
        );
    });
    choice_field(
        held.planner,
        label,
        hint,
        Signal::stored(options.collect()),
        held.text(move |row| read(row).to_owned()),
        write,
    )
}
