//! Ordered maps, ordered sets and sorting that compile to little code.
//!
//! The standard library has faster ones in places, but compiles a tree of its own, some 8 kB of WebAssembly, for every type of
//! key and value, and a sort of its own, some 5 kB, for every type and order. The page has dozens of both and is downloaded
//! before it can be used. Here a map is sorted chunks, one type of key costs about 1 kB, and all sorting is one function over
//! positions, and one over numbers. What changes a map is never inlined, so that the compiler finds the maps by the ids of different tables equal
//! and keeps one of them.

mod map;
mod numbers;
mod set;
mod sort;

pub use map::{Entries, Iter, OrderedMap};
pub use numbers::sort_numbers;
pub use set::{Members, OrderedSet};
pub use sort::{sort, sort_by, sort_by_key};
