//! A tool's command, run in a process of its own: its output is read, its time and its length are
//! bounded, and it can be ended.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value as Json, json};

use super::pages;
use super::tools::Call;

/// The most that a command may print.
const MAX_OUTPUT: usize = 256 << 20;
/// Of what it says on standard error, the end.
const MAX_SAID: usize = 4 << 10;
/// How long it may take to tell what it has found, once it was asked to end.
const GRACE: Duration = Duration::from_secs(20);
/// How often it is looked at.
const GLANCE: Duration = Duration::from_millis(10);

/// The process that a call runs in, and whether the call was taken back.
#[derive(Default)]
struct State {
    pid: Option<Pid>,
    cancelled: bool,
}

/// A call, for whoever takes it back.
#[derive(Clone, Default)]
pub(super) struct Handle(Arc<Mutex<State>>);

impl Handle {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The call is taken back: its process ends.
    pub fn cancel(&self) {
        let mut state = self.state();
        state.cancelled = true;
        if let Some(pid) = state.pid {
            let _ = kill_process(pid, Signal::KILL);
        }
    }

    pub fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }
}

/// Runs a call: the result of `tools/call`, of a tool that failed perhaps.
pub(super) fn run(call: &Call, handle: &Handle, timeout: Duration) -> Json {
    match output(call, handle, timeout) {
        Ok(answer) => {
            let page = pages::page(&answer, call.page, call.rows);
            json!({"content": [{"type": "text", "text": page.to_string()}], "structuredContent": page, "isError": false})
        }
        Err(fault) => failure(&fault),
    }
}

/// What a tool could not do.
pub(super) fn failure(fault: &str) -> Json {
    json!({"content": [{"type": "text", "text": fault}], "isError": true})
}

fn output(call: &Call, handle: &Handle, timeout: Duration) -> Result<Json, String> {
    let program = std::env::current_exe().map_err(|error| format!("glass cannot be found: {error}"))?;
    let mut command = Command::new(program);
    command.args(&call.words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = {
        let mut state = handle.state();
        if state.cancelled {
            return Err("cancelled".to_owned());
        }
        let child = command.spawn().map_err(|error| format!("it cannot be started: {error}"))?;
        state.pid = Some(Pid::from_child(&child));
        child
    };
    let (printed, said) = (gather(child.stdout.take(), true), gather(child.stderr.take(), false));
    let in_time = wait(&mut child, handle, call.interruptible, timeout);
    let code = child.wait().ok().and_then(|status| status.code());
    let (printed, said) = (printed.join().unwrap_or_default(), said.join().unwrap_or_default());
    if printed.len() >= MAX_OUTPUT {
        return Err("what it tells is too long".to_owned());
    }
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    match serde_json::from_slice::<Json>(&printed) {
        Ok(answer) => Ok(answer),
        Err(_) if !in_time => Err(format!("it was ended after {} seconds", timeout.as_secs())),
        Err(_) if said.is_empty() => Err(format!("it ended with exit code {}", code.unwrap_or(-1))),
        Err(_) => Err(said),
    }
}

/// Waits for a process; after its time it is asked to tell what it has, if it can, and then ended.
/// Whether it ended by itself.
fn wait(child: &mut Child, handle: &Handle, interruptible: bool, timeout: Duration) -> bool {
    let pid = Pid::from_child(child);
    let begun = Instant::now();
    let mut asked = false;
    loop {
        {
            let mut state = handle.state();
            if !matches!(child.try_wait(), Ok(None)) {
                // From here on its number may be another process's.
                state.pid = None;
                return !asked;
            }
        }
        let taken = begun.elapsed();
        if taken > timeout && !asked {
            asked = true;
            let signal = if interruptible { Signal::INT } else { Signal::KILL };
            let _ = kill_process(pid, signal);
        } else if taken > timeout + GRACE {
            let _ = child.kill();
        }
        std::thread::sleep(GLANCE);
    }
}

/// Reads a stream to its end: its beginning, or its end, as far as is wanted.
fn gather(stream: Option<impl Read + Send + 'static>, beginning: bool) -> std::thread::JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut all = Vec::new();
        let mut piece = vec![0; 64 << 10];
        let Some(mut stream) = stream else { return all };
        while let Ok(length @ 1..) = stream.read(&mut piece) {
            if beginning {
                let room = MAX_OUTPUT - all.len();
                all.extend_from_slice(&piece[..length.min(room)]);
            } else {
                all.extend_from_slice(&piece[..length]);
                let over = all.len().saturating_sub(MAX_SAID);
                all.drain(..over);
            }
        }
        all
    })
}
