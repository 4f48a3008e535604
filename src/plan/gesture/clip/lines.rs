//! Indented lines: `pool prod 10.0.0.0/18 eu-central-1`.

use super::{Clip, blocks_of, walk, word_of};

/// What stands where a pool has no CIDR.
pub(super) const NO_BLOCK: &str = "-";

/// The clip as lines, two spaces for each level. Tags, notes and purposes are not in it.
pub fn to_lines(clip: &Clip) -> String {
    let mut text = String::new();
    walk(&clip.items, &mut |depth, item| {
        let mut words = vec![word_of(item.kind).to_owned()];
        words.extend(Some(quoted(&item.name)).filter(|name| !name.is_empty()));
        words.push(
            Some(blocks_of(item))
                .filter(|blocks| !blocks.is_empty())
                .unwrap_or_else(|| NO_BLOCK.to_owned()),
        );
        words.extend(item.region.map(|region| region.to_string()));
        words.extend(item.zone.clone().filter(|zone| !zone.is_empty()));
        words.extend(item.account.clone());
        text.push_str(&"  ".repeat(depth));
        text.push_str(&words.join(" "));
        text.push('\n');
    });
    text
}

/// A name that could be read as something else stands between quotation marks.
fn quoted(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let is_plain = name.trim() == name
        && !name.contains(['/', '"', '#', ','])
        && !name.contains("  ")
        && name.split(' ').all(|word| word != NO_BLOCK);
    if is_plain {
        name
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}
