//! The IPAM, its scopes, and accounts.

use super::Merging;
use super::known::Kind;
use super::matching::{Asked, aws_id};
use super::preview::Effect;
use super::write::Overlay;
use crate::import::found::{self, Key};
use crate::import::note::Severity;
use crate::ordered::OrderedMap;
use crate::plan::{Account, AnyId, Id, Integration, Ipam, Plan, Scope, ScopeKind, ScopeOrigin, Side};

impl Merging<'_> {
    pub(super) fn merge_ipam(&mut self, ipam: Option<&found::Ipam>, accounts: &[found::Account]) {
        let Some(ipam) = ipam else { return };
        let id = Plan::ipam_id();
        let known = self.plan.ipam().aws_id.clone();
        let said = aws_id(&ipam.key).flatten();
        if let (Some(known), Some(said)) = (&known, &said)
            && known != said
        {
            let sentence = format!("the plan is of the IPAM {known}, so what is said of {said} is left out");
            self.note(Severity::Refused, ipam.place, sentence);
            return;
        }
        for side in self.sides {
            let base = self.base(*side, |tables| &tables.ipams, &id);
            let Some(base) = base.or_else(|| ipam.home_region.map(Ipam::new)) else {
                continue;
            };
            let mut row = Overlay::over(base);
            row.set("name", |row| &mut row.name, ipam.name.clone());
            row.set("description", |row| &mut row.description, ipam.description.clone());
            row.set("home Region", |row| &mut row.home_region, ipam.home_region);
            let home = row.row.home_region;
            let regions = ipam.operating_regions.clone().map(|mut regions| {
                regions.remove(&home);
                regions
            });
            row.set("operating Regions", |row| &mut row.operating_regions, regions);
            row.set("tier", |row| &mut row.tier, ipam.tier);
            row.set("metered account", |row| &mut row.metered_account, ipam.metered_account);
            row.set("private IPv6 GUA", |row| &mut row.private_gua, ipam.private_gua);
            // Only an organization lists its accounts.
            let organization = (!accounts.is_empty()).then_some(Integration::Organization {
                delegated_administrator: ipam.owner,
            });
            row.set("organization", |row| &mut row.integration, organization);
            row.set("tags", |row| &mut row.tags, ipam.tags.clone());
            row.set("id in AWS", |row| &mut row.aws_id, said.clone().map(Some));
            let shown = (row.row.name.clone(), None, ipam.place);
            self.put(*side, |tables| &mut tables.ipams, id, row, shown);
        }
    }

    /// The scope of what names none, and of what names the default private one.
    pub(super) fn private_scope(&self) -> Id<Scope> {
        self.choices.scope.unwrap_or_else(Plan::default_private_scope)
    }

    pub(super) fn merge_scopes(&mut self, ipam: Option<&found::Ipam>, scopes: &[found::Scope]) {
        let default = |key: &Key, kind| {
            let named = ipam.and_then(|ipam| match kind {
                ScopeKind::Private => ipam.private_scope.as_ref(),
                ScopeKind::Public => ipam.public_scope.as_ref(),
            });
            named == Some(key)
        };
        let is_default = |scope: &found::Scope| {
            let named = default(&scope.key, ScopeKind::Private) || default(&scope.key, ScopeKind::Public);
            named || scope.origin == Some(ScopeOrigin::Default)
        };
        let mut has_private = scopes
            .iter()
            .any(|scope| is_default(scope) && scope.kind != Some(ScopeKind::Public));
        for scope in scopes {
            let is_public = scope.kind == Some(ScopeKind::Public) || default(&scope.key, ScopeKind::Public);
            let known = match aws_id(&scope.key).flatten() {
                Some(aws_id) => self.known.by_aws_id(Kind::Scope, &aws_id).first().copied(),
                None => None,
            };
            let id = if is_public {
                Plan::default_public_scope()
            } else if let Some(AnyId::Scope(known)) = known {
                known
            } else if is_default(scope) {
                self.private_scope()
            } else if scope.origin.is_none() && !has_private {
                // Named by pools alone: the first of them is the default one, as nearly every pool is in it.
                has_private = true;
                self.private_scope()
            } else {
                let name = scope.name.clone().unwrap_or_default();
                let asked = Asked {
                    key: &scope.key,
                    name: &name,
                    cidr: None,
                    place: scope.place,
                };
                let by_name = |all: &Self| all.known.by_name(Kind::Scope, None, &name);
                match self.find(Kind::Scope, &asked, &[&by_name]) {
                    Some(AnyId::Scope(known)) => known,
                    _ => Id::mint(self.ids),
                }
            };
            self.scopes.insert(scope.key.clone(), id);
            if self.choices.scope == Some(id) && is_default(scope) && id != Plan::default_private_scope() {
                continue;
            }
            let kind = if is_public {
                ScopeKind::Public
            } else {
                ScopeKind::Private
            };
            let is_fixed = id == Plan::default_private_scope() || id == Plan::default_public_scope();
            let origin = if is_fixed {
                ScopeOrigin::Default
            } else {
                ScopeOrigin::Additional
            };
            for side in self.sides {
                let base = self.base(*side, |tables| &tables.scopes, &id);
                let mut row = Overlay::over(base.unwrap_or_else(|| Scope::new(kind, origin)));
                row.set("name", |row| &mut row.name, scope.name.clone());
                row.set("description", |row| &mut row.description, scope.description.clone());
                row.set("tags", |row| &mut row.tags, scope.tags.clone());
                row.set("id in AWS", |row| &mut row.aws_id, aws_id(&scope.key));
                let shown = (row.row.name.clone(), None, scope.place);
                self.put(*side, |tables| &mut tables.scopes, id, row, shown);
            }
        }
    }

    /// The scope that a row names.
    pub(super) fn scope(&self, key: Option<&Key>) -> Id<Scope> {
        let named = key.and_then(|key| self.scopes.get(key).copied());
        named.unwrap_or_else(|| self.private_scope())
    }

    pub(super) fn merge_accounts(&mut self, accounts: Vec<found::Account>) {
        let rows = self.plan.intent().accounts.iter();
        let by_number: OrderedMap<_, _> = rows.clone().filter_map(|(id, row)| Some((row.number?, *id))).collect();
        let by_name: OrderedMap<_, _> = rows.map(|(id, row)| (row.name.clone(), *id)).collect();
        for account in accounts {
            let number = account.number.and_then(|number| by_number.get(&number)).copied();
            let named = || {
                let id = by_name.get(account.name.as_ref()?)?;
                let row = self.plan.intent().accounts.get(id)?;
                (row.number.is_none() || account.number.is_none()).then_some(*id)
            };
            let id = number.or_else(named);
            let before = id.and_then(|id| self.plan.intent().accounts.get(&id));
            let id = id.unwrap_or_else(|| Id::mint(self.ids));
            let name = account
                .name
                .clone()
                .or_else(|| account.number.map(|number| number.to_string()));
            let mut row = before
                .cloned()
                .unwrap_or_else(|| Account::named(&name.clone().unwrap_or_default()));
            row.number = row.number.or(account.number);
            if let Some(name) = account.name.filter(|name| !name.is_empty()) {
                row.name = name;
            }
            row.ou_path = account.ou_path.unwrap_or(row.ou_path);
            let effect = match before {
                None => Effect::Added,
                Some(before) if *before == row => Effect::Unchanged,
                Some(_) => Effect::Changed(vec!["name or number"]),
            };
            for name in [row.number.map(|number| number.to_string()), Some(row.name.clone())]
                .into_iter()
                .flatten()
            {
                self.accounts.insert(name, id);
            }
            self.show(id.into(), effect, (row.name.clone(), None, account.place));
            self.intent.accounts.insert(id, row);
            self.touch(Side::Design, id.into());
        }
    }

    /// The account of an owner, which is added if nobody knows it.
    pub(super) fn account(&mut self, owner: Option<&found::Owner>, place: crate::import::Place) -> Option<Id<Account>> {
        let (name, number) = match owner? {
            found::Owner::Number(number) => (number.to_string(), Some(*number)),
            found::Owner::Name(name) => (name.clone(), None),
        };
        if let Some(id) = self.accounts.get(&name) {
            return Some(*id);
        }
        let account = found::Account {
            place,
            number,
            name: number.is_none().then(|| name.clone()),
            ou_path: None,
        };
        self.merge_accounts(vec![account]);
        self.accounts.get(&name).copied()
    }
}
