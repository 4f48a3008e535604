use super::*;
#[test]
fn show() {
    for n in [
        "cloudformation/ipam.yaml",
        "cloudformation/vpc.json",
        "landing-zone/network-config.yaml",
        "visual-subnet-calculator/link-1.txt",
        "visual-subnet-calculator/link-2.txt",
        "visual-subnet-calculator/file-1.json",
        "visual-subnet-calculator/file-2.json",
        "davidc-subnets/bookmark.txt",
    ] {
        let t = std::fs::read_to_string(format!("tests/fixtures/import/{n}")).unwrap();
        let u = read(&[(n, &t)]);
        println!(
            "== {n} {:?}\n{:#?}\n{:#?}\n{:#?}",
            u.files[0].shapes,
            blocks(&u),
            rows(&u),
            notes(&u)
        );
    }
    panic!()
}
