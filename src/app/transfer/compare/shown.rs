//! Two plans that are read, what differs, and the ways to look at it.

use std::cell::RefCell;
use std::rc::Rc;

use super::{list, report, strips, totals, tree};
use crate::app::markup::*;
use crate::app::parts::{Choice, Segmented};
use crate::app::planner::Planner;
use crate::app::platform::later::breathe;
use crate::app::reactive::{Callback, RwSignal, Signal, StoredValue};
use crate::app::session::Session;
use crate::app::transfer::sources::Named;
use crate::compare::{Comparison, What};
use crate::plan::Edit;
use crate::workspace::Workspace;

/// Which of the two the open plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::transfer) enum OpenIs {
    First,
    Second,
}

/// Both plans, and what differs.
pub(in crate::app::transfer) struct Shown {
    /// What they are called.
    pub(super) names: [String; 2],
    pub(super) before: Rc<RefCell<Workspace>>,
    pub(super) after: Rc<RefCell<Workspace>>,
    pub(super) comparison: Comparison,
    open: Option<OpenIs>,
}

impl Shown {
    /// Derives what is derived from both, and compares.
    pub(in crate::app::transfer) async fn of(
        session: Session,
        before: Named,
        after: Named,
        open: Option<OpenIs>,
    ) -> Result<Self, String> {
        let names = [before.name, after.name];
        let (Some(before), Some(after)) = (session.prepared(before.plan).await, session.prepared(after.plan).await)
        else {
            return Err(crate::app::words::NOT_LOADED.to_owned());
        };
        let (before, after) = (before.workspace(), after.workspace());
        breathe().await;
        let comparison = Comparison::of(before.borrow().source(), after.borrow().source());
        Ok(Self {
            names,
            before,
            after,
            comparison,
            open,
        })
    }

    /// What takes the difference at `place` over into the open plan, and what the step is called.
    pub(super) fn taking(&self, place: usize) -> Option<(String, Edit)> {
        let name = &self.comparison.differences.get(place)?.name;
        let (other, edit) = match self.open? {
            OpenIs::First => (&self.names[1], self.comparison.taking(&[place])),
            OpenIs::Second => (&self.names[0], self.comparison.taking_back(&[place])),
        };
        Some((format!("Take over {name} from {other}"), edit))
    }
}

/// How the differences are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    List,
    Tree,
    Strips,
}

/// What is looked at of a comparison. Free to copy.
#[derive(Clone, Copy)]
pub(in crate::app::transfer) struct View {
    pub(super) planner: Planner,
    shown: StoredValue<Option<Shown>>,
    way: RwSignal<Way>,
    /// The kind of difference that is listed alone.
    pub(super) what: RwSignal<Option<What>>,
    /// How many are drawn.
    pub(super) drawn: RwSignal<usize>,
    /// What takes a difference over.
    take: Option<Callback<usize>>,
}

/// So many things are drawn at first, and more each time one asks.
pub(super) const STEP: usize = 100;

impl View {
    pub(in crate::app::transfer) fn new(
        planner: Planner,
        shown: StoredValue<Option<Shown>>,
        take: Option<Callback<usize>>,
    ) -> Self {
        Self {
            planner,
            shown,
            way: RwSignal::new(Way::List),
            what: RwSignal::new(None),
            drawn: RwSignal::new(STEP),
            take,
        }
    }

    pub(super) fn with<T>(self, read: impl FnOnce(&Shown) -> T) -> Option<T> {
        self.shown.with_value(|shown| shown.as_ref().map(read))
    }

    /// What takes a difference over, where one of the two plans is the open one.
    pub(super) fn take(self) -> Option<Callback<usize>> {
        self.take
            .filter(|_| self.with(|shown| shown.open.is_some()) == Some(true))
    }

    /// All there is to see.
    pub(in crate::app::transfer) fn draw(self) -> AnyView {
        self.with(|shown| self.drawn_of(shown)).unwrap_or_else(|| ().into_any())
    }

    fn drawn_of(self, shown: &Shown) -> AnyView {
        let comparison = &shown.comparison;
        if comparison.is_empty() {
            return view! { <p role="status">"No difference"</p> }.into_any();
        }
        let ways = vec![
            Choice::new(Way::List, "List"),
            Choice::new(Way::Tree, "Tree"),
            Choice::new(Way::Strips, "To scale"),
        ];
        let body = following(move || match self.way.get() {
            Way::List => list::list(self),
            Way::Tree => tree::tree(self),
            Way::Strips => strips::strips(self),
        });
        view! {
            {totals::totals(shown)}
            {totals::findings("New findings", &comparison.findings.gained)}
            {totals::findings("Changed findings", &comparison.findings.changed)}
            {totals::findings("Findings that go", &comparison.findings.gone)}
            <Segmented label="Show as" options=Signal::stored(ways) value=self.way on_change=self.way.setter() />
            {body}
            {report::report(self)}
        }
        .into_any()
    }

    /// The button that draws more, where there is more.
    pub(super) fn more(self, left: usize) -> Option<AnyView> {
        use crate::app::parts::Button;
        use crate::app::parts::figures::thousands;
        let show_more = Callback::new(move |()| self.drawn.update(|drawn| *drawn += STEP));
        let label = format!("Show {} of {} more", left.min(STEP), thousands(left as u64));
        (left > 0).then(|| view! { <Button label=label on_press=show_more /> }.into_any())
    }
}
