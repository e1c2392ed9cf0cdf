//! What `os` is given of the machine.
//!
//! Invariant: a deterministic run sees the same machine everywhere (the constants here), with the
//! uptime of its own clock.

use std::os::unix::fs::MetadataExt;

use rustix::system::{sysinfo, uname};

use super::permissions::{Access, Guard, denied};
use crate::event_loop::EventLoop;
use crate::objects::Value;
use crate::vm::{Args, Cx, JsResult, Leaf, NativeRow, Rooted};

/// Of the machine that deterministic runs see: release, version and host.
const NAMES: [&str; 3] = ["6.0.0", "#1", "localhost"];
/// Bytes of its memory: all, and those that are free.
const MEMORY: [f64; 2] = [4_294_967_296.0, 2_147_483_648.0];
/// Its processor, and what that has done.
const MODEL: &str = "virtual";
const SPEED: f64 = 1000.0;
/// Its user: number, name, folder and shell.
const USER: (f64, [&str; 3]) = (1000.0, ["user", "/home/user", "/bin/sh"]);

/// The functions.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("names", 0, names, "Node os", "System, release, version, machine and host."),
    NativeRow::cx("memory", 0, memory, "Node os", "Bytes of memory: all, and those that are free."),
    NativeRow::cx("loads", 0, loads, "Node os", "The loads of one, five and fifteen minutes."),
    NativeRow::cx("uptime", 0, uptime, "Node os", "Seconds since the machine started."),
    NativeRow::cx("processors", 0, processors, "Node os", "Model, speed and times of each processor."),
    NativeRow::cx("user", 0, user, "Node os", "Name, numbers, shell and folder of the user."),
    NativeRow::cx("priority", 1, priority, "Node os", "The priority of a process, or an error's number."),
    NativeRow::cx("parallelism", 0, parallelism, "Node os", "How many threads pay."),
    NativeRow::cx("tempFolder", 0, temp_folder, "Node os", "The folder for temporary files."),
    NativeRow::leaf("isatty", 1, is_terminal, "Node tty", "Whether a standard stream is a terminal."),
    NativeRow::cx("windowSize", 1, window_size, "Node tty", "Columns and rows of a terminal."),
    NativeRow::cx("cpuTimes", 0, cpu_times, "Node process", "Microseconds of the program and of the system for it."),
    NativeRow::cx("chdir", 1, chdir, "Node process", "Changes the working folder; an error's number."),
    NativeRow::leaf("umask", 1, umask, "Node process", "The mask for modes of new files, and sets it."),
];

fn texts(cx: &mut Cx<'_>, texts: &[&str]) -> Rooted {
    let values: Vec<Rooted> = texts.iter().map(|text| cx.string(text)).collect();
    cx.array_from(&values)
}

fn numbers(cx: &mut Cx<'_>, numbers: &[f64]) -> JsResult {
    let values: Vec<Rooted> = numbers.iter().map(|&number| number.into()).collect();
    Ok(*cx.array_from(&values))
}

fn is_deterministic(cx: &mut Cx<'_>) -> bool {
    cx.vm().hooks.deterministic
}

fn parallelism(cx: &mut Cx<'_>) -> JsResult {
    let threads = if is_deterministic(cx) { 1 } else { std::thread::available_parallelism().map_or(1, Into::into) };
    Ok(Value::length(threads))
}

fn temp_folder(cx: &mut Cx<'_>) -> JsResult {
    let folder = if is_deterministic(cx) { "/tmp".into() } else { std::env::temp_dir() };
    Ok(*cx.string(&folder.to_string_lossy()))
}

fn names(cx: &mut Cx<'_>) -> JsResult {
    let system = uname();
    if is_deterministic(cx) {
        let (kind, machine) = (system.sysname().to_string_lossy(), system.machine().to_string_lossy());
        return Ok(*texts(cx, &[&kind, NAMES[0], NAMES[1], &machine, NAMES[2]]));
    }
    let names = [system.sysname(), system.release(), system.version(), system.machine(), system.nodename()];
    let names = names.map(|name| name.to_string_lossy());
    Ok(*texts(cx, &names.each_ref().map(|name| &**name)))
}

/// A figure of `/proc/meminfo`, in bytes.
fn meminfo(name: &str) -> Option<f64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_whitespace().next()?.parse().ok().map(|kib: f64| kib * 1024.0)
}

fn memory(cx: &mut Cx<'_>) -> JsResult {
    if is_deterministic(cx) {
        return numbers(cx, &MEMORY);
    }
    let info = sysinfo();
    let unit = f64::from(info.mem_unit);
    let total = info.totalram as f64 * unit;
    let free = meminfo("MemAvailable").unwrap_or(info.freeram as f64 * unit);
    numbers(cx, &[total, free])
}

fn loads(cx: &mut Cx<'_>) -> JsResult {
    if is_deterministic(cx) {
        return numbers(cx, &[0.0; 3]);
    }
    let loads = sysinfo().loads.map(|load| load as f64 / 65536.0);
    let rounded = loads.map(|load| (load * 100.0).round() / 100.0);
    numbers(cx, &rounded)
}

fn uptime(cx: &mut Cx<'_>) -> JsResult {
    if is_deterministic(cx) {
        return Ok(Value::number(cx.state::<EventLoop>().now() as f64 / 1000.0));
    }
    let text = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
    let exact = text.split_whitespace().next().and_then(|seconds| seconds.parse().ok());
    Ok(Value::number(exact.unwrap_or(sysinfo().uptime as f64)))
}

fn processors(cx: &mut Cx<'_>) -> JsResult {
    if is_deterministic(cx) {
        let nothing = || Rooted::from(0);
        let fields = [cx.string(MODEL), SPEED.into(), nothing(), nothing(), nothing(), nothing(), nothing()];
        let one = cx.array_from(&fields);
        return Ok(*cx.array_from(&[one]));
    }
    let (facts, times) = (
        std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default(),
        std::fs::read_to_string("/proc/stat").unwrap_or_default(),
    );
    let field = |name: &'static str| {
        facts.lines().filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            (key.trim() == name).then(|| value.trim().to_string())
        })
    };
    let (mut models, mut speeds) = (field("model name"), field("cpu MHz"));
    let mut found = Vec::new();
    for line in times.lines().filter(|line| line.starts_with("cpu") && !line.starts_with("cpu ")) {
        let ticks: Vec<f64> = line.split_whitespace().skip(1).filter_map(|ticks| ticks.parse().ok()).collect();
        // A tick is a hundredth of a second; user, nice, sys, idle, irq.
        let at = |i: usize| Rooted::from(ticks.get(i).copied().unwrap_or(0.0) * 10.0);
        let model = cx.string(&models.next().unwrap_or_else(|| "unknown".into()));
        let speed = speeds.next().and_then(|speed| speed.parse::<f64>().ok()).unwrap_or(0.0).trunc();
        found.push(cx.array_from(&[model, speed.into(), at(0), at(1), at(2), at(3), at(5)]));
    }
    Ok(*cx.array_from(&found))
}

fn user(cx: &mut Cx<'_>) -> JsResult {
    if is_deterministic(cx) {
        let (number, names) = USER;
        let texts = texts(cx, &names);
        return Ok(*cx.array_from(&[number.into(), number.into(), texts]));
    }
    let (uid, gid) = std::fs::metadata("/proc/self").map_or((0, 0), |own| (own.uid(), own.gid()));
    let list = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let mut name = std::env::var("USER").unwrap_or_default();
    let (mut shell, mut home) = (String::new(), std::env::var("HOME").unwrap_or_default());
    for line in list.lines() {
        let fields: Vec<&str> = line.split(':').collect();
        if let [login, _, number, _, _, folder, program] = fields[..]
            && number.parse() == Ok(uid)
        {
            (name, shell, home) = (login.into(), program.into(), folder.into());
            break;
        }
    }
    let texts = texts(cx, &[&name, &home, &shell]);
    Ok(*cx.array_from(&[f64::from(uid).into(), f64::from(gid).into(), texts]))
}

fn priority(cx: &mut Cx<'_>) -> JsResult {
    if is_deterministic(cx) {
        return Ok(Value::int(0));
    }
    let pid = cx.arg(0).as_number().and_then(|pid| rustix::process::Pid::from_raw(pid as i32));
    Ok(match rustix::process::getpriority_process(pid) {
        Ok(priority) => Value::int(priority),
        Err(error) => Value::int(-1000 - error.raw_os_error()),
    })
}

fn umask(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    use rustix::fs::Mode;
    let wanted = args.get(0).as_number().map(|mask| Mode::from_bits_truncate(mask as u32 & 0o777));
    let before = rustix::process::umask(wanted.unwrap_or(Mode::empty()));
    if wanted.is_none() {
        rustix::process::umask(before);
    }
    Ok(Value::int(before.bits() as i32))
}

fn is_terminal(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    use std::io::IsTerminal;
    Ok(Value::boolean(match args.get(0).as_int() {
        Some(0) => std::io::stdin().is_terminal(),
        Some(1) => std::io::stdout().is_terminal(),
        Some(2) => std::io::stderr().is_terminal(),
        _ => false,
    }))
}

fn window_size(cx: &mut Cx<'_>) -> JsResult {
    let size = match cx.arg(0).as_int() {
        Some(2) => rustix::termios::tcgetwinsize(std::io::stderr()),
        Some(0) => rustix::termios::tcgetwinsize(std::io::stdin()),
        _ => rustix::termios::tcgetwinsize(std::io::stdout()),
    };
    match size {
        Ok(size) => numbers(cx, &[size.ws_col.into(), size.ws_row.into()]),
        Err(_) => Ok(Value::UNDEFINED),
    }
}

fn cpu_times(cx: &mut Cx<'_>) -> JsResult {
    if cx.vm().hooks.deterministic {
        return numbers(cx, &[0.0, 0.0]);
    }
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may hold anything; a tick is a hundredth of a second.
    let rest = text.rsplit(')').next().unwrap_or("");
    let ticks: Vec<f64> = rest.split_whitespace().filter_map(|field| field.parse().ok()).collect();
    // The first field behind the name is no number.
    let at = |i: usize| ticks.get(i).copied().unwrap_or(0.0) * 10_000.0;
    numbers(cx, &[at(10), at(11)])
}

fn chdir(cx: &mut Cx<'_>) -> JsResult {
    let name = cx.to_text(cx.arg(0))?;
    if !cx.state::<Guard>().allows(Access::Read, std::path::Path::new(&name)) {
        return Err(denied(cx, Access::Read, &name));
    }
    // What may be read was found out by the folder of before: it stays so.
    Ok(match std::env::set_current_dir(&name) {
        Ok(()) => Value::UNDEFINED,
        Err(error) => Value::int(-error.raw_os_error().unwrap_or(0)),
    })
}
