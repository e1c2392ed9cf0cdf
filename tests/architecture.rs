//! Holds the layers: imports run strictly downward, and `unsafe` lives only where the design puts
//! it.

mod sources;

use sources::code;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Each folder of `src/` (or file directly in it) with the folders it may import. A folder stands
/// below those that import it: no circles.
const LAYERS: &[(&str, &[&str])] = &[
    ("limits", &[]),
    ("queue", &[]),
    ("table", &[]),
    ("source", &[]),
    ("characters", &[]),
    ("regexp", &["characters"]),
    ("stdio", &[]),
    ("numeric", &[]),
    ("calendar", &[]),
    ("heap", &[]),
    ("snapshot", &[]),
    ("syntax", &["regexp", "characters", "source", "numeric"]),
    ("bytecode", &["source"]),
    ("compiler", &["syntax", "bytecode", "source"]),
    ("objects", &["heap", "bytecode", "numeric"]),
    ("vm", &["objects", "heap", "bytecode", "queue", "table", "source", "numeric", "characters"]),
    ("event_loop", &["vm", "objects", "heap", "bytecode", "queue", "table", "source", "stdio"]),
    ("profiler", &["event_loop", "vm", "objects", "snapshot", "heap", "bytecode", "queue"]),
    ("builtins", &["event_loop", "vm", "objects", "heap", "bytecode", "numeric", "regexp", "calendar", "characters"]),
    (
        "host",
        &[
            "builtins",
            "profiler",
            "event_loop",
            "vm",
            "objects",
            "heap",
            "bytecode",
            "table",
            "source",
            "numeric",
            "stdio",
        ],
    ),
    (
        "runtime",
        &[
            "host",
            "builtins",
            "profiler",
            "event_loop",
            "vm",
            "objects",
            "heap",
            "compiler",
            "bytecode",
            "syntax",
            "source",
            "stdio",
        ],
    ),
    (
        "cli",
        &[
            "runtime",
            "host",
            "builtins",
            "profiler",
            "event_loop",
            "vm",
            "objects",
            "snapshot",
            "heap",
            "syntax",
            "source",
            "stdio",
        ],
    ),
];

/// Folders within a layer with the folders beside them that they may import: no circles here
/// either.
const INNER: &[(&str, &[&str])] = &[
    ("builtins/shared", &[]),
    ("builtins/text", &[]),
    ("builtins/intl", &["builtins/shared", "builtins/text"]),
    ("builtins/object", &["builtins/shared"]),
    ("builtins/array", &["builtins/shared", "builtins/text", "builtins/object"]),
    ("builtins/collections", &["builtins/shared"]),
    ("builtins/regexp", &["builtins/shared", "builtins/text"]),
    ("builtins/string", &["builtins/text", "builtins/intl", "builtins/regexp"]),
    ("builtins/number", &["builtins/text", "builtins/intl"]),
    ("builtins/json", &["builtins/shared", "builtins/text"]),
    ("builtins/temporal", &["builtins/shared", "builtins/intl"]),
    ("host/node", &[]),
    ("host/web", &["host/node"]),
    ("host/modules", &["host/node", "host/web"]),
];

/// Files of one folder that import each other, by their folder: the parts of one thing. Everywhere
/// else the files and folders within a folder import each other without a circle. The list only
/// shrinks.
const CIRCLES: &[(&str, &[&str])] = &[
    ("builtins/collections", &["map_set", "set_methods"]),
    ("builtins/regexp", &["constructor", "exec", "replace", "state", "symbol_methods"]),
    ("bytecode", &["assembler", "opcode", "operand", "proto"]),
    (
        "compiler",
        &[
            "analysis",
            "analysis_statements",
            "assignments",
            "destructuring",
            "expressions",
            "functions",
            "literals",
            "names",
            "operators",
        ],
    ),
    (
        "heap",
        &[
            "barrier",
            "blocks",
            "collect",
            "concurrent",
            "cycle",
            "ephemerons",
            "give_back",
            "handoff",
            "helper",
            "kind",
            "large",
            "limit",
            "log",
            "mark",
            "newborn",
            "outside",
            "pacing",
            "refcount",
            "sampling",
            "space",
            "stats",
            "supply",
            "tracer",
            "tracking",
        ],
    ),
    ("host/node/process", &["events", "exit", "streams", "uncaught", "warnings"]),
    ("host/web/performance", &["entry", "node_timing", "observer", "timeline", "user_timing"]),
    ("objects/cells", &["class", "host"]),
    ("objects/elements", &["array", "dense"]),
    ("runtime", &["convert", "error", "handle", "memory", "scope"]),
    ("vm/internal_methods", &["arguments", "array", "error", "ordinary"]),
];

/// What a file imports: each path of a `use`, and each path in its code, by the segments from the
/// crate's root.
fn imports(path: &str, text: &str) -> Vec<Vec<String>> {
    let module = module_of(path);
    let text: String = text.lines().map(|line| code(line).to_owned() + "\n").collect();
    let mut paths = Vec::new();
    for statement in text.split("use ").skip(1).filter_map(|rest| rest.split(';').next()) {
        expand("", statement, &mut paths);
    }
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in text.match_indices(start) {
            let end = text[at..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':'));
            paths.push(text[at..end.map_or(text.len(), |end| at + end)].to_owned());
        }
    }
    let resolve = |path: String| {
        let mut from = module.clone();
        let mut rest = path.split("::").map(str::trim).filter(|part| !part.is_empty()).peekable();
        let first = rest.peek().copied().filter(|first| matches!(*first, "crate" | "super" | "self"))?;
        if first == "crate" {
            from.clear();
        }
        for part in rest {
            match part {
                "super" => drop(from.pop()),
                "crate" | "self" => {}
                part => from.push(part.to_owned()),
            }
        }
        Some(from)
    };
    paths.into_iter().filter_map(resolve).collect()
}

/// The paths of a `use`, its braces taken apart.
fn expand(before: &str, tree: &str, out: &mut Vec<String>) {
    let Some((head, inner)) = tree.split_once('{') else {
        out.push(before.to_owned() + tree.split(" as ").next().unwrap_or(tree).trim());
        return;
    };
    let head = before.to_owned() + head.trim();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                expand(&head, &inner[start..at], out);
                start = at + 1;
                if c == '}' {
                    return;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
}

/// The segments of a file's module from the crate's root.
fn module_of(path: &str) -> Vec<String> {
    let inside = path.strip_prefix("src/").unwrap_or(path).trim_end_matches(".rs");
    inside.trim_end_matches("/mod").split('/').map(str::to_owned).collect()
}

#[test]
fn no_folder_holds_a_circle() {
    let files = sources();
    let modules: BTreeSet<Vec<String>> = files.iter().map(|(path, _)| module_of(path)).collect();
    let known = |path: &[String]| (1..=path.len()).rev().map(|end| &path[..end]).any(|part| modules.contains(part));
    // Folder by folder, which of its children imports which.
    let mut edges: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (path, text) in &files {
        let here = module_of(path);
        for used in imports(path, text).into_iter().filter(|used| known(used)) {
            let shared = here.iter().zip(&used).take_while(|(a, b)| a == b).count();
            let child = |path: &[String]| {
                let part = &path[..=shared];
                modules.iter().any(|module| module.starts_with(part)).then(|| path[shared].clone())
            };
            if shared < here.len()
                && shared < used.len()
                && let (Some(from), Some(to)) = (child(&here), child(&used))
            {
                let folder = edges.entry(here[..shared].join("/")).or_default();
                folder.entry(from).or_default().insert(to);
            }
        }
    }
    let mut wrong = Vec::new();
    for (folder, edges) in &edges {
        let found = circles(edges);
        let listed: BTreeSet<&str> =
            CIRCLES.iter().filter(|(name, _)| name == folder).flat_map(|(_, files)| files.iter().copied()).collect();
        for name in found.iter().filter(|name| !listed.contains(name.as_str())) {
            let to: Vec<_> = edges[name].iter().filter(|to| found.contains(*to)).collect();
            wrong.push(format!("{folder}: {name} is in a circle with {to:?}"));
        }
        let mended = listed.iter().filter(|name| !found.contains(**name));
        wrong.extend(mended.map(|name| format!("{folder}: {name} is in no circle any more: off the list")));
    }
    assert!(wrong.is_empty(), "imports that lead back:\n{}", wrong.join("\n"));
}

/// Those that can be reached from themselves.
fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let reaches = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = edges[from].iter().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(edges.get(next).into_iter().flatten());
            }
        }
        seen.contains(from)
    };
    edges.keys().filter(|name| reaches(name)).cloned().collect()
}

/// Places that may hold `unsafe` code.
const UNSAFE_FOLDERS: &[&str] = &["src/heap/", "src/objects/", "src/vm/"];

fn sources() -> Vec<(String, String)> {
    sources::files("src", "rs")
}

fn folder(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

#[test]
fn imports_run_strictly_downward() {
    for (at, (name, allowed)) in LAYERS.iter().enumerate() {
        let below = &LAYERS[..at];
        let above: Vec<_> = allowed.iter().filter(|used| below.iter().all(|(lower, _)| lower != *used)).collect();
        assert!(above.is_empty(), "{name} may import {above:?}, which is not below it");
    }
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let here = folder(&path);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == here) else {
            assert!(matches!(here, "lib" | "main"), "{path} is on no layer: give its folder one in LAYERS");
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for part in code(line).split("crate::").skip(1) {
                let used: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let is_folder = LAYERS.iter().any(|(name, _)| *name == used);
                if is_folder && used != here && used != "limits" && !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{path}:{}: {here} must not import {used}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the layers:\n{}", wrong.join("\n"));
}

#[test]
fn folders_within_a_layer_run_downward_too() {
    let mut wrong = Vec::new();
    for (at, (here, allowed)) in INNER.iter().enumerate() {
        let above: Vec<_> = allowed.iter().filter(|used| INNER[..at].iter().all(|(lower, _)| lower != *used)).collect();
        assert!(above.is_empty(), "{here} may import {above:?}, which is not below it");
    }
    for (path, text) in sources() {
        let Some((here, allowed)) = INNER.iter().find(|(name, _)| path.starts_with(&format!("src/{name}/"))) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for part in code(line).split("crate::").skip(1) {
                let used = part.replace("::", "/");
                let used = INNER.iter().find(|(name, _)| {
                    used.strip_prefix(name)
                        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
                });
                if let Some((used, _)) = used
                    && used.split('/').next() == here.split('/').next()
                    && used != here
                    && !allowed.contains(used)
                {
                    wrong.push(format!("{path}:{}: {here} must not import {used}", number + 1));
                }
                // Files beside the folders stand above them.
                let module: String =
                    part.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect();
                let file = module.split("::").take(2).collect::<Vec<_>>().join("/");
                let is_beside = here.split('/').next() == file.split('/').next()
                    && Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/{file}.rs")).exists();
                if is_beside {
                    wrong.push(format!("{path}:{}: {here} must not import {file}.rs", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "imports against the layers:\n{}", wrong.join("\n"));
}

#[test]
fn unsafe_lives_where_the_design_puts_it() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if UNSAFE_FOLDERS.iter().any(|folder| path.starts_with(folder)) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if code(line).split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "unsafe") {
                wrong.push(format!("{path}:{}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "unsafe outside {UNSAFE_FOLDERS:?}:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<_> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "files without an opening //! line:\n{}", silent.join("\n"));
}

/// The opcode table alone knows where operands stand and how long instructions are
/// (`src/bytecode/opcode.rs`).
#[test]
fn no_operation_counts_units() {
    let mut wrong = Vec::new();
    for (path, text) in sources().into_iter().filter(|(path, _)| path.starts_with("src/vm/")) {
        for (number, line) in text.lines().enumerate() {
            let counts = ["at.get(", "at.set(", "at.reg(", "at.save(", "at.next(", "at.jump(", "pc.add(", "pc.sub("];
            let after = |start: &str| {
                code(line).split(start).skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            };
            if counts.iter().any(|start| after(start)) {
                wrong.push(format!("{path}:{}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "operands and lengths by number:\n{}", wrong.join("\n"));
}

/// The table of layers in ARCHITECTURE.md is this file's.
/// What is handed to a function that is not inlined lies in memory, and the running frame then does
/// for every instruction: a call took 1.8 of its time so.
#[test]
fn the_activation_stays_in_registers() {
    let mut found = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| path.starts_with("src/vm/interpreter/")) {
        let lines: Vec<&str> = text.lines().collect();
        for (start, line) in lines.iter().enumerate().filter(|(_, line)| code(line).contains("fn ")) {
            let signature: String =
                lines[start..].iter().take_while(|line| !line.ends_with(['{', ';'])).copied().collect();
            let takes = signature.contains(": &mut Activation") || signature.contains(": &Activation");
            let takes = takes || line.contains(": &mut Activation") || line.contains(": &Activation");
            let attributes = lines[..start].iter().rev().take_while(|line| line.trim_start().starts_with("#["));
            if takes && !attributes.into_iter().any(|line| line.contains("inline(always)")) {
                found.push(format!("{path}:{}: {}", start + 1, line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "not inlined, with an activation:\n{}", found.join("\n"));
}

#[test]
fn the_architecture_page_tells_these_layers() {
    let page = std::fs::read_to_string(sources::root().join("ARCHITECTURE.md")).expect("text");
    let rows: Vec<Vec<&str>> = page.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    for (name, imports) in LAYERS {
        let row = rows.iter().find(|row| row.get(2) == Some(&format!("`{name}`").as_str()));
        let told = row.and_then(|row| row.get(4)).unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {name}"));
        assert_eq!(*told, imports.join(", "), "what {name} may import, in ARCHITECTURE.md");
    }
}

/// How the storage of objects is read and changed (`src/objects`). The library asks objects by
/// their internal methods (`src/vm/internal_methods`) instead: behind those may stand a Proxy.
const STORAGE: &[&str] = &[
    "get_named",
    "get_element",
    "get_hidden",
    "put_named",
    "put_own",
    "put_element",
    "put_hidden",
    "add_named",
    "add_own",
    "write_named",
    "remove_named",
    "remove_element",
    "reconfigure_named",
    "proto_of",
    "set_proto",
    "shape_of",
    "stored_keys",
    "element_storage",
    "restrict",
];

/// Where the library may do so, how often, and why. The numbers only fall.
const STORAGE_USES: &[(&str, usize, &str)] = &[
    ("src/builtins/array/constructor.rs", 1, "installation: Array.prototype.values"),
    ("src/builtins/array/mutation.rs", 1, "an array, whose kind was checked"),
    (
        "src/builtins/array/support.rs",
        7,
        "ways through arrays whose kind was checked; where elements may lie, of chains without exotic objects",
    ),
    ("src/builtins/binary/text.rs", 1, "an object just made"),
    ("src/builtins/binary/typed_array/table.rs", 2, "installation"),
    ("src/builtins/binary/waiting.rs", 2, "an object just made"),
    ("src/builtins/error.rs", 6, "an error just made, or whose kind was checked; installation"),
    ("src/builtins/function.rs", 3, "a bound function just made; installation"),
    ("src/builtins/generator.rs", 1, "installation"),
    ("src/builtins/installer.rs", 2, "installation"),
    ("src/builtins/intl/parts.rs", 1, "an object just made"),
    ("src/builtins/iterator.rs", 1, "installation"),
    ("src/builtins/json/namespace.rs", 1, "an object just made"),
    ("src/builtins/json/parse.rs", 3, "objects just made"),
    ("src/builtins/json/stringify.rs", 5, "plans by shape, of plain objects; an object just made"),
    ("src/builtins/object/constructor.rs", 3, "objects just made"),
    ("src/builtins/object/proxy.rs", 1, "an object just made"),
    ("src/builtins/promise.rs", 5, "objects just made"),
    ("src/builtins/regexp/exec.rs", 5, "lastIndex of a RegExp, whose brand was checked; a result just made"),
    ("src/builtins/shared/species.rs", 1, "installation"),
    ("src/host/modules/contexts.rs", 4, "the realm of a sandbox; the stack of an error whose kind was checked"),
    ("src/host/modules/machine.rs", 1, "a namespace just made"),
    ("src/host/modules/scope.rs", 3, "the scope of a module just made"),
    ("src/host/node/class.rs", 3, "installation"),
    ("src/host/node/errors.rs", 3, "errors just made"),
    ("src/host/node/process/events.rs", 1, "an object just made"),
    ("src/host/node/process/memory.rs", 2, "objects just made"),
    ("src/host/node/process/mod.rs", 1, "installation"),
    ("src/host/node/process/rejections.rs", 4, "an error just made; whether an object has a stack, without making it"),
    ("src/host/node/process/warnings.rs", 3, "warnings just made"),
    ("src/host/node/process/uncaught.rs", 1, "the engine's own note of a stack that was not made yet"),
    ("src/host/node/util_inspect/custom.rs", 1, "options just made"),
    ("src/host/node/util_inspect/keys.rs", 1, "the names of an array, whose kind was checked"),
    ("src/host/node/util_inspect/names.rs", 1, "the engine's own note of a former prototype"),
    ("src/host/web/events/event.rs", 3, "installation; an event just made"),
    ("src/host/web/performance/class.rs", 1, "installation"),
    ("src/host/web/performance/collections.rs", 1, "a record just made"),
    ("src/host/web/performance/entry.rs", 1, "an object just made"),
    ("src/host/web/performance/mod.rs", 2, "objects just made"),
    ("src/host/web/performance/node_timing.rs", 1, "an object just made"),
    ("src/host/web/performance/observer.rs", 2, "installation; an object just made"),
    ("src/host/web/structured_clone.rs", 2, "copies just made"),
];

#[test]
fn the_library_asks_objects_by_their_internal_methods() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if !path.starts_with("src/builtins/") && !path.starts_with("src/host/") {
            continue;
        }
        let uses =
            |line: &str| STORAGE.iter().map(|name| code(line).matches(&format!(".{name}(")).count()).sum::<usize>();
        let found: Vec<_> = text.lines().enumerate().filter(|(_, line)| uses(line) > 0).collect();
        let count: usize = found.iter().map(|(_, line)| uses(line)).sum();
        let allowed = STORAGE_USES.iter().find(|(file, ..)| *file == path).map_or(0, |(_, allowed, _)| *allowed);
        if count > allowed {
            let lines: Vec<_> =
                found.iter().map(|(number, line)| format!("  {}: {}", number + 1, line.trim())).collect();
            wrong.push(format!(
                "{path} uses the storage of objects {count} times, {allowed} allowed:\n{}",
                lines.join("\n")
            ));
        }
        if count < allowed {
            wrong.push(format!(
                "{path} uses the storage of objects {count} times: let STORAGE_USES say so, not {allowed}"
            ));
        }
    }
    for (file, ..) in STORAGE_USES {
        if !sources::root().join(file).exists() {
            wrong.push(format!("{file} of STORAGE_USES is gone"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The texts of string literals, what stands in braces left out.
fn literals(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = if line.trim_start().starts_with("//") { "" } else { line };
        for (at, part) in line.split('"').enumerate() {
            if at % 2 == 1 {
                let pieces = part.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest));
                found.push((number + 1, pieces.collect::<Vec<_>>().join("{}")));
            }
        }
    }
    found
}

/// V8's words stand in `src/vm/messages.rs` and are used by name.
#[test]
fn messages_stand_in_their_catalogue() {
    let files = sources();
    let catalogue = "src/vm/messages.rs";
    let known: Vec<_> = files
        .iter()
        .filter(|(path, _)| path == catalogue)
        .flat_map(|(_, text)| literals(text))
        .map(|(_, text)| text)
        .collect();
    assert!(known.len() > 30, "{catalogue} was read");
    let mut wrong = Vec::new();
    for (path, text) in &files {
        let speaks =
            ["src/vm/", "src/builtins/", "src/host/", "src/runtime/"].iter().any(|part| path.starts_with(part));
        if !speaks || path == catalogue {
            continue;
        }
        for (number, text) in literals(text).into_iter().filter(|(_, text)| known.contains(text)) {
            wrong.push(format!("{path}:{number}: {text:?} stands in {catalogue}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
