use super::*;
#[test]
fn show() {
    for n in [
        "plan.csv",
        "semicolons.csv",
        "pasted.tsv",
        "netbox-view.csv",
        "netbox-import.csv",
        "list.txt",
        "wiki.md",
    ] {
        let t = std::fs::read_to_string(format!("tests/fixtures/import/tables/{n}")).unwrap();
        let u = read(&[(n, &t)]);
        println!(
            "== {n} {:?}\n{:#?}\n{:#?}\n{:#?}\n{:?}",
            u.files[0].shapes,
            blocks(&u),
            rows(&u),
            notes(&u),
            u.files[0].table.as_ref().map(|t| &t.mapping)
        );
    }
    panic!()
}
