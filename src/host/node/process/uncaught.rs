//! The final report of a program: an exception that nothing caught, with the line that threw it, as
//! Node prints them.

use std::rc::{Rc, Weak};

use super::streams::options;
use crate::event_loop::EventLoop;
use crate::heap::Tracer;
use crate::host::node::util_inspect::{Options, inspect};
use crate::objects::{Gc, Kind, Object};
use crate::source::{SourceFile, excerpt};
use crate::stdio::Stream;
use crate::vm::{Cx, HostState, JsResult, Rooted};

/// The last line of every report.
pub const VERSION_LINE: &str = concat!("glass v", env!("CARGO_PKG_VERSION"));

/// Objects this deep in what was thrown are only named.
const DEPTH: i64 = 5;

/// Sources that are remembered without a look at which of them are gone.
const CROWD: usize = limit!(64, small = 2);

/// A source and a byte offset in it.
pub type Place = (Rc<SourceFile>, u32);

/// The sources that ran, by which places in stack texts are found again.
#[derive(Default)]
pub struct Sources {
    files: Vec<Weak<SourceFile>>,
    /// When there are so many, those that went away are dropped.
    crowd: usize,
}

impl HostState for Sources {
    fn trace(&self, _: &mut Tracer) {}
}

impl Sources {
    /// Remembers a source as long as code of it lives.
    pub fn add(&mut self, file: &Rc<SourceFile>) {
        if self.files.len() >= self.crowd {
            self.files.retain(|file| file.strong_count() > 0);
            self.crowd = (2 * self.files.len()).max(CROWD);
        }
        self.files.push(Rc::downgrade(file));
    }

    fn find(&self, name: &str) -> Option<Rc<SourceFile>> {
        self.files.iter().rev().filter_map(Weak::upgrade).find(|file| file.name() == name)
    }
}

/// Where a stack text says that an error was made: the first frame that lies in a source of the
/// program.
pub fn place_of_stack(cx: &mut Cx<'_>, error: Rooted) -> Option<Place> {
    let object = Gc::<Object>::from_value(*error)?;
    let leaf = cx.leaf();
    // Not read as scripts read it: the first look at it may run their getters.
    let stack = if leaf.has_pending_stack(object) {
        leaf.get_hidden(object, leaf.names.error_frames)?
    } else {
        let key = leaf.names.stack;
        cx.vm().peek_own(object, key)?.value
    };
    let text = cx.vm().text_of(stack);
    let frame = text.lines().find_map(|line| line.strip_prefix("    at "))?;
    let place = frame.rsplit_once('(').map_or(frame, |(_, place)| place.trim_end_matches(')'));
    let mut parts = place.rsplitn(3, ':');
    let column: u32 = parts.next()?.parse().ok()?;
    let line: u32 = parts.next()?.parse().ok()?;
    let name = parts.next()?.trim_start_matches("async ");
    let file = cx.state::<Sources>().find(name)?;
    let offset = offset_of(&file, line, column)?;
    Some((file, offset))
}

/// The byte offset of a line and a column in UTF-16 units.
fn offset_of(file: &SourceFile, line: u32, column: u32) -> Option<u32> {
    let text = file.line_text(line);
    let base = (text.as_ptr() as usize).checked_sub(file.text().as_ptr() as usize)?;
    let mut units = 1;
    for (at, c) in text.char_indices() {
        if units >= column as usize {
            return u32::try_from(base + at).ok();
        }
        units += c.len_utf16();
    }
    u32::try_from(base + text.len()).ok()
}

/// The text of a value that was thrown; inspection that throws itself is given up.
fn value_text(cx: &mut Cx<'_>, value: Rooted) -> String {
    let options = Options { depth: Some(DEPTH), custom_inspect: false, ..options(cx, Stream::Stderr) };
    match inspect(cx, value, &options) {
        Ok(text) if value.is_string() || value.is_bigint() => {
            let plain = cx.vm().describe_value(*value);
            if options.colors { text } else { plain }
        }
        Ok(text) => text,
        Err(thrown) => {
            // Whatever a script's own inspection did, the report comes out.
            let _ = cx.take_exception(thrown);
            bare_text(cx, value)
        }
    }
}

/// The text of a value that inspection failed on: name and message of what has both, else the whole
/// as a string, each empty where it fails, too.
fn bare_text(cx: &mut Cx<'_>, value: Rooted) -> String {
    let part = |cx: &mut Cx<'_>, key: &str| {
        let part = quiet(cx, |cx| cx.get_str(value, key))?;
        (!part.is_undefined()).then_some(part)
    };
    let text = |cx: &mut Cx<'_>, value: Rooted| quiet(cx, |cx| cx.to_text(value)).unwrap_or_default();
    if value.is_object()
        && let (Some(name), Some(message)) = (part(cx, "name"), part(cx, "message"))
    {
        return format!("{}: {}", text(cx, name), text(cx, message));
    }
    text(cx, value)
}

/// What an operation gives; an exception is dropped.
fn quiet<T>(cx: &mut Cx<'_>, operation: impl FnOnce(&mut Cx<'_>) -> JsResult<T>) -> Option<T> {
    match operation(cx) {
        Ok(result) => Some(result),
        Err(thrown) => {
            let _ = cx.take_exception(thrown);
            None
        }
    }
}

/// Prints an exception that ends the program.
pub fn report(cx: &mut Cx<'_>, value: Rooted, place: Option<Place>) {
    let is_error = value.kind() == Some(Kind::Error);
    let head = place.map(|(file, offset)| excerpt(&file, offset, 1));
    let text = value_text(cx, value);
    let report = match head {
        // It may stand there already.
        Some(head) if is_error && text.starts_with(&head) => format!("{text}\n\n{VERSION_LINE}\n"),
        Some(head) if is_error => format!("{head}\n\n{text}\n\n{VERSION_LINE}\n"),
        Some(head) => format!("\n{head}\n{text}\n\n{VERSION_LINE}\n"),
        None if is_error => format!("{text}\n\n{VERSION_LINE}\n"),
        None => format!("Uncaught:\n{text}\n\n{VERSION_LINE}\n"),
    };
    cx.state::<EventLoop>().output.write(Stream::Stderr, report.as_bytes());
}
