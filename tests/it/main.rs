//! The native integration tests: one binary, a module per feature.
<<<<<<< HEAD

mod address;
=======
mod stored;
>>>>>>> store
