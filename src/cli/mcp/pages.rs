//! Answers of bounded length: of every list a page, of long texts their beginning, and what was
//! left out.
//!
//! Invariant: an answer is no longer than [`MAX_ANSWER_BYTES`], whatever the command said.

use serde_json::{Map, Value as Json, json};

/// The most bytes of an answer.
const MAX_ANSWER_BYTES: usize = 32 << 10;
/// Characters of a text.
const MAX_TEXT: usize = 400;
/// Elements of a list within a list.
const MAX_INNER: usize = 16;
/// Members of an object that has members without end, such as labels.
const MAX_MEMBERS: usize = 40;

/// A page of a command's answer: of its lists the rows from `(page - 1) * rows` on. Rows are fewer
/// where they are long.
pub(super) fn page(answer: &Json, page: usize, rows: usize) -> Json {
    let mut rows = rows;
    loop {
        let cut = cut(answer, page, rows);
        if cut.to_string().len() <= MAX_ANSWER_BYTES {
            return cut;
        }
        if rows <= 1 {
            return json!({"page": page, "rows": rows, "tooLong": true});
        }
        rows /= 2;
    }
}

fn cut(answer: &Json, page: usize, rows: usize) -> Json {
    let Some(members) = answer.as_object() else {
        return json!({"page": page, "rows": rows, "answer": inner(answer, 1)});
    };
    let first = (page - 1).saturating_mul(rows);
    let mut left_out = Map::new();
    let mut shown = Map::new();
    for (name, member) in members {
        let member = match member {
            Json::Array(list) => {
                let end = list.len().min(first.saturating_add(rows));
                if end < list.len() {
                    left_out.insert(name.clone(), json!(list.len() - end));
                }
                list.get(first..end).unwrap_or(&[]).iter().map(|element| inner(element, 1)).collect()
            }
            other => inner(other, 1),
        };
        shown.insert(name.clone(), member);
    }
    shown.insert("page".to_owned(), json!(page));
    shown.insert("rows".to_owned(), json!(rows));
    shown.insert("leftOut".to_owned(), Json::Object(left_out));
    Json::Object(shown)
}

/// What stands within a row.
fn inner(value: &Json, depth: usize) -> Json {
    // What commands print is nowhere near as deep.
    const DEPTH: usize = 12;
    match value {
        Json::String(text) if text.chars().count() > MAX_TEXT => {
            Json::String(text.chars().take(MAX_TEXT).collect::<String>() + "…")
        }
        Json::Array(_) | Json::Object(_) if depth > DEPTH => Json::String("…".to_owned()),
        Json::Array(list) => {
            let mut shown: Vec<Json> = list.iter().take(MAX_INNER).map(|element| inner(element, depth + 1)).collect();
            if list.len() > MAX_INNER {
                shown.push(Json::String(format!("… and {} more", list.len() - MAX_INNER)));
            }
            Json::Array(shown)
        }
        Json::Object(members) => {
            let mut shown: Map<String, Json> = members
                .iter()
                .take(MAX_MEMBERS)
                .map(|(name, member)| (name.clone(), inner(member, depth + 1)))
                .collect();
            if members.len() > MAX_MEMBERS {
                shown.insert("…".to_owned(), json!(members.len() - MAX_MEMBERS));
            }
            Json::Object(shown)
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_pages() {
        let answer = json!({"a": (0..25).collect::<Vec<_>>(), "b": "x"});
        let first = page(&answer, 1, 10);
        assert_eq!((first["a"].as_array().map(Vec::len), &first["leftOut"]), (Some(10), &json!({"a": 15})));
        let last = page(&answer, 3, 10);
        assert_eq!((&last["a"], &last["leftOut"]), (&json!([20, 21, 22, 23, 24]), &json!({})));
        assert_eq!(page(&answer, 4, 10)["a"], json!([]));
        assert_eq!(page(&answer, usize::MAX, usize::MAX)["a"], json!([]));
    }

    #[test]
    fn no_answer_is_too_long() {
        let long = "é".repeat(1000);
        let rows: Vec<Json> = (0..1000).map(|_| json!({"text": long, "list": vec![long.clone(); 100]})).collect();
        for answer in [json!({"rows_": rows}), json!(rows), json!({"a": {"b": rows}})] {
            assert!(page(&answer, 1, 1000).to_string().len() <= MAX_ANSWER_BYTES, "{}", answer.to_string().len());
        }
    }
}
