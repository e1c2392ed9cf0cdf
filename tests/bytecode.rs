//! Bytecode as snapshots: each script of `tests/bytecode` against its listing. `UPDATE_EXPECTED=1 cargo test` writes the listings anew.

use std::path::Path;
use std::rc::Rc;

use glassheap::bytecode::disassemble;
use glassheap::compiler::{CompileOptions, compile};
use glassheap::source::SourceFile;
use glassheap::syntax::{Goal, Options, parse};

#[test]
fn listings_are_as_expected() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut differing = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        count += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = Rc::new(SourceFile::new(name.clone(), std::fs::read_to_string(&path).unwrap()).unwrap());
        let ast = parse(&source, Goal::CommonJs, &Options::default()).unwrap();
        let listing = disassemble(&compile(&ast, &source, CompileOptions::default()).unwrap());
        let expected = path.with_extension("expected");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&expected, &listing).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != listing {
            differing.push(name);
        }
    }
    assert!(count > 5, "the scripts are missing");
    assert!(differing.is_empty(), "listings differ (UPDATE_EXPECTED=1 writes them anew): {differing:?}");
}
