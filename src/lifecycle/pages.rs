//! The pages of AWS that steps and refusals rest on.

macro_rules! pages {
    ($base:literal: $($name:ident = $page:literal,)+) => {
        $( pub(super) const $name: &str = concat!("https://docs.aws.amazon.com/vpc/latest/", $base, "/", $page, ".html"); )+
    };
}

pages! { "ipam":
    ALLOCATE = "allocate-cidrs-ipam",
    CHANGE_MONITORING = "change-monitoring-state-ipam",
    COST_DISTRIBUTION = "ipam-enable-cost-distro",
    CREATE_IPAM = "create-ipam",
    CREATE_SUB_POOL = "create-reg-ipam",
    CREATE_TOP_POOL = "create-top-ipam",
    DELETE_IPAM = "delete-ipam",
    DELETE_POOL = "delete-pool-ipam",
    DELETE_SCOPE = "delete-scope-ipam",
    DEPROVISION = "depro-pool-cidr-ipam",
    ELASTIC_IP_POOL = "tutorials-eip-pool",
    MOD_POOL = "mod-pool-ipam",
    MOD_REGION = "mod-ipam-region",
    MOD_TIER = "mod-ipam-tier",
    MOVE_RESOURCE = "move-resource-ipam",
    ORGANIZATION = "enable-integ-ipam",
    PRIVATE_GUA = "enable-prov-ipv6-gua",
    PROVISION = "prov-cidr-ipam",
    PUBLIC_IPV4_POOL = "tutorials-byoip-ipam-ipv4",
    RELEASE = "release-alloc-ipam",
    SCOPE = "add-scope-ipam",
    SHARE = "share-pool-ipam",
    SINGLE_ACCOUNT = "enable-single-user-ipam",
    SUBNET_PLANNING = "tutorials-subnet-planning",
}

pages! { "userguide":
    SUBNET_DELETING = "subnet-deleting",
    SUBNET_SIZING = "subnet-sizing",
    VPC_CIDR_BLOCKS = "vpc-cidr-blocks",
    VPC_DELETING = "delete-vpc",
}
