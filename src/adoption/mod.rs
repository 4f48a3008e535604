//! Adopting a network that already runs: how it stands to the pools, what pools would do to it, and the safe ways to bring the
//! two together.
//!
//! That IPAM has discovered a VPC does not keep a pool from giving its addresses to somebody else: what is discovered is not
//! allocated. Measured in September 2026: beside a running VPC 10.1.0.0/16, a fresh pool 10.0.0.0/14 gave 10.1.0.0/24 to another
//! account, and the VPC could never be imported from then on (smsilva/wasp-idp, `docs/adr/0015-defer-ipam-adoption.md`).
//!
//! It knows the plan and what AWS says of allocation and auto-import; it must not know how the network came into the plan, nor how
//! anything is shown. All is reckoned from the design, in which running VPCs are those that exist in AWS, or have a CIDR from no
//! pool.

mod auto_import;
mod danger;
mod ground;
mod ignore;
mod orders;
mod room;
mod survey;
mod tree;

pub use auto_import::{Fate, Import, Rivals, auto_import};
pub use danger::{Danger, Prediction, dangers, predict};
pub use ignore::{default_vpcs, ignore};
pub use orders::{Adoption, Left, SafeOrder, adopt};
pub use room::{Room, Rooms, put_block};
pub use survey::{LiveCidr, Overlap, Standing, survey};
pub use tree::{Growth, ProposedPool, Wish, build_tree, left_by, propose_tree, put_tops_around};
