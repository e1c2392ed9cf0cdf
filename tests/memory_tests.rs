//! The package of `npm/glass-memory`: the same test file runs with `glass` and with `node`.

mod process;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

const EXAMPLE: &str = "examples/memory-tests/sessions.test.js";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn one_test_file_runs_in_both() {
    let outcome = process::glass(root(), &[EXAMPLE], None, Duration::from_secs(240)).expect("it runs");
    assert!(outcome.text().contains("# pass 6\n# fail 0"), "{}", outcome.stdout);
    // Where it is on the machine.
    let Ok(output) = Command::new("node").arg(EXAMPLE).current_dir(root()).output() else { return };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && text.contains("# fail 0"), "{text}");
}

#[test]
fn the_package_is_the_module() {
    let script = "const a = require('./npm/glass-memory'), b = require('glass:memory');
        const { isBuiltin, builtinModules } = require('module');
        import('./npm/glass-memory/index.mjs').then(c => import('glass:memory').then(d => console.log(
            a === b, c.noLeak === b.noLeak, d.default === b, d.count === b.count, Object.keys(c).join(),
            isBuiltin('glass:memory'), isBuiltin('memory'), builtinModules.includes('glass:memory'), b.exact)));";
    let mut command = Command::new(env!("CARGO_BIN_EXE_glass"));
    let output = command.args(["-e", script]).current_dir(root()).output().expect("it runs");
    let names = "LeakError,count,default,exact,expectCollected,heap,label,noLeak,path,retained";
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        format!("true true true true {names} true false false true\n"),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn labels_are_a_column() {
    let glass =
        |arguments: &[&str]| process::glass(root(), arguments, None, Duration::from_secs(240)).expect("it runs");
    let lines = glass(&["lines", "--for=1m", "tests/leaks/labels.js"]);
    assert!(lines.text().contains("     cells  label\n"), "{}", lines.stdout);
    let json = glass(&["lines", "--json", "--for=1m", "tests/leaks/labels.js"]);
    let report: serde_json::Value = serde_json::from_str(json.text()).expect("JSON");
    let of_line = |line: u64| report["lines"].as_array().into_iter().flatten().find(|entry| entry["line"] == line);
    let line = of_line(6).unwrap_or_else(|| panic!("{report}"));
    let by_label: i64 = line["labels"].as_object().into_iter().flatten().filter_map(|(_, bytes)| bytes.as_i64()).sum();
    assert_eq!(Some(by_label), line["bytes"].as_i64(), "{line}");
}

#[test]
fn a_leak_is_told_with_its_lines() {
    let script = "const { noLeak, expectCollected } = require('glass:memory');
        const sessions = new Map();
        let users = 0;
        function open() {
          const session = { user: users++ };
          sessions.set(session.user, session);
        }
        const listeners = [];
        (async () => {
          const { suspects: [first] } = await noLeak(open).catch(error => error);
          console.log(first.site.line, first.site.function, first.kept.line, first.what);
          console.log(first.path.map(step => step.name).filter(name => name).join(' → '));
          let held = { listeners };
          listeners.push(() => held);
          const gone = expectCollected(held, 'it');
          await gone.check().catch(error => console.log(error.message.split('\\n').slice(0, 3).join('|')));
          held = null;
          await gone.check();
          await noLeak(() => ({}));
        })();";
    let lines = "5 open 6 Object {user}\nsessions → get(";
    for flags in [&[][..], &["--track-allocations"]] {
        let outcome = process::eval(flags, script);
        assert!(outcome.text().starts_with(lines), "{flags:?}: {}", outcome.stdout);
        let kept = "listeners → Array(1) → [0] function at [eval]:14 → variable held Object {listeners}";
        assert!(outcome.stdout.contains(&format!("it was not collected||   path    {kept}\n")), "{}", outcome.stdout);
    }
}

/// What the engine keeps for itself is no leak.
#[test]
fn what_leaves_nothing_behind_is_not_told_of() {
    let outcome = process::glass(root(), &["tests/memory/nothing_left.js"], None, Duration::from_secs(240));
    assert_eq!(outcome.expect("it runs").text(), "0 told of\n");
}
