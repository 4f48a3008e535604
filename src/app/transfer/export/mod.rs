//! The plan in another language: what it says, what it cannot say, copied or downloaded.

mod choices;
mod highlight;
mod language;
mod preview;
mod writing;

use crate::app::copying::{copier, save};
use crate::app::markup::*;
use crate::app::parts::{Announcer, Button, ButtonKind, Dialog, DialogSize, Notice, use_announcer};
use crate::app::planner::{Planner, use_planner};
use crate::app::platform::later::spawn;
use crate::app::platform::{download, picture};
use crate::app::reactive::{Callback, Memo, RwSignal, Signal, effect};
use crate::app::session::{Session, use_session};
use crate::app::words::file_name;
use crate::export::Target;
use language::Language;
use writing::{Part, Progress, Writing};

/// How much larger than the drawing the picture is, where there is room: for screens with many pixels.
const SCALE: f64 = 2.0;

/// The dialog.
pub(super) fn export(open: RwSignal<bool>) -> AnyView {
    let (planner, session) = (use_planner(), use_session());
    let language = RwSignal::new(Language::Text(Target::Terraform));
    let part = RwSignal::new(Part::Plan);
    let writing = Writing::new(planner);
    effect(move |_| writing.begin(language.get(), part.get()));
    on_cleanup(move || writing.let_go());
    view! {
        <Dialog
            open=open
            title="Export"
            description=Some("Every CIDR is written out, so that AWS does not choose another one. Look it over before you apply it.".to_owned())
            size=DialogSize::Wide
            footer=move || buttons(planner, session, language, writing)
        >
            <div class="stack">
                {choices::choices(planner, language, part, writing.selected)}
                {preview::said(writing, language, part)}
                {preview::preview(writing, language)}
            </div>
        </Dialog>
    }
    .into_any()
}

fn buttons(planner: Planner, session: Session, language: RwSignal<Language>, writing: Writing) -> AnyView {
    let announcer = use_announcer();
    let copy = copier(move || writing.text().to_string(), "Copied the text");
    let download = Callback::new(move |()| {
        let language = language.get_untracked();
        let name = planner.peek(|workspace| file_name(&workspace.plan().about().name));
        let name = name.replace("ipam.json", language.file_ending());
        match language {
            Language::Plan => session.export(planner),
            Language::Picture => save_picture(announcer, name, preview::on_white(&writing.text())),
            _ => save(announcer, &name, language.media_type(), &writing.text()),
        }
    });
    let refusal = Signal::derive(move || match writing.progress() {
        Progress::Whole => None,
        Progress::Writing(_) => Some("It is still being written".to_owned()),
        Progress::Stopped => Some("It was stopped before it was whole".to_owned()),
    });
    let copies = Memo::new(move |_| language.get() != Language::Picture);
    view! {
        {following(move || copies.get().then(|| view! { <Button label="Copy" refusal=refusal on_press=copy /> }))}
        <Button label="Download" kind=ButtonKind::Primary refusal=refusal on_press=download />
    }
    .into_any()
}

/// Draws the map and offers it as a file.
fn save_picture(announcer: Announcer, name: String, svg: String) {
    spawn(async move {
        let notice = match picture::png(&svg, SCALE).await {
            Ok(blob) => match download::save_blob(&name, &blob) {
                Ok(()) => Notice::done(format!("Downloaded {name}")),
                Err(_) => Notice::error("The browser does not let the page save a file"),
            },
            Err(picture::NoPicture::TooLong) => {
                Notice::error("The map is longer than browsers draw: export a part of the tree, or the map as SVG")
            }
            Err(picture::NoPicture::Refused) => Notice::error("The browser does not draw the map: export it as SVG"),
        };
        announcer.show(notice);
    });
}
