//! The account of memory: everything that a script can make grow is in `heapUsed` and `external`,
//! `--max-old-space-size` bounds all of it, and garbage never ends a program.
//!
//! `cargo test --test memory_account -- --nocapture` prints the table of what each kind of heap
//! takes, and what of it is explained.

mod process;

use std::path::Path;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(120);
const COLLECTORS: [&str; 4] = ["stop-the-world", "incremental", "generational", "refcount"];
/// Address space of a run in KiB.
const ADDRESS_SPACE_KIB: u32 = 6 << 20;

/// The limit of the runs that reach it, in MiB.
const LIMIT: f64 = 64.0;
/// The most that a process may take under it, in MiB: a quarter more, all of it counted, its code
/// (7.5 MiB of an empty script) and the report of its end (less than one) included.
const MOST_PEAK: f64 = LIMIT * 1.25;
/// What an unoptimised build's code takes more.
const MORE_CODE: f64 = if cfg!(debug_assertions) { 2.5 } else { 0.0 };
/// A native function may take a quarter of the limit beyond it, and at least 16 MiB, before there
/// is a safepoint again: see `heap/limit.rs`.
const MOST_PEAK_IN_NATIVE: f64 = LIMIT + 16.0 + 10.0;

/// The least part of the resident set that is to be explained.
const EXPLAINED: f64 = 0.9;

/// A way to make a program's memory grow: name, statement (`i` counts), times for some hundred
/// megabytes, what takes it back.
const KINDS: &[(&str, &str, u32, &str)] = &[
    ("objects", "kept.push({ a: i, b: [i] })", 900_000, ""),
    ("strings", "kept.push('s' + i + 'x'.repeat(60))", 800_000, ""),
    ("closures", "kept.push(() => i)", 1_100_000, ""),
    ("patterns", "kept.push(new RegExp('a' + i + '(b|c)+'))", 70_000, ""),
    ("patterns with properties", "kept.push(new RegExp('\\\\p{L}' + i, 'u'))", 16_000, ""),
    ("functions", "kept.push(new Function('return ' + i))", 90_000, ""),
    ("scripts", "kept.push((0, eval)('(function (a) { return a + ' + i + ' })'))", 60_000, ""),
    ("timers", "kept.push(setTimeout(() => i, 1e6))", 400_000, "kept.forEach(clearTimeout)"),
    ("timers of many durations", "kept.push(setTimeout(f, 1e6 + i))", 200_000, "kept.forEach(clearTimeout)"),
    ("immediates", "kept.push(setImmediate(f))", 600_000, "kept.forEach(clearImmediate)"),
    ("promises", "kept.push(new Promise((resolve) => kept.push(resolve)))", 600_000, ""),
    ("promise reactions", "kept.push(never.then(f))", 1_000_000, "never = null"),
    ("awaiting functions", "kept.push(wait())", 500_000, "never = null"),
    ("names", "kept['name' + i] = i", 800_000, ""),
    ("shapes", "kept.push({ ['p' + i]: 1 })", 200_000, ""),
];

/// Runs a script; its exit code and what it printed.
fn run(name: &str, flags: &[&str], script: &str) -> process::Outcome {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("memory_account");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let file = format!("{}-{}.js", name.replace(' ', "_"), flags.concat().replace(['-', '='], "_"));
    std::fs::write(folder.join(&file), script).expect("the script can be written");
    let mut arguments: Vec<&str> = flags.to_vec();
    arguments.push(&file);
    process::glass_within(ADDRESS_SPACE_KIB, &folder, &arguments, None, PATIENCE)
        .unwrap_or_else(|fault| panic!("{name} {flags:?}: {fault}"))
}

/// Calls `check` with every item, two at a time.
fn for_each<T: Sync>(items: &[T], check: impl Fn(&T) -> Result<(), String> + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let faults = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    if let Err(fault) = check(item) {
                        faults.lock().expect("no worker panics").push(fault);
                    }
                }
            });
        }
    });
    let faults = faults.into_inner().expect("no worker panics");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn rss_is_explained_and_comes_back() {
    for_each(KINDS, |&(name, statement, times, end)| {
        let script = format!(
            "const f = (x) => x; let never = new Promise(() => {{}}); let kept = [];
             async function wait() {{ await never; }}
             const fill = (n) => {{ for (let i = 0; i < n; i++) {statement}; }};
             const drop = () => {{ {end}; kept = []; gc(); gc(); }};
             const look = () => {{ gc(); const m = process.memoryUsage(); return [m.rss, m.heapUsed + m.external]; }};
             fill(1000); drop(); never = new Promise(() => {{}});
             const before = look(); fill({times}); const full = look();
             drop(); const after = look();
             console.log([full[0] - before[0], full[1] - before[1], after[0] - before[0]].join(' '));
             process.exit();"
        );
        let outcome = run(name, &[], &script);
        let figures: Vec<f64> = outcome.stdout.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        let &[rss, explained, left] = figures.as_slice() else {
            return Err(format!("{name}: {:?} {}", outcome.code, outcome.stderr));
        };
        println!(
            "{name:26} rss {:6.1} MB, explained {:6.1} MB ({:5.1} %), left when dropped {:5.1} MB",
            rss / 1e6,
            explained / 1e6,
            explained / rss * 100.0,
            left / 1e6
        );
        // What is not explained are holes between living cells and between what lives outside.
        if rss < 5e7 || explained < rss * EXPLAINED || explained > rss * 1.1 || left > 1e7 + rss * 0.05 {
            return Err(format!("{name}: rss {rss}, explained {explained}, left {left}"));
        }
        Ok(())
    });
}

/// Peak of the process in MB, as its final report tell it.
fn peak(words: &str) -> Option<f64> {
    let (_, rest) = words.split_once("the process took ")?;
    rest.split_once(" MiB")?.0.parse().ok()
}

#[test]
fn the_limit_holds_for_everything() {
    let more: &[(&str, &str)] = &[
        ("ticks", "process.nextTick(f)"),
        ("jobs", "queueMicrotask(f)"),
        ("map", "map.set(i, i)"),
        ("set of strings", "set.add('k' + i)"),
        ("weak map", "(kept.push({}), weak.set(kept[i], { i }))"),
        ("weak references", "new WeakRef({})"),
        ("registry", "(kept.push({}), registry.register(kept[i], i))"),
        ("symbols", "kept.push(Symbol('s' + i))"),
        ("registered symbols", "Symbol.for('s' + i)"),
        ("sparse", "kept[i * 1000] = i"),
        ("counters", "console.count('c' + i)"),
        ("stop watches", "console.time('t' + i)"),
        ("marks", "performance.mark('m' + i)"),
        ("errors", "kept.push(new Error('e' + i))"),
        ("generators", "(kept.push(generate()), kept[i].next())"),
        ("rejections", "Promise.reject(i)"),
        ("listeners", "target.addEventListener('e' + i, () => i)"),
        ("dates", "kept.push(new Date(i))"),
        ("doubled strings", "((text += text), text.charCodeAt(0))"),
        ("copies", "kept.push(structuredClone({ a: [1, 2, i] }))"),
    ];
    let all: Vec<(&str, &str)> =
        KINDS.iter().map(|&(name, statement, ..)| (name, statement)).chain(more.iter().copied()).collect();
    let runs: Vec<(&str, &str, &str)> = all
        .iter()
        .enumerate()
        .flat_map(|(index, &(name, statement))| {
            [index, index + 2].map(|turn| (name, statement, COLLECTORS[turn % COLLECTORS.len()]))
        })
        .collect();
    for_each(&runs, |&(name, statement, collector)| {
        let script = format!(
            "const f = (x) => x; const never = new Promise(() => {{}}); const kept = []; let text = 'x';
             async function wait() {{ await never; }} function* generate() {{ yield 1; yield 2; }}
             const map = new Map(), set = new Set(), weak = new WeakMap(), target = new EventTarget();
             const registry = new FinalizationRegistry(() => {{}});
             for (let i = 0; ; i++) {statement};"
        );
        let outcome = run(name, &["--max-old-space-size=64", &format!("--gc={collector}")], &script);
        let peak = peak(&outcome.stderr).unwrap_or(f64::INFINITY);
        println!("{name:26} {collector:15} at most {peak:5.1} MB");
        let full = outcome.code == Some(134) && outcome.stderr.contains("heap out of memory");
        if !full || peak > MOST_PEAK + MORE_CODE {
            let words: String = outcome.stderr.chars().take(1500).collect();
            return Err(format!("{name} {collector}: {:?}, peak {peak}: {words}", outcome.code));
        }
        Ok(())
    });
}

#[test]
#[cfg(target_os = "linux")]
fn arrays_grow_where_addresses_are_few() {
    // Some 200 MB are needed; what arrays keep free behind them would be several times as much.
    const ADDRESSES_KIB: u32 = 600_000;
    let script = "
        const arrays = [[], [], []];
        for (let i = 0; i < 3e6; i++) for (const array of arrays) array.push(i);
        let sum = 0;
        for (let i = 0; i < 3e6; i++) for (const array of arrays) sum += array[i] - i + 1;
        console.log(sum);";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("few_addresses.js");
    std::fs::write(&path, script).expect("the script can be written");
    for collector in COLLECTORS {
        let flag = format!("--gc={collector}");
        let arguments = [flag.as_str(), "few_addresses.js"];
        let outcome = process::glass_within(ADDRESSES_KIB, folder, &arguments, None, PATIENCE).expect("glass runs");
        assert_eq!((outcome.stdout.as_str(), outcome.code), ("9000000\n", Some(0)), "{collector}: {}", outcome.stderr);
    }
}

#[test]
fn large_results_of_natives_are_bounded() {
    let natives: &[(&str, &str)] = &[
        ("function of long texts", "const a = 'a'.repeat(2 ** 27); Function(a, a, a)"),
        (
            "functions of long texts",
            "const t = 'a'.repeat(2 ** 25); for (let i = 0; i < 40; i++) kept.push(new Function(t + i))",
        ),
        ("match", "'a'.repeat(5e6).match(/a/g)"),
        ("replace", "'a'.repeat(4e6).replace(/a/g, '0123456789012345678901234567')"),
        ("replace by function", "'a'.repeat(4e6).replace(/a/g, () => '0123456789')"),
        ("split", "'a,'.repeat(5e6).split(/,/)"),
        ("join", "new Array(3e6).fill('abcdefgh').join('--------')"),
        ("stringify", "JSON.stringify(new Array(2e6).fill({ a: 1, b: 'xxxxxxxxxxxxxxxxxx' }))"),
        ("parse", "JSON.parse('[' + '{\"a\":1},'.repeat(2e6) + '1]')"),
        ("sort", "Array.from({ length: 4e6 }, (_, i) => i * 7919 % 1000003).sort((a, b) => a - b)"),
        ("concat", "(() => { let a = [1]; for (;;) a = a.concat(a); })()"),
        ("array", "new Array(3e7).fill(0)"),
        ("repeat", "'abc'.repeat(1e8)"),
        ("pad", "'abc'.padStart(2e8)"),
        ("upper", "'ä'.repeat(3e7).toUpperCase()"),
        ("print", "console.log('x'.repeat(3e7).length, ['x'.repeat(4e7)].length)"),
        ("inspect", "console.error(require('node:perf_hooks') && ['x'.repeat(2e7)])"),
        ("pattern", "new RegExp('(?:a|b)'.repeat(4e6))"),
        ("encode", "encodeURIComponent('ä'.repeat(2e7))"),
    ];
    for_each(natives, |&(name, statement)| {
        let script = format!("const kept = [];\n{statement};\nconsole.log('done');");
        let outcome = run(name, &["--max-old-space-size=64"], &script);
        let ended = outcome.stdout.contains("done") && outcome.code == Some(0);
        let full = outcome.code == Some(134) && outcome.stderr.contains("heap out of memory");
        let range = outcome.code == Some(1) && outcome.stderr.contains("RangeError");
        let peak = peak(&outcome.stderr).unwrap_or(0.0);
        println!("{name:26} {:?}, at most {peak:5.1} MB", outcome.code);
        if !(ended || full || range) || peak > MOST_PEAK_IN_NATIVE + MORE_CODE {
            let words: String = outcome.stderr.chars().take(1500).collect();
            return Err(format!("{name}: {:?}, peak {peak}: {words}", outcome.code));
        }
        Ok(())
    });
}

/// What is garbage at once, made again and again beside a heap that lives: some megabytes in each
/// round.
const GARBAGE: &[(&str, &str)] = &[
    ("jobs", "for (let i = 0; i < 20000; i++) queueMicrotask(f); await null;"),
    ("ticks", "for (let i = 0; i < 20000; i++) process.nextTick(f); await null;"),
    ("races", "for (let i = 0; i < 2000; i++) await Promise.race([g(1), g(2)]);"),
    ("chains", "let p = Promise.resolve(1); for (let i = 0; i < 10000; i++) p = p.then(f); await p;"),
    ("objects", "for (let i = 0; i < 50000; i++) ({ a: i, b: [i] });"),
    ("strings", "let s = ''; for (let i = 0; i < 100000; i++) s += 'abcdefgh' + i; s.charCodeAt(1);"),
    ("large strings", "for (let i = 0; i < 4; i++) 'abc'.repeat(2e6).toUpperCase();"),
    ("arrays", "for (let i = 0; i < 20; i++) new Array(50000).fill(i);"),
    ("large arrays", "for (let i = 0; i < 3; i++) new Array(1e6).fill(i);"),
    ("growing arrays", "const a = []; for (let i = 0; i < 300000; i++) a.push(i);"),
    (
        "natives",
        "new Array(50000).fill('abcdefghijkl').map(String.prototype.toUpperCase.call, String.prototype.toUpperCase);",
    ),
    ("callbacks", "Array.from({ length: 100000 }, Object);"),
    ("join", "new Array(1e5).fill('abcdefgh').join('---').split('-');"),
    ("json", "JSON.parse(JSON.stringify(new Array(30000).fill({ a: 1 })));"),
    ("match", "'ab'.repeat(2e5).replace(/a/g, 'xyz').match(/[xb]/g);"),
    ("patterns", "for (let i = 0; i < 2000; i++) new RegExp('a' + i + round + '(b|c)+');"),
    ("functions", "for (let i = 0; i < 1000; i++) new Function('return ' + i + round);"),
    ("timers", "for (let i = 0; i < 20000; i++) clearTimeout(setTimeout(f, 1000 + i));"),
    ("immediates", "for (let i = 0; i < 20000; i++) clearImmediate(setImmediate(f)); await new Promise(setImmediate);"),
    ("maps", "const m = new Map(); for (let i = 0; i < 100000; i++) m.set(i, i);"),
    ("weak maps", "const m = new WeakMap(); for (let i = 0; i < 30000; i++) m.set({}, i);"),
    ("names", "const o = {}; for (let i = 0; i < 30000; i++) o['n' + i + round] = i;"),
    ("sparse", "const a = []; for (let i = 0; i < 50000; i++) a[i * 1e4] = i;"),
    ("sort", "Array.from({ length: 100000 }, (_, i) => i * 7919 % 1009).sort((a, b) => a - b);"),
    ("errors", "for (let i = 0; i < 5000; i++) new Error('e' + i).stack;"),
    ("generators", "for (let i = 0; i < 20000; i++) generate().next();"),
    ("symbols", "for (let i = 0; i < 50000; i++) Symbol('s' + i);"),
    ("weak references", "for (let i = 0; i < 30000; i++) new WeakRef({}); await new Promise(setImmediate);"),
];

#[test]
fn garbage_never_ends_a_program() {
    let runs: Vec<(&str, &str, &str)> =
        GARBAGE.iter().flat_map(|&(name, body)| COLLECTORS.map(|collector| (name, body, collector))).collect();
    for_each(&runs, |&(name, body, collector)| {
        // Some 30 MB live, and garbage of several times the limit.
        let script = format!(
            "const f = (x) => x; async function g(x) {{ return x; }} function* generate() {{ yield 1; }}
             const held = []; for (let i = 0; i < 230000; i++) held.push({{ i, a: [i] }});
             (async () => {{ for (let round = 0; round < 16; round++) {{ {body} }} console.log('done', held.length); }})();"
        );
        let outcome = run(name, &["--max-old-space-size=48", &format!("--gc={collector}")], &script);
        if outcome.code == Some(0) && outcome.stdout == "done 230000\n" {
            return Ok(());
        }
        let words: String = outcome.stderr.chars().take(1500).collect();
        Err(format!("{name} {collector}: {:?}: {words}", outcome.code))
    });
}

#[test]
fn one_collection_gives_weak_tables_back() {
    let script = "const used = () => { gc(); return process.memoryUsage().heapUsed; };
        const fill = (make) => { const keys = []; for (let i = 0; i < 100000; i++) { const o = {}; keys.push(o); make(o, i); } };
        const set = new WeakSet(), map = new WeakMap(), young = new WeakSet(), few = new WeakMap(), kept = [];
        for (let i = 0; i < 50; i++) { kept.push({ i }); few.set(kept[i], { i }); }
        const before = used();
        fill((o) => set.add(o)); const one = used() - before;
        fill((o, i) => map.set(o, { i })); const two = used() - before;
        for (let i = 0; i < 100000; i++) young.add({}); const three = used() - before;
        fill((o, i) => few.set(o, { i })); const four = used() - before;
        const all = [one, two, three].concat(process.execArgv.includes('--gc=refcount') ? [] : four);
        console.log(all.every((bytes) => bytes < 60000), kept.every((o) => few.get(o).i === o.i));
        fill((o) => set.add(o)); console.log(used() - before - (all.length < 4 ? four : 0) < 60000, [one, two, three, four].join());";
    for collector in COLLECTORS {
        let outcome = run("weak tables", &[&format!("--gc={collector}"), "--verify-heap"], script);
        assert!(outcome.stdout.starts_with("true true\ntrue "), "{collector}: {} {}", outcome.stdout, outcome.stderr);
    }
}

#[test]
fn counting_frees_abandoned_generators() {
    let script = "function* g(x) { const big = new Array(1000).fill(0); yield 1; yield [big, x]; }
        async function* h(x) { const big = new Array(1000).fill(0); yield 1; await x; yield [big, x]; }
        (() => { for (let i = 0; i < 1000; i++) { const it = g(i); it.next(); it.next(); } })();
        (() => { for (let i = 0; i < 1000; i++) g(i); })();
        (() => { for (const x of g(1)) if (x === 1) break; })();
        (async () => { for (let i = 0; i < 500; i++) await h(i).next();
          gc(); console.log(process.memoryUsage().heapUsed < 1e6); })();";
    let outcome = run("generators", &["--gc=refcount"], script);
    assert_eq!(outcome.stdout, "true\n", "{}", outcome.stderr);
    assert!(!outcome.stderr.contains("suspended") && !outcome.stderr.contains("host object"), "{}", outcome.stderr);
}

#[test]
fn counting_frees_prototypes_and_their_shapes() {
    // Each makes objects that are prototypes, or shapes that only dead objects had. What is left is
    // room in tables: all of them would be some 25 MB.
    let ways = [
        "Object.create({ i })",
        "Object.setPrototypeOf({ a: i }, { i })",
        "({ __proto__: { i }, a: 1, b: 2 })",
        "Object.create(Object.create({ i }))",
        "((o) => { o.a = 1; o['b' + i] = 2; })(Object.create({ i }))",
        "({ ['p' + i]: 1 })",
        "Object.freeze({ ['p' + i]: 1 })",
        "Object.defineProperty({ a: 1 }, 'a', { writable: i % 2 > 0 })",
    ];
    for_each(&ways, |way| {
        let script = format!(
            "const used = () => {{ gc(); const m = process.memoryUsage(); return m.heapUsed + m.external; }};
             const make = (n) => {{ for (let i = 0; i < n; i++) {way}; }};
             make(1000); const before = used(); make(100000); const left = used() - before;
             console.log(left < 5e6, left);"
        );
        let outcome = run(way, &["--gc=refcount"], &script);
        if outcome.stdout.starts_with("true ") {
            return Ok(());
        }
        Err(format!("{way}: {} {}", outcome.stdout, outcome.stderr))
    });
}
