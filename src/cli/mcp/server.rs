//! The conversation: lines are read and answered as they come, calls of tools run one after the
//! other beside that, so that they can be taken back.

use std::collections::BTreeMap;
use std::io::{BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::call::{self, Handle};
use super::rpc::{self, Code, Message};
use super::tools::{TOOLS, Tool};
use crate::stdio;

/// The most bytes of a line.
const MAX_LINE: usize = 16 << 20;
/// Calls that may wait.
const MAX_WAITING: usize = 64;
/// Protocols that are spoken, the newest first.
const VERSIONS: [&str; 3] = ["2025-06-18", "2025-03-26", "2024-11-05"];

/// What clients are told of the server.
const INSTRUCTIONS: &str = "Explains the memory of JavaScript programs. leaks, lines, check and blame run a program in virtual time, always the same; heap, why, diff, waste and query read heap snapshots of Node, Chrome or Glassheap. Answers are pages: leftOut says how many rows of a list there are besides, page and rows ask for them.";

/// A call that waits for its turn, or several that came together.
struct Job {
    requests: Vec<(Json, Json, Handle)>,
    /// Answers that are there already, if they came together.
    batch: Option<Vec<Json>>,
}

type Calls = Arc<Mutex<BTreeMap<String, Handle>>>;

/// Serves until the input ends. Gives the exit code.
pub(super) fn serve(input: impl BufRead, timeout: u32) -> i32 {
    let calls = Calls::default();
    let (jobs, waiting) = sync_channel(MAX_WAITING);
    let timeout = Duration::from_secs(timeout.into());
    let worker = {
        let calls = calls.clone();
        std::thread::spawn(move || work(&waiting, &calls, timeout))
    };
    Server { calls, jobs: jobs.clone(), version: None }.converse(input);
    drop(jobs);
    // What was asked for is still answered.
    i32::from(worker.join().is_err())
}

/// Runs calls, one after the other.
fn work(waiting: &Receiver<Job>, calls: &Calls, timeout: Duration) {
    for Job { requests, batch } in waiting {
        let mut answers = Vec::new();
        for (id, params, handle) in requests {
            let result = call_tool(&params, &handle, timeout);
            locked(calls).remove(&id.to_string());
            if !handle.is_cancelled() {
                answers.push(match result {
                    Ok(result) => rpc::success(&id, result),
                    Err(fault) => rpc::failure(&id, Code::InvalidParams, &fault),
                });
            }
        }
        match batch {
            None => answers.iter().for_each(send),
            Some(before) => {
                let all = [before, answers].concat();
                if !all.is_empty() {
                    send(&Json::Array(all));
                }
            }
        }
    }
}

/// The result of `tools/call`.
///
/// # Errors
/// There is no such tool.
fn call_tool(params: &Json, handle: &Handle, timeout: Duration) -> Result<Json, String> {
    let name = params["name"].as_str().ok_or("\"name\" is not a string")?;
    let tool = TOOLS.iter().find(|tool| tool.name == name).ok_or_else(|| format!("Unknown tool: {name}"))?;
    let given = params.get("arguments").filter(|given| !given.is_null()).cloned().unwrap_or_else(|| json!({}));
    Ok(match tool.call(&given) {
        Ok(call) => call::run(&call, handle, timeout),
        Err(fault) => call::failure(&fault),
    })
}

fn locked(calls: &Calls) -> MutexGuard<'_, BTreeMap<String, Handle>> {
    calls.lock().unwrap_or_else(PoisonError::into_inner)
}

fn send(message: &Json) {
    static SENDING: Mutex<()> = Mutex::new(());
    let _turn = SENDING.lock().unwrap_or_else(PoisonError::into_inner);
    // Line feeds stand escaped in the texts of JSON.
    stdio::write_stdout(format!("{message}\n").as_bytes());
    stdio::flush();
}

/// What one line comes to.
enum Reply {
    Now(Json),
    /// A call of a tool.
    Later(Json, Json),
    Nothing,
}

struct Server {
    calls: Calls,
    jobs: SyncSender<Job>,
    /// The protocol that was agreed on.
    version: Option<&'static str>,
}

impl Server {
    fn converse(mut self, mut input: impl BufRead) {
        let mut line = Vec::new();
        loop {
            line.clear();
            match input.by_ref().take(MAX_LINE as u64 + 1).read_until(b'\n', &mut line) {
                Ok(0) | Err(_) => return,
                Ok(_) if line.len() > MAX_LINE => {
                    if line.last() != Some(&b'\n') && !skip_line(&mut input) {
                        return;
                    }
                    send(&rpc::failure(&Json::Null, Code::Parse, "Parse error: the line is too long"));
                }
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => self.line(&line),
            }
        }
    }

    fn line(&mut self, line: &[u8]) {
        match serde_json::from_slice::<Json>(line) {
            Err(error) => send(&rpc::failure(&Json::Null, Code::Parse, &format!("Parse error: {error}"))),
            Ok(Json::Array(list)) if list.is_empty() => {
                send(&rpc::failure(&Json::Null, Code::InvalidRequest, "an empty batch"));
            }
            Ok(Json::Array(list)) => self.batch(&list),
            Ok(message) => match self.reply(&message) {
                Reply::Now(answer) => send(&answer),
                Reply::Later(id, params) => self.queue(vec![(id, params)], None),
                Reply::Nothing => {}
            },
        }
    }

    /// Messages that came together are answered together.
    fn batch(&mut self, list: &[Json]) {
        let (mut now, mut later) = (Vec::new(), Vec::new());
        for message in list {
            match self.reply(message) {
                Reply::Now(answer) => now.push(answer),
                Reply::Later(id, params) => later.push((id, params)),
                Reply::Nothing => {}
            }
        }
        match (now.is_empty(), later.is_empty()) {
            (true, true) => {}
            (false, true) => send(&Json::Array(now)),
            (_, false) => self.queue(later, Some(now)),
        }
    }

    fn queue(&mut self, requests: Vec<(Json, Json)>, batch: Option<Vec<Json>>) {
        let ids: Vec<Json> = requests.iter().map(|(id, _)| id.clone()).collect();
        let requests: Vec<_> = requests
            .into_iter()
            .map(|(id, params)| {
                let handle = Handle::default();
                locked(&self.calls).insert(id.to_string(), handle.clone());
                (id, params, handle)
            })
            .collect();
        if let Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) = self.jobs.try_send(Job { requests, batch })
        {
            for id in ids {
                locked(&self.calls).remove(&id.to_string());
                send(&rpc::failure(&id, Code::Internal, "too many calls wait for their turn"));
            }
        }
    }

    fn reply(&mut self, message: &Json) -> Reply {
        match rpc::read(message) {
            Message::Bad(answer) => Reply::Now(answer),
            Message::Answer => Reply::Nothing,
            Message::Notification { method, params } => {
                if method == "notifications/cancelled"
                    && let Some(id) = params.get("requestId")
                    && let Some(handle) = locked(&self.calls).get(&id.to_string())
                {
                    handle.cancel();
                }
                Reply::Nothing
            }
            Message::Request { id, method, params } => self.request(id, &method, params),
        }
    }

    fn request(&mut self, id: Json, method: &str, params: Json) -> Reply {
        let fail = |code: Code, text: &str| Reply::Now(rpc::failure(&id, code, text));
        match (method, self.version) {
            ("ping", _) => Reply::Now(rpc::success(&id, json!({}))),
            ("initialize", Some(_)) => fail(Code::InvalidRequest, "initialize comes once"),
            ("initialize", None) => match params["protocolVersion"].as_str() {
                None => fail(Code::InvalidParams, "\"protocolVersion\" is not a string"),
                Some(wanted) => Reply::Now(rpc::success(&id, self.initialize(wanted))),
            },
            (_, None) => fail(Code::InvalidRequest, "initialize comes first"),
            ("tools/list", Some(_)) if params.get("cursor").is_some_and(|cursor| !cursor.is_null()) => {
                fail(Code::InvalidParams, "there is no such cursor: the list has one page")
            }
            ("tools/list", Some(_)) => {
                let tools: Vec<Json> = TOOLS.iter().map(Tool::description).collect();
                Reply::Now(rpc::success(&id, json!({"tools": tools})))
            }
            ("tools/call", Some(_)) if locked(&self.calls).contains_key(&id.to_string()) => {
                fail(Code::InvalidRequest, "a call of this \"id\" is not answered yet")
            }
            ("tools/call", Some(_)) => Reply::Later(id, params),
            _ => fail(Code::MethodNotFound, &format!("there is no method \"{method}\"")),
        }
    }

    fn initialize(&mut self, wanted: &str) -> Json {
        let version = VERSIONS.into_iter().find(|known| *known == wanted).unwrap_or(VERSIONS[0]);
        self.version = Some(version);
        json!({
            "protocolVersion": version,
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "glass", "version": env!("CARGO_PKG_VERSION")},
            "instructions": INSTRUCTIONS,
        })
    }
}

/// Reads up to the end of a line that is too long. Whether there is more behind it.
fn skip_line(input: &mut impl BufRead) -> bool {
    loop {
        let (end, used) = match input.fill_buf() {
            Ok([]) | Err(_) => return false,
            Ok(piece) => match piece.iter().position(|&byte| byte == b'\n') {
                Some(at) => (true, at + 1),
                None => (false, piece.len()),
            },
        };
        input.consume(used);
        if end {
            return true;
        }
    }
}
