//! What a block is, as a colour and a shape.

use crate::app::markup::*;
use crate::app::reactive::Signal;

/// What a block of addresses is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BlockKind {
    /// A pool, or a CIDR of one: a square.
    Pool,
    /// A CIDR of a VPC, allocated from a pool: a disc.
    Vpc,
    /// A CIDR of a VPC from no pool: a ring.
    UnmanagedVpc,
    /// A reservation: a diamond.
    Reserved,
    /// A subnet: half a square.
    Subnet,
    /// Nobody's: a dashed square.
    Free,
}

impl BlockKind {
    /// All of them, for legends.
    pub const ALL: [Self; 6] = [
        Self::Pool,
        Self::Vpc,
        Self::UnmanagedVpc,
        Self::Reserved,
        Self::Subnet,
        Self::Free,
    ];

    /// The word for it, inside a sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pool => "pool",
            Self::Vpc => "VPC",
            Self::UnmanagedVpc => "unmanaged VPC",
            Self::Reserved => "reserved",
            Self::Subnet => "subnet",
            Self::Free => "free",
        }
    }

    /// The part of a class name: the tokens and the sheets know it by this.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pool => "pool",
            Self::Vpc => "vpc",
            Self::UnmanagedVpc => "unmanaged",
            Self::Reserved => "reserved",
            Self::Subnet => "subnet",
            Self::Free => "free",
        }
    }
}

/// Whether the word of a mark is needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum MarkWord {
    /// It is said before what follows: rows.
    #[default]
    Said,
    /// It is written beside the mark: legends.
    Written,
    /// It stands there already.
    Elsewhere,
}

/// The mark of a kind: a colour and a shape, with its word said or written.
#[component]
pub fn KindMark(
    /// What the block is.
    #[prop(into)]
    kind: Signal<BlockKind>,
    /// Whether its word is needed.
    #[prop(optional)]
    word: MarkWord,
) -> impl IntoView {
    let mark = view! { <span class=move || format!("kind kind--{}", kind.get().name()) aria-hidden="true"></span> };
    let text = move || kind.get().word();
    match word {
        MarkWord::Said => view! { {mark}<span class="visually-hidden">{text}" "</span> }.into_any(),
        MarkWord::Written => view! { <span class="legend">{mark}{text}</span> }.into_any(),
        MarkWord::Elsewhere => mark.into_any(),
    }
}
