//! The native integration tests: one binary, a module per feature.

mod address;
mod index;
mod outline;
mod speed;
