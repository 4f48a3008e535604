//! What the bits of addresses mean.

use super::fields::Fields;
use super::out::Out;
use crate::address::Family;
use crate::ordered::OrderedMap;
use crate::plan::{Legend, LegendPart};

pub(super) fn write_legend(legend: &Legend, out: &mut Out) {
    out.list("legend", legend.parts(), |out, part| {
        out.object(|out| {
            out.required_text("name", &part.name);
            out.number("from", part.from.into());
            out.number("to", part.to.into());
            if !part.values.is_empty() {
                out.member_object("values", |out| {
                    for (value, word) in &part.values {
                        out.required_text(&value.to_string(), word);
                    }
                });
            }
        });
    });
}

/// The legend of a pool of `family`; where that is not known, one that says nothing.
pub(super) fn read_legend(family: Option<Family>, fields: &mut Fields<'_, '_>) -> Legend {
    let mut parts = Vec::new();
    fields.objects("legend", &mut |fields| parts.extend(read_part(fields)));
    let legend = Legend::new(family.unwrap_or(Family::Ipv6), parts);
    legend.unwrap_or_else(|problem| {
        fields.blame_field("legend", problem.to_string());
        Legend::default()
    })
}

fn read_part(fields: &mut Fields<'_, '_>) -> Option<LegendPart> {
    let name = fields.required_text("name");
    let bit = |fields: &mut Fields<'_, '_>, key| {
        let length = fields.length(key)?;
        Some(length.get())
    };
    let (from, to) = (bit(fields, "from"), bit(fields, "to"));
    let mut values = OrderedMap::new();
    for (key, word) in fields.tags("values") {
        // One number is written in one way.
        match key.parse::<u32>() {
            Ok(value) if value.to_string() == key => drop(values.insert(value, word)),
            _ => fields.blame_field("values", format!("{key:?} is no number such as \"4\"")),
        }
    }
    Some(LegendPart {
        name: name?,
        from: from?,
        to: to?,
        values,
    })
}
