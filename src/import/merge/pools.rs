//! Pools, each after its source pool, and the pools that output is of which does not say so.

use super::Merging;
use super::known::{Kind, is_below, scope_of};
use super::matching::{Asked, aws_id};
use super::preview::Question;
use super::write::Overlay;
use crate::address::{Cidr, Family};
use crate::import::choices::PoolChoice;
use crate::import::found::{self, Key, PoolPlace};
use crate::import::note::Severity;
use crate::import::settle::{UnknownPool, called};
use crate::ordered::OrderedMap;
use crate::plan::{AnyId, Id, Plan, Pool, PoolCidr, PoolParent, Scope, ScopeKind};

/// The pools that are still to be written.
#[derive(Default)]
pub(super) struct PoolQueue {
    pools: Vec<found::Pool>,
    blocks: OrderedMap<Key, Vec<Cidr>>,
    numbers: OrderedMap<Key, usize>,
    is_done: Vec<bool>,
    next: usize,
}

impl PoolQueue {
    /// The next pool and those above it that are not written yet, the innermost first.
    fn path(&mut self) -> Vec<usize> {
        let mut path = Vec::new();
        let mut next = Some(self.next);
        self.next += 1;
        while let Some(at) = next
            && let Some(is_done @ false) = self.is_done.get_mut(at)
        {
            *is_done = true;
            path.push(at);
            next = match self.pools.get(at).and_then(|pool| pool.parent.as_ref()) {
                Some(PoolPlace::Pool(key)) => self.numbers.get(key).copied(),
                _ => None,
            };
        }
        path
    }
}

impl Merging<'_> {
    /// Gets ready to write the pools, each after its source pool.
    pub(super) fn queue_pools(
        &mut self,
        pools: Vec<found::Pool>,
        cidrs: &[found::PoolCidr],
        unknown: Vec<UnknownPool>,
    ) {
        let mut blocks: OrderedMap<Key, Vec<Cidr>> = OrderedMap::new();
        for row in cidrs {
            blocks.or_insert(row.pool.clone(), Vec::new()).push(row.cidr);
        }
        for unknown in &unknown {
            self.find_unknown(unknown);
        }
        let numbers = pools.iter().enumerate().map(|(at, pool)| (pool.key.clone(), at));
        self.pool_queue = PoolQueue {
            numbers: numbers.collect(),
            is_done: vec![false; pools.len()],
            pools,
            blocks,
            next: 0,
        };
    }

    /// Writes about so many pools, and says whether there were any.
    pub(super) fn merge_pools(&mut self, most: usize) -> bool {
        let mut queue = std::mem::take(&mut self.pool_queue);
        let mut written = 0;
        while queue.next < queue.pools.len() && written < most {
            let path = queue.path();
            written += path.len().max(1);
            for at in path.into_iter().rev() {
                if let Some(pool) = queue.pools.get(at) {
                    let blocks = queue.blocks.get(&pool.key).map(Vec::as_slice).unwrap_or_default();
                    self.merge_pool(pool, blocks);
                }
            }
        }
        self.pool_queue = queue;
        written > 0
    }

    fn merge_pool(&mut self, pool: &found::Pool, cidrs: &[Cidr]) {
        let parent = match &pool.parent {
            Some(PoolPlace::Pool(key)) => match self.pool(key) {
                Some(id) => Some(PoolParent::Pool(id)),
                None => {
                    let sentence = format!(
                        "the source pool {} is in no file and not in the plan, so this is a top-level pool",
                        called(key)
                    );
                    self.note(Severity::Changed, pool.place, sentence);
                    Some(PoolParent::Scope(self.private_scope()))
                }
            },
            Some(PoolPlace::Scope(key)) => Some(PoolParent::Scope(self.scope(Some(key)))),
            Some(PoolPlace::DefaultScope(ScopeKind::Public)) => Some(PoolParent::Scope(Plan::default_public_scope())),
            Some(PoolPlace::DefaultScope(ScopeKind::Private)) => Some(PoolParent::Scope(self.private_scope())),
            None => None,
        };
        let scope = match parent {
            Some(PoolParent::Scope(scope)) => Some(scope),
            Some(PoolParent::Pool(above)) => self.scope_of_pool(above),
            None => Some(self.private_scope()),
        };
        let name = pool.name.clone().unwrap_or_default();
        let above = match parent {
            Some(PoolParent::Scope(scope)) => AnyId::from(scope),
            Some(PoolParent::Pool(above)) => AnyId::from(above),
            None => AnyId::from(self.private_scope()),
        };
        let asked = Asked {
            key: &pool.key,
            name: &name,
            cidr: cidrs.first().copied(),
            place: pool.place,
        };
        let in_scope = |all: &Self| -> Vec<AnyId> {
            let mut found: Vec<AnyId> = Vec::new();
            for cidr in cidrs {
                for id in scope
                    .map(|scope| all.known.in_scope(Kind::Pool, scope, *cidr))
                    .unwrap_or_default()
                {
                    if !found.contains(&id) {
                        found.push(id);
                    }
                }
            }
            found
        };
        // A pool and its source can have the same CIDR: the name, and what they hang from, tell them apart.
        let beside = |all: &Self| {
            let mut found = in_scope(all);
            found.retain(|id| all.hangs_from(*id, above));
            found
        };
        let called_so = |all: &Self| {
            let mut found = in_scope(all);
            found.retain(|id| all.is_called(*id, &name));
            found
        };
        let by_name = |all: &Self| all.known.by_name(Kind::Pool, Some(above), &name);
        let found = self.find(Kind::Pool, &asked, &[&called_so, &beside, &in_scope, &by_name]);
        let id = match found {
            Some(AnyId::Pool(id)) => id,
            _ => Id::mint(self.ids),
        };
        self.pools.insert(pool.key.clone(), id);
        let is_under_itself = |all: &Self, parent| all.sides.iter().any(|side| is_below(all.tables(*side), parent, id));
        let parent = match parent {
            Some(below) if is_under_itself(self, below) => {
                let sentence =
                    "the source pool of this pool is this pool itself or one below it, which cannot be: it is left out";
                self.note(Severity::Refused, pool.place, sentence.to_owned());
                None
            }
            parent => parent,
        };
        let family = pool.family.or_else(|| cidrs.first().map(|cidr| cidr.family()));
        let inherited = match parent {
            Some(PoolParent::Pool(above)) => self.design.pools.get(&above).or_else(|| self.actual.pools.get(&above)),
            _ => None,
        };
        let inherited = inherited.and_then(|above| above.locale);
        let resource = pool.source_resource.as_ref().map(|key| self.vpcs.get(key).copied());
        for side in self.sides {
            let base = self.base(*side, |tables| &tables.pools, &id);
            let mut row = Overlay::over(base.unwrap_or_else(|| {
                let mut pool = Pool::new(
                    parent.unwrap_or(PoolParent::Scope(self.private_scope())),
                    family.unwrap_or(Family::Ipv4),
                );
                pool.locale = inherited;
                pool
            }));
            row.set("source pool", |row| &mut row.parent, parent);
            row.set("name", |row| &mut row.name, pool.name.clone());
            row.set("description", |row| &mut row.description, pool.description.clone());
            row.set("address family", |row| &mut row.family, family);
            row.set("locale", |row| &mut row.locale, pool.locale);
            row.set("allocation rules", |row| &mut row.rules, pool.rules);
            row.set("auto-import", |row| &mut row.auto_import, pool.auto_import);
            row.set(
                "required tags",
                |row| &mut row.required_tags,
                pool.required_tags.clone(),
            );
            row.set("AWS service", |row| &mut row.aws_service, pool.aws_service.map(Some));
            row.set(
                "public IP source",
                |row| &mut row.public_ip_source,
                pool.public_ip_source.map(Some),
            );
            row.set(
                "advertisability",
                |row| &mut row.advertisable,
                pool.advertisable.map(Some),
            );
            row.set("source resource", |row| &mut row.source_resource, resource);
            row.set("principals", |row| &mut row.shared_with, pool.shared_with.clone());
            row.set(
                "netmask length",
                |row| &mut row.wanted_length,
                pool.wanted_length.map(Some),
            );
            row.set("tags", |row| &mut row.tags, pool.tags.clone());
            row.set("id in AWS", |row| &mut row.aws_id, aws_id(&pool.key));
            // What is taken over from the other side can hang from what is below it on this one.
            if is_below(self.tables(*side), row.row.parent, id) {
                row.row.parent = PoolParent::Scope(scope.unwrap_or_else(|| self.private_scope()));
            }
            let shown = (row.row.name.clone(), cidrs.first().copied(), pool.place);
            self.put(*side, |tables| &mut tables.pools, id, row, shown);
        }
    }

    /// The pool that a row names: of the files, or of the plan by its id in AWS or by its name.
    pub(super) fn pool(&mut self, key: &Key) -> Option<Id<Pool>> {
        if let Some(id) = self.pools.get(key) {
            return Some(*id);
        }
        let known = match key {
            Key::Aws(id) => self.known.by_aws_id(Kind::Pool, id),
            Key::Own { name, .. } => self.known.by_name(Kind::Pool, None, name),
        };
        match known.as_slice() {
            [AnyId::Pool(only)] => {
                self.pools.insert(key.clone(), *only);
                Some(*only)
            }
            _ => None,
        }
    }

    fn scope_of_pool(&self, pool: Id<Pool>) -> Option<Id<Scope>> {
        scope_of(&self.design, pool).or_else(|| scope_of(&self.actual, pool))
    }

    fn hangs_from(&self, id: AnyId, above: AnyId) -> bool {
        let AnyId::Pool(id) = id else { return false };
        let row = self.design.pools.get(&id).or_else(|| self.actual.pools.get(&id));
        row.is_some_and(|row| match row.parent {
            PoolParent::Scope(scope) => above == scope.into(),
            PoolParent::Pool(pool) => above == pool.into(),
        })
    }

    fn is_called(&self, id: AnyId, name: &str) -> bool {
        let AnyId::Pool(id) = id else { return false };
        let row = self.design.pools.get(&id).or_else(|| self.actual.pools.get(&id));
        row.is_some_and(|row| !name.is_empty() && row.name == name)
    }

    /// The pool of rows that no file knows: by its id in the plan, by its name there, by its addresses, or by asking.
    fn find_unknown(&mut self, unknown: &UnknownPool) {
        let pools = |ids: Vec<AnyId>| -> Vec<Id<Pool>> {
            let pools = ids.into_iter().filter_map(|id| match id {
                AnyId::Pool(id) => Some(id),
                _ => None,
            });
            pools.collect()
        };
        let by_name = match &unknown.key {
            Key::Aws(id) => self.known.by_aws_id(Kind::Pool, id),
            Key::Own { name, .. } => self.known.by_name(Kind::Pool, None, name),
        };
        if let Some(PoolChoice::Planned(id)) = self.choices.pools.get(&unknown.key) {
            self.pools.insert(unknown.key.clone(), *id);
            return;
        }
        let mut found = pools(by_name);
        let is_document = matches!(unknown.key, Key::Own { .. });
        if found.is_empty() && is_document {
            found = self.pools_that_hold(&unknown.cidrs);
        }
        match found.as_slice() {
            [only] if unknown.candidates.is_empty() || !is_document => {
                self.pools.insert(unknown.key.clone(), *only);
            }
            [] if !is_document => {
                let sentence = format!(
                    "the pool {} is in no file and not in the plan: it is taken as one of which nothing else is known. Give the \
                     output of describe-ipam-pools as well",
                    called(&unknown.key)
                );
                self.note(Severity::Remark, unknown.place, sentence);
                let mut stub = found::Pool::new(unknown.place, unknown.key.clone());
                stub.family = unknown.cidrs.first().map(|cidr| cidr.family());
                self.merge_pool(&stub, &[]);
            }
            _ => {
                let of_files = unknown.candidates.iter().cloned().map(PoolChoice::Found);
                let candidates = of_files.chain(found.into_iter().map(PoolChoice::Planned)).collect();
                self.preview.questions.push(Question::Pool {
                    key: unknown.key.clone(),
                    place: unknown.place,
                    cidrs: unknown.cidrs.clone(),
                    candidates,
                });
            }
        }
    }

    /// The pools of the plan with the smallest CIDR that holds all of these.
    fn pools_that_hold(&self, cidrs: &[Cidr]) -> Vec<Id<Pool>> {
        let rows = self.design.pool_cidrs.values().chain(self.actual.pool_cidrs.values());
        let holding: Vec<&PoolCidr> = rows
            .filter(|row| cidrs.iter().all(|cidr| row.cidr.contains(*cidr)))
            .collect();
        let longest = holding.iter().map(|row| row.cidr.netmask_length()).max();
        let mut found: Vec<Id<Pool>> = Vec::new();
        for row in holding.iter().filter(|row| Some(row.cidr.netmask_length()) == longest) {
            if !found.contains(&row.pool) {
                found.push(row.pool);
            }
        }
        found
    }
}
