//! Tables: files, what spreadsheets and wikis copy, NetBox's prefixes, plain lists.

use ipam_planner::import::table::{Column, Delimiter, Heading, Mapping};
use ipam_planner::import::{Progress, Reading, Source};

use super::{blocks, notes, read, rows};

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!("../../fixtures/import/tables/", $name))
    };
}

#[test]
fn a_spreadsheet_with_a_title_quotes_and_parents_by_name() {
    let understood = read(&[("plan.csv", table!("plan.csv"))]);
    assert_eq!(
        blocks(&understood),
        [
            "10.0.0.0/8 name=global description=everything",
            "10.0.0.0/12 name=eu, prod in=line 4 region=eu-central-1 description=line one\nline two tags=Environment:prod",
            "10.0.16.0/20 name=payments in=line 5 owner=111122223333 region=eu-central-1 description=says \"hello\" \
             tags=Environment:prod",
            "10.0.32.0/20 name=orders in=line 5 owner=022334455667 region=eu-central-1 tags=Environment:prod",
            "10.0.48.0/20 name=range in=line 5 region=eu-central-1 tags=Environment:prod",
            "/22 name=later in=line 5 tags=Environment:prod",
        ]
    );
    assert_eq!(
        rows(&understood),
        [
            "account=111122223333 name=payments-prod",
            "account=022334455667 name=orders-prod"
        ]
    );
    assert_eq!(
        notes(&understood),
        [
            "line 8, column CIDR: 10.0.32.5/20 has host bits set; it is taken as 10.0.32.0/20",
            "line 8, column Account ID: an account id has 12 digits; 22334455667 is taken as 022334455667, because \
             spreadsheets cut off zeros in front",
            "line 9, column CIDR: octet 3 is 300; an octet is 0 to 255",
            "line 10, column CIDR: 10.0.48.0 - 10.0.63.255 is taken as 10.0.48.0/20",
            "line 11, column Region: \"mars\" is no Region; one looks like eu-central-1",
            "not taken: the column Owner team; say what they are to take them",
        ]
    );
}

#[test]
fn the_columns_can_be_corrected_and_the_table_read_again() {
    let first = read(&[("plan.csv", table!("plan.csv"))]);
    let layout = first.files[0].table.clone().unwrap();
    assert_eq!(layout.headings[8], "Owner team");
    assert_eq!(layout.samples[0][1], "10.0.0.0/8");
    let mut mapping = layout.mapping;
    assert_eq!(mapping.heading, Heading::Line(3));
    assert_eq!(mapping.columns[8], Column::Ignored);
    mapping.columns[8] = Column::Tag;
    mapping.columns[7] = Column::Note;
    let source = Source::file("plan.csv", table!("plan.csv").into()).with_mapping(mapping.clone());
    let second = Reading::new(vec![source]).finish();
    assert_eq!(
        blocks(&second)[2],
        "10.0.16.0/20 name=payments in=line 5 owner=111122223333 region=eu-central-1 note=says \"hello\" \
         tags=Environment:prod,Owner team:pay"
    );
    assert_eq!(second.files[0].table.as_ref().unwrap().mapping, mapping);
}

#[test]
fn other_tables() {
    for (name, text, expected, expected_notes) in [
        (
            "semicolons, byte order mark, line ends of Windows, netmasks",
            table!("semicolons.csv"),
            vec!["10.1.0.0/16 name=hub note=two; words", "10.2.0.0/16 name=spoke"],
            vec![],
        ),
        (
            "VPCs copied from the console",
            table!("pasted.tsv"),
            vec![
                "10.9.0.0/16 Vpc name=shared",
                "10.10.0.0/16 Vpc name=apps",
                "100.64.0.0/16 Vpc name=apps",
            ],
            vec![],
        ),
        (
            "NetBox's view of prefixes",
            table!("netbox-view.csv"),
            vec![
                "10.0.0.0/8 Pool description=RFC 1918",
                "10.113.0.0/16 purpose=Access - Data description=Akron tags=Site:DM-Akron,Tenant:Dunder-Mifflin",
                "10.113.8.0/22 Reservation tags=Site:DM-Akron,Tenant:Dunder-Mifflin",
                "10.0.0.0/24 description=old lab tags=Status:Deprecated,VRF:Alpha",
            ],
            vec![
                "one row is left out, of addresses that are free: a plan finds them by itself",
                "the rows belong to 2 VRFs (Alpha, Global), in which the same addresses may stand; a scope holds one of them",
            ],
        ),
        (
            "what NetBox takes",
            table!("netbox-import.csv"),
            vec![
                "10.1.0.0/16 description=first tags=aws:,core:,tenant:NOC",
                "2001:db8:1::/48 Pool description=second tags=tenant:NOC",
            ],
            vec![],
        ),
        (
            "a list",
            table!("list.txt"),
            vec![
                "10.0.0.0/16",
                "10.1.0.0/16 name=hub",
                "10.2.0.0/16 name=staging",
                "192.168.0.0/22 name=office",
                "2001:db8::/32",
            ],
            vec![
                "line 4, column 1: 10.2.0.7/16 has host bits set; it is taken as 10.2.0.0/16",
                "line 5, column 1: 192.168.0.0-192.168.3.255 is taken as 192.168.0.0/22",
            ],
        ),
        (
            "a table of a wiki",
            table!("wiki.md"),
            vec![
                "10.0.0.0/16 purpose=web tags=Environment:prod",
                "10.1.0.0/16 purpose=data tags=Environment:test",
            ],
            vec![],
        ),
        (
            "the outer of two columns of blocks is the parent",
            "Supernet,Subnet,Name\n10.0.0.0/8,10.1.0.0/16,a\n10.0.0.0/8,10.2.0.0/16,b\n",
            vec!["10.1.0.0/16 name=a", "10.2.0.0/16 name=b"],
            vec![],
        ),
        (
            "\"Subnet\" over names",
            "Subnet\tNetwork\nweb\t10.1.0.0/16\ndb\t10.2.0.0/16\n",
            vec!["10.1.0.0/16 name=web", "10.2.0.0/16 name=db"],
            vec![],
        ),
        (
            "a parent that several rows are called",
            "Name,CIDR,Parent\nx,10.0.0.0/9,\nx,10.128.0.0/9,\ny,10.1.0.0/16,x\nz,10.2.0.0/16,10.0.0.0/9\nw,10.3.0.0/16,core\n",
            vec![
                "10.0.0.0/9 name=x",
                "10.128.0.0/9 name=x",
                "10.1.0.0/16 name=y",
                "10.2.0.0/16 name=z in=line 2",
                "10.3.0.0/16 name=w in=core",
            ],
            vec!["line 4, parent: several rows are x; it goes into the smallest block that contains it"],
        ),
        (
            "CIDRs one behind the other",
            "10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16",
            vec!["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16"],
            vec![],
        ),
        (
            "a quotation mark that is never closed",
            "CIDR,Name\n10.0.0.0/16,\"a\n10.1.0.0/16,b\n",
            vec!["10.0.0.0/16 name=\"a", "10.1.0.0/16 name=b"],
            vec!["line 2: a quotation mark is opened and never closed; from here on they are read as letters"],
        ),
        (
            "an account id that was rounded, rows without addresses",
            "Name,CIDR,Account\na,10.0.0.0/16,1.11122E+11\nTotal,,\n",
            vec!["10.0.0.0/16 name=a"],
            vec![
                "line 2, column Account: a spreadsheet has rounded the account id 1.11122E+11; format its column as text",
                "line 3: the row has neither a CIDR nor a netmask length",
            ],
        ),
    ] {
        let understood = read(&[("", text)]);
        assert_eq!(understood.files[0].shapes, ["a table"], "{name}");
        assert_eq!(blocks(&understood), expected, "{name}");
        assert_eq!(notes(&understood), expected_notes, "{name}");
    }
}

#[test]
fn what_is_no_table_of_blocks_is_refused() {
    for text in [
        "Dear all,\nplease find the plan attached, and see you on Monday.",
        "Name,Age\nAlice,30\nBob,31\n",
        "1,2,3\n4,5,6\n",
        "see 10.0.0.0/8\nand then\nsome words\nof prose",
    ] {
        let understood = read(&[("", text)]);
        assert_eq!(understood.found.row_count(), 0, "{text}");
        assert_eq!(notes(&understood).len(), 1, "{text}");
    }
}

/// A person may say anything of a table: it is read as said, and what then makes no sense is noted.
#[test]
fn a_mapping_that_makes_no_sense_is_noted() {
    let mapping = Mapping {
        delimiter: Delimiter::Comma,
        heading: Heading::None,
        columns: vec![Column::Cidr, Column::Length],
    };
    let source = Source::file("", b"Name,CIDR\nx,10.0.0.0/16\n".to_vec()).with_mapping(mapping);
    let understood = Reading::new(vec![source]).finish();
    assert_eq!(
        notes(&understood),
        [
            "line 1, column 1: \"Name\" is not an IPv4 or IPv6 address",
            "line 2, column 1: \"x\" is not an IPv4 or IPv6 address",
        ]
    );
}

/// 100,000 rows with parents, in steps of a bounded effort.
#[test]
fn a_hundred_thousand_rows_are_read_in_pieces() {
    let mut text = "CIDR,Name,Parent,Account,Region\n10.0.0.0/8,top,,,\n".to_owned();
    for row in 0..100_000_u32 {
        let (b, c, d) = (row >> 12 & 255, row >> 4 & 255, (row & 15) << 4);
        text.push_str(&format!(
            "10.{b}.{c}.{d}/28,block {row},top,{:012},eu-central-1\n",
            row % 100
        ));
    }
    let mut reading = Reading::new(vec![Source::pasted(&text)]);
    let mut steps = 0;
    while reading.step(100_000) != Progress::Finished {
        steps += 1;
    }
    assert!(steps > text.len() / 100_000, "{steps}");
    let understood = reading.into_understood();
    assert_eq!(understood.found.blocks.len(), 100_001);
    assert_eq!(
        understood.found.blocks[100_000].parent,
        understood.found.blocks[1].parent
    );
    assert!(understood.found.blocks[1].parent.is_some());
    assert_eq!(notes(&understood), Vec::<String>::new());
}
