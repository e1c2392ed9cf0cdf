//! Folders, links, and what moves files about.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::{done, errno, number, path, path_itself, text};
use crate::host::node::permissions::Access;
use crate::vm::{Cx, JsResult, NativeRow, Rooted, Vm};

pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("readdir", 1, readdir, "Node fs", "Names in a folder, and what kind each is."),
    NativeRow::cx("mkdir", 3, mkdir, "Node fs", "Makes a folder: the first one that was made."),
    NativeRow::cx("mkdtemp", 1, mkdtemp, "Node fs", "Makes a folder of a new name."),
    NativeRow::cx("rmdir", 1, rmdir, "Node fs", "Removes an empty folder."),
    NativeRow::cx("unlink", 1, unlink, "Node fs", "Removes a file or a link."),
    NativeRow::cx("rename", 2, rename, "Node fs", "Gives a file or folder another path."),
    NativeRow::cx("copyFile", 3, copy_file, "Node fs", "Copies a file."),
    NativeRow::cx("link", 2, link, "Node fs", "Gives a file a second path."),
    NativeRow::cx("symlink", 2, symlink, "Node fs", "Makes a link."),
    NativeRow::cx("readlink", 1, readlink, "Node fs", "What a link says."),
    NativeRow::cx("realpath", 1, realpath, "Node fs", "Where a path leads."),
];

/// The file is copied only when there is none yet.
const EXCLUSIVE: u32 = 1;

/// Two arrays: names, and kinds as Node numbers them.
fn readdir(cx: &mut Cx<'_>) -> JsResult {
    let path = path(cx, 0, &[Access::Read])?;
    let list = match std::fs::read_dir(path) {
        Ok(list) => list,
        Err(error) => return Ok(errno(&error)),
    };
    let (mut names, mut kinds) = (Vec::new(), Vec::<Rooted>::new());
    let mut list: Vec<_> = list.collect();
    if cx.vm().hooks.deterministic {
        list.sort_by_key(|entry| entry.as_ref().map(|entry| entry.file_name()).ok());
    }
    for entry in list {
        cx.check_interrupt()?;
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Ok(errno(&error)),
        };
        names.push(cx.string(&entry.file_name().to_string_lossy()));
        kinds.push(entry.file_type().map_or(0, kind).into());
    }
    let (names, kinds) = (cx.array_from(&names), cx.array_from(&kinds));
    Ok(*cx.array_from(&[names, kinds]))
}

/// UV_DIRENT_…
fn kind(kind: std::fs::FileType) -> i32 {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        kind if kind.is_file() => 1,
        kind if kind.is_dir() => 2,
        kind if kind.is_symlink() => 3,
        kind if kind.is_fifo() => 4,
        kind if kind.is_socket() => 5,
        kind if kind.is_char_device() => 6,
        kind if kind.is_block_device() => 7,
        _ => 0,
    }
}

/// `mkdir(path, mode, recursive)`
fn mkdir(cx: &mut Cx<'_>) -> JsResult {
    let (mode, recursive) = (number(cx, 1)? as u32, Vm::truthy(*cx.arg(2)));
    let path = path(cx, 0, &[Access::Write])?;
    let mut builder = DirBuilder::new();
    builder.mode(mode);
    if !recursive {
        return done(builder.create(path));
    }
    // The first that is not there, for the answer.
    let full = std::path::absolute(&path).unwrap_or(path);
    let first = full.ancestors().take_while(|at| !at.exists()).last().map(Path::to_path_buf);
    let made = builder.recursive(true).create(&full).map_err(|error| match error.kind() {
        // A file is in the way.
        io::ErrorKind::AlreadyExists => error,
        _ if full.ancestors().any(Path::is_file) => rustix::io::Errno::NOTDIR.into(),
        _ => error,
    });
    match (made, first) {
        (Ok(()), Some(first)) => text(cx, Ok(first)),
        (made, _) => done(made),
    }
}

/// Characters of the new part of a name.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// Names that are tried.
const ATTEMPTS: usize = 100;
/// The same for deterministic runs, which take the first that is free.
const MANY_ATTEMPTS: usize = 1 << 16;

fn mkdtemp(cx: &mut Cx<'_>) -> JsResult {
    use std::hash::{BuildHasher, RandomState};
    let prefix = cx.to_text(cx.arg(0))?;
    path(cx, 0, &[Access::Write])?;
    let is_deterministic = cx.vm().hooks.deterministic;
    for attempt in 0..if is_deterministic { MANY_ATTEMPTS } else { ATTEMPTS } {
        let mut random = if is_deterministic { attempt as u64 } else { RandomState::new().hash_one(attempt) };
        let mut name = prefix.clone();
        for _ in 0..6 {
            name.push(char::from(LETTERS[(random % 62) as usize]));
            random /= 62;
        }
        match DirBuilder::new().mode(0o700).create(&name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            result => return text(cx, result.map(|()| PathBuf::from(name))),
        }
    }
    done(Err(rustix::io::Errno::EXIST.into()))
}

fn rmdir(cx: &mut Cx<'_>) -> JsResult {
    let path = path_itself(cx, 0, &[Access::Write])?;
    done(std::fs::remove_dir(path))
}

fn unlink(cx: &mut Cx<'_>) -> JsResult {
    let path = path_itself(cx, 0, &[Access::Write])?;
    done(rustix::fs::unlink(path).map_err(Into::into))
}

fn rename(cx: &mut Cx<'_>) -> JsResult {
    let from = path_itself(cx, 0, &[Access::Read, Access::Write])?;
    let to = path_itself(cx, 1, &[Access::Write])?;
    done(std::fs::rename(from, to))
}

/// `copyFile(from, to, mode)`
fn copy_file(cx: &mut Cx<'_>) -> JsResult {
    let mode = number(cx, 2)? as u32;
    let (from, to) = (path(cx, 0, &[Access::Read])?, path(cx, 1, &[Access::Write])?);
    if mode & EXCLUSIVE != 0 && std::fs::symlink_metadata(&to).is_ok() {
        return done(Err(rustix::io::Errno::EXIST.into()));
    }
    match std::fs::metadata(&from) {
        Ok(data) if data.is_dir() => return done(Err(rustix::io::Errno::ISDIR.into())),
        Err(error) => return Ok(errno(&error)),
        Ok(_) => {}
    }
    // A file that is copied to itself would be emptied.
    let same = std::fs::canonicalize(&from).ok().is_some_and(|real| std::fs::canonicalize(&to).ok() == Some(real));
    done(if same { Ok(()) } else { std::fs::copy(from, to).map(drop) })
}

fn link(cx: &mut Cx<'_>) -> JsResult {
    // Whoever has the second path may do with the file what that allows.
    let from = path(cx, 0, &[Access::Read, Access::Write])?;
    let to = path_itself(cx, 1, &[Access::Write])?;
    done(std::fs::hard_link(from, to))
}

fn symlink(cx: &mut Cx<'_>) -> JsResult {
    let target = cx.to_text(cx.arg(0))?;
    let path = path_itself(cx, 1, &[Access::Write])?;
    done(std::os::unix::fs::symlink(target, path))
}

fn readlink(cx: &mut Cx<'_>) -> JsResult {
    let path = path_itself(cx, 0, &[Access::Read])?;
    text(cx, std::fs::read_link(path))
}

fn realpath(cx: &mut Cx<'_>) -> JsResult {
    let path = path(cx, 0, &[Access::Read])?;
    text(cx, std::fs::canonicalize(path))
}
