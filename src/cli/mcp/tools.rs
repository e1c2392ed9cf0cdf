//! The tools: a row for each command, with what it is given and where that stands on its command
//! line.

use std::ffi::OsString;

use serde_json::{Map, Value as Json, json};

/// The most rows of a list that a page may have.
const MAX_ROWS: usize = 200;
/// Rows of a page.
const ROWS: usize = 10;

/// A tool.
pub(super) struct Tool {
    /// Its name, which is the command's.
    pub name: &'static str,
    description: &'static str,
    /// What makes the command print JSON.
    json: &'static str,
    /// The command knows `--limit`, the rows of its lists.
    has_limit: bool,
    arguments: &'static [Argument],
    /// It runs a program: further arguments, and those of the program.
    runs: bool,
}

/// Something that a tool is given.
struct Argument {
    name: &'static str,
    description: &'static str,
    place: Place,
}

/// Where an argument stands on the command line.
enum Place {
    /// Without a name, in the order of the table; it must be given.
    Position,
    /// The same, but it may be left out.
    Last,
    /// Behind an option.
    Option(&'static str),
    /// It is an option itself, given or not.
    Switch(&'static str),
    /// Two texts behind an option.
    Pair(&'static str),
}

use Place::{Last, Option as Behind, Pair, Position, Switch};

const fn argument(name: &'static str, place: Place, description: &'static str) -> Argument {
    Argument { name, description, place }
}

const SCRIPT: Argument = argument("script", Position, "The program's file.");
const SNAPSHOT: Argument = argument("file", Position, "A heap snapshot (.heapsnapshot) of Node, Chrome or Glassheap.");

/// What tools that run a program are given besides.
const PROGRAM: &[Argument] = &[
    argument("for", Behind("--for"), "How long the program runs, of its own clock: 10s, 5m, 2h. An hour by default."),
    argument("seed", Behind("--random-seed"), "What its random numbers begin with, a whole number."),
    argument("allowRead", Behind("--allow-fs-read"), "A file or folder that it may read besides its own."),
    argument("allowWrite", Behind("--allow-fs-write"), "A file or folder that it may write."),
];

/// All of them.
pub(super) const TOOLS: &[Tool] = &[
    Tool {
        name: "leaks",
        description: "Runs a JavaScript program in virtual time and tells whether it leaks memory: for each leak the line that makes what leaks, the line that stores the reference which keeps it, the path from a root, bytes a minute, and a proposal that was tried by another run.",
        json: "--json",
        has_limit: false,
        arguments: &[
            SCRIPT,
            argument("baseline", Behind("--baseline"), "A file with the JSON of an earlier run to compare with."),
            argument("fixed", Behind("--fixed"), "Another version of the program, to run for as long and compare."),
            argument("noProof", Switch("--no-proof"), "Do not try the proposals: faster."),
        ],
        runs: true,
    },
    Tool {
        name: "blame",
        description: "Runs a JavaScript program twice in virtual time and tells who created the reference that keeps an object: line, time and call stack of the write, what was there before, who read it last. Give object or site.",
        json: "--json",
        has_limit: false,
        arguments: &[
            SCRIPT,
            argument("object", Behind("--object"), "An expression for the object, evaluated at the end of the run."),
            argument("site", Behind("--site"), "The line that makes the object: 12, 12:5 or lib/store.js:12."),
        ],
        runs: true,
    },
    Tool {
        name: "lines",
        description: "Runs a JavaScript program in virtual time and tells the bytes and cells alive at some time by the line that made them.",
        json: "--json",
        has_limit: false,
        arguments: &[
            SCRIPT,
            argument("at", Behind("--at"), "When: a time of the program's clock such as 30m, peak, or exit."),
            argument("churn", Switch("--churn"), "Tell what each line made in all, and how much of it died."),
            argument("diff", Pair("--diff"), "Two times: tell what each line holds more at the second."),
        ],
        runs: true,
    },
    Tool {
        name: "check",
        description: "Holds a JavaScript program to budgets of growth, heap and pauses.",
        json: "--format=json",
        has_limit: false,
        arguments: &[
            SCRIPT,
            argument(
                "maxGrowth",
                Behind("--max-growth"),
                "The most it may grow by, such as 2KB/min. Nothing by default.",
            ),
            argument("maxHeap", Behind("--max-heap"), "The most that may be alive, such as 20MB."),
            argument("maxPause", Behind("--max-pause"), "The longest stop for the collector, such as 1ms."),
        ],
        runs: true,
    },
    Tool {
        name: "heap",
        description: "Tells what a heap snapshot holds: by class, the biggest retainers, duplicate strings.",
        json: "--json",
        has_limit: true,
        arguments: &[SNAPSHOT, argument("sort", Behind("--sort"), "Classes by retained, shallow or count.")],
        runs: false,
    },
    Tool {
        name: "why",
        description: "Tells what keeps an object of a heap snapshot, or all objects of a class: the shortest paths from the roots.",
        json: "--json",
        has_limit: true,
        arguments: &[
            SNAPSHOT,
            argument("id", Last, "The object's id, as other tools tell it."),
            argument("class", Behind("--class"), "All objects of this class instead of one."),
            argument("paths", Behind("--paths"), "Ways to an object that are told, a number."),
        ],
        runs: false,
    },
    Tool {
        name: "diff",
        description: "Tells what came and went between two heap snapshots of one process, by class; with a third one, what was born between the first and the second and still lives.",
        json: "--json",
        has_limit: true,
        arguments: &[
            argument("first", Position, "The first snapshot."),
            argument("second", Position, "A later one of the same process."),
            argument("third", Last, "A still later one."),
        ],
        runs: false,
    },
    Tool {
        name: "waste",
        description: "Tells what a heap snapshot holds that the program could do without, and the bytes to win.",
        json: "--json",
        has_limit: true,
        arguments: &[SNAPSHOT],
        runs: false,
    },
    Tool {
        name: "query",
        description: "Lists the nodes of a heap snapshot for which a JavaScript function says yes, those that retain most first. A node has id, class, name, type, size, retained, distance, detached, dominator, edges, retainers and get(name).",
        json: "--json",
        has_limit: true,
        arguments: &[
            SNAPSHOT,
            argument("query", Position, "The function, such as o => o.class == 'Session' && o.retained > 1e6"),
        ],
        runs: false,
    },
];

/// A call of a tool.
pub(super) struct Call {
    /// The words of the command line.
    pub words: Vec<OsString>,
    /// It may end with a part of its findings.
    pub interruptible: bool,
    pub page: usize,
    pub rows: usize,
}

impl Tool {
    fn arguments(&self) -> impl Iterator<Item = &'static Argument> {
        self.arguments.iter().chain(if self.runs { PROGRAM } else { &[] })
    }

    /// The tool as a client sees it.
    pub fn description(&self) -> Json {
        let text = |description: &str| json!({"type": "string", "description": description});
        let mut properties: Map<String, Json> = Map::new();
        for Argument { name, description, place } in self.arguments() {
            let schema = match place {
                Switch(_) => json!({"type": "boolean", "description": description}),
                Pair(_) => {
                    json!({"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2, "description": description})
                }
                Position | Last | Behind(_) => text(description),
            };
            properties.insert((*name).to_owned(), schema);
        }
        if self.runs {
            let strings =
                json!({"type": "array", "items": {"type": "string"}, "description": "The program's own arguments."});
            properties.insert("args".to_owned(), strings);
        }
        let number = |description: &str, most: usize| json!({"type": "integer", "minimum": 1, "maximum": most, "description": description});
        properties
            .insert("page".to_owned(), number("Which page of the answer's lists, the first by default.", 100_000));
        properties.insert("rows".to_owned(), number("Rows of each list on a page, 10 by default.", MAX_ROWS));
        let required: Vec<&str> = self
            .arguments()
            .filter(|argument| matches!(argument.place, Position))
            .map(|argument| argument.name)
            .collect();
        json!({
            "name": self.name,
            "description": self.description,
            "inputSchema": {
                "type": "object", "properties": properties, "required": required, "additionalProperties": false,
            },
        })
    }

    /// The command line of a call.
    ///
    /// # Errors
    /// What is wrong with the arguments, in words.
    pub fn call(&self, given: &Json) -> Result<Call, String> {
        let given = given.as_object().ok_or("\"arguments\" is not an object")?;
        let is_known = |name: &str| {
            self.arguments().any(|argument| argument.name == name)
                || matches!(name, "page" | "rows")
                || name == "args" && self.runs
        };
        if let Some(name) = given.keys().find(|name| !is_known(name)) {
            return Err(format!("{} takes no argument \"{name}\"", self.name));
        }
        let number = |name: &str, usual: usize, most: usize| match given.get(name) {
            None => Ok(usual),
            Some(value) => value
                .as_u64()
                .and_then(|number| usize::try_from(number).ok())
                .filter(|number| (1..=most).contains(number))
                .ok_or_else(|| format!("\"{name}\" is not a whole number from 1 to {most}")),
        };
        let (page, rows) = (number("page", 1, 100_000)?, number("rows", ROWS, MAX_ROWS)?);
        let mut words: Vec<OsString> = vec![self.name.into(), self.json.into()];
        if self.has_limit {
            words.push(format!("--limit={}", (page * rows + 1).min(100_000)).into());
        }
        let mut positions: Vec<OsString> = Vec::new();
        for Argument { name, place, .. } in self.arguments() {
            let value = given.get(*name).filter(|value| !value.is_null());
            match (place, value) {
                (Position, None) => return Err(format!("\"{name}\" is missing")),
                (_, None) => {}
                (Position | Last, Some(value)) => positions.push(text(name, value)?.into()),
                (Behind(option), Some(value)) => words.push(format!("{option}={}", text(name, value)?).into()),
                (Switch(option), Some(value)) => match value.as_bool() {
                    Some(true) => words.push((*option).into()),
                    Some(false) => {}
                    None => return Err(format!("\"{name}\" is not a boolean")),
                },
                (Pair(option), Some(value)) => {
                    let pair = texts(name, value)?;
                    let [first, second] = pair.as_slice() else { return Err(format!("\"{name}\" is not a pair")) };
                    words.extend([(*option).into(), first.into(), second.into()]);
                }
            }
        }
        if let Some(value) = given.get("args") {
            positions.extend(texts("args", value)?.into_iter().map(OsString::from));
        }
        // Whatever the positions begin with, they are no options.
        words.push("--".into());
        words.extend(positions);
        Ok(Call { words, interruptible: self.runs, page, rows })
    }
}

/// A text, or a number as one.
fn text(name: &str, value: &Json) -> Result<String, String> {
    match value {
        Json::String(text) if text.contains('\0') => Err(format!("\"{name}\" has a null character")),
        Json::String(text) => Ok(text.clone()),
        Json::Number(number) => Ok(number.to_string()),
        _ => Err(format!("\"{name}\" is not a string")),
    }
}

fn texts(name: &str, value: &Json) -> Result<Vec<String>, String> {
    let list = value.as_array().ok_or_else(|| format!("\"{name}\" is not a list of strings"))?;
    list.iter().map(|value| text(name, value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str, given: Json) -> Result<Vec<String>, String> {
        let tool = TOOLS.iter().find(|tool| tool.name == name).expect("it is there");
        tool.call(&given).map(|call| call.words.iter().map(|word| word.to_string_lossy().into_owned()).collect())
    }

    #[test]
    fn arguments_go_to_their_places() {
        let leaks = words("leaks", json!({"script": "-a.js", "for": "5m", "noProof": true, "args": ["--x", "y"]}));
        let wanted = ["leaks", "--json", "--no-proof", "--for=5m", "--", "-a.js", "--x", "y"];
        assert_eq!(leaks.as_deref(), Ok(wanted.map(str::to_owned).as_slice()));
        let lines = words("lines", json!({"script": "a.js", "diff": ["1m", "2m"], "churn": false}));
        assert_eq!(lines, Ok(["lines", "--json", "--diff", "1m", "2m", "--", "a.js"].map(str::to_owned).to_vec()));
        let why = words("why", json!({"file": "a", "id": 7, "page": 2, "rows": 5}));
        assert_eq!(why, Ok(["why", "--json", "--limit=11", "--", "a", "7"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (given, fault) in [
            (json!([]), "is not an object"),
            (json!({}), "\"script\" is missing"),
            (json!({"script": 1.5, "x": 1}), "no argument \"x\""),
            (json!({"script": {}}), "is not a string"),
            (json!({"script": "a\0"}), "null character"),
            (json!({"script": "a", "churn": 1}), "is not a boolean"),
            (json!({"script": "a", "diff": ["1m"]}), "is not a pair"),
            (json!({"script": "a", "page": 0}), "from 1 to"),
            (json!({"script": "a", "rows": 1e9}), "from 1 to"),
        ] {
            assert!(words("lines", given.clone()).is_err_and(|said| said.contains(fault)), "{given}");
        }
    }
}
