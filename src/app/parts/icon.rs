//! The icons: one path each, drawn on a grid of 16 with a stroke of 1.5 in the colour of the text.

use crate::app::markup::*;
use crate::app::reactive::Signal;

macro_rules! glyphs {
    ($($(#[$doc:meta])* $name:ident $path:literal,)*) => {
        /// What an [`Icon`] shows.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Glyph {
            $($(#[$doc])* $name,)*
        }

        impl Glyph {
            /// Every icon there is, for pages that show them all.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The drawing, as the `d` of an SVG path in a view box of 16 × 16.
            pub const fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

glyphs! {
    /// An account: a person.
    Account "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14c.6-2.6 2.8-4 5.5-4s4.9 1.4 5.5 4",
    /// Done, chosen.
    Check "M3 8.5 6.5 12 13 4.5",
    /// Opens downwards.
    ChevronDown "M4 6l4 4 4-4",
    /// Back.
    ChevronLeft "M10 4 6 8l4 4",
    /// Closed, opens; onwards.
    ChevronRight "M6 4l4 4-4 4",
    /// Opens upwards.
    ChevronUp "M4 10l4-4 4 4",
    /// Close, remove from a list.
    Close "M4 4l8 8M12 4l-8 8",
    /// Fold everything.
    CollapseAll "M4 2.5l4 4 4-4M4 13.5l4-4 4 4",
    /// Which columns are shown.
    Columns "M2 3h12v10H2ZM6 3v10M10 3v10",
    /// Copy, duplicate.
    Copy "M6 6h7.5v7.5H6ZM10 6V2.5H2.5V10H6",
    /// Money.
    Cost "M8 1.5v13M11.3 4.7C10.7 3.6 9.5 3 8 3 6 3 4.7 4 4.7 5.5c0 3.3 6.8 1.5 6.8 4.9C11.5 12 10 13 8 13c-1.9 0-3.3-.8-3.8-2.1",
    /// Leaves as a file.
    Download "M8 2.5v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
    /// Change.
    Edit "M3 13l.7-2.9 7.4-7.4a1.4 1.4 0 0 1 2 0l.2.2a1.4 1.4 0 0 1 0 2L5.9 12.3ZM9.8 4l2.2 2.2",
    /// An error: a circle with an exclamation mark.
    Error "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 5v3.5M8 10.9v.01",
    /// Unfold everything.
    ExpandAll "M4 6l4-4 4 4M4 10l4 4 4-4",
    /// Leads to another site.
    External "M9 2.5h4.5V7M13.5 2.5l-6 6M11.5 9.5v4h-9v-9h4",
    /// A file.
    File "M4 1.75h5l3.25 3.25v9.25H4ZM9 1.75V5h3.25",
    /// Show only some.
    Filter "M2 3h12L9.5 8.5V12l-3 1.5v-5Z",
    /// A Region, the public scope.
    Globe "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2 8h12M8 2c1.8 1.8 2.6 3.8 2.6 6S9.8 12.2 8 14C6.2 12.2 5.4 10.2 5.4 8S6.2 3.8 8 2Z",
    /// Help: a circle with a question mark.
    Help "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.3 6.3a1.75 1.75 0 1 1 2.5 1.9c-.5.3-.8.6-.8 1.1M8 11.2v.01",
    /// What was done.
    History "M2.7 6.3A5.5 5.5 0 1 1 2.5 8.7M2.5 3.2v3.2h3.2M8 5v3.2l2.2 1.3",
    /// Two blocks become one.
    Join "M3.5 2.5V7L8 10.5V14M12.5 2.5V7L8 10.5M6.3 12.2 8 14l1.7-1.8",
    /// Shortcuts.
    Keyboard "M1.5 4h13v8h-13ZM4 6.6v.01M6.7 6.6v.01M9.3 6.6v.01M12 6.6v.01M5.2 9.5h5.6",
    /// A link.
    Link "M6.5 9.5l3-3M7.2 4.8l1.4-1.4a2.83 2.83 0 0 1 4 4l-1.4 1.4M8.8 11.2l-1.4 1.4a2.83 2.83 0 0 1-4-4l1.4-1.4",
    /// Rows.
    List "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4v.01M2.5 8v.01M2.5 12v.01",
    /// Guarded against change.
    Lock "M3.5 7h9v6.5h-9ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
    /// The map of the address space.
    Map "M2 2h5v5H2ZM9 2h5v5H9ZM2 9h5v5H2ZM9 9h5v5H9Z",
    /// The menu of the page.
    Menu "M2.5 4h11M2.5 8h11M2.5 12h11",
    /// More actions: three dots.
    More "M3.25 8a.25.25 0 1 0 .5 0 .25.25 0 1 0-.5 0M7.75 8a.25.25 0 1 0 .5 0 .25.25 0 1 0-.5 0M12.25 8a.25.25 0 1 0 .5 0 .25.25 0 1 0-.5 0",
    /// To another place.
    Move "M8 2v12M2 8h12M6.5 3.5 8 2l1.5 1.5M6.5 12.5 8 14l1.5-1.5M3.5 6.5 2 8l1.5 1.5M12.5 6.5 14 8l-1.5 1.5",
    /// The dark theme.
    Moon "M13.5 9.5a5.75 5.75 0 0 1-7-7 5.75 5.75 0 1 0 7 7Z",
    /// A note: a circle with an i.
    Note "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.5V11M8 5.1v.01",
    /// A side panel.
    Panel "M2 3h12v10H2ZM10 3v10",
    /// Add.
    Plus "M8 3v10M3 8h10",
    /// A pool: layers.
    Pool "M8 2l6 3-6 3-6-3ZM2 8l6 3 6-3M2 11l6 3 6-3",
    /// Do again what was undone.
    Redo "M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H9",
    /// A reservation.
    Reservation "M4 2h8v12l-4-3-4 3Z",
    /// A scope: a ring around a centre.
    Scope "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 10.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
    /// Search.
    Search "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.6 10.6 14 14",
    /// Settings: sliders.
    Settings "M2 5h6M11.5 5H14M2 11h2.5M8 11h6M9.75 6.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5ZM6.25 12.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z",
    /// One block becomes several.
    Split "M8 2v3.5M8 5.5 3.5 9v4.5M8 5.5 12.5 9v4.5M1.8 11.8l1.7 1.7 1.7-1.7M10.8 11.8l1.7 1.7 1.7-1.7",
    /// What is to be done, in order: a list that is ticked off.
    Steps "M2 4l1.2 1.2L5.5 2.8M2 9l1.2 1.2L5.5 7.8M8 4h6M8 9h6M2.5 13.5h.01M8 13.5h6",
    /// A subnet: a network.
    Subnet "M6 2h4v3.5H6ZM2 10.5h4V14H2ZM10 10.5h4V14h-4ZM8 5.5V8M4 10.5V8h8v2.5",
    /// The light theme.
    Sun "M8 10.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7",
    /// The theme of the system: a screen.
    System "M2 3h12v8H2ZM5.5 14h5M8 11v3",
    /// A tag.
    Tag "M2.5 2.5h5.2l5.8 5.8-5.2 5.2-5.8-5.8ZM5.2 5.2v.01",
    /// Delete.
    Trash "M2.5 4h11M6 4V2.5h4V4M4 4l.6 9.5h6.8L12 4M6.6 6.5V11M9.4 6.5V11",
    /// Take back.
    Undo "M5.5 3l-3 3 3 3M2.5 6h7a4 4 0 0 1 0 8H7",
    /// Open to change.
    Unlock "M3.5 7h9v6.5h-9ZM5.5 7V5a2.5 2.5 0 0 1 4.9-.7",
    /// Comes in as a file.
    Upload "M8 10.5v-8M4.5 6 8 2.5 11.5 6M2.5 13.5h11",
    /// A VPC: a cloud.
    Vpc "M4.75 13a3.25 3.25 0 0 1-.4-6.48A4 4 0 0 1 12 7.1a2.98 2.98 0 0 1-.5 5.9Z",
    /// A warning: a triangle with an exclamation mark.
    Warning "M8 2.5l6.25 11H1.75ZM8 6.5v3M8 11.5v.01",
    /// Nearer.
    ZoomIn "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.6 10.6 14 14M7 5v4M5 7h4",
    /// Farther.
    ZoomOut "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.6 10.6 14 14M5 7h4",
}

/// A small drawing beside a word. Assistive technology never hears of it: what it means is said by the text next to it, or
/// by the label of the button around it.
#[component]
pub fn Icon(
    /// What it shows.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=move || glyph.get().path() />
        </svg>
    }
    .into_any()
}
