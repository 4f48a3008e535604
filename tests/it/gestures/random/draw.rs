//! Gestures drawn at random: every one that a person has for the shape of the tree, as the screens call it.

use ipam_planner::address::{BulkOrder, BulkPlacement, Cidr, NetmaskLength, Strategy};
use ipam_planner::generate::{Blueprint, Headroom, Level, LevelKind, LevelSize, Member, Naming, generate, regenerate};
use ipam_planner::plan::gesture::{
    AccountChoice, BulkKind, BulkRequest, Copying, Gesture, JoinInto, Line, Manner, ManyChange, NamePattern, NewPool,
    NewReservation, NewSubnets, NewVpcs, PasteTarget, Placing, Purpose, SizeOrBlock, Splitting, SubnetSize, Wanted,
    ZoneLetter, add_demand, add_pool, add_reservation, add_vpcs, change_many, copy, design_subnets, duplicate, join,
    lock_above, mark_existing, move_many, move_to, paste, place_bulk, place_demands, propose, propose_many,
    propose_top_level, provision, rebase, remove, remove_many, rename, resize, set_lock, split,
};
use ipam_planner::plan::index::Index;
use ipam_planner::plan::{Account, AllocationRules, CountedIds, Demand, Id, Lock, Node, Plan, Pool, PoolParent, Tags};
use ipam_planner::workspace::Workspace;

use super::{nodes, own_blocks};
use crate::index::random_plan::{RandomEdits, random_block};
use crate::support::Random;

/// What gestures are drawn from.
pub(super) struct Drawing<'a> {
    random: &'a mut Random,
    workspace: &'a Workspace,
    ids: &'a mut CountedIds,
    nodes: Vec<Node>,
    /// A row with blocks of its own, and one of these.
    node: Node,
    block: Cidr,
    /// Trees that were generated, with their answers.
    generated: &'a mut Vec<(Id<Pool>, Blueprint)>,
}

/// Draws a gesture of one kind; none when the draw was one that is not possible.
pub(super) type Draw = fn(&mut Drawing<'_>) -> Option<Gesture>;

/// Every kind of gesture, by the name of its test.
pub(super) const GESTURES: [(&str, Draw); 26] = [
    ("add a pool", |drawing| drawing.add_pool()),
    ("add a pool on top", |drawing| drawing.add_pool_on_top()),
    ("add VPCs", |drawing| drawing.add_vpcs()),
    ("reserve", |drawing| drawing.reserve()),
    ("provision", |drawing| drawing.provision()),
    ("add many", |drawing| drawing.add_many()),
    ("want", |drawing| drawing.want()),
    ("place what is wanted", |drawing| drawing.place_wanted()),
    ("design subnets", |drawing| drawing.design_subnets()),
    ("split", |drawing| drawing.split()),
    ("join", |drawing| drawing.join()),
    ("resize", |drawing| drawing.resize()),
    ("move", |drawing| drawing.move_to()),
    ("move many", |drawing| drawing.move_many()),
    ("rebase", |drawing| drawing.rebase()),
    ("duplicate", |drawing| drawing.duplicate()),
    ("rename", |drawing| drawing.rename()),
    ("remove", |drawing| drawing.remove()),
    ("remove many", |drawing| drawing.remove_many()),
    ("change many", |drawing| drawing.change_many()),
    ("paste", |drawing| drawing.paste()),
    ("paste on top", |drawing| drawing.paste_on_top()),
    ("lock", |drawing| drawing.lock()),
    ("mark as existing", |drawing| drawing.mark_existing()),
    ("generate", |drawing| drawing.generate()),
    ("generate again", |drawing| drawing.generate_again()),
];

/// How often a kind is tried on other rows, before the draw is given up: few blocks have a sibling to be joined with.
const TRIES: usize = 20;

/// A gesture of a kind that is possible; none when the draw was one that is not.
pub(super) fn draw(
    edits: &mut RandomEdits,
    workspace: &Workspace,
    ids: &mut CountedIds,
    generated: &mut Vec<(Id<Pool>, Blueprint)>,
    (kind, draw): (&'static str, Draw),
) -> Option<(&'static str, Gesture)> {
    let nodes = nodes(workspace);
    let with_blocks: Vec<(Node, Vec<Cidr>)> = nodes
        .iter()
        .map(|node| (*node, own_blocks(workspace, *node)))
        .filter(|(_, blocks)| !blocks.is_empty())
        .collect();
    if with_blocks.is_empty() {
        return None;
    }
    let random = &mut edits.random;
    let (node, block) = (with_blocks[0].0, with_blocks[0].1[0]);
    let mut drawing = Drawing {
        random,
        workspace,
        ids,
        nodes,
        node,
        block,
        generated,
    };
    (0..TRIES).find_map(|_| {
        let (node, blocks) = drawing.random.pick(&with_blocks);
        (drawing.node, drawing.block) = (node, drawing.random.pick(&blocks));
        Some((kind, draw(&mut drawing)?))
    })
}

impl Drawing<'_> {
    fn plan(&self) -> &Plan {
        self.workspace.plan()
    }

    fn index(&self) -> &Index {
        self.workspace.index()
    }

    /// Some pool.
    fn pool(&mut self) -> Option<Id<Pool>> {
        let pools: Vec<_> = self.plan().design().pools.keys().copied().collect();
        (!pools.is_empty()).then(|| self.random.pick(&pools))
    }

    /// A pool that nothing locks: the screens ask for no block of another.
    fn open_pool(&mut self) -> Option<Id<Pool>> {
        let pool = self.pool()?;
        lock_above(self.plan(), self.index(), Node::Pool(pool))
            .is_none()
            .then_some(pool)
    }

    fn strategy(&mut self) -> Strategy {
        self.random
            .pick(&[Strategy::LowestAddress, Strategy::BestFit, Strategy::Spread])
    }

    /// A length that a pool's blocks are cut into.
    fn length_in(&mut self, pool: Id<Pool>) -> Option<NetmaskLength> {
        let (cidr, _) = self.index().pool(pool)?.cidrs().next()?;
        NetmaskLength::new(cidr.netmask_length().get() + self.random.below(5) as u8)
    }

    /// A block that a pool gives.
    fn proposed(&mut self, pool: Id<Pool>) -> Option<Cidr> {
        let wanted = Wanted::Length(self.length_in(pool)?, self.strategy());
        propose(self.index(), self.plan(), pool, wanted)
            .ok()
            .map(|proposal| proposal.cidr)
    }

    /// One to four rows.
    fn several(&mut self) -> Vec<Node> {
        let is_block = |node: &&Node| !matches!(node, Node::Ipam | Node::Scope(_) | Node::Vpc(_) | Node::Free(_));
        let blocks: Vec<Node> = self.nodes.iter().filter(is_block).copied().collect();
        (0..=self.random.below(4)).map(|_| self.random.pick(&blocks)).collect()
    }

    fn new_pool(&mut self, parent: PoolParent, cidr: Cidr) -> NewPool {
        NewPool {
            name: format!("new {}", self.random.below(9)),
            description: String::new(),
            parent,
            family: cidr.family(),
            locale: None,
            rules: AllocationRules::default(),
            cidrs: vec![cidr],
        }
    }

    fn add_pool(&mut self) -> Option<Gesture> {
        let pool = self.open_pool()?;
        let cidr = self.proposed(pool)?;
        let new = self.new_pool(pool.into(), cidr);
        Some(add_pool(new, self.ids))
    }

    fn add_pool_on_top(&mut self) -> Option<Gesture> {
        let scope = Plan::default_private_scope();
        let cidr = random_block(self.random);
        propose_top_level(self.index(), scope, Wanted::Block(cidr)).ok()?;
        let new = self.new_pool(scope.into(), cidr);
        Some(add_pool(new, self.ids))
    }

    fn add_vpcs(&mut self) -> Option<Gesture> {
        let pool = self.open_pool()?;
        let (length, strategy) = (self.length_in(pool)?, self.strategy());
        let count = 1 + self.random.below(3);
        let blocks = propose_many(self.index(), pool, length, strategy, count).ok()?;
        let named = blocks.into_iter().enumerate();
        let new = NewVpcs {
            vpcs: named.map(|(at, cidr)| (format!("app-{at}"), cidr)).collect(),
            scope: self.index().pool(pool)?.scope(),
            region: self.plan().ipam().home_region,
            account: self
                .random
                .once_in(3)
                .then(|| AccountChoice::New(Account::named("payments"))),
            tags: Tags::new(),
            pool: Some(pool),
        };
        Some(add_vpcs(new, self.ids))
    }

    fn reserve(&mut self) -> Option<Gesture> {
        let pool = self.open_pool()?;
        let cidr = self.proposed(pool)?;
        let new = NewReservation {
            name: "kept".to_owned(),
            pool,
            cidr,
        };
        Some(add_reservation(new, self.ids))
    }

    fn provision(&mut self) -> Option<Gesture> {
        let pool = self.open_pool()?;
        let cidr = match self.index().pool(pool)?.source() {
            Some(source) => self.proposed(source)?,
            None => {
                let cidr = random_block(self.random);
                let scope = self.index().pool(pool)?.scope();
                propose_top_level(self.index(), scope, Wanted::Block(cidr)).ok()?.cidr
            }
        };
        Some(provision(pool, cidr, self.ids))
    }

    fn how(&mut self) -> BulkPlacement {
        BulkPlacement {
            strategy: self.strategy(),
            order: self.random.pick(&[BulkOrder::LargestFirst, BulkOrder::AsListed]),
            padding: self.random.once_in(3).then(|| NetmaskLength::new(20)).flatten(),
            alignment: self.random.once_in(3).then(|| NetmaskLength::new(18)).flatten(),
            ..BulkPlacement::default()
        }
    }

    fn kind(&mut self) -> BulkKind {
        self.random
            .pick(&[BulkKind::Vpcs, BulkKind::SubPools, BulkKind::Reservations])
    }

    fn add_many(&mut self) -> Option<Gesture> {
        let pool = self.pool()?;
        let line = |drawing: &mut Self, number| {
            let size = match drawing.random.once_in(4) {
                true => SizeOrBlock::Block(drawing.proposed(pool)?),
                false => SizeOrBlock::Size(drawing.length_in(pool)?),
            };
            Some(Line {
                number,
                name: if drawing.random.once_in(2) { "team" } else { "" }.to_owned(),
                size,
                count: if matches!(size, SizeOrBlock::Size(_)) {
                    1 + drawing.random.below(3)
                } else {
                    1
                },
                region: None,
                account: drawing.random.once_in(3).then(|| "payments".to_owned()),
            })
        };
        let count = 1 + self.random.below(3);
        let request = BulkRequest {
            pool,
            kind: self.kind(),
            lines: (1..=count).map(|number| line(self, number)).collect::<Option<_>>()?,
            names: NamePattern::parse("new-{nn}").unwrap(),
            how: self.how(),
            tags: Tags::new(),
        };
        let placed = place_bulk(self.workspace.plan(), self.workspace.index(), &request, self.ids);
        Some(placed.ok()?.gesture)
    }

    fn want(&mut self) -> Option<Gesture> {
        let pool = self.pool()?;
        let demand = Demand {
            name: "later".to_owned(),
            pool,
            netmask_length: self.proposed(pool)?.netmask_length(),
            count: 1 + self.random.below(2) as u32,
            note: String::new(),
        };
        Some(add_demand(demand, self.ids))
    }

    fn place_wanted(&mut self) -> Option<Gesture> {
        let all: Vec<_> = self.plan().intent().demands.keys().copied().collect();
        let wanted: Vec<_> = match all.is_empty() || self.random.once_in(3) {
            true => all.into_iter().map(|id| (id, u32::MAX)).collect(),
            false => vec![(self.random.pick(&all), 1)],
        };
        let (kind, how) = (self.kind(), self.how());
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        let placed = place_demands(plan, index, &wanted, (kind, &how), self.ids);
        Some(placed.ok()?.gesture)
    }

    fn design_subnets(&mut self) -> Option<Gesture> {
        let Node::VpcCidr(within) = self.node else { return None };
        let new = NewSubnets {
            within,
            zones: ZoneLetter::first(1 + self.random.below(3) as u8).collect(),
            purposes: vec![Purpose {
                name: "private".to_owned(),
                size: SubnetSize::Percent(10 + self.random.below(60) as u8),
            }],
            names: "{vpc}-{letter}".to_owned(),
        };
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        Some(design_subnets(plan, index, &new, self.ids).ok()?.gesture)
    }

    fn split(&mut self) -> Option<Gesture> {
        let bits = self.block.netmask_length().get();
        let how = Splitting {
            length: NetmaskLength::new(bits + 1 + self.random.below(3) as u8)?,
            manner: self.random.pick(&[Manner::Beside, Manner::Below]),
            names: NamePattern::parse("part-{n}").unwrap(),
        };
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        split(plan, index, self.node, self.block, &how, self.ids).ok()
    }

    fn join(&mut self) -> Option<Gesture> {
        let sibling = self.block.sibling()?;
        let of_sibling = |other: &Node| own_blocks(self.workspace, *other) == [sibling];
        let others: Vec<Node> = self.nodes.iter().copied().filter(of_sibling).collect();
        let other = (!others.is_empty()).then(|| self.random.pick(&others))?;
        let into = self.random.pick(&[JoinInto::First(None), JoinInto::Source]);
        join(self.plan(), self.index(), &[self.node, other], &into).ok()
    }

    fn resize(&mut self) -> Option<Gesture> {
        let bits = self.block.netmask_length().get();
        let length = NetmaskLength::new((bits + self.random.below(5) as u8).saturating_sub(2))?;
        resize(self.plan(), self.index(), self.node, self.block, length).ok()
    }

    fn target(&mut self) -> Option<(PoolParent, Placing)> {
        let to = match self.random.once_in(6) {
            true => PoolParent::Scope(Plan::default_private_scope()),
            false => PoolParent::Pool(self.pool()?),
        };
        let placing = self.random.pick(&[
            Placing::Keep,
            Placing::Anew(Strategy::LowestAddress),
            Placing::Anew(Strategy::Spread),
        ]);
        Some((to, placing))
    }

    fn move_to(&mut self) -> Option<Gesture> {
        let (to, placing) = self.target()?;
        move_to(self.plan(), self.index(), self.node, to, placing).ok()
    }

    fn move_many(&mut self) -> Option<Gesture> {
        let (to, placing) = self.target()?;
        let several = self.several();
        move_many(self.plan(), self.index(), &several, to, placing).ok()
    }

    fn rebase(&mut self) -> Option<Gesture> {
        let to = random_block(self.random);
        rebase(self.plan(), self.index(), self.node, self.block, to).ok()
    }

    fn duplicate(&mut self) -> Option<Gesture> {
        let to = random_block(self.random);
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        duplicate(plan, index, self.node, (self.block, to), &Copying::default(), self.ids).ok()
    }

    fn rename(&mut self) -> Option<Gesture> {
        let gesture = rename(self.plan(), self.node, "another name")?;
        (!gesture.edit.is_empty()).then_some(gesture)
    }

    fn remove(&mut self) -> Option<Gesture> {
        let removal = remove(self.plan(), self.index(), self.node)?;
        // What is locked is not deleted: the dialog says so.
        removal.lock.is_none().then_some(removal.gesture)
    }

    fn remove_many(&mut self) -> Option<Gesture> {
        let several = self.several();
        Some(remove_many(self.plan(), self.index(), &several).ok()?.gesture)
    }

    fn change_many(&mut self) -> Option<Gesture> {
        let (several, change) = (self.several(), self.any_change());
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        let gesture = change_many(plan, index, &several, &change, self.ids).gesture;
        (!gesture.edit.is_empty()).then_some(gesture)
    }

    /// A change of something that rows have.
    fn any_change(&mut self) -> ManyChange {
        let length = NetmaskLength::new(16 + self.random.below(10) as u8);
        let accounts: Vec<_> = self.plan().intent().accounts.keys().copied().collect();
        let mut change = ManyChange::default();
        match self.random.below(5) {
            0 => {
                change.tags = [("env".to_owned(), Some("prod".to_owned())), ("team".to_owned(), None)]
                    .into_iter()
                    .collect()
            }
            1 => change.region = Some("eu-west-1".parse().ok()),
            2 if !accounts.is_empty() => {
                change.account = Some(Some(AccountChoice::Known(self.random.pick(&accounts))));
            }
            3 => change.rules.min = Some(length),
            _ => change.lock = Some(self.random.pick(&[Lock::Locked, Lock::Open])),
        }
        change
    }

    fn pasted(&mut self, target: PasteTarget) -> Option<Gesture> {
        let several = self.several();
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        let clip = copy(plan, index, &several);
        let pasted = paste(plan, index, target, &clip, Strategy::LowestAddress, self.ids).ok()?;
        Some(pasted.gesture)
    }

    fn paste(&mut self) -> Option<Gesture> {
        let target = PasteTarget::Pool(self.pool()?);
        self.pasted(target)
    }

    fn paste_on_top(&mut self) -> Option<Gesture> {
        self.pasted(PasteTarget::Scope(Plan::default_private_scope()))
    }

    fn lock(&mut self) -> Option<Gesture> {
        let lock = self.random.pick(&[Lock::Locked, Lock::Open]);
        set_lock(self.plan(), self.node, lock)
    }

    fn mark_existing(&mut self) -> Option<Gesture> {
        mark_existing(self.plan(), self.index(), self.node)
    }

    /// Answers for a tree of a few pools in a block.
    fn answers(&mut self, parent: PoolParent, supernet: Cidr) -> Blueprint {
        let size = match self.random.once_in(2) {
            true => Headroom::NextPowerOfTwo,
            false => Headroom::Percent(50),
        };
        let names = ["prod", "test", "dev"];
        let level = |kind, members| Level {
            kind,
            members,
            size: LevelSize::Fit(size),
        };
        let count = 1 + self.random.below(names.len());
        let named = names.iter().take(count).map(|name| Member::Named((*name).to_owned()));
        let regions = ["eu-central-1", "eu-west-1"].map(|code| Member::Region(code.parse().unwrap()));
        let mut levels = vec![
            level(LevelKind::Environment, named.collect()),
            level(LevelKind::Region, regions.to_vec()),
        ];
        levels.truncate(1 + self.random.below(2));
        Blueprint {
            name: "Generated".to_owned(),
            supernet,
            parent,
            levels,
            naming: Naming::Path,
            strategy: self.random.pick(&[Strategy::LowestAddress, Strategy::Spread]),
        }
    }

    fn generate(&mut self) -> Option<Gesture> {
        let pool = self.open_pool()?;
        let supernet = self.proposed(pool)?;
        let blueprint = self.answers(pool.into(), supernet);
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        let (gesture, _) = generate(plan, index, &blueprint, self.ids).ok()?;
        if let Some(Node::Pool(root)) = gesture.focus {
            self.generated.push((root, blueprint));
        }
        Some(gesture)
    }

    fn generate_again(&mut self) -> Option<Gesture> {
        let (index, all) = (self.workspace.index(), &*self.generated);
        let there: Vec<_> = all.iter().filter(|(root, _)| index.pool(*root).is_some()).collect();
        let (root, old) = (!there.is_empty()).then(|| self.random.pick(&there).clone())?;
        let new = self.answers(old.parent, old.supernet);
        let (plan, index) = (self.workspace.plan(), self.workspace.index());
        let (gesture, _) = regenerate(plan, index, root, &old, &new, self.ids).ok()?;
        self.generated.push((root, new));
        (!gesture.edit.is_empty()).then_some(gesture)
    }
}
