//! `link`: a plan as a link.

use std::path::Path;

use super::files::read;
use super::{FINE, Outcome};
use crate::format::link::fragment;

pub(super) fn link(plan: &Path, page: &str) -> Result<Outcome, String> {
    let shown = plan.display();
    let fragment = fragment(&read(plan)?.plan).map_err(|problem| format!("{shown}: {problem}"))?;
    // Without a page it is what stands behind the address of any planner.
    let page = page.split('#').next().unwrap_or_default();
    Ok(Outcome::new(format!("{page}#{fragment}\n"), FINE))
}
