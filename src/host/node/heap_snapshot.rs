//! Heap snapshots for `v8` (Node page "V8", `v8.writeHeapSnapshot`, `v8.getHeapSnapshot`).

use std::io;
use std::path::PathBuf;

use super::fs;
use super::permissions::{Access, Guard, denied};
use crate::objects::Value;
use crate::profiler::snapshot::file;
use crate::vm::{Cx, JsResult, NativeRow};

/// What `v8` is given.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("write", 1, write, "Node v8", "Writes a heap snapshot to a file: undefined, or an error's number."),
    NativeRow::cx("open", 0, open, "Node v8", "An open file with a heap snapshot, or an error's number."),
    NativeRow::cx(
        "number",
        0,
        |cx| Ok(Value::length(file::next_number(cx.vm()) as usize)),
        "Node v8",
        "The number of the next file that gets a name by itself.",
    ),
];

fn number_of(error: &io::Error) -> Value {
    Value::int(-error.raw_os_error().unwrap_or_else(|| rustix::io::Errno::IO.raw_os_error()))
}

fn write(cx: &mut Cx<'_>) -> JsResult {
    let name = cx.to_text(cx.arg(0))?;
    let path = PathBuf::from(&name);
    if !cx.state::<Guard>().allows(Access::Write, &path) {
        return Err(denied(cx, Access::Write, &name));
    }
    Ok(match file::write_file(cx.vm(), &path) {
        Ok(_) => Value::UNDEFINED,
        Err(error) => number_of(&error),
    })
}

fn open(cx: &mut Cx<'_>) -> JsResult {
    match file::unnamed(cx.vm()) {
        Ok(file) => Ok(fs::keep(cx, file.into())),
        Err(error) => Ok(number_of(&error)),
    }
}
