//! Runs the command with a time-out and gathers what it printed: the one way in which tests do so.
//! The campaigns stand on it, too, and limit processor time, memory and output besides
//! (`tests/campaign/process.rs`).

#![allow(dead_code)]

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What a run of the command did.
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    /// `None` if a signal ended it.
    pub code: Option<i32>,
}

/// A run that takes longer hangs, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(240);

impl Outcome {
    /// What it printed, if it ended well.
    #[track_caller]
    pub fn text(&self) -> &str {
        assert_eq!(self.code, Some(0), "{}\n{}", self.stdout, self.stderr);
        &self.stdout
    }

    /// The numbers that it printed, if it ended well.
    #[track_caller]
    pub fn figures(&self) -> Vec<f64> {
        let number = |word: &str| word.parse().unwrap_or_else(|_| panic!("{word} is no number"));
        self.text().split_whitespace().map(number).collect()
    }
}

/// Runs the text of a script, with flags before it.
///
/// # Panics
/// It cannot be started, or hangs.
#[track_caller]
pub fn eval(flags: &[&str], script: &str) -> Outcome {
    eval_with(&[], flags, script)
}

/// As [`eval`], with variables in its environment.
///
/// # Panics
/// As [`eval`].
#[track_caller]
pub fn eval_with(environment: &[(&str, &str)], flags: &[&str], script: &str) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_glass"));
    command.envs(environment.iter().copied());
    let arguments = [flags, &["-e", script]].concat();
    run(command, Path::new("."), &arguments, None, PATIENCE).unwrap_or_else(|fault| panic!("{flags:?}: {fault}"))
}

/// Runs `glass` in `folder`, with standard input from a file or empty.
///
/// # Errors
/// It cannot be started, or takes longer than `patience`; then it is killed.
pub fn glass(
    folder: &Path,
    arguments: &[impl AsRef<OsStr>],
    stdin: Option<&Path>,
    patience: Duration,
) -> Result<Outcome, String> {
    run(Command::new(env!("CARGO_BIN_EXE_glass")), folder, arguments, stdin, patience)
}

/// As [`glass`], with a limit on its address space.
///
/// # Errors
/// As for [`glass`].
pub fn glass_within(
    address_space_kib: u32,
    folder: &Path,
    arguments: &[impl AsRef<OsStr>],
    stdin: Option<&Path>,
    patience: Duration,
) -> Result<Outcome, String> {
    if !cfg!(unix) {
        return glass(folder, arguments, stdin, patience);
    }
    let mut command = Command::new("sh");
    let script = format!("ulimit -v {address_space_kib}; exec \"$0\" \"$@\"");
    command.args(["-c", script.as_str(), env!("CARGO_BIN_EXE_glass")]);
    run(command, folder, arguments, stdin, patience)
}

fn run(
    mut command: Command,
    folder: &Path,
    arguments: &[impl AsRef<OsStr>],
    stdin: Option<&Path>,
    patience: Duration,
) -> Result<Outcome, String> {
    prepare(&mut command, stdin)?;
    command.current_dir(folder).args(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| format!("cannot start: {error}"))?;
    let reader = |mut pipe: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    };
    let stdout = reader(Box::new(child.stdout.take().ok_or("stdout is not piped")?));
    let stderr = reader(Box::new(child.stderr.take().ok_or("stderr is not piped")?));
    let started = Instant::now();
    let late = || (started.elapsed() > patience).then(|| format!("hangs: killed after {patience:?}"));
    let status = watch(&mut child, |_| late())?;
    let text = |thread: std::thread::JoinHandle<String>| thread.join().unwrap_or_default();
    Ok(Outcome { stdout: text(stdout), stderr: text(stderr), code: status.code() })
}

/// The surroundings of every run: a fixed time zone, no colours, standard input from a file or
/// empty.
///
/// # Errors
/// The file cannot be opened.
pub fn prepare(command: &mut Command, stdin: Option<&Path>) -> Result<(), String> {
    let input = match stdin {
        Some(path) => Stdio::from(File::open(path).map_err(|error| format!("{}: {error}", path.display()))?),
        None => Stdio::null(),
    };
    command.stdin(input).env("TZ", "Europe/Paris").env_remove("FORCE_COLOR");
    Ok(())
}

/// Waits until a child ends. `judge` looks at it again and again; what it gives kills the child.
///
/// # Errors
/// What `judge` gave.
pub fn watch<T>(child: &mut Child, mut judge: impl FnMut(&Child) -> Option<T>) -> Result<ExitStatus, T> {
    let mut pause = Duration::from_micros(300);
    loop {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            return Ok(status);
        }
        if let Some(verdict) = judge(child) {
            let _ = child.kill();
            let _ = child.wait();
            return Err(verdict);
        }
        std::thread::sleep(pause);
        pause = (pause * 3 / 2).min(Duration::from_millis(10));
    }
}
