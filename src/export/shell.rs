//! The steps from what exists to the plan as a shell script: the life cycle writes it.

use super::writing::{Left, Out, Scene, Writer};
use crate::lifecycle::{Lifecycle, Script, lifecycle};
use crate::plan::Node;

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) struct Shell {
    /// The steps of the whole plan, or of a part of it, and the script that is written of them.
    writing: Option<(Lifecycle, Script)>,
}

impl Writer for Shell {
    fn head(&mut self, scene: Scene<'_>, _out: &mut Out) {
        let title = format!("{}: from what exists to the plan", scene.plan().about().name);
        let mut steps = match scene.reach.steps() {
            Some(steps) => steps.clone(),
            None => lifecycle(scene.plan()),
        };
        if scene.reach.steps().is_none() && !scene.reach.is_whole() {
            steps.steps.retain(|step| scene.has(step.object));
            steps.impossible.retain(|refused| scene.has(refused.object));
        }
        self.writing = Some((steps, Script::new(title.trim_start_matches(": "))));
    }

    fn row(&mut self, _scene: Scene<'_>, _node: Node, _level: u32, _out: &mut Out) {}

    fn walks(&self) -> bool {
        false
    }

    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left {
        let Some((steps, script)) = &mut self.writing else {
            return Left::Nothing;
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
