//! What a workload has and costs as it is typed: two figures, and how they come about.

use crate::address::Family;
use crate::app::cost::words::{ADDRESSINGS, addressing_word, number};
use crate::app::ids::RandomIds;
use crate::app::markup::*;
use crate::app::money::{currency, for_period, has_no_price};
use crate::app::parts::{Severity, SeverityMark};
use crate::app::planner::Planner;
use crate::app::reactive::Memo;
use crate::cost::{Figures, Home, NodeModel, NodeProblem, Period, Room, Usage, draws, of_workload};
use crate::plan::{Id, NodeGroup, PodAddressing, Workload, WorkloadKind, tidy};
use crate::workspace::Workspace;

/// The figures of one way to give pods their addresses.
#[derive(Clone, Debug, PartialEq)]
struct Way {
    addressing: PodAddressing,
    is_chosen: bool,
    figures: Figures,
    cost: String,
    problem: Option<&'static str>,
}

/// What is said beside the form.
#[derive(Clone, Debug, PartialEq)]
struct Working {
    figures: Figures,
    /// What it costs in a month.
    cost: Option<String>,
    /// What IPAM does not see costs nothing.
    is_monitored: bool,
    working: String,
    /// What a node does not do that it is meant to.
    problem: Option<String>,
    fact: Option<String>,
    places: Vec<Place>,
    ways: Vec<Way>,
}

/// From where addresses are drawn.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    name: String,
    /// "30 of 251 taken".
    taken: String,
    fits: bool,
}

/// Two figures, the working, where the addresses come from, and what they would be if pods had theirs otherwise.
pub(super) fn view(planner: Planner, known: Option<Id<Workload>>, row: Memo<Option<Workload>>) -> AnyView {
    // No scenario is at work here: under which id the workload is reckoned makes no difference.
    let id = known.unwrap_or_else(|| Id::mint(&mut RandomIds));
    let working = Memo::new(move |_| {
        let row = row.get()?;
        Some(planner.read(|workspace| work_out(workspace, id, &row)))
    });
    let content = following(move || match working.get() {
        Some(working) => shown(working),
        None => view! { <p class="dim">"The figures stand here once every number is one"</p> }.into_any(),
    });
    view! {
        <section class="workload__working" aria-label="Addresses and cost" role="status">{content}</section>
    }
    .into_any()
}

fn work_out(workspace: &Workspace, id: Id<Workload>, row: &Workload) -> Working {
    let (plan, index) = (workspace.plan(), workspace.index());
    let terms = workspace.estimate().terms();
    let usage = Usage::of(&row.kind);
    let figures = of_workload(plan, index, terms, id, row);
    let cost = |figures: &Figures| {
        let total = figures.total_for(terms, Period::Month);
        for_period(currency(terms), total, Period::Month)
    };
    let group = match &row.kind {
        WorkloadKind::NodeGroup(group) => Some(group),
        _ => None,
    };
    let ways = group.map(|group| {
        let way = |addressing: PodAddressing| {
            let other = NodeGroup {
                addressing,
                ..group.clone()
            };
            let problem = NodeModel::of(&other).problem.map(problem_word);
            let other = Workload {
                kind: WorkloadKind::NodeGroup(other),
                ..row.clone()
            };
            let figures = of_workload(plan, index, terms, id, &other);
            Way {
                addressing,
                is_chosen: addressing == group.addressing,
                cost: cost(&figures),
                figures,
                problem,
            }
        };
        ADDRESSINGS.map(way).to_vec()
    });
    Working {
        cost: (!has_no_price(terms)).then(|| cost(&figures)),
        is_monitored: figures.unmonitored == 0,
        working: usage.to_string(),
        problem: usage
            .node
            .and_then(|node| problem(&node, group?))
            .or_else(|| without_ipv6(workspace, row, &usage)),
        fact: usage.node.and_then(|node| fact(&node, group?)),
        places: places(workspace, row, &usage),
        ways: ways.unwrap_or_default(),
        figures,
    }
}

/// In a word or two, for a table.
fn problem_word(problem: NodeProblem) -> &'static str {
    match problem {
        NodeProblem::UnknownInstanceType => "type unknown",
        NodeProblem::NoPrefixes => "no prefixes",
        NodeProblem::TooFewAddresses | NodeProblem::TooManyPods => "too many pods",
    }
}

fn problem(node: &NodeModel, group: &NodeGroup) -> Option<String> {
    let pods = number(group.pods_per_node.into());
    let most = number(node.capacity.into());
    Some(match node.problem? {
        NodeProblem::UnknownInstanceType => format!(
            "The limits of {} are not known: only the addresses of the nodes are counted",
            group.instance_type
        ),
        NodeProblem::NoPrefixes => format!(
            "{} takes no prefixes, so that its pods get no IPv6 addresses",
            group.instance_type
        ),
        NodeProblem::TooFewAddresses => {
            format!("A node has addresses for {most} pods, and {pods} are wanted: the others are not counted")
        }
        NodeProblem::TooManyPods => format!(
            "The kubelet takes {} pods, {most} of them with an address of their own, and {pods} are wanted: the others are \
             not counted",
            number(node.max_pods.into())
        ),
    })
}

fn fact(node: &NodeModel, group: &NodeGroup) -> Option<String> {
    (node.addressing != group.addressing).then(|| {
        format!(
            "{} takes no prefixes: the plugin falls back to secondary addresses",
            group.instance_type
        )
    })
}

fn places(workspace: &Workspace, row: &Workload, usage: &Usage) -> Vec<Place> {
    let (plan, index) = (workspace.plan(), workspace.index());
    let design = plan.design();
    let place = |home: Home| {
        if let Some(subnet) = home.subnet {
            let row = design.subnets.get(&subnet)?;
            let name = tidy(&row.name).map_or_else(|| row.cidr.to_string(), |name| format!("{name}, {}", row.cidr));
            return Some((name, Room::of_subnet(row.cidr)));
        }
        let row = design.vpc_cidrs.get(&home.cidr?)?;
        let subnets = index.vpc(row.vpc).map_or(0, |entry| entry.subnets_in(row.cidr).count());
        Some((row.cidr.to_string(), Room::of_subnets(row.cidr, subnets)))
    };
    let mut places = Vec::new();
    for draw in draws(plan, index, row, usage) {
        let Some((name, room)) = place(draw.home) else {
            continue;
        };
        let prefixes = room.prefixes(&draw.addresses);
        let taken = match room.family() {
            // Nobody counts the addresses of a /64.
            Family::Ipv6 if prefixes > 0 => {
                let (prefixes, whole) = (number(prefixes.into()), number(room.whole_prefixes));
                format!("{prefixes} of {whole} /80 prefixes taken")
            }
            Family::Ipv6 => format!("{} taken", number(room.taken(&draw.addresses))),
            Family::Ipv4 => {
                let (taken, usable) = (number(room.taken(&draw.addresses)), number(room.usable));
                format!("{taken} of {usable} taken")
            }
        };
        if room.taken(&draw.addresses) > 0 {
            places.push(Place {
                name,
                taken,
                fits: room.holds(&draw.addresses),
            });
        }
    }
    places
}

/// That a VPC with addresses of IPv6 in it has no CIDR for them.
fn without_ipv6(workspace: &Workspace, row: &Workload, usage: &Usage) -> Option<String> {
    let cidrs = workspace.index().vpc(row.vpc)?.cidrs();
    let has_none = cidrs.iter().all(|(cidr, _)| cidr.family() == Family::Ipv4);
    let is_short = has_none && !cidrs.is_empty() && usage.total().active_ipv6() > 0;
    is_short.then(|| "The VPC has no IPv6 CIDR for the addresses of IPv6".to_owned())
}

fn shown(working: Working) -> AnyView {
    let Working {
        figures,
        cost,
        is_monitored,
        working,
        problem,
        fact,
        places,
        ways,
    } = working;
    let cost = match (cost, is_monitored) {
        (_, false) => view! { <p class="dim">"IPAM does not monitor them: nothing is charged for them"</p> }.into_any(),
        (Some(cost), _) => view! { <p><b class="number">{cost}</b>" a month, with all charges"</p> }.into_any(),
        (None, _) => view! { <p class="dim">"There is no price for the home Region: state a rate"</p> }.into_any(),
    };
    let problem = problem.map(|sentence| {
        view! { <p class="workload__problem"><SeverityMark severity=Severity::Warning />{sentence}</p> }
    });
    let active = figures.active() + figures.unmonitored;
    view! {
        <dl class="workload__figures">
            <div>
                <dt>"Billed active IPs"</dt>
                <dd>{number(active)}</dd>
            </div>
            <div>
                <dt>"Subnet addresses taken"</dt>
                <dd>{number(figures.consumed_ipv4)}</dd>
            </div>
        </dl>
        <p class="workload__sum">{working}</p>
        {cost}
        {problem}
        {fact.map(|sentence| view! { <p class="dim">{sentence}</p> })}
        {place_list(places)}
        {way_table(ways)}
    }
    .into_any()
}

fn place_list(places: Vec<Place>) -> Option<AnyView> {
    let line = |place: Place| {
        let short = (!place.fits).then(|| view! { <SeverityMark severity=Severity::Error /><b>" They do not fit"</b> });
        view! {
            <li>
                <span class="clip">{place.name}</span>
                <span class="dim number">{place.taken}</span>
                {short}
            </li>
        }
    };
    (!places.is_empty()).then(|| {
        view! {
            <h3 class="inspector__heading">"Where they come from"</h3>
            <ul class="workload__places">{places.into_iter().map(line).collect_view()}</ul>
        }
        .into_any()
    })
}

fn way_table(ways: Vec<Way>) -> Option<AnyView> {
    let line = |way: Way| {
        let problem = way
            .problem
            .map(|word| view! { <span class="dim">{format!(" · {word}")}</span> });
        view! {
            <tr aria-current=way.is_chosen.then_some("true")>
                <th scope="row">{addressing_word(way.addressing)}{problem}</th>
                <td class="number">{number(way.figures.active() + way.figures.unmonitored)}</td>
                <td class="number">{number(way.figures.consumed_ipv4)}</td>
                <td class="number">{way.cost}</td>
            </tr>
        }
    };
    (!ways.is_empty()).then(|| {
        view! {
            <table class="cost__table workload__ways">
                <caption class="inspector__heading">"If pods had their addresses from …"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Way"</th>
                        <th scope="col" class="number">"Active IPs"</th>
                        <th scope="col" class="number">"Taken"</th>
                        <th scope="col" class="number">"A month"</th>
                    </tr>
                </thead>
                <tbody>{ways.into_iter().map(line).collect_view()}</tbody>
            </table>
        }
        .into_any()
    })
}
