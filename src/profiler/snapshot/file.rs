//! Snapshots into files: whole or not at all. What is written goes to a file beside, which takes
//! the name when it is complete.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{self, Seek};
use std::path::{Path, PathBuf};

use super::{Options, write};
use crate::heap::{CellSet, GcReason, Tracer};
use crate::profiler::sites::Sites;
use crate::vm::{HostState, Vm};

/// What the command line says of snapshots, and what was written.
#[derive(Default)]
pub struct Settings {
    /// Texts become their length and a hash.
    pub redact: bool,
    /// The places of a tracked heap.
    pub sites: Option<Sites>,
    /// Snapshots that are written before the heap is full.
    pub near_limit: u32,
    /// Where those go that are not the program's.
    pub folder: Option<PathBuf>,
    /// The key of hashes, once there is one.
    key: Option<u64>,
    written: u32,
}

impl HostState for Settings {
    fn trace(&self, _: &mut Tracer) {}
}

/// The settings of a machine.
pub fn settings(vm: &mut Vm) -> &mut Settings {
    if vm.state_ref::<Settings>().is_none() {
        vm.add_state(Settings::default());
    }
    vm.state::<Settings>()
}

/// The number of the next file that gets a name by itself.
pub fn next_number(vm: &mut Vm) -> u32 {
    let settings = settings(vm);
    settings.written += 1;
    settings.written
}

fn options(vm: &mut Vm) -> Options {
    let seed = vm.hooks.seed;
    let settings = settings(vm);
    let random = || seed.unwrap_or_else(|| RandomState::new().build_hasher().finish());
    let key = settings.redact.then(|| *settings.key.get_or_insert_with(random));
    Options { redact: key, sites: settings.sites.clone(), only: None }
}

/// Writes a snapshot as it is of these cells alone.
///
/// # Errors
/// As [`write_file`].
pub fn write_few(vm: &mut Vm, path: &Path, only: CellSet) -> io::Result<u64> {
    let options = Options { only: Some(only), ..options(vm) };
    whole(path, |file| write(vm, file, &options))
}

/// Writes a snapshot of what is alive to an open file.
///
/// # Errors
/// It cannot be written.
pub fn write_to(vm: &mut Vm, file: &mut File) -> io::Result<u64> {
    vm.collect_garbage(GcReason::Requested);
    let options = options(vm);
    write(vm, file, &options)
}

/// Writes a snapshot of what is alive to the file of this name.
///
/// # Errors
/// It cannot be written: there is no file then, or the one that was there.
pub fn write_file(vm: &mut Vm, path: &Path) -> io::Result<u64> {
    vm.collect_garbage(GcReason::Requested);
    write_as_is(vm, path)
}

/// As [`write_file`], of all that was not found dead yet.
///
/// # Errors
/// As there.
pub fn write_as_is(vm: &mut Vm, path: &Path) -> io::Result<u64> {
    let options = options(vm);
    whole(path, |file| write(vm, file, &options))
}

/// A file whose content is written by `fill`, or none.
///
/// # Errors
/// What `fill` fails with, or the file cannot be made.
pub fn whole<T>(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
    let Some(name) = path.file_name() else { return Err(io::Error::from_raw_os_error(2)) };
    if path.is_dir() {
        return Err(io::Error::from_raw_os_error(21));
    }
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let filled = fill(&mut file).and_then(|filled| fs::rename(&beside, path).map(|()| filled));
    if filled.is_err() {
        _ = fs::remove_file(&beside);
    }
    filled
}

/// A file without a name that holds a snapshot of what is alive.
///
/// # Errors
/// It cannot be written.
pub fn unnamed(vm: &mut Vm) -> io::Result<File> {
    let path = std::env::temp_dir().join(format!(".glass-{}-{}.heapsnapshot", std::process::id(), next_number(vm)));
    let mut file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
    fs::remove_file(&path)?;
    write_to(vm, &mut file)?;
    file.rewind()?;
    Ok(file)
}
