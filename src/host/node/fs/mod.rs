//! What `fs` is given of the machine: operations on files and folders, each done at once.
//!
//! Invariants: every operation asks the guard before it looks at the machine; what the system
//! refuses is given back as its number, negative, of which `fs` makes an error. Bytes come and go
//! as strings of a byte a character.

mod folders;
mod open;
mod status;

use std::io;
use std::path::{Path, PathBuf};

use super::permissions::{Access, Guard, denied};
pub use open::install;
#[cfg(feature = "cli")]
pub use open::keep;

use crate::objects::{Gc, JsString, Value};
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

/// The tables of functions.
pub const ROWS: [&[NativeRow]; 3] = [folders::ROWS, open::ROWS, status::ROWS];

/// The number of an error, as `fs` wants it.
fn errno(error: &io::Error) -> Value {
    Value::int(-error.raw_os_error().unwrap_or(rustix::io::Errno::IO.raw_os_error()))
}

/// A result without a value: undefined, or an error's number.
fn done(result: io::Result<()>) -> JsResult {
    Ok(result.map_or_else(|error| errno(&error), |()| Value::UNDEFINED))
}

/// A text, or an error's number.
fn text(cx: &mut Cx<'_>, result: io::Result<PathBuf>) -> JsResult {
    Ok(match result {
        Ok(path) => *cx.string(&path.to_string_lossy()),
        Err(error) => errno(&error),
    })
}

/// The path of an argument, which may be used so where it leads.
fn path(cx: &mut Cx<'_>, at: usize, accesses: &[Access]) -> JsResult<PathBuf> {
    path_by(cx, at, accesses, |guard, access, path| guard.allows(access, path))
}

/// The path of an argument; what stands there may be used so, be it a link.
fn path_itself(cx: &mut Cx<'_>, at: usize, accesses: &[Access]) -> JsResult<PathBuf> {
    path_by(cx, at, accesses, |guard, access, path| guard.allows_itself(access, path))
}

fn path_by(
    cx: &mut Cx<'_>,
    at: usize,
    accesses: &[Access],
    allows: impl Fn(&Guard, Access, &Path) -> bool,
) -> JsResult<PathBuf> {
    let name = cx.to_text(cx.arg(at))?;
    let path = PathBuf::from(&name);
    for &access in accesses {
        if !allows(cx.state::<Guard>(), access, &path) {
            return Err(denied(cx, access, &name));
        }
    }
    Ok(path)
}

/// The bytes of a string: those of its UTF-8, or a byte a character.
fn bytes_of(cx: &mut Cx<'_>, string: Rooted, utf8: bool) -> Vec<u8> {
    if utf8 {
        return cx.vm().text_of(*string).into_bytes();
    }
    let Some(string) = Gc::<JsString>::from_value(*string) else { return Vec::new() };
    let mut leaf = cx.leaf();
    let chars = leaf.chars(string);
    (0..chars.len()).map(|i| chars.at(i) as u8).collect()
}

/// A string of bytes: of their UTF-8, or a character a byte.
fn string_of(cx: &mut Cx<'_>, bytes: Vec<u8>, utf8: bool) -> Value {
    if utf8 {
        let text = String::from_utf8_lossy(&bytes);
        return *cx.string(&text);
    }
    let string = cx.leaf().new_latin1(&bytes);
    *cx.root(string.value())
}

/// A number of an argument.
fn number(cx: &mut Cx<'_>, at: usize) -> JsResult<f64> {
    cx.to_number(cx.arg(at))
}
