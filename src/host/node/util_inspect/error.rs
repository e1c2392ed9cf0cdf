//! Errors as text: the stack with a head that tells class and name, frames that the cause repeats
//! folded, brackets where there is no stack.

use super::Inspector;
use super::keys::object_of;
use super::names::{Head, display_string, has_in_chain};
use super::options::Style;
use crate::objects::{Key, Kind};
use crate::vm::{Cx, Intrinsic, JsResult, Rooted, Vm};

impl Inspector {
    /// What stands before an error's properties. Takes from `keys` what the stack tells already,
    /// adds `cause` and `errors`.
    pub(super) fn error(
        &mut self,
        cx: &mut Cx<'_>,
        error: Rooted,
        head: &Head,
        keys: &mut Vec<Key>,
    ) -> JsResult<String> {
        let name = cx.get_str(error, "name")?;
        let name = if name.is_nullish() { "Error".into() } else { display_string(cx, name)? };
        let stack = stack_text(cx, error)?;
        self.drop_told_keys(cx, error, keys, &stack)?;
        let cause = cx.key("cause");
        if cx.has_property(error, cause)? && !keys.contains(&cause) {
            keys.push(cause);
        }
        let errors = cx.key("errors");
        let list = cx.get(error, errors)?;
        if list.kind() == Some(Kind::Array) && !keys.contains(&errors) {
            keys.push(errors);
        }
        let stack = improve_head(stack, head, &name);
        let message = cx.get_str(error, "message")?;
        let message = if message.is_string() { cx.vm().text_of(*message) } else { String::new() };
        let after = match stack.find(&message) {
            Some(at) if at > 0 && !message.is_empty() => at + message.len(),
            _ => 0,
        };
        let mut text = match stack[after..].find("\n    at") {
            None => format!("[{stack}]"),
            Some(at) => {
                let (top, frames) = stack.split_at(after + at);
                let lines = self.frames(cx, error, &frames[1..])?;
                format!("{top}\n{}", lines.join("\n"))
            }
        };
        if self.indentation != 0 {
            text = text.replace('\n', &format!("\n{}", " ".repeat(self.indentation)));
        }
        Ok(text)
    }

    /// `name`, `message` and `stack` are not shown again when the stack text holds them.
    fn drop_told_keys(&mut self, cx: &mut Cx<'_>, error: Rooted, keys: &mut Vec<Key>, stack: &str) -> JsResult<()> {
        if self.options.show_hidden {
            return Ok(());
        }
        for name in ["name", "message", "stack"] {
            let key = cx.key(name);
            if let Some(at) = keys.iter().position(|&k| k == key) {
                let value = cx.get(error, key)?;
                if stack.contains(&display_string(cx, value)?) {
                    keys.remove(at);
                }
            }
        }
        Ok(())
    }

    /// The frames of a stack; a run of them that the cause shows too is folded.
    fn frames(&mut self, cx: &mut Cx<'_>, error: Rooted, frames: &str) -> JsResult<Vec<String>> {
        let mut lines: Vec<String> = frames.split('\n').map(String::from).collect();
        let cause = match cx.get_str(error, "cause") {
            Ok(cause) => cause,
            Err(thrown) => {
                cx.take_exception(thrown)?;
                return Ok(lines);
            }
        };
        if !cause.is_object() || !is_error(cx, cause) {
            return Ok(lines);
        }
        let stack = stack_text(cx, cause)?;
        let Some(at) = stack.find("\n    at") else { return Ok(lines) };
        let theirs: Vec<&str> = stack[at + 1..].split('\n').collect();
        if let Some((offset, length)) = common_run(&lines, &theirs) {
            let skipped = length - 2;
            let text = format!("    ... {skipped} lines matching cause stack trace ...");
            let text = self.options.stylize(text, Style::Undefined);
            lines.splice(offset + 1..offset + 1 + skipped, [text]);
        }
        Ok(lines)
    }
}

/// Whether the inspector takes an object for an error.
pub(super) fn is_error(cx: &mut Cx<'_>, object: Rooted) -> bool {
    let prototype = cx.root(cx.intrinsic(Intrinsic::ErrorPrototype));
    object_of(object).kind() == Kind::Error || has_in_chain(cx, object, prototype)
}

/// The `stack` of an error, or what `Error.prototype.toString` gives when it has none.
pub fn stack_text(cx: &mut Cx<'_>, error: Rooted) -> JsResult<String> {
    let stack = cx.get_str(error, "stack")?;
    if Vm::truthy(*stack) {
        return display_string(cx, stack);
    }
    let mut part = |key: &str, default: &str| -> JsResult<String> {
        let value = cx.get_str(error, key)?;
        if value.is_undefined() { Ok(default.into()) } else { cx.to_text(value) }
    };
    let (name, message) = (part("name", "Error")?, part("message", "")?);
    Ok(match (name.is_empty(), message.is_empty()) {
        (true, _) => message,
        (_, true) => name,
        _ => format!("{name}: {message}"),
    })
}

/// The first run of at least four of `ours` that occurs in `theirs`: where, and how long.
fn common_run(ours: &[String], theirs: &[&str]) -> Option<(usize, usize)> {
    for i in 0..ours.len().saturating_sub(3) {
        let Some(at) = theirs.iter().position(|line| *line == ours[i]) else { continue };
        let length = ours[i..].iter().zip(&theirs[at..]).take_while(|(a, b)| a == *b).count();
        if length > 3 {
            return Some((i, length));
        }
    }
    None
}

/// Makes the stack's head tell the class: a renamed class, a null prototype, a tag.
fn improve_head(stack: String, head: &Head, name: &str) -> String {
    let mut length = name.len();
    let looks_normal = name.ends_with("Error")
        && stack.starts_with(name)
        && matches!(stack.as_bytes().get(length), None | Some(b':' | b'\n'));
    if head.constructor.is_some() && !looks_normal {
        return stack;
    }
    let mut fallback = "Error".to_string();
    if head.constructor.is_none() {
        let start = leading_class(&stack);
        length = start.len();
        if !start.is_empty() {
            fallback = start.to_string();
        }
    }
    let prefix = head.prefix(&fallback, "");
    let prefix = prefix.strip_suffix(' ').unwrap_or(&prefix);
    if name == prefix {
        return stack;
    }
    let rest = stack.get(length..).unwrap_or("");
    if !prefix.contains(name) {
        return format!("{prefix} [{name}]{rest}");
    }
    if length == 0 { format!("{prefix}: {stack}") } else { format!("{prefix}{rest}") }
}

/// The class that a stack text begins with, as far as text can tell.
fn leading_class(stack: &str) -> &str {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ' | '[' | ']' | '(' | ')' | '-');
    let end = stack.find(|c| !word(c)).unwrap_or(stack.len());
    let (class, rest) = stack.split_at(end);
    if end > 1
        && class.starts_with(|c: char| c.is_ascii_uppercase())
        && (rest.starts_with(':') || rest.starts_with("\n    at"))
    {
        return class;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if stack.ends_with("Error") && stack.chars().all(plain) { stack } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        let head = |constructor: Option<&str>| Head { constructor: constructor.map(String::from), tag: String::new() };
        let improved = |stack: &str, constructor, name| improve_head(stack.into(), &head(constructor), name);
        assert_eq!(improved("Error: x\n    at y", Some("Foo"), "Error"), "Foo [Error]: x\n    at y");
        assert_eq!(improved("Error: x", Some("FooError"), "Error"), "FooError: x");
        assert_eq!(improved("Error: x", None, "Error"), "[Error: null prototype]: x");
        assert_eq!(improved("TypeError: x", Some("TypeError"), "TypeError"), "TypeError: x");
    }
}
