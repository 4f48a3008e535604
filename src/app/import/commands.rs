//! The commands that print what there is in AWS, as one script to run where the AWS CLI works.

use super::choices::{region_options, unlisted_region};
use super::importing::Importing;
use crate::app::copying::{copier, save};
use crate::app::markup::*;
use crate::app::parts::{Button, ButtonKind, Checkbox, Choice, ComboboxOfSeveral, Select, use_announcer};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::import::{Interfaces, Inventory, Organization, inventory_script};
use crate::plan::RegionCode;

/// What the script is called.
const NAME: &str = "inventory.sh";

/// What is asked for, and the script that follows from it.
pub(super) fn commands(importing: Importing) -> AnyView {
    let announcer = use_announcer();
    let (home, regions) = importing
        .planner
        .map(|planner| {
            planner.peek(|workspace| {
                let ipam = workspace.plan().ipam();
                let all: Vec<String> = ipam.operating_regions.iter().map(ToString::to_string).collect();
                (Some(ipam.home_region), all)
            })
        })
        .unwrap_or_default();
    let regions = RwSignal::new(if regions.is_empty() {
        vec!["us-east-1".to_owned()]
    } else {
        regions
    });
    let ipam: RwSignal<Option<RegionCode>> = RwSignal::new(home);
    let (organization, interfaces) = (RwSignal::new(false), RwSignal::new(true));
    let script = Memo::new(move |_| {
        inventory_script(&Inventory {
            regions: regions.with(|codes| codes.iter().filter_map(|code| code.parse().ok()).collect()),
            ipam: ipam.get(),
            organization: if organization.get() {
                Organization::Listed
            } else {
                Organization::Unlisted
            },
            interfaces: if interfaces.get() {
                Interfaces::Listed
            } else {
                Interfaces::Unlisted
            },
        })
    });
    let homes = Signal::derive(move || {
        let mut homes = vec![Choice::new(None, "There is none yet")];
        let mut codes: Vec<RegionCode> =
            regions.with(|codes| codes.iter().filter_map(|code| code.parse().ok()).collect());
        if let Some(home) = ipam.get().filter(|home| !codes.contains(home)) {
            codes.push(home);
        }
        homes.extend(codes.into_iter().map(|code| Choice::new(Some(code), code.as_str())));
        homes
    });
    let none = Signal::derive(move || {
        let nothing = regions.with(Vec::is_empty) && ipam.get().is_none();
        nothing.then(|| "Choose a Region".to_owned())
    });
    let copy = copier(move || script.get_untracked(), "Copied the script");
    let download = Callback::new(move |()| save(announcer, NAME, "text/x-shellscript", &script.get_untracked()));
    view! {
        <div class="import__commands">
            <div class="stack">
                <ComboboxOfSeveral
                    label="Regions"
                    options=Signal::stored(region_options())
                    values=regions
                    unlisted=unlisted_region()
                    hint=Some("Where VPCs run".to_owned())
                    error=none
                    on_change=regions.setter()
                />
                <Select
                    label="Home Region of the IPAM"
                    options=homes
                    value=ipam
                    on_change=ipam.setter()
                />
                <Checkbox
                    label="List the accounts of the organization"
                    hint=Some("The management account and delegated administrators may".to_owned())
                    checked=organization
                    on_change=organization.setter()
                />
                <Checkbox
                    label="List every network interface"
                    hint=Some("They tell the active IPs that AWS bills".to_owned())
                    checked=interfaces
                    on_change=interfaces.setter()
                />
            </div>
            <div class="stack import__script">
                <pre class="code" tabindex="0" aria-label="The script">{move || script.get()}</pre>
                <div class="cluster">
                    <Button label="Copy the script" kind=ButtonKind::Primary on_press=copy />
                    <Button label="Download inventory.sh" on_press=download />
                </div>
            </div>
        </div>
        <ol class="import__steps">
            <li>
                "Run it once for each account: "
                <code>"AWS_PROFILE=an-account sh inventory.sh > an-account.json"</code>
                ". It only reads, and stops at nothing that fails"
            </li>
            <li>
                "Bring all its files back here, together: "
                <Button
                    label="Choose files…"
                    kind=ButtonKind::Link
                    on_press=Callback::new(move |()| importing.session.choose_file())
                />
            </li>
        </ol>
    }
    .into_any()
}
