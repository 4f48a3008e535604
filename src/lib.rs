//! IPAM Planner: a single web page in which a network architect designs an AWS VPC IPAM address plan. It runs in the
//! browser alone: there is no server, and nothing leaves the page.
//!
//! # Map
//!
//! The domain stands at the top, the browser is one folder among the others:
//!
//! | module | owns | must not know |
//! |---|---|---|
//! | [`ordered`] | ordered maps and sets, and sorting, that compile to little code | what is kept in them |
//! | [`address`] | what a CIDR is, sets of them, overlap, free space and placement | AWS |
//! | [`plan`] | the document as a value: tables, edits, history; the index of what must stay fast; gestures | what AWS allows |
//! | [`cost`] | from workloads to the addresses that AWS bills, and from these to money; scenarios, what runs out | what AWS allows, how figures are shown |
//! | [`rules`] | from a plan to its findings, one rule per file | how findings are shown |
//! | [`connections`] | which VPCs and networks on premises can be connected, and why not | how the answer is shown |
//! | [`lifecycle`] | from what exists in AWS to the plan, as steps that AWS accepts | how steps are shown, what a good plan is |
//! | [`format`](mod@format) | the planner's own file, and what is decided about stored copies of it | files, browsers |
//! | [`import`] | from what others wrote to rows, a preview and one edit | how a preview is shown, what AWS would accept |
//! | [`export`] | from a plan to texts that others apply, open or read, one file per target | what AWS refuses, how a text is shown or saved |
//! | [`adoption`] | how a running network stands to the pools, what they would do to it, and the safe orders | how the network came into the plan |
//! | [`examples`] | worked examples, and large generated plans to measure with | |
//! | [`generate`] | from a few answers to a tree of pools | how the answers were asked |
//! | [`search`] | who has an address, where a block fits, what is left, which rows a query means | how it was asked |
//! | [`markdown`] | what is understood of Markdown, as data | how it is shown |
//! | [`foresight`] | what an edit would do to the findings | how an edit came about |
//! | [`compare`](mod@compare) | what differs between two plans, taking single differences over, putting two copies together | where the plans come from |
//! | [`workspace`] | an open plan with everything derived from it, kept current | the browser |
//! | `app` | the page: Leptos, storage, files, keys (feature `web`) | |
//! | `command` | the command line for reviews: files and standard output (natively) | browsers |
//!
//! Dependencies point one way: `ordered` ← `address` ← `plan` ← `cost` ← `rules`, `connections`, `lifecycle`, `format`, `import`, `adoption`, `examples`;
//! `rules` ← `generate`, `search`, `foresight`, `export`; `format`, `foresight` ← `compare`; all ← `workspace` ← `app`.
//!
//! # Invariants
//!
//! Each with what enforces it.
//!
//! 1. **Everything outside `app` builds without a browser**, clock, random source or global. The gate compiles and tests
//!    with `--no-default-features`; ids are minted outside and handed in as a [`plan::IdSource`].
//! 2. **The domain never panics on any input.** Clippy denies `unwrap`, `expect`, `panic` and `unsafe`; random and
//!    mutated inputs run through every parser (`tests/it`).
//! 3. **A [`Cidr`](address::Cidr) is canonical from birth.** Its field is private, every constructor refuses or reports
//!    host bits, and serde goes through the same door.
//! 4. **The plan is a value: equal plans save to equal bytes.** Tables are ordered maps, nothing derived is in them, no
//!    float touches addresses or money, and a count of addresses is a type of its own, [`AddressCount`](address::AddressCount).
//!    Round trips are tested on random plans.
//! 5. **Every change goes through [`Plan::apply`](plan::Plan::apply)**, which gives back the inverse or leaves the plan
//!    untouched: the tables are private to [`plan`]. Undoing and redoing random histories restores identical bytes
//!    (`tests/it`).
//! 6. **What is derived is never stored in the file.** A sub-pool's provisioned CIDR *is* the allocation in its source
//!    pool: there is no table for the latter.
//! 7. **View state is not in the plan, the file or the history.** Selection and expansion are fields of the app's
//!    `Planner`, which the plan does not know.
//! 8. **A released file version never changes.** Its wire structs are a module of their own and its fixtures are read by
//!    a test; a newer file is refused with a sentence. (Version 1 is not released yet.)
//! 9. **A failed load never overwrites what was stored.** What cannot be read is set aside with its text; each slot is
//!    damaged in turn in a browser test.
//! 10. **`app::platform` returns errors, `app` chooses the words.** Each error is shown once: the words stand in one
//!     module, and the platform has none for people.
//! 11. **Nothing needs a pointer, a drag, colour vision or a network.** Browser tests go by keyboard, axe runs on each
//!     surface, and a test fails on any request after loading.
//! 12. **The built page runs under a strict content security policy** with no inline script: a browser test asserts the
//!     policy and that nothing violates it.
//!
//! # Size
//!
//! The page is downloaded, so code that is compiled once per type is written so that it is compiled once: [`ordered`] here,
//! `app::reactive` and `app::markup` in the page. The page comes in chunks, whose only entrances are the tables of
//! `app::chunks`. `scripts/size.mjs` holds each kind of visit under a ceiling.
//!
//! # Speed
//!
//! What an edit costs depends on the blocks that it touches and on what overlaps them, never on the size of the plan:
//! [`plan::index`], [`rules`] and [`cost::Estimate`] are kept current edit by edit, and property tests hold them equal to what is
//! built afresh.

pub mod address;
pub mod adoption;
#[cfg(feature = "web")]
pub mod app;
#[cfg(not(target_family = "wasm"))]
pub mod command;
pub mod compare;
pub mod connections;
pub mod cost;
pub mod examples;
pub mod export;
pub mod foresight;
pub mod format;
pub mod generate;
pub mod import;
pub mod lifecycle;
pub mod markdown;
pub mod ordered;
pub mod plan;
pub mod rules;
pub mod search;
pub mod workspace;
