//! What is done when values change.

use leptos::prelude::Effect;

/// Runs `act` soon, and again whenever something that it read has changed, for as long as the owner stands. It is given
/// what it returned the last time.
pub fn effect<T: 'static>(mut act: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    run(Box::new(move || before = Some(act(before.take()))));
}

#[inline(never)]
fn run(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| act());
}
