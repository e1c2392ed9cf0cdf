//! The prompt on piped input: what it prints for a text, by Node's REPL where that has the same.

mod process;

use std::path::Path;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(90);

/// What the prompt prints for lines of input.
fn session(name: &str, lines: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let input = folder.join(format!("prompt_{name}.txt"));
    std::fs::write(&input, lines).expect("the input can be written");
    let outcome =
        process::glass(folder, &["-i"], Some(&input), PATIENCE).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    assert_eq!(outcome.code, Some(0), "{name}: {}\n{}", outcome.stdout, outcome.stderr);
    outcome.stdout
}

/// Each text with what the prompt prints for it, in one session.
fn check(name: &str, steps: &[(&str, &str)]) {
    let input: String = steps.iter().map(|(text, _)| format!("{text}\n")).collect();
    let expected: String = steps.iter().map(|(_, printed)| format!("{printed}\n")).collect();
    assert_eq!(session(name, &input), expected);
}

#[test]
fn await_stands_wherever_an_expression_may() {
    check(
        "await",
        &[
            ("await Promise.resolve(5)", "5"),
            ("[await 1, await 2]", "[ 1, 2 ]"),
            ("({ q: await 5 })", "{ q: 5 }"),
            ("{ q: await 5 }", "{ q: 5 }"),
            ("`${await 5}` + (await 6)", "'56'"),
            ("await 1; Promise.resolve(9)", "Promise { 9 }"),
            ("if (await true) { 'yes' } else { await 'no' }", "'yes'"),
            ("try { await Promise.reject(3) } catch (e) { e }", "3"),
            ("switch (await 1) { case 1: 'one' }", "'one'"),
            ("do { await 1 } while (false)", "1"),
            ("label: for (;;) { await 1; break label }", "1"),
            ("for await (const x of [1, Promise.resolve(2)]) console.log(x)", "1\n2\nundefined"),
            ("for (const x of await [7]) { console.log(x) }", "7\nundefined"),
            ("await (async () => 4)()", "4"),
            ("async function f() { return await 8 }", "undefined"),
            ("await f()", "8"),
            ("await new Promise((resolve) => setTimeout(resolve, 5, 'later'))", "'later'"),
            ("await Promise.reject(new RangeError('no'))", "Uncaught RangeError: no"),
            ("throw await 1", "Uncaught 1"),
            ("await nope", "Uncaught ReferenceError: nope is not defined"),
            ("await 5 +\n3", "8"),
            ("await f(\n)", "8"),
            ("await 1; _", "8"),
        ],
    );
}

#[test]
fn declarations_with_await_are_the_sessions() {
    check(
        "declarations",
        &[
            ("const m = await Promise.resolve(5)", "undefined"),
            ("m", "5"),
            ("let { a, b: [c] } = await { a: 1, b: [2] }", "undefined"),
            ("a + c", "3"),
            ("const [d = await 1] = []", "undefined"),
            ("d", "1"),
            ("class K { x = 1 } await 1", "1"),
            ("new K", "K { x: 1 }"),
            ("function g() { return 7 } await 2", "2"),
            ("g()", "7"),
            ("var v = await 3, w = 4", "undefined"),
            ("globalThis.v + w", "7"),
            ("if (true) { const z = await 4; var y = z }", "undefined"),
            ("y + typeof z", "'4undefined'"),
            ("for (var i of await [1, 2]) ;", "undefined"),
            ("i", "2"),
            ("const name = function () {}, other = await 2", "undefined"),
            ("name.name", "'name'"),
            ("await 1; let late = 3", "1"),
            ("late = 4", "4"),
            ("let late = await 6", "undefined"),
            ("late", "6"),
        ],
    );
}

#[test]
fn await_elsewhere_is_the_error_that_it_was() {
    let printed = session(
        "await_errors",
        "x => await 5\nfunction f() { await 5 }\nclass C { static y = await 6 }\nreturn await 1\nvar await = 3; await\nawait 1, 2)\n",
    );
    let errors = printed.matches("Uncaught SyntaxError").count();
    assert_eq!(errors, 5, "{printed}");
    assert!(printed.contains("\n3\n"), "{printed}");
}

#[test]
fn an_await_without_end_is_told() {
    check(
        "await_never",
        &[
            ("await new Promise(() => {})", "The promise is still pending, and nothing is left that could settle it."),
            ("1 + 1", "2"),
            (
                "const p = await new Promise(() => {})",
                "The promise is still pending, and nothing is left that could settle it.",
            ),
            ("'goes on'", "'goes on'"),
        ],
    );
}

#[test]
fn commands_stand_in_the_midst_of_a_text() {
    check(
        "break",
        &[
            ("function f() {\n  return 1\n.break\n5", "5"),
            ("[1,\n2,\n.clear\n6", "6"),
            ("`text\n.break\n7", "7"),
            // What is no command goes on with the text.
            ("[3, 1, 2]\n", "[ 3, 1, 2 ]"),
            ("(\n[3, 1, 2]\n.sort()\n.map(String)\n)", "[ '1', '2', '3' ]"),
            ("(1 +\n.5)", "1.5"),
            (".5 + 1", "1.5"),
        ],
    );
    // A command that is not about the text leaves it as it is.
    let printed = session("midst", "[1,\n.stack\n2]\n");
    assert!(printed.starts_with("value stack: ") && printed.ends_with("[ 1, 2 ]\n"), "{printed}");
    assert!(session("unknown", ".nothing\n").starts_with("Invalid REPL keyword: .nothing"));
}

#[test]
fn the_editor_mode_takes_lines_as_one_text() {
    assert_eq!(session("editor", ".editor\nconst x = 1\n\nx + 1\n\u{4}\nx\n"), "2\n1\n");
    assert_eq!(session("editor_at_end", ".editor\nlet y = await 2;\ny * 2\n"), "4\n");
}

#[test]
fn memory_is_told_in_mib() {
    let printed =
        session("mem", "const held = new Array(10 * 2 ** 20)\n.mem\n.gc\nprocess.memoryUsage().heapUsed / 2 ** 20\n");
    let used = printed.lines().find_map(|line| line.strip_prefix("heap used")).expect("a line of .mem").trim();
    let used: f64 = used.strip_suffix(" MiB").expect("MiB").parse().expect("a number");
    let truth: f64 = printed.lines().last().expect("the last line").parse().expect("a number");
    assert!((used - truth).abs() < 0.5 && (10.0..11.5).contains(&used), "{printed}");
    assert!(printed.contains("limit                 4096.00 MiB") && printed.contains("freed "), "{printed}");
    assert!(!printed.contains(" MB"), "{printed}");
}
