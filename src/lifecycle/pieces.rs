//! Long work in pieces: it stops after some rows, and goes on where it was when it is asked again.
//!
//! What works holds references into what it looks at, so it is written as functions that await, and whoever wants it whole polls
//! it until it is done. Nobody waits for anything here: there is no waker, and no thread.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// How many rows a piece looks at, when it is to end soon.
const ROWS: usize = 1_000;

/// Counts the rows of a piece.
pub(super) struct Pieces {
    each: usize,
    rows: Cell<usize>,
}

impl Pieces {
    /// Pieces that take some milliseconds each.
    pub(super) fn short() -> Self {
        Self {
            each: ROWS,
            rows: Cell::new(0),
        }
    }

    /// One piece.
    pub(super) fn whole() -> Self {
        Self {
            each: usize::MAX,
            rows: Cell::new(0),
        }
    }

    /// Says that a row is done, and stops when the piece is.
    pub(super) fn row(&self) -> Stop {
        let rows = self.rows.get() + 1;
        let is_over = rows >= self.each;
        self.rows.set(if is_over { 0 } else { rows });
        Stop { is_over }
    }
}

/// The end of a row, and perhaps of a piece.
pub(super) struct Stop {
    is_over: bool,
}

impl Future for Stop {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<()> {
        match std::mem::take(&mut self.is_over) {
            true => Poll::Pending,
            false => Poll::Ready(()),
        }
    }
}

/// Does a piece of the work. What comes of it, once all is done.
pub(super) fn next_piece<T>(work: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Option<T> {
    match work.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

/// Does all of the work.
pub(super) fn whole<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Some(done) = next_piece(work.as_mut()) {
            return done;
        }
    }
}
