//! Holds what can be held of the project's style: widths, lengths, spellings, and that pages name
//! what is there. The layers are held by `tests/architecture.rs`; that each `unsafe` block says
//! why, by a lint (`Cargo.toml`); that each native names what defines it, by a test beside the
//! prompt (`src/cli/repl/complete.rs`).
//!
//! Lists and counts of exceptions only shrink: a change that mends one lowers them here.

mod sources;

use std::collections::BTreeSet;
use std::process::Command;

use sources::{code, files, pages, root};

/// The widest comment, in columns.
const WIDTH: usize = 100;
/// Lines of comments that are wider still: pictures and formulas.
const WIDE_COMMENTS: usize = 5;

/// The longest function, in lines.
const FUNCTION_LINES: usize = 70;
/// Functions that are longer still, by their names.
const LONG_FUNCTIONS: [&str; 0] = [];

/// The longest file, in lines, and how many may pass what a file should have.
const FILE_LINES: (usize, usize, usize) = (800, 600, 12);

fn rust() -> Vec<(String, String)> {
    let build = std::fs::read_to_string(root().join("build.rs")).expect("text");
    let folders = ["src", "tests", "benches"].into_iter().flat_map(|folder| files(folder, "rs"));
    folders.chain([("build.rs".to_owned(), build)]).collect()
}

/// Whether a line holds nothing but a comment.
fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// A comment that cannot be wrapped: the row of a table, or an address.
fn is_whole(line: &str) -> bool {
    let text = line.trim_start().trim_start_matches(['/', '!']).trim_start();
    text.starts_with('|') || text.contains("https://")
}

#[test]
fn comments_fit_into_the_width() {
    let mut wide = Vec::new();
    for (path, text) in rust() {
        for (number, line) in text.lines().enumerate() {
            if is_comment(line) && !is_whole(line) && line.chars().count() > WIDTH {
                wide.push(format!("{path}:{}", number + 1));
            }
        }
    }
    let count = wide.len();
    assert!(count <= WIDE_COMMENTS, "{count} comments wider than {WIDTH} columns:\n{}", wide.join("\n"));
}

/// Functions by name with their lines. The formatter ends a function with a brace below the
/// beginning of its first line.
fn functions(text: &str) -> Vec<(&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words: Vec<&str> = code(line).split_whitespace().take_while(|word| !word.contains('"')).collect();
        let Some(at) = words.iter().position(|&word| word == "fn") else { continue };
        let first = words[..at].iter().all(|word| word.starts_with("pub") || matches!(*word, "const" | "unsafe"));
        let Some(name) = words.get(at + 1).filter(|_| first) else { continue };
        let name = name.split(['(', '<']).next().unwrap_or(name);
        let closes = |line: &&str| line.len() == indent + 1 && line.ends_with('}');
        // A declaration without a body ends with a semicolon.
        let ends = |line: &&str| line.len() - line.trim_start().len() == indent && line.ends_with(';');
        if line.ends_with(['}', ';']) {
            continue;
        }
        let end = lines[start..].iter().position(|line| closes(line) || ends(line));
        found.extend(end.map(|end| (name, end + 1)));
    }
    found
}

#[test]
fn functions_fit_on_a_page() {
    let mut long = Vec::new();
    let mut known = BTreeSet::new();
    for (path, text) in rust() {
        for (name, lines) in functions(&text) {
            if lines > FUNCTION_LINES && !LONG_FUNCTIONS.contains(&name) {
                long.push(format!("{path}: {name} has {lines} lines"));
            } else if lines > FUNCTION_LINES {
                known.insert(name.to_owned());
            }
        }
    }
    assert!(long.is_empty(), "functions of more than {FUNCTION_LINES} lines:\n{}", long.join("\n"));
    let mended: Vec<_> = LONG_FUNCTIONS.iter().filter(|&&name| !known.contains(name)).collect();
    assert!(mended.is_empty(), "take them off the list of long functions: {mended:?}");
}

#[test]
fn files_stay_short() {
    let (most, wanted, exceptions) = FILE_LINES;
    let long: Vec<_> = rust()
        .into_iter()
        .map(|(path, text)| (text.lines().count(), path))
        .filter(|(lines, _)| *lines > wanted)
        .collect();
    assert!(long.iter().all(|(lines, _)| *lines <= most), "files of more than {most} lines: {long:?}");
    assert!(long.len() <= exceptions, "{} files of more than {wanted} lines: {long:?}", long.len());
}

/// The standard's clauses are written `ECMA-262 §23.1.3.21`.
#[test]
fn clauses_have_one_spelling() {
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| is_comment(line)) {
            let other = ["ECMAScript ", "ECMA-262 ", "ECMA-262, "].iter().any(|name| {
                let clause = |rest: &str| {
                    let clause = rest.split(|c: char| c.is_whitespace() || "),;:".contains(c)).next().unwrap_or("");
                    clause.starts_with("B.")
                        || (clause.contains('.') && clause.starts_with(|c: char| c.is_ascii_digit()))
                };
                line.split(name).skip(1).any(clause)
            });
            if other {
                wrong.push(format!("{path}:{}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "clauses without their sign:\n{}", wrong.join("\n"));
}

/// What is unfinished is no part of a commit.
#[test]
fn nothing_is_left_for_later() {
    let marks = ["TO", "FIX", "XX"].map(|start| start.to_owned() + if start == "TO" { "DO" } else { "X" });
    let marks = [marks[0].clone(), "FIX".to_owned() + "ME", "X".repeat(3), "dbg".to_owned() + "!("];
    let mut wrong = Vec::new();
    for (path, text) in rust() {
        for (number, line) in text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark.as_str())) {
                wrong.push(format!("{path}:{}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "marks of unfinished work:\n{}", wrong.join("\n"));
}

/// Paths between backticks, from the root.
fn named_paths(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|name| {
        let folder = ["src/", "tests/", "benches/", "docs/", "examples/", "grammar/", ".ci/"];
        folder.iter().any(|folder| name.starts_with(folder))
            && (name.contains('.') || name.ends_with('/'))
            && !name.contains(|c: char| c.is_whitespace() || "<>*…{}(\\".contains(c))
    })
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The bare name of a file of Rust, as the head of one beside it would say it.
fn is_file_name(text: &str) -> bool {
    text.strip_suffix(".rs").is_some_and(|stem| {
        !stem.is_empty() && stem.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    })
}

#[test]
fn what_is_named_is_there() {
    let mut wrong = Vec::new();
    for (path, text) in pages() {
        wrong.extend(
            named_paths(&text).filter(|name| !root().join(name).exists()).map(|name| format!("{path}: {name}")),
        );
        let folder = root().join(&path).parent().expect("a file stands in a folder").to_path_buf();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or("");
            if !link.contains("://") && link != "…" && !file.is_empty() && !folder.join(file).exists() {
                wrong.push(format!("{path}: link to {link}"));
            }
        }
    }
    for (path, text) in rust() {
        for line in text.lines().filter(|line| is_comment(line)) {
            let missing = named_paths(line).filter(|name| !root().join(name).exists());
            wrong.extend(missing.map(|name| format!("{path}: {name}")));
        }
    }
    let all: BTreeSet<String> = rust().into_iter().map(|(path, _)| file_name(&path).to_owned()).collect();
    for (path, text) in pages().into_iter().chain(rust()) {
        let is_page = path.ends_with(".md");
        for line in text.lines().filter(|line| is_page || is_comment(line)) {
            let missing = line.split('`').skip(1).step_by(2).filter(|name| is_file_name(name) && !all.contains(*name));
            wrong.extend(missing.map(|name| format!("{path}: {name}")));
        }
    }
    assert!(wrong.is_empty(), "named, but not there:\n{}", wrong.join("\n"));
}

/// The long flags in a text.
fn flags(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter(|word| word.len() > 3 && word.starts_with("--") && word.as_bytes()[2].is_ascii_alphabetic())
        .map(str::to_owned)
        .collect()
}

/// The table of flags tells what the command tells of itself.
#[test]
fn the_page_of_flags_is_the_commands() {
    let told = Command::new(env!("CARGO_BIN_EXE_glass")).arg("--help").output().expect("glass runs");
    let told = String::from_utf8(told.stdout).expect("text");
    let heads = told.lines().map(str::trim_start).filter(|line| line.starts_with('-') && !line.starts_with("- "));
    let commands: BTreeSet<String> = heads.flat_map(flags).collect();
    let page = std::fs::read_to_string(root().join("docs/command.md")).expect("text");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let paged: BTreeSet<String> = rows.flat_map(|row| flags(row.split('|').nth(1).unwrap_or(""))).collect();
    let only_page: Vec<_> = paged.difference(&commands).collect();
    let only_command: Vec<_> = commands.difference(&paged).collect();
    assert!(
        only_page.is_empty() && only_command.is_empty(),
        "only on the page: {only_page:?}, only told: {only_command:?}"
    );
}

/// The public items of a file of Rust, by name.
fn public_items(text: &str) -> impl Iterator<Item = &str> {
    const WORDS: [&str; 5] = ["fn", "struct", "enum", "trait", "type"];
    text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("pub ")?.trim_start_matches("const ").trim_start_matches("unsafe ");
        let (word, name) = rest.split_once(' ')?;
        let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        WORDS.contains(&word).then_some(name)
    })
}

/// The lines of a file that stand in its examples.
fn doc_tests(text: &str) -> String {
    let mut inside = false;
    let lines = text.lines().filter(|line| {
        let comment = line.trim_start();
        let fence = comment.starts_with("//") && comment.contains("```");
        inside ^= fence;
        inside && comment.starts_with("//")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What the compiler cannot say: that nothing uses an item of the API.
#[test]
fn no_public_item_is_dead() {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect()
    };
    let all: Vec<_> =
        ["src", "tests", "benches", "examples"].into_iter().flat_map(|folder| files(folder, "rs")).collect();
    let api: Vec<_> = all.iter().filter(|(path, _)| path.starts_with("src/runtime/")).collect();
    let examples: String =
        all.iter().map(|(_, text)| doc_tests(text)).chain(pages().into_iter().map(|(_, text)| text)).collect();
    let examples = words(&examples);
    let used: Vec<(&str, BTreeSet<String>)> = all.iter().map(|(path, text)| (path.as_str(), words(text))).collect();
    let mut items = 0;
    let mut dead = Vec::new();
    for (path, text) in &api {
        for name in public_items(text) {
            items += 1;
            let is_word = |word: &&str| *word == name;
            let here = text.lines().flat_map(|line| code(line).split(|c: char| !c.is_alphanumeric() && c != '_'));
            let elsewhere = here.filter(is_word).count() > 1
                || used.iter().any(|(other, words)| other != path && words.contains(name));
            if !elsewhere && !examples.contains(name) {
                dead.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(items > 100, "only {items} items");
    assert!(dead.is_empty(), "nothing uses\n{}", dead.join("\n"));
}

/// What CONTRIBUTING.md says of a command: it is in the help and on the page of flags, and a tool
/// if it can print JSON for a machine.
#[test]
fn every_command_follows_the_recipe() {
    let text = |path: &str| std::fs::read_to_string(root().join(path)).expect("text");
    let between = |text: &str, start: &str, end: &str| -> Vec<String> {
        let parts = text.split(start).skip(1).filter_map(|rest| rest.split_once(end));
        parts.map(|(name, _)| name.to_owned()).filter(|name| !name.contains(['\n', ' '])).collect()
    };
    let mut commands = between(&text("src/cli/commands.rs"), "        \"", "\" => ");
    commands.extend(between(&text("src/cli/heap/mod.rs"), "Command { name: \"", "\""));
    assert!(commands.len() >= 10, "{commands:?}");
    let help = Command::new(env!("CARGO_BIN_EXE_glass")).arg("--help").output().expect("glass runs");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let (page, tools) = (text("docs/command.md"), text("src/cli/mcp/tools.rs"));
    let mut missing = Vec::new();
    for command in &commands {
        let is_told = [format!("`glass {command}`"), format!("`glass {command} "), format!("`{command}`")];
        let checks = [
            ("glass --help", help.contains(&format!("\n  {command} "))),
            ("docs/command.md", is_told.iter().any(|told| page.contains(told))),
            (
                "src/cli/mcp/tools.rs",
                matches!(command.as_str(), "bench-gc" | "mcp") || tools.contains(&format!("name: \"{command}\"")),
            ),
        ];
        missing.extend(checks.iter().filter(|(_, fine)| !fine).map(|(place, _)| format!("{command}: {place}")));
    }
    assert!(missing.is_empty(), "commands that are not told of: {missing:?}");
}
