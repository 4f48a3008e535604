//! From a clip to the plan.

use super::{Clip, ClipItem, PasteProblem};
use crate::address::{Cidr, Family, FreeSpace, Strategy};
use crate::plan::gesture::bulk::Accounts;
use crate::plan::gesture::reshape::Shift;
use crate::plan::gesture::{BlockKind, Gesture, lock_above};
use crate::plan::index::Index;
use crate::plan::{
    CidrRole, Edit, Id, IdSource, Lock, Monitoring, Node, Plan, Pool, PoolCidr, PoolParent, PublicBlock,
    PublicBlockKind, RegionCode, Reservation, Scope, Subnet, Vpc, VpcCidr, tidy,
};

/// Where a clip is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasteTarget {
    /// Into a pool.
    Pool(Id<Pool>),
    /// On top of a scope: pools, and VPCs that are from no pool.
    Scope(Id<Scope>),
    /// Into a VPC: subnets, in this CIDR of it.
    Vpc(Id<VpcCidr>),
}

/// A clip that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// The edit.
    pub gesture: Gesture,
    /// The outermost blocks that are others than in the clip, because theirs are taken or lie elsewhere: from and to.
    pub moved: Vec<(Cidr, Cidr)>,
}

/// Puts a clip into `target` as one step. Each tree keeps its blocks where they are free there, and else gets others of the same size
/// by `strategy`, with the same layout in them; what has only a size gets the lowest free block of what it lies in.
///
/// # Errors
/// What is in the way of it.
pub fn paste(
    plan: &Plan,
    index: &Index,
    target: PasteTarget,
    clip: &Clip,
    strategy: Strategy,
    ids: &mut dyn IdSource,
) -> Result<Pasted, PasteProblem> {
    if clip.items.is_empty() {
        return Err(PasteProblem::Nothing);
    }
    let design = plan.design();
    let (place, node, mut space) = match target {
        PasteTarget::Pool(id) => {
            let row = design.pools.get(&id).ok_or(PasteProblem::NotThere)?;
            let entry = index.pool(id).ok_or(PasteProblem::NotThere)?;
            let place = Place {
                pool: Some(id),
                scope: entry.scope(),
                vpc: None,
                region: row.locale,
            };
            (place, Node::Pool(id), Some(entry.space().clone()))
        }
        PasteTarget::Scope(id) => {
            design.scopes.get(&id).ok_or(PasteProblem::NotThere)?;
            let place = Place {
                pool: None,
                scope: id,
                vpc: None,
                region: None,
            };
            (place, Node::Scope(id), None)
        }
        PasteTarget::Vpc(id) => {
            let row = design.vpc_cidrs.get(&id).ok_or(PasteProblem::NotThere)?;
            let entry = index.vpc(row.vpc).ok_or(PasteProblem::NotThere)?;
            let subnets = entry.subnets().iter().map(|(cidr, _)| *cidr);
            let place = Place {
                pool: None,
                scope: entry.scope(),
                vpc: Some(row.vpc),
                region: Some(entry.region()),
            };
            let space = FreeSpace::new(row.cidr.family(), [row.cidr], subnets);
            (place, Node::VpcCidr(id), Some(space))
        }
    };
    if let Some(locked) = lock_above(plan, index, node) {
        return Err(PasteProblem::Locked(locked));
    }
    let mut paste = Paste {
        plan,
        accounts: Accounts::new(plan),
        home: plan.ipam().home_region,
        edit: Edit::new(),
        focus: None,
        moved: Vec::new(),
        strategy,
        ids,
    };
    for item in &clip.items {
        check_place(item.kind, target)?;
    }
    paste.items(&clip.items, place, &mut space, None)?;
    let label = match clip.items.as_slice() {
        [only] => format!("Paste {}", tidy(&only.name).unwrap_or_else(|| "a block".to_owned())),
        several => format!("Paste {} blocks", several.len()),
    };
    Ok(Pasted {
        gesture: Gesture {
            label,
            edit: paste.edit,
            focus: paste.focus,
        },
        moved: paste.moved,
    })
}

fn check_place(kind: BlockKind, target: PasteTarget) -> Result<(), PasteProblem> {
    let (fits, place) = match target {
        PasteTarget::Pool(_) => (kind != BlockKind::Subnet, "pool"),
        PasteTarget::Scope(_) => (
            matches!(kind, BlockKind::Pool | BlockKind::Vpc | BlockKind::Public),
            "scope",
        ),
        PasteTarget::Vpc(_) => (kind == BlockKind::Subnet, "VPC"),
    };
    if fits {
        Ok(())
    } else {
        Err(PasteProblem::Place(kind, place))
    }
}

/// What something is pasted into.
#[derive(Clone, Copy)]
struct Place {
    pool: Option<Id<Pool>>,
    scope: Id<Scope>,
    vpc: Option<Id<Vpc>>,
    region: Option<RegionCode>,
}

/// The item that others lie in, and where its blocks went.
struct Above<'a> {
    item: &'a ClipItem,
    shift: &'a Shift,
}

struct Paste<'a> {
    plan: &'a Plan,
    accounts: Accounts,
    home: RegionCode,
    edit: Edit,
    focus: Option<Node>,
    moved: Vec<(Cidr, Cidr)>,
    strategy: Strategy,
    ids: &'a mut dyn IdSource,
}

impl Paste<'_> {
    fn items(
        &mut self,
        items: &[ClipItem],
        place: Place,
        space: &mut Option<FreeSpace>,
        above: Option<&Above<'_>>,
    ) -> Result<(), PasteProblem> {
        // What has a block gets it before what has only a size takes it.
        let mut blocks: Vec<Shift> = Vec::with_capacity(items.len());
        for item in items {
            blocks.push(self.settle(item, space, above)?);
        }
        for (item, shift) in items.iter().zip(&mut blocks) {
            if let (Some(length), []) = (item.length, item.cidrs.as_slice()) {
                let name = tidy(&item.name);
                let space = space.as_mut().ok_or_else(|| PasteProblem::NeedsCidr(name.clone()))?;
                let strategy = if above.is_none() {
                    self.strategy
                } else {
                    Strategy::LowestAddress
                };
                let block = space.take_next(length, strategy).ok_or(PasteProblem::NoRoom {
                    name,
                    length,
                    largest: space.largest_free_block(),
                })?;
                *shift = Shift(vec![(block, block)]);
            }
        }
        for (item, shift) in items.iter().zip(&blocks) {
            self.item(item, shift, place)?;
        }
        Ok(())
    }

    /// Where the blocks of an item go.
    fn settle(
        &mut self,
        item: &ClipItem,
        space: &mut Option<FreeSpace>,
        above: Option<&Above<'_>>,
    ) -> Result<Shift, PasteProblem> {
        let mut shift = Shift::default();
        for cidr in &item.cidrs {
            let Some(space) = space else {
                shift.0.push((*cidr, *cidr));
                continue;
            };
            let wanted = match above {
                Some(above) => above.shift.of(*cidr),
                None => Some(*cidr),
            };
            let to = match (wanted.filter(|wanted| space.take(*wanted).is_ok()), above) {
                (Some(to), _) => to,
                (None, Some(above)) => {
                    return Err(PasteProblem::Inside {
                        name: tidy(&item.name),
                        cidr: *cidr,
                        above: tidy(&above.item.name),
                    });
                }
                (None, None) => {
                    let length = cidr.netmask_length();
                    let same_family = space.family() == cidr.family();
                    let found = if same_family {
                        space.take_next(length, self.strategy)
                    } else {
                        None
                    };
                    let to = found.ok_or(PasteProblem::NoRoom {
                        name: tidy(&item.name),
                        length,
                        largest: space.largest_free_block(),
                    })?;
                    self.moved.push((*cidr, to));
                    to
                }
            };
            shift.0.push((*cidr, to));
        }
        Ok(shift)
    }

    fn item(&mut self, item: &ClipItem, shift: &Shift, place: Place) -> Result<(), PasteProblem> {
        let blocks: Vec<Cidr> = shift.0.iter().map(|(_, to)| *to).collect();
        let family = blocks.first().map_or(Family::Ipv4, |block| block.family());
        let region = item.region.or(place.region);
        let account = item.account.as_deref();
        let account = account.map(|account| self.accounts.find(account, &mut self.edit, self.ids));
        let mut inside = place;
        inside.region = region;
        let node = match item.kind {
            BlockKind::Pool => {
                let id = Id::mint(self.ids);
                let parent = place.pool.map_or(PoolParent::Scope(place.scope), PoolParent::Pool);
                let like = match item.origin {
                    Some(Node::Pool(origin)) => self.plan.design().pools.get(&origin).cloned(),
                    _ => None,
                };
                let row = Pool {
                    name: item.name.clone(),
                    parent,
                    family,
                    locale: region,
                    source_resource: None,
                    lock: Lock::Open,
                    tags: item.tags.clone(),
                    note: item.note.clone(),
                    aws_id: None,
                    ..like.unwrap_or_else(|| Pool::new(parent, family))
                };
                self.edit.add(id, row);
                for cidr in &blocks {
                    let cidr = *cidr;
                    self.edit.add(Id::mint(self.ids), PoolCidr { pool: id, cidr });
                }
                inside.pool = Some(id);
                Node::Pool(id)
            }
            BlockKind::Vpc => {
                let id = Id::mint(self.ids);
                let row = Vpc {
                    name: item.name.clone(),
                    account,
                    tags: item.tags.clone(),
                    note: item.note.clone(),
                    ..Vpc::new(place.scope, region.unwrap_or(self.home))
                };
                self.edit.add(id, row);
                inside.vpc = Some(id);
                let (mut node, mut has_primary) = (Node::Vpc(id), false);
                for cidr in &blocks {
                    let is_primary = cidr.family() == Family::Ipv4 && !std::mem::replace(&mut has_primary, true);
                    let row = VpcCidr {
                        vpc: id,
                        cidr: *cidr,
                        role: if is_primary {
                            CidrRole::Primary
                        } else {
                            CidrRole::Secondary
                        },
                        pool: place.pool,
                        monitoring: Monitoring::Monitored,
                    };
                    let own = Id::mint(self.ids);
                    self.edit.add(own, row);
                    if matches!(node, Node::Vpc(_)) {
                        node = Node::VpcCidr(own);
                    }
                }
                node
            }
            BlockKind::Reservation | BlockKind::Subnet | BlockKind::Public => {
                return self.leaves(item, &blocks, place, region, account);
            }
        };
        self.focus = self.focus.or(Some(node));
        let mut space = Some(FreeSpace::new(family, blocks, []));
        let above = Above { item, shift };
        self.items(&item.items, inside, &mut space, Some(&above))
    }

    /// What has a row for each of its blocks.
    fn leaves(
        &mut self,
        item: &ClipItem,
        blocks: &[Cidr],
        place: Place,
        region: Option<RegionCode>,
        account: Option<Id<crate::plan::Account>>,
    ) -> Result<(), PasteProblem> {
        for cidr in blocks {
            let node = match (item.kind, place.pool, place.vpc) {
                (BlockKind::Reservation, Some(pool), _) => {
                    let id = Id::mint(self.ids);
                    let like = match item.origin {
                        Some(Node::Reservation(origin)) => self.plan.design().reservations.get(&origin),
                        _ => None,
                    };
                    let row = Reservation {
                        name: item.name.clone(),
                        description: like.map(|row| row.description.clone()).unwrap_or_default(),
                        tags: item.tags.clone(),
                        note: item.note.clone(),
                        ..Reservation::new(pool, *cidr)
                    };
                    self.edit.add(id, row);
                    Node::Reservation(id)
                }
                (BlockKind::Subnet, _, Some(vpc)) => {
                    let id = Id::mint(self.ids);
                    let row = Subnet {
                        name: item.name.clone(),
                        zone: item.zone.clone(),
                        purpose: item.purpose.clone(),
                        tags: item.tags.clone(),
                        note: item.note.clone(),
                        ..Subnet::new(vpc, *cidr)
                    };
                    self.edit.add(id, row);
                    Node::Subnet(id)
                }
                (BlockKind::Public, pool, _) => {
                    let id = Id::mint(self.ids);
                    let is_address = cidr.netmask_length() == Family::Ipv4.longest() && cidr.family() == Family::Ipv4;
                    let row = PublicBlock {
                        name: item.name.clone(),
                        scope: place.scope,
                        kind: if is_address {
                            PublicBlockKind::ElasticIp
                        } else {
                            PublicBlockKind::PublicIpv4Pool
                        },
                        cidr: *cidr,
                        pool,
                        region,
                        account,
                        tags: item.tags.clone(),
                        note: item.note.clone(),
                        aws_id: None,
                    };
                    self.edit.add(id, row);
                    Node::PublicBlock(id)
                }
                (kind, ..) => return Err(PasteProblem::Place(kind, "scope")),
            };
            self.focus = self.focus.or(Some(node));
        }
        Ok(())
    }
}
