//! What runs in a VPC: asked for in a dialog that shows its addresses and what they cost while it is typed.

mod numbers;
mod working;

use super::instance_type::instance_type_field;
use super::words::{ADDRESSINGS, addressing_word, number, service_word, vpc_title};
use crate::app::dialogs::words::sentence;
use crate::app::dialogs::{focus_first_error, row_footer};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::parts::{
    Checkbox, Choice, ComboboxOfSeveral, ComboboxOption, Dialog, DialogSize, Dismissal, Draft, Field, Glyph, Icon,
    InitialFocus, Segmented, Select, TextArea,
};
use crate::app::planner::{Planner, use_planner};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal};
use crate::plan::gesture::{add_workload, change_workload, remove_workload};
use crate::plan::{
    Id, InstanceType, NodeGroup, PodAddressing, PodNetwork, Subnet, Vpc, Workload, WorkloadKind, ZonalService,
};
use crate::workspace::Workspace;
use numbers::{Number, Numbers};

/// Of what kind a workload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Nodes,
    Instances,
    Zonal,
    Addresses,
}

impl Kind {
    fn of(kind: &WorkloadKind) -> Self {
        match kind {
            WorkloadKind::Addresses(_) => Self::Addresses,
            WorkloadKind::Instances(_) => Self::Instances,
            WorkloadKind::ZonalInterfaces(_) => Self::Zonal,
            WorkloadKind::NodeGroup(_) => Self::Nodes,
        }
    }

    /// Its numbers: those that everybody fills in, and those that few do.
    fn numbers(self) -> (&'static [Number], &'static [Number]) {
        match self {
            Kind::Addresses => (&[Number::Ipv4, Number::Ipv6, Number::PublicIpv4], &[]),
            Kind::Instances => (
                &[
                    Number::Instances,
                    Number::Interfaces,
                    Number::Ipv4PerInterface,
                    Number::Ipv6PerInterface,
                    Number::PublicPerInstance,
                ],
                &[],
            ),
            Kind::Zonal => (
                &[
                    Number::Things,
                    Number::Zones,
                    Number::InterfacesPerZone,
                    Number::Ipv6PerZonalInterface,
                    Number::PublicPerInterface,
                ],
                &[],
            ),
            Kind::Nodes => (
                &[
                    Number::Nodes,
                    Number::PodsPerNode,
                    Number::HostNetworkPods,
                    Number::PublicPerNode,
                ],
                &[
                    Number::WarmEnis,
                    Number::WarmIps,
                    Number::MinimumIps,
                    Number::WarmPrefixes,
                    Number::MaxEnis,
                    Number::MaxPods,
                ],
            ),
        }
    }
}

/// What the form begins with for a node group.
fn first_nodes() -> NodeGroup {
    let instance_type: Result<InstanceType, _> = "m5.large".parse();
    match instance_type {
        Ok(instance_type) => NodeGroup {
            host_network_pods: 2,
            ..NodeGroup::new(instance_type, 10, 20)
        },
        Err(_) => unreachable!("a constant"),
    }
}

/// What is typed, apart from the numbers.
#[derive(Clone)]
struct Form {
    planner: Planner,
    vpc: Id<Vpc>,
    kind: RwSignal<Kind>,
    numbers: Numbers,
    service: RwSignal<ZonalService>,
    instance_type: RwSignal<String>,
    addressing: RwSignal<PodAddressing>,
    is_custom: RwSignal<bool>,
    name: Draft<String>,
    note: Draft<String>,
    subnets: RwSignal<Vec<String>>,
    pod_subnets: RwSignal<Vec<String>>,
}

impl Form {
    fn of(planner: Planner, row: &Workload) -> Self {
        let group = match &row.kind {
            WorkloadKind::NodeGroup(group) => group.clone(),
            _ => first_nodes(),
        };
        let service = match &row.kind {
            WorkloadKind::ZonalInterfaces(zonal) => zonal.service,
            _ => ZonalService::LoadBalancer,
        };
        let text = |id: &Id<Subnet>| id.to_string();
        let pods = match &group.pod_network {
            PodNetwork::Custom { subnets } => subnets.iter().map(text).collect(),
            PodNetwork::Nodes => Vec::new(),
        };
        Self {
            planner,
            vpc: row.vpc,
            kind: RwSignal::new(Kind::of(&row.kind)),
            numbers: Numbers::of(row),
            service: RwSignal::new(service),
            instance_type: RwSignal::new(group.instance_type.to_string()),
            addressing: RwSignal::new(group.addressing),
            is_custom: RwSignal::new(matches!(group.pod_network, PodNetwork::Custom { .. })),
            name: Draft::new(row.name.clone(), |text| Ok(text.trim().to_owned())),
            note: Draft::new(row.note.clone(), |text| Ok(text.trim().to_owned())),
            subnets: RwSignal::new(row.subnets.iter().map(text).collect()),
            pod_subnets: RwSignal::new(pods),
        }
    }

    /// The kind with its numbers. Tracked. None while something is no number.
    fn kind_now(&self) -> Option<WorkloadKind> {
        let kind = match self.kind.get() {
            Kind::Addresses => WorkloadKind::Addresses(self.numbers.plain().ok()?),
            Kind::Instances => WorkloadKind::Instances(self.numbers.instances().ok()?),
            Kind::Zonal => WorkloadKind::ZonalInterfaces(self.numbers.zonal(self.service.get()).ok()?),
            Kind::Nodes => {
                let mut group = first_nodes();
                group.instance_type = self.instance_type.get().parse().ok()?;
                group.addressing = self.addressing.get();
                self.numbers.write_nodes(&mut group).ok()?;
                if self.is_custom.get() {
                    let subnets = ids(&self.pod_subnets.get());
                    group.pod_network = PodNetwork::Custom { subnets };
                }
                WorkloadKind::NodeGroup(group)
            }
        };
        Some(kind)
    }

    /// The workload as it is typed. Tracked.
    fn row(&self) -> Option<Workload> {
        Some(Workload {
            name: self.name.value().unwrap_or_default(),
            vpc: self.vpc,
            subnets: ids(&self.subnets.get()),
            kind: self.kind_now()?,
            note: self.note.value().unwrap_or_default(),
        })
    }
}

fn ids(texts: &[String]) -> crate::ordered::OrderedSet<Id<Subnet>> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

/// Asks for a workload of a VPC: an unknown `id` is a new one.
pub(super) fn dialog(known: Option<Id<Workload>>, vpc: Id<Vpc>, open: RwSignal<bool>) -> AnyView {
    let planner = use_planner();
    let row = match known {
        Some(id) => planner.peek(|w| w.plan().intent().workloads.get(&id).cloned()),
        None => Some(begin(vpc)),
    };
    let Some(row) = row else {
        open.set(false);
        return ().into_any();
    };
    let is_known = known.is_some();
    let form = Form::of(planner, &row);
    let title = planner.peek(|workspace| match is_known {
        true => format!("Workload of {}", vpc_title(workspace, row.vpc)),
        false => format!("Add a workload to {}", vpc_title(workspace, row.vpc)),
    });
    let asked = form.clone();
    let put = move || {
        let (common, rare) = asked.kind.get_untracked().numbers();
        let are_numbers = [asked.numbers.accept(common), asked.numbers.accept(rare)];
        let row = untrack(|| asked.row());
        let Some(row) = row.filter(|_| are_numbers == [true, true]) else {
            return focus_first_error();
        };
        let gesture = match known {
            // Nothing has changed where there is no gesture.
            Some(id) => planner.peek(|workspace| change_workload(workspace.plan(), id, row)),
            None => Some(add_workload(&mut RandomIds, row).1),
        };
        if gesture.is_none_or(|gesture| planner.edit(&gesture.label, gesture.edit)) {
            open.set(false);
        }
    };
    let removed =
        is_known.then(|| Callback::new(move |()| planner.peek(|workspace| remove_workload(workspace.plan(), known?))));
    let typed = form.clone();
    let now = Memo::new(move |_| typed.row());
    view! {
        <Dialog
            open=open
            title=title
            description=Some("What runs in the VPC and holds addresses. AWS bills IPAM by these addresses, in pools or not".to_owned())
            size=DialogSize::Wide
            dismissal=Dismissal::Deliberate
            on_submit=put
            footer=move || row_footer(planner, open, "Add workload", removed)
        >
            <div class="workload">
                {fields(&form)}
                {working::view(planner, known, now)}
            </div>
        </Dialog>
    }
    .into_any()
}

/// What a new workload begins as: what surprises most.
fn begin(vpc: Id<Vpc>) -> Workload {
    Workload {
        name: String::new(),
        vpc,
        subnets: [].into(),
        kind: WorkloadKind::NodeGroup(first_nodes()),
        note: String::new(),
    }
}

fn fields(form: &Form) -> AnyView {
    let kinds = vec![
        Choice::new(Kind::Nodes, "Kubernetes"),
        Choice::new(Kind::Instances, "Instances"),
        Choice::new(Kind::Zonal, "Services"),
        Choice::new(Kind::Addresses, "Plain number"),
    ];
    let planner = form.planner;
    let vpc = form.vpc;
    let options = Memo::new(move |_| planner.read(|workspace| subnets(workspace, vpc)));
    let of_kind = {
        let form = form.clone();
        following(move || fields_of(&form, form.kind.get(), options))
    };
    view! {
        <div class="stack">
            <Segmented label="What it is" options=Signal::stored(kinds) value=form.kind on_change=form.kind.setter() />
            <Field
                label="Name"
                draft=form.name
                focus=InitialFocus::Here
                placeholder=Some("such as checkout cluster".to_owned())
            />
            {of_kind}
            {subnet_field(planner, "Subnets", "None: the primary CIDR of the VPC. It is spread evenly over several", options, form.subnets)}
            <TextArea label="Note" draft=form.note lines=1 />
        </div>
    }
    .into_any()
}

/// The fields of one kind.
fn fields_of(form: &Form, kind: Kind, options: Memo<Vec<ComboboxOption>>) -> AnyView {
    let (common, rare) = kind.numbers();
    let grid = |numbers: &[Number]| {
        let fields: Vec<_> = numbers
            .iter()
            .filter_map(|number| form.numbers.field(*number))
            .collect();
        view! { <div class="workload__numbers">{fields}</div> }
    };
    match kind {
        Kind::Addresses | Kind::Instances => grid(common).into_any(),
        Kind::Zonal => {
            let services = SERVICES.map(|service| Choice::new(service, sentence(service_word(service))));
            view! {
                <Select
                    label="Service"
                    options=Signal::stored(services.to_vec())
                    value=form.service
                    hint=Some("Each interface has one private IPv4 address".to_owned())
                    on_change=form.service.setter()
                />
                {grid(common)}
            }
            .into_any()
        }
        Kind::Nodes => {
            let ways = ADDRESSINGS.map(|way| Choice::new(way, addressing_word(way)));
            let (is_custom, pods, planner) = (form.is_custom, form.pod_subnets, form.planner);
            let pod_subnets = following(move || {
                let hint = "None: where the nodes are";
                is_custom
                    .get()
                    .then(|| subnet_field(planner, "Subnets of the pods", hint, options, pods))
            });
            view! {
                {instance_type_field(form.instance_type)}
                {grid(common)}
                <Select
                    label="Addresses of the pods"
                    options=Signal::stored(ways.to_vec())
                    value=form.addressing
                    on_change=form.addressing.setter()
                />
                <details class="disclosure">
                    <summary class="disclosure__title">
                        <Icon glyph=Glyph::ChevronRight />
                        "Settings of the VPC CNI plugin and of the kubelet"
                    </summary>
                    <div class="stack">
                        {grid(rare)}
                        <Checkbox
                            label="Custom networking"
                            checked=is_custom
                            hint=Some("The first interface of a node serves no pods; the others are in subnets of their own".to_owned())
                            on_change=is_custom.setter()
                        />
                        {pod_subnets}
                    </div>
                </details>
            }
            .into_any()
        }
    }
}

/// Every service.
const SERVICES: [ZonalService; 6] = [
    ZonalService::LoadBalancer,
    ZonalService::NatGateway,
    ZonalService::InterfaceEndpoint,
    ZonalService::Lambda,
    ZonalService::Database,
    ZonalService::Other,
];

fn subnet_field(
    planner: Planner,
    label: &'static str,
    hint: &'static str,
    options: Memo<Vec<ComboboxOption>>,
    values: RwSignal<Vec<String>>,
) -> AnyView {
    let shown = Callback::new(move |id: String| {
        let found = id
            .parse()
            .ok()
            .and_then(|id| planner.peek(|workspace| subnet_title(workspace, id)));
        found.unwrap_or(id)
    });
    view! {
        <ComboboxOfSeveral
            label=label
            options=options
            values=values
            shown=shown
            hint=Some(hint.to_owned())
            on_change=values.setter()
        />
    }
    .into_any()
}

fn subnet_title(workspace: &Workspace, id: Id<Subnet>) -> Option<String> {
    let row = workspace.plan().design().subnets.get(&id)?;
    Some(crate::plan::tidy(&row.name).unwrap_or_else(|| row.cidr.to_string()))
}

fn subnets(workspace: &Workspace, vpc: Id<Vpc>) -> Vec<ComboboxOption> {
    let entry = workspace.index().vpc(vpc);
    let all = entry.into_iter().flat_map(|entry| entry.subnets().iter());
    let option = |(cidr, id): &(crate::address::Cidr, Id<Subnet>)| {
        let name = subnet_title(workspace, *id).unwrap_or_default();
        ComboboxOption::new(id.to_string(), name).detail(cidr.to_string())
    };
    all.map(option).collect()
}
