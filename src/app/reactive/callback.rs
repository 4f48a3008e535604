//! What a component calls when something happens.

use std::marker::PhantomData;
use std::rc::Rc;

use super::erased::{Kept, keep, kept, wrong_type};

/// A function that a component is given to call.
pub struct Callback<In, Out = ()> {
    place: Kept,
    function: PhantomData<fn(In) -> Out>,
}

impl<In, Out> Clone for Callback<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Callback<In, Out> {}

/// What lies in the place.
type Function<In, Out> = Box<dyn Fn(In) -> Out>;

impl<In: 'static, Out: 'static> Callback<In, Out> {
    /// Keeps `function` as long as the owner stands.
    pub fn new(function: impl Fn(In) -> Out + 'static) -> Self {
        let function: Function<In, Out> = Box::new(function);
        Self {
            place: keep(Rc::new(function)),
            function: PhantomData,
        }
    }

    /// Calls it.
    pub fn run(&self, input: In) -> Out {
        match kept(self.place).downcast_ref::<Function<In, Out>>() {
            Some(function) => function(input),
            None => wrong_type(),
        }
    }
}

impl<Out: 'static, F: Fn() -> Out + 'static> From<F> for Callback<(), Out> {
    fn from(function: F) -> Self {
        Self::new(move |()| function())
    }
}
