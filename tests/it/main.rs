//! The native integration tests: one binary, a module per feature.

// A test that cannot go on panics: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod address;
mod adoption;
mod allocate;
mod aws_docs;
mod command;
mod compare;
mod connections;
mod cost;
mod examples;
mod export;
mod format;
mod gestures;
mod import;
mod import_foreign;
mod index;
mod lifecycle;
mod markdown;
mod ordered;
mod outline;
mod outline_change;
mod owned;
mod plan;
mod rules;
mod size;
mod stored;
mod subnets;
mod support;
mod workspace;
