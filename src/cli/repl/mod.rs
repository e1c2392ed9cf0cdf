//! The prompt: reads, evaluates, prints, and lets the event loop turn while it waits for the next
//! line.
//!
//! The line editor has a thread of its own, so that timers fire while somebody types. It asks the
//! thread of the runtime for completions.

mod complete;
mod editor;
mod highlight;
mod session;
mod words;

use std::io::{BufRead, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::event_loop::{self, EventLoop};
use crate::runtime::engine::{Engine, EngineOptions};
use crate::stdio;
use crate::syntax::{self, Completeness};
use session::{Session, Step, known_command_in};

/// What Ctrl-D sends: the end of a text in editor mode.
const END_OF_TRANSMISSION: &str = "\u{4}";

/// What the editor's thread says.
pub(super) enum Event {
    /// A text or a command.
    Text(String),
    /// A text of the editor mode.
    Edited(String),
    /// Ctrl-C at the prompt.
    Interrupted,
    /// The end of the input.
    End,
    /// What could the word before the cursor become?
    Complete(String, Sender<complete::Answer>),
}

/// Runs the prompt to its end, after the text `first`, and gives the exit code.
pub fn run(options: EngineOptions, first: Option<&str>) -> i32 {
    let terminal = std::io::stdin().is_terminal();
    let mut runtime = Engine::new(options);
    runtime.own_process();
    let mut session = Session::new(runtime, terminal);
    if let Some(Step::Exit(code)) = first.map(|text| session.prepare(text)) {
        return code;
    }
    if terminal { interactive(&mut session) } else { piped(&mut session) }
}

/// Lines from a pipe: every complete text is run, results go to stdout, there is no prompt.
fn piped(session: &mut Session) -> i32 {
    let mut pending = String::new();
    let mut edited: Option<String> = None;
    for line in std::io::stdin().lock().split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches('\r');
        let step = if let Some(text) = &mut edited {
            if line != END_OF_TRANSMISSION {
                text.push_str(line);
                text.push('\n');
                continue;
            }
            session.run(&edited.take().unwrap_or_default())
        } else if known_command_in(line).is_some_and(|(name, _)| name == "editor") {
            pending.clear();
            edited = Some(String::new());
            continue;
        } else {
            match feed(session, &mut pending, line) {
                Some(step) => step,
                None => continue,
            }
        };
        if let Step::Exit(code) = step {
            return code;
        }
        if let Some(code) = turn_if_due(session) {
            return code;
        }
    }
    let rest = edited.unwrap_or(pending);
    if !rest.trim().is_empty()
        && let Step::Exit(code) = session.run(&rest)
    {
        return code;
    }
    session.finish()
}

/// A line more of the text `pending`: what came of it when that is complete or the line is a
/// command.
fn feed(session: &mut Session, pending: &mut String, line: &str) -> Option<Step> {
    if !pending.is_empty()
        && let Some((name, _)) = known_command_in(line)
    {
        if matches!(name, "break" | "clear") {
            pending.clear();
        }
        return Some(session.step(line));
    }
    pending.push_str(line);
    let command = pending.starts_with('.') && !pending.contains('\n');
    if !command && syntax::is_complete(pending) == Completeness::Incomplete {
        pending.push('\n');
        return None;
    }
    Some(session.step(&std::mem::take(pending)))
}

fn interactive(session: &mut Session) -> i32 {
    stdio::write_stdout(
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

fn converse(session: &mut Session, inbox: &Receiver<Event>, asks: &Sender<String>) -> i32 {
    let mut warned = false;
    let mut idle = false;
    let mut typed = String::new();
    loop {
        stdio::flush();
        if !std::mem::replace(&mut idle, true) && asks.send(std::mem::take(&mut typed)).is_err() {
            return session.finish();
        }
        let event = match time_to_next_task(session) {
            Some(wait) => inbox.recv_timeout(wait),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match event {
            Ok(event @ (Event::Text(_) | Event::Edited(_))) => {
                (warned, idle) = (false, false);
                let step = match event {
                    Event::Edited(text) => session.run(&text),
                    Event::Text(text) => session.step(&text),
                    _ => Step::Continue,
                };
                match step {
                    Step::Exit(code) => return code,
                    Step::Resume(text) => typed = text,
                    Step::Continue => {}
                }
            }
            Ok(Event::Interrupted) if warned => return session.finish(),
            Ok(Event::Interrupted) => {
                (warned, idle) = (true, false);
                stdio::write_stdout(b"(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n");
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
