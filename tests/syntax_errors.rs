//! What people see of a syntax error: each script of `tests/syntax_errors/` is refused by the
//! command with the text in its `.expected` file, in which the folder is `$DIR`.
//!
//! With `UPDATE_EXPECTED=1` in the environment the files are written instead.

mod process;

use std::path::Path;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(60);

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
        let arguments = ["--check".as_ref(), path.as_os_str()];
        let outcome = process::glass(&folder, &arguments, None, PATIENCE).expect("glass runs");
        let text = outcome.stderr.replace(&*folder.to_string_lossy(), "$DIR");
        // The last line tells the version.
        let text = text.rsplit_once("\nglass v").map_or(text.as_str(), |(text, _)| text);
        let expected = path.with_extension("expected");
        assert_eq!(outcome.code, Some(if text.is_empty() { 0 } else { 1 }), "{}", path.display());
        if update {
            std::fs::write(&expected, text).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("{}:\n{text}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
