//! The running network, as the pages need it: pure.

use crate::adoption::{LiveCidr, Standing, default_vpcs, survey};
use crate::app::letters::lower;
use crate::app::parts::Severity;
use crate::ordered::sort_by_key;
use crate::plan::{Id, VpcCidr};
use crate::workspace::Workspace;

use super::model::{account_title, vpc_title};

/// How a CIDR stands to the pools, without the particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Managed,
    Reserved,
    Unmanaged,
    Conflicting,
    OutsidePools,
    Ignored,
}

impl Kind {
    /// All, the ones that ask for something first.
    pub(super) const ALL: [Self; 6] = [
        Self::Conflicting,
        Self::Unmanaged,
        Self::OutsidePools,
        Self::Reserved,
        Self::Managed,
        Self::Ignored,
    ];

    pub(super) fn of(standing: &Standing) -> Self {
        match standing {
            Standing::Managed(_) => Self::Managed,
            Standing::Reserved(..) => Self::Reserved,
            Standing::Unmanaged(_) => Self::Unmanaged,
            Standing::Conflicting(_) => Self::Conflicting,
            Standing::OutsidePools => Self::OutsidePools,
            Standing::Ignored => Self::Ignored,
        }
    }

    /// The word for it, AWS's where AWS has one.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Managed => "Managed",
            Self::Reserved => "Reserved",
            Self::Unmanaged => "Unmanaged",
            Self::Conflicting => "Conflicting",
            Self::OutsidePools => "Outside every pool",
            Self::Ignored => "Ignored",
        }
    }

    /// How grave it is; none where nothing is to be done.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Conflicting => Some(Severity::Error),
            Self::Unmanaged => Some(Severity::Warning),
            Self::OutsidePools => Some(Severity::Note),
            Self::Managed | Self::Reserved | Self::Ignored => None,
        }
    }

    fn place(self) -> usize {
        self as usize
    }
}

/// What runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Network {
    /// Each CIDR of a running VPC, scope by scope in order of address.
    pub(super) live: Vec<LiveCidr>,
    counts: [usize; 6],
    /// Those that can be ignored as default VPCs.
    pub(super) default_vpcs: Vec<Id<VpcCidr>>,
}

impl Network {
    /// O(n log n).
    pub(super) fn of(workspace: &Workspace) -> Self {
        let mut live = survey(workspace.plan(), workspace.index());
        sort_by_key(&mut live, |live| (live.scope, live.cidr, live.id));
        let mut counts = [0; 6];
        for live in &live {
            if let Some(count) = counts.get_mut(Kind::of(&live.standing).place()) {
                *count += 1;
            }
        }
        Self {
            default_vpcs: default_vpcs(workspace.plan(), &live),
            live,
            counts,
        }
    }

    /// How many there are of a kind.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.counts.get(kind.place()).copied().unwrap_or_default()
    }

    /// The places of those of a kind, or of all, that have every one of the words in address, name, account or Region.
    pub(super) fn listed(&self, workspace: &Workspace, kind: Option<Kind>, words: &str) -> Vec<usize> {
        let words = lower(words);
        let words: Vec<&str> = words.split_whitespace().collect();
        let has_all = |live: &LiveCidr| {
            let name = vpc_title(workspace, live.vpc);
            let account = account_title(workspace, live.vpc);
            let text = lower(&format!("{} {name} {account} {}", live.cidr, live.region));
            words.iter().all(|word| text.contains(word))
        };
        let listed = self.live.iter().enumerate().filter(|(_, live)| {
            kind.is_none_or(|kind| Kind::of(&live.standing) == kind) && (words.is_empty() || has_all(live))
        });
        listed.map(|(place, _)| place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_running_cidr_is_listed_under_its_kind() {
        for example in crate::examples::EXAMPLES {
            let workspace = Workspace::open(example.plan());
            let network = Network::of(&workspace);
            let all = network.listed(&workspace, None, " ");
            assert_eq!(all.len(), network.live.len(), "{}", example.key);
            let mut counted = 0;
            for kind in Kind::ALL {
                let listed = network.listed(&workspace, Some(kind), "");
                assert_eq!(listed.len(), network.count(kind), "{} {kind:?}", example.key);
                counted += listed.len();
            }
            assert_eq!(counted, all.len(), "{}", example.key);
        }
    }

    #[test]
    fn what_runs_is_found_by_address_name_account_and_region() {
        let merger = crate::examples::EXAMPLES.iter().find(|example| example.key == "merger");
        let workspace = Workspace::open(merger.unwrap_or(&crate::examples::EXAMPLES[0]).plan());
        let network = Network::of(&workspace);
        let found = |words: &str| network.listed(&workspace, None, words).len();
        assert_eq!(
            found("172.31."),
            found("172.31 DEFAULT"),
            "every default VPC is called so"
        );
        assert!(found("172.31.") > network.default_vpcs.len(), "one is ignored");
        assert_eq!(found("erp-legacy ERP eu-central-1"), 1);
        assert_eq!(found("erp-legacy us-east-1"), 0);
    }
}
