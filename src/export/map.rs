//! The map as SVG: each block of a top-level pool to scale, with what lies in it below it.
//!
//! It draws with whole numbers, so that equal plans give equal drawings, and no more than can be seen.

use std::fmt::Write;

use super::line;
use super::naming::one_line;
use super::writing::{Left, Out, Scene, Writer};
use crate::address::Cidr;
use crate::ordered::OrderedMap;
use crate::plan::{ManagementState, Node, gesture};

/// In hundredths of a pixel, as are all places along a bar.
const WIDTH: u32 = 120_000;
const MARGIN: u32 = 20;
const HEADING: u32 = 22;
const BAR: u32 = 22;
const GAP: u32 = 20;
/// What is narrower is drawn this wide, and not at all where it would lie on the one before.
const NARROWEST: u32 = 50;
/// How many levels are drawn.
const LEVELS: usize = 16;
/// How many blocks that lie in no pool have a frame of their own.
const OUTSIDE: usize = 100;

/// What is remembered between two pieces.
#[derive(Default)]
pub(super) struct Map {
    frames: Vec<Frame>,
    /// The frames of the scope that is being drawn.
    places: OrderedMap<Cidr, usize>,
    /// The level of the tree that is drawn at the top of a frame.
    base: u32,
    /// Blocks that lie in no frame, drawn and not drawn.
    outside: usize,
    /// The next frame to be written, and where it stands; none before the first.
    next: Option<(usize, u32)>,
}

/// A block to scale.
struct Frame {
    cidr: Cidr,
    heading: String,
    bars: String,
    levels: u32,
    /// Where the last bar of each level ends.
    ends: [u32; LEVELS],
}

impl Writer for Map {
    fn head(&mut self, scene: Scene<'_>, out: &mut Out) {
        out.losses.of_tables(scene);
    }

    fn row(&mut self, scene: Scene<'_>, node: Node, level: u32, out: &mut Out) {
        let name = one_line(gesture::name_of(scene.plan(), node).unwrap_or_default());
        match node {
            Node::Scope(_) => self.places = OrderedMap::new(),
            Node::Pool(id) => {
                let Some(entry) = scene.source.index.pool(id) else {
                    return;
                };
                let is_top = entry.depth() == 1 || level == 0;
                if is_top {
                    self.base = level;
                }
                for (cidr, _) in entry.cidrs() {
                    if is_top {
                        self.frame(cidr, &name);
                    }
                    self.draw(cidr, level, "pool", &name, out);
                }
            }
            Node::Reservation(_) | Node::VpcCidr(_) | Node::PublicBlock(_) | Node::Subnet(_) => {
                let Some((cidr, class)) = block(scene, node) else {
                    return;
                };
                let parent = scene.source.outline().parent(node);
                if level == 0 || matches!(parent, Some(Node::Scope(_))) {
                    // From no pool: inside a frame it stands one below what the frame is of.
                    self.base = level.saturating_sub(u32::from(self.holding(cidr).is_some()));
                }
                self.draw(cidr, level, class, &name, out);
            }
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
        _ = writeln!(
            out.text,
            "<text class=\"heading\" y=\"14\">{}</text>",
            escaped(&frame.heading)
        );
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

    fn frame(&mut self, cidr: Cidr, name: &str) {
        self.places.insert(cidr, self.frames.len());
        self.frames.push(Frame {
            cidr,
            heading: format!("{cidr} {name}"),
            bars: String::new(),
            levels: 0,
            ends: [0; LEVELS],
        });
    }

    /// The frame that holds a block.
    fn holding(&self, cidr: Cidr) -> Option<usize> {
        let (frame, at) = self.places.at_or_before(&cidr)?;
        frame.contains(cidr).then_some(*at)
    }

    fn draw(&mut self, cidr: Cidr, level: u32, class: &str, name: &str, out: &mut Out) {
        let at = match self.holding(cidr) {
            Some(at) => at,
            None if self.outside < OUTSIDE => {
                self.outside += 1;
                self.frame(cidr, name);
                self.frames.len() - 1
            }
            None => {
                out.loses("Blocks that lie in no pool", CROWDED, crate::plan::Plan::ipam_id());
                return;
            }
        };
        let level = level.saturating_sub(self.base) as usize;
        if let Some(frame) = self.frames.get_mut(at) {
            frame.draw(cidr, level, class, name);
        }
    }
}

impl Frame {
    fn height(&self) -> u32 {
        HEADING + self.levels * BAR + GAP
    }

    fn draw(&mut self, cidr: Cidr, level: usize, class: &str, name: &str) {
        let Some(end) = self.ends.get_mut(level) else { return };
        let bits = u32::from(self.cidr.family().bits() - self.cidr.netmask_length().get());
        let longer = u32::from(cidr.netmask_length().get() - self.cidr.netmask_length().get());
        let offset = cidr.first_bits() - self.cidr.first_bits();
        // Only the first 64 bits of a place can be seen.
        let (offset, bits) = (offset >> bits.saturating_sub(64), bits.min(64));
        let x = ((offset * u128::from(WIDTH)) >> bits) as u32;
        let width = WIDTH.checked_shr(longer).unwrap_or_default();
        if width < NARROWEST && x + NARROWEST <= *end {
            return;
        }
        let width = width.max(NARROWEST);
        *end = x + width;
        self.levels = self.levels.max(level as u32 + 1);
        let y = HEADING + level as u32 * BAR;
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
.heading{font-weight:600}
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
