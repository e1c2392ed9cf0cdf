//! What goes wrong in a runtime, as Rust sees it.
//!
//! An error may be sent to other threads, so it holds texts. The value that a script threw stays in
//! its runtime, found again by a token that the error carries ([`Scope::thrown_value`]), as long as
//! the error lives.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Weak};

use super::handle::{Handle, type_of};
use super::scope::Scope;
use crate::heap::Tracer;
use crate::host::node::process::uncaught::place_of_stack;
use crate::host::node::util_inspect;
use crate::objects::{Kind, Value};
use crate::source::SourceFile;
use crate::vm::{Cx, ErrorKind, JsResult, Rooted, Throw};

/// What kind of error it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum JsErrorKind {
    /// The text is no program.
    Syntax,
    /// A script threw and nothing caught it; also what a native function failed with, and a panic
    /// in one.
    Thrown,
    /// A value is not of the Rust type that was asked for.
    Conversion,
    /// An [`InterruptHandle`](crate::InterruptHandle) stopped it.
    Interrupted,
    /// It ran for longer than [`Runtime::set_time_limit`](crate::Runtime::set_time_limit) allows.
    TimedOut,
    /// It took more steps than
    /// [`Runtime::set_step_budget`](crate::Runtime::set_step_budget) allows.
    OutOfSteps,
    /// The heap is full of what is alive.
    OutOfMemory,
    /// The script called `process.exit` with this code: its runtime runs nothing any more.
    Exit(i32),
    /// A handle was given to another runtime than its own.
    ForeignHandle,
    /// Nothing is left to do that could settle the promise.
    Unsettled,
    /// The runtime failed before in the midst of something and cannot go on.
    Broken,
}

/// A place in a source: lines and columns count from 1, columns in UTF-16 code units, as in stack
/// traces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Position {
    /// The name that the source was given.
    pub source: String,
    /// Line.
    pub line: u32,
    /// Column.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.source, self.line, self.column)
    }
}

/// An error of a script or a runtime.
///
/// ```
/// use glassheap::{JsErrorKind, Runtime};
///
/// let mut runtime = Runtime::new();
/// let error = runtime.eval::<()>("\n  null.x", "app.js").unwrap_err();
/// assert_eq!(error.kind(), JsErrorKind::Thrown);
/// assert_eq!(error.name(), "TypeError");
/// assert_eq!(error.message(), "Cannot read properties of null (reading 'x')");
/// assert_eq!(error.position().unwrap().to_string(), "app.js:2:8");
/// assert!(error.stack().unwrap().contains("at app.js:2:8"));
/// let error = runtime.eval::<()>("let 1", "b.js").unwrap_err();
/// assert_eq!(error.to_string(), "SyntaxError: Unexpected number (b.js:1:5)");
/// ```
#[derive(Clone)]
pub struct JsError(Box<Details>);

#[derive(Clone)]
struct Details {
    kind: JsErrorKind,
    name: String,
    message: String,
    stack: Option<String>,
    position: Option<Position>,
    token: Option<Arc<Token>>,
}

/// What an error and the value that it stands for know each other by.
pub(super) struct Token;

impl JsError {
    fn of(kind: JsErrorKind, name: &str, message: impl Into<String>) -> JsError {
        JsError(Box::new(Details {
            kind,
            name: name.into(),
            message: message.into(),
            stack: None,
            position: None,
            token: None,
        }))
    }

    /// An `Error` for a native function to fail with.
    ///
    /// ```
    /// use glassheap::{JsError, Runtime};
    ///
    /// # fn main() -> Result<(), JsError> {
    /// let mut runtime = Runtime::new();
    /// runtime.register("fail", || Err::<(), _>(JsError::new("no luck")))?;
    /// let text: String = runtime.eval("try { fail() } catch (e) { e.message }", "a.js")?;
    /// assert_eq!(text, "no luck");
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(message: impl fmt::Display) -> JsError {
        JsError::of(JsErrorKind::Thrown, "Error", message.to_string())
    }

    /// A `TypeError` for a native function to fail with.
    ///
    /// ```
    /// assert_eq!(glassheap::JsError::type_error("no number").to_string(), "TypeError: no number");
    /// ```
    pub fn type_error(message: impl fmt::Display) -> JsError {
        JsError::of(JsErrorKind::Thrown, "TypeError", message.to_string())
    }

    /// A `RangeError` for a native function to fail with.
    ///
    /// ```
    /// assert_eq!(glassheap::JsError::range_error("too many").to_string(), "RangeError: too many");
    /// ```
    pub fn range_error(message: impl fmt::Display) -> JsError {
        JsError::of(JsErrorKind::Thrown, "RangeError", message.to_string())
    }

    pub(super) fn conversion(expected: &str, value: Value) -> JsError {
        let found = match type_of(value) {
            super::JsType::Undefined => "undefined",
            super::JsType::Null => "null",
            super::JsType::Boolean => "a boolean",
            super::JsType::Number => "a number",
            super::JsType::String => "a string",
            super::JsType::BigInt => "a BigInt",
            super::JsType::Symbol => "a symbol",
            super::JsType::Object => "an object",
            super::JsType::Function => "a function",
        };
        JsError::of(JsErrorKind::Conversion, "TypeError", format!("expected {expected}, got {found}"))
    }

    pub(super) fn foreign_handle() -> JsError {
        JsError::of(JsErrorKind::ForeignHandle, "TypeError", "the handle belongs to another runtime")
    }

    pub(super) fn interrupted() -> JsError {
        JsError::of(JsErrorKind::Interrupted, "Error", "the script was interrupted")
    }

    pub(super) fn timed_out() -> JsError {
        JsError::of(JsErrorKind::TimedOut, "Error", "the script ran for longer than its time limit")
    }

    pub(super) fn out_of_steps() -> JsError {
        JsError::of(JsErrorKind::OutOfSteps, "Error", "the script took more steps than its budget")
    }

    pub(super) fn out_of_memory() -> JsError {
        JsError::of(JsErrorKind::OutOfMemory, "Error", "the heap is full")
    }

    pub(super) fn exit(code: i32) -> JsError {
        JsError::of(JsErrorKind::Exit(code), "Error", format!("the script ended its run with exit code {code}"))
    }

    pub(super) fn unsettled() -> JsError {
        JsError::of(JsErrorKind::Unsettled, "Error", "the promise is pending and nothing is left that could settle it")
    }

    pub(super) fn broken() -> JsError {
        JsError::of(JsErrorKind::Broken, "Error", "the runtime failed before and cannot go on")
    }

    pub(super) fn syntax(file: &SourceFile, message: &str, offset: u32) -> JsError {
        let mut error = JsError::of(JsErrorKind::Syntax, "SyntaxError", message);
        error.0.position = Some(place(file, offset));
        error
    }

    /// Says which number it was.
    pub(super) fn with_number(mut self, number: f64) -> JsError {
        self.0.message = self.0.message.replace("got a number", &format!("got {number}"));
        self
    }

    /// Says where a conversion failed.
    pub(super) fn at(mut self, place: impl fmt::Display) -> JsError {
        if self.0.kind == JsErrorKind::Conversion {
            self.0.message = format!("{place}: {}", self.0.message);
        }
        self
    }

    /// What kind of error it is.
    pub fn kind(&self) -> JsErrorKind {
        self.0.kind
    }

    /// The name of the error's class, `TypeError` for example; of a value that is no error, an
    /// empty text.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The message; of a value that is no error, the text that `console.log` prints for it.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The error's `stack`, if a script threw an error.
    pub fn stack(&self) -> Option<&str> {
        self.0.stack.as_deref()
    }

    /// Where it was thrown, or where the text ceases to be a program.
    pub fn position(&self) -> Option<&Position> {
        self.0.position.as_ref()
    }
}

impl fmt::Display for JsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { name, message, position, .. } = &*self.0;
        match (name.is_empty(), message.is_empty()) {
            (true, _) => write!(f, "uncaught {message}"),
            (_, true) => f.write_str(name),
            _ => write!(f, "{name}: {message}"),
        }?;
        position.as_ref().map_or(Ok(()), |position| write!(f, " ({position})"))
    }
}

impl fmt::Debug for JsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsError({:?}, \"{self}\")", self.0.kind)
    }
}

impl Error for JsError {}

pub(super) fn place(file: &SourceFile, offset: u32) -> Position {
    let at = file.position(offset);
    Position { source: file.name().into(), line: at.line, column: at.column }
}

/// The values that living errors stand for.
#[derive(Default)]
pub(super) struct ThrownValues {
    values: Vec<(Weak<Token>, Value)>,
    /// When there are so many, those of dropped errors are let go.
    crowd: usize,
}

impl ThrownValues {
    pub fn trace(&self, tracer: &mut Tracer) {
        for (token, value) in &self.values {
            if token.strong_count() > 0 {
                tracer.word(value.bits());
            }
        }
    }

    fn add(&mut self, value: Value) -> Arc<Token> {
        if self.values.len() >= self.crowd {
            self.values.retain(|(token, _)| token.strong_count() > 0);
            self.crowd = (2 * self.values.len()).max(16);
        }
        let token = Arc::new(Token);
        self.values.push((Arc::downgrade(&token), value));
        token
    }

    fn find(&self, error: &JsError) -> Option<Value> {
        let token = Arc::as_ptr(error.0.token.as_ref()?);
        self.values.iter().rev().find(|(known, _)| known.as_ptr() == token).map(|(_, value)| *value)
    }
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

fn text_property(cx: &mut Cx<'_>, error: Rooted, key: &str) -> Option<String> {
    let value = quiet(cx, |cx| cx.get_str(error, key))?;
    (!value.is_undefined()).then(|| quiet(cx, |cx| cx.to_text(value)))?
}

impl Scope<'_> {
    /// The value that a script threw, when `error` is of this runtime and of the kind
    /// [`JsErrorKind::Thrown`].
    ///
    /// ```
    /// use glassheap::{Handle, Runtime};
    ///
    /// let mut runtime = Runtime::new();
    /// let error = runtime.eval::<()>("throw { code: 7 }", "app.js").unwrap_err();
    /// let thrown = runtime.with_scope(|scope| scope.thrown_value(&error).unwrap());
    /// assert_eq!(thrown.get::<u8>(&mut runtime, "code").unwrap(), 7);
    /// ```
    pub fn thrown_value(&mut self, error: &JsError) -> Option<Handle> {
        let value = self.state().thrown.find(error)?;
        Some(self.keep(value))
    }

    /// An error that throws this value where a native function returns it.
    ///
    /// ```
    /// use glassheap::{JsError, Runtime, Scope};
    ///
    /// # fn main() -> Result<(), JsError> {
    /// let mut runtime = Runtime::new();
    /// runtime.register("fail", |scope: &mut Scope<'_>| -> Result<(), JsError> {
    ///     Err(scope.throw("a text"))
    /// })?;
    /// assert_eq!(runtime.eval::<String>("try { fail() } catch (e) { e }", "a.js")?, "a text");
    /// # Ok(())
    /// # }
    /// ```
    pub fn throw(&mut self, value: impl super::IntoJs) -> JsError {
        match value.into_js(self).and_then(|value| self.value(&value)) {
            Ok(value) => self.error_of(value, None),
            Err(error) => error,
        }
    }

    /// What an operation of the machine comes to for Rust.
    pub(super) fn outcome<T>(&mut self, result: JsResult<T>) -> Result<T, JsError> {
        result.map_err(|thrown| {
            let site = self.vm.throw_position().map(|(file, offset)| place(&file, offset));
            match self.vm.take_exception(thrown) {
                Ok(value) => self.error_of(value, site),
                Err(_) => self.ending(),
            }
        })
    }

    /// The error for a value that was thrown.
    pub(super) fn error_of(&mut self, value: Value, site: Option<Position>) -> JsError {
        let token = self.state().thrown.add(value);
        let mut error = JsError::of(JsErrorKind::Thrown, "", "");
        let details = &mut *error.0;
        self.vm.with_cx(|cx| {
            let value = cx.root(value);
            if value.kind() == Some(Kind::Error) {
                details.name = text_property(cx, value, "name").unwrap_or_else(|| "Error".into());
                details.message = text_property(cx, value, "message").unwrap_or_default();
                details.stack = quiet(cx, |cx| util_inspect::stack_text(cx, value));
                details.position =
                    site.or_else(|| place_of_stack(cx, value).map(|(file, offset)| place(&file, offset)));
            } else {
                let shown = quiet(cx, |cx| util_inspect::inspect(cx, value, &Default::default()));
                details.message = shown.unwrap_or_else(|| cx.describe(value));
                details.position = site;
            }
        });
        details.token = Some(token);
        error
    }

    /// Throws an error that a native function failed with.
    pub(super) fn throw_error(&mut self, error: &JsError) -> Throw {
        if self.vm.is_terminating() {
            return self.vm.terminate();
        }
        if let Some(value) = self.state().thrown.find(error) {
            return self.vm.throw_value(value);
        }
        let kind = match error.name() {
            "TypeError" => ErrorKind::Type,
            "RangeError" => ErrorKind::Range,
            "SyntaxError" => ErrorKind::Syntax,
            "ReferenceError" => ErrorKind::Reference,
            _ => ErrorKind::Error,
        };
        self.vm.throw_error(kind, error.message())
    }
}
