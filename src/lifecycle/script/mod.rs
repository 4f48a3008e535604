//! The steps as a shell script.
//!
//! What AWS answers goes into variables, so that an id which only AWS knows reaches the steps that need it. What nobody but the
//! reader knows is asked for at the top. Nothing that a name or a tag says can end a word or a comment.
//!
//! It can be run again after a failure: what is done is written down in a journal beside the script, and a call whose answer was
//! lost carries a token by which AWS knows it. The journal is of one script alone, since it is called after what that says.

mod answers;

use std::fmt::Write;

use xxhash_rust::xxh64::Xxh64;

use super::call::{Age, Call, Value, quoted};
use super::step::{Action, Credentials, Footing, Lifecycle, Step, Wait};
use super::waits;
use crate::ordered::OrderedMap;
use crate::plan::{AnyId, Id, IntentTables, Plan, Scope, tidy};
use answers::{Shown, answer, shown, takes_token};

/// What an id is known by: the row, and which one of two.
type Key = (AnyId, Age);

const START: &str = "#!/bin/sh
# Read it before you run it. It stops at the first call that fails; run it again, and it goes on where it stopped.
set -eu
";

const FUNCTIONS: &str = "
# What is done is written down here. Remove the file to begin from the start.
journal=${0%.sh}-JOURNAL.journal
: >>\"$journal\"
finished=\" $(cut -d ' ' -f 1 \"$journal\" | tr '\\n' ' ')\"

# record what answer
record() {
  printf '%s %s\\n' \"$1\" \"$2\" >>\"$journal\"
  finished=\"$finished$1 \"
}

# The answer that is written down.
recall() {
  sed -n \"s/^$1 //p\" \"$journal\" | head -n 1
}

# Whether something is not written down.
todo() {
  case $finished in *\" $1 \"*) return 1 ;; esac
}

# Calls until the answer is the first word.
until_is() {
  wanted=$1
  shift
  while :; do
    answer=$(\"$@\")
    [ \"$answer\" != \"$wanted\" ] || return 0
    sleep 20
  done
}

# Calls until the call fails, as it does once the object is gone.
until_gone() {
  while \"$@\" >/dev/null 2>&1; do sleep 20; done
}

pause() {
  printf '%s\\nPress Enter to go on: ' \"$1\" >&2
  read -r _
}

# By it AWS knows a call that is made a second time.
if todo run; then record run \"$(date +%s)-$$\"; fi
run=$(recall run)
";

/// The steps as a script for a POSIX shell, with `title` in its first comment. Each step stands with its reason and the page that
/// it rests on; what to wait for is asked of AWS.
pub fn script(lifecycle: &Lifecycle, intent: &IntentTables, title: &str) -> String {
    let mut script = Script::new(title);
    let mut text = String::new();
    while let Some(piece) = script.next_piece(lifecycle, intent) {
        text.push_str(&piece);
    }
    text
}

/// How many steps are looked at for a piece.
const STEPS: usize = 200;

/// A script that is written piece by piece. The first pieces are empty: what stands at the top is known last.
pub(crate) struct Script {
    title: String,
    /// The step that is next.
    at: usize,
    /// Where the runs of steps end that are waited for together, the next one last. None before the first piece.
    runs: Option<Vec<std::ops::Range<usize>>>,
    credentials: Option<Credentials>,
    /// What is written behind the top, a piece each.
    body: std::collections::VecDeque<String>,
    /// Of what is written behind the top.
    hash: Xxh64,
    is_headed: bool,
    variables: OrderedMap<Key, String>,
    texts: OrderedMap<String, String>,
    /// How many variables there are of a kind.
    counts: OrderedMap<String, u32>,
    /// Variables that somebody must fill in, and what with.
    wanted: Vec<(String, String)>,
}

impl Script {
    pub(crate) fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            at: 0,
            runs: None,
            credentials: None,
            body: Default::default(),
            hash: Xxh64::new(0),
            is_headed: false,
            variables: OrderedMap::new(),
            texts: OrderedMap::new(),
            counts: OrderedMap::new(),
            wanted: Vec::new(),
        }
    }

    /// How many steps are written, though not yet given out.
    pub(crate) fn steps(&self) -> usize {
        self.at
    }

    /// The next piece, none when the script is whole. The steps are the same at every call.
    pub(crate) fn next_piece(&mut self, lifecycle: &Lifecycle, intent: &IntentTables) -> Option<String> {
        if self.at < lifecycle.steps.len() {
            let mut body = String::new();
            for _ in 0..STEPS {
                self.next_step(lifecycle, intent, &mut body);
            }
            self.hash.update(body.as_bytes());
            self.body.push_back(body);
            return Some(String::new());
        }
        if !std::mem::replace(&mut self.is_headed, true) {
            return Some(self.head(lifecycle));
        }
        self.body.pop_front()
    }

    fn head(&self, lifecycle: &Lifecycle) -> String {
        let mut out = String::from(START);
        _ = write!(out, "\n# {}\n", comment(&self.title));
        if !lifecycle.impossible.is_empty() {
            out.push_str("# Left out is what AWS refuses:\n");
            for refused in &lifecycle.impossible {
                _ = writeln!(out, "# - {}", comment(&refused.why));
            }
        }
        if !self.wanted.is_empty() {
            out.push_str("\n# Fill in what only AWS or you know.\n");
            for (name, what) in &self.wanted {
                _ = writeln!(out, "# {}\n{name}=", comment(what));
            }
            for (name, _) in &self.wanted {
                _ = writeln!(out, ": \"${{{name}:?fill it in at the top of the script}}\"");
            }
        }
        if !lifecycle.steps.is_empty() {
            let journal = format!("{:016x}", self.hash.digest());
            out.push_str(&FUNCTIONS.replace("JOURNAL", &journal));
        }
        out
    }

    fn next_step(&mut self, lifecycle: &Lifecycle, intent: &IntentTables, body: &mut String) {
        let Some(step) = lifecycle.steps.get(self.at) else {
            return;
        };
        if self.runs.is_none() {
            let mut runs = waits(&lifecycle.steps);
            runs.reverse();
            self.runs = Some(runs);
        }
        self.at += 1;
        // One profile is enough where all is done by one account.
        let switches = || {
            lifecycle
                .steps
                .iter()
                .any(|step| step.credentials != Credentials::IpamOwner)
        };
        if self.credentials != Some(step.credentials) && (self.credentials.is_some() || switches()) {
            let profile = self.profile(step.credentials, intent);
            _ = write!(body, "\nexport AWS_PROFILE=\"${profile}\"\n");
        }
        self.credentials = Some(step.credentials);
        self.step(body, self.at, lifecycle, step);
        let runs = self.runs.as_mut();
        if let Some(run) = runs.and_then(|runs| runs.pop_if(|run| run.end == self.at)) {
            for (place, step) in lifecycle.steps.iter().enumerate().take(run.end).skip(run.start) {
                self.released(body, place + 1, step);
            }
        }
        if self.at == lifecycle.steps.len() {
            body.push_str("\necho \"All steps are done. They are written down in $journal\"\n");
        }
    }

    /// A new variable for `what`, called after the beginning of that.
    fn variable(&mut self, what: &str) -> String {
        let kind = what.split(" of ").next().unwrap_or_default();
        let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
        let kind: String = kind.chars().take(30).map(letter).collect();
        let kind = match kind.chars().next() {
            Some(first) if first.is_ascii_alphabetic() => kind.to_ascii_lowercase(),
            _ => format!("value_{}", kind.to_ascii_lowercase()),
        };
        let count = self.counts.or_insert(kind.clone(), 0);
        *count += 1;
        format!("{kind}_{count}")
    }

    /// The variable of a text that somebody must fill in.
    fn wanted(&mut self, what: &str) -> String {
        if let Some(name) = self.texts.get(what) {
            return name.clone();
        }
        let name = self.variable(what);
        self.texts.insert(what.to_owned(), name.clone());
        self.wanted.push((name.clone(), what.to_owned()));
        name
    }

    fn profile(&mut self, credentials: Credentials, intent: &IntentTables) -> String {
        let whose = match credentials {
            Credentials::ManagementAccount => "profile of the management account of the organization".to_owned(),
            Credentials::IpamOwner => "profile of the account that owns the IPAM".to_owned(),
            Credentials::ResourceOwner(account) => {
                let account = account.and_then(|id| intent.accounts.get(&id));
                let number = account.and_then(|account| account.number);
                match (account.and_then(|account| tidy(&account.name)), number) {
                    (Some(name), _) => format!("profile of the account {name}"),
                    (None, Some(number)) => format!("profile of the account {number}"),
                    (None, None) => "profile of the account that owns the resource".to_owned(),
                }
            }
        };
        self.wanted(&format!("{whose}, as the AWS CLI has it in its configuration"))
    }

    /// The variable of an id. One that no step has made before must be filled in.
    fn id(&mut self, key: Key, what: &str) -> String {
        if let Some(name) = self.variables.get(&key) {
            return name.clone();
        }
        let name = self.variable(what);
        self.variables.insert(key, name.clone());
        self.wanted.push((name.clone(), what.to_owned()));
        name
    }

    fn made(&mut self, of: AnyId, what: &str) -> String {
        let name = self.variable(what);
        self.variables.insert((of, Age::Made), name.clone());
        name
    }

    /// A call as a line, with variables in the place of what is not known.
    fn call(&mut self, call: &Call) -> String {
        let mut line = format!("aws {}", call.operation);
        for argument in &call.arguments {
            _ = write!(line, " {}", argument.name);
            for value in &argument.values {
                line.push(' ');
                self.value(&mut line, value);
            }
        }
        line
    }

    fn value(&mut self, line: &mut String, value: &Value) {
        _ = match value {
            Value::Text(text) => write!(line, "{}", quoted(text)),
            Value::Id { of, age, what } => write!(line, "\"${{{}}}\"", self.id((*of, *age), what)),
            Value::Placeholder(what) => write!(line, "\"${{{}}}\"", self.wanted(what)),
            // Words that touch are one.
            Value::Joined(parts) => return parts.iter().for_each(|part| self.value(line, part)),
        };
    }

    fn step(&mut self, body: &mut String, number: usize, lifecycle: &Lifecycle, step: &Step) {
        _ = write!(
            body,
            "\n# {number}. {}\n# {}\n",
            comment(&step.title),
            comment(&step.reason)
        );
        _ = match step.footing {
            Footing::Page(page) => writeln!(body, "# {page}"),
            Footing::Unverified { page, open } => {
                writeln!(
                    body,
                    "# Not confirmed by AWS documentation: {}\n# {page}",
                    comment(open)
                )
            }
        };
        let mut call = self.call(&step.call);
        if takes_token(step) {
            _ = write!(call, " --client-token \"$run-{number}\"");
        }
        match answer(step) {
            // It is a wait, and nothing else.
            _ if step.action == Action::AwaitImport => {}
            Some((query, what)) => {
                let name = self.made(step.object, what);
                _ = write!(
                    body,
                    "if todo {number}; then\n  {name}=$({call} --query {query} --output text)\n  record {number} \"${name}\"\nelse\n  {name}=$(recall {number})\nfi\n"
                );
            }
            None => _ = write!(body, "if todo {number}; then\n  {call}\n  record {number} made\nfi\n"),
        }
        if let Wait::Until { state, call } = &step.wait {
            let call = self.call(call);
            let wait = match shown(&lifecycle.outcome, step) {
                Some(Shown::Gone) => format!("until_gone {call}"),
                Some(Shown::As(query, wanted)) => {
                    let output = if query.starts_with("length") { "json" } else { "text" };
                    format!("until_is {wanted} {call} --query {} --output {output}", quoted(&query))
                }
                None => format!("{call}\n  pause {}", quoted(&format!("Wait until {state}"))),
            };
            awaited(body, &format!("{number}-wait"), &wait);
        }
        if step.action == Action::CreateIpam {
            self.default_scopes(body, step);
        }
    }

    /// Wait until nothing of what a step releases is listed.
    fn released(&mut self, body: &mut String, number: usize, step: &Step) {
        let Wait::Release { call, blocks } = &step.wait else {
            return;
        };
        let call = self.call(call);
        let listed: Vec<String> = blocks.iter().map(|block| format!("Cidr=='{block}'")).collect();
        let query = format!("length(IpamPoolAllocations[?{}])", listed.join(" || "));
        // Of several pages, a query of text is answered for each; of JSON, once for all.
        let wait = format!("until_is 0 {call} --query {} --output json", quoted(&query));
        awaited(body, &format!("{number}-release"), &wait);
    }

    /// The default scopes come with the IPAM: their ids are asked for.
    fn default_scopes(&mut self, body: &mut String, step: &Step) {
        let Some(region) = step.call.arguments.iter().find(|argument| argument.name == "--region") else {
            return;
        };
        let Some(Value::Text(region)) = region.values.first() else {
            return;
        };
        let of: [(Id<Scope>, &str); 2] = [
            (Plan::default_private_scope(), "PrivateDefaultScopeId"),
            (Plan::default_public_scope(), "PublicDefaultScopeId"),
        ];
        let ipam = self.id((step.object, Age::Made), "ipam-id of the IPAM");
        for (scope, field) in of {
            let name = self.made(scope.into(), "ipam-scope-id");
            let query = quoted(&format!("Ipams[0].{field}"));
            _ = writeln!(
                body,
                "{name}=$(aws ec2 describe-ipams --region {} --ipam-ids \"${{{ipam}}}\" --query {query} --output text)",
                quoted(region)
            );
        }
    }
}

/// A wait that is over once it was.
fn awaited(body: &mut String, what: &str, wait: &str) {
    _ = write!(body, "if todo {what}; then\n  {wait}\n  record {what} over\nfi\n");
}

/// A text that stays on one line.
fn comment(text: &str) -> String {
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().map(plain).collect()
}
