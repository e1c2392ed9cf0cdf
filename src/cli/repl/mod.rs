//! The prompt: reads, evaluates, prints, and lets the event loop turn while it waits for the next line.
//!
//! The line editor has a thread of its own, so that timers fire while somebody types. It asks the thread of the runtime for completions.

mod complete;
mod editor;
mod highlight;
mod session;
mod words;

use std::io::{BufRead, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::event_loop::{self, EventLoop, output};
use crate::runtime::{Runtime, RuntimeOptions};
use crate::syntax::{self, Completeness};
use session::{Session, Step};

/// What the editor's thread says.
pub(super) enum Event {
    /// A text to run.
    Text(String),
    /// Ctrl-C at the prompt.
    Interrupted,
    /// The end of the input.
    End,
    /// What could the word before the cursor become?
    Complete(String, Sender<complete::Answer>),
}

/// Runs the prompt to its end, after the text `first`, and gives the exit code.
pub fn run(options: RuntimeOptions, first: Option<&str>) -> i32 {
    let terminal = std::io::stdin().is_terminal();
    let mut session = Session::new(Runtime::new(options), terminal);
    if let Some(Step::Exit(code)) = first.map(|text| session.prepare(text)) {
        return code;
    }
    if terminal { interactive(&mut session) } else { piped(&mut session) }
}

/// Lines from a pipe: every complete text is run, results go to stdout, there is no prompt.
fn piped(session: &mut Session) -> i32 {
    let mut pending = String::new();
    for line in std::io::stdin().lock().split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        pending.push_str(line.trim_end_matches('\r'));
        let command = pending.starts_with('.') && !pending.contains('\n');
        if !command && syntax::is_complete(&pending) == Completeness::Incomplete {
            pending.push('\n');
            continue;
        }
        let text = std::mem::take(&mut pending);
        if let Step::Exit(code) = session.step(&text) {
            return code;
        }
        if let Some(code) = turn_if_due(session) {
            return code;
        }
    }
    if !pending.trim().is_empty()
        && let Step::Exit(code) = session.step(&pending)
    {
        return code;
    }
    session.finish()
}

fn interactive(session: &mut Session) -> i32 {
    output::write_stdout(
        format!("Welcome to glass v{}.\nType \".help\" for more information.\n", env!("CARGO_PKG_VERSION")).as_bytes(),
    );
    let (events, inbox) = channel();
    let (asks, requests) = channel();
    let editor =
        std::thread::Builder::new().name("editor".into()).spawn(move || editor::read_lines(&requests, &events));
    if editor.is_err() {
        return piped(session);
    }
    let code = converse(session, &inbox, &asks);
    drop(asks);
    code
}

fn converse(session: &mut Session, inbox: &Receiver<Event>, asks: &Sender<()>) -> i32 {
    let mut warned = false;
    let mut idle = false;
    loop {
        output::flush();
        if !std::mem::replace(&mut idle, true) && asks.send(()).is_err() {
            return session.finish();
        }
        let event = match time_to_next_task(session) {
            Some(wait) => inbox.recv_timeout(wait),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(Event::Text(text)) => {
                (warned, idle) = (false, false);
                if let Step::Exit(code) = session.step(&text) {
                    return code;
                }
            }
            Ok(Event::Interrupted) if warned => return session.finish(),
            Ok(Event::Interrupted) => {
                (warned, idle) = (true, false);
                output::write_stdout(b"(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n");
            }
            Ok(Event::Complete(text, reply)) => {
                // An editor that went away needs no answer.
                let _ = reply.send(complete::complete(session.vm(), &text));
            }
            Ok(Event::End) | Err(RecvTimeoutError::Disconnected) => return session.finish(),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(code) = turn_if_due(session) {
            return code;
        }
    }
}

fn time_to_next_task(session: &mut Session) -> Option<Duration> {
    let state = session.vm().state::<EventLoop>();
    let due = state.next_wake()?;
    if state.clock.is_virtual() {
        return Some(Duration::ZERO);
    }
    Some(Duration::from_millis(due.saturating_sub(state.now())))
}

/// Runs the tasks that are due; an exit code when one of them ended the run.
fn turn_if_due(session: &mut Session) -> Option<i32> {
    let vm = session.vm();
    match event_loop::run_due(vm) {
        Ok(()) => None,
        Err(_) => session.ended(),
    }
}
