//! What a column says, and which headings say that it does.

use super::Delimiter;

/// What a column of a table says of its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Nothing for a plan.
    #[default]
    Ignored,
    /// The CIDR, or the address that it begins with; several may stand in one cell.
    Cidr,
    /// The netmask length, where the CIDR's column has the address only: a length, or a netmask.
    Length,
    /// The name.
    Name,
    /// What it lies in, by CIDR or name.
    Parent,
    /// What it is: pool, VPC, subnet, reservation.
    Kind,
    /// The account's number, or its name.
    Account,
    /// The account's name, beside its number.
    AccountName,
    /// The Region.
    Region,
    /// The Availability Zone.
    Zone,
    /// The description.
    Description,
    /// What it is for.
    Purpose,
    /// What somebody wrote beside it.
    Note,
    /// How far it is: active, reserved, a container of others, free.
    Status,
    /// The network of its own whose addresses it is one of: a VRF.
    Network,
    /// Its id in AWS.
    AwsId,
    /// Several tags.
    Tags,
    /// A tag whose key is the heading.
    Tag,
}

impl Column {
    /// Each with its word for people, in the order in which a list offers them.
    pub const ALL: &'static [(Column, &'static str)] = &[
        (Column::Ignored, "Nothing"),
        (Column::Cidr, "CIDR"),
        (Column::Length, "Netmask length"),
        (Column::Name, "Name"),
        (Column::Parent, "Parent"),
        (Column::Kind, "Kind"),
        (Column::Account, "Account"),
        (Column::AccountName, "Account name"),
        (Column::Region, "Region"),
        (Column::Zone, "Availability Zone"),
        (Column::Description, "Description"),
        (Column::Purpose, "Purpose"),
        (Column::Note, "Note"),
        (Column::Status, "Status"),
        (Column::Network, "VRF"),
        (Column::AwsId, "AWS id"),
        (Column::Tags, "Tags"),
        (Column::Tag, "A tag"),
    ];

    /// The word for people.
    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(column, _)| *column == self).map_or("", |(_, word)| word)
    }

    /// What a column under this heading says; nothing where the heading is not known.
    pub(super) fn of_heading(heading: &str) -> Option<Self> {
        let plain = plain(heading);
        let mut known = HEADINGS.iter();
        let found = known.find(|(_, words)| words.split(' ').any(|word| word == plain));
        found.map(|(column, _)| *column).filter(|_| !plain.is_empty())
    }
}

/// A heading without what spreadsheets put between its words.
fn plain(heading: &str) -> String {
    let letters = heading.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The headings that are known, without spaces, in lower case; of several that fit, the first.
const HEADINGS: &[(Column, &str)] = &[
    (
        Column::Cidr,
        "cidr cidrs cidrblock cidrblocks cidrrange cidrnotation prefix prefixes ipprefix block ipblock addressblock \
         ipv4cidr ipv6cidr ipv4cidrblock ipv6cidrblock ipcidr vpccidr vpccidrblock subnetcidr subnetcidrblock poolcidr \
         resourcecidr network networkcidr networkaddress netaddress iprange addressrange range supernet subnet subnetaddress \
         ipnetwork address ipaddress ipaddresses ips",
    ),
    (
        Column::Length,
        "length netmask mask subnetmask networkmask prefixlength netmasklength masklength masklen bits maskbits size",
    ),
    (
        Column::Name,
        "name names label vpcname subnetname poolname networkname resourcename displayname title",
    ),
    (
        Column::Parent,
        "parent parentcidr parentprefix parentblock parentnetwork parentpool parentname container aggregate pool sourcepool \
         ipampool within vpc",
    ),
    (
        Column::Kind,
        "kind type objecttype resourcetype category blocktype networktype",
    ),
    (
        Column::Account,
        "account accountid accountnumber awsaccount awsaccountid awsaccountnumber owner ownerid resourceownerid",
    ),
    (Column::AccountName, "accountname awsaccountname accountalias"),
    (Column::Region, "region awsregion locale resourceregion regioncode"),
    (Column::Zone, "az zone availabilityzone availabilityzones"),
    (Column::Description, "description desc details"),
    (
        Column::Purpose,
        "purpose role usage use function usedfor tier workload application",
    ),
    (Column::Note, "note notes comment comments remark remarks"),
    (Column::Status, "status state allocationstatus"),
    (
        Column::Network,
        "vrf rd routingdomain networkview networkcontext addressspace scope",
    ),
    (
        Column::AwsId,
        "awsid vpcid subnetid poolid ipampoolid resourceid awsresourceid",
    ),
    (Column::Tags, "tags tag labels"),
    (
        Column::Tag,
        "environment env stage tenant tenantgroup costcenter costcentre team project department businessunit bu site location",
    ),
    (
        // What NetBox and others export beside these, and a plan has nothing for.
        Column::Ignored,
        "id prefixflat children depth utilization utilisation vlan vlangroup vlanid vid markedutilized markutilized ispool \
         isapool lastupdated created family addressfamily ipversion hosts usablehosts usableips broadcast broadcastaddress \
         firstip lastip firstusable lastusable used free available availableips availableipv4addresses percentused number no",
    ),
];

/// What a table looks like, and what its columns are taken for. A person can change it and read the table again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What stands between cells.
    pub delimiter: Delimiter,
    /// Where its columns are named.
    pub heading: Heading,
    /// What each column says, from the left.
    pub columns: Vec<Column>,
}

/// Whether a table says what its columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The row on this line, from 1, names the columns. What stands above it is a title.
    Line(u32),
    /// No row does.
    None,
}

impl Mapping {
    /// The number of the first column that says this.
    pub fn place_of(&self, column: Column) -> Option<usize> {
        self.columns.iter().position(|known| *known == column)
    }
}
