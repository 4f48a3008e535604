//! The steps as a script that a shell runs, with an AWS that writes down what it is called with.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use ipam_planner::lifecycle::{Action, Value, diff, script};
use ipam_planner::plan::{AwsTables, IntentTables};

use super::likely::Likely;
use crate::support::RandomEdits;

/// Stands for the AWS CLI. Each call is a line of words that end in a control character; ids are counted, states are as they
/// are wanted.
const AWS: &str = r#"#!/bin/sh
# One call fails, and is not written down.
if [ -n "${FAILS_AT:-}" ] && [ "$(wc -l <"$CALLS")" -eq "$FAILS_AT" ]; then exit 254; fi
{ for word in "$@"; do printf '%s\037' "$word"; done; printf '\n'; } >>"$CALLS"
case "$*" in
*"Ipams[0].State"* | *"IpamScopes[0].State"* | *"IpamPools[0].State"*) echo create-complete ;;
*"describe-ipam-pools"*) exit 1 ;;
*"State | [0]"*) echo provisioned ;;
# Listed, then not listed: whatever is waited for comes.
*"length("*) echo "$(($(wc -l <"$CALLS") % 2))" ;;
*--query*) echo "made-$(wc -l <"$CALLS" | tr -d ' ')" ;;
*) echo '{}' ;;
esac
"#;

struct Sandbox(PathBuf);

impl Sandbox {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("ipam-planner-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        // Nobody waits in a test.
        for (name, text) in [("aws", AWS), ("sleep", "#!/bin/sh\n")] {
            let program = path.join(name);
            fs::write(&program, text).unwrap();
            let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            fs::set_permissions(&program, mode).unwrap();
        }
        Self(path)
    }

    /// Runs a script with every variable at its top filled in. The words of each call.
    fn run(&self, script: &str) -> Vec<Vec<String>> {
        let calls = self.0.join("calls");
        fs::write(&calls, "").unwrap();
        let out = self.go(script, None);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.success(), "{said}\n{script}");
        self.calls()
    }

    /// The words of each call so far.
    fn calls(&self) -> Vec<Vec<String>> {
        let words = |line: &str| line.split_terminator('\u{1f}').map(str::to_owned).collect();
        fs::read_to_string(self.0.join("calls"))
            .unwrap()
            .lines()
            .map(words)
            .collect()
    }

    /// Forgets all calls and all journals.
    fn forget(&self) {
        fs::write(self.0.join("calls"), "").unwrap();
        for entry in fs::read_dir(&self.0).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "journal") {
                fs::remove_file(path).unwrap();
            }
        }
    }

    /// Runs a script; the call after so many fails.
    fn go(&self, script: &str, fails_at: Option<usize>) -> std::process::Output {
        let calls = self.0.join("calls");
        let filled = script.lines().map(|line| match line.strip_suffix('=') {
            Some(name) if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => {
                format!("{name}='filled in'")
            }
            _ => line.to_owned(),
        });
        let file = self.0.join("steps.sh");
        fs::write(&file, filled.collect::<Vec<_>>().join("\n")).unwrap();
        let path = format!("{}:{}", self.0.display(), std::env::var("PATH").unwrap());
        let mut run = Command::new("sh");
        let run = run.arg(&file).env("PATH", path).env("CALLS", &calls);
        // Somebody presses Enter as often as they are asked to.
        let enter = self.0.join("enter");
        fs::write(&enter, "\n".repeat(1_000)).unwrap();
        if let Some(fails_at) = fails_at {
            run.env("FAILS_AT", fails_at.to_string());
        }
        run.stdin(fs::File::open(&enter).unwrap()).output().unwrap()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a value is once it is a word: nothing where only the shell knows it.
fn known(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(
            text.chars()
                .map(|letter| if letter.is_control() { ' ' } else { letter })
                .collect(),
        ),
        Value::Id { .. } | Value::Placeholder(_) | Value::Joined(_) => None,
    }
}

#[test]
fn a_shell_makes_every_call_with_the_words_that_are_meant() {
    let sandbox = Sandbox::new("script");
    let intent = IntentTables::default();
    let mut checked = 0;
    let mut tables: Vec<(AwsTables, AwsTables)> = Vec::new();
    for seed in 1..=20 {
        let mut edits = RandomEdits::new(seed);
        let first = edits.plan(60).design().clone();
        tables.push((AwsTables::default(), first.clone()));
        tables.push((first, edits.plan(60).design().clone()));
        let mut likely = Likely::new(seed);
        let before = likely.tables.clone();
        (0..8).for_each(|_| _ = likely.change());
        tables.push((before, likely.tables.clone()));
    }
    for (actual, design) in &tables {
        // What cannot exist is no beginning.
        let actual = diff(&AwsTables::default(), actual, &intent).outcome;
        let lifecycle = diff(&actual, design, &intent);
        let text = script(&lifecycle, &intent, "a title\nthat would be a line");
        let calls = sandbox.run(&text);
        let mut calls = calls.iter();
        for step in &lifecycle.steps {
            let operation: Vec<&str> = step.call.operation.split(' ').collect();
            let wanted: Vec<String> = step
                .call
                .arguments
                .iter()
                .flat_map(|argument| argument.values.iter().filter_map(known))
                .collect();
            let made = |words: &&Vec<String>| {
                let words: &[String] = words;
                words.len() >= 2 && words[..2] == operation[..] && wanted.iter().all(|word| words.contains(word))
            };
            // A wait is asked for with its own call.
            if step.action == Action::AwaitImport {
                continue;
            }
            assert!(calls.find(made).is_some(), "{} is not made:\n{text}", step.call);
            checked += 1;
        }
    }
    assert!(checked > 400, "{checked}");
}

#[test]
fn nothing_that_a_name_says_is_run() {
    let sandbox = Sandbox::new("hostile");
    let intent = IntentTables::default();
    for name in [
        "'; touch pwned; '",
        "$(touch pwned)",
        "`touch pwned`",
        "a\ntouch pwned",
        "a\r\ntouch pwned\n",
        "\"; touch pwned; \"",
        "${x:?touch pwned}",
        "\\",
    ] {
        let mut likely = Likely::new(3);
        for pool in likely.tables.pools.values_mut() {
            (pool.name, pool.description) = (name.to_owned(), name.to_owned());
            _ = pool.tags.insert(name.to_owned(), name.to_owned());
        }
        for vpc in likely.tables.vpcs.values_mut() {
            vpc.name = name.to_owned();
        }
        let lifecycle = diff(&AwsTables::default(), &likely.tables, &intent);
        let text = script(&lifecycle, &intent, name);
        let calls = sandbox.run(&text);
        assert!(
            calls
                .iter()
                .all(|words| ["ec2", "iam", "ram"].contains(&words[0].as_str())),
            "{name:?}"
        );
        assert!(
            !sandbox.0.join("pwned").exists() && !PathBuf::from("pwned").exists(),
            "{name:?}"
        );
        // Every line that is no comment begins as one of the script's own.
        let starts: BTreeSet<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert!(!starts.contains("touch"), "{name:?}");
    }
}

/// Whether a call changes something.
fn changes(words: &[String]) -> bool {
    !words[1].starts_with("describe-") && !words[1].starts_with("get-")
}

#[test]
fn a_script_that_failed_goes_on_where_it_stopped() {
    let sandbox = Sandbox::new("again");
    let intent = IntentTables::default();
    for seed in 1..=2 {
        let mut likely = Likely::new(seed);
        let before = diff(&AwsTables::default(), &likely.tables, &intent).outcome;
        (0..8).for_each(|_| _ = likely.change());
        let lifecycle = diff(&before, &likely.tables, &intent);
        let text = script(&lifecycle, &intent, "again");
        sandbox.forget();
        let whole: Vec<_> = sandbox.run(&text).into_iter().filter(|words| changes(words)).collect();
        // Not even the last time is anything made twice.
        sandbox.run(&text);
        assert_eq!(
            sandbox.calls().iter().filter(|words| changes(words)).count(),
            0,
            "{seed}"
        );
        sandbox.forget();
        let mut fails_at = 0;
        while !sandbox.go(&text, Some(fails_at)).status.success() {
            // The next failure is a few calls later.
            fails_at = sandbox.calls().len() + 3 + fails_at % 5;
        }
        let again: Vec<_> = sandbox.calls().into_iter().filter(|words| changes(words)).collect();
        let without_token = |calls: &[Vec<String>]| -> Vec<Vec<String>> {
            let plain = |word: &&String| !word.starts_with("made-") && !is_token(word);
            calls
                .iter()
                .map(|words| words.iter().filter(plain).cloned().collect())
                .collect()
        };
        assert_eq!(without_token(&again), without_token(&whole), "{seed}");
        // All calls of one script carry tokens of one run, and no two the same.
        let tokens: Vec<&String> = again.iter().flatten().filter(|word| is_token(word)).collect();
        let distinct: BTreeSet<&String> = tokens.iter().copied().collect();
        assert_eq!(tokens.len(), distinct.len());
        let runs: BTreeSet<&str> = tokens.iter().map(|token| token.rsplit_once('-').unwrap().0).collect();
        assert!(runs.len() <= 1, "{runs:?}");
    }
}

/// `1763860000-4711-12`: second, process, step.
fn is_token(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[test]
fn shellcheck_finds_nothing() {
    use std::io::Write;
    let intent = IntentTables::default();
    for seed in 1..=6 {
        let lifecycle = match seed {
            1..=3 => diff(&AwsTables::default(), RandomEdits::new(seed).plan(60).design(), &intent),
            _ => diff(&Likely::new(seed).tables, &AwsTables::default(), &intent),
        };
        let text = script(&lifecycle, &intent, "checked");
        // What somebody is to fill in is empty, and an id may be made and not be needed.
        let run = Command::new("shellcheck")
            .args(["--exclude=SC2034,SC1007", "-"])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn();
        let Ok(mut run) = run else {
            println!("skipped: shellcheck is not on this machine");
            return;
        };
        run.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let out = run.wait_with_output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    }
}
