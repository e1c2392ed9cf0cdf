//! How fast sources are parsed: large real files from npm (fetched once), in bytes per second, and
//! an empty script.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use glassheap::internals::source::SourceFile;
use glassheap::internals::syntax::{Goal, Options, parse};

const FILES: [(&str, &str, Goal); 5] = [
    ("typescript@5.9.2", "typescript/lib/typescript.js", Goal::CommonJs),
    ("react-dom@18.3.1", "react-dom/cjs/react-dom.development.js", Goal::CommonJs),
    ("react-dom@18.3.1", "react-dom/cjs/react-dom.production.min.js", Goal::CommonJs),
    ("lodash@4.17.21", "lodash/lodash.js", Goal::CommonJs),
    ("three@0.160.1", "three/build/three.module.js", Goal::Module),
];

/// The file of a package; `None` if npm cannot deliver it.
fn fetch(package: &str, file: &str) -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parse-bench");
    let path = dir.join("node_modules").join(file);
    if !path.is_file() {
        std::fs::create_dir_all(&dir).ok()?;
        let install = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        let packages = FILES.iter().map(|(package, ..)| package);
        Command::new("npm").args(install).arg(&dir).args(packages).output().ok()?;
    }
    if path.is_file() {
        Some(path)
    } else {
        eprintln!("skipped: npm did not deliver {package}");
        None
    }
}

fn parse_files(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    group.sample_size(20);
    for (package, file, goal) in FILES {
        let Some(path) = fetch(package, file) else { continue };
        let source = SourceFile::new(file, std::fs::read_to_string(path).expect("it is there")).expect("it is short");
        group.throughput(Throughput::Bytes(source.text().len() as u64));
        group.bench_function(file, |bencher| {
            bencher.iter(|| parse(black_box(&source), goal, &Options::default()).expect("it parses"));
        });
    }
    group.finish();
}

fn parse_nothing(criterion: &mut Criterion) {
    let source = SourceFile::new("empty.js", "").expect("it is short");
    criterion.bench_function("parse/empty", |bencher| {
        bencher.iter(|| parse(black_box(&source), Goal::CommonJs, &Options::default()).expect("it parses"));
    });
}

criterion_group!(benches, parse_files, parse_nothing);
criterion_main!(benches);
