//! `glass blame`: who created the reference that keeps an object (`tests/blame`, and the programs
//! of `tests/leaks`).

mod process;

use std::path::{Path, PathBuf};
use std::time::Duration;

use process::Outcome;
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(240);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn blame(place: &str, arguments: &[&str]) -> Outcome {
    let span = if arguments.iter().any(|argument| argument.starts_with("--for=")) { &[][..] } else { &["--for=2m"] };
    let arguments = [&["blame"], span, arguments].concat();
    process::glass(&folder(place), &arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}"))
}

fn report(place: &str, arguments: &[&str]) -> Value {
    let outcome = blame(place, &[&["--json"], arguments].concat());
    assert_eq!(outcome.code, Some(0), "{arguments:?}: {}{}", outcome.stdout, outcome.stderr);
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {}", outcome.stdout))
}

/// Milliseconds, and the lines of the stack.
fn incident(incident: &Value) -> (f64, Vec<i64>) {
    let stack = incident["stack"].as_array().into_iter().flatten();
    (incident["at"].as_f64().unwrap_or(-1.0), stack.filter_map(|place| place["line"].as_i64()).collect())
}

#[test]
fn the_write_of_a_property_is_found_with_what_was_there() {
    let found = report("blame", &["--object", "sessions.get(7).page", "session.js"]);
    assert_eq!(found["object"]["what"], "Object {url, at}");
    assert_eq!(incident(&found["object"]["made"]), (120_000.0, vec![22, 34]));
    assert_eq!(incident(&found["stored"]), (120_000.0, vec![22, 34]));
    assert_eq!((found["before"]["count"].as_i64(), found["withOwner"].as_bool()), (Some(112), Some(false)));
    assert_eq!(incident(&found["before"]["last"]), (119_000.0, vec![22, 34]));
    assert_eq!((found["read"].is_null(), found["seesReads"].as_bool()), (true, Some(true)));
}

#[test]
fn entries_variables_elements_and_what_is_born_together() {
    let session = report("blame", &["--object", "sessions.get(7)", "session.js"]);
    assert_eq!(incident(&session["stored"]), (8000.0, vec![16, 32]));
    let variable = report("blame", &["--object", "last", "session.js"]);
    assert_eq!(incident(&variable["stored"]), (120_000.0, vec![17, 32]));
    assert_eq!(variable["before"]["count"], 120);
    // The emitter is read where it is used.
    let bus = report("blame", &["--object", "bus", "session.js"]);
    assert_eq!(incident(&bus["stored"]), (0.0, vec![3]));
    assert_eq!(incident(&bus["used"]["last"]), (120_000.0, vec![32]));
    let element = report("leaks", &["--site=4:14", "lesson_interval.js"]);
    assert_eq!(element["object"]["alive"], 120);
    let (at, lines) = incident(&element["stored"]);
    assert_eq!((at, lines), (61_000.0, vec![4]));
    let captured = report("leaks", &["--site=4", "closure.js"]);
    assert_eq!(captured["object"]["what"], "Array(500)");
    assert_eq!(incident(&captured["stored"]).1, [4, 9]);
}

#[test]
fn modules_promises_emitters_and_timers_together() {
    let order = report("blame", &["--site=12:16", "mixed.mjs"]);
    assert_eq!(
        (order["object"]["what"].as_str(), order["object"]["alive"].as_i64()),
        (Some("Object {order, at}"), Some(59))
    );
    let (at, lines) = incident(&order["stored"]);
    assert_eq!((at % 2000.0, lines), (5.0, vec![12]));
    let kept = report("blame", &["--object", "store", "--for=10s", "mixed.mjs"]);
    assert_eq!(incident(&kept["stored"]), (0.0, vec![6]));
    let newest = report("blame", &["--site=17", "mixed.mjs"]);
    assert_eq!(newest["stored"]["stack"][0]["file"], "lib/store.js", "{newest}");
    assert_eq!(newest["stored"]["stack"][0]["line"], 3);
    let timer = report("leaks", &["--site=6:18", "timer.js"]);
    let reason = timer["path"][0]["name"].as_str();
    assert_eq!((reason, incident(&timer["stored"]).1), (Some("setInterval"), vec![6, 13]));
}

#[test]
fn the_last_read_and_what_overwrites() {
    let script = "const box = { value: null, name: 'box' };\nconst keep = [];\nfunction put(i) {\n  const made = { i };\n  \
        box.value = made;\n  keep.push(made);\n}\nfunction look() {\n  return box.value.i;\n}\nsetTimeout(put, 1000, 1);\n\
        setTimeout(look, 2000);\nsetTimeout(look, 3000);\nsetTimeout(() => keep.length = 0, 4000);\nsetInterval(() => [box, keep], 500);\n";
    let file = std::env::temp_dir().join(format!("glass-blame-{}.js", std::process::id()));
    std::fs::write(&file, script).expect("it is written");
    let name = file.to_string_lossy().into_owned();
    let found = report("blame", &["--for=5s", "--object", "box.value", &name]);
    assert_eq!(incident(&found["stored"]), (1000.0, vec![5]));
    assert_eq!((found["read"]["count"].as_i64(), found["used"]["count"].as_i64()), (Some(2), Some(2)));
    assert_eq!(incident(&found["read"]["last"]), (3000.0, vec![9]));
    assert_eq!(incident(&found["used"]["last"]), (3000.0, vec![9]));
    // Kept by the array alone, after another one took its place in the box.
    let script = script.replace("setTimeout(() => keep.length = 0, 4000)", "setTimeout(put, 4000, 2)");
    std::fs::write(&file, script).expect("it is written");
    let found = report("blame", &["--for=5s", "--object", "keep[0]", &name]);
    assert_eq!(incident(&found["stored"]), (1000.0, vec![6]));
    std::fs::remove_file(&file).expect("it is there");
}

#[test]
fn what_is_not_there_is_said_so() {
    for (arguments, words) in [
        (&["--object", "nowhere", "session.js"][..], "nowhere: nowhere is not defined"),
        (&["--object", "(", "session.js"], "(: Unexpected"),
        (&["--object", "}) + ({", "session.js"], "}) + ({: Unexpected"),
        (&["--object", "id", "session.js"], "id: it is no object, and nothing refers to it"),
        (&["--object", "({})", "session.js"], "({}): nothing keeps it"),
        (&["--site=1", "session.js"], "what line 1 makes: nothing that was made there is alive"),
        (&["--object=1", "nowhere.js"], "nowhere"),
        (&["--real-time", "--object=1", "session.js"], "--real-time"),
    ] {
        let outcome = blame("blame", arguments);
        assert_eq!(outcome.code, Some(2), "{arguments:?}: {}", outcome.stdout);
        assert!(outcome.stderr.contains(words) && outcome.stdout.is_empty(), "{arguments:?}: {}", outcome.stderr);
    }
    assert_eq!(blame("blame", &["session.js"]).code, Some(9));
    assert_eq!(blame("blame", &["--site=x", "session.js"]).code, Some(9));
    assert_eq!(blame("blame", &["--site=1", "--object=1", "session.js"]).code, Some(9));
    // A script that fails, and a turn without end, leave what was seen so far.
    let failed = blame("leaks", &["--object", "leaky", "not_healthy.js"]);
    assert_eq!(failed.code, Some(2), "{}", failed.stdout);
    let endless = blame("leaks", &["--for=1h", "--max-steps=100000", "--site=3:29", "not_ending.js"]);
    assert_eq!(endless.code, Some(2), "{}{}", endless.stdout, endless.stderr);
    assert!(endless.stdout.contains("note    a turn of the program does not end (--max-steps)"), "{}", endless.stdout);
}

#[test]
fn markdown_and_the_same_each_time() {
    let arguments = ["--md", "--object", "sessions.get(7)", "session.js"];
    let first = blame("blame", &arguments);
    assert!(
        first.stdout.starts_with("# session.js: sessions.get(7)\n\n- object: Session {id, page}\n"),
        "{}",
        first.stdout
    );
    assert_eq!(first.stdout, blame("blame", &arguments).stdout);
}
