//! The steps as a shell script.
//!
//! What AWS answers goes into variables, so that an id which only AWS knows reaches the steps that need it. What nobody but the
//! reader knows is asked for at the top. Nothing that a name or a tag says can end a word or a comment.

use std::fmt::Write;

use super::call::{Age, Call, Value, quoted};
use super::step::{Action, Credentials, Footing, Lifecycle, Step, Wait};
use super::waits;
use crate::ordered::OrderedMap;
use crate::plan::{AnyId, Id, IntentTables, Plan, Scope, tidy};

/// What an id is known by: the row, and which one of two.
type Key = (AnyId, Age);

const START: &str = "#!/bin/sh
# Read it before you run it. It stops at the first call that fails.
set -eu

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
";

/// The steps as a script for a POSIX shell, with `title` in its first comment. Each step stands with its reason and the page that
/// it rests on; what to wait for is asked of AWS.
pub fn script(lifecycle: &Lifecycle, intent: &IntentTables, title: &str) -> String {
    let mut script = Script::new(lifecycle, intent);
    let mut body = String::new();
    let runs = waits(&lifecycle.steps);
    let mut runs = runs.iter().peekable();
    let mut credentials = None;
    let switches = lifecycle
        .steps
        .iter()
        .any(|step| step.credentials != Credentials::IpamOwner);
    for (place, step) in lifecycle.steps.iter().enumerate() {
        if switches && credentials != Some(step.credentials) {
            let profile = script.profile(step.credentials);
            _ = write!(body, "\nexport AWS_PROFILE=\"${profile}\"\n");
            credentials = Some(step.credentials);
        }
        script.step(&mut body, place + 1, step);
        if let Some(run) = runs.next_if(|run| run.end == place + 1) {
            for step in lifecycle.steps.get((*run).clone()).unwrap_or_default() {
                script.released(&mut body, step);
            }
        }
    }
    let mut out = String::from(START);
    _ = write!(out, "\n# {}\n", comment(title));
    if !lifecycle.impossible.is_empty() {
        out.push_str("# Left out is what AWS refuses:\n");
        for refused in &lifecycle.impossible {
            _ = writeln!(out, "# - {}", comment(&refused.why));
        }
    }
    if !script.wanted.is_empty() {
        out.push_str("\n# Fill in what only AWS or you know.\n");
        for (name, what) in &script.wanted {
            _ = writeln!(out, "# {}\n{name}=", comment(what));
        }
        for (name, _) in &script.wanted {
            _ = writeln!(out, ": \"${{{name}:?fill it in at the top of the script}}\"");
        }
    }
    out.push_str(&body);
    out
}

struct Script<'a> {
    lifecycle: &'a Lifecycle,
    intent: &'a IntentTables,
    variables: OrderedMap<Key, String>,
    texts: OrderedMap<String, String>,
    /// How many variables there are of a kind.
    counts: OrderedMap<String, u32>,
    /// Variables that somebody must fill in, and what with.
    wanted: Vec<(String, String)>,
}

impl<'a> Script<'a> {
    fn new(lifecycle: &'a Lifecycle, intent: &'a IntentTables) -> Self {
        Self {
            lifecycle,
            intent,
            variables: OrderedMap::new(),
            texts: OrderedMap::new(),
            counts: OrderedMap::new(),
            wanted: Vec::new(),
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

    fn profile(&mut self, credentials: Credentials) -> String {
        let whose = match credentials {
            Credentials::ManagementAccount => "profile of the management account of the organization".to_owned(),
            Credentials::IpamOwner => "profile of the account that owns the IPAM".to_owned(),
            Credentials::ResourceOwner(account) => {
                let account = account.and_then(|id| self.intent.accounts.get(&id));
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

    fn step(&mut self, body: &mut String, number: usize, step: &Step) {
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
        let call = self.call(&step.call);
        match answer(step) {
            // It is a wait, and nothing else.
            _ if step.action == Action::AwaitImport => {}
            Some((query, what)) => {
                let name = self.made(step.object, what);
                _ = writeln!(body, "{name}=$({call} --query {query} --output text)");
            }
            None => _ = writeln!(body, "{call}"),
        }
        if step.action == Action::CreateIpam {
            self.default_scopes(body, step);
        }
        if let Wait::Until { state, call } = &step.wait {
            let call = self.call(call);
            _ = match self.shows(step) {
                Some(Shown::Gone) => writeln!(body, "until_gone {call}"),
                Some(Shown::As(query, wanted)) => {
                    let output = if query.starts_with("length") { "json" } else { "text" };
                    writeln!(
                        body,
                        "until_is {wanted} {call} --query {} --output {output}",
                        quoted(&query)
                    )
                }
                None => writeln!(body, "{call}\npause {}", quoted(&format!("Wait until {state}"))),
            };
        }
    }

    /// Wait until nothing of what a step releases is listed.
    fn released(&mut self, body: &mut String, step: &Step) {
        let Wait::Release { call, blocks } = &step.wait else {
            return;
        };
        let call = self.call(call);
        let listed: Vec<String> = blocks.iter().map(|block| format!("Cidr=='{block}'")).collect();
        let query = format!("length(IpamPoolAllocations[?{}])", listed.join(" || "));
        // Of several pages, a query of text is answered for each; of JSON, once for all.
        _ = writeln!(body, "until_is 0 {call} --query {} --output json", quoted(&query));
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

    /// What the call of a wait is asked for.
    fn shows(&self, step: &Step) -> Option<Shown> {
        let shown = |query: &str, wanted| Some(Shown::As(query.to_owned(), wanted));
        let outcome = &self.lifecycle.outcome;
        match (step.action, step.object) {
            (Action::CreateIpam, _) => shown("Ipams[0].State", "create-complete"),
            (Action::CreateScope, _) => shown("IpamScopes[0].State", "create-complete"),
            (Action::CreatePool, _) => shown("IpamPools[0].State", "create-complete"),
            (Action::DeletePool, _) => Some(Shown::Gone),
            (Action::Provision, AnyId::PoolCidr(id)) => {
                // Where Amazon chooses the addresses, the plan does not know them.
                step.call.arguments.iter().find(|argument| argument.name == "--cidr")?;
                let cidr = outcome.pool_cidrs.get(&id)?.cidr;
                Some(Shown::As(
                    format!("IpamPoolCidrs[?Cidr=='{cidr}'].State | [0]"),
                    "provisioned",
                ))
            }
            (Action::Deprovision, _) => {
                let cidr = step.call.arguments.iter().find(|argument| argument.name == "--cidr")?;
                let Some(Value::Text(cidr)) = cidr.values.first() else {
                    return None;
                };
                Some(Shown::As(
                    format!("length(IpamPoolCidrs[?Cidr=='{cidr}' && State=='pending-deprovision'])"),
                    "0",
                ))
            }
            (Action::AwaitImport, AnyId::VpcCidr(id)) => {
                let cidr = outcome.vpc_cidrs.get(&id)?.cidr;
                Some(Shown::As(format!("length(IpamPoolAllocations[?Cidr=='{cidr}'])"), "1"))
            }
            (Action::CreateVpc | Action::Associate, object) => {
                let cidr = step
                    .call
                    .arguments
                    .iter()
                    .find(|argument| argument.name.ends_with("cidr-block"))?;
                let Some(Value::Text(cidr)) = cidr.values.first() else {
                    return None;
                };
                matches!(object, AnyId::Vpc(_) | AnyId::VpcCidr(_))
                    .then(|| Shown::As(format!("length(IpamResourceCidrs[?ResourceCidr=='{cidr}'])"), "1"))
            }
            _ => None,
        }
    }
}

/// How the end of a wait shows.
enum Shown {
    /// The call fails.
    Gone,
    /// What a query of the answer gives.
    As(String, &'static str),
}

/// Where the answer to a call has the id of what it makes, and which id that is.
fn answer(step: &Step) -> Option<(&'static str, &'static str)> {
    Some(match step.action {
        Action::CreateIpam => ("Ipam.IpamId", "ipam-id"),
        Action::CreateScope => ("IpamScope.IpamScopeId", "ipam-scope-id"),
        Action::CreatePool => ("IpamPool.IpamPoolId", "ipam-pool-id"),
        Action::Allocate => ("IpamPoolAllocation.IpamPoolAllocationId", "ipam-pool-allocation-id"),
        Action::CreateVpc => ("Vpc.VpcId", "vpc-id"),
        Action::CreateSubnet => ("Subnet.SubnetId", "subnet-id"),
        Action::CreatePublicPool => ("PoolId", "pool-id"),
        Action::TakePublicBlock if step.call.operation == "ec2 allocate-address" => ("AllocationId", "allocation-id"),
        _ => return None,
    })
}

/// A text that stays on one line.
fn comment(text: &str) -> String {
    let plain = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().map(plain).collect()
}
