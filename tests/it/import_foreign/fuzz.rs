//! Nothing that is read may panic, run without end or nest without end: every fixture, its bytes changed at random.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ipam_planner::import::table::{Column, Delimiter, Heading, Mapping};
use ipam_planner::import::{Progress, Reading, Source};

use crate::support::Random;

/// The fixtures of the shapes that are tested here, by name.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in [
        "tables",
        "cloudformation",
        "landing-zone",
        "visual-subnet-calculator",
        "davidc-subnets",
        "terraform",
        "terraform/literal",
    ] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.ends_with("lz-string.json") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() > 20, "{}", files.len());
    let named = files.into_iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    });
    named.collect()
}

/// Pieces that mean something in one of the shapes.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\n",
    "\r\n",
    "\t",
    ",",
    ";",
    "|",
    ":",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "<<: ",
    "!Ref ",
    "!Sub ",
    "!Cidr ",
    "!GetAtt ",
    "${",
    "%{",
    "}",
    "#",
    "'",
    "=",
    "==",
    "? 1 : 2",
    "for x in ",
    "...",
    "[*]",
    "count = 3\n",
    "for_each = ",
    "10.0.0.0/8",
    "/0",
    "/32",
    "/128",
    "::/0",
    "255.255.255.0",
    "0",
    "-1",
    "9223372036854775807",
    "1e999",
    "null",
    "true",
    "cidrsubnet(",
    "cidrsubnets(",
    "range(0, 1000000)",
    "merge(",
    "\u{feff}",
    "😀",
    "\0",
    "<<E\n",
    "E\n",
    "---\n",
    "  ",
    "Z",
    "z",
    "Fn::Cidr",
    "AWS::NoValue",
    "var.",
    "local.",
    "module.",
    "each.key",
];

fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len() + 1);
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = random.bits() as u8,
            2 => {
                let end = (at + random.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let piece = PIECES[random.below(PIECES.len())].repeat(1 + random.below(3));
                bytes.splice(at..at, piece.bytes());
            }
            4 => {
                let from = random.below(bytes.len() + 1);
                let end = (from + random.below(60)).min(bytes.len());
                let part = bytes[from..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

fn mapping(random: &mut Random) -> Mapping {
    let count = random.below(6);
    let columns: Vec<Column> = (0..count).map(|_| random.pick(Column::ALL).0).collect();
    Mapping {
        delimiter: random.pick(&[
            Delimiter::Tab,
            Delimiter::Comma,
            Delimiter::Semicolon,
            Delimiter::Bar,
            Delimiter::Space,
        ]),
        columns,
        heading: if random.once_in(2) {
            Heading::None
        } else {
            Heading::Line(random.below(6) as u32)
        },
    }
}

/// Reads so many mutated inputs, and says the slowest time of one.
fn run(cases: usize, seed: u32) {
    let fixtures = fixtures();
    let mut random = Random::new(seed);
    let mut slowest = (Duration::ZERO, String::new());
    for case in 0..cases {
        let count = 1 + usize::from(random.once_in(4));
        let mut sources = Vec::new();
        for _ in 0..count {
            let (name, bytes) = random.pick(&fixtures);
            let mut source = Source::file(&name, mutated(&bytes, &mut random));
            if random.once_in(10) {
                source = source.with_mapping(mapping(&mut random));
            }
            sources.push(source);
        }
        let begun = Instant::now();
        let effort = if random.once_in(3) { 100 } else { usize::MAX };
        let mut reading = Reading::new(sources);
        let mut steps = 0;
        while reading.step(effort) != Progress::Finished {
            steps += 1;
            assert!(steps < 100_000, "case {case} of seed {seed} goes on and on");
        }
        let took = begun.elapsed();
        if took > slowest.0 {
            slowest = (took, format!("case {case}"));
        }
        assert!(
            took < Duration::from_secs(20),
            "case {case} of seed {seed} took {took:?}"
        );
    }
    println!("{cases} cases, the slowest {slowest:?}");
}

/// However small the pieces, what is read is the same.
#[test]
fn what_is_read_in_pieces_is_what_is_read_at_once() {
    let fixtures = fixtures();
    let mut random = Random::new(5);
    let mutants: Vec<(String, Vec<u8>)> = (0..300)
        .map(|_| {
            let (name, bytes) = random.pick(&fixtures);
            (name, mutated(&bytes, &mut random))
        })
        .collect();
    for (name, bytes) in fixtures.into_iter().chain(mutants) {
        let at_once = Reading::new(vec![Source::file(&name, bytes.clone())]).finish();
        for effort in [1, 60, 1_000] {
            let mut reading = Reading::new(vec![Source::file(&name, bytes.clone())]);
            while reading.step(effort) != Progress::Finished {}
            let text = || String::from_utf8_lossy(&bytes).into_owned();
            assert_eq!(
                reading.into_understood(),
                at_once,
                "{name}, {effort} bytes at a time: {}",
                text()
            );
        }
    }
}

#[test]
fn no_mutated_input_panics() {
    run(1_500, 1);
}

#[test]
#[ignore = "a long run: a million mutated inputs"]
fn no_mutated_input_of_a_million_panics() {
    for seed in 100..120 {
        run(50_000, seed);
    }
}
