//! The map as SVG: each block of a top-level pool to scale, with what lies in it below it. What would be too small to be seen there
//! has a frame of its own, in which it is as wide as the page.
//!
//! It draws with whole numbers, so that equal plans give equal drawings, and no more than can be seen.

use std::fmt::Write;
use std::ops::Range;

use super::line;
use super::naming::one_line;
use super::writing::{Left, Out, Scene, Writer};
use crate::address::Cidr;
use crate::plan::{Id, ManagementState, Node, Pool, gesture};

/// In hundredths of a pixel, as are all places along a bar.
const WIDTH: u32 = 120_000;
const MARGIN: u32 = 20;
const BAR: u32 = 22;
const GAP: u32 = 22;
/// A pool that is narrower, and has something in it, has a frame of its own.
const SMALL: u32 = WIDTH / 3;
/// What is narrower is drawn this wide, and not at all where it would lie on the one before.
const NARROWEST: u32 = 50;
/// How many levels are drawn.
const LEVELS: usize = 16;
/// How many frames there are at most.
const FRAMES: usize = 400;
/// How many blocks that lie in no pool have a frame of their own.
const OUTSIDE: usize = 100;

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) struct Map {
    frames: Vec<Frame>,
    /// The first frame of the scope that is drawn.
    scope: usize,
    /// The pools above that have frames, from the top, each with its level in the tree.
    above: Vec<(u32, Range<usize>)>,
    /// How many blocks that lie in no frame have one of their own.
    outside: usize,
    /// The next frame to be written, and where it stands; none before the first.
    next: Option<(usize, u32)>,
}

/// A block to scale.
struct Frame {
    cidr: Cidr,
    bars: String,
    levels: u32,
    /// The first level of what is from no pool.
    lane: Option<usize>,
    /// Where the last bar of each level ends.
    ends: [u32; LEVELS],
}

impl Writer for Map {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        out.losses.of_tables(scene);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, level: u32, out: &mut Out) {
        let name = one_line(gesture::name_of(scene.plan(), node).unwrap_or_default());
        self.above.retain(|(above, _)| *above < level);
        match node {
            Node::Pool(id) => self.pool(scene, id, level, &name, out),
            Node::Reservation(_) | Node::VpcCidr(_) | Node::PublicBlock(_) | Node::Subnet(_) => {
                let Some((cidr, class)) = block(scene, node) else {
                    return;
                };
                let parent = scene.source.outline().parent(node);
                match level == 0 || matches!(parent, Some(Node::Scope(_))) {
                    true => self.unmanaged(cidr, class, level, &name, out),
                    false => self.inside(cidr, class, level, &name, out),
                }
            }
            Node::Scope(_) => self.scope = self.frames.len(),
            Node::Ipam | Node::Vpc(_) | Node::Free(_) => {}
        }
    }

    fn foot(&mut self, scene: Scene<'_>, out: &mut Out) -> Left {
        let Some((at, top)) = self.next else {
            self.next = Some((0, MARGIN + 30));
            self.begin(scene, out);
            return Left::More;
        };
        let Some(frame) = self.frames.get_mut(at) else {
            out.push("</svg>\n");
            return Left::Nothing;
        };
        _ = writeln!(out.text, "<g transform=\"translate({MARGIN} {top})\">");
        out.push(&std::mem::take(&mut frame.bars));
        out.push("</g>\n");
        self.next = Some((at + 1, top + frame.height()));
        Left::More
    }
}

impl Map {
    fn begin(&self, scene: Scene<'_>, out: &mut Out) {
        let height: u32 = self.frames.iter().map(Frame::height).sum();
        let (width, height) = (WIDTH / 100 + 2 * MARGIN, height + 2 * MARGIN + 30);
        let title = escaped(&line::title(scene.plan()));
        _ = writeln!(
            out.text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title\">"
        );
        _ = writeln!(out.text, "<title id=\"title\">Address map of {title}</title>");
        out.push(STYLE);
        _ = writeln!(out.text, "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>");
        _ = writeln!(
            out.text,
            "<text class=\"title\" x=\"{MARGIN}\" y=\"{}\">{title}</text>",
            MARGIN + 12
        );
    }

    /// The CIDRs of a pool, with a frame for each that is at the top, or small and not empty.
    fn pool(&mut self, scene: Scene<'_>, id: Id<Pool>, level: u32, name: &str, out: &mut Out) {
        let Some(entry) = scene.source.index.pool(id) else {
            return;
        };
        let is_top = entry.depth() == 1 || level == 0;
        let is_empty = entry.allocations().is_empty();
        let mut own = Vec::new();
        for (cidr, _) in entry.cidrs() {
            let held = (!is_top).then(|| self.holding(cidr)).flatten();
            let width = held
                .and_then(|(_, at)| self.frames.get(at))
                .map(|frame| frame.width(cidr));
            if !is_top {
                self.inside(cidr, "pool", level, name, out);
            }
            if is_top || (!is_empty && width.is_some_and(|width| width < SMALL)) {
                own.push(cidr);
            }
        }
        // What is drawn above may have got a frame already.
        let start = self.frames.len();
        for cidr in own {
            if self.frames.len() >= FRAMES {
                if is_top {
                    out.loses("Top-level pools", FULL, id);
                }
                break;
            }
            let mut frame = Frame::new(cidr);
            frame.draw(cidr, 0, "pool", name);
            self.frames.push(frame);
        }
        if start < self.frames.len() {
            self.above.push((level, start..self.frames.len()));
        }
    }

    /// The innermost frame that holds a block, with the level of its pool.
    fn holding(&self, cidr: Cidr) -> Option<(u32, usize)> {
        self.above.iter().rev().find_map(|(level, frames)| {
            let held = self.frames.get(frames.clone())?;
            let after = held.partition_point(|frame| frame.cidr <= cidr);
            let before = after.checked_sub(1)?;
            let frame = held.get(before).filter(|frame| frame.cidr.contains(cidr));
            frame.map(|_| (*level, frames.start + before))
        })
    }

    /// Draws what lies in a frame below what it hangs from.
    fn inside(&mut self, cidr: Cidr, class: &str, level: u32, name: &str, out: &mut Out) {
        match self.holding(cidr) {
            Some((base, at)) => {
                if let Some(frame) = self.frames.get_mut(at) {
                    frame.draw(cidr, level.saturating_sub(base) as usize, class, name);
                }
            }
            None => self.alone(cidr, class, level, name, out),
        }
    }

    /// Draws what is from no pool: where its addresses are, but below everything that is from one.
    fn unmanaged(&mut self, cidr: Cidr, class: &str, level: u32, name: &str, out: &mut Out) {
        let mut of_scope = self.frames.iter_mut().skip(self.scope).rev();
        let top = of_scope.find(|frame| frame.cidr.contains(cidr));
        match top {
            Some(frame) => frame.draw_beside(cidr, class, name),
            None => self.alone(cidr, class, level, name, out),
        }
    }

    /// Draws what lies in no frame in one of its own, in which what is below it is drawn too.
    fn alone(&mut self, cidr: Cidr, class: &str, level: u32, name: &str, out: &mut Out) {
        if self.outside == OUTSIDE || self.frames.len() >= FRAMES {
            out.loses("Blocks that lie in no pool", CROWDED, crate::plan::Plan::ipam_id());
            return;
        }
        self.outside += 1;
        let mut frame = Frame::new(cidr);
        frame.draw(cidr, 0, class, name);
        // Others of the same addresses stand below it.
        frame.lane = Some(1);
        self.above.push((level, self.frames.len()..self.frames.len() + 1));
        self.frames.push(frame);
    }
}

impl Frame {
    fn new(cidr: Cidr) -> Self {
        Self {
            cidr,
            bars: String::new(),
            levels: 0,
            lane: None,
            ends: [0; LEVELS],
        }
    }

    fn height(&self) -> u32 {
        self.levels * BAR + GAP
    }

    /// Where a block begins.
    fn start(&self, cidr: Cidr) -> u32 {
        let bits = u32::from(self.cidr.family().bits() - self.cidr.netmask_length().get());
        let offset = cidr.first_bits().saturating_sub(self.cidr.first_bits());
        // Only the first 64 bits of a place can be seen.
        let (offset, bits) = (offset >> bits.saturating_sub(64), bits.min(64));
        ((offset * u128::from(WIDTH)) >> bits) as u32
    }

    /// How wide a block is.
    fn width(&self, cidr: Cidr) -> u32 {
        let longer = cidr
            .netmask_length()
            .get()
            .saturating_sub(self.cidr.netmask_length().get());
        WIDTH.checked_shr(longer.into()).unwrap_or_default()
    }

    /// Draws a block on the first level below the others on which nothing is in its way.
    fn draw_beside(&mut self, cidr: Cidr, class: &str, name: &str) {
        let first = *self.lane.get_or_insert(self.levels as usize);
        let start = self.start(cidr);
        let is_free = |(_, end): &(usize, &u32)| **end <= start;
        let level = self.ends.iter().enumerate().skip(first).find(is_free);
        if let Some((level, _)) = level {
            self.draw(cidr, level, class, name);
        }
    }

    fn draw(&mut self, cidr: Cidr, level: usize, class: &str, name: &str) {
        let (x, width) = (self.start(cidr), self.width(cidr));
        let Some(end) = self.ends.get_mut(level) else { return };
        if width < NARROWEST && x + NARROWEST <= *end {
            return;
        }
        let width = width.max(NARROWEST);
        *end = x + width;
        self.levels = self.levels.max(level as u32 + 1);
        let y = level as u32 * BAR;
        let label = match name {
            "" => cidr.to_string(),
            name => format!("{name} {cidr}"),
        };
        _ = writeln!(
            self.bars,
            "<rect class=\"{class}\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
            Hundredths(x),
            Hundredths(width),
            BAR - 2,
            escaped(&label)
        );
        // About seven pixels a letter.
        let letters = (width / 100).saturating_sub(8) / 7;
        if letters < 4 {
            return;
        }
        let shown: String = match label.chars().count() as u32 > letters {
            true => label.chars().take(letters as usize - 1).chain(['…']).collect(),
            false => label,
        };
        _ = writeln!(
            self.bars,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            Hundredths(x + 400),
            y + 14,
            escaped(&shown)
        );
    }
}

/// A block with the class that it is drawn in.
fn block(scene: Scene<'_>, node: Node) -> Option<(Cidr, &'static str)> {
    let design = scene.plan().design();
    Some(match node {
        Node::Reservation(id) => (design.reservations.get(&id)?.cidr, "reservation"),
        Node::VpcCidr(id) => {
            let row = design.vpc_cidrs.get(&id)?;
            let class = match row.management_state() {
                ManagementState::Managed => "vpc",
                ManagementState::Unmanaged | ManagementState::Ignored => "unmanaged",
            };
            (row.cidr, class)
        }
        Node::PublicBlock(id) => (design.public_blocks.get(&id)?.cidr, "public"),
        Node::Subnet(id) => (design.subnets.get(&id)?.cidr, "subnet"),
        _ => return None,
    })
}

/// A place of so many hundredths of a pixel.
struct Hundredths(u32);

impl std::fmt::Display for Hundredths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0 / 100)?;
        match self.0 % 100 {
            0 => Ok(()),
            rest => write!(f, ".{rest:02}"),
        }
    }
}

/// A text in XML, which has no place at all for some characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// By class, and by the kind of outline for those who see no colours.
const STYLE: &str = "<style>
text{font:12px system-ui,sans-serif;fill:#1c2430}
.title{font-size:16px;font-weight:600}
.paper{fill:#fff}
rect{stroke:#fff;stroke-width:.5}
.pool{fill:#cfe0f5;stroke:#5b86b8}
.vpc{fill:#bfe3c9;stroke:#4b8f5f}
.subnet{fill:#e3f2e6;stroke:#7fb18d}
.reservation{fill:#eceff3;stroke:#6b7685;stroke-dasharray:4 2}
.unmanaged{fill:#fbe3c4;stroke:#b5741a;stroke-dasharray:2 2}
.public{fill:#e6d8f5;stroke:#8158b3}
@media(prefers-color-scheme:dark){text{fill:#e6ebf2}.paper{fill:#141a22}.pool{fill:#24405f}.vpc{fill:#1f4a2e}.subnet{fill:#18331f}.reservation{fill:#2c333d}.unmanaged{fill:#573a12}.public{fill:#43296a}}
@media print{text{fill:#000}.paper{fill:#fff}}
</style>
";

const CROWDED: &str = "The map draws a hundred of them";
const FULL: &str = "The map draws 400 frames: draw a part of the tree";
