//! The scripts of a folder, made ready: with the prelude in front, and what they load from the same
//! folder.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const PRELUDE: &str = include_str!("prelude.js");
/// A script that is larger is a table of test data.
const MOST_BYTES: u64 = 400_000;
/// Files loaded by loaded files, and so on.
const MOST_LOADED: usize = 12;

/// Every script under the folder, sorted.
pub fn find(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries.flatten() {
            let path = entry.path();
            let kind = entry.file_type().expect("the system knows the kind of a file");
            if kind.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "js" || extension == "mjs")
                && entry.metadata().is_ok_and(|data| data.len() < MOST_BYTES)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What is run of a file.
pub struct Prepared {
    pub text: String,
    /// Modules are checked and not run.
    pub module: bool,
}

/// Reads a script and puts around it what it needs; `None` if it is no text.
pub fn prepare(path: &Path, folder: &Path) -> Option<Prepared> {
    let script = String::from_utf8(std::fs::read(path).ok()?).ok()?;
    if path.extension().is_some_and(|extension| extension == "mjs") || is_module(&script) {
        return Some(Prepared { text: script, module: true });
    }
    let mut text = String::new();
    if is_strict(&script) {
        text += "'use strict';\n";
    }
    text += PRELUDE;
    let mut files = Vec::new();
    collect_loaded(&script, path, folder, &mut files);
    if !files.is_empty() {
        text += "globalThis.$files = {\n";
        for (name, content) in &files {
            let quoted = |text: &str| serde_json::to_string(text).expect("a text can be quoted");
            let _ = writeln!(text, "{}: {},", quoted(name), quoted(&without_natives(content).0));
        }
        text += "};\n";
    }
    let (script, natives) = without_natives(&script);
    for name in natives {
        let _ = writeln!(text, "globalThis.$native_{name} = $native('{name}');");
    }
    text += &script;
    Some(Prepared { text, module: false })
}

fn is_module(script: &str) -> bool {
    let begins = |line: &str, word: &str| {
        line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '{', '*', '"', '\'']) && !rest.contains("=>"))
    };
    script.lines().any(|line| begins(line, "import") || begins(line, "export")) || script.contains("\n// MODULE")
}

/// Whether it opens with the directive, after comments.
fn is_strict(script: &str) -> bool {
    let mut rest = script.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("//").or_else(|| rest.strip_prefix("#!")) {
            rest = comment.find('\n').map_or("", |end| &comment[end..]).trim_start();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]).trim_start();
        } else {
            return rest.starts_with("'use strict'") || rest.starts_with("\"use strict\"");
        }
    }
}

/// The files named in `load('…')` and the like, with the name they are loaded by, looked for beside
/// the script and above it.
fn collect_loaded(script: &str, path: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for call in ["load(", "execute(", "read(", "include("] {
        for (at, _) in script.match_indices(call) {
            let rest = script[at + call.len()..].trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '\'' | '"')) else { continue };
            let Some(name) = rest[1..].split(quote).next() else { continue };
            if files.len() >= MOST_LOADED
                || name.ends_with("mjsunit.js")
                || files.iter().any(|(known, _)| known == name)
            {
                continue;
            }
            let above = path.ancestors().skip(1).take_while(|above| above.starts_with(folder));
            let Some(content) = above.chain([folder]).find_map(|above| std::fs::read_to_string(above.join(name)).ok())
            else {
                continue;
            };
            files.push((name.into(), content.clone()));
            collect_loaded(&content, path, folder, files);
        }
    }
}

/// `%Name(` as `$native_Name(`, and the names.
fn without_natives(script: &str) -> (String, BTreeSet<String>) {
    let mut text = String::with_capacity(script.len());
    let mut names = BTreeSet::new();
    let mut parts = script.split('%');
    text += parts.next().unwrap_or("");
    for part in parts {
        let length = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
        let (name, rest) = part.split_at(length);
        let operand = text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ')' | ']'));
        let native = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_') && rest.starts_with('(');
        if native && !operand {
            names.insert(name.into());
            text += "$native_";
        } else {
            text.push('%');
        }
        text += part;
    }
    (text, names)
}
