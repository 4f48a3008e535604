//! `network-config.yaml` of the Landing Zone Accelerator.

use super::{blocks, notes, read, rows};

const CONFIGURATION: &str = include_str!("../../fixtures/import/landing-zone/network-config.yaml");

#[test]
fn pools_vpcs_and_what_connects_them() {
    let understood = read(&[("network-config.yaml", CONFIGURATION)]);
    assert_eq!(
        understood.files[0].shapes,
        ["a network configuration of the Landing Zone Accelerator"]
    );
    assert_eq!(
        blocks(&understood),
        [
            "/25 Vpc name=Shared in=pool home-prod owner=SharedServices region=us-west-2",
            "/28 Subnet name=A in=vpc Shared zone=us-west-2a",
        ]
    );
    assert_eq!(
        rows(&understood),
        [
            "ipam=ipam central name=central home=us-east-1 regions=us-east-1,us-west-2",
            "scope=scope lab name=lab ipam=ipam central",
            "pool=pool base name=base in=Private locale=none family=IPv4",
            "pool=pool home name=home in=pool base locale=us-east-1 family=IPv4",
            "pool=pool home-prod name=home-prod in=pool home locale=us-east-1 family=IPv4 rules=/20,-,/26 required=env:prod",
            "pool=pool lab-pool name=lab-pool in=scope:scope lab locale=none family=IPv4",
            "provisioned=10.0.0.0/8 to=pool base",
            "provisioned=172.16.0.0/12 to=pool base",
            "provisioned=10.0.0.0/16 to=pool home",
            "provisioned=10.2.0.0/16 to=pool home",
            "provisioned=10.0.64.0/18 to=pool home-prod",
            "provisioned=10.0.0.0/8 to=pool lab-pool",
            "vpc=vpc Endpoints name=Endpoints owner=Network region=us-east-1",
            "vpc=vpc Shared name=Shared owner=SharedServices region=us-west-2 tags=team:core",
            "vpc=vpc Replaced name=Replaced owner=Network",
            "vpc=vpc Workload name=Workload region=us-east-1",
            "cidr=10.1.0.0/22 of=vpc Endpoints Primary",
            "cidr=100.96.0.0/20 of=vpc Endpoints Secondary",
            "cidr=10.3.0.0/22 of=vpc Workload Primary",
            "subnet=10.1.0.0/24 name=A of=vpc Endpoints zone=us-east-1a",
            // A number stands for a physical zone, whose letter differs from account to account.
            "subnet=10.1.1.0/24 name=B of=vpc Endpoints",
            "Peering name=EndpointsToShared of=vpc Endpoints,vpc Shared",
            "TransitGateway of=vpc Endpoints,vpc Shared note=Main",
        ]
    );
    assert_eq!(
        notes(&understood),
        [
            "line 35, centralNetworkServices.ipams.central.pools.home.shareTargets: the pool is shared with Infrastructure; a plan \
             wants the account ids or ARNs of organizational units",
            "line 94, vpcs.Replaced.region: {{ AcceleratorHomeRegion }} is no Region that is known here; it is left open",
            "line 101, vpcTemplates.Workload.deploymentTargets: a VPC of this template is made in every account of Workloads; it is \
             taken once",
            "line 32, centralNetworkServices.ipams.central.pools.home.provisionedCidrs.cidr: 10.2.0.9/16 has host bits set; it is \
             taken as 10.2.0.0/16",
            "line 81, vpcs.Shared.subnets.A.ipv4NetmaskLength: a subnet of /28 is wanted, and AWS chooses which; it has no CIDR yet",
            "line 96, vpcs.Replaced.cidrBlock: it is worked out by {{ ReplacedCidr }} when this is deployed, and left out here",
        ]
    );
}
