//! What keys mean in the tree: the treegrid pattern of ARIA, with the focus on rows.
//! <https://www.w3.org/WAI/ARIA/apg/patterns/treegrid/>

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Another row gets the focus.
    Go(Step, Selection),
    /// A closed row opens; from an open one the focus goes to the first row below.
    Inwards,
    /// An open row closes; from a closed one the focus goes to the row above.
    Outwards,
    /// All rows beside this one open.
    OpenSiblings,
    /// The row is selected.
    Select,
    /// Another row gets the focus, and all from where the selection began to there are selected.
    Extend(Step),
    /// All from where the selection began to this row are selected.
    ExtendHere,
    /// The row is selected besides the others, or no more.
    Toggle,
    /// Every row is selected.
    SelectAll,
    /// Only one row stays selected.
    SelectOne,
    /// The inspector shows the row.
    Inspect,
    /// The name is typed.
    Rename,
    /// The menu of the row opens.
    Menu,
    /// The next row with such a name gets the focus.
    Find(char),
}

/// Whether the selection goes along with the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Selection {
    /// It does.
    Follows,
    /// It stays: with the control key, until the row is selected with the space bar.
    Stays,
}

/// How far the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// As many rows up as are seen.
    PageUp,
    /// As many rows down as are seen.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// The modifier keys that are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Control.
    pub(super) control: bool,
    /// Shift.
    pub(super) shift: bool,
    /// The key that leads commands on this machine: Control, or ⌘.
    pub(super) leader: bool,
    /// Alt or Meta: the browser's and the system's.
    pub(super) foreign: bool,
}

const STEPS: [(&str, Step); 6] = [
    ("ArrowUp", Step::Up),
    ("ArrowDown", Step::Down),
    ("PageUp", Step::PageUp),
    ("PageDown", Step::PageDown),
    ("Home", Step::First),
    ("End", Step::Last),
];

/// What a key asks for, if it is the tree's.
pub(super) fn wanted(key: &str, held: Held) -> Option<Wanted> {
    if held.leader && !held.shift && key.eq_ignore_ascii_case("a") {
        return Some(Wanted::SelectAll);
    }
    if held.foreign {
        return None;
    }
    let selection = if held.control {
        Selection::Stays
    } else {
        Selection::Follows
    };
    let step = STEPS.iter().find(|(known, _)| *known == key).map(|(_, step)| *step);
    match key {
        "F10" if held.shift => return Some(Wanted::Menu),
        "Escape" if !held.shift && !held.control => return Some(Wanted::SelectOne),
        " " if held.control => return Some(Wanted::Toggle),
        " " if held.shift => return Some(Wanted::ExtendHere),
        _ if held.shift && key.chars().count() > 1 => {
            return step.map(Wanted::Extend);
        }
        " " => return Some(Wanted::Select),
        _ if step.is_some() => return step.map(|step| Wanted::Go(step, selection)),
        _ if held.control => return None,
        "ArrowRight" => return Some(Wanted::Inwards),
        "ArrowLeft" => return Some(Wanted::Outwards),
        "Enter" => return Some(Wanted::Inspect),
        "F2" => return Some(Wanted::Rename),
        "ContextMenu" => return Some(Wanted::Menu),
        "*" => return Some(Wanted::OpenSiblings),
        _ => {}
    }
    let mut characters = key.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) if !character.is_control() => Some(Wanted::Find(character)),
        _ => None,
    }
}

impl Step {
    /// The row it leads to from the row `from` of `rows`, of which `page` are seen at once. `None` when there are no rows.
    pub(super) fn from(self, from: usize, rows: usize, page: usize) -> Option<usize> {
        let last = rows.checked_sub(1)?;
        let to = match self {
            Step::Up => from.saturating_sub(1),
            Step::Down => from.saturating_add(1),
            Step::PageUp => from.saturating_sub(page.max(1)),
            Step::PageDown => from.saturating_add(page.max(1)),
            Step::First => 0,
            Step::Last => last,
        };
        Some(to.min(last))
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, Selection, Step, Wanted, wanted};

    const PLAIN: Held = Held {
        control: false,
        shift: false,
        leader: false,
        foreign: false,
    };
    const CONTROL: Held = Held {
        control: true,
        leader: true,
        ..PLAIN
    };
    const CONTROL_SHIFT: Held = Held { shift: true, ..CONTROL };
    const COMMAND: Held = Held {
        leader: true,
        foreign: true,
        ..PLAIN
    };
    const SHIFT: Held = Held { shift: true, ..PLAIN };
    const ALT: Held = Held { foreign: true, ..PLAIN };

    #[test]
    fn keys_mean_what_the_pattern_says() {
        for (key, held, expected) in [
            ("ArrowDown", PLAIN, Some(Wanted::Go(Step::Down, Selection::Follows))),
            ("ArrowDown", CONTROL, Some(Wanted::Go(Step::Down, Selection::Stays))),
            ("ArrowDown", ALT, None),
            ("ArrowDown", SHIFT, Some(Wanted::Extend(Step::Down))),
            ("End", CONTROL_SHIFT, Some(Wanted::Extend(Step::Last))),
            ("PageUp", SHIFT, Some(Wanted::Extend(Step::PageUp))),
            ("ArrowLeft", SHIFT, None),
            ("a", CONTROL, Some(Wanted::SelectAll)),
            ("A", COMMAND, Some(Wanted::SelectAll)),
            ("a", CONTROL_SHIFT, None),
            ("a", PLAIN, Some(Wanted::Find('a'))),
            ("End", PLAIN, Some(Wanted::Go(Step::Last, Selection::Follows))),
            ("ArrowRight", PLAIN, Some(Wanted::Inwards)),
            ("ArrowRight", CONTROL, None),
            ("ArrowLeft", PLAIN, Some(Wanted::Outwards)),
            ("Enter", PLAIN, Some(Wanted::Inspect)),
            (" ", PLAIN, Some(Wanted::Select)),
            (" ", CONTROL, Some(Wanted::Toggle)),
            (" ", SHIFT, Some(Wanted::ExtendHere)),
            ("*", SHIFT, Some(Wanted::OpenSiblings)),
            ("F10", SHIFT, Some(Wanted::Menu)),
            ("F10", PLAIN, None),
            ("ContextMenu", PLAIN, Some(Wanted::Menu)),
            ("F2", PLAIN, Some(Wanted::Rename)),
            ("f", PLAIN, Some(Wanted::Find('f'))),
            ("F", SHIFT, Some(Wanted::Find('F'))),
            ("ä", PLAIN, Some(Wanted::Find('ä'))),
            ("f", CONTROL, None),
            ("f", ALT, None),
            ("Tab", PLAIN, None),
            ("Escape", PLAIN, Some(Wanted::SelectOne)),
            ("Escape", CONTROL, None),
            ("Shift", SHIFT, None),
            ("Dead", PLAIN, None),
        ] {
            assert_eq!(wanted(key, held), expected, "{key} {held:?}");
        }
    }

    #[test]
    fn steps_end_at_the_ends() {
        for (step, from, rows, expected) in [
            (Step::Up, 5, 10, Some(4)),
            (Step::Up, 0, 10, Some(0)),
            (Step::Down, 9, 10, Some(9)),
            (Step::PageDown, 3, 10, Some(7)),
            (Step::PageDown, 8, 10, Some(9)),
            (Step::PageUp, 3, 10, Some(0)),
            (Step::First, 7, 10, Some(0)),
            (Step::Last, 7, 10, Some(9)),
            (Step::Down, 0, 0, None),
            (Step::Last, 0, 0, None),
        ] {
            assert_eq!(step.from(from, rows, 4), expected, "{step:?} from {from} of {rows}");
        }
        assert_eq!(Step::PageDown.from(0, 10, 0), Some(1), "a window without height");
    }
}
