//! What is known of files, and changes of that: sizes, times, modes, owners.

use std::fs::Metadata;
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Timespec, Timestamps};

use super::open::{bad_number, files};
use super::{done, errno, number, path, path_itself};
use crate::host::node::permissions::Access;
use crate::objects::Value;
use crate::vm::{Cx, JsResult, NativeRow, Rooted, Vm};

pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("stat", 1, stat, "Node fs", "What is known of a file, where its path leads."),
    NativeRow::cx("lstat", 1, lstat, "Node fs", "What is known of a file or a link."),
    NativeRow::cx("fstat", 1, fstat, "Node fs", "What is known of an open file."),
    NativeRow::cx("access", 2, access, "Node fs", "Whether a file may be used so."),
    NativeRow::cx("chmod", 2, chmod, "Node fs", "Gives a file another mode."),
    NativeRow::cx("fchmod", 2, fchmod, "Node fs", "Gives an open file another mode."),
    NativeRow::cx("chown", 4, chown, "Node fs", "Gives a file, or a link, another owner."),
    NativeRow::cx("fchown", 3, fchown, "Node fs", "Gives an open file another owner."),
    NativeRow::cx("utimes", 4, utimes, "Node fs", "Gives a file, or a link, other times."),
    NativeRow::cx("futimes", 3, futimes, "Node fs", "Gives an open file other times."),
    NativeRow::cx("truncate", 2, truncate, "Node fs", "Gives a file another length."),
    NativeRow::cx("statfs", 1, statfs, "Node fs", "What is known of a file system."),
];

/// The figures in the order of Node's fields, times as seconds and nanoseconds.
fn figures(cx: &mut Cx<'_>, data: io::Result<Metadata>) -> JsResult {
    let data = match data {
        Ok(data) => data,
        Err(error) => return Ok(errno(&error)),
    };
    let born = data.created().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let born =
        born.map_or((data.ctime(), data.ctime_nsec()), |time| (time.as_secs() as i64, i64::from(time.subsec_nanos())));
    let numbers = [
        data.dev() as f64,
        f64::from(data.mode()),
        data.nlink() as f64,
        f64::from(data.uid()),
        f64::from(data.gid()),
        data.rdev() as f64,
        data.blksize() as f64,
        data.ino() as f64,
        data.size() as f64,
        data.blocks() as f64,
        data.atime() as f64,
        data.atime_nsec() as f64,
        data.mtime() as f64,
        data.mtime_nsec() as f64,
        data.ctime() as f64,
        data.ctime_nsec() as f64,
        born.0 as f64,
        born.1 as f64,
    ];
    let numbers: Vec<Rooted> = numbers.iter().map(|&number| number.into()).collect();
    Ok(*cx.array_from(&numbers))
}

fn stat(cx: &mut Cx<'_>) -> JsResult {
    let path = path(cx, 0, &[Access::Read])?;
    figures(cx, std::fs::metadata(path))
}

fn lstat(cx: &mut Cx<'_>) -> JsResult {
    let path = path_itself(cx, 0, &[Access::Read])?;
    figures(cx, std::fs::symlink_metadata(path))
}

fn fstat(cx: &mut Cx<'_>) -> JsResult {
    let file = number(cx, 0)?;
    let own = match file {
        0.0 => io::stdin().as_fd().try_clone_to_owned(),
        1.0 => io::stdout().as_fd().try_clone_to_owned(),
        2.0 => io::stderr().as_fd().try_clone_to_owned(),
        _ => {
            let Some(data) = files(cx).get(file).map(std::fs::File::metadata) else { return Ok(bad_number()) };
            return figures(cx, data);
        }
    };
    let data = own.and_then(|own| std::fs::File::from(own).metadata());
    figures(cx, data)
}

fn access(cx: &mut Cx<'_>) -> JsResult {
    let mode = rustix::fs::Access::from_bits_truncate(number(cx, 1)? as u32);
    let path = path(cx, 0, &[Access::Read])?;
    done(rustix::fs::access(path, mode).map_err(Into::into))
}

fn mode(cx: &mut Cx<'_>, at: usize) -> JsResult<std::fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::Permissions::from_mode(number(cx, at)? as u32))
}

fn chmod(cx: &mut Cx<'_>) -> JsResult {
    let mode = mode(cx, 1)?;
    let path = path(cx, 0, &[Access::Write])?;
    done(std::fs::set_permissions(path, mode))
}

fn fchmod(cx: &mut Cx<'_>) -> JsResult {
    let (file, mode) = (number(cx, 0)?, mode(cx, 1)?);
    let Some(file) = files(cx).get(file) else { return Ok(bad_number()) };
    done(file.set_permissions(mode))
}

/// A number that means an owner; -1 leaves it.
fn owner(cx: &mut Cx<'_>, at: usize) -> JsResult<Option<u32>> {
    let number = number(cx, at)?;
    Ok((number >= 0.0).then_some(number as u32))
}

/// `chown(path, user, group, ofLink)`
fn chown(cx: &mut Cx<'_>) -> JsResult {
    let (user, group) = (owner(cx, 1)?, owner(cx, 2)?);
    if Vm::truthy(*cx.arg(3)) {
        let path = path_itself(cx, 0, &[Access::Write])?;
        return done(std::os::unix::fs::lchown(path, user, group));
    }
    let path = path(cx, 0, &[Access::Write])?;
    done(std::os::unix::fs::chown(path, user, group))
}

fn fchown(cx: &mut Cx<'_>) -> JsResult {
    let (file, user, group) = (number(cx, 0)?, owner(cx, 1)?, owner(cx, 2)?);
    let Some(file) = files(cx).get(file) else { return Ok(bad_number()) };
    done(std::os::unix::fs::fchown(file, user, group))
}

/// Seconds with fractions as the system wants them.
fn time(seconds: f64) -> Timespec {
    let whole = seconds.floor();
    let nanos = ((seconds - whole) * 1e9).round().clamp(0.0, 999_999_999.0);
    Timespec { tv_sec: whole as i64, tv_nsec: nanos as _ }
}

fn times(cx: &mut Cx<'_>) -> JsResult<Timestamps> {
    Ok(Timestamps { last_access: time(number(cx, 1)?), last_modification: time(number(cx, 2)?) })
}

/// `utimes(path, accessed, modified, ofLink)`
fn utimes(cx: &mut Cx<'_>) -> JsResult {
    let times = times(cx)?;
    let (path, flags) = if Vm::truthy(*cx.arg(3)) {
        (path_itself(cx, 0, &[Access::Write])?, AtFlags::SYMLINK_NOFOLLOW)
    } else {
        (path(cx, 0, &[Access::Write])?, AtFlags::empty())
    };
    done(rustix::fs::utimensat(CWD, path, &times, flags).map_err(Into::into))
}

fn futimes(cx: &mut Cx<'_>) -> JsResult {
    let (file, times) = (number(cx, 0)?, times(cx)?);
    let Some(file) = files(cx).get(file) else { return Ok(bad_number()) };
    done(rustix::fs::futimens(file, &times).map_err(Into::into))
}

fn truncate(cx: &mut Cx<'_>) -> JsResult {
    let length = number(cx, 1)?;
    let path = path(cx, 0, &[Access::Write])?;
    let set = |path: &Path| std::fs::OpenOptions::new().write(true).open(path)?.set_len(length.max(0.0) as u64);
    done(set(&path))
}

fn statfs(cx: &mut Cx<'_>) -> JsResult {
    let path = path(cx, 0, &[Access::Read])?;
    match rustix::fs::statfs(path) {
        Ok(data) => {
            let numbers = [
                data.f_type as f64,
                data.f_bsize as f64,
                data.f_blocks as f64,
                data.f_bfree as f64,
                data.f_bavail as f64,
                data.f_files as f64,
                data.f_ffree as f64,
            ];
            let numbers: Vec<Rooted> = numbers.iter().map(|&number| number.into()).collect();
            Ok(*cx.array_from(&numbers))
        }
        Err(error) => Ok(Value::int(-error.raw_os_error())),
    }
}
