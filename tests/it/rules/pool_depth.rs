use super::sketch::{Sketch, private};

#[test]
fn pools_are_nested_ten_deep_by_default() {
    let mut sketch = Sketch::new();
    let top = sketch.pool(private(), "Level 1", &[]);
    let mut pool = top;
    for level in 2..=10 {
        pool = sketch.pool(pool, &format!("Level {level}"), &[]);
    }
    assert_eq!(sketch.sentence("pool-depth"), None);
    let above = sketch.pool(private(), "Level 0", &[]);
    sketch.change_pool(top, |row| row.parent = above.into());
    let expected = "The pool Level 10 is 11 pools deep; AWS's default quota is 10 (L-047C0565, adjustable)";
    assert_eq!(sketch.sentence("pool-depth").as_deref(), Some(expected));
}
