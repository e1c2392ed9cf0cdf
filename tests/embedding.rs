//! The API for embedding, where it can go wrong: handles of others, panics, full heaps, interrupts,
//! many runtimes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use glassheap::{
    Collector, Handle, JsError, JsErrorKind, JsType, Output, PromiseState, Rest, Runtime, Scope, SharedMemory, Sink,
};

/// A runtime whose heap is checked at every safepoint.
fn stressed(collector: Collector) -> Runtime {
    Runtime::builder().collector(collector).gc_stress(true).build()
}

const COLLECTORS: [Collector; 3] = [Collector::Generational, Collector::Incremental, Collector::StopTheWorld];

#[test]
fn handles_keep_what_they_are_handles_of() {
    for collector in COLLECTORS {
        let mut runtime = stressed(collector);
        let kept: Vec<Handle> =
            (0..50).map(|i| runtime.eval(&format!("[{i}, '{i}', {{ x: {i} }}]"), "a.js").unwrap()).collect();
        let copies = kept.clone();
        runtime.eval::<()>("for (let i = 0; i < 1000; i++) ({ i })", "b.js").unwrap();
        drop(kept);
        for (i, copy) in copies.iter().enumerate() {
            assert_eq!(copy.get_index::<usize>(&mut runtime, 0).unwrap(), i);
            assert_eq!(copy.get_index::<String>(&mut runtime, 1).unwrap(), i.to_string());
            let object: Handle = copy.get_index(&mut runtime, 2).unwrap();
            assert_eq!(object.get::<usize>(&mut runtime, "x").unwrap(), i);
        }
    }
}

#[test]
fn dropped_handles_let_go() {
    let mut runtime = Runtime::new();
    let registry: Handle = runtime.eval("var gone = 0; new FinalizationRegistry(() => gone++)", "a.js").unwrap();
    for _ in 0..20 {
        let target = runtime.with_scope(|scope| scope.object());
        registry.call_method::<()>(&mut runtime, "register", (&target, 1)).unwrap();
    }
    let all = runtime.with_scope(|scope| scope.object());
    registry.call_method::<()>(&mut runtime, "register", (&all, 1)).unwrap();
    runtime.collect_garbage();
    runtime.run().unwrap();
    assert_eq!(runtime.global::<u32>("gone").unwrap(), 20);
    drop(all);
    runtime.collect_garbage();
    runtime.run().unwrap();
    assert_eq!(runtime.global::<u32>("gone").unwrap(), 21);
}

#[test]
fn a_handle_is_of_no_use_to_another_runtime() {
    let mut one = Runtime::new();
    let mut other = Runtime::new();
    let value: Handle = one.eval("({})", "a.js").unwrap();
    let function: Handle = other.eval("x => x", "b.js").unwrap();
    other
        .register("give", {
            let value = value.clone();
            move || value.clone()
        })
        .unwrap();
    let errors = [
        value.js_type(&mut other).map(drop),
        value.set(&mut other, "x", 1),
        other.set_global("x", &value),
        function.call::<()>(&mut other, (&value,)),
        function.call::<()>(&mut other, vec![value.clone()]),
        function.call_with_this::<()>(&mut other, &value, ()),
        other.block_on(&value),
        value.promise_state(&mut other).map(drop),
    ];
    for error in errors {
        assert_eq!(error.unwrap_err().kind(), JsErrorKind::ForeignHandle);
    }
    let error = other.eval::<()>("give()", "c.js").unwrap_err();
    assert_eq!(error.message(), "the handle belongs to another runtime");
    drop(one);
    assert_eq!(value.to::<f64>(&mut other).unwrap_err().kind(), JsErrorKind::ForeignHandle);
    let mut third = Runtime::new();
    assert_eq!(value.clone().inspect(&mut third).unwrap_err().kind(), JsErrorKind::ForeignHandle);
}

#[test]
fn values_go_both_ways() {
    let mut runtime = stressed(Collector::Generational);
    let same: Handle = runtime.eval("x => x", "a.js").unwrap();
    macro_rules! same {
        ($($type:ty: $value:expr;)*) => {$(
            let value: $type = $value;
            assert_eq!(same.call::<$type>(&mut runtime, (value.clone(),)).unwrap(), value);
        )*};
    }
    same! {
        f64: 0.5; f64: -0.0; f64: f64::MAX; f64: 1e10; i32: i32::MIN; u32: u32::MAX; i64: -9_007_199_254_740_991;
        u8: 255; usize: 0; bool: true; String: "".into(); String: "grüße \u{1f600}".into(); Option<u8>: None; Option<u8>: Some(3);
        Vec<f64>: vec![]; Vec<Vec<String>>: vec![vec!["a".into()], vec![]];
        BTreeMap<String, Vec<u8>>: BTreeMap::from([("0".into(), vec![1]), ("b c".into(), vec![])]);
    }
    let error = same.call::<()>(&mut runtime, (u64::MAX,)).unwrap_err();
    assert_eq!(
        (error.name(), error.message()),
        ("RangeError", "18446744073709551615 is beyond what numbers hold exactly")
    );
    let wrong = |runtime: &mut Runtime, text: &str| runtime.eval::<Vec<u8>>(text, "b.js").unwrap_err();
    let expected = "element 1: expected an integer in the range of u8, got";
    assert_eq!(wrong(&mut runtime, "[1, 256]").message(), format!("{expected} 256"));
    assert_eq!(wrong(&mut runtime, "[1, 0.5]").message(), format!("{expected} 0.5"));
    assert_eq!(wrong(&mut runtime, "[1, '2']").message(), format!("{expected} a string"));
    assert_eq!(wrong(&mut runtime, "({})").message(), "expected an array, got an object");
    assert_eq!(wrong(&mut runtime, "[1, -1]").kind(), JsErrorKind::Conversion);
    let error = wrong(
        &mut runtime,
        "[1, 2].__defineGetter__(0, () => { throw new Error('got') }) || Object.defineProperty([1], 0, { get() { throw 7 } })",
    );
    assert_eq!((error.kind(), error.message()), (JsErrorKind::Thrown, "7"));
    assert_eq!(runtime.eval::<Handle>("Symbol()", "c.js").unwrap().js_type(&mut runtime).unwrap(), JsType::Symbol);
}

#[test]
fn closures_are_natives_with_types() {
    for collector in COLLECTORS {
        let mut runtime = stressed(collector);
        runtime
            .register("join", |scope: &mut Scope<'_>, separator: String, Rest(values): Rest<Handle>| {
                let texts = values.iter().map(|value| value.inspect(scope)).collect::<Result<Vec<_>, _>>()?;
                Ok::<_, JsError>(texts.join(&separator))
            })
            .unwrap();
        runtime
            .register("eight", |a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8| vec![a, b, c, d, e, f, g, h])
            .unwrap();
        let text: String = runtime.eval("join('; ', 1, 'a', [{ x: null }])", "a.js").unwrap();
        assert_eq!(text, "1; 'a'; [ { x: null } ]");
        assert_eq!(runtime.eval::<Vec<u8>>("eight(1, 2, 3, 4, 5, 6, 7, 8)", "a.js").unwrap(), [1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(runtime.eval::<String>("join.name + join.length + eight.length", "a.js").unwrap(), "join18");
        let error = runtime.eval::<()>("eight(1, 2, 3)", "a.js").unwrap_err();
        assert_eq!(error.message(), "eight: argument 4: expected an integer in the range of u8, got undefined");
        assert_eq!(error.name(), "TypeError");
        assert!(error.stack().unwrap().contains("at eight"), "{error:?}");
    }
}

#[test]
fn a_closure_is_dropped_with_its_function() {
    let mut runtime = Runtime::new();
    let alive = Rc::new(Cell::new(0));
    struct Counted(Rc<Cell<i32>>);
    impl Drop for Counted {
        fn drop(&mut self) {
            self.0.set(self.0.get() - 1);
        }
    }
    for i in 0..10 {
        alive.set(alive.get() + 1);
        let counted = Counted(alive.clone());
        runtime.register(if i < 9 { "f" } else { "g" }, move || counted.0.get()).unwrap();
    }
    runtime.collect_garbage();
    // What is dead is swept when its block is next used, at the latest.
    runtime.eval::<()>("for (let i = 0; i < 1e5; i++) new Date(i)", "a.js").unwrap();
    runtime.collect_garbage();
    assert_eq!(alive.get(), 2);
    drop(runtime);
    assert_eq!(alive.get(), 0);
}

#[test]
fn a_panic_in_a_closure_is_an_error_of_the_script() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut runtime = stressed(Collector::Generational);
    runtime.register("fail", |text: String| -> () { panic!("no {text}") }).unwrap();
    runtime.register("deep", |scope: &mut Scope<'_>, f: Handle| f.call::<()>(scope, ())).unwrap();
    let message: String =
        runtime.eval("try { deep(() => deep(() => fail('luck'))) } catch (e) { e.message }", "a.js").unwrap();
    assert_eq!(message, "fail panicked: no luck");
    let error = runtime.eval::<()>("[1].map(() => fail('hope'))", "b.js").unwrap_err();
    assert_eq!(error.to_string(), "Error: fail panicked: no hope (b.js:1:15)");
    assert_eq!(runtime.eval::<f64>("1 + 1", "c.js").unwrap(), 2.0);
    let own = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.with_scope(|_| panic!("mine"))));
    assert!(own.is_err());
    assert_eq!(runtime.eval::<f64>("1 + 1", "c.js").unwrap(), 2.0);
}

#[test]
fn errors_pass_through_closures_unchanged() {
    let mut runtime = Runtime::new();
    runtime.register("pass", |scope: &mut Scope<'_>, f: Handle| f.call::<()>(scope, ())).unwrap();
    let same: bool =
        runtime.eval("const e = {}; try { pass(() => { throw e }) } catch (x) { x === e }", "a.js").unwrap();
    assert!(same);
    let class: bool = runtime.eval("try { pass(1) } catch (x) { x instanceof TypeError }", "a.js").unwrap();
    assert!(class);
    runtime.register("swallow", |scope: &mut Scope<'_>, f: Handle| f.call::<()>(scope, ()).is_err()).unwrap();
    assert!(runtime.eval::<bool>("swallow(() => null.x)", "a.js").unwrap());
    let error = runtime.eval::<()>("swallow(() => process.exit(3)); throw 1", "a.js").unwrap_err();
    assert_eq!(error.kind(), JsErrorKind::Exit(3));
    assert_eq!(runtime.eval::<()>("1", "a.js").unwrap_err().kind(), JsErrorKind::Exit(3));
}

fn is_sendable<T: Send + Sync + std::error::Error + 'static>(error: T) -> T {
    error
}

#[test]
fn errors_are_errors() {
    let mut runtime = Runtime::new();
    let error = is_sendable(runtime.eval::<()>("\n let x = ;", "dir/a.js").unwrap_err());
    assert_eq!(error.to_string(), "SyntaxError: Unexpected token ';' (dir/a.js:2:10)");
    let error =
        runtime.eval::<()>("throw new (class MyError extends Error { name = 'Mine' })('m')", "a.js").unwrap_err();
    assert_eq!((error.name(), error.message()), ("Mine", "m"));
    for (text, shown) in [
        ("throw 'text'", "uncaught 'text' (a.js:1:1)"),
        ("throw null", "uncaught null (a.js:1:1)"),
        ("throw [1]", "uncaught [ 1 ] (a.js:1:1)"),
    ] {
        assert_eq!(runtime.eval::<()>(text, "a.js").unwrap_err().to_string(), shown);
    }
    let nasty = "const e = new Error('x'); Object.defineProperty(e, 'message', { get() { throw 1 } }); throw e";
    assert_eq!(runtime.eval::<()>(nasty, "a.js").unwrap_err().message(), "");
    let mut kept = Vec::new();
    for i in 0..100 {
        kept.push(runtime.eval::<()>(&format!("throw [{i}]"), "a.js").unwrap_err());
        if i % 3 == 0 {
            kept.pop();
        }
    }
    runtime.collect_garbage();
    for error in &kept {
        let shown = runtime.with_scope(|scope| scope.thrown_value(error).unwrap().inspect(scope).unwrap());
        assert_eq!(shown, error.message());
    }
}

#[test]
fn the_loop_runs_timers_jobs_and_listeners() {
    let output = Output::new();
    let mut runtime = Runtime::builder().stdout(output.sink()).virtual_time(true).build();
    runtime
        .eval::<()>(
            "let n = 0; const t = setInterval(() => { console.log(++n); if (n === 3) clearInterval(t) }, 1e6);
         Promise.resolve().then(() => console.log('job'))",
            "a.js",
        )
        .unwrap();
    runtime.run().unwrap();
    assert_eq!(output.take(), "job\n1\n2\n3\n");
    runtime.eval::<()>("Promise.reject(new RangeError('r'))", "b.js").unwrap();
    let error = runtime.run().unwrap_err();
    assert_eq!((error.name(), error.message()), ("RangeError", "r"));
    runtime
        .eval::<()>(
            "process.on('uncaughtException', e => console.log('heard', e.message)); setTimeout(() => null.x)",
            "c.js",
        )
        .unwrap();
    runtime.run().unwrap();
    assert_eq!(output.take(), "heard Cannot read properties of null (reading 'x')\n");
    runtime
        .eval::<()>(
            "process.on('uncaughtException', () => { throw new Error('worse') }); setTimeout(() => null.x)",
            "d.js",
        )
        .unwrap();
    assert_eq!(runtime.run().unwrap_err().message(), "worse");
    let never: Handle = runtime.eval("new Promise(() => {})", "e.js").unwrap();
    assert_eq!(runtime.block_on::<()>(&never).unwrap_err().kind(), JsErrorKind::Unsettled);
    assert_eq!(runtime.block_on::<f64>(&never.clone()).unwrap_err().kind(), JsErrorKind::Unsettled);
    let (promise, resolver) = runtime.with_scope(|scope| scope.promise());
    resolver.resolve(&mut runtime, &never).unwrap();
    assert!(matches!(promise.promise_state(&mut runtime).unwrap(), Some(PromiseState::Pending)));
}

#[test]
fn a_full_heap_is_an_error_and_the_runtime_goes_on() {
    for collector in COLLECTORS {
        let mut runtime = Runtime::builder().heap_limit(16 << 20).collector(collector).build();
        for _ in 0..3 {
            let text = "{ const all = []; try { for (;;) all.push({ all }) } finally { globalThis.ran = 1 } }";
            let error = runtime.eval::<()>(text, "a.js").unwrap_err();
            assert_eq!(error.kind(), JsErrorKind::OutOfMemory, "{error}");
            assert_eq!(runtime.eval::<String>("typeof ran", "b.js").unwrap(), "undefined");
        }
    }
}

#[test]
fn interrupts_stop_loops_calls_and_waiting() {
    let mut runtime = Runtime::new();
    let texts = [
        "for (;;);",
        "while (true) { try { for (;;); } catch {} finally { continue } }",
        "[1, 2, 3].forEach(() => { for (;;); })",
        "(function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) })(200)",
    ];
    for text in texts {
        let handle = runtime.interrupt_handle();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            handle.interrupt();
        });
        assert_eq!(runtime.eval::<()>(text, "a.js").unwrap_err().kind(), JsErrorKind::Interrupted, "{text}");
        thread.join().unwrap();
    }
    runtime.set_time_limit(Some(Duration::from_millis(20)));
    for text in texts {
        assert_eq!(runtime.eval::<()>(text, "a.js").unwrap_err().kind(), JsErrorKind::TimedOut, "{text}");
    }
    runtime.eval::<()>("setTimeout(() => {}, 1e6); setInterval(() => {}, 5)", "b.js").unwrap();
    assert_eq!(runtime.run().unwrap_err().kind(), JsErrorKind::TimedOut);
    runtime.set_time_limit(None);
    assert_eq!(runtime.eval::<f64>("1 + 1", "c.js").unwrap(), 2.0);
}

#[test]
fn many_runtimes_have_each_their_own_output() {
    let done = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..4)
        .map(|thread| {
            let done = done.clone();
            std::thread::spawn(move || {
                let outputs = [Output::new(), Output::new(), Output::new()];
                let mut runtimes: Vec<Runtime> = outputs
                    .iter()
                    .map(|output| Runtime::builder().stdout(output.sink()).stderr(output.sink()).build())
                    .collect();
                for round in 0..20 {
                    for (i, runtime) in runtimes.iter_mut().enumerate() {
                        let text = format!(
                            "var all = (globalThis.all ?? []).concat({round}); console.log({thread}, {i}, all.length)"
                        );
                        runtime.eval::<()>(&text, "a.js").unwrap();
                    }
                }
                for (i, output) in outputs.iter().enumerate() {
                    let expected: String = (1..=20).map(|n| format!("{thread} {i} {n}\n")).collect();
                    assert_eq!(output.take(), expected);
                }
                done.fetch_add(1, Ordering::Relaxed);
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(done.load(Ordering::Relaxed), 4);
}

#[test]
fn sinks_may_be_writers() {
    #[derive(Clone, Default)]
    struct Lines(Rc<RefCell<Vec<u8>>>);
    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let lines = Lines::default();
    let mut runtime = Runtime::builder().stdout(Sink::writer(lines.clone())).stderr(Sink::discard()).build();
    runtime.eval::<()>("console.log('a'); console.error('b'); process.stdout.write('c')", "a.js").unwrap();
    assert_eq!(*lines.0.borrow(), b"a\nc");
    assert!(runtime.eval::<bool>("process.stdout.isTTY === undefined", "b.js").unwrap());
}

#[test]
fn collections_are_told() {
    for collector in COLLECTORS {
        let mut runtime = Runtime::builder().collector(collector).build();
        let seen: Rc<RefCell<Vec<(u64, bool)>>> = Rc::default();
        let log = seen.clone();
        runtime.on_collection(move |collection| {
            assert!(collection.longest_pause <= collection.paused);
            log.borrow_mut().push((collection.number, collection.requested));
        });
        runtime.eval::<()>("for (let i = 0; i < 1e6; i++) ({ i, next: [i] })", "a.js").unwrap();
        runtime.collect_garbage();
        let memory = runtime.memory();
        let seen = seen.borrow();
        assert_eq!(seen.len() as u64, memory.collections);
        assert!(seen.windows(2).all(|two| two[0].0 < two[1].0) && seen.last().unwrap().1, "{seen:?}");
        assert!(memory.minor_collections == 0 || collector == Collector::Generational);
    }
}

#[allow(dead_code)]
#[path = "../examples/embedding/expose_functions.rs"]
mod expose_functions;
#[allow(dead_code)]
#[path = "../examples/embedding/run_a_script.rs"]
mod run_a_script;
#[allow(dead_code)]
#[path = "../examples/embedding/watch_and_stop.rs"]
mod watch_and_stop;

#[test]
fn the_examples_print_what_they_are_to_print() {
    assert_eq!(run_a_script::lines().unwrap(), ["Hello, world", "1.25 5", "an hour later"]);
    assert_eq!(
        expose_functions::lines().unwrap(),
        [
            "'roots' [ 2, 3 ]",
            "true '-1 has no root'",
            "'root: argument 1: expected a number, got a string'",
            "'unlucky panicked: this is a bug'",
            "-4 has no root at e.js:2:10",
        ]
    );
    assert_eq!(
        watch_and_stop::lines().unwrap(),
        [
            "a handle kept more than 4 MB: true",
            "Error: the script was interrupted",
            "Error: the script ran for longer than its time limit",
            "Error: the heap is full",
            "it goes on: 42",
            "collections were told: true",
        ]
    );
}

#[test]
fn memory_is_shared_between_threads() {
    let mut runtime = Runtime::new();
    let text = "const memory = new SharedArrayBuffer(8, { maxByteLength: 1 << 20 });
                const cells = new Int32Array(memory);
                memory";
    let memory: SharedMemory = runtime.eval(text, "main.js").unwrap();
    let others: Vec<_> = (0..4)
        .map(|_| {
            let memory = memory.clone();
            std::thread::spawn(move || {
                let mut runtime = Runtime::new();
                runtime.set_global("memory", memory).unwrap();
                let text = "const cells = new Int32Array(memory);
                            for (let i = 0; i < 1000; i++) Atomics.add(cells, 0, 1);
                            try { memory.grow(4096) } catch {}
                            cells[1000] = 7;
                            if (Atomics.add(cells, 1, 1) === 3) Atomics.notify(cells, 1)";
                runtime.eval::<()>(text, "other.js").unwrap();
            })
        })
        .collect();
    let text = "for (let seen; (seen = Atomics.load(cells, 1)) < 4; ) Atomics.wait(cells, 1, seen, 10);
                [cells[0], cells.length, memory.byteLength, cells[1000], new Uint8Array(memory).at(-1)].join()";
    assert_eq!(runtime.eval::<String>(text, "main.js").unwrap(), "4000,1024,4096,7,0");
    others.into_iter().for_each(|other| other.join().unwrap());
    assert_eq!(memory.length(), 4096);
}

#[test]
fn another_thread_wakes_what_waits_by_a_promise() {
    let mut runtime = Runtime::new();
    let text = "const memory = new SharedArrayBuffer(4);
                let outcome = 'none';
                Atomics.waitAsync(new Int32Array(memory), 0, 0).value.then(what => outcome = what);
                memory";
    let memory: SharedMemory = runtime.eval(text, "main.js").unwrap();
    runtime.run().unwrap();
    let other = std::thread::spawn(move || {
        let mut runtime = Runtime::new();
        runtime.set_global("memory", memory).unwrap();
        runtime.eval::<u32>("Atomics.notify(new Int32Array(memory), 0)", "other.js").unwrap()
    });
    runtime.wait(Duration::from_secs(60)).unwrap();
    assert_eq!(other.join().unwrap(), 1);
    assert_eq!(runtime.global::<String>("outcome").unwrap(), "ok");
}

#[test]
fn a_wait_is_interrupted() {
    let mut runtime = Runtime::new();
    let handle = runtime.interrupt_handle();
    let other = std::thread::spawn(move || handle.interrupt());
    let text = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)";
    assert_eq!(runtime.eval::<()>(text, "a.js").unwrap_err().kind(), JsErrorKind::Interrupted);
    other.join().unwrap();
}
