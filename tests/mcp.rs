//! `glass mcp`: what it answers to messages, good and bad, a line each.

mod process;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// A server, and the conversation with it.
struct Server {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Server {
    fn start(options: &[&str]) -> Server {
        let mut command = Command::new(env!("CARGO_BIN_EXE_glass"));
        command.arg("mcp").args(options).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Server { child, answers }
    }

    /// One that a client has said hello to.
    fn greeted(options: &[&str]) -> Server {
        let mut server = Server::start(options);
        let hello = server.ask("initialize", json!({"protocolVersion": "2025-06-18", "capabilities": {}}));
        assert_eq!(hello["result"]["protocolVersion"], "2025-06-18", "{hello}");
        server.say(&json!({"jsonrpc": "2.0", "method": "notifications/initialized"}).to_string());
        server
    }

    fn say(&mut self, line: &str) {
        let input = self.child.stdin.as_mut().expect("it is piped");
        input.write_all(line.as_bytes()).and_then(|()| input.write_all(b"\n")).expect("it listens");
    }

    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("it answers");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }

    fn reply(&mut self, line: &str) -> Value {
        self.say(line);
        self.answer()
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.reply(&json!({"jsonrpc": "2.0", "id": "q", "method": method, "params": params}).to_string())
    }

    /// The result of a tool.
    fn call(&mut self, name: &str, arguments: Value) -> Value {
        let answer = self.ask("tools/call", json!({"name": name, "arguments": arguments}));
        assert!(answer["result"]["content"][0]["text"].is_string(), "{answer}");
        answer["result"].clone()
    }

    /// Its input ends: the exit code.
    fn end(mut self) -> Option<i32> {
        drop(self.child.stdin.take());
        self.child.wait().expect("it ends").code()
    }
}

#[test]
fn the_protocol_is_spoken() {
    for (wanted, given) in [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("1999", "2025-06-18"),
    ] {
        let mut server = Server::start(&[]);
        let early = server.ask("tools/list", json!({}));
        assert_eq!(early["error"]["code"], -32600, "{early}");
        assert_eq!(server.ask("ping", json!({}))["result"], json!({}));
        let hello = server.ask("initialize", json!({"protocolVersion": wanted}));
        assert_eq!(hello["result"]["protocolVersion"], given);
        assert_eq!(server.ask("initialize", json!({"protocolVersion": wanted}))["error"]["code"], -32600);
        let tools = server.ask("tools/list", json!({}));
        let tools = tools["result"]["tools"].as_array().expect("a list").clone();
        let names: Vec<&str> = tools.iter().filter_map(|tool| tool["name"].as_str()).collect();
        for name in ["leaks", "lines", "check", "why", "diff", "heap", "waste", "query"] {
            assert!(names.contains(&name), "{name}");
        }
        assert!(tools.iter().all(|tool| tool["inputSchema"]["type"] == "object" && tool["description"].is_string()));
        assert_eq!(server.end(), Some(0));
    }
}

#[test]
fn bad_messages_are_answered_as_the_protocol_says() {
    let mut server = Server::greeted(&[]);
    let long = format!("\"{}\"", "x".repeat(17 << 20));
    for (line, code) in [
        ("{\"jsonrpc\":", -32700),
        ("\u{1}", -32700),
        (&"[".repeat(100_000), -32700),
        (&long, -32700),
        ("7", -32600),
        ("[]", -32600),
        ("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", -32600),
        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}", -32601),
        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}}", -32602),
        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{}}", -32602),
        ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}", -32602),
    ] {
        let answer = server.reply(line);
        assert_eq!(answer["error"]["code"], code, "{}: {answer}", &line[..line.len().min(80)]);
    }
    // Nobody is answered: notifications, answers, empty lines.
    server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unknown\"}");
    server.say("{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{}}");
    server.say("");
    server.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":77}}");
    let batch = server.reply("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"method\":\"x\"},3,{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"heap\",\"arguments\":{}}}]");
    let ids: Vec<&Value> = batch.as_array().expect("a batch").iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!(1), &Value::Null, &json!(2)], "{batch}");
    assert_eq!(server.end(), Some(0));
}

#[test]
fn tools_answer_in_pages() {
    let mut server = Server::greeted(&[]);
    let snapshot = "tests/snapshots/during.heapsnapshot";
    let first = server.call("heap", json!({"file": snapshot, "rows": 3}));
    let page = &first["structuredContent"];
    assert_eq!((&page["page"], page["classes"].as_array().map(Vec::len)), (&json!(1), Some(3)), "{page}");
    assert!(page["leftOut"]["classes"].as_u64() > Some(0), "{page}");
    let second = server.call("heap", json!({"file": snapshot, "rows": 3, "page": 2}));
    let class = |result: &Value| result["structuredContent"]["classes"][0]["class"].clone();
    assert_ne!(class(&first), class(&second));
    let query = json!({"file": snapshot, "query": "o => o.class == 'Session'", "rows": 2});
    assert_eq!(server.call("query", query)["isError"], false);
    let leaks = server.call("leaks", json!({"script": "tests/leaks/cache.js", "for": "10m", "noProof": true}));
    let report = &leaks["structuredContent"];
    assert_eq!((&report["verdict"], &report["suspects"][0]["kept"]["line"]), (&json!("leak"), &json!(9)), "{report}");
    assert!(leaks["content"][0]["text"].as_str().is_some_and(|text| text.len() <= 32 << 10));
    let lines = server.call("lines", json!({"script": "tests/leaks/cache.js", "diff": ["1m", "2m"], "for": "3m"}));
    assert_eq!(lines["isError"], false, "{lines}");
    assert_eq!(server.end(), Some(0));
}

#[test]
fn what_a_tool_cannot_do_is_its_answer() {
    let mut server = Server::greeted(&["--timeout=2"]);
    for (name, arguments, words) in [
        ("leaks", json!({"script": "nowhere.js"}), "nowhere.js"),
        ("leaks", json!({"script": "--version"}), "--version"),
        ("leaks", json!({}), "\"script\" is missing"),
        ("leaks", json!({"script": "tests/leaks/cache.js", "for": "soon"}), "soon"),
        ("heap", json!({"file": "tests/mcp.rs"}), ""),
        ("query", json!({"file": "tests/snapshots/during.heapsnapshot", "query": "o => {"}), ""),
    ] {
        let result = server.call(name, arguments.clone());
        let text = result["content"][0]["text"].as_str().expect("a text");
        assert_eq!(result["isError"], true, "{arguments}: {text}");
        assert!(text.contains(words), "{arguments}: {text}");
    }
    // A turn that never ends: what was found until then.
    let stuck = server.call("leaks", json!({"script": "tests/leaks/not_ending.js"}));
    assert_eq!(stuck["structuredContent"]["verdict"], "unsure", "{stuck}");
    assert_eq!(server.end(), Some(0));
}

#[test]
fn a_call_can_be_taken_back() {
    let mut server = Server::greeted(&[]);
    let endless = json!({"name": "leaks", "arguments": {"script": "tests/leaks/not_ending.js"}});
    for id in 1..=2 {
        server.say(&json!({"jsonrpc": "2.0", "id": id, "method": "tools/call", "params": endless}).to_string());
    }
    assert_eq!(server.ask("ping", json!({}))["result"], json!({}));
    for id in [2, 1] {
        let params = json!({"requestId": id, "reason": "enough"});
        server.say(&json!({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": params}).to_string());
    }
    // They are not answered, and others take their turn.
    let answer = server.ask("tools/call", json!({"name": "heap", "arguments": {"file": "nowhere"}}));
    assert_eq!((&answer["id"], &answer["result"]["isError"]), (&json!("q"), &json!(true)), "{answer}");
    assert_eq!(server.end(), Some(0));
}
