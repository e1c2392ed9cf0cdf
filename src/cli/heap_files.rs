//! Heap snapshots and profiles that the command line asks for: at a signal, before the heap is
//! full, at the end of the run. Their names are Node's.

use std::io::Read;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use super::options::Cli;
use crate::event_loop::EventLoop;
use crate::profiler::sites::Sites;
use crate::profiler::snapshot::file::{next_number, settings, write_as_is, write_file};
use crate::profiler::snapshot::profile;
use crate::stdio;
use crate::vm::{Throw, Vm};

/// Makes a machine ready for what the command line asks for. `sites`: of a tracked heap.
pub(super) fn begin(cli: &Cli, vm: &mut Vm, sites: Option<Sites>) {
    if sites.is_some() || cli.redact || cli.heapsnapshot_near_heap_limit > 0 {
        let settings = settings(vm);
        settings.sites = sites;
        settings.redact = cli.redact;
        settings.near_limit = cli.heapsnapshot_near_heap_limit;
    }
    if cli.diagnostic_dir.is_some() {
        settings(vm).folder.clone_from(&cli.diagnostic_dir);
    }
    if cli.heapsnapshot_near_heap_limit > 0 {
        vm.hooks.heap_is_full = before_the_end;
    }
    if let Some(signal) = cli.heapsnapshot_signal {
        listen(vm, signal);
    }
}

/// What the end of the run leaves.
pub(super) fn end(cli: &Cli, vm: &mut Vm) {
    if !cli.heap_prof {
        return;
    }
    let name = cli.heap_prof_name.clone().unwrap_or_else(|| name(vm, "heapprofile").into());
    let path = cli.heap_prof_dir.as_ref().or(cli.diagnostic_dir.as_ref()).map_or(name.clone(), |dir| dir.join(name));
    if let Err(error) = profile::write_file(vm, &path) {
        eprintln!("glass: cannot write the heap profile {}: {error}", path.display());
    }
}

/// `Heap.20250101.120000.1234.0.001.heapsnapshot`: the time is the program's.
pub(super) fn name(vm: &mut Vm, extension: &str) -> String {
    let now = jiff::Timestamp::from_millisecond((vm.hooks.now)(vm) as i64).unwrap_or_default();
    let process = if vm.hooks.deterministic { 1 } else { std::process::id() };
    let zone = if vm.hooks.deterministic { jiff::tz::TimeZone::UTC } else { jiff::tz::TimeZone::system() };
    let time = now.to_zoned(zone).strftime("%Y%m%d.%H%M%S").to_string();
    format!("Heap.{time}.{process}.0.{:03}.{extension}", next_number(vm))
}

/// Writes a snapshot to a file that gets a name by itself; where it is, or what went wrong, in
/// words.
fn write_named(vm: &mut Vm, collected: bool) -> Result<PathBuf, String> {
    let name = name(vm, "heapsnapshot");
    let path = settings(vm).folder.as_ref().map_or(PathBuf::from(&name), |folder| folder.join(&name));
    let written = if collected { write_as_is(vm, &path) } else { write_file(vm, &path) };
    written.map_err(|error| told(&path, &error))?;
    Ok(path)
}

/// What went wrong with a file.
pub(super) fn told(path: &Path, error: &std::io::Error) -> String {
    format!("cannot write the heap snapshot {}: {error}", path.display())
}

/// The heap is full of what is alive, as a collection has just found.
fn before_the_end(vm: &mut Vm) -> Throw {
    if settings(vm).near_limit > 0 {
        settings(vm).near_limit -= 1;
        vm.space.heap.lift_limits();
        stdio::flush();
        match write_named(vm, true) {
            Ok(path) => eprintln!("Wrote snapshot to {}", path.display()),
            Err(fault) => eprintln!("glass: {fault}"),
        }
    }
    vm.space.heap.out_of_memory(0)
}

/// From now on the signal makes the program write a snapshot when its turn comes, as Node does.
fn listen(vm: &mut Vm, signal: i32) {
    let mailbox = vm.state::<EventLoop>().mailbox.clone();
    let listening = UnixStream::pair().and_then(|(mut end, other)| {
        signal_hook::low_level::pipe::register(signal, other)?;
        std::thread::Builder::new().name("signals".into()).spawn(move || {
            let mut byte = [0];
            while end.read_exact(&mut byte).is_ok() {
                mailbox.post(Box::new(|vm| {
                    if let Err(fault) = write_named(vm, false) {
                        eprintln!("glass: {fault}");
                    }
                    Ok(())
                }));
            }
        })
    });
    if let Err(error) = listening {
        eprintln!("glass: cannot listen for the signal: {error}");
    }
}
