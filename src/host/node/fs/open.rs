//! Open files, and whole files read and written.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::FileExt;

use rustix::fs::{Mode, OFlags};

use super::{bytes_of, done, errno, number, path, string_of};
use crate::builtins::Installer;
use crate::event_loop::EventLoop;
use crate::heap::Tracer;
use crate::host::node::permissions::Access;
use crate::objects::object::storage::Slots;
use crate::objects::{Gc, Value};
use crate::stdio::Stream;
use crate::vm::{Cx, HostState, JsResult, NativeRow, Rooted, messages};

pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("open", 3, open, "Node fs", "Opens a file: its number."),
    NativeRow::cx("close", 1, close, "Node fs", "Closes a file."),
    NativeRow::cx("read", 4, read, "Node fs", "Bytes of an open file."),
    NativeRow::cx("write", 4, write, "Node fs", "Writes to an open file: how many bytes."),
    NativeRow::cx("readFile", 2, read_file, "Node fs", "The bytes or the text of a file."),
    NativeRow::cx("readRest", 2, read_rest, "Node fs", "The rest of an open file."),
    NativeRow::cx("truncateFile", 2, truncate, "Node fs", "Gives an open file another length."),
    NativeRow::cx("later", 1, later, "Node fs", "Calls a function when the loop asks the machine."),
    NativeRow::cx("readInput", 2, read_input, "Node fs", "Calls a function with what standard input has."),
    NativeRow::leaf(
        "cancelInput",
        0,
        |leaf, _, _| {
            leaf.state::<EventLoop>().wait_for_input(None, Value::UNDEFINED);
            Ok(Value::UNDEFINED)
        },
        "Node fs",
        "Nobody waits for standard input any more.",
    ),
    NativeRow::cx("sync", 2, sync, "Node fs", "Waits until an open file is on the disk."),
];

/// No string holds more bytes.
const LARGEST: u64 = (1 << 29) - 24;
/// Bytes that are asked for at once where nobody says how many there are.
const PORTION: usize = 64 << 10;

/// The files that a program has open, by number.
#[derive(Default)]
pub struct OpenFiles(HashMap<i32, File>);

impl HostState for OpenFiles {
    fn trace(&self, _: &mut Tracer) {}
}

impl OpenFiles {
    /// The file of a number.
    pub fn get(&self, number: f64) -> Option<&File> {
        self.0.get(&(number as i32))
    }
}

/// The open files, from the first time that somebody asks.
pub fn files<'a>(cx: &'a mut Cx<'_>) -> &'a mut OpenFiles {
    if cx.vm_ref().state_ref::<OpenFiles>().is_none() {
        cx.vm().add_state(OpenFiles::default());
    }
    cx.state::<OpenFiles>()
}

pub fn bad_number() -> Value {
    Value::int(-rustix::io::Errno::BADF.raw_os_error())
}

fn open(cx: &mut Cx<'_>) -> JsResult {
    let flags = OFlags::from_bits_retain(number(cx, 1)? as i64 as _);
    let mode = Mode::from_bits_truncate(number(cx, 2)? as u32);
    let access = match flags & OFlags::RWMODE {
        OFlags::RDONLY => &[Access::Read][..],
        OFlags::WRONLY => &[Access::Write],
        _ => &[Access::Read, Access::Write],
    };
    let changes = flags.intersects(OFlags::CREATE | OFlags::TRUNC | OFlags::APPEND);
    let access = if changes && access == [Access::Read] { &[Access::Read, Access::Write][..] } else { access };
    let name = cx.to_text(cx.arg(0))?;
    // The program's own input, and what takes everything.
    let path = if matches!(name.as_str(), "/dev/stdin" | "/dev/null") { name.into() } else { path(cx, 0, access)? };
    Ok(match rustix::fs::open(&path, flags | OFlags::CLOEXEC, mode) {
        Ok(file) => keep(cx, file),
        Err(error) => Value::int(-error.raw_os_error()),
    })
}

/// Keeps an open file for the program: its number.
pub fn keep(cx: &mut Cx<'_>, file: OwnedFd) -> Value {
    let file = File::from(file);
    let number = file.as_raw_fd();
    files(cx).0.insert(number, file);
    Value::int(number)
}

fn close(cx: &mut Cx<'_>) -> JsResult {
    let number = number(cx, 0)?;
    if (0.0..3.0).contains(&number) {
        return Ok(Value::UNDEFINED);
    }
    Ok(if files(cx).0.remove(&(number as i32)).is_some() { Value::UNDEFINED } else { bad_number() })
}

/// `read(file, length, position, utf8)`: at the place where it stands, when the position is none.
fn read(cx: &mut Cx<'_>) -> JsResult {
    let (file, length) = (number(cx, 0)?, number(cx, 1)?.clamp(0.0, LARGEST as f64) as usize);
    let position = cx.arg(2).as_number().filter(|&position| position >= 0.0);
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(length).is_err() {
        return Err(cx.range_error(messages::STRING_LENGTH));
    }
    bytes.resize(length, 0);
    let count = if file == 0.0 {
        cx.state::<EventLoop>().output.flush();
        read_again(|| io::stdin().lock().read(&mut bytes))
    } else {
        match files(cx).get(file) {
            None => return Ok(bad_number()),
            Some(mut file) => read_again(|| match position {
                Some(position) => file.read_at(&mut bytes, position as u64),
                None => file.read(&mut bytes),
            }),
        }
    };
    match count {
        Ok(count) => {
            bytes.truncate(count);
            Ok(string_of(cx, bytes, false))
        }
        Err(error) => Ok(errno(&error)),
    }
}

fn read_again(mut read: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match read() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// `write(file, string, position, utf8)`
fn write(cx: &mut Cx<'_>) -> JsResult {
    let file = number(cx, 0)?;
    let position = cx.arg(2).as_number().filter(|&position| position >= 0.0);
    let utf8 = crate::vm::Vm::truthy(*cx.arg(3));
    let bytes = bytes_of(cx, cx.arg(1), utf8);
    if file == 1.0 || file == 2.0 {
        let stream = if file == 1.0 { Stream::Stdout } else { Stream::Stderr };
        crate::host::node::process::write(cx.vm(), stream, &bytes)?;
        return Ok(Value::length(bytes.len()));
    }
    let Some(mut file) = files(cx).get(file) else { return Ok(bad_number()) };
    let count = read_again(|| match position {
        Some(position) => file.write_at(&bytes, position as u64),
        None => file.write(&bytes),
    });
    Ok(count.map_or_else(|error| errno(&error), Value::length))
}

/// `readFile(path, utf8)`
fn read_file(cx: &mut Cx<'_>) -> JsResult {
    let name = cx.to_text(cx.arg(0))?;
    let path = if name == "/dev/stdin" { name.into() } else { path(cx, 0, &[Access::Read])? };
    let utf8 = crate::vm::Vm::truthy(*cx.arg(1));
    match File::open(&path).and_then(|file| rest_of(cx, &file)) {
        Ok(Some(bytes)) => Ok(string_of(cx, bytes, utf8)),
        Ok(None) => Ok(Value::NULL),
        Err(error) => Ok(errno(&error)),
    }
}

/// `readRest(file, utf8)`
fn read_rest(cx: &mut Cx<'_>) -> JsResult {
    let file = number(cx, 0)?;
    let utf8 = crate::vm::Vm::truthy(*cx.arg(1));
    let result = if file == 0.0 {
        cx.state::<EventLoop>().output.flush();
        rest_from(cx, &mut io::stdin().lock())
    } else {
        let Some(file) = files(cx).get(file).map(File::try_clone) else { return Ok(bad_number()) };
        file.and_then(|file| rest_of(cx, &file))
    };
    match result {
        Ok(Some(bytes)) => Ok(string_of(cx, bytes, utf8)),
        Ok(None) => Ok(Value::NULL),
        Err(error) => Ok(errno(&error)),
    }
}

/// The rest of a file; `None` when no string can hold it.
fn rest_of(cx: &mut Cx<'_>, mut file: &File) -> io::Result<Option<Vec<u8>>> {
    let data = file.metadata()?;
    if data.is_dir() {
        return Err(rustix::io::Errno::ISDIR.into());
    }
    if data.is_file() && data.len().saturating_sub(file.stream_position().unwrap_or(0)) > LARGEST {
        return Ok(None);
    }
    rest_from(cx, &mut file)
}

fn rest_from(cx: &mut Cx<'_>, file: &mut dyn Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        if before as u64 > LARGEST {
            return Ok(None);
        }
        if cx.check_interrupt().is_err() {
            return Err(rustix::io::Errno::INTR.into());
        }
        bytes.try_reserve(PORTION.max(before)).map_err(|_| io::Error::from(rustix::io::Errno::NOMEM))?;
        let portion = PORTION.max(before);
        bytes.resize(before + portion, 0);
        let count = read_again(|| file.read(&mut bytes[before..]))?;
        bytes.truncate(before + count);
        if count == 0 {
            return Ok(Some(bytes));
        }
    }
}

fn truncate(cx: &mut Cx<'_>) -> JsResult {
    let (file, length) = (number(cx, 0)?, number(cx, 1)?);
    let Some(file) = files(cx).get(file) else { return Ok(bad_number()) };
    done(file.set_len(length.max(0.0) as u64))
}

fn later(cx: &mut Cx<'_>) -> JsResult {
    let (callback, context) = (*cx.arg(0), cx.vm_ref().async_context);
    cx.state::<EventLoop>().add_poll(callback, context);
    Ok(Value::UNDEFINED)
}

/// `readInput(length, callback)`
fn read_input(cx: &mut Cx<'_>) -> JsResult {
    let values = [*cx.arg(0), *cx.arg(1)];
    let parts = cx.leaf().new_tuple(&values).value();
    let parts = cx.root(parts);
    let callback = cx.native_function("%inputIsReady", parts);
    let context = cx.vm_ref().async_context;
    cx.state::<EventLoop>().wait_for_input(Some(*callback), context);
    Ok(Value::UNDEFINED)
}

fn input_is_ready(cx: &mut Cx<'_>) -> JsResult {
    let Some(parts) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    let (length, callback) = (parts.get(0), parts.get(1));
    let callback = cx.root(callback);
    let mut bytes = vec![0; length.as_number().unwrap_or(0.0).clamp(1.0, PORTION as f64) as usize];
    let answer = match read_again(|| io::stdin().lock().read(&mut bytes)) {
        Ok(count) => {
            bytes.truncate(count);
            string_of(cx, bytes, false)
        }
        Err(error) => errno(&error),
    };
    let answer = cx.root(answer);
    cx.call(callback, Rooted::UNDEFINED, &[answer]).map(|result| *result)
}

/// Installs what the loop calls.
pub fn install(installer: &mut Installer<'_>) {
    let row = NativeRow::cx("", 0, input_is_ready, "Node fs", "Reads what standard input has.");
    installer.internal("%inputIsReady", row);
}

/// `sync(file, dataOnly)`
fn sync(cx: &mut Cx<'_>) -> JsResult {
    let (file, data_only) = (number(cx, 0)?, crate::vm::Vm::truthy(*cx.arg(1)));
    let Some(file) = files(cx).get(file) else { return Ok(bad_number()) };
    done(if data_only { file.sync_data() } else { file.sync_all() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_again_after_an_interruption() {
        let mut calls = 0;
        let result = read_again(|| {
            calls += 1;
            if calls == 1 { Err(io::ErrorKind::Interrupted.into()) } else { Ok(7) }
        });
        assert_eq!(result.ok(), Some(7));
        assert_eq!(calls, 2);
    }
}
