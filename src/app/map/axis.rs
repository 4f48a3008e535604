//! The line that the map is drawn on: all addresses of a scope that are anybody's, end to end, and the window on it.
//!
//! A place on the line is a whole number, whatever the zoom: what is computed in floating point is only how far something is
//! from the edge of the window, as a share of the window. So an IPv6 plan can be looked at from /32 to /64 and below
//! without the place shaking or getting lost. An address of IPv4 is many places, as few addresses fill the map at last.

use crate::address::{Cidr, Family};
use crate::plan::index::BlockMap;

/// So many stretches are laid end to end; where there are more, the line is one block that holds them all.
const STRETCHES: usize = 4096;

/// How many bits of a place lie within an address of IPv4.
const WITHIN_IPV4: u32 = 32;

/// A block of addresses on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The addresses.
    pub(super) cidr: Cidr,
    /// Where the first of them stands.
    start: u128,
}

/// How many bits of a place lie within an address.
fn within(family: Family) -> u32 {
    match family {
        Family::Ipv4 => WITHIN_IPV4,
        Family::Ipv6 => 0,
    }
}

/// How many places a block has; one less for all of IPv6.
fn places_of(cidr: Cidr) -> u128 {
    ((cidr.last_bits() - cidr.first_bits()) << within(cidr.family())).saturating_add(1 << within(cidr.family()))
}

/// The line: blocks of addresses of one family, in order, end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    /// IPv4 or IPv6.
    pub(super) family: Family,
    stretches: Vec<Stretch>,
    /// How many places it has.
    length: u128,
}

impl Axis {
    /// The line of all blocks of `family` among `blocks`. O(blocks that lie in no other × log n).
    pub(super) fn of(blocks: &BlockMap, family: Family) -> Self {
        let mut outermost = Vec::new();
        let mut cursor = Some(0);
        while let Some(placed) = cursor.and_then(|from| blocks.starting_from(family, from).next()) {
            outermost.push(placed.cidr);
            cursor = placed.cidr.last_bits().checked_add(1);
            if outermost.len() > STRETCHES {
                outermost = vec![Cidr::all(family)];
                break;
            }
        }
        Self::over(family, outermost)
    }

    /// The line of these blocks, which must come in order and lie in no other.
    fn over(family: Family, cidrs: Vec<Cidr>) -> Self {
        let mut length = 0_u128;
        let place = |cidr: Cidr| {
            let stretch = Stretch { cidr, start: length };
            length = length.saturating_add(places_of(cidr));
            stretch
        };
        let stretches = cidrs.into_iter().map(place).collect();
        Self {
            family,
            stretches,
            length,
        }
    }

    /// Whether nothing stands on it.
    pub(super) fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// How many places it has.
    pub(super) fn length(&self) -> u128 {
        self.length
    }

    /// How many places an address is.
    pub(super) fn unit(&self) -> u128 {
        1 << within(self.family)
    }

    /// The first place of an address. O(log stretches).
    pub(super) fn place_of(&self, address: u128) -> Option<u128> {
        let next = self
            .stretches
            .partition_point(|stretch| stretch.cidr.first_bits() <= address);
        let stretch = self.stretches.get(next.checked_sub(1)?)?;
        (address <= stretch.cidr.last_bits())
            .then(|| stretch.start + ((address - stretch.cidr.first_bits()) << within(self.family)))
    }

    /// The address that stands at a place, with the block that it is in; at the ends what stands there. O(log stretches).
    pub(super) fn at(&self, place: u128) -> Option<(Cidr, u128)> {
        let next = self.stretches.partition_point(|stretch| stretch.start <= place);
        let stretch = self.stretches.get(next.saturating_sub(1))?;
        let inside = place.saturating_sub(stretch.start).min(places_of(stretch.cidr) - 1);
        Some((
            stretch.cidr,
            stretch.cidr.first_bits() + (inside >> within(self.family)),
        ))
    }

    /// The stretches that a window shows, in order. O(log stretches + shown).
    pub(super) fn shown(&self, window: Window) -> impl Iterator<Item = Stretch> + '_ {
        let next = self.stretches.partition_point(|stretch| stretch.start <= window.start);
        let end = window.start.saturating_add(window.length);
        let rest = self.stretches.get(next.saturating_sub(1)..).unwrap_or_default();
        rest.iter().copied().take_while(move |stretch| stretch.start < end)
    }

    /// The least that a window shows: 16 addresses of IPv4, a /64 of IPv6.
    fn least(&self) -> u128 {
        match self.family {
            Family::Ipv4 => 16 << WITHIN_IPV4,
            Family::Ipv6 => 1 << 64,
        }
    }
}

/// What of the line is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The first place.
    pub(super) start: u128,
    /// How many places.
    pub(super) length: u128,
}

impl Window {
    /// All of the line.
    pub(super) fn whole(axis: &Axis) -> Self {
        Self {
            start: 0,
            length: axis.length.max(1),
        }
    }

    /// The window with the addresses from `first` to `last` in it, and a little beside them, so that one sees where they lie.
    pub(super) fn around(axis: &Axis, first: u128, last: u128) -> Self {
        let (Some(first), Some(last)) = (axis.place_of(first), axis.place_of(last)) else {
            return Self::whole(axis);
        };
        let length = (last - first.min(last)).saturating_add(axis.unit());
        let margin = length / 32;
        Self {
            start: first.saturating_sub(margin),
            length: length.saturating_add(margin).saturating_add(margin),
        }
        .within(axis)
    }

    /// As much of it as there is, and no less than makes sense.
    fn within(self, axis: &Axis) -> Self {
        let most = axis.length.max(1);
        let length = self.length.max(axis.least()).min(most);
        Self {
            start: self.start.min(most - length),
            length,
        }
    }

    /// `times` as much is seen as before; the place at the share `at` of the window stays where it is.
    pub(super) fn zoomed(self, axis: &Axis, times: f64, at: f64) -> Self {
        let most = axis.length.max(1);
        let length = ((self.length as f64 * times) as u128).max(axis.least()).min(most);
        let place = self.start.saturating_add(part(self.length, at));
        Self {
            start: place.saturating_sub(part(length, at)),
            length,
        }
        .within(axis)
    }

    /// Moved by a share of itself: onwards when it is positive.
    pub(super) fn panned(self, axis: &Axis, by: f64) -> Self {
        let way = part(self.length, by.abs());
        let start = if by < 0.0 {
            self.start.saturating_sub(way)
        } else {
            self.start.saturating_add(way)
        };
        Self { start, ..self }.within(axis)
    }

    /// Where a place stands in the window, as a share of it: below 0 before it, above 1 behind it.
    pub(super) fn share_of(self, place: u128) -> f64 {
        let length = self.length.max(1) as f64;
        if place >= self.start {
            (place - self.start) as f64 / length
        } else {
            -((self.start - place) as f64 / length)
        }
    }

    /// The place at a share of the window.
    pub(super) fn place_at(self, share: f64) -> u128 {
        let last = self.length.saturating_sub(1);
        self.start.saturating_add(part(self.length, share.max(0.0)).min(last))
    }

    /// Whether all places from `first` to `last` are seen.
    pub(super) fn shows(self, first: u128, last: u128) -> bool {
        first >= self.start && last - self.start < self.length
    }
}

/// A share of a length. What is lost is less than the share of a pixel, as everything is seen at the scale of the length.
fn part(length: u128, share: f64) -> u128 {
    (length as f64 * share) as u128
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn axis(cidrs: &[&str]) -> Axis {
        let cidrs: Vec<Cidr> = cidrs.iter().map(|text| text.parse().unwrap()).collect();
        Axis::over(cidrs[0].family(), cidrs)
    }

    #[test]
    fn blocks_stand_end_to_end() {
        let axis = axis(&["10.0.0.0/24", "10.2.0.0/24", "172.16.0.0/23"]);
        let unit = axis.unit();
        assert_eq!(axis.length(), 1024 * unit);
        for (address, place) in [
            ("10.0.0.0/32", Some(0)),
            ("10.0.0.255/32", Some(255)),
            ("10.0.1.0/32", None),
            ("10.2.0.1/32", Some(257)),
            ("172.16.1.255/32", Some(1023)),
            ("9.0.0.0/32", None),
        ] {
            let cidr: Cidr = address.parse().unwrap();
            assert_eq!(
                axis.place_of(cidr.first_bits()),
                place.map(|place| place * unit),
                "{address}"
            );
            if let Some(place) = place {
                assert_eq!(axis.at(place * unit).unwrap().1, cidr.first_bits(), "{address}");
                assert_eq!(
                    axis.at(place * unit + unit - 1).unwrap().1,
                    cidr.first_bits(),
                    "{address}"
                );
            }
        }
        assert_eq!(axis.at(u128::MAX).unwrap().1, axis.at(1023 * unit).unwrap().1);
    }

    #[test]
    fn zooming_in_and_out_keeps_the_place_at_every_scale() {
        // The share of a window is a float: of forty bits of zoom it loses nothing that is seen, and a pointer moves between them.
        for (cidr, inside) in [
            ("10.0.0.0/8", "10.129.37.16/28"),
            ("2600:1f00::/24", "2600:1f26:47:c012::/64"),
        ] {
            let axis = axis(&[cidr]);
            let target: Cidr = inside.parse().unwrap();
            let place = axis.place_of(target.first_bits()).unwrap();
            let mut window = Window::whole(&axis);
            let at = window.share_of(place);
            let mut steps = 0;
            // In, with the place under the pointer.
            while window.length > axis.least() {
                window = window.zoomed(&axis, 0.8, at);
                let now = window.share_of(place);
                assert!(
                    (now - at).abs() < 1e-3,
                    "{inside} is at {now} and not at {at} after {steps} steps"
                );
                steps += 1;
            }
            assert!(steps > 20, "{steps}");
            let (_, found) = axis.at(window.place_at(at)).unwrap();
            assert!(
                target.first_bits().abs_diff(found) < axis.least() / axis.unit(),
                "the address under the pointer"
            );
            // And out again, with a step for what was rounded off.
            for _ in 0..=steps {
                window = window.zoomed(&axis, 1.25, at);
            }
            assert_eq!(window, Window::whole(&axis));
        }
    }

    #[test]
    fn a_window_never_leaves_the_line() {
        let axis = axis(&["10.0.0.0/24", "10.2.0.0/24"]);
        let mut window = Window::around(&axis, 0x0a02_0000, 0x0a02_000f);
        assert_eq!(window.length, 17 * axis.unit());
        for by in [0.5, 40.0, -3.0, -1e30, f64::NAN, f64::INFINITY] {
            window = window.panned(&axis, by);
            assert!(
                window.start + window.length <= axis.length(),
                "{by} leads to {window:?}"
            );
        }
        for times in [0.0, 1e300, f64::NAN, -1.0] {
            let zoomed = window.zoomed(&axis, times, 0.3);
            assert!(zoomed.length >= 16 * axis.unit() && zoomed.start + zoomed.length <= axis.length());
        }
    }

    #[test]
    fn what_is_looked_at_has_a_margin() {
        let axis = axis(&["10.0.0.0/8"]);
        let cidr: Cidr = "10.64.0.0/16".parse().unwrap();
        let window = Window::around(&axis, cidr.first_bits(), cidr.last_bits());
        assert!(window.shows(
            axis.place_of(cidr.first_bits()).unwrap(),
            axis.place_of(cidr.last_bits()).unwrap()
        ));
        assert!(window.share_of(axis.place_of(cidr.first_bits()).unwrap()) > 0.02);
    }
}
