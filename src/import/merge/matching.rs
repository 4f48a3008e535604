//! Which row of the plan a row of the files is.

use super::Merging;
use super::known::Kind;
use super::preview::Question;
use crate::address::Cidr;
use crate::import::choices::Sameness;
use crate::import::found::Key;
use crate::import::note::Place;
use crate::plan::AnyId;

/// A way to find rows of the plan that a row of the files could be.
pub(super) type Way<'w, 'a> = &'w dyn Fn(&Merging<'a>) -> Vec<AnyId>;

/// What a row of the files says about itself.
pub(super) struct Asked<'r> {
    pub(super) key: &'r Key,
    pub(super) name: &'r str,
    pub(super) cidr: Option<Cidr>,
    pub(super) place: Place,
}

impl<'a> Merging<'a> {
    /// The row of the plan that a row of the files is: the one that was chosen, or the only one of `ways` that is left by the first
    /// of them that leaves any. Where that leaves several, the question is asked, and the row counts as new until it is answered.
    pub(super) fn find(&mut self, kind: Kind, asked: &Asked<'_>, ways: &[Way<'_, 'a>]) -> Option<AnyId> {
        match self.choices.same.get(asked.key) {
            Some(Sameness::Same(id)) => {
                self.taken.insert(*id);
                return Some(*id);
            }
            Some(Sameness::New) => return None,
            None => {}
        }
        if let Key::Aws(aws_id) = asked.key {
            let known = self.known.by_aws_id(kind, aws_id);
            if let [only] = known.as_slice() {
                self.taken.insert(*only);
                return Some(*only);
            }
        }
        for way in ways {
            let mut candidates = way(self);
            candidates.retain(|id| !self.taken.contains(id) && !self.is_another(*id, asked.key));
            match candidates.as_slice() {
                [] => {}
                [only] => {
                    self.taken.insert(*only);
                    return Some(*only);
                }
                _ => {
                    self.preview.questions.push(Question::Same {
                        key: asked.key.clone(),
                        name: asked.name.to_owned(),
                        cidr: asked.cidr,
                        place: asked.place,
                        candidates,
                    });
                    return None;
                }
            }
        }
        None
    }

    /// Whether AWS tells the row of the plan from what has this key: both have an id there, and not the same.
    fn is_another(&self, id: AnyId, key: &Key) -> bool {
        let Key::Aws(aws_id) = key else { return false };
        let known = [self.plan.design(), self.plan.actual()]
            .into_iter()
            .find_map(|tables| match id {
                AnyId::Scope(id) => tables.scopes.get(&id)?.aws_id.clone(),
                AnyId::Pool(id) => tables.pools.get(&id)?.aws_id.clone(),
                AnyId::Vpc(id) => tables.vpcs.get(&id)?.aws_id.clone(),
                AnyId::Subnet(id) => tables.subnets.get(&id)?.aws_id.clone(),
                AnyId::Reservation(id) => tables.reservations.get(&id)?.aws_id.clone(),
                AnyId::PublicBlock(id) => tables.public_blocks.get(&id)?.aws_id.clone(),
                _ => None,
            });
        known.is_some_and(|known| known != *aws_id)
    }
}

/// The id in AWS that a key is.
pub(super) fn aws_id(key: &Key) -> Option<Option<String>> {
    match key {
        Key::Aws(id) => Some(Some(id.clone())),
        Key::Own { .. } => None,
    }
}
