//! The parser against the npm package test262-parser-tests: everything in `pass` and
//! `pass-explicit` parses, everything in `fail` and `early` is rejected, but for what the language
//! has come to allow. The package is fetched once into the target directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use glassheap::internals::source::SourceFile;
use glassheap::internals::syntax::{Ast, Goal, Options, SyntaxError, parse};

mod tree;

const PACKAGE: &str = "test262-parser-tests";
const VERSION: &str = "0.0.5";

/// The unpacked package, or why there is none. The tests of this file run side by side, and all of
/// them wait for one fetch: a package that is still being unpacked has files that are empty or
/// missing.
fn package() -> Result<&'static Path, &'static str> {
    static FETCHED: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    FETCHED.get_or_init(fetch).as_deref().map_err(String::as_str)
}

/// Fetches the package, if it is not there, into a folder that gets its name when all of it has
/// arrived.
fn fetch() -> Result<PathBuf, String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let whole = target.join(format!("{PACKAGE}-{VERSION}-whole"));
    let unpacked = whole.join("node_modules").join(PACKAGE);
    if unpacked.is_dir() {
        return Ok(unpacked);
    }
    let partial = target.join(format!("{PACKAGE}-{VERSION}-{}", std::process::id()));
    fs::create_dir_all(&partial).map_err(|error| error.to_string())?;
    let output = Command::new("npm")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
        .arg(&partial)
        .arg(format!("{PACKAGE}@{VERSION}"))
        .output()
        .map_err(|error| format!("npm cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("npm did not deliver it: {}", String::from_utf8_lossy(&output.stderr)));
    }
    fs::rename(&partial, &whole).map_err(|error| error.to_string())?;
    Ok(unpacked)
}

fn parse_file(path: &Path) -> Result<Ast, SyntaxError> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let goal = if name.contains(".module.") { Goal::Module } else { Goal::Script };
    let source = SourceFile::new(name, fs::read_to_string(path).unwrap()).unwrap();
    parse(&source, goal, &Options::default())
}

fn files(package: &Path, folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(package.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 50, "{folder} has only {} files", files.len());
    files
}

/// Files that the language forbade when the package was made and allows since, as Node 20 does.
const ALLOWED_SINCE: [(&str, &str); 16] = [
    ("0f5f47108da5c34e", "for (var e of …) under catch (e) (B.3.4)"),
    ("0d5e450f1da8a92a", "\\9 in a sloppy string (ES2021, B.1.2)"),
    ("748656edbfb2d0bb", "\\8 in a sloppy string (ES2021, B.1.2)"),
    ("79f882da06f88c9f", "\\8 in a sloppy string (ES2021, B.1.2)"),
    ("92b6af54adef3624", "\\9 in a sloppy string (ES2021, B.1.2)"),
    ("647e21f8f157c338", "U+2029 in a string (ES2019)"),
    ("8af69d8f15295ed2", "U+2028 in a string (ES2019)"),
    ("98204d734f8c72b3", "a class field (ES2022)"),
    ("ef81b93cf9bdb4ec", "a class field (ES2022)"),
    ("a8beb1480f385441", "a sloppy call as assignment target is an error when it runs"),
    ("c060a3014ad24dfd", "a letter that Unicode has got since (Node 20 does not know it yet)"),
    ("e3fbcf63d7e43ead", "for (var x = 1 in …) in sloppy mode (B.3.5)"),
    ("12a74c60f52a60de", "two functions of one name in a sloppy block (B.3.3.4)"),
    ("1aff49273f3e3a98", "two functions of one name in a sloppy block (B.3.3.4)"),
    ("be7329119eaa3d47", "two functions of one name in a sloppy block (B.3.3.4)"),
    ("ec31fa5e521c5df4", "two functions of one name in a sloppy block (B.3.3.4)"),
];

fn check(folder: &str, should_parse: bool) {
    let package = match package() {
        Ok(package) => package,
        Err(why) => {
            eprintln!("skipped: {PACKAGE} is not there ({why})");
            return;
        }
    };
    let mut wrong = Vec::new();
    let files = files(package, folder);
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        let allowed_since = ALLOWED_SINCE.iter().any(|(changed, _)| name.starts_with(changed));
        let outcome = parse_file(path);
        if outcome.is_ok() != (should_parse || allowed_since) {
            let text = String::from_utf8_lossy(&fs::read(path).unwrap()).chars().take(200).collect::<String>();
            wrong.push(format!("{name}: {text:?} {}", outcome.err().map_or(String::new(), |error| error.message)));
        }
    }
    assert!(wrong.is_empty(), "{folder}: {} of {} are wrong:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn valid_programs_parse() {
    check("pass", true);
}

#[test]
fn explicit_programs_parse() {
    check("pass-explicit", true);
}

#[test]
fn invalid_programs_are_rejected() {
    check("fail", false);
}

#[test]
fn early_errors_are_found() {
    check("early", false);
}

/// The files of `pass-explicit` have their semicolons and parentheses written out: the trees must
/// be the same. In 34 of the 1,981 pairs the package itself uses other names or numbers.
#[test]
fn implicit_and_explicit_programs_mean_the_same() {
    let Ok(package) = package() else { return };
    let mut wrong = Vec::new();
    for path in files(package, "pass") {
        let explicit = package.join("pass-explicit").join(path.file_name().unwrap());
        let trees = [parse_file(&path), parse_file(&explicit)].map(|tree| tree.map(|tree| tree::program(&tree)));
        if let [Ok(one), Ok(two)] = &trees
            && one != two
        {
            wrong.push(format!("{}:\n{one}\n{two}", path.display()));
        }
    }
    assert_eq!(wrong.len(), 34, "of the pairs differ:\n{}", wrong.join("\n"));
}
