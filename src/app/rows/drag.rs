//! Dragging rows onto a pool or a scope, which moves them there. What it would do is said while they are dragged; "Move to…" and cut and
//! paste do the same without a pointer.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::PointerEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::clipboard::relocate;
use super::model::{holder_at, node_of};
use crate::app::chunks::RowAt;
use crate::app::dialogs::words::{sentence, title};
use crate::app::markup::*;
use crate::app::parts::figures::counted;
use crate::app::parts::{Notice, length};
use crate::app::planner::{Access, Planner};
use crate::app::platform::listen::Listener;
use crate::plan::Node;
use crate::plan::gesture::{Gesture, outcome};
use crate::rules::Severity;
use crate::workspace::Workspace;

/// How far the pointer moves before it drags, in CSS pixels.
const SLACK: f64 = 6.0;
/// How near to the edge of the rows they begin to scroll, and how far each time.
const EDGE: f64 = 36.0;
const SCROLL: i32 = 12;

/// What is dragged.
struct Drag {
    planner: Planner,
    row_at: RowAt,
    nodes: Vec<Node>,
    from: (f64, f64),
    /// What is shown beside the pointer; nothing before it has moved.
    note: Option<HtmlElement>,
    /// The row that the pointer is over, and what would happen there.
    over: Option<(Element, Option<Gesture>)>,
    listeners: Vec<Listener>,
}

/// Somebody presses the pointer on a row. `row_at` tells which row an element is in.
pub(super) fn drag(planner: Planner, event: &PointerEvent, node: Node, row_at: RowAt) {
    let chosen = planner.chosen_untracked();
    let nodes = match chosen.has(node) {
        true => chosen.rows().to_vec(),
        false => vec![node],
    };
    let is_block = |node: &Node| {
        matches!(
            node,
            Node::Pool(_) | Node::VpcCidr(_) | Node::Reservation(_) | Node::PublicBlock(_)
        )
    };
    if planner.access.get_untracked() != Access::Edit || !nodes.iter().all(is_block) {
        return;
    }
    let drag = Rc::new(RefCell::new(Some(Drag {
        planner,
        row_at,
        nodes,
        from: (f64::from(event.client_x()), f64::from(event.client_y())),
        note: None,
        over: None,
        listeners: Vec::new(),
    })));
    let window = window();
    let owner = Owner::current();
    let on = |name: &'static str, act: fn(&mut Drag, &Event) -> bool| {
        let (held, owner) = (Rc::clone(&drag), owner.clone());
        Listener::on_the_way_down(&window, name, move |event| {
            let act = || {
                let goes_on = held.borrow_mut().as_mut().is_some_and(|drag| act(drag, &event));
                if !goes_on {
                    // The listeners go with it, this one among them: not before it has returned.
                    let ended = held.borrow_mut().take();
                    request_animation_frame(move || drop(ended));
                }
            };
            match &owner {
                Some(owner) => owner.with(act),
                None => act(),
            }
        })
    };
    let listeners = vec![
        on("pointermove", Drag::on_move),
        on("pointerup", Drag::on_up),
        on("pointercancel", |_, _| false),
        on("keydown", Drag::on_key),
    ];
    if let Some(drag) = drag.borrow_mut().as_mut() {
        drag.listeners = listeners;
    }
}

impl Drag {
    fn on_move(&mut self, event: &Event) -> bool {
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return true;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if self.note.is_none() {
            if (x - self.from.0).hypot(y - self.from.1) < SLACK {
                return true;
            }
            self.begin();
        }
        event.prevent_default();
        scroll(y);
        let under = document().element_from_point(x as f32, y as f32);
        let row = under.and_then(|under| under.closest(".tree__sheet > .tree__row").ok().flatten());
        if row.as_ref() != self.over.as_ref().map(|(over, _)| over) {
            self.look(row);
        }
        if let Some(note) = &self.note {
            let style = web_sys::HtmlElement::style(note);
            let _ = style.set_property("left", &length(x + 14.0, "px"));
            let _ = style.set_property("top", &length(y + 14.0, "px"));
        }
        true
    }

    fn begin(&mut self) {
        let Some(note) = document()
            .create_element("div")
            .ok()
            .and_then(|note| note.dyn_into::<HtmlElement>().ok())
        else {
            return;
        };
        note.set_class_name("tree__drag");
        // It is read by those who see it; the announcer tells the others what was done.
        let _ = note.set_attribute("aria-hidden", "true");
        if let Some(body) = document().body() {
            let _ = body.append_child(&note);
            let _ = body.set_attribute("data-dragging", "");
        }
        self.note = Some(note);
        self.say(&format!("Move {}: drop on a pool", rows(self.nodes.len())), "none");
    }

    /// Says what would happen at a row.
    fn look(&mut self, row: Option<Element>) {
        if let Some((over, _)) = self.over.take() {
            let _ = over.remove_attribute("data-drop");
        }
        let Some(row) = row else {
            return self.say(&format!("Move {}: drop on a pool", rows(self.nodes.len())), "none");
        };
        let Some(node) = (self.row_at)(&row) else { return };
        let (words, gesture) = self.planner.peek(|workspace| preview(workspace, &self.nodes, node));
        let kind = if gesture.is_some() { "yes" } else { "no" };
        let _ = row.set_attribute("data-drop", kind);
        self.say(&words, kind);
        self.over = Some((row, gesture));
    }

    fn say(&self, words: &str, kind: &str) {
        if let Some(note) = &self.note {
            note.set_text_content(Some(words));
            let _ = note.set_attribute("data-drop", kind);
        }
    }

    fn on_up(&mut self, event: &Event) -> bool {
        if self.note.is_none() {
            return false;
        }
        event.prevent_default();
        event.stop_propagation();
        if let Some((_, Some(gesture))) = self.over.take() {
            take(self.planner, gesture);
        } else {
            let words = self
                .note
                .as_ref()
                .and_then(|note| note.text_content())
                .unwrap_or_default();
            self.planner.note(format!("Not moved. {words}"));
        }
        // The press that follows would select the row below the pointer.
        let once = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&once);
        let listener = Listener::on_the_way_down(&window(), "click", move |event| {
            event.stop_propagation();
            event.prevent_default();
        });
        kept.replace(Some(listener));
        set_timeout(
            move || drop(once.borrow_mut().take()),
            std::time::Duration::from_millis(50),
        );
        false
    }

    fn on_key(&mut self, event: &Event) -> bool {
        let is_escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        if is_escape && self.note.is_some() {
            event.prevent_default();
            event.stop_propagation();
        }
        !is_escape
    }
}

impl Drop for Drag {
    fn drop(&mut self) {
        if let Some(note) = self.note.take() {
            note.remove();
            if let Some(body) = document().body() {
                let _ = body.remove_attribute("data-dragging");
            }
        }
        if let Some((over, _)) = self.over.take() {
            let _ = over.remove_attribute("data-drop");
        }
    }
}

/// What dropping rows at a row would do, in words, and the gesture, if it can be done.
fn preview(workspace: &Workspace, nodes: &[Node], over: Node) -> (String, Option<Gesture>) {
    let Some(to) = holder_at(workspace, over) else {
        return ("Drop on a pool".to_owned(), None);
    };
    let place = title(workspace, node_of(to));
    match relocate(workspace, nodes, to) {
        Ok(gesture) => {
            let outcome = outcome(workspace.plan(), &gesture);
            let first = outcome.blocks.iter().find_map(|block| {
                let (before, after) = (block.before.as_ref()?, block.after.as_ref()?);
                (before.cidr != after.cidr).then(|| format!("{} becomes {}", before.cidr, after.cidr))
            });
            let blocks = match (first, outcome.blocks.len()) {
                (None, _) => "blocks stay as they are".to_owned(),
                (Some(first), 1) => first,
                (Some(first), count) => format!("{first}, {} more", count - 1),
            };
            (
                format!("Move {} to {place}: {blocks}", rows(nodes.len())),
                Some(gesture),
            )
        }
        Err(obstacle) => (format!("Not to {place}: {}", sentence(obstacle)), None),
    }
}

/// Takes the move, and says what it does to the findings.
fn take(planner: Planner, gesture: Gesture) {
    let foreseen = planner.foresee(gesture.edit.clone());
    let label = gesture.label.clone();
    let words = match foreseen {
        Ok(foresight) if foresight.worst() == Some(Severity::Error) => {
            let errors = foresight
                .gained
                .iter()
                .filter(|told| told.finding.rule.severity == Severity::Error);
            let first = errors
                .clone()
                .next()
                .map(|told| told.sentence.clone())
                .unwrap_or_default();
            format!(
                "{label}. It brings {}: {first}",
                counted(errors.count() as u64, "error", "errors")
            )
        }
        _ => label,
    };
    if planner.take(gesture) {
        planner.show(Notice::done(words).with_action("Undo", move || planner.undo()));
    }
}

fn rows(count: usize) -> String {
    counted(count as u64, "row", "rows")
}

/// Scrolls the rows while the pointer is at their edge.
fn scroll(y: f64) {
    let Some(scroller) = document().query_selector(".tree__scroller").ok().flatten() else {
        return;
    };
    let area = scroller.get_bounding_client_rect();
    if y < area.top() + 2.0 * EDGE {
        scroller.set_scroll_top(scroller.scroll_top() - SCROLL);
    } else if y > area.bottom() - EDGE {
        scroller.set_scroll_top(scroller.scroll_top() + SCROLL);
    }
}

#[cfg(test)]
mod tests {
    use super::preview;
    use crate::plan::Node;
    use crate::workspace::Workspace;

    #[test]
    fn what_a_drop_would_do_is_said() {
        let workspace = Workspace::open(crate::examples::EXAMPLES[0].plan());
        let design = workspace.plan().design();
        let mut seen = [0, 0];
        for vpc in design.vpc_cidrs.keys() {
            for pool in design.pools.keys() {
                let (words, gesture) = preview(&workspace, &[Node::VpcCidr(*vpc)], Node::Pool(*pool));
                let words = words.replace('\u{a0}', " ");
                match gesture {
                    Some(_) => {
                        seen[0] += 1;
                        assert!(words.starts_with("Move 1 row to ") && words.contains(": "), "{words}");
                    }
                    None => {
                        seen[1] += 1;
                        assert!(words.starts_with("Not to "), "{words}");
                    }
                }
            }
        }
        assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
        let (words, gesture) = preview(&workspace, &[], Node::Ipam);
        assert_eq!((words.as_str(), gesture), ("Drop on a pool", None));
    }
}
