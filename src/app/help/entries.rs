//! The words: AWS's own, and the few that are the planner's.

use crate::app::letters::lower;
use crate::app::view_ask::Topic;

/// A word.
pub(super) struct Entry {
    /// What row it is about, if one.
    pub(super) topic: Option<Topic>,
    pub(super) word: &'static str,
    /// What it is: sentences.
    pub(super) what: &'static str,
    /// Where it stands in the planner.
    pub(super) here: &'static str,
    /// AWS's page, and what it is called.
    pub(super) page: Option<(&'static str, &'static str)>,
}

impl Entry {
    /// What is searched, in lower case.
    pub(super) fn text(&self) -> String {
        lower(&format!("{} {} {}", self.word, self.what, self.here))
    }
}

macro_rules! ipam {
    ($page:literal) => {
        concat!("https://docs.aws.amazon.com/vpc/latest/ipam/", $page, ".html")
    };
}

macro_rules! vpc {
    ($page:literal) => {
        concat!("https://docs.aws.amazon.com/vpc/latest/userguide/", $page, ".html")
    };
}

/// All of them, the larger things first.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        topic: Some(Topic::Ipam),
        word: "IPAM",
        what: "The IP Address Manager of Amazon VPC. It holds scopes and pools, and watches which addresses are in use. There is one per Region and account.",
        here: "The first row of the tree. Its Regions, tier and quotas are in the inspector.",
        page: Some((ipam!("create-ipam"), "Create an IPAM")),
    },
    Entry {
        topic: None,
        word: "Home Region and operating Regions",
        what: "The home Region is where the IPAM is created, and where it is metered. In its operating Regions it discovers resources, and pools can have them as locale. The home Region is always one of them; the others can be added and removed later.",
        here: "In the inspector of the IPAM.",
        page: Some((ipam!("mod-ipam-region"), "Modify the operating Regions")),
    },
    Entry {
        topic: None,
        word: "Tier",
        what: "The Advanced Tier has private pools and sharing, and is billed by active IP address. The Free Tier has neither, so every plan with private pools needs the Advanced Tier.",
        here: "In the inspector of the IPAM; what it costs is under Cost.",
        page: Some((ipam!("mod-ipam-tier"), "Modify the tier")),
    },
    Entry {
        topic: Some(Topic::Scope),
        word: "Scope",
        what: "The IP space of one network. Inside a scope nothing may overlap; two scopes may use the same addresses, for networks that are never connected. An IPAM comes with a private and a public one, which cannot be deleted; more are always private.",
        here: "The rows under the IPAM. “Add scope…” is in the Add menu.",
        page: Some((ipam!("how-it-works-ipam"), "How IPAM works")),
    },
    Entry {
        topic: Some(Topic::Pool),
        word: "Pool",
        what: "A collection of CIDRs of one family. A top-level pool hangs from a scope, a sub-pool from its source pool, ten levels deep by default. Family, scope, source and locale never change once it exists in AWS.",
        here: "A row of the tree. P adds one, S splits one, and the inspector has its rules.",
        page: Some((ipam!("create-top-ipam"), "Create a top-level pool")),
    },
    Entry {
        topic: None,
        word: "Locale",
        what: "The Region whose resources can have CIDRs from the pool. A VPC can only be allocated from a pool whose locale is its Region. It must be an operating Region, and cannot be changed later; below a pool with a locale all have the same.",
        here: "A column of the tree, and a field of a pool.",
        page: Some((ipam!("create-reg-ipam"), "Create a Regional pool")),
    },
    Entry {
        topic: None,
        word: "Provision",
        what: "To give a CIDR to a pool. A top-level private IPv4 pool needs an explicit CIDR, which must be free in its scope; a sub-pool takes one from its source pool, where it then stands as an allocation.",
        here: "C provisions a CIDR to the selected pool.",
        page: Some((ipam!("prov-cidr-ipam"), "Provision CIDRs to a pool")),
    },
    Entry {
        topic: Some(Topic::Allocation),
        word: "Allocate and release",
        what: "To allocate is to give a CIDR from a pool to a resource: to a VPC, or to a reservation. It is free again once it is released. A reservation can be released at once; the CIDR of a VPC when it is deleted or ignored, and that takes AWS a while.",
        here: "V allocates a VPC from the selected pool, R reserves a block. The planner proposes the block, and says why this one.",
        page: Some((ipam!("release-alloc-ipam"), "Release an allocation")),
    },
    Entry {
        topic: None,
        word: "Allocation rules",
        what: "A pool can say the shortest, longest and usual netmask length of what is allocated from it, and tags that a resource must have. They hold for resources in that very pool, not in its sub-pools, and are not inherited.",
        here: "In the inspector of a pool. What breaks one is a finding.",
        page: Some((ipam!("create-top-ipam"), "Create a top-level pool")),
    },
    Entry {
        topic: None,
        word: "Auto-import",
        what: "IPAM then brings VPCs that it discovers inside the pool’s CIDRs under management, whether or not they follow the rules. It needs a locale. Of VPCs that overlap it takes only the largest.",
        here: "A switch in the inspector of a pool.",
        page: Some((ipam!("create-top-ipam"), "Create a top-level pool")),
    },
    Entry {
        topic: Some(Topic::Vpc),
        word: "VPC and its CIDRs",
        what: "A network in one Region and account. It has a primary IPv4 CIDR from /16 to /28 and can have secondary ones, five by default. Connected VPCs must not overlap.",
        here: "A row for each CIDR, under the pool it is from. The inspector has its account, tags and workloads.",
        page: Some((vpc!("vpc-cidr-blocks"), "VPC CIDR blocks")),
    },
    Entry {
        topic: Some(Topic::Subnet),
        word: "Subnet",
        what: "A range of a VPC’s addresses in one Availability Zone. Of each AWS keeps five addresses for itself: the first four and the last.",
        here: "A row under its VPC. D designs subnets by zone and purpose.",
        page: Some((vpc!("subnet-sizing"), "Subnet CIDR blocks")),
    },
    Entry {
        topic: Some(Topic::Reservation),
        word: "Reservation",
        what: "AWS’s custom allocation: a block of a pool that is given to nothing that IPAM knows, so that it is given to nobody else. For networks on premises, for ranges in use already, for pods on an overlay.",
        here: "R reserves a block in the selected pool.",
        page: Some((ipam!("release-alloc-ipam"), "Release an allocation")),
    },
    Entry {
        topic: Some(Topic::PublicBlock),
        word: "Public pools and Elastic IP addresses",
        what: "Pools of the public scope hold addresses of the internet: your own (BYOIP) or contiguous ones from Amazon. Elastic IP addresses and public IPv4 pools come from them.",
        here: "Under the public scope. “Add public addresses…” is in the Add menu.",
        page: Some((ipam!("tutorials-eip-pool"), "Allocate sequential Elastic IP addresses")),
    },
    Entry {
        topic: None,
        word: "Resource planning pool",
        what: "A pool made for one VPC, from which its subnets have their CIDRs. Its CIDR is one of the VPC’s, and there is one such pool for each.",
        here: "In the inspector of a VPC and of a pool.",
        page: Some((
            ipam!("tutorials-subnet-planning"),
            "Plan VPC IP address space for subnets",
        )),
    },
    Entry {
        topic: None,
        word: "Managed, unmanaged, ignored",
        what: "A resource is managed when its CIDR is allocated from a pool: it is checked for overlap and against the rules. One that exists and is from no pool is unmanaged. One that is ignored is not checked for overlap and frees its pool space; its addresses are billed all the same.",
        here: "The mark of a VPC in the tree; “Ignored” is a field of its CIDR.",
        page: Some((ipam!("change-monitoring-state-ipam"), "Change the monitoring state")),
    },
    Entry {
        topic: None,
        word: "Compliant and overlapping",
        what: "What IPAM says of a CIDR: whether it follows the rules of its pool, and whether another one in the same scope shares addresses with it.",
        here: "Findings, which roll up the tree. F lists them.",
        page: Some((ipam!("monitor-cidr-compliance-ipam"), "Monitor CIDR usage by resource")),
    },
    Entry {
        topic: None,
        word: "Active IP",
        what: "What the Advanced Tier bills: an IP address, or a prefix, on a network interface that is attached to a resource. All of them count in every account and Region that the IPAM watches, managed or not. The size of a pool, a VPC or a subnet costs nothing.",
        here: "Derived from the workloads of each VPC, under Cost.",
        page: Some((ipam!("pricing-ipam"), "Pricing for IPAM")),
    },
    Entry {
        topic: None,
        word: "Sharing",
        what: "A pool is shared with accounts, organizational units or the organization through AWS Resource Access Manager, from the home Region, once IPAM is integrated with AWS Organizations.",
        here: "In the inspector of a pool.",
        page: Some((ipam!("share-pool-ipam"), "Share a pool")),
    },
    Entry {
        topic: None,
        word: "Quotas",
        what: "AWS allows 50 pools in a scope, ten levels of pools, 50 CIDRs in a pool and 5 scopes, as long as nobody asks for more. These four can be raised.",
        here: "In the inspector of the IPAM, where the plan can say what was granted. What goes beyond is a finding.",
        page: Some((ipam!("quotas-ipam"), "Quotas for IPAM")),
    },
    Entry {
        topic: Some(Topic::Free),
        word: "Free space",
        what: "What of a pool’s CIDRs is neither provisioned to a sub-pool nor allocated. AWS does not say how it chooses a block when it is only told a size; the planner chooses itself, and exports explicit CIDRs.",
        here: "A row under each pool, the holes of the map, and “Free space by size”.",
        page: None,
    },
    Entry {
        topic: None,
        word: "Legend, lock, note, wanted blocks",
        what: "These are the planner’s own, and AWS knows nothing of them. A legend says what bits of an address mean, a lock keeps edits away, a note is Markdown, and wanted blocks are placed later.",
        here: "In the inspector, and in the plan’s file.",
        page: None,
    },
];
