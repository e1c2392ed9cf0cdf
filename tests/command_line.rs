//! The command line and what Node does not have: options and their errors, the virtual clock, what
//! texts find in their scope, modules that await.

mod process;

#[cfg(unix)]
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::Duration;
#[cfg(unix)]
use std::time::Instant;

use process::Outcome;

const PATIENCE: Duration = Duration::from_secs(90);

fn glass(arguments: &[&str]) -> Outcome {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    process::glass(folder, arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}"))
}

/// The standard output of a run that ends well.
fn output(arguments: &[&str]) -> String {
    let outcome = glass(arguments);
    assert_eq!(outcome.code, Some(0), "{arguments:?}: {}", outcome.stderr);
    outcome.stdout
}

/// What stderr says of a command line that is not understood.
fn refusal(arguments: &[&str]) -> String {
    let outcome = glass(arguments);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(9), ""), "{arguments:?}: {}", outcome.stderr);
    outcome.stderr
}

#[test]
fn options_that_are_not_understood_are_refused() {
    let text = refusal(&["--max-old-space-sise=64", "-e", "1"]);
    assert!(
        text.contains("bad option: --max-old-space-sise=64") && text.contains("(did you mean --max-old-space-size?)"),
        "{text}"
    );
    assert!(refusal(&["-e", "1", "--tracegc"]).contains("(did you mean --trace-gc?)"));
    assert!(refusal(&["-e", "1", "--nothing-like-it"]).contains("bad option: --nothing-like-it"));
    assert!(refusal(&["-z"]).contains("bad option: -z"));
    for (value, word) in
        [("64MB", "whole number of MiB"), ("-1", "whole number of MiB"), ("1.5", "whole number of MiB"), ("", "value")]
    {
        let text = refusal(&[&format!("--max-old-space-size={value}"), "-e", "1"]);
        assert!(text.contains(word) && text.contains("--max-old-space-size"), "{text}");
    }
    for size in ["0", "63", "1048577", "1m"] {
        let text = refusal(&[&format!("--stack-size={size}"), "-e", "1"]);
        assert!(text.contains("from 64 to 1048576"), "{text}");
    }
    assert_eq!(output(&["--stack-size=64", "-p", "memoryUsage().stackTotal"]), "65536\n");
    assert!(refusal(&["--for", "10 lightyears", "-e", "1"]).contains("not a time"));
    assert!(refusal(&["-e"]).contains("--eval"));
    // What stands behind the script, or behind two dashes, is the script's.
    assert_eq!(output(&["-p", "process.argv.slice(1)", "a", "--nothing-like-it"]), "[ 'a', '--nothing-like-it' ]\n");
    assert_eq!(output(&["-p", "process.argv.slice(1)", "--", "--nothing-like-it"]), "[ '--nothing-like-it' ]\n");
}

#[test]
fn the_version_has_nodes_letter() {
    let version = format!("glass {}\n", env!("CARGO_PKG_VERSION"));
    for option in ["-v", "-V", "--version"] {
        assert_eq!(output(&[option]), version);
    }
}

#[test]
fn virtual_time_moves_in_every_loop() {
    let loops = [
        "(function f() { setTimeout(f, 0) })()",
        "(function f() { setTimeout(f, 1) })()",
        "(function f() { setImmediate(f) })()",
        "setInterval(() => {}, 1)",
        "setInterval(() => {}, 0)",
        "(async () => { for (;;) await new Promise((resolve) => setTimeout(resolve, 0)) })()",
        "(async () => { for (;;) await new Promise(setImmediate) })()",
        "(function f() { setImmediate(() => setTimeout(f)) })()",
        "setTimeout(function f() { this.refresh() }, 0)",
        "(function f() { setTimeout(() => setImmediate(f)) })(); (function g() { setImmediate(g) })()",
        "for (let i = 0; i < 1000; i++) setTimeout(function f() { setTimeout(f) })",
    ];
    let watch = "; const start = Date.now(); setInterval(() => console.log((Date.now() - start) / 100), 100)";
    for text in loops {
        let printed = output(&["--virtual-time", "--for", "1s", "-e", &(text.to_string() + watch)]);
        let times: Vec<f64> = printed.lines().map(|line| line.parse().expect("a number")).collect();
        assert_eq!(times.len(), 10, "{text}: {printed}");
        assert!(times.iter().enumerate().all(|(i, &at)| (at - (i + 1) as f64).abs() < 0.1), "{text}: {printed}");
    }
    let minutes = output(&[
        "--virtual-time",
        "--for",
        "1h",
        "-e",
        "(function p() { setTimeout(p, 50) })(); setInterval(() => console.log('minute'), 60000)",
    ]);
    assert_eq!(minutes, "minute\n".repeat(60));
}

#[test]
fn virtual_time_stands_still_for_work() {
    // Neither do immediates take time, as long as there is an end to them.
    let text = "let n = 0; const start = Date.now(); (function f() { if (++n < 500) setImmediate(f) })(); \
                setTimeout(() => console.log(n, Date.now() - start), 5)";
    assert_eq!(output(&["--virtual-time", "-e", text]), "500 5\n");
    // A millisecond a round.
    let text = "let n = 0; (function f() { n++; setTimeout(f, 0) })(); process.on('exit', () => console.log(n))";
    assert_eq!(output(&["--virtual-time", "--for", "1s", "-e", text]), "1001\n");
}

#[test]
fn rounds_take_time_on_the_real_clock_too() {
    let text = "let n = 0; (function f() { n++; setTimeout(f, 0) })(); process.on('exit', () => console.log(n))";
    let rounds: u32 = output(&["--for", "100ms", "-e", text]).trim().parse().expect("a number");
    assert!((2..=101).contains(&rounds), "{rounds} rounds in 100 ms");
}

#[test]
fn texts_have_the_scope_of_a_module() {
    assert_eq!(
        output(&["-p", "[__filename, __dirname, typeof require, exports === module.exports, this === globalThis]"]),
        "[ '[eval]', '.', 'function', true, true ]\n"
    );
    assert_eq!(
        output(&[
            "-p",
            "module.id + ' ' + module.filename.endsWith('/[eval]') + ' ' + module.loaded + ' ' + module.children.length + ' ' + module.paths.at(-1)"
        ]),
        "[eval] true false 0 /node_modules\n"
    );
    assert_eq!(
        output(&["-p", "Object.keys(globalThis).filter((name) => /^(__|module|exports|require)/.test(name)).join()"]),
        "__filename,module,exports,__dirname,require\n"
    );
    let stdin = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scope_stdin.js");
    std::fs::write(&stdin, "console.log(__filename, __dirname, module.id, require.main)")
        .expect("the text can be written");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let outcome = process::glass(folder, &[] as &[&str], Some(&stdin), PATIENCE).expect("glass runs");
    assert_eq!(outcome.stdout, "[stdin] . [stdin] undefined\n");
    let text = "try { require('http') } catch (e) { console.log(e.code, e.message) }";
    let expected =
        "ERR_UNKNOWN_BUILTIN_MODULE The module 'http' is not available: glass has no such built-in module yet\n";
    assert_eq!(output(&["-e", text]), expected);
}

#[test]
fn unhandled_rejections_have_nodes_modes() {
    let text = "process.on('exit', (code) => console.log('exit', code)); process.on('uncaughtException', (e, origin) => \
                console.log('uncaught', e, origin)); process.on('warning', (w) => console.log(w.name)); Promise.reject(7)";
    let warning = "UnhandledPromiseRejectionWarning\n";
    let cases = [
        ("none", String::from("exit 0\n"), 0),
        ("warn", format!("{warning}{warning}exit 0\n"), 0),
        ("warn-with-error-code", format!("{warning}{warning}exit 1\n"), 1),
    ];
    for (mode, expected, code) in cases {
        let outcome = glass(&["--unhandled-rejections", mode, "-e", text]);
        assert_eq!((outcome.stdout, outcome.code), (expected, Some(code)), "{mode}");
    }
    for mode in ["throw", "strict"] {
        let printed = output(&["--unhandled-rejections", mode, "-e", text]);
        assert!(printed.starts_with("uncaught ") && printed.contains("unhandledRejection\n"), "{mode}: {printed}");
    }
    assert!(refusal(&["--unhandled-rejections=never", "-e", "1"]).contains("warn-with-error-code"));
}

#[test]
fn a_module_awaits_at_its_top_level() {
    let module = |text: &str| glass(&["--input-type=module", "-e", text]);
    let outcome = module(
        "console.log(this, typeof require, await Promise.resolve(5)); for await (const x of [1]) console.log(x)",
    );
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("undefined undefined 5\n1\n", Some(0)), "{}", outcome.stderr);
    let outcome =
        module("process.on('exit', (code) => console.log(code, process.exitCode)); await new Promise(() => {})");
    assert_eq!((outcome.stdout.as_str(), outcome.code), ("0 13\n", Some(13)));
    assert!(
        outcome.stderr.starts_with("Warning: Detected unsettled top-level await at file:///"),
        "{}",
        outcome.stderr
    );
    let outcome = module("process.exitCode = 4; await new Promise(() => {})");
    assert_eq!(outcome.code, Some(4));
    let outcome = module("setTimeout(() => process.exit(), 5); await new Promise(() => {})");
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""));
    let outcome = module("await 1; throw new Error('from the module')");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("Error: from the module\n    at file:///"), "{}", outcome.stderr);
    let outcome = module("import 'x'");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.stderr.contains("Cannot find package 'x' imported from file:///"), "{}", outcome.stderr);
}

/// What the loader has of CommonJS is there, too, when the program is none.
#[test]
fn a_program_that_is_a_module_may_ask_for_module() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scripts/modules/fixtures/esm/asks_module.mjs");
    assert_eq!(output(&[file]), "object true true\n");
}

/// With the flag a call in tail position of a strict function leaves its frame first: a million of
/// them fit, and the stack lacks the callers. Without it, as in Node.
#[test]
fn calls_in_tail_position_leave_their_frame_where_asked() {
    let count = "'use strict'; const down = (n) => (n === 0 ? 'there' : down(n - 1)); \
                 try { console.log(down(1e6)); } catch (error) { console.log(error.message); }";
    let stack = "'use strict'; function inner() { return new Error('x'); } function outer() { return inner(); } \
                 console.log(outer().stack.includes('at outer'));";
    let sloppy = "function inner() { return new Error('x'); } function outer() { return inner(); } \
                  console.log(outer().stack.includes('at outer'));";
    let programs = [count, stack, sloppy];
    let printed = |flags: &[&str]| programs.map(|program| output(&[flags, &["-e", program]].concat()));
    assert_eq!(printed(&["--harmony-tailcalls"]), ["there\n", "false\n", "true\n"]);
    assert_eq!(printed(&[]), ["Maximum call stack size exceeded\n", "true\n", "true\n"]);
}

#[test]
fn modules_are_read_where_the_program_may() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("permissions");
    let (app, other) = (folder.join("app"), folder.join("other"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&app).expect("the folder can be made");
    std::fs::create_dir_all(&other).expect("the folder can be made");
    std::fs::write(other.join("secret.js"), "module.exports = 'read'").expect("a file can be written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(other.join("secret.js"), app.join("link.js")).expect("a link can be made");
    let text = "for (const name of ['../other/secret', './link', './main'])
        try { console.log(require(name)) } catch (e) { console.log(e.code, e.permission, ['../other/secret', 'link.js'].map(name => require('path').resolve(name)).includes(e.resource), e.message.includes('--allow-fs-read=')) }";
    std::fs::write(app.join("main.js"), text).expect("a file can be written");
    let run = |flags: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_glass"));
        let output = command.args(flags).arg("main.js").current_dir(&app).env("TMPDIR", &app).output();
        String::from_utf8(output.expect("it runs").stdout).expect("it prints text")
    };
    let refused = "ERR_ACCESS_DENIED FileSystemRead true true\n".repeat(2);
    assert_eq!(run(&[]), format!("{refused}{{}}\n"));
    assert_eq!(run(&["--allow-fs-read", "../other"]), "read\nread\n{}\n");
    let one = format!("--allow-fs-read={}", other.join("secret.js").display());
    assert_eq!(run(&[&one]), "read\nread\n{}\n");
}

#[cfg(unix)]
#[test]
fn files_are_read_and_written_where_the_program_may() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fs_permissions");
    let (app, other, temp) = (folder.join("app"), folder.join("other"), folder.join("temp"));
    let _ = std::fs::remove_dir_all(&folder);
    for made in [&app, &other, &temp] {
        std::fs::create_dir_all(made).expect("the folder can be made");
    }
    std::fs::write(other.join("there"), "secret").expect("a file can be written");
    std::os::unix::fs::symlink(other.join("there"), app.join("link")).expect("a link can be made");
    std::os::unix::fs::symlink(other.join("new"), temp.join("dangling")).expect("a link can be made");
    let text = "const fs = require('fs'), told = [];
        const ask = (what, run) => { try { run(); told.push(what + ' yes') } catch (e) { told.push(what + ' ' + e.code + ' ' + e.permission) } };
        ask('own', () => fs.readFileSync('main.js', 'utf8'));
        for (const path of ['../other/there', '../other/missing', 'link', '../app/../other/there', '/etc/passwd', '/etc/nothing'])
            for (const call of ['readFileSync', 'statSync', 'readdirSync', 'accessSync', 'realpathSync']) ask(call, () => fs[call](path, call === 'readFileSync' ? 'utf8' : undefined));
        console.log(fs.existsSync('../other/there'), fs.existsSync('../other/missing'), [...new Set(told)].join());
        told.length = 0;
        const temp = require('os').tmpdir();
        ask('temp', () => fs.writeFileSync(temp + '/x', 'y')); ask('app', () => fs.writeFileSync('x', 'y')); ask('new', () => fs.writeFileSync('../other/new', 'y'));
        ask('dangling', () => fs.writeFileSync(temp + '/dangling', 'y')); ask('up', () => fs.writeFileSync(temp + '/../other/new', 'y')); ask('rename', () => fs.renameSync('main.js', temp + '/m'));
        ask('link', () => fs.linkSync('../other/there', temp + '/l')); ask('out', () => fs.copyFileSync(temp + '/x', '../other/x')); ask('rm', () => fs.rmSync('../other', { recursive: true })); ask('unlink', () => fs.unlinkSync(temp + '/dangling'));
        console.log(told.join());";
    std::fs::write(app.join("main.js"), text).expect("a file can be written");
    let run = |flags: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_glass"));
        let output = command.args(flags).arg("main.js").current_dir(&app).env("TMPDIR", &temp).output();
        String::from_utf8(output.expect("it runs").stdout).expect("it prints text")
    };
    let calls = ["readFileSync", "statSync", "readdirSync", "accessSync", "realpathSync"];
    let refused = calls.map(|call| format!("{call} ERR_ACCESS_DENIED FileSystemRead")).join(",");
    let write = |what: &str| format!("{what} ERR_ACCESS_DENIED FileSystemWrite");
    let writes = ["app", "new", "dangling", "up", "rename"].map(write).join(",");
    let link = "link ERR_ACCESS_DENIED FileSystemRead".to_string();
    let rest = format!("{},rm ERR_ACCESS_DENIED FileSystemRead", write("out"));
    assert_eq!(run(&[]), format!("false false own yes,{refused}\ntemp yes,{writes},{link},{rest},unlink yes\n"));
    assert!(!other.join("new").exists() && other.join("there").exists());
    let closed = run(&["--no-allow-fs"]);
    assert!(closed.starts_with("false false own ERR_ACCESS_DENIED FileSystemRead"), "{closed}");
    assert!(closed.contains("temp ERR_ACCESS_DENIED FileSystemWrite"), "{closed}");
    let open = run(&["--allow-fs-write", "../other"]);
    assert!(open.starts_with("true false own yes,readFileSync yes,"), "{open}");
    assert!(open.contains("new yes"), "{open}");
}

/// Runs `glass` until it has printed the line `begun`, and sends it SIGINT then: what it printed
/// after that, and how it ended.
#[cfg(unix)]
fn interrupt(arguments: &[&str], stdin: Option<&Path>) -> (String, std::process::ExitStatus) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_glass"));
    process::prepare(&mut command, stdin).expect("the input can be read");
    let mut child = command.args(arguments).stdout(std::process::Stdio::piped()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let mut line = String::new();
    lines.read_line(&mut line).expect("it prints a line");
    assert_eq!(line, "begun\n", "{arguments:?}");
    let pid = child.id().to_string();
    let sent = std::process::Command::new("kill").args(["-INT", &pid]).status().expect("signals can be sent");
    assert!(sent.success());
    let started = Instant::now();
    let status = process::watch(&mut child, |_| (started.elapsed() > PATIENCE).then_some("hangs"));
    let mut rest = String::new();
    lines.read_to_string(&mut rest).expect("it prints text");
    (rest, status.unwrap_or_else(|fault| panic!("{arguments:?}: {fault}")))
}

#[test]
#[cfg(unix)]
fn a_search_without_end_is_ended_by_sigint() {
    use std::os::unix::process::ExitStatusExt;
    const SIGINT: i32 = 2;
    // The second one is searched by the matcher for what flag `v` has besides.
    for pattern in ["/^(a+)+$/", r"/^([\p{L}&&\p{ASCII}]+)+$/v"] {
        let search = format!("{pattern}.test('a'.repeat(100) + '!')");
        let (rest, status) = interrupt(&["-e", &format!("console.log('begun'); {search}; console.log('over')")], None);
        assert_eq!((rest.as_str(), status.signal()), ("", Some(SIGINT)), "{pattern}");
    }
    // At the prompt the search ends and the session goes on.
    let input = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interrupted.txt");
    let lines = "console.log('begun'); /^(a+)+$/.test('a'.repeat(100) + '!')\n1 + 1\n";
    std::fs::write(&input, lines).expect("the input can be written");
    let (rest, status) = interrupt(&["-i"], Some(&input));
    assert!(rest.starts_with("Uncaught Error: Script execution was interrupted by `SIGINT` {"), "{rest}");
    assert!(rest.ends_with("}\n2\n"), "{rest}");
    assert_eq!(status.code(), Some(0));
}
