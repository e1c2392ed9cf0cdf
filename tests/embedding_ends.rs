//! How runs of an embedding program end that would not end by themselves: full heaps, interrupts,
//! time limits, step budgets, in scripts and in the midst of library functions; and that the
//! runtime goes on afterwards.

use std::time::Duration;

use glassheap::{Builder, Collector, Handle, JsError, JsErrorKind, Runtime};

const COLLECTORS: [Collector; 4] =
    [Collector::Generational, Collector::Incremental, Collector::StopTheWorld, Collector::ReferenceCounting];

/// Scripts that want more than 32 MiB.
const WANT_TOO_MUCH: &[&str] = &[
    "'abc'.repeat(3e7)",
    "'abc'.padEnd(9e7, 'xyz')",
    "'a,'.repeat(5e6).split(',')",
    "'ab'.repeat(5e6).split('')",
    "'a'.repeat(2e6).replace(/a/g, 'bbbbbbbbbbbbbbbbbbbbbbbb')",
    "'a'.repeat(2e6).replaceAll('a', 'bbbbbbbbbbbbbbbbbbbbbbbb')",
    "'a'.repeat(8e6).match(/a/g)",
    "new Array(1e6).fill('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa').join()",
    "JSON.stringify(new Array(1e6).fill('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'))",
    "JSON.parse('[' + '[],'.repeat(1e6) + '0]')",
    "{ const a = new Array(1e6).fill(1); [].concat(a, a, a, a, a) }",
    "new Array(1e7).fill({}).map(x => [x])",
    "{ const a = []; a.length = 4e9; a.fill(1, 0, 3e9) }",
    "Array.from(Array.prototype.keys.call({ length: 1e9 }))",
    "[...Array.prototype.keys.call({ length: 1e9 })]",
    "new Set(Array.prototype.keys.call({ length: 1e9 }))",
    "new Map(new Array(2e6).fill(0).entries())",
    "Object.fromEntries(new Array(1e6).fill(0).entries())",
    "Object.fromEntries(new Array(1e6).fill(0).map((_, i) => ['key' + i, i]))",
    "structuredClone(new Array(3e6).fill(0.5))",
    "[1].map(() => [1].map(() => { try { 'abc'.repeat(3e7) } finally { globalThis.ran = true } }))",
    "({ get x() { return `${{ toString: () => 'abc'.repeat(3e7) }}` } }).x",
    "{ const all = []; try { for (;;) all.push({ all }) } finally { globalThis.ran = true } }",
];

/// What a runtime must be able to do after its heap was full.
fn goes_on(runtime: &mut Runtime, after: &str) {
    assert_eq!(runtime.eval::<f64>("1 + 1", "next.js").unwrap(), 2.0, "{after}");
    let text = "
        const o = { list: [1, 'two', [3]], map: new Map([['k', { v: 1 }]]) };
        const copy = JSON.parse(JSON.stringify(o.list));
        for (let i = 0; i < 2e4; i++) ({ i, next: [i] });
        [copy.join(), o.map.get('k').v, 'a-b'.replace(/-/g, '+'), typeof ran].join(' ')";
    assert_eq!(
        runtime.eval::<String>(&format!("{{ {text} }}"), "use.js").unwrap(),
        "1,two,3 1 a+b undefined",
        "{after}"
    );
    runtime.run().unwrap();
}

#[test]
fn a_full_heap_ends_a_run_wherever_it_is() {
    for collector in COLLECTORS {
        let mut runtime = Runtime::builder().heap_limit(16 << 20).collector(collector).build();
        for text in WANT_TOO_MUCH {
            let error = runtime.eval::<()>(text, "a.js").unwrap_err();
            assert_eq!(error.kind(), JsErrorKind::OutOfMemory, "{collector:?}: {text}: {error}");
            goes_on(&mut runtime, text);
        }
    }
}

#[test]
fn a_heap_that_was_full_is_whole() {
    for collector in [Collector::Generational, Collector::StopTheWorld] {
        for text in WANT_TOO_MUCH {
            let mut runtime = Runtime::builder().heap_limit(8 << 20).collector(collector).gc_stress(true).build();
            runtime.eval::<()>("var kept = [{ a: 1 }, 'text', new Map([[1, [2]]])]", "kept.js").unwrap();
            let kind = runtime.eval::<()>(text, "a.js").unwrap_err().kind();
            assert_eq!(kind, JsErrorKind::OutOfMemory, "{collector:?}: {text}");
            // One of so many is followed by a look at every cell.
            (0..20).for_each(|_| runtime.collect_garbage());
            let kept = runtime.eval::<String>("kept[0].a + kept[1] + kept[2].get(1)[0]", "b.js").unwrap();
            assert_eq!(kept, "1text2");
        }
    }
}

#[test]
fn a_full_heap_ends_jobs_timers_and_generators() {
    let big = "'abc'.repeat(3e7)";
    let mut runtime = Runtime::builder().heap_limit(16 << 20).virtual_time(true).build();
    let text = format!("var jobs = 0; Promise.resolve().then(() => {big}); Promise.resolve().then(() => jobs++)");
    runtime.eval::<()>(&text, "job.js").unwrap();
    assert_eq!(runtime.run_jobs().unwrap_err().kind(), JsErrorKind::OutOfMemory);
    runtime.run_jobs().unwrap();
    assert_eq!(runtime.global::<u32>("jobs").unwrap(), 1);

    let text =
        format!("var ticks = 0; setTimeout(() => {big}); setImmediate(() => {big}); setTimeout(() => ticks++, 5)");
    runtime.eval::<()>(&text, "timer.js").unwrap();
    for _ in 0..2 {
        assert_eq!(runtime.run().unwrap_err().kind(), JsErrorKind::OutOfMemory);
    }
    runtime.run().unwrap();
    assert_eq!(runtime.global::<u32>("ticks").unwrap(), 1);

    let text = format!("(function* () {{ yield 1; {big}; yield 2 }})()");
    let generator: Handle = runtime.eval(&text, "generator.js").unwrap();
    generator.call_method::<Handle>(&mut runtime, "next", ()).unwrap();
    let error = generator.call_method::<Handle>(&mut runtime, "next", ()).unwrap_err();
    assert_eq!(error.kind(), JsErrorKind::OutOfMemory);
    goes_on(&mut runtime, "a generator");

    let text = format!("(async () => {{ await 1; {big} }})()");
    let promise: Handle = runtime.eval(&text, "async.js").unwrap();
    assert_eq!(runtime.block_on::<()>(&promise).unwrap_err().kind(), JsErrorKind::OutOfMemory);
    goes_on(&mut runtime, "an async function");
}

#[test]
fn values_from_rust_may_be_too_large() {
    let mut runtime = Runtime::builder().heap_limit(16 << 20).build();
    let error = runtime.set_global("all", vec![0.5; 8 << 20]).unwrap_err();
    assert_eq!(error.kind(), JsErrorKind::OutOfMemory);
    runtime.register("text", || "x".repeat(80 << 20)).unwrap();
    let error = runtime.eval::<()>("try { text() } catch {} finally { globalThis.ran = 1 }", "a.js").unwrap_err();
    assert_eq!(error.kind(), JsErrorKind::OutOfMemory);
    goes_on(&mut runtime, "values from Rust");
}

#[test]
fn what_fills_the_heap_can_be_dropped() {
    let mut runtime = Runtime::builder().heap_limit(16 << 20).build();
    runtime.eval::<()>("var kept = new Array(15e5).fill(1); var other = [[]]", "a.js").unwrap();
    let handle: Handle = runtime.eval("new Array(2e5).fill(2)", "b.js").unwrap();
    for _ in 0..3 {
        let error = runtime.eval::<()>("other.push(kept.concat(kept, kept))", "c.js").unwrap_err();
        assert_eq!(error.kind(), JsErrorKind::OutOfMemory);
        assert_eq!(runtime.eval::<u32>("kept.length + other.length", "d.js").unwrap(), 1_500_001);
    }
    runtime.eval::<()>("kept = null", "e.js").unwrap();
    drop(handle);
    assert_eq!(runtime.eval::<u32>("new Array(1e6).fill(0).concat([1]).length", "f.js").unwrap(), 1_000_001);
    // Full of what is reachable: until somebody lets go of it.
    let error = runtime.eval::<()>("var all = []; for (;;) all.push({})", "g.js").unwrap_err();
    assert_eq!(error.kind(), JsErrorKind::OutOfMemory);
    runtime.set_global("all", ()).unwrap();
    goes_on(&mut runtime, "a full list");
    // What a join had under way is forgotten.
    let text = "var a = ['x', { toString() { return 'abc'.repeat(3e7) } }]; a.join()";
    assert_eq!(runtime.eval::<()>(text, "h.js").unwrap_err().kind(), JsErrorKind::OutOfMemory);
    assert_eq!(runtime.eval::<String>("a[1] = 'y'; a.join()", "i.js").unwrap(), "x,y");
}

/// Library functions whose time is not bounded by the memory that they are given. Texts have the
/// literals that a match needs, for which the matcher looks first.
const ENDLESS: &[&str] = &[
    "/(a+)+b/.test('a'.repeat(50) + 'cb')",
    "/(a+)+b/.exec('a'.repeat(50) + 'cb')",
    "/(a+)+b/gi.exec('a'.repeat(50) + 'cb')",
    "/(a+)+b/u.test('a'.repeat(50) + '\\u{1f600}b')",
    "/(a|aa)+b/.test('a'.repeat(80) + 'cb')",
    "/(a+?)+?b/.test('a'.repeat(50) + 'cb')",
    "/(a*)*\\1b/.test('a'.repeat(50) + 'cb')",
    "/(?=(a+)+b)/.test('a'.repeat(50) + 'cb')",
    "/(?<=b(a+)+)c/.test('bd' + 'a'.repeat(50) + 'c')",
    "/(?!(a+)+b)ac/.test('a'.repeat(50) + 'dac')",
    "('a'.repeat(50) + 'cb').match(/(a+)+b/)",
    "('a'.repeat(50) + 'cb').match(/(a+)+b/g)",
    "[...('a'.repeat(50) + 'cb').matchAll(/(a+)+b/g)]",
    "('a'.repeat(50) + 'cb').replace(/(a+)+b/, '')",
    "('a'.repeat(50) + 'cb').replaceAll(/(a+)+b/g, () => '')",
    "('a'.repeat(50) + 'cb').search(/(a+)+b/)",
    "('a'.repeat(50) + 'cb').split(/(a+)+b/)",
    "new Set(Array.prototype.values.call({ length: 2 ** 53 - 1 }))",
    "{ const [...all] = { *[Symbol.iterator]() { for (;;); } } }",
    "{ const list = []; list.length = 2 ** 32 - 1; JSON.stringify({}, list) }",
    "String.raw({ raw: { length: 2 ** 53 - 1 } })",
    "{ let a = []; for (let i = 0; i < 60; i++) a = [a, a]; a.flat(Infinity) }",
    "{ let a = []; for (let i = 0; i < 60; i++) a = [a, a]; JSON.stringify(a) }",
    "{ let a = []; for (let i = 0; i < 60; i++) a = [a, a]; a.join() }",
    "{ let a = []; for (let i = 0; i < 60; i++) a = [a, a]; console.dir(a, { depth: Infinity }) }",
    "new Array(1e5).fill('x'.repeat(1e6)).sort()",
    "(function f() { queueMicrotask(f) })(); for (;;);",
];

/// Methods of Array.prototype that a long array-like keeps busy for ever.
const BUSY: &[&str] = &[
    "copyWithin",
    "fill",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "reduceRight",
    "reverse",
    "shift",
    "splice",
    "unshift",
];

/// What a call comes to: the kind of the error.
fn end_of(runtime: &mut Runtime, text: &str) -> Option<JsErrorKind> {
    runtime.eval::<()>(text, "a.js").err().as_ref().map(JsError::kind)
}

fn all_end(builder: impl Fn() -> Builder, kind: JsErrorKind) {
    let mut runtime = builder().stdout(glassheap::Sink::discard()).build();
    for text in ENDLESS {
        assert_eq!(end_of(&mut runtime, text), Some(kind), "{text}");
    }
    for name in BUSY {
        let text = format!("Array.prototype.{name}.call({{ length: 2 ** 53 - 1 }}, () => false, 2, 3)");
        let text = match *name {
            "copyWithin" => "Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 5)".into(),
            "fill" => "Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1, -1e15)".into(),
            "splice" => "Array.prototype.splice.call({ length: 2 ** 53 - 1 }, 0, 5)".into(),
            "unshift" => "Array.prototype.unshift.call({ length: 2 ** 53 - 3 }, 1)".into(),
            _ => text,
        };
        let end = end_of(&mut runtime, &text);
        // To fill takes memory, too.
        assert!(end == Some(kind) || (*name == "fill" && end == Some(JsErrorKind::OutOfMemory)), "{text}: {end:?}");
    }
    assert_eq!(runtime.eval::<u32>("[3, 1, 2].sort().map(x => x * 2)[2]", "next.js").unwrap(), 6);
}

#[test]
fn a_time_limit_ends_library_functions() {
    all_end(|| Runtime::builder().time_limit(Duration::from_millis(50)), JsErrorKind::TimedOut);
}

#[test]
fn a_step_budget_ends_library_functions() {
    all_end(|| Runtime::builder().step_budget(1000), JsErrorKind::OutOfSteps);
}

/// No method of an array hangs, whatever it does with an array-like that is too long for it.
#[test]
fn every_array_method_ends() {
    let mut runtime = Runtime::builder().heap_limit(64 << 20).time_limit(Duration::from_millis(50)).build();
    let names: Vec<String> = runtime.eval("Object.getOwnPropertyNames(Array.prototype)", "names.js").unwrap();
    assert!(names.len() > 30);
    for name in names.iter().filter(|name| *name != "length" && *name != "constructor") {
        for like in ["{ length: 2 ** 53 - 1 }", "{ length: 2 ** 32 - 1, 5: 1 }", "new Array(2 ** 32 - 1)"] {
            for arguments in ["", "() => 0", "0, 0", "Math.max, 1"] {
                let text = format!("Array.prototype.{name}.call({like}, {arguments})");
                // It comes back: whether with a value, an error of its own or the limit's.
                let _ = end_of(&mut runtime, &text);
            }
        }
    }
    assert_eq!(runtime.eval::<f64>("1 + 1", "next.js").unwrap(), 2.0);
}

#[test]
fn another_thread_ends_library_functions() {
    let mut runtime = Runtime::new();
    for text in ["/(a+)+b/.test('a'.repeat(50))", "Array.prototype.reverse.call({ length: 2 ** 53 - 1 })"] {
        let handle = runtime.interrupt_handle();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            handle.interrupt();
        });
        assert_eq!(end_of(&mut runtime, text), Some(JsErrorKind::Interrupted), "{text}");
        thread.join().unwrap();
    }
    assert!(runtime.eval::<bool>("/(a+)+b/.test('aab')", "next.js").unwrap());
}

/// The same script ends at the same place, whatever the collector does meanwhile.
#[test]
fn steps_are_the_same_in_every_run() {
    let text = "
        var turns = 0;
        const list = [];
        function step(x) { turns++; list.push({ x }); if (list.length > 50) list.length = 0 }
        for (;;) {
            [1, 2, 3].forEach(step);
            /(a|aa)+b/.test('a'.repeat(14));
            Array.prototype.indexOf.call({ length: 10 }, 1);
        }";
    let reached = |builder: Builder, budget: u64| {
        let mut runtime = builder.step_budget(budget).build();
        for _ in 0..2 {
            // Counted anew for each call.
            assert_eq!(end_of(&mut runtime, &format!("{{ {text} }}")), Some(JsErrorKind::OutOfSteps));
        }
        runtime.set_step_budget(None);
        runtime.global::<u32>("turns").unwrap()
    };
    let turns = reached(Runtime::builder(), 10_000);
    assert!(turns > 1000, "{turns}");
    for collector in COLLECTORS {
        assert_eq!(reached(Runtime::builder().collector(collector), 10_000), turns, "{collector:?}");
    }
    assert_eq!(reached(Runtime::builder().gc_stress(true), 300), reached(Runtime::builder(), 300));
    let mut runtime = Runtime::builder().step_budget(1000).build();
    assert_eq!(end_of(&mut runtime, "try { for (;;); } finally { globalThis.ran = 1 }"), Some(JsErrorKind::OutOfSteps));
    assert_eq!(runtime.eval::<String>("typeof ran", "b.js").unwrap(), "undefined");
    runtime.eval::<()>("setInterval(() => { for (let i = 0; i < 100; i++); }, 1)", "c.js").unwrap();
    assert_eq!(runtime.run().unwrap_err().kind(), JsErrorKind::OutOfSteps);
}
