use super::*;
#[test]
fn show() {
    let f = |n: &str| std::fs::read_to_string(format!("tests/fixtures/import/terraform/{n}")).unwrap();
    for names in [
        vec!["literal/main.tf", "literal/variables.tf", "literal/prod.tfvars"],
        vec!["aws-ia-ipam.tf"],
        vec!["state.json"],
        vec!["plan.json"],
        vec!["terraform.tfstate"],
    ] {
        let texts: Vec<_> = names.iter().map(|n| f(n)).collect();
        let files: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(n, t)| (*n, t.as_str())).collect();
        let u = read(&files);
        println!(
            "== {names:?} {:?}\n{:#?}\n{:#?}\n{:#?}",
            u.files.iter().map(|f| (f.shapes.clone(), f.rows)).collect::<Vec<_>>(),
            blocks(&u),
            rows(&u),
            notes(&u)
        );
    }
    panic!()
}
