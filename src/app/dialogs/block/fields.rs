//! The fields that ask for a block.

use super::outcome::{Certainty, Outcome, Place, Room};
use super::preview::BlockPreview;
use crate::address::{Cidr, Family, NetmaskLength, Strategy};
use crate::app::dialogs::words::sentence;
use crate::app::markup::*;
use crate::app::parts::{Choice, Draft, Field, FieldKind, InitialFocus, Segmented};
use crate::app::planner::Planner;
use crate::app::reactive::{Memo, RwSignal, Signal};
use crate::plan::Node;
use crate::plan::gesture::{SizeOrBlock, lock_above};

/// What it means to leave the field empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::dialogs) enum Need {
    /// Something has to be written.
    Required,
    /// No block is taken.
    Optional,
    /// A block of this length is taken: the default of the pool.
    Default(NetmaskLength),
}

/// A size or a CIDR on its way to becoming a block. Free to copy.
#[derive(Clone, Copy)]
pub(in crate::app::dialogs) struct BlockForm {
    place: Signal<Place>,
    strategy: RwSignal<Strategy>,
    pub(in crate::app::dialogs) asked: Draft<Option<SizeOrBlock>>,
    outcome: Memo<Option<Outcome>>,
    room: Memo<Option<Room>>,
}

impl BlockForm {
    /// A form that takes from `place` blocks of `family`, and begins with `pointed_at`, if some block was.
    pub(in crate::app::dialogs) fn new(
        planner: Planner,
        place: Signal<Place>,
        family: Signal<Family>,
        need: Need,
        pointed_at: Option<Cidr>,
    ) -> Self {
        let begin = pointed_at.map(|block| block.to_string()).unwrap_or_default();
        let strategy = RwSignal::new(Strategy::default());
        let look = move |asked| planner.read(|workspace| Outcome::of(workspace, place.get(), asked, strategy.get()));
        let asked = Draft::new(begin, move |text| {
            let asked = match need {
                Need::Optional if text.trim().is_empty() => return Ok(None),
                Need::Default(length) if text.trim().is_empty() => SizeOrBlock::Size(length),
                _ => SizeOrBlock::parse(text, family.get()).map_err(sentence)?,
            };
            if let Some(locked) = locked(planner, place.get()) {
                return Err(locked);
            }
            let outcome = look(asked);
            match (outcome.block, outcome.problem) {
                (None, Some(problem)) => Err(problem),
                _ => Ok(Some(asked)),
            }
        });
        let outcome = Memo::new(move |_| asked.value().ok().flatten().map(look));
        let room = Memo::new(move |_| planner.read(|workspace| Room::of(workspace, place.get())));
        Self {
            place,
            strategy,
            asked,
            outcome,
            room,
        }
    }

    /// The block that would be taken. Tracked.
    pub(in crate::app::dialogs) fn block(self) -> Option<(Cidr, Certainty)> {
        self.outcome
            .with(|outcome| outcome.as_ref().and_then(|outcome| outcome.block))
    }

    /// For the moment somebody wants to go on: the block to take, or none to take. `None` when what is written is wrong,
    /// which is shown from now on.
    pub(in crate::app::dialogs) fn accept(self) -> Option<Option<Cidr>> {
        self.asked.accept()?;
        Some(untrack(|| self.block()).map(|(cidr, _)| cidr))
    }

    /// How the block is chosen, once the form is taken.
    pub(in crate::app::dialogs) fn strategy(self) -> Strategy {
        self.strategy.get()
    }

    /// For another one: a CIDR that was written out is taken now, a size can be asked for again.
    pub(in crate::app::dialogs) fn begin_another(self) {
        if let Ok(Some(SizeOrBlock::Block(_))) = untrack(|| self.asked.value()) {
            self.asked.text().restart(String::new());
        }
    }

    /// Whether the block is insisted on. Tracked.
    pub(in crate::app::dialogs) fn is_anyway(self) -> bool {
        matches!(self.block(), Some((_, Certainty::Anyway)))
    }
}

/// The lock that keeps the pool as it is.
fn locked(planner: Planner, place: Place) -> Option<String> {
    let Place::Pool(pool) = place else { return None };
    let lock = planner.read(|workspace| lock_above(workspace.plan(), workspace.index(), Node::Pool(pool)));
    lock.map(|lock| lock.to_string())
}

/// The strategies, by the words of the form.
fn strategies() -> Vec<Choice<Strategy>> {
    vec![
        Choice::new(Strategy::LowestAddress, "Lowest address"),
        Choice::new(Strategy::BestFit, "Best fit"),
        Choice::new(Strategy::Spread, "Spread"),
    ]
}

/// A field for a size or a CIDR, how to choose where there is a choice, and what would be taken, before it is.
#[component]
pub(in crate::app::dialogs) fn BlockFields(
    /// The form.
    form: BlockForm,
    /// What is right, said before anything is wrong.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// An example.
    #[prop(optional, into)]
    placeholder: Signal<Option<String>>,
    /// Whether the field takes the focus when the dialog opens.
    #[prop(optional)]
    focus: InitialFocus,
) -> impl IntoView {
    let label = move || match form.place.get() {
        Place::Pool(_) => "Size or CIDR",
        Place::TopLevel(_) | Place::Outside(_) => "CIDR",
    };
    let chooses = move || matches!(form.place.get(), Place::Pool(_));
    view! {
        <Field
            label=Signal::derive(move || label().to_owned())
            draft=form.asked
            kind=FieldKind::Mono
            hint=hint
            placeholder=placeholder
            focus=focus
        />
        <Show when=chooses>
            <Segmented
                label="Choose the block"
                options=strategies()
                value=form.strategy
                on_change=form.strategy.setter()
            />
        </Show>
        <BlockPreview outcome=form.outcome room=form.room />
    }
    .into_any()
}
