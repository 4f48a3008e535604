//! CloudFormation templates in YAML and JSON.

use super::{blocks, notes, read, rows};

const IPAM: &str = include_str!("../../fixtures/import/cloudformation/ipam.yaml");
const VPC: &str = include_str!("../../fixtures/import/cloudformation/vpc.json");

#[test]
fn a_template_of_pools_and_vpcs() {
    let understood = read(&[("ipam.yaml", IPAM)]);
    assert_eq!(understood.files[0].shapes, ["a CloudFormation template"]);
    assert_eq!(blocks(&understood), ["/22 Vpc name=Wanted in=Apps"]);
    assert_eq!(
        rows(&understood),
        [
            "ipam=Ipam name=main regions=eu-west-1,us-east-1 tier=Advanced tags=cost:prod-net",
            "scope=Lab name=Lab ipam=Ipam",
            "pool=Top name=Top in=Private locale=none family=IPv4",
            "pool=Regional name=Regional in=Top locale=us-east-1 family=IPv4 rules=/16,-,/24 import=Enabled required=env:prod",
            // The locale is that of the pool above.
            "pool=Apps name=Apps in=Regional locale=us-east-1 family=IPv4 wants=/18",
            "provisioned=10.0.0.0/8 to=Top",
            // The second of the blocks with 18 host bits.
            "provisioned=10.4.0.0/14 to=Regional",
            "allocated=10.4.0.0/23 from=Regional Custom name=Legacy description=not in AWS",
            "vpc=Web name=web",
            // The Region is the locale of its pool.
            "vpc=Wanted name=Wanted region=us-east-1",
            "vpc=Partners name=Partners",
            "cidr=10.5.0.0/16 of=Web Primary",
            "cidr=100.64.0.0/20 of=Web Secondary",
            "subnet=10.5.0.0/24 name=WebA of=Web",
            "subnet=10.5.1.0/24 name=WebB of=Web zone=us-east-1b",
            "Peering name=Peering of=Web,=vpc-0123456789abcdef0 far==vpc-0123456789abcdef0 012345678901 eu-west-1",
            "TransitGateway of=Web,Wanted note=tgw-1",
        ]
    );
    assert_eq!(
        notes(&understood),
        [
            "line 123, Resources.Testing: it is left out: its condition IsTest is not met with the defaults of the parameters",
            "line 128, Resources.Partners: it depends on the condition ByPartner, which is decided when this is deployed; it is taken",
            "line 88, Resources.Legacy.Cidr: 10.4.1.0/23 has host bits set; it is taken as 10.4.0.0/23",
            "line 104, Resources.WebIpv6.AmazonProvidedIpv6CidrBlock: Amazon chooses the IPv6 CIDR, a /56, when this is deployed; \
             it is left out here",
            "line 109, Resources.WebA.AvailabilityZone: the Availability Zone is chosen when this is deployed",
            "line 131, Resources.Partners.CidrBlock: it is worked out by Fn::ImportValue partner-cidr when this is deployed, and \
             left out here",
            "one other resource means nothing for an address plan",
        ]
    );
}

#[test]
fn a_template_in_json() {
    let understood = read(&[("eu-central-1.json", VPC)]);
    assert_eq!(
        rows(&understood),
        [
            "vpc=Vpc name=vpc-7 region=eu-central-1",
            "cidr=10.7.0.0/16 of=Vpc Primary",
            "subnet=10.7.2.0/24 name=A of=Vpc zone=eu-central-1a",
        ]
    );
    assert_eq!(
        notes(&understood),
        [
            "line 25, Resources.B.CidrBlock: it is worked out by Fn::If Nobody, 10.7.9.0/24, 10.7.8.0/24 when this is deployed, and \
          left out here"
        ]
    );
}

/// The CIDR of a VPC, written in every way.
#[test]
fn functions() {
    for (written, expected) in [
        ("10.1.0.0/16", Some("10.1.0.0/16")),
        ("!Ref Block", Some("10.9.0.0/16")),
        ("{Ref: Block}", Some("10.9.0.0/16")),
        ("!Sub '${Block}'", Some("10.9.0.0/16")),
        ("!Sub ['10.${Two}.0.0/16', {Two: !Ref Number}]", Some("10.7.0.0/16")),
        ("!Join ['', ['10.', !Ref Number, '.0.0/16']]", Some("10.7.0.0/16")),
        (
            "!Select [1, !Split [',', '10.0.0.0/16,10.1.0.0/16']]",
            Some("10.1.0.0/16"),
        ),
        ("!Select [1, !Ref List]", Some("10.3.0.0/16")),
        ("!Select [2, !Cidr [10.0.0.0/8, 3, 16]]", Some("10.2.0.0/16")),
        ("!Select [0, !Cidr [10.0.0.0/8, 257, 16]]", None),
        ("!Select [3, !Cidr [10.0.0.0/15, 4, 16]]", None),
        ("!FindInMap [Map, one, block]", Some("10.4.0.0/16")),
        ("!FindInMap [Map, !Ref 'AWS::Region', block]", None),
        ("!If [Yes, 10.5.0.0/16, 10.6.0.0/16]", Some("10.5.0.0/16")),
        ("!If [No, 10.5.0.0/16, 10.6.0.0/16]", Some("10.6.0.0/16")),
        ("!If [Either, 10.5.0.0/16, 10.6.0.0/16]", Some("10.5.0.0/16")),
        ("!If [Circle, 10.5.0.0/16, 10.6.0.0/16]", None),
        ("!GetAtt Other.CidrBlock", Some("10.8.0.0/16")),
        ("!GetAtt [Other, CidrBlock]", Some("10.8.0.0/16")),
        ("!ImportValue elsewhere", None),
        ("'{{resolve:ssm:/net/block}}'", None),
        ("!Ref Nowhere", None),
        ("!Ref Stored", None),
    ] {
        let template = format!(
            "Parameters:\n  Block: {{Type: String, Default: 10.9.0.0/16}}\n  Number: {{Type: Number, Default: 7}}\n  \
             List: {{Type: CommaDelimitedList, Default: '10.2.0.0/16, 10.3.0.0/16'}}\n  Nowhere: {{Type: String}}\n  \
             Stored: {{Type: 'AWS::SSM::Parameter::Value<String>', Default: /net}}\n\
             Mappings:\n  Map:\n    one: {{block: 10.4.0.0/16}}\n\
             Conditions:\n  Yes: !Equals [!Ref Number, '7']\n  No: !Not [!Condition Yes]\n  Either: !Or [!Condition No, !Condition Yes]\n  \
             Circle: !Not [!Condition Circle]\n\
             Resources:\n  Other:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: 10.8.0.0/16\n  \
             Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      CidrBlock: {written}\n"
        );
        let understood = read(&[("t.yaml", &template)]);
        let rows = rows(&understood);
        let found = rows
            .iter()
            .find_map(|row| row.strip_prefix("cidr=")?.strip_suffix(" of=Vpc Primary"));
        assert_eq!(found, expected, "{written}: {rows:?} {:?}", notes(&understood));
        assert_eq!(
            notes(&understood).len(),
            usize::from(expected.is_none()),
            "{written}: {:?}",
            notes(&understood)
        );
    }
}

#[test]
fn what_is_no_yaml_and_what_repeats_without_end_is_refused() {
    let bomb: String = (1..30).fold("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, at| {
        let before = format!("*a{}, ", at - 1).repeat(10);
        format!("{text}a{at}: &a{at} [{}]\n", before.trim_end_matches(", "))
    });
    let deep = "[".repeat(50_000);
    let indented: String = (0..300).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
    for (text, expected) in [
        ("Resources:\n  A: [1, 2\n  B: 3\n", "it is not YAML from here on"),
        (&format!("Resources:\n{bomb}"), "repeat more here than can be read"),
        (&format!("Resources:\n  A: {deep}\n"), "it is not YAML from here on"),
        (&format!("Resources:\n{indented}"), "nest too deep"),
        ("Resources:\n  ? [a, b]\n  : c\n", "the key of a map is a text"),
    ] {
        let understood = read(&[("t.yaml", text)]);
        let notes = notes(&understood);
        let said =
            notes.iter().any(|note| note.contains(expected)) || notes.iter().any(|note| note.contains("hold more"));
        assert!(notes.len() == 1 && said, "{expected}: {notes:?}");
    }
}
