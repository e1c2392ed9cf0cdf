//! What people see of a syntax error: each `tests/syntax_errors/*.js` is rejected with the text in its `.expected` file.
//!
//! With `UPDATE_EXPECTED=1` in the environment the files are written instead.

use std::path::Path;

use glassheap::source::SourceFile;
use glassheap::syntax::{Goal, Options, parse};

#[test]
fn errors_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax_errors");
    let mut scripts: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| matches!(path.extension().and_then(|e| e.to_str()), Some("js" | "mjs")))
        .collect();
    scripts.sort();
    assert!(scripts.len() > 30);
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let mut wrong = Vec::new();
    for path in scripts {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let goal = if name.ends_with(".mjs") { Goal::Module } else { Goal::CommonJs };
        let source = SourceFile::from_bytes(name.clone(), std::fs::read(&path).unwrap()).unwrap();
        let text = match parse(&source, goal, &Options::default()) {
            Ok(_) => "no error\n".to_owned(),
            Err(error) => error.render(&source, false) + "\n",
        };
        let expected = path.with_extension("expected");
        if update {
            std::fs::write(&expected, &text).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("{name}:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
