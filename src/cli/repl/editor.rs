//! The line editor: history, several lines by asking the parser whether a text is complete,
//! completion and colours.

use std::borrow::Cow;
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Context, Editor, Helper, Hinter};

use super::Event;
use super::highlight::highlight;
use super::session::known_command_in;
use crate::stdio;
use crate::syntax::{self, Completeness};

/// A busy runtime does not hold the editor up for longer.
const COMPLETION_PATIENCE: Duration = Duration::from_millis(500);

/// What the editor asks while it reads.
#[derive(Helper, Hinter)]
struct Assistant {
    events: Sender<Event>,
    /// Whether the line is empty, as it was shown last.
    empty: Cell<bool>,
    /// Lines are gathered one by one, whatever they mean.
    editor_mode: Cell<bool>,
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let command = match text.rsplit_once('\n') {
            Some((_, last)) => known_command_in(last).is_some(),
            None => text.starts_with('.'),
        };
        let incomplete = !command && !self.editor_mode.get() && syntax::is_complete(text) == Completeness::Incomplete;
        Ok(if incomplete { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let (reply, answer) = channel();
        let asked = self.events.send(Event::Complete(line[..at].to_string(), reply));
        let answer = asked.ok().and_then(|()| answer.recv_timeout(COMPLETION_PATIENCE).ok());
        Ok(answer.map_or((at, Vec::new()), |answer| (answer.start, answer.candidates)))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        self.empty.set(line.is_empty());
        highlight(line).into()
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        true
    }
}

/// Reads a text whenever one is asked for, with what was typed of it already, until the input ends
/// or nobody asks any more.
pub(super) fn read_lines(requests: &Receiver<String>, events: &Sender<Event>) {
    let config = Config::builder()
        .history_ignore_dups(true)
        .unwrap_or_else(|_| Config::builder())
        .completion_type(CompletionType::List)
        .auto_add_history(true)
        .build();
    let Ok(mut editor) = Editor::<Assistant, DefaultHistory>::with_config(config) else {
        let _ = events.send(Event::End);
        return;
    };
    editor.set_helper(Some(Assistant {
        events: events.clone(),
        empty: Cell::new(true),
        editor_mode: Cell::new(false),
    }));
    let history = history_file();
    if let Some(file) = &history {
        // No history yet is a fine beginning.
        let _ = editor.load_history(file);
    }
    while let Ok(typed) = requests.recv() {
        if let Some(helper) = editor.helper() {
            helper.empty.set(true);
        }
        let event = match editor.readline_with_initial("> ", (&typed, "")) {
            Ok(text) if is_editor_command(&text) => edit(&mut editor),
            Ok(text) => Event::Text(text),
            // With something typed it only forgets that.
            Err(ReadlineError::Interrupted) if editor.helper().is_some_and(|helper| !helper.empty.get()) => {
                Event::Text(String::new())
            }
            Err(ReadlineError::Interrupted) => Event::Interrupted,
            Err(_) => Event::End,
        };
        if let Some(file) = &history {
            let _ = editor.append_history(file);
        }
        let last = matches!(event, Event::End);
        if events.send(event).is_err() || last {
            return;
        }
    }
}

/// Whether a text, or its last line, asks for the editor mode.
fn is_editor_command(text: &str) -> bool {
    text.lines().last().and_then(known_command_in).is_some_and(|(name, _)| name == "editor")
}

/// The editor mode: lines until Ctrl-D, which are one text; Ctrl-C forgets them.
fn edit(editor: &mut Editor<Assistant, DefaultHistory>) -> Event {
    let set = |editor: &Editor<Assistant, DefaultHistory>, on| {
        if let Some(helper) = editor.helper() {
            helper.editor_mode.set(on);
        }
    };
    stdio::write_stdout(b"// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n");
    stdio::flush();
    set(editor, true);
    let mut text = String::new();
    let event = loop {
        match editor.readline("") {
            Ok(line) => {
                text.push_str(&line);
                text.push('\n');
            }
            Err(ReadlineError::Eof) => break Event::Edited(text),
            Err(_) => break Event::Text(String::new()),
        }
    };
    set(editor, false);
    event
}

/// `GLASS_REPL_HISTORY`, or a file in the home directory; nothing when the variable is empty.
fn history_file() -> Option<PathBuf> {
    match std::env::var_os("GLASS_REPL_HISTORY") {
        Some(file) if file.is_empty() => None,
        Some(file) => Some(file.into()),
        None => Some(PathBuf::from(std::env::var_os("HOME")?).join(".glass_repl_history")),
    }
}
