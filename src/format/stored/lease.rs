//! Whether a save may go on: the fencing token.

use super::record::Position;

/// Another tab has become the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LostLease;

/// Whether the writer of epoch `mine`, who last saw revision `expected`, may write. `lease` is the epoch that the
/// database holds for the plan, `stored` the newest revision there, both read in the transaction that writes.
///
/// Nothing stored, or something older than expected, is no reason to refuse: the site's data was cleared or set back,
/// and what the writer has is then all there is.
///
/// # Errors
/// Another tab has become the writer, or has written.
pub fn may_commit(mine: u64, expected: u64, lease: Option<u64>, stored: Option<Position>) -> Result<(), LostLease> {
    if lease.is_some_and(|epoch| epoch > mine) {
        return Err(LostLease);
    }
    match stored {
        Some(at) if at.epoch > mine => Err(LostLease),
        // An epoch has one writer, so this is a save of our own whose end was not heard.
        Some(at) if at.epoch == mine => Ok(()),
        Some(at) if at.revision > expected => Err(LostLease),
        _ => Ok(()),
    }
}
