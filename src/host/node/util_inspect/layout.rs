//! The layout of inspected values: which entries share a line, and how long arrays are set in
//! columns. Pure text work, the rules of Node 20's `util.inspect` for the same values.

use super::options::{Compact, Options};
use super::text::{strip_colours, utf16_len, width};

/// What the entries between the braces are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entries {
    /// Properties of an object, members of a collection.
    Object,
    /// Elements of an array, without names.
    ArrayElement,
    /// Elements and further properties of an array.
    Array,
}

/// The place of the entries in the whole.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Columns that lines are indented by.
    pub indentation: usize,
    /// How many levels deeper the innermost value just printed was.
    pub levels_below: usize,
}

/// Sets `output` between `braces`, `base` before them: on one line when that is short and shallow
/// enough.
pub fn reduce(
    options: &Options,
    place: Place,
    mut output: Vec<String>,
    base: &str,
    braces: (&str, &str),
    entries: Entries,
    numeric: &mut dyn FnMut(usize) -> bool,
) -> String {
    let lead = if base.is_empty() { String::new() } else { format!("{base} ") };
    let indentation = " ".repeat(place.indentation);
    let Compact::Levels(levels) = options.compact else {
        return reduce_fully(options, place, &output, base, braces);
    };
    if levels >= 1 {
        let count = output.len();
        if entries == Entries::Array && count > 6 {
            output = group(options, place.indentation, output, levels, numeric);
        }
        if place.levels_below < levels && count == output.len() {
            let start = output.len() + place.indentation + utf16_len(braces.0) + utf16_len(base) + 10;
            if fits(options, &output, start, base) && !output.iter().any(|entry| entry.contains('\n')) {
                return format!("{lead}{} {} {}", braces.0, output.join(", "), braces.1);
            }
        }
    }
    let inner = output.join(&format!(",\n{indentation}  "));
    format!("{lead}{}\n{indentation}  {inner}\n{indentation}{}", braces.0, braces.1)
}

/// `compact: true`: everything on one line if it fits, else the entries below each other without
/// lines for the braces.
fn reduce_fully(options: &Options, place: Place, output: &[String], base: &str, braces: (&str, &str)) -> String {
    let after = if base.is_empty() { String::new() } else { format!(" {base}") };
    if fits(options, output, 0, base) {
        return format!("{}{after} {} {}", braces.0, output.join(", "), braces.1);
    }
    let indentation = " ".repeat(place.indentation);
    let open = if base.is_empty() && braces.0.len() == 1 { " ".into() } else { format!("{after}\n{indentation}  ") };
    format!("{}{open}{} {}", braces.0, output.join(&format!(",\n{indentation}  ")), braces.1)
}

fn fits(options: &Options, output: &[String], start: usize, base: &str) -> bool {
    let mut total = output.len() + start;
    if total + output.len() > options.break_length {
        return false;
    }
    for entry in output {
        total += if options.colors { utf16_len(&strip_colours(entry)) } else { utf16_len(entry) };
        if total > options.break_length {
            return false;
        }
    }
    base.is_empty() || !base.contains('\n')
}

/// Sets many short entries in columns. Numbers are aligned right, everything else left.
fn group(
    options: &Options,
    indentation: usize,
    output: Vec<String>,
    levels: usize,
    numeric: &mut dyn FnMut(usize) -> bool,
) -> Vec<String> {
    const SEPARATOR: usize = 2;
    // A line that tells how many more there are is not part of the columns.
    let has_more = options.max_array_length < output.len();
    let count = output.len() - usize::from(has_more);
    let lengths: Vec<usize> = output[..count].iter().map(|entry| width(entry)).collect();
    let total: usize = lengths.iter().map(|length| length + SEPARATOR).sum();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let column = longest + SEPARATOR;
    let fits_three = column * 3 + indentation < options.break_length;
    if !fits_three || !(total as f64 / column as f64 > 5.0 || longest <= 6) {
        return output;
    }
    let columns = column_count(options, indentation, (column, total, count, output.len()), levels);
    if columns <= 1 {
        return output;
    }
    let widths: Vec<usize> =
        (0..columns).map(|i| lengths.iter().skip(i).step_by(columns).max().map_or(0, |&w| w) + SEPARATOR).collect();
    let align_right = (0..output.len()).all(numeric);
    let mut lines = Vec::with_capacity(count.div_ceil(columns) + 1);
    for (row, entries) in output[..count].chunks(columns).enumerate() {
        let mut line = String::new();
        for (i, entry) in entries.iter().enumerate() {
            let last = i + 1 == entries.len();
            let padding = " ".repeat(widths[i] - SEPARATOR - lengths[row * columns + i]);
            match (align_right, last) {
                (true, false) => line.extend([&padding, entry, ", "]),
                (true, true) => line.extend([&padding, entry.as_str()]),
                (false, false) => line.extend([entry, ", ", &padding]),
                (false, true) => line.push_str(entry),
            }
        }
        lines.push(line);
    }
    if has_more {
        lines.extend(output.into_iter().nth(count));
    }
    lines
}

/// The number of columns that makes the block about square, for characters two and a half times as
/// high as wide.
fn column_count(
    options: &Options,
    indentation: usize,
    (column, total, count, all): (usize, usize, usize, usize),
    levels: usize,
) -> usize {
    const CHARACTER_HEIGHT: f64 = 2.5;
    let spread = (column as f64 - total as f64 / all as f64).sqrt();
    let biased = (column as f64 - 3.0 - spread).max(1.0);
    let square = ((CHARACTER_HEIGHT * biased * count as f64).sqrt() / biased + 0.5).floor() as usize;
    let room = options.break_length.saturating_sub(indentation) / column;
    square.min(room).min(levels.saturating_mul(4)).min(15)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOP: Place = Place { indentation: 0, levels_below: 0 };

    #[test]
    fn short_entries_share_a_line() {
        let text = reduce(
            &Options::default(),
            TOP,
            vec!["a: 1".into(), "b: 2".into()],
            "",
            ("{", "}"),
            Entries::Object,
            &mut |_| false,
        );
        assert_eq!(text, "{ a: 1, b: 2 }");
    }

    #[test]
    fn many_numbers_stand_in_columns() {
        let entries = (0..30).map(|i| i.to_string()).collect();
        let text = reduce(&Options::default(), TOP, entries, "", ("[", "]"), Entries::Array, &mut |_| true);
        assert!(text.starts_with("[\n   0,  1,  2,  3,  4,  5,  6,  7,  8,\n"), "{text}");
        assert!(text.ends_with("  27, 28, 29\n]"), "{text}");
    }
}
