//! The commands on the project's pages do what the pages show.
//!
//! In a fenced block that is marked `console` a line that begins with `$ ` is a command, and what
//! follows it is what it prints. Commands of `glass` are run; figures may differ, so every number
//! stands for any other one, and a line `…` for any lines. Of other commands (`cargo`, `node`) it
//! is checked that what they name is there.

mod sources;

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use sources::{pages, root};

/// A command of a page with the lines that it is said to print.
struct Shown {
    page: String,
    command: String,
    prints: Vec<String>,
}

/// The commands in the blocks of a page.
fn shown(page: &str, text: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let (mut is_console, mut fenced) = (false, false);
    for line in text.lines() {
        if let Some(kind) = line.strip_prefix("```") {
            fenced = !fenced;
            is_console = fenced && kind == "console";
        } else if is_console {
            match line.strip_prefix("$ ") {
                Some(command) => {
                    found.push(Shown { page: page.to_owned(), command: command.to_owned(), prints: Vec::new() });
                }
                None => {
                    let last = found.last_mut().unwrap_or_else(|| panic!("{page}: output without a command: {line}"));
                    last.prints.push(line.to_owned());
                }
            }
        }
    }
    found
}

/// Whether it runs the command, at the end of a pipe perhaps.
fn is_ours(command: &str) -> bool {
    command.split('|').any(|part| part.trim_start().starts_with("glass ") || part.trim() == "glass")
}

/// A line in which every number with its unit is `#`, and every run of blanks is one.
fn normal(line: &str) -> String {
    let line = line.replace(&root().to_string_lossy().into_owned(), "$DIR");
    let mut out = String::new();
    let mut rest = line.trim_end();
    while let Some(c) = rest.chars().next() {
        let word_before = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if c.is_ascii_digit() && !word_before {
            let number = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ".,µ".contains(c))).unwrap_or(rest.len());
            let number = number.max(1);
            out.push('#');
            // What ends a sentence is no part of the number.
            let end = rest[..number].trim_end_matches([',', '.']).len();
            rest = &rest[end..];
        } else if c == ' ' {
            out.push(' ');
            rest = rest.trim_start_matches(' ');
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    // What could not be measured in a short run.
    out.split(' ').map(|word| if word == "–" { "#" } else { word }).collect::<Vec<_>>().join(" ")
}

/// Whether the lines printed are those shown, where `…` stands for any number of lines.
fn fits(prints: &[String], printed: &[String]) -> bool {
    match prints.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "…" => (0..=printed.len()).any(|skipped| fits(rest, &printed[skipped..])),
        Some((first, rest)) => printed.first().is_some_and(|line| line == first) && fits(rest, &printed[1..]),
    }
}

/// What the command prints, standard error too.
fn run(command: &str) -> Vec<String> {
    let glass = std::path::Path::new(env!("CARGO_BIN_EXE_glass")).parent().expect("it stands in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(root())
        .env("PATH", format!("{}:{path}", glass.display()))
        .env("TZ", "Europe/Paris")
        .env_remove("FORCE_COLOR")
        .stdin(Stdio::null())
        .output()
        .expect("there is a shell");
    String::from_utf8_lossy(&output.stdout).lines().map(normal).collect()
}

fn without_blank_ends(lines: &[String]) -> Vec<String> {
    let blank = |line: &&String| line.trim().is_empty();
    let start = lines.iter().take_while(blank).count();
    let end = lines.len() - lines.iter().rev().take_while(blank).count();
    lines.get(start..end).unwrap_or(&[]).to_vec()
}

#[test]
fn commands_print_what_the_pages_show() {
    let shown: Vec<Shown> = pages().iter().flat_map(|(page, text)| shown(page, text)).collect();
    let ours: Vec<&Shown> = shown.iter().filter(|shown| is_ours(&shown.command)).collect();
    assert!(ours.len() >= 8, "the pages show commands");
    let mut wrong = String::new();
    for Shown { page, command, prints } in ours {
        let wanted: Vec<String> = without_blank_ends(prints).iter().map(|line| normal(line)).collect();
        let printed = without_blank_ends(&run(command));
        if !fits(&wanted, &printed) {
            wrong += &format!("{page}: {command}\nshown:\n{}\nprinted:\n{}\n\n", wanted.join("\n"), printed.join("\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Commands that are not run here: those of cargo and of the shell, in blocks and between
/// backticks.
#[test]
fn other_commands_name_what_is_there() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("text");
    let has = |heading: &str, name: &str| {
        manifest.contains(&format!("[{heading}.{name}]"))
            || (heading == "features" && manifest.lines().any(|line| line.starts_with(&format!("{name} ="))))
    };
    let mut wrong = BTreeSet::new();
    for (page, text) in pages() {
        let quoted = text.split('`').skip(1).step_by(2).map(str::to_owned);
        let commands = shown(&page, &text).into_iter().map(|shown| shown.command).chain(quoted);
        for command in commands.filter(|command| command.contains("cargo ")) {
            let words: Vec<&str> = command.split_whitespace().collect();
            for (at, word) in words.iter().enumerate() {
                let name = words.get(at + 1).copied().unwrap_or("");
                let there = match *word {
                    "--test" => root().join(format!("tests/{name}.rs")).exists(),
                    "--bench" => root().join(format!("benches/{name}.rs")).exists(),
                    "--example" => ["examples", "examples/embedding"]
                        .iter()
                        .any(|folder| root().join(folder).join(name).with_extension("rs").exists()),
                    "--profile" => has("profile", name),
                    "--features" => name.split(',').all(|name| has("features", name)),
                    path => {
                        ["examples/", "benches/", "tests/"].iter().all(|folder| !path.starts_with(folder))
                            || root().join(path).exists()
                    }
                };
                if !there {
                    wrong.insert(format!("{page}: {command}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "commands that name what is not there: {wrong:#?}");
}
