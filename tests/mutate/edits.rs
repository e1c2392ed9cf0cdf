//! The edits that make a mutant of a program. Each gives a program that parses, or nothing.

use std::fmt::Write as _;
use std::ops::Range;

use super::templates::{AROUND_EXPRESSIONS, AROUND_STATEMENTS, KEYS, OPERATORS, STATEMENTS, VALUES};
use super::tree::Tree;
use crate::campaign::random::Random;

/// Attempts at one edit.
const ATTEMPTS: usize = 6;
/// Edits of a mutant at most.
const MOST_EDITS: usize = 8;
/// Longer parts of programs are not moved into others.
const LONGEST_PART: usize = 600;
const LONGEST_PROGRAM: usize = 60_000;

/// What can be taken from all programs.
pub struct Pool {
    pub programs: Vec<(String, Tree)>,
}

/// A mutant of a program of the pool, which is made shorter first, up to so many times.
pub fn mutant(random: &mut Random, pool: &Pool, base: usize, halved: usize) -> Tree {
    let mut tree = pool.programs[base].1.clone();
    for _ in 0..halved {
        if random.one_in(2) || halved > 1 {
            tree = half(random, &tree).unwrap_or(tree);
        }
    }
    let edits = 1 + random.below(MOST_EDITS);
    for _ in 0..edits {
        for _ in 0..ATTEMPTS {
            if let Some(edited) = edit(random, pool, &tree).filter(|edited| edited.text.len() < LONGEST_PROGRAM) {
                tree = edited;
                break;
            }
        }
    }
    if random.one_in(3) { tree } else { guarded(&tree).unwrap_or(tree) }
}

/// The text with each of the outermost statements written anew.
fn outermost(tree: &Tree, mut write: impl FnMut(&str) -> String) -> Option<Tree> {
    let (mut text, mut end) = (String::new(), 0);
    for place in &tree.stmts {
        if place.start >= end {
            text += &tree.text[end..place.start];
            text += &write(tree.slice(place));
            end = place.end;
        }
    }
    text += &tree.text[end..];
    Tree::of(text)
}

/// Without about half of the outermost statements.
fn half(random: &mut Random, tree: &Tree) -> Option<Tree> {
    outermost(tree, |statement| if random.one_in(2) { String::new() } else { statement.into() })
}

/// So that the program goes on after an error.
fn guarded(tree: &Tree) -> Option<Tree> {
    outermost(tree, |statement| {
        let word = statement.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        if ["let", "const", "class", "function", "async", "try"].contains(&word) || statement.starts_with(['\'', '"']) {
            return statement.into();
        }
        format!("try {{ {statement} }} catch (q) {{ console.log(typeof q); }}")
    })
}

fn edit(random: &mut Random, pool: &Pool, tree: &Tree) -> Option<Tree> {
    if tree.stmts.is_empty() || tree.exprs.is_empty() {
        return insert(random, pool, tree);
    }
    match random.below(20) {
        0..3 => replace_expression(random, pool, tree),
        3..7 => wrap_expression(random, pool, tree),
        7..9 => replace_literal(random, tree),
        9 => swap(random, tree, &tree.exprs),
        10 => swap(random, tree, &tree.stmts),
        11 => tree.with(&pick(random, &tree.operators)?, random.of(OPERATORS)),
        12 => tree.with(&pick(random, &tree.stmts)?, ""),
        13 => duplicate(random, tree),
        14..16 => wrap_statement(random, pool, tree),
        16 => splice(random, pool, tree),
        _ => insert(random, pool, tree),
    }
}

fn pick(random: &mut Random, places: &[Range<usize>]) -> Option<Range<usize>> {
    (!places.is_empty()).then(|| places[random.below(places.len())].clone())
}

fn replace_expression(random: &mut Random, pool: &Pool, tree: &Tree) -> Option<Tree> {
    let place = pick(random, &tree.exprs)?;
    let new = match random.below(4) {
        0 => foreign(random, pool, tree, false),
        1 => random.of(VALUES).into(),
        2 if !tree.names.is_empty() => tree.names[random.below(tree.names.len())].clone(),
        _ => tree.slice(&pick(random, &tree.exprs)?).into(),
    };
    tree.with(&place, &format!("({new})")).or_else(|| tree.with(&place, &new))
}

fn wrap_expression(random: &mut Random, pool: &Pool, tree: &Tree) -> Option<Tree> {
    let place = pick(random, &tree.exprs)?;
    let wrapped = tree.slice(&place);
    let new = fill(random, pool, tree, AROUND_EXPRESSIONS, Some(wrapped));
    tree.with(&place, &format!("({new})"))
}

fn replace_literal(random: &mut Random, tree: &Tree) -> Option<Tree> {
    let place = pick(random, &tree.literals)?;
    tree.with(&place, random.of(VALUES))
}

/// Two parts that are not within each other change places.
fn swap(random: &mut Random, tree: &Tree, places: &[Range<usize>]) -> Option<Tree> {
    let (one, other) = (pick(random, places)?, pick(random, places)?);
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    if first.end > second.start {
        return None;
    }
    let text = &tree.text;
    Tree::of(
        [
            &text[..first.start],
            tree.slice(&second),
            &text[first.end..second.start],
            tree.slice(&first),
            &text[second.end..],
        ]
        .concat(),
    )
}

fn duplicate(random: &mut Random, tree: &Tree) -> Option<Tree> {
    let from = pick(random, &tree.stmts)?;
    let to = pick(random, &tree.stmts)?.start;
    tree.with(&(to..to), &format!("{}\n", tree.slice(&from)))
}

fn wrap_statement(random: &mut Random, pool: &Pool, tree: &Tree) -> Option<Tree> {
    let place = pick(random, &tree.stmts)?;
    let wrapped = tree.slice(&place);
    let new = fill(random, pool, tree, AROUND_STATEMENTS, Some(wrapped));
    tree.with(&place, &new)
}

/// A statement of another program.
fn splice(random: &mut Random, pool: &Pool, tree: &Tree) -> Option<Tree> {
    let at = pick(random, &tree.stmts)?.start;
    tree.with(&(at..at), &format!("{}\n", foreign(random, pool, tree, true)))
}

fn insert(random: &mut Random, pool: &Pool, tree: &Tree) -> Option<Tree> {
    let at = pick(random, &tree.stmts).map_or(0, |place| if random.one_in(4) { place.end } else { place.start });
    let new = fill(random, pool, tree, STATEMENTS, None);
    tree.with(&(at..at), &format!("\n{new}\n"))
}

/// What every program may name.
const GLOBALS: &[&str] = &[
    "console",
    "process",
    "globalThis",
    "undefined",
    "gc",
    "setTimeout",
    "setImmediate",
    "queueMicrotask",
    "arguments",
];

/// A part of another program, which mostly speaks of this one's names.
fn foreign(random: &mut Random, pool: &Pool, tree: &Tree, statement: bool) -> String {
    let part = part(random, pool, statement);
    let quoted = if statement { part.clone() } else { format!("({part})") };
    let Some(names) = Tree::of(quoted).map(|part| part.names) else { return part };
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut text = String::with_capacity(part.len());
    let mut rest = part.as_str();
    while let Some(start) = rest.find(is_name) {
        let length = rest[start..].find(|c| !is_name(c)).unwrap_or(rest.len() - start);
        let word = &rest[start..start + length];
        let free = names.iter().any(|name| name == word)
            && !word.starts_with(|c: char| c.is_ascii_uppercase())
            && !GLOBALS.contains(&word)
            && !tree.names.is_empty()
            && !rest[..start].ends_with('.');
        text += &rest[..start];
        text += if free && !random.one_in(8) { &tree.names[random.below(tree.names.len())] } else { word };
        rest = &rest[start + length..];
    }
    text + rest
}

fn part(random: &mut Random, pool: &Pool, statement: bool) -> String {
    for _ in 0..20 {
        let (_, tree) = &pool.programs[random.below(pool.programs.len())];
        let places = if statement { &tree.stmts } else { &tree.exprs };
        match pick(random, places) {
            Some(place) if place.len() < LONGEST_PART => return tree.slice(&place).into(),
            _ => {}
        }
    }
    if statement { "gc();".into() } else { "0".into() }
}

/// Puts something in the place of each `$` and letter of one of the templates.
fn fill(random: &mut Random, pool: &Pool, tree: &Tree, templates: &[&str], wrapped: Option<&str>) -> String {
    let template = random.of(templates);
    let name = |random: &mut Random| match tree.names.len() {
        0 => "globalThis".to_string(),
        count => tree.names[random.below(count)].clone(),
    };
    let mut text = String::new();
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '$' || !characters.peek().is_some_and(char::is_ascii_lowercase) {
            text.push(character);
            continue;
        }
        match (characters.next(), wrapped) {
            (Some('e' | 's'), Some(wrapped)) => text += wrapped,
            (Some('t'), Some(wrapped)) => text += &serde_json::to_string(wrapped).expect("a text can be quoted"),
            (Some('e'), None) => match random.below(4) {
                0 => text += random.of(VALUES),
                1 => text += &name(random),
                _ => text += pick(random, &tree.exprs).map_or("0", |place| tree.slice(&place)),
            },
            (Some('x'), _) => text += &foreign(random, pool, tree, false),
            (Some('v'), _) => text += &name(random),
            (Some('b'), _) => text += random.of(VALUES),
            (Some('k'), _) => text += random.of(KEYS),
            (Some('n'), _) => _ = write!(text, "{}", random.below(100)),
            (other, _) => unreachable!("{other:?} in the template {template}"),
        }
    }
    text
}
