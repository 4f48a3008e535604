//! The field for an instance type: one of those whose limits are known, or another one.

use super::words::number;
use crate::app::dialogs::words::sentence;
use crate::app::markup::*;
use crate::app::parts::{Combobox, ComboboxOption};
use crate::app::reactive::{Callback, RwSignal, Signal};
use crate::cost::{NodeLimits, PrefixSupport, instance_types};
use crate::plan::InstanceType;

/// A combobox over every type of the table. A name that is not in it can be used, too: then only the node's own address is
/// counted, and a finding says so.
pub(super) fn instance_type_field(value: RwSignal<String>) -> AnyView {
    let unlisted = Callback::new(|text: String| {
        let read = text.parse::<InstanceType>();
        read.map(|instance_type| instance_type.to_string()).map_err(sentence)
    });
    let hint = Signal::derive(move || {
        let known = value.get().parse().ok().and_then(NodeLimits::of);
        Some(match known {
            Some(limits) => format!(
                "{} interfaces with {} IPv4 addresses each{}; Amazon EKS recommends {} pods",
                limits.interfaces,
                limits.ipv4_per_interface,
                match limits.prefixes {
                    PrefixSupport::Supported => "",
                    PrefixSupport::Unsupported => ", no prefixes",
                },
                number(limits.recommended_pods().into()),
            ),
            None => "Its limits are not known: only the addresses of the nodes are counted".to_owned(),
        })
    });
    view! {
        <Combobox
            label="Instance type"
            options=Signal::stored(options())
            value=value
            unlisted=unlisted
            hint=hint
            on_change=value.setter()
        />
    }
    .into_any()
}

fn options() -> Vec<ComboboxOption> {
    let option = |(name, limits): (String, NodeLimits)| {
        let detail = format!("{} × {} addresses", limits.interfaces, limits.ipv4_per_interface);
        ComboboxOption::new(name.clone(), name).detail(detail)
    };
    instance_types().map(option).collect()
}
