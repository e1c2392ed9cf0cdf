//! Heap snapshots and profiles that the command writes: read back, whatever the collector; at a
//! signal, before a full heap, at the end; whole or not at all.

mod process;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use process::Outcome;
use serde_json::Value;

const PATIENCE: Duration = Duration::from_secs(240);

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("glass-heap-files-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("the folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

fn glass(arguments: &[&str]) -> Outcome {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    process::glass(folder, arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}"))
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(glass(arguments).text()).expect("it is JSON")
}

/// Our reader finds the program's names in it, and what keeps what.
#[test]
fn snapshots_are_read_back_under_every_collector() {
    let folder = Folder::new("collectors");
    let file = folder.file("a.heapsnapshot");
    for collector in ["generational", "incremental", "stop-the-world", "refcount", "none"] {
        for stress in ["--verify-heap", "--gc-stress"] {
            let flags = [&format!("--gc={collector}"), stress, "tests/snapshots/leak.js", &file];
            glass(&flags).text();
            let found = json(&["why", &file, "--class=Session", "--json"]);
            let path = found.to_string();
            assert_eq!((found["count"].as_u64(), found["manners"].as_u64()), (Some(12), Some(1)), "{flags:?}: {path}");
            let id = found["groups"][0]["example"]["id"].to_string();
            let ways = glass(&["why", &file, &id, "--paths=9"]);
            for name in ["variable session → Session", ".sessions → Map", "(value of \"session-", " (leak.js:13)"] {
                assert!(ways.text().contains(name), "{name}: {}", ways.stdout);
            }
            let waste = json(&["waste", &file, "--json"]);
            assert!(waste["scopes"].to_string().contains("\"body\""), "{waste}");
        }
    }
}

/// What a snapshot says of itself adds up, and ids are nobody else's.
#[test]
fn snapshots_are_sound() {
    let folder = Folder::new("sound");
    let files = ["a", "b", "c"].map(|name| folder.file(name));
    let script = format!(
        "const {{ writeHeapSnapshot }} = require('v8'); class Kept {{ }} class Later {{ }} const kept = []; \
         for (let i = 0; i < 500; i++) kept.push(new Kept()); gc(); const used = process.memoryUsage().heapUsed; \
         writeHeapSnapshot('{}'); let all = []; for (let i = 0; i < 2000; i++) all.push({{ i }}); \
         writeHeapSnapshot('{}'); all = null; gc(); all = []; for (let i = 0; i < 2000; i++) all.push(new Later()); \
         writeHeapSnapshot('{}'); console.log(used)",
        files[0], files[1], files[2]
    );
    let outcome = glass(&["-e", &script]);
    let used: u64 = outcome.text().trim().parse().expect("a number");
    let [first, _, third] = files.each_ref().map(|file| Sound::of(file));
    assert!(first.bytes.abs_diff(used) < used / 10, "{} {used}", first.bytes);
    let classes = |of: &Sound, name: &str| -> Vec<u64> {
        of.objects.iter().filter(|(_, class)| class == name).map(|(id, _)| *id).collect()
    };
    assert_eq!(classes(&first, "Kept"), classes(&third, "Kept"));
    let later = classes(&third, "Later");
    assert!(later.len() >= 2000 && later.iter().all(|id| first.objects.iter().all(|(known, _)| known < id)));
    let changes = json(&["diff", &files[0], &files[1], &files[2], "--json", "--limit=100"]);
    let class = |list: &str| changes[list]["classes"].to_string();
    assert!(class("laterChanges").contains("\"Later\"") && !class("changes").contains("\"Kept\""), "{changes}");
}

/// A snapshot whose counts, names and ids have been checked.
struct Sound {
    /// Of all nodes that lie in the heap.
    bytes: u64,
    /// Objects' ids and classes.
    objects: Vec<(u64, String)>,
}

impl Sound {
    fn of(file: &str) -> Sound {
        let snapshot: Value = serde_json::from_slice(&std::fs::read(file).expect("a file")).expect("it is JSON");
        let numbers = |name: &str| -> Vec<u64> {
            snapshot[name].as_array().expect("a list").iter().map(|n| n.as_u64().expect("a number")).collect()
        };
        let (nodes, edges) = (numbers("nodes"), numbers("edges"));
        let strings = snapshot["strings"].as_array().expect("strings");
        let said = |name: &str| snapshot["snapshot"][name].as_u64().expect("a count") as usize;
        assert_eq!((nodes.len(), edges.len()), (said("node_count") * 7, said("edge_count") * 3));
        assert_eq!(nodes.chunks(7).map(|node| node[4]).sum::<u64>() as usize, said("edge_count"));
        for edge in edges.chunks(3) {
            let is_number = edge[0] == 1 || edge[0] == 4;
            assert!(edge[2].is_multiple_of(7) && edge[2] < nodes.len() as u64);
            assert!(is_number || edge[1] < strings.len() as u64, "{edge:?}");
        }
        let ids: std::collections::HashSet<u64> = nodes.chunks(7).map(|node| node[2]).collect();
        assert_eq!(ids.len(), said("node_count"));
        let (native, object) = (8, 3);
        let bytes = nodes.chunks(7).filter(|node| node[0] != native).map(|node| node[3]).sum();
        let name = |node: &[u64]| strings[node[1] as usize].as_str().expect("a string").to_owned();
        let objects = nodes.chunks(7).filter(|node| node[0] == object).map(|node| (node[2], name(node))).collect();
        Sound { bytes, objects }
    }
}

/// Two runs of the same program write the same bytes; tracked ones say who allocated what.
#[test]
fn snapshots_of_deterministic_runs_are_equal() {
    let folder = Folder::new("equal");
    let file = folder.file("a");
    let [a, b] = [(), ()].map(|()| {
        glass(&["--deterministic", "--track-allocations", "tests/snapshots/leak.js", &file]).text();
        std::fs::read(&file).expect("a snapshot")
    });
    assert!(a == b, "they differ");
    let snapshot: Value = serde_json::from_slice(&a).expect("it is JSON");
    let (strings, infos) = (&snapshot["strings"], snapshot["trace_function_infos"].as_array().expect("functions"));
    let text = |index: &Value| strings[index.as_u64().expect("a number") as usize].as_str().expect("a string");
    let functions: Vec<(&str, u64)> =
        infos.chunks(6).map(|info| (text(&info[1]), info[4].as_u64().expect("a line"))).collect();
    assert!(functions.contains(&("request", 11)) && functions.contains(&("Session", 5)), "{functions:?}");
    assert_eq!(snapshot["snapshot"]["trace_function_count"].as_u64(), Some(functions.len() as u64));
    let traced = snapshot["nodes"].as_array().expect("nodes").chunks(7).filter(|node| node[5].as_u64() > Some(1));
    assert!(traced.count() > 60);
}

#[test]
fn redacted_snapshots_have_no_texts() {
    let folder = Folder::new("redacted");
    let file = folder.file("a.heapsnapshot");
    glass(&["--redact", "tests/snapshots/leak.js", &file]).text();
    let text = std::fs::read_to_string(&file).expect("it is ASCII");
    assert!(!text.contains("a secret name") && !text.contains("session-3"));
    assert!(text.contains("\"(15 characters, ") && text.contains("\"user\"") && text.contains("\"onMessage\""));
    assert_eq!(json(&["why", &file, "--class=Session", "--json"])["count"], 12);
}

#[test]
fn what_cannot_be_written_leaves_nothing() {
    let folder = Folder::new("nothing");
    let script = "try { require('v8').writeHeapSnapshot('/dev/full/a') } catch (error) { console.log(error.code) } \
                  console.log('goes on')";
    let outcome = glass(&["--allow-fs-write=/dev", "-e", script]);
    assert_eq!(outcome.text(), "ENOTDIR\ngoes on\n");
    // A folder that is no folder any more.
    let file = folder.file("none/a");
    let outcome = glass(&["tests/snapshots/leak.js", &file]);
    assert!(outcome.code == Some(1) && outcome.stderr.contains("ENOENT: no such file"), "{}", outcome.stderr);
    assert!(folder.names().is_empty());
}

/// The report of a full heap comes all the same.
#[test]
fn a_full_heap_leaves_a_snapshot() {
    let folder = Folder::new("full");
    let into = format!("--diagnostic-dir={}", folder.0.display());
    let script = "class Kept { constructor() { this.list = [1, 2, 3] } } \
                  const all = []; for (;;) all.push(new Kept())";
    let flags = ["--max-old-space-size=24", "--heapsnapshot-near-heap-limit=3", &into, "-e", script];
    let outcome = glass(&flags);
    assert_eq!(outcome.code, Some(134), "{}", outcome.stderr);
    let names = folder.names();
    assert!(names.len() == 1 && names[0].starts_with("Heap.") && names[0].ends_with(".001.heapsnapshot"), "{names:?}");
    assert!(outcome.stderr.contains("Wrote snapshot to") && outcome.stderr.contains("FATAL ERROR"));
    let file = folder.file(&names[0]);
    let classes = json(&["heap", &file, "--json", "--limit=4", "--sort=shallow"]);
    assert!(classes["classes"].to_string().contains("\"Kept\""), "{classes}");
}

#[test]
fn a_signal_makes_a_snapshot() {
    let folder = Folder::new("signal");
    let mut child = Command::new(env!("CARGO_BIN_EXE_glass"))
        .args(["--heapsnapshot-signal=SIGUSR2", "-e", "setTimeout(() => {}, 200000); console.log('ready')"])
        .current_dir(&folder.0)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut ready = [0; 5];
    let stdout = child.stdout.as_mut().expect("a pipe");
    std::io::Read::read_exact(stdout, &mut ready).expect("it is ready");
    let begin = Instant::now();
    Command::new("kill").args(["-USR2", &child.id().to_string()]).status().expect("kill runs");
    while !folder.names().iter().any(|name| name.ends_with(".heapsnapshot")) {
        assert!(begin.elapsed() < PATIENCE, "there is no snapshot");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().expect("it runs still");
    child.wait().expect("it has ended");
    let file = folder.file(&folder.names()[0]);
    assert!(json(&["heap", &file, "--json"])["total"].as_u64() > Some(10_000));
}

/// What is alive at the end, by the functions that allocated it.
#[test]
fn a_heap_profile_is_exact() {
    let folder = Folder::new("profile");
    let into = format!("--heap-prof-dir={}", folder.0.display());
    let script = "function keep() { return new Array(100000).fill(1) } function waste() { return [new Array(50000)] } \
                  globalThis.kept = keep(); waste()";
    glass(&["--heap-prof", &into, "--heap-prof-name=a.heapprofile", "--heap-prof-interval=1", "-e", script]).text();
    let profile: Value =
        serde_json::from_slice(&std::fs::read(folder.file("a.heapprofile")).expect("a file")).expect("it is JSON");
    let mut open = vec![&profile["head"]];
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        found.push((node["callFrame"]["functionName"].as_str().expect("a name"), node["selfSize"].as_u64()));
        open.extend(node["children"].as_array().expect("a list"));
    }
    let of = |name: &str| found.iter().find(|(function, _)| *function == name).and_then(|(_, size)| *size);
    assert!(of("keep") > Some(800_000) && of("waste").unwrap_or(0) == 0, "{found:?}");
    assert_eq!(found[0].0, "(root)");
}

/// What the suspects keep, and the way to it: a small file with the whole leak.
#[test]
fn a_snapshot_of_suspects_is_small() {
    let folder = Folder::new("suspects");
    let (small, whole) = (folder.file("small"), folder.file("whole"));
    let script = folder.file("leak.js");
    let text = "class Entry { constructor(i) { this.text = 'entry ' + i } } const log = []; let i = 0;\n\
                const other = []; for (let k = 0; k < 20000; k++) other.push({ k });\n\
                setInterval(() => { log.push(new Entry(i++)) }, 1000); setInterval(() => other.length, 1000)";
    std::fs::write(&script, text).expect("a file");
    let run = |arguments: &[&str]| {
        let outcome = glass(&[&["leaks", "--no-proof", "--for=20m"], arguments, &[&script]].concat());
        assert_eq!(outcome.code, Some(1), "{}{}", outcome.stdout, outcome.stderr);
    };
    run(&["--snapshot", &small, "--only=suspects"]);
    run(&["--snapshot", &whole]);
    let size = |file: &str| std::fs::metadata(file).expect("a file").len();
    assert!(size(&small) * 4 < size(&whole), "{} {}", size(&small), size(&whole));
    let found = json(&["why", &small, "--class=Entry", "--json"]);
    assert!(found["count"].as_u64() > Some(1000), "{found}");
    assert!(found.to_string().contains("variable log"), "{found}");
    let nodes = json(&["heap", &small, "--json"])["nodes"].as_u64();
    assert!(nodes < Some(30_000), "{nodes:?}");
}
