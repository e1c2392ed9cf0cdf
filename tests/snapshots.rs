//! The reader of heap snapshots: dominators against their definition, damaged files, the commands.

#[path = "snapshots/mutants.rs"]
mod mutants;
mod process;

use std::path::Path;
use std::time::Duration;

use glassheap::internals::snapshot::{Analysis, Graph, Phase, Watch, read};
use mutants::Random;
use process::Outcome;

const PATIENCE: Duration = Duration::from_secs(90);

struct Silent;

impl Watch for Silent {
    fn at(&self, _: Phase, _: u64) {}
}

fn glass(arguments: &[&str]) -> Outcome {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    process::glass(folder, arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}"))
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    std::fs::read(path).expect("the snapshot is there")
}

/// A snapshot whose nodes have the edges listed, with the fields in an order of its own.
fn written(edges: &[Vec<usize>], weak: impl Fn(usize, usize) -> bool) -> String {
    let meta = r#"{"node_fields":["id","name","self_size","type","edge_count"],
        "node_types":["number","string","number",["synthetic","object"],"number"],
        "edge_fields":["to_node","type","name_or_index"],"edge_types":["node",["element","weak"],"string_or_number"]}"#;
    let nodes = edges
        .iter()
        .enumerate()
        .map(|(at, edges)| format!("{},0,{},{},{}", 2 * at + 1, at + 1, usize::from(at > 0), edges.len()));
    let list = edges.iter().enumerate().flat_map(|(from, edges)| {
        // A weak edge is named by a string.
        let line = |(at, to): (usize, &usize)| match weak(from, *to) {
            true => format!("{},1,0", to * 5),
            false => format!("{},0,{at}", to * 5),
        };
        edges.iter().enumerate().map(line).collect::<Vec<_>>()
    });
    let (nodes, list): (Vec<_>, Vec<_>) = (nodes.collect(), list.collect());
    format!(
        r#"{{"snapshot":{{"meta":{meta},"node_count":{},"edge_count":{}}},"nodes":[{}],"edges":[{}],"strings":["N"]}}"#,
        nodes.len(),
        list.len(),
        nodes.join(","),
        list.join(","),
    )
}

fn graph(text: &str) -> Graph {
    read(text.as_bytes(), None, &Silent).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

/// What some nodes reach without going through another.
fn reached(edges: &[Vec<usize>], roots: &[usize], without: Option<usize>) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    let mut open = roots.to_vec();
    while let Some(at) = open.pop() {
        if Some(at) != without && !std::mem::replace(&mut reached[at], true) {
            open.extend(&edges[at]);
        }
    }
    reached
}

/// The root, and what nothing keeps: it is taken for a root, too.
fn roots(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut roots = vec![0];
    for node in 1..edges.len() {
        let is_kept = edges.iter().enumerate().any(|(from, edges)| from != node && edges.contains(&node));
        if !is_kept && !reached(edges, &roots, None)[node] {
            roots.push(node);
        }
    }
    roots
}

/// A node dominates another if nothing reaches the other without it: tried for each pair of random
/// graphs.
#[test]
fn dominators_are_what_their_definition_says() {
    let mut random = Random(0x1234_5678_9abc_def1);
    for _ in 0..300 {
        let count = 2 + random.below(14);
        let degree = 1 + random.below(4);
        let edges: Vec<Vec<usize>> =
            (0..count).map(|_| (0..random.below(degree + 1)).map(|_| random.below(count)).collect()).collect();
        let weak = |from: usize, to: usize| (from * 7 + to * 3).is_multiple_of(5);
        let analysis = Analysis::new(graph(&written(&edges, weak)), true);
        let strong: Vec<Vec<usize>> = (0..count)
            .map(|from| edges[from].iter().copied().filter(|to| !weak(from, *to) && *to != from).collect())
            .collect();
        let roots = roots(&strong);
        let all = reached(&strong, &roots, None);
        for node in (1..count).filter(|node| all[*node]) {
            let above = reached(&strong, &roots, Some(node));
            let mut size = 0;
            for other in (0..count).filter(|other| all[*other]) {
                let mut at = other as u32;
                while at != node as u32 && analysis.dominators.of(at) != at {
                    at = analysis.dominators.of(at);
                }
                assert_eq!(at == node as u32, !above[other], "{edges:?}: {node} and {other}");
                size += if above[other] { 0 } else { other as u64 + 1 };
            }
            assert_eq!(analysis.retained[node], size, "{edges:?}: {node}");
        }
    }
}

/// Long chains and wide fans, which recursion would not survive.
#[test]
fn deep_graphs_are_walked() {
    let count = 100_000;
    let edges: Vec<Vec<usize>> = (0..count).map(|at| if at + 1 < count { vec![at + 1] } else { vec![0] }).collect();
    let analysis = Analysis::new(graph(&written(&edges, |_, _| false)), true);
    assert_eq!(analysis.retained[0], count as u64 * (count as u64 + 1) / 2);
    assert_eq!(analysis.dominators.of(count as u32 - 1), count as u32 - 2);
}

#[test]
fn damaged_files_are_refused_or_read() {
    let mut random = Random(0x0dd_ba11);
    let mut read = 0;
    for name in ["before.heapsnapshot", "after.heapsnapshot"] {
        let file = file(name);
        assert!(mutants::explore(&file));
        for _ in 0..1500 {
            read += u32::from(mutants::explore(&mutants::mutant(&file, &mut random)));
        }
    }
    assert!(read > 100, "some are still snapshots: {read}");
}

/// What is wrong is told, with the byte.
#[test]
fn faults_name_the_byte() {
    let good = written(&[vec![1], vec![0]], |_, _| false);
    let fault = |text: &str| match read(text.as_bytes(), Some(text.len() as u64), &Silent) {
        Ok(_) => panic!("it was read: {text}"),
        Err(fault) => fault,
    };
    let at = |text: &str, part: &str| text.find(part).expect("it stands there") as u64;
    let changed = good.replace("\"edges\":[5,", "\"edges\":[10,");
    assert_eq!(fault(&changed).offset, at(&changed, "10,0"));
    let changed = good.replace("\"edges\":[5,", "\"edges\":[6,");
    assert!(fault(&changed).what.contains("where none begins"));
    let changed = good.replace("\"edges\":[5,", "\"edges\":[x,");
    assert_eq!(fault(&changed).offset, at(&changed, "x,"));
    let cut = &good[..good.len() - 20];
    assert_eq!(fault(cut).offset, cut.len() as u64);
    assert!(fault("").what.contains("ends here") && fault("GIF89a").what.contains("should stand here"));
    assert!(fault("{}").what.contains("should stand here"));
    let counted = good.replace("\"node_count\":2", "\"node_count\":987654321987654321");
    assert!(fault(&counted).what.contains("says 987654321987654321"));
    let nameless = good.replace("\"strings\":[\"N\"]", "\"strings\":[]");
    assert!(fault(&nameless).what.contains("its name is string 0"));
    let other = good.replace("self_size", "weight");
    assert!(fault(&other).what.contains("no field \"self_size\""));
}

#[test]
fn commands_refuse_what_is_no_snapshot() {
    let outcome = glass(&["heap", "Cargo.toml"]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("'Cargo.toml' is no heap snapshot that can be read: byte 0:"),
        "{}",
        outcome.stderr
    );
    assert_eq!(glass(&["heap", "no/such/file"]).code, Some(1));
    assert_eq!(glass(&["heap", "src"]).code, Some(1));
    assert_eq!(glass(&["heap"]).code, Some(9));
    assert_eq!(glass(&["heap", "--limit=0", "x"]).code, Some(9));
    assert_eq!(glass(&["why", "tests/snapshots/after.heapsnapshot", "@2"]).code, Some(1));
    let outcome = glass(&["why", "tests/snapshots/after.heapsnapshot", "--class", "sessio"]);
    assert!(outcome.stderr.contains("there is \"Session\""), "{}", outcome.stderr);
    for command in ["heap", "why", "waste", "diff", "query"] {
        let help = glass(&[command, "--help"]);
        assert!(help.text().contains(&format!("Usage: glass {command}")), "{}", help.stdout);
    }
}

/// Sums of the parts are the whole.
#[test]
fn figures_agree() {
    let outcome = glass(&["heap", "--json", "--limit=1000", "tests/snapshots/during.heapsnapshot"]);
    let found: serde_json::Value = serde_json::from_str(outcome.text()).expect("it is JSON");
    let classes = found["classes"].as_array().expect("a list");
    let shallow: u64 = classes.iter().map(|class| class["shallow"].as_u64().expect("a number")).sum();
    assert_eq!(Some(shallow), found["total"].as_u64());
    let nodes = glass(&["heap", "--nodes", "tests/snapshots/during.heapsnapshot"]);
    let sum: u64 = nodes
        .text()
        .lines()
        .map(|line| line.split('\t').nth(1).expect("a size").parse::<u64>().expect("a number"))
        .sum();
    assert_eq!(sum, shallow);
    assert_eq!(nodes.text().lines().count() as u64, found["nodes"].as_u64().expect("a number"));
}

/// A way tells names: of properties, of variables, keys of a Map.
#[test]
fn ways_have_names() {
    let outcome = glass(&["why", "tests/snapshots/during.heapsnapshot", "--class=Session", "--json"]);
    let found: serde_json::Value = serde_json::from_str(outcome.text()).expect("it is JSON");
    let text = outcome.text();
    assert_eq!(found["count"], 12, "{text}");
    for name in ["(value of \\\"session-", "\".sessions\"", "a Map holds it"] {
        assert!(text.contains(name), "{name}: {text}");
    }
    let id = found["groups"][0]["example"]["id"].to_string();
    let outcome = glass(&["why", "tests/snapshots/during.heapsnapshot", &id, "--paths=9"]);
    assert!(outcome.text().contains("variable session → Session"), "{}", outcome.stdout);
}

/// What a command prints, which is JSON.
fn json(arguments: &[&str]) -> serde_json::Value {
    serde_json::from_str(glass(arguments).text()).expect("it is JSON")
}

/// What `shop.js` wastes is found: the same string in each user, the collections that nobody fills,
/// an array of which two elements are used, and the variable that the other closure used.
#[test]
fn waste_is_found() {
    let found = json(&["waste", "--json", "tests/snapshots/during.heapsnapshot"]);
    assert_eq!(found["duplicateStrings"]["largest"][0]["text"], "france");
    assert_eq!(found["duplicateStrings"]["largest"][0]["count"], 12);
    let empty = found["emptyCollections"].as_array().expect("a list");
    let kinds: Vec<_> = empty.iter().map(|kind| (kind["what"].as_str(), kind["count"].as_u64())).collect();
    assert_eq!(kinds, [(Some("Map"), Some(12)), (Some("Set"), Some(12))]);
    assert_eq!(found["sparseArrays"]["count"], 12);
    let scope = &found["scopes"][0];
    assert_eq!((scope["count"].as_u64(), scope["functions"].as_u64()), (Some(12), Some(12)));
    let body = scope["variables"].as_array().expect("a list").iter().find(|variable| variable["name"] == "body");
    assert!(body.and_then(|body| body["retained"].as_u64()) > Some(12 * 800), "{found}");
}

/// Of the nine sessions born between the first snapshot and the second all live in the third: the
/// list of sessions keeps those that the Map has forgotten.
#[test]
fn differences_are_by_id() {
    let files = ["before", "during", "after"].map(|name| format!("tests/snapshots/{name}.heapsnapshot"));
    let found = json(&["diff", "--json", "--limit=100", &files[0], &files[1], &files[2]]);
    let class = |list: &serde_json::Value, name: &str| {
        let list = list.as_array().expect("a list").iter().find(|class| class["class"] == name);
        list.cloned().unwrap_or_default()
    };
    let session = class(&found["changes"]["classes"], "Session");
    assert_eq!((session["new"]["count"].as_u64(), session["freed"]["count"].as_u64()), (Some(9), Some(0)));
    assert_eq!(class(&found["laterChanges"]["classes"], "system / Context")["delta"]["count"], -7);
    assert_eq!(class(&found["survivors"]["classes"], "Session")["count"], 9);
    let same = json(&["diff", "--json", &files[1], &files[1]]);
    assert_eq!(same["changes"]["classes"].as_array().map(Vec::len), Some(0));
    let backwards = glass(&["diff", &files[1], &files[0]]);
    assert!(!backwards.text().contains("Few objects are in both"), "{}", backwards.stdout);
}

#[test]
fn queries_are_functions() {
    let file = "tests/snapshots/during.heapsnapshot";
    let ask = |query: &str| glass(&["query", "--json", "--limit=3", file, query]);
    let found =
        json(&["query", "--json", "--limit=3", file, "o => o.class == 'Session' && o.get('user').get('name').name"]);
    assert_eq!((found["count"].as_u64(), found["nodes"].as_array().map(Vec::len)), (Some(12), Some(3)));
    assert!(found["nodes"][0]["given"].as_str().is_some_and(|name| name.starts_with("user ")), "{found}");
    let all = "o => { for (const e of o.edges) { if (e.from.id != o.id || !(e.to.retained >= 0)) throw e.name } \
               return o.retainers.every(e => e.to.id == o.id) && o.dominator.retained >= o.retained && \
               o.edges.length == o.edgeCount && o.distance >= 0 && typeof o.type == 'string' && !o.detached }";
    let count = json(&["heap", "--json", file])["nodes"].as_u64();
    assert_eq!(json(&["query", "--json", file, all])["count"].as_u64(), count);
    for (query, words) in [
        ("o => o.x.y", "Cannot read properties of undefined"),
        ("o =>", "SyntaxError"),
        ("7", "must be a function"),
        ("o => require('fs')", "require is not defined"),
    ] {
        let outcome = ask(query);
        assert!(outcome.code == Some(1) && outcome.stderr.contains(words), "{query}: {}", outcome.stderr);
    }
}

/// DOM nodes outside of their document, as a browser writes them: some are said to be, those below
/// them follow.
#[test]
fn detached_nodes_are_found() {
    let meta = r#"{"node_fields":["type","name","id","self_size","edge_count","detachedness"],
        "node_types":[["synthetic","native"],"string","number","number","number","number"],
        "edge_fields":["type","name_or_index","to_node"],"edge_types":[["element"],"string_or_number","node"]}"#;
    let text = format!(
        r#"{{"snapshot":{{"meta":{meta},"node_count":4,"edge_count":3}},
        "nodes":[0,0,1,0,2,0, 1,1,3,10,1,2, 1,2,5,20,0,0, 1,1,7,40,0,1],
        "edges":[0,0,6, 0,1,18, 0,0,12],"strings":["","<div id=a>","Text"]}}"#
    );
    let analysis = Analysis::new(graph(&text), false);
    let found = glassheap::internals::snapshot::waste(&analysis).detached;
    let found: Vec<_> =
        found.iter().map(|(class, sum)| (analysis.classes.name(*class), sum.count, sum.retained)).collect();
    assert_eq!(found, [("Detached <div>", 1, 30), ("Detached Text", 1, 0)]);
}

/// A page for machines is short, whatever is asked for.
#[test]
fn markdown_is_bounded() {
    let outcome =
        glass(&["why", "--md", "--limit=1000", "--paths=1000", "tests/snapshots/during.heapsnapshot", "--class=Array"]);
    assert!(outcome.text().len() < 20_000 && outcome.text().contains("| -: | - |"), "{}", outcome.stdout);
    let outcome =
        glass(&["query", "--md", "--limit=1000", "tests/snapshots/during.heapsnapshot", "o => '|`<'.repeat(20)"]);
    assert!(outcome.text().len() < 17_000 && outcome.text().contains("cut off here"), "{}", outcome.stdout);
}
