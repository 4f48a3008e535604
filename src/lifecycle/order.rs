//! The order of steps: down from the bottom to the top, then up from the top to the bottom.

use super::Step;
use crate::ordered::OrderedMap;

/// The stages, in order. Every step of one comes before every step of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Unshare,
    DeleteSubnets,
    Release,
    /// Pools that plan for subnets stand on a VPC, so they go before it does.
    PlanningPoolsDown,
    Ignore,
    PublicBlocksDown,
    Disassociate,
    DeleteVpcs,
    PoolsDown,
    ScopesDown,
    IpamDown,
    RevokeAdministrator,
    Access,
    IpamUp,
    ScopesUp,
    PoolsUp,
    /// Before anything is imported or handed out, so that nothing takes the place of a reservation.
    Allocate,
    MoveToScope,
    MonitorToImport,
    StartImport,
    AwaitImport,
    StopImport,
    Monitor,
    /// Before other accounts take from them, and after all that must not be taken has its place.
    ShareToCreate,
    CreateVpcs,
    Associate,
    MoveNew,
    IgnoreNew,
    PlanningPoolsUp,
    AllocatePlanned,
    StartImportPlanned,
    SharePlanned,
    CreateSubnets,
    PublicBlocksUp,
    /// Last where nothing waits for it, so that nobody else takes from a pool before all that belongs there is there.
    Share,
    Tags,
}

/// Steps by what orders them. There are few stages and depths, and steps by the ten thousand: those that nothing orders are kept
/// together, and never moved.
#[derive(Default)]
pub(super) struct Ordered(OrderedMap<(Stage, u32), Vec<Step>>);

impl Ordered {
    pub(super) fn add(&mut self, stage: Stage, step: Step) {
        self.add_at((stage, 0), step);
    }

    /// A step of a pool: the top comes first.
    pub(super) fn add_top_first(&mut self, stage: Stage, depth: u32, step: Step) {
        self.add_at((stage, depth), step);
    }

    /// A step of a pool: the bottom comes first.
    pub(super) fn add_bottom_first(&mut self, stage: Stage, depth: u32, step: Step) {
        self.add_at((stage, u32::MAX - depth), step);
    }

    fn add_at(&mut self, place: (Stage, u32), step: Step) {
        self.0.or_insert(place, Vec::new()).push(step);
    }

    /// The steps in order; those that nothing orders stay as they were added.
    pub(super) fn finish(mut self) -> Vec<Step> {
        let count = self.0.values().map(Vec::len).sum();
        let mut steps = Vec::with_capacity(count);
        for together in self.0.values_mut() {
            steps.append(together);
        }
        steps
    }
}
