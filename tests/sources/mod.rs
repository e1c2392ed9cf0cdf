//! The project's own files, as the tests that hold layers and style read them.

#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gather(dir: &Path, extension: &str, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(dir).expect("readable").map(|e| e.expect("entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, extension, out);
        } else if path.extension().is_some_and(|found| found == extension) {
            out.push(path);
        }
    }
}

/// Path from the root, and text, of each file in `folder` with that extension.
pub fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    gather(&root().join(folder), extension, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).expect("inside").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).expect("text"))
        })
        .collect()
}

/// The pages of the project: those at the root, and those beside what they tell of.
pub fn pages() -> Vec<(String, String)> {
    let mut found: Vec<_> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
        .map(|name| (name.to_owned(), fs::read_to_string(root().join(name)).expect("text")))
        .into();
    for folder in ["docs", "tests", "benches", "examples"] {
        found.extend(files(folder, "md"));
    }
    found
}

/// The code of a line: comments cut off.
pub fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or(line)
}
