use ipam_planner::plan::AutoImport::{Disabled, Enabled};

use super::sketch::{HOME, Sketch, private, region};

#[test]
fn only_a_pool_with_a_locale_imports() {
    for (locale, auto_import, fires) in [
        (None, Disabled, false),
        (Some(HOME), Disabled, false),
        (Some(HOME), Enabled, false),
        (None, Enabled, true),
    ] {
        let mut sketch = Sketch::new();
        let pool = sketch.pool(private(), "Top", &["10.0.0.0/8"]);
        sketch.change_pool(pool, |pool| {
            pool.locale = locale.map(region);
            pool.auto_import = auto_import;
        });
        let expected = "The pool Top has auto-import on and no locale: IPAM imports only into pools with a locale";
        let found = sketch.sentence("auto-import-without-locale");
        assert_eq!(found.as_deref(), fires.then_some(expected));
        if fires {
            assert_eq!(sketch.mend("auto-import-without-locale"), "Turn auto-import off");
        }
    }
}
