//! `$262.agent`: agents, each a runtime of its own on a thread of its own, that share memory with
//! the runtime of the test (test262, INTERPRETING.md, "Host-Defined Functions").
//!
//! Invariant: when the agents of a test are dropped, their threads have ended.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use glassheap::{Handle, InterruptHandle, JsError, Runtime, Scope, SharedMemory};

/// An agent looks so often whether the test is over.
const LOOK: Duration = Duration::from_millis(10);

/// `$262` of an agent, made of the functions that were registered.
const HOST: &str = "(function (receive, report, sleep, leaving) {
    globalThis.$262 = { agent: {
        receiveBroadcast(callback) {
            const [memory, text] = receive();
            callback(memory, text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text));
        },
        report(message) { report(String(message)); },
        sleep,
        leaving,
        monotonicNow: () => performance.now(),
    } };
})";

/// Memory, and the text of a number.
type Broadcast = (SharedMemory, String);

/// All agents of a test.
#[derive(Default)]
pub struct Agents {
    members: Vec<Member>,
    reports: Arc<Mutex<VecDeque<String>>>,
    is_over: Arc<AtomicBool>,
}

struct Member {
    broadcasts: Sender<Broadcast>,
    taken: Receiver<()>,
    interrupt: InterruptHandle,
    thread: JoinHandle<()>,
}

impl Agents {
    /// Starts one that runs the text; when this comes back it runs.
    pub fn start(&mut self, text: String, make: impl FnOnce() -> Runtime + Send + 'static, stack: usize) {
        let (broadcasts, incoming) = channel();
        let (took, taken) = channel();
        let (started, starts) = channel();
        let (reports, is_over) = (self.reports.clone(), self.is_over.clone());
        let body = move || {
            let mut runtime = make();
            let _ = started.send(runtime.interrupt_handle());
            run(&mut runtime, &text, Wires { incoming, took, reports, is_over });
        };
        let thread = thread::Builder::new().stack_size(stack).spawn(body).expect("a thread can be started");
        let interrupt = starts.recv().expect("an agent starts");
        self.members.push(Member { broadcasts, taken, interrupt, thread });
    }

    /// Hands memory to all; when this comes back all have it, or have ended.
    pub fn broadcast(&self, memory: &SharedMemory, number: &str) {
        for member in &self.members {
            let _ = member.broadcasts.send((memory.clone(), number.to_string()));
        }
        for member in &self.members {
            let _ = member.taken.recv();
        }
    }

    /// The next report, if there is one.
    pub fn report(&self) -> Option<String> {
        self.reports.lock().expect("no thread panics").pop_front()
    }
}

impl Drop for Agents {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        for member in self.members.drain(..) {
            member.interrupt.interrupt();
            let _ = member.thread.join();
        }
    }
}

/// What an agent is connected by.
struct Wires {
    incoming: Receiver<Broadcast>,
    took: Sender<()>,
    reports: Arc<Mutex<VecDeque<String>>>,
    is_over: Arc<AtomicBool>,
}

fn run(runtime: &mut Runtime, text: &str, wires: Wires) {
    let (has_left, is_over) = (Rc::new(Cell::new(false)), wires.is_over.clone());
    if install(runtime, wires, has_left.clone()).is_err() || runtime.eval::<Handle>(text, "agent.js").is_err() {
        return;
    }
    // What throws in an agent shows in what it does not report.
    let _ = runtime.run();
    while !has_left.get() && !is_over.load(Ordering::Relaxed) {
        let _ = runtime.wait(LOOK);
    }
}

fn install(runtime: &mut Runtime, wires: Wires, has_left: Rc<Cell<bool>>) -> Result<(), JsError> {
    let Wires { incoming, took, reports, is_over } = wires;
    let functions = runtime.with_scope(|scope| {
        let receive = move |scope: &mut Scope<'_>| -> Result<Vec<Handle>, JsError> {
            let (memory, number) = loop {
                match incoming.recv_timeout(LOOK) {
                    Ok(broadcast) => break broadcast,
                    Err(RecvTimeoutError::Timeout) if !is_over.load(Ordering::Relaxed) => {}
                    Err(_) => return Err(JsError::new("the test is over")),
                }
            };
            let _ = took.send(());
            use glassheap::IntoJs;
            Ok(vec![memory.into_js(scope)?, number.into_js(scope)?])
        };
        let report = move |text: String| reports.lock().expect("no thread panics").push_back(text);
        (
            scope.function("receive", receive),
            scope.function("report", report),
            scope.function("sleep", sleep),
            scope.function("leaving", move || has_left.set(true)),
        )
    });
    let host: Handle = runtime.eval(HOST, "agent-host.js")?;
    host.call::<Handle>(runtime, functions).map(drop)
}

/// `sleep(milliseconds)`
pub fn sleep(milliseconds: f64) {
    thread::sleep(Duration::from_secs_f64(milliseconds.max(0.0) / 1000.0));
}
