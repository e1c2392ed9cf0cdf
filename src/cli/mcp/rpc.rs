//! Messages of JSON-RPC 2.0: what a text means, and how it is answered.

use serde_json::{Value as Json, json};

/// What is wrong with a message (JSON-RPC 2.0, §5.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Code {
    Parse = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    Internal = -32603,
}

/// A message.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Message {
    /// It wants an answer.
    Request { id: Json, method: String, params: Json },
    /// It wants none.
    Notification { method: String, params: Json },
    /// An answer to a question; this server asks none.
    Answer,
    /// It is no message: the answer that says so.
    Bad(Json),
}

/// What a value means.
pub(super) fn read(value: &Json) -> Message {
    let id = value.get("id").filter(|id| id.is_string() || id.is_i64() || id.is_u64());
    let bad = |text: &str| Message::Bad(failure(id.unwrap_or(&Json::Null), Code::InvalidRequest, text));
    let Some(object) = value.as_object() else { return bad("a message is an object") };
    if object.get("jsonrpc").and_then(Json::as_str) != Some("2.0") {
        return bad("\"jsonrpc\" is not \"2.0\"");
    }
    let params = object.get("params").cloned().unwrap_or_else(|| json!({}));
    let method = match object.get("method") {
        Some(Json::String(method)) => method.clone(),
        None if object.contains_key("result") || object.contains_key("error") => return Message::Answer,
        _ => return bad("\"method\" is not a string"),
    };
    match (object.contains_key("id"), id) {
        _ if !params.is_object() => bad("\"params\" is not an object"),
        (true, None) => bad("\"id\" is neither a string nor a whole number"),
        (true, Some(id)) => Message::Request { id: id.clone(), method, params },
        (false, _) => Message::Notification { method, params },
    }
}

/// An answer.
pub(super) fn success(id: &Json, result: Json) -> Json {
    json!({"jsonrpc": "2.0", "id": id, "result": result})
}

/// An answer that says what is wrong.
pub(super) fn failure(id: &Json, code: Code, text: &str) -> Json {
    json!({"jsonrpc": "2.0", "id": id, "error": {"code": code as i32, "message": text}})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(value: &Json) -> Option<i64> {
        match read(value) {
            Message::Bad(answer) => answer["error"]["code"].as_i64(),
            _ => None,
        }
    }

    #[test]
    fn messages_are_told_apart() {
        let request = read(&json!({"jsonrpc": "2.0", "id": "a", "method": "ping"}));
        assert!(matches!(request, Message::Request { id, .. } if id == "a"));
        let note = read(&json!({"jsonrpc": "2.0", "method": "notifications/initialized", "params": {}}));
        assert!(matches!(note, Message::Notification { .. }));
        assert_eq!(read(&json!({"jsonrpc": "2.0", "id": 1, "result": {}})), Message::Answer);
        for bad in [
            json!(7),
            json!({}),
            json!({"jsonrpc": "1.0", "id": 1, "method": "ping"}),
            json!({"jsonrpc": "2.0", "id": 1}),
            json!({"jsonrpc": "2.0", "id": null, "method": "ping"}),
            json!({"jsonrpc": "2.0", "id": 1.5, "method": "ping"}),
            json!({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}),
        ] {
            assert_eq!(code(&bad), Some(-32600), "{bad}");
        }
    }
}
