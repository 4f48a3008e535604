//! The steps from what exists to the plan as a shell script: the life cycle works them out and writes it.

use super::writing::{Left, Out, Scene, Writer};
use crate::lifecycle::{Lifecycle, Script, Working};
use crate::plan::Node;

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) enum Shell {
    /// Nothing is done.
    #[default]
    Begun,
    /// The steps are being worked out.
    Working(Working),
    /// The steps of the whole plan, or of a part of it, and the script that is written of them.
    Writing(Box<(Lifecycle, Script)>),
}

impl Shell {
    fn write(&mut self, scene: Scene<'_>, mut steps: Lifecycle) {
        if scene.reach.steps().is_none() && !scene.reach.is_whole() {
            steps.steps.retain(|step| scene.has(step.object));
            steps.impossible.retain(|refused| scene.has(refused.object));
        }
        let title = format!("{}: from what exists to the plan", scene.plan().about().name);
        let script = Script::new(title.trim_start_matches(": "));
        *self = Self::Writing(Box::new((steps, script)));
    }
}

impl Writer for Shell {
    fn head(&mut self, scene: Scene<'_>, _out: &mut Out) {
        match scene.reach.steps() {
            Some(steps) => self.write(scene, steps.clone()),
            None => {
                let plan = scene.plan();
                let (actual, design) = (plan.actual().clone(), plan.design().clone());
                *self = Self::Working(Working::new(actual, design, plan.intent().clone()));
            }
        }
    }

    fn row(&mut self, _scene: Scene<'_>, _node: Node, _level: u32, _out: &mut Out) {}

    fn walks(&self) -> bool {
        false
    }

    fn steps(&self) -> usize {
        match self {
            Self::Writing(writing) => writing.1.steps(),
            Self::Begun | Self::Working(_) => 0,
        }
    }

    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left {
        let (steps, script) = match self {
            Self::Begun => return Left::Nothing,
            Self::Working(working) => {
                if let Some(steps) = working.step() {
                    self.write(scene, steps);
                }
                return Left::More;
            }
            Self::Writing(writing) => {
                let (steps, script) = writing.as_mut();
                (steps, script)
            }
        };
        match script.next_piece(steps, scene.plan().intent()) {
            Some(piece) => {
                out.push(&piece);
                Left::More
            }
            None => {
                for refused in &steps.impossible {
                    out.loses("What AWS refuses", REFUSED, refused.object);
                }
                Left::Nothing
            }
        }
    }
}

const REFUSED: &str = "The script leaves it out and says why at its top";
