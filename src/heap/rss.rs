//! The process's resident set and processor time, read promptly.

use std::time::Duration;

/// Bytes of the process that are in memory, or 0 where the system does not tell.
pub fn resident_bytes() -> usize {
    statm().or_else(peak).unwrap_or(0)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn statm() -> Option<usize> {
    use std::io::Read;
    let mut text = [0u8; 128];
    let len = std::fs::File::open("/proc/self/statm").ok()?.read(&mut text).ok()?;
    let pages: usize = std::str::from_utf8(&text[..len]).ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * page_bytes())
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn statm() -> Option<usize> {
    None
}

/// The highest resident set so far, as `getrusage` tells it: where there is no `/proc`, the best
/// there is.
#[cfg(all(unix, not(miri)))]
fn peak() -> Option<usize> {
    // SAFETY: a zeroed rusage is a valid one, and getrusage fills it.
    let max = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        if libc::getrusage(libc::RUSAGE_SELF, &mut usage) != 0 {
            return None;
        }
        usage.ru_maxrss as usize
    };
    Some(if cfg!(target_vendor = "apple") { max } else { max * 1024 })
}

#[cfg(not(all(unix, not(miri))))]
fn peak() -> Option<usize> {
    None
}

/// The most bytes of the process that were in memory at a time, or 0 where the system does not
/// tell.
#[cfg(feature = "cli")]
pub fn peak_resident_bytes() -> usize {
    high_water_mark().or_else(peak).unwrap_or(0)
}

/// Unlike `getrusage`'s figure, this one does not count what the process was before it became this
/// program.
#[cfg(all(feature = "cli", any(target_os = "linux", target_os = "android")))]
fn high_water_mark() -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? * 1024)
}

#[cfg(all(feature = "cli", not(any(target_os = "linux", target_os = "android"))))]
fn high_water_mark() -> Option<usize> {
    None
}

/// Processor time of all the process's threads, for itself and in the system.
#[cfg(all(feature = "cli", unix, not(miri)))]
pub fn cpu_time() -> Option<Duration> {
    let duration = |time: libc::timeval| {
        Some(
            Duration::from_secs(u64::try_from(time.tv_sec).ok()?)
                + Duration::from_micros(time.tv_usec.try_into().ok()?),
        )
    };
    // SAFETY: a zeroed rusage is a valid one, and getrusage fills it.
    unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        if libc::getrusage(libc::RUSAGE_SELF, &mut usage) != 0 {
            return None;
        }
        Some(duration(usage.ru_utime)? + duration(usage.ru_stime)?)
    }
}

/// Processor time of all the process's threads: not known here.
#[cfg(all(feature = "cli", not(all(unix, not(miri)))))]
pub fn cpu_time() -> Option<Duration> {
    None
}

/// Processor time of the calling thread.
#[cfg(all(unix, not(miri)))]
pub fn thread_time() -> Option<Duration> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: clock_gettime fills the timespec.
    let failed = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) } != 0;
    if failed {
        return None;
    }
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

/// Processor time of the calling thread: not known here.
#[cfg(not(all(unix, not(miri))))]
pub fn thread_time() -> Option<Duration> {
    None
}

/// Bytes of a page of the system.
pub fn page_bytes() -> usize {
    // SAFETY: sysconf has no preconditions.
    let bytes = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    usize::try_from(bytes).unwrap_or(4096)
}

/// Bytes of the machine's memory, or of the control group's limit if that is less; `None` where
/// neither is known.
pub fn physical_bytes() -> Option<usize> {
    if cfg!(miri) {
        return None;
    }
    // SAFETY: sysconf has no preconditions.
    let pages = unsafe { libc::sysconf(libc::_SC_PHYS_PAGES) };
    let machine = usize::try_from(pages).ok().filter(|&n| n > 0).map(|n| n.saturating_mul(page_bytes()));
    let group = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse().ok());
    match (machine, group) {
        (Some(machine), Some(group)) => Some(machine.min(group)),
        (machine, group) => machine.or(group),
    }
}

/// Bytes of addresses that the process may have, if they are limited.
#[cfg(all(unix, not(miri)))]
pub(super) fn address_limit() -> Option<usize> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: getrlimit fills the structure.
    let failed = unsafe { libc::getrlimit(libc::RLIMIT_AS, &mut limit) } != 0;
    (!failed && limit.rlim_cur != libc::RLIM_INFINITY).then(|| usize::try_from(limit.rlim_cur).unwrap_or(usize::MAX))
}

/// Bytes of addresses that the process may have: not known here.
#[cfg(not(all(unix, not(miri))))]
pub(super) fn address_limit() -> Option<usize> {
    None
}
