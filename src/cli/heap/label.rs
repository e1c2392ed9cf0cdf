//! What a node and an edge are called, in a few words.

use crate::snapshot::{Analysis, EdgeKind, Graph, NodeKind, script};

/// The longest text of a string that is shown, in characters.
const SHOWN_TEXT: usize = 40;
/// The longest name that is shown, in characters.
const SHOWN_NAME: usize = 60;

/// A text on one line, control characters as escapes, cut off behind so many characters.
pub fn visible(text: &str, length: usize) -> String {
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count >= length {
            out.push('…');
            break;
        }
        match c {
            '\n' => out.push_str("\\n"),
            // What turns the direction of text could hide what stands behind it.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.extend(c.escape_unicode()),
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

/// A node's name as the file has it.
pub fn name(graph: &Graph, node: u32) -> String {
    visible(&graph.strings().text(graph.name(node)), SHOWN_NAME)
}

/// A string in quotation marks.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(text, SHOWN_TEXT))
}

/// What a node is called: `Session @1234`, `function onMessage @12`, `"a text" @5`.
pub fn node(analysis: &Analysis, node: u32) -> String {
    let graph = &analysis.graph;
    let id = graph.id(node);
    let name = name(graph, node);
    match graph.kind(node) {
        NodeKind::String => format!("{} @{id}", quoted(&graph.strings().text(graph.name(node)))),
        NodeKind::Closure if name.is_empty() => format!("function @{id}{}", place(graph, node)),
        NodeKind::Closure => format!("function {name} @{id}{}", place(graph, node)),
        NodeKind::RegExp => format!("/{name}/ @{id}"),
        NodeKind::Synthetic => name,
        kind if name.is_empty() => format!("({}) @{id}", kind.name()),
        _ => format!("{name} @{id}"),
    }
}

/// Where a function stands, as far as the file tells: ` (shop.js:12)`.
fn place(graph: &Graph, node: u32) -> String {
    let (Some(line), Some(script)) = (graph.line(node), script(graph, node)) else { return String::new() };
    let file = name(graph, script);
    let file = file.rsplit('/').next().unwrap_or_default();
    if file.is_empty() { String::new() } else { format!(" ({file}:{})", line + 1) }
}

/// What leads to a node: `.name`, `[3]`, `variable x`, `(internal) table`.
pub fn edge(graph: &Graph, edge: u32) -> String {
    let number = graph.edge_name(edge);
    let text = || visible(&graph.strings().text(number), SHOWN_NAME);
    match graph.edge_kind(edge) {
        EdgeKind::Element => format!("[{number}]"),
        EdgeKind::Hidden => format!("(hidden {number})"),
        EdgeKind::Context => format!("variable {}", text()),
        EdgeKind::Property | EdgeKind::Shortcut => {
            let text = text();
            match is_name(&text) {
                true => format!(".{text}"),
                false => format!("[\"{text}\"]"),
            }
        }
        EdgeKind::Weak => format!("(weak) {}", text()),
        EdgeKind::Internal | EdgeKind::Other => format!("(internal) {}", text()),
    }
}

/// Whether a property of that name can be written behind a point.
fn is_name(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$' | '#' | '<'));
    starts && !text.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '.' | '['))
}

/// The edge by which one node refers to another, the plainest if there are several.
pub fn edge_between(graph: &Graph, from: u32, to: u32) -> Option<u32> {
    graph.edges(from).filter(|edge| graph.target(*edge) == to).min_by_key(|edge| graph.edge_kind(*edge).rank())
}

/// A number with a comma between every three digits.
pub fn count(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Bytes, with three digits and a unit.
pub fn bytes(bytes: u64) -> String {
    crate::cli::units::bytes(bytes as f64)
}

/// A part of a whole in per cent.
pub fn share(part: u64, whole: u64) -> String {
    match whole {
        0 => String::from("–"),
        _ => format!("{:.1}%", part as f64 / whole as f64 * 100.0),
    }
}
