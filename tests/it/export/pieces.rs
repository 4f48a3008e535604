//! Large plans are written in pieces, none of which takes long.

use std::time::{Duration, Instant};

use ipam_planner::export::{Export, Extent, Target};

use super::open;

#[test]
fn pieces_make_the_whole_text() {
    let workspace = open(ipam_planner::examples::generated(3_000));
    for target in Target::ALL {
        let whole = Export::whole(target, Extent::Plan, workspace.source());
        let mut export = Export::new(target, Extent::Plan, workspace.source());
        let (mut text, mut pieces) = (String::new(), 0);
        while let Some(piece) = export.next_piece(workspace.source()) {
            text.push_str(&piece);
            pieces += 1;
        }
        assert_eq!(text, whole.text);
        assert_eq!(export.not_expressed(), whole.not_expressed);
        assert!(pieces > 1, "{target:?}");
        // Nothing follows.
        assert_eq!(export.next_piece(workspace.source()), None);
    }
}

/// Measures: `cargo test --release how_long -- --ignored --nocapture`.
#[test]
#[ignore = "for people"]
fn how_long_pieces_take() {
    let workspace = open(ipam_planner::examples::generated(100_000));
    let start = Instant::now();
    let steps = ipam_planner::lifecycle::lifecycle(workspace.plan()).steps.len();
    println!("{steps} steps worked out in {} ms", start.elapsed().as_millis());
    for target in Target::ALL {
        let start = Instant::now();
        let mut export = Export::new(target, Extent::Plan, workspace.source());
        let (mut longest, mut bytes, mut pieces) = (Duration::ZERO, 0, 0);
        loop {
            let start = Instant::now();
            let piece = export.next_piece(workspace.source());
            longest = longest.max(start.elapsed());
            let Some(piece) = piece else { break };
            bytes += piece.len();
            pieces += 1;
        }
        println!(
            "{:28} {:>6} ms in {pieces:>5} pieces, the longest {:>4} ms, {:>6} kB",
            target.label(),
            start.elapsed().as_millis(),
            longest.as_millis(),
            bytes / 1_000
        );
    }
}
