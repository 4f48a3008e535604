//! What is decided about stored plans: recovery, fencing, room, and when to save.

use ipam_planner::format::stored::*;

fn plan(epoch: u64, revision: u64, text: &str) -> StoredPlan {
    StoredPlan {
        id: "p1".into(),
        at: Position { epoch, revision },
        saved_at: 1_000 * revision,
        exported_at: None,
        draft: Draft {
            name: "Berlin \"DC\"\n\u{202e}".into(),
            format_version: 1,
            text: text.into(),
        },
    }
}

fn read_back(plan: &StoredPlan) -> Result<StoredPlan, Damaged> {
    read_record("p1", &plan.header(Packing::Plain), plan.draft.text.clone(), 1)
}

#[test]
fn a_record_reads_back_as_it_was_written() {
    for text in ["", "{}", "{\n \"a\": \"\u{1f5fa}\"\n}", "line\r\nline\u{2028}", "\0"] {
        let mut plan = plan(2, 7, text);
        assert_eq!(read_back(&plan), Ok(plan.clone()));
        plan.exported_at = Some(5);
        let copy = plan.copy(Packing::Plain, text);
        let header = plan.header(Packing::Plain);
        assert_eq!(split_copy(&copy), Some((header.as_str(), Packing::Plain, text)));
        assert_eq!(read_record("p1", &header, text.to_owned(), 1), Ok(plan.clone()));
        assert_eq!(
            Entry::read(&header),
            Some(plan.entry()),
            "the list can be made from the header alone"
        );
        assert_eq!(Entry::read(&plan.entry().write()), Some(plan.entry()));
    }
}

#[test]
fn any_changed_byte_of_a_record_is_noticed() {
    let good = plan(2, 7, "{\"name\":\"x\"}");
    let header = good.header(Packing::Plain);
    for (place, byte) in header.bytes().enumerate() {
        for other in [byte ^ 1, b'0', b'"', b' '] {
            let mut bytes = header.clone().into_bytes();
            if let Some(slot) = bytes.get_mut(place) {
                *slot = other;
            }
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            match read_record("p1", &changed, good.draft.text.clone(), 1) {
                // What the checksum leaves out may differ; what it covers may not.
                Ok(read) => assert_eq!(
                    (read.at, read.draft, read.saved_at),
                    (good.at, good.draft.clone(), 7_000)
                ),
                Err(damaged) => assert_eq!(damaged.text, good.draft.text, "the text is given back"),
            }
        }
    }
    for cut in 0..good.draft.text.len() {
        let text = good.draft.text[..cut].to_owned();
        let damaged = read_record("p1", &header, text.clone(), 1).expect_err("cut short");
        assert_eq!(
            damaged,
            Damaged {
                damage: Damage::Changed,
                text,
                claims: Some(good.at)
            }
        );
    }
}

#[test]
fn what_is_not_ours_and_what_is_newer_are_told_apart() {
    let header = plan(1, 1, "t").header(Packing::Plain);
    let mut newer = plan(1, 1, "t");
    newer.draft.format_version = 9;
    let cases = [
        ("p1", "", Damage::Unreadable),
        ("p1", "null", Damage::Unreadable),
        ("p1", "{}", Damage::Unreadable),
        ("p1", "{\"store\":1}", Damage::Unreadable),
        ("p2", header.as_str(), Damage::Unreadable),
        ("p1", "{\"store\":2,\"anything\":[]}", Damage::NewerFormat(2)),
        ("p1", &newer.header(Packing::Plain), Damage::NewerFormat(9)),
    ];
    for (id, header, expected) in cases {
        let found = read_record(id, header, "t".into(), 1).map_err(|damaged| (damaged.damage, damaged.text));
        assert_eq!(found, Err((expected, "t".to_owned())), "{header}");
    }
    assert_eq!(split_copy("no line break"), None);
    assert_eq!(split_copy("{\"packing\":\"zip\"}\nbody"), None);
}

#[test]
fn with_any_slots_damaged_the_newest_good_one_is_the_plan() {
    let slots = [
        (Slot::Durable(10), plan(3, 10, "ten")),
        (Slot::Durable(11), plan(3, 11, "eleven")),
        (Slot::Durable(12), plan(3, 12, "twelve")),
        (Slot::Copy, plan(3, 12, "twelve")),
    ];
    let promised = Some(Position { epoch: 3, revision: 12 });
    for damage in [Damage::Changed, Damage::Unreadable, Damage::NewerFormat(4)] {
        for damaged_set in 0_u32..16 {
            let is_damaged = |index: usize| damaged_set & (1 << index) != 0;
            let candidates = slots.iter().enumerate().map(|(index, (slot, plan))| Candidate {
                slot: *slot,
                found: if is_damaged(index) {
                    let claims = (damage != Damage::Unreadable).then_some(plan.at);
                    Err(Damaged {
                        damage,
                        text: format!("bad {index}"),
                        claims,
                    })
                } else {
                    Ok(plan.clone())
                },
            });
            let recovery = recover(candidates.collect(), promised);
            let expected = match damaged_set {
                _ if !is_damaged(2) => Some("twelve"),
                _ if !is_damaged(3) => Some("twelve"),
                _ if !is_damaged(1) => Some("eleven"),
                _ if !is_damaged(0) => Some("ten"),
                _ => None,
            };
            let got = recovery.plan.as_ref().map(|(_, plan)| plan.draft.text.as_str());
            assert_eq!(got, expected, "{damage:?} {damaged_set:04b}");
            assert_eq!(recovery.rivals, []);
            assert_eq!(recovery.next_revision, 13);
            let kept: Vec<&str> = recovery
                .damaged
                .iter()
                .map(|(_, damaged)| damaged.text.as_str())
                .collect();
            let expected: Vec<String> = (0..4)
                .filter(|index| is_damaged(*index))
                .map(|index| format!("bad {index}"))
                .collect();
            assert_eq!(kept, expected, "every damaged text is kept");
            let older = got != Some("twelve");
            assert_eq!(recovery.lost, older.then_some(12));
            assert_eq!(recovery.fell_back(), older, "{damage:?} {damaged_set:04b}");
        }
    }
}

#[test]
fn two_histories_are_both_kept_and_the_past_is_not_a_rival() {
    // Slot, epoch, revision, text; then which text is the plan, and the rivals.
    type Found = (Slot, u64, u64, &'static str);
    let copy = Slot::Copy;
    let cases: [(&[Found], &str, &[&str]); 10] = [
        (&[(Slot::Durable(5), 1, 5, "a"), (copy, 1, 5, "a")], "a", &[]),
        (&[(Slot::Durable(5), 1, 5, "a"), (copy, 1, 6, "b")], "b", &[]),
        (&[(Slot::Durable(5), 1, 5, "a"), (copy, 1, 4, "b")], "a", &[]),
        (&[(Slot::Durable(5), 1, 5, "a"), (copy, 1, 5, "b")], "a", &["b"]),
        // The page was hidden with revision 6 in the copy only; the next tab went on from there.
        (&[(Slot::Durable(7), 2, 7, "c"), (copy, 1, 6, "b")], "c", &[]),
        // A tab that had lost the plan wrote a copy past the new writer.
        (&[(Slot::Durable(7), 2, 7, "c"), (copy, 1, 9, "b")], "c", &["b"]),
        (&[(Slot::Durable(7), 2, 7, "c"), (copy, 1, 7, "b")], "c", &["b"]),
        (&[(Slot::Durable(7), 2, 7, "c"), (copy, 1, 9, "c")], "c", &[]),
        (&[(copy, 1, 1, "only")], "only", &[]),
        (
            &[
                (Slot::Durable(5), 1, 5, "a"),
                (Slot::Durable(6), 1, 6, "b"),
                (copy, 1, 5, "a"),
            ],
            "b",
            &[],
        ),
    ];
    for (found, expected, rivals) in cases {
        let mut orders = vec![found.to_vec(), found.iter().rev().copied().collect()];
        for order in &mut orders {
            let candidates = order.iter().map(|(slot, epoch, revision, text)| Candidate {
                slot: *slot,
                found: Ok(plan(*epoch, *revision, text)),
            });
            let recovery = recover(candidates.collect(), None);
            assert_eq!(
                recovery.plan.map(|(_, plan)| plan.draft.text).as_deref(),
                Some(expected),
                "{found:?}"
            );
            let got: Vec<String> = recovery.rivals.into_iter().map(|(_, plan)| plan.draft.text).collect();
            assert_eq!(got, rivals, "{found:?}");
            let highest = found.iter().map(|(_, _, revision, _)| *revision).max();
            assert_eq!(Some(recovery.next_revision), highest.map(|highest| highest + 1));
        }
    }
    assert_eq!(
        recover(vec![], None),
        Recovery {
            next_revision: 1,
            ..Recovery::default()
        }
    );
}

#[test]
fn a_save_is_refused_when_another_tab_has_the_plan() {
    let at = |epoch, revision| Some(Position { epoch, revision });
    // Epoch, revision last seen, the database's epoch, its newest save, whether the save may go on.
    let cases = [
        (1, 0, None, None, true),
        (3, 9, Some(3), at(2, 9), true),
        (3, 9, Some(3), at(3, 9), true),
        (3, 9, Some(3), at(3, 12), true),
        (3, 9, Some(4), at(3, 9), false),
        (3, 9, Some(3), at(4, 10), false),
        (3, 9, Some(3), at(2, 10), false),
        (3, 9, None, None, true),
        (3, 9, Some(2), at(2, 4), true),
        (3, 9, Some(5), None, false),
    ];
    for (mine, expected, lease, stored, may) in cases {
        let answer = may_commit(mine, expected, lease, stored);
        assert_eq!(
            answer.is_ok(),
            may,
            "epoch {mine}, saw {expected}, lease {lease:?}, stored {stored:?}"
        );
    }
}

#[test]
fn only_spare_copies_are_given_up_and_the_oldest_first() {
    let copy = |key: &str, length, saved_at, spare| KeptCopy {
        key: key.into(),
        length,
        saved_at,
        spare,
    };
    let kept = [copy("a", 30, 3, true), copy("b", 30, 1, true), copy("c", 30, 2, false)];
    let cases: [(u64, Option<&[&str]>); 6] = [
        (0, Some(&[])),
        (10, Some(&[])),
        (11, Some(&["b"])),
        (40, Some(&["b"])),
        (70, Some(&["b", "a"])),
        (71, None),
    ];
    for (length, expected) in cases {
        let expected = expected.map(|keys| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>());
        assert_eq!(make_room(&kept, length, 100), expected, "{length}");
    }
    assert_eq!(make_room(&[copy("a", u64::MAX, 1, false)], u64::MAX, 100), None);
}

#[test]
fn each_browsers_name_for_a_problem_is_known() {
    let other = StorageProblem::Other {
        name: "AbortError".into(),
        message: "m".into(),
    };
    let cases = [
        ("QuotaExceededError", 22, StorageProblem::Full),
        ("QuotaExceededError", 0, StorageProblem::Full),
        ("NS_ERROR_DOM_QUOTA_REACHED", 1014, StorageProblem::Full),
        ("QUOTA_EXCEEDED_ERR", 22, StorageProblem::Full),
        ("", 22, StorageProblem::Full),
        ("SecurityError", 18, StorageProblem::Blocked),
        ("AbortError", 20, other),
    ];
    for (name, code, expected) in cases {
        assert_eq!(
            StorageProblem::from_exception(name, code, "m"),
            expected,
            "{name} {code}"
        );
    }
}

#[test]
fn the_state_is_said_from_the_edit_to_the_save() {
    use Happening::*;
    let full = || StorageProblem::Full;
    let saved = |revision, at| SaveState::Saved { revision, at };
    let not_saved = |since| SaveState::NotSaved { problem: full(), since };
    // When, what happens, what to do, what is said.
    let script = [
        (0, Edited, Next::Rest, SaveState::ReadOnly),
        (0, Granted(Some((4, 0))), Next::Rest, saved(4, 0)),
        (1_000, Edited, Next::WakeAt(1_400), SaveState::Dirty),
        (1_300, Edited, Next::WakeAt(1_400), SaveState::Dirty),
        (1_400, Woke, Next::Commit, SaveState::Saving),
        (1_405, Edited, Next::Rest, SaveState::Saving),
        (1_410, Committed { revision: 5 }, Next::WakeAt(1_805), SaveState::Dirty),
        (1_500, Hurry, Next::Commit, SaveState::Saving),
        (1_501, Edited, Next::Rest, SaveState::Saving),
        (1_502, Hurry, Next::Rest, SaveState::Saving),
        (1_510, Committed { revision: 6 }, Next::Commit, SaveState::Saving),
        (1_520, Failed(full()), Next::WakeAt(2_520), not_saved(1_520)),
        (1_900, Edited, Next::WakeAt(2_300), not_saved(1_520)),
        (2_300, Woke, Next::Commit, not_saved(1_520)),
        (2_310, Failed(full()), Next::WakeAt(4_310), not_saved(1_520)),
        (2_400, Hurry, Next::Commit, not_saved(1_520)),
        (2_410, Failed(full()), Next::WakeAt(6_410), not_saved(1_520)),
        // The clock is set back: the pause is no longer than it was meant to be.
        (100, Woke, Next::WakeAt(4_100), not_saved(1_520)),
        (4_100, Woke, Next::Commit, not_saved(1_520)),
        (4_110, Committed { revision: 9 }, Next::Rest, saved(9, 4_110)),
        (4_200, Hurry, Next::Rest, saved(9, 4_110)),
        (5_000, Edited, Next::WakeAt(5_400), SaveState::Dirty),
        (5_400, Woke, Next::Commit, SaveState::Saving),
        (
            5_401,
            Failed(StorageProblem::LostLease),
            Next::Rest,
            SaveState::ReadOnly,
        ),
        (5_402, Edited, Next::Rest, SaveState::ReadOnly),
        (5_500, Granted(None), Next::Rest, SaveState::Dirty),
        (5_501, Edited, Next::WakeAt(5_901), SaveState::Dirty),
        (5_502, Lost, Next::Rest, SaveState::ReadOnly),
    ];
    let mut autosave = Autosave::new();
    for (now, happening, next, state) in script {
        let shown = format!("{now}: {happening:?}");
        assert_eq!(autosave.handle(happening, now), next, "{shown}");
        assert_eq!(autosave.state(), state, "{shown}");
    }
}

/// A store and a user, simulated: edits at random moments, saves that take random time and sometimes fail.
#[test]
fn whatever_happens_saved_means_saved_and_no_edit_waits_too_long() {
    for seed in 1_u64..=200 {
        let mut random = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut below = |limit: u64| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random % limit
        };
        let failing = below(2) == 0;
        let mut autosave = Autosave::new();
        autosave.handle(Happening::Granted(Some((0, 0))), 0);
        let (mut edits, mut stored) = (0_u64, 0_u64);
        let mut under_way: Option<(u64, u64)> = None;
        let mut wake: Option<u64> = None;
        let mut edited_at = Vec::new();
        // After the last failure at 15,000 the longest pause is 30,000.
        for now in 0..46_000_u64 {
            let mut happenings = Vec::new();
            if now < 15_000 && below(300) == 0 {
                edits += 1;
                edited_at.push(now);
                happenings.push(Happening::Edited);
            }
            if below(2_000) == 0 {
                happenings.push(Happening::Hurry);
            }
            if wake.is_some_and(|at| at <= now) {
                wake = None;
                happenings.push(Happening::Woke);
            }
            if let Some((content, _)) = under_way.filter(|(_, end)| *end <= now) {
                under_way = None;
                if failing && now < 15_000 && below(2) == 0 {
                    happenings.push(Happening::Failed(StorageProblem::Full));
                } else {
                    stored = content;
                    happenings.push(Happening::Committed { revision: content });
                }
            }
            for happening in happenings {
                match autosave.handle(happening, now) {
                    Next::Rest => wake = None,
                    Next::WakeAt(at) => {
                        assert!(at > now, "seed {seed}: a wake-up in the past would spin");
                        wake = Some(at);
                    }
                    Next::Commit => {
                        assert_eq!(under_way, None, "seed {seed}: two saves at a time");
                        wake = None;
                        under_way = Some((edits, now + below(60)));
                    }
                }
            }
            if matches!(autosave.state(), SaveState::Saved { .. }) {
                assert_eq!(
                    stored, edits,
                    "seed {seed} at {now}: shown as saved and not in the store"
                );
            }
            assert_eq!(autosave.has_unsaved(), stored < edits, "seed {seed} at {now}");
            if !failing && let Some(since) = usize::try_from(stored).ok().and_then(|first| edited_at.get(first)) {
                assert!(
                    now - since <= 400 + 60 + 60,
                    "seed {seed} at {now}: an edit of {since} waits"
                );
            }
        }
        assert_eq!(
            stored, edits,
            "seed {seed}: everything is saved in the end, also after failures"
        );
    }
}
