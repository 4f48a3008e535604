//! How the tree looks: its columns, their widths, the order of its rows, and how close together they are. Kept in the settings of this
//! browser, in no plan.

use std::fmt::Write;

use super::planner::Planner;
use super::platform::settings::Settings;

/// How the tree looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    /// The columns that are left out.
    pub(super) hidden: Vec<Column>,
    /// The widths that were chosen, in CSS pixels; the others are as the style sheet has them.
    pub(super) widths: Vec<(Column, u32)>,
    /// By what siblings are sorted; by address when by nothing else.
    pub(super) sort: Option<Sort>,
    /// How close together the rows are.
    pub(super) density: Density,
}

/// A column of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// What the row is called. It is always there.
    Name,
    /// Where its addresses lie.
    Cidr,
    /// Where in the world it is.
    Place,
    /// How many addresses it has.
    Addresses,
    /// How much of them is used.
    Share,
    /// Billed active IPs.
    Active,
    /// What it costs.
    Cost,
    /// Whose it is.
    Account,
    /// Its tags.
    Tags,
    /// What was found at it.
    Findings,
}

/// The order of siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sort {
    /// By what.
    pub(super) by: Column,
    /// Which way.
    pub(super) way: Way,
}

/// Which way things are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The smallest first.
    Up,
    /// The greatest first.
    Down,
}

/// How close together rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Density {
    /// As usual.
    Comfortable,
    /// Closer.
    Compact,
}

impl Column {
    /// Every column, in their order.
    pub(super) const ALL: [Column; 10] = [
        Column::Name,
        Column::Cidr,
        Column::Place,
        Column::Addresses,
        Column::Share,
        Column::Active,
        Column::Cost,
        Column::Account,
        Column::Tags,
        Column::Findings,
    ];

    /// Its word in class names and settings.
    pub(super) fn key(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::Cidr => "cidr",
            Column::Place => "place",
            Column::Addresses => "addresses",
            Column::Share => "share",
            Column::Active => "active",
            Column::Cost => "cost",
            Column::Account => "account",
            Column::Tags => "tags",
            Column::Findings => "findings",
        }
    }

    /// Its title.
    pub(super) fn title(self) -> &'static str {
        match self {
            Column::Name => "Name",
            Column::Cidr => "CIDR",
            Column::Place => "Locale",
            Column::Addresses => "Addresses",
            Column::Share => "Utilization",
            Column::Active => "Active IPs",
            Column::Cost => "Cost/month",
            Column::Account => "Account",
            Column::Tags => "Tags",
            Column::Findings => "Findings",
        }
    }

    fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key() == key)
    }
}

impl Default for Look {
    fn default() -> Self {
        Self {
            hidden: vec![Column::Active, Column::Cost, Column::Account, Column::Tags],
            widths: Vec::new(),
            sort: None,
            density: Density::Comfortable,
        }
    }
}

impl Look {
    /// As it was left.
    pub(super) fn load() -> Self {
        Settings::load()
            .tree
            .map_or_else(Self::default, |text| Self::read(&text))
    }

    /// Whether a column is there.
    pub(super) fn shows(&self, column: Column) -> bool {
        !self.hidden.contains(&column)
    }

    /// Shows columns that were left out, and leaves those out that were shown, all as the first of them.
    pub(super) fn toggle(&mut self, columns: &[Column]) {
        let hides = columns.first().is_some_and(|first| self.shows(*first));
        self.hidden.retain(|hidden| !columns.contains(hidden));
        if hides {
            self.hidden.extend(columns);
        }
    }

    /// The chosen width of a column.
    pub(super) fn width(&self, column: Column) -> Option<u32> {
        let chosen = self.widths.iter().find(|(known, _)| *known == column);
        chosen.map(|(_, width)| *width)
    }

    /// Reads what [`Look::write`] wrote. What means nothing is as usual.
    fn read(text: &str) -> Self {
        let mut look = Self::default();
        for part in text.split(';') {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            match key {
                "hidden" => look.hidden = value.split(',').filter_map(Column::of_key).collect(),
                "sort" => {
                    look.sort = value.split_once(',').and_then(|(column, way)| {
                        Some(Sort {
                            by: Column::of_key(column)?,
                            way: if way == "down" { Way::Down } else { Way::Up },
                        })
                    });
                }
                "compact" => look.density = Density::Compact,
                column => {
                    if let (Some(column), Ok(width)) = (Column::of_key(column), value.parse()) {
                        look.widths.push((column, width));
                    }
                }
            }
        }
        look
    }

    /// As one line.
    fn write(&self) -> String {
        let mut text = String::from("hidden=");
        for (at, column) in self.hidden.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            // Writing into a text does not fail.
            _ = write!(text, "{comma}{}", column.key());
        }
        for (column, width) in &self.widths {
            _ = write!(text, ";{}={width}", column.key());
        }
        if let Some(Sort { by, way }) = self.sort {
            let way = if way == Way::Down { "down" } else { "up" };
            _ = write!(text, ";sort={},{way}", by.key());
        }
        if self.density == Density::Compact {
            text.push_str(";compact");
        }
        text
    }
}

impl Planner {
    /// Changes how the tree looks, and keeps it so.
    pub(super) fn set_look(self, change: &dyn Fn(&mut Look)) {
        self.look.update(change);
        let mut settings = Settings::load();
        settings.tree = Some(self.look.with_untracked(Look::write));
        // Settings are a convenience: where they cannot be kept, they last as long as the page.
        let _ = settings.save();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_read_as_it_was_written() {
        let look = Look {
            hidden: vec![Column::Place],
            widths: vec![(Column::Name, 320), (Column::Cidr, 96)],
            sort: Some(Sort {
                by: Column::Share,
                way: Way::Down,
            }),
            density: Density::Compact,
        };
        assert_eq!(look.write(), "hidden=place;name=320;cidr=96;sort=share,down;compact");
        for look in [look, Look::default()] {
            assert_eq!(Look::read(&look.write()), look);
        }
        for text in ["", "hidden", "sort=colour,up;name=wide;;=", "{}"] {
            let read = Look::read(text);
            assert_eq!((read.sort, read.widths), (None, Vec::new()), "{text}");
        }
    }
}
