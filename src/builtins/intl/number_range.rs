//! Ranges of numbers (ECMA-402 §16.5.18 PartitionNumberRangePattern), with what both ends share
//! written once, as ICU does.

use super::decimal::Quantity;
use super::number_format::NumberFormat;
use super::parts::{Part, RangePart, Source, text_of};
use super::plural::{range_category, rules_of};

impl NumberFormat {
    /// The range in parts.
    pub(super) fn format_range(&self, start: &Quantity, end: &Quantity) -> Vec<RangePart> {
        let (first, last) = (self.layers(start, false), self.layers(end, false));
        let same = first.number == last.number && first.exponent == last.exponent && first.around == last.around;
        if same {
            let near = self.layers(start, true);
            let unit = self.unit_parts(near.category);
            let all = [unit.0, near.around.0, near.number, near.exponent, near.around.1, unit.1];
            return all.into_iter().flatten().map(|part| (Source::Shared, part)).collect();
        }
        let unit = self.unit_parts(range_category(rules_of(&self.locale.facts), first.category, last.category));
        // A mark of one character is repeated, so that it is seen.
        let length: usize = [&first.around.0, &first.around.1].map(|parts| text_of(parts).chars().count()).iter().sum();
        let collapse = first.around == last.around && length > 1;
        let repeats = !collapse && (length > 0 || !first.exponent.is_empty())
            || (!collapse && !last.around.0.is_empty() && !first.around.0.is_empty());
        let pattern = self.symbols.facts.text("rng");
        let dash = pattern.trim_start_matches("{0}").trim_end_matches("{1}");
        let spaced = repeats && !dash.starts_with(char::is_whitespace);
        let dash = if spaced { format!(" {dash} ") } else { dash.to_string() };
        let mut parts = Vec::new();
        let mut push = |source: Source, more: Vec<Part>| parts.extend(more.into_iter().map(|part| (source, part)));
        push(Source::Shared, unit.0);
        push(if collapse { Source::Shared } else { Source::Start }, first.around.0);
        push(Source::Start, first.number);
        push(Source::Start, first.exponent);
        if !collapse {
            push(Source::Start, first.around.1);
        }
        push(Source::Shared, vec![Part::literal(dash)]);
        if !collapse {
            push(Source::End, last.around.0);
        }
        push(Source::End, last.number);
        push(Source::End, last.exponent);
        push(if collapse { Source::Shared } else { Source::End }, last.around.1);
        push(Source::Shared, unit.1);
        parts
    }
}
