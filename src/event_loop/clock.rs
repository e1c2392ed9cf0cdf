//! The program's clock: the system's, or a virtual one that stands still while scripts run and
//! jumps from timer to timer while they wait.
//!
//! Invariant: time never runs backwards. All of `Date.now`, `performance.now`, `process.hrtime`,
//! `process.uptime`, `console.time` and the timers read this clock.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Readings in one task after which virtual time begins to move: a script that waits by looking at
/// the clock must see the end of its wait.
const PATIENCE: u32 = 1000;
/// What each further reading adds.
const STEP: Duration = Duration::from_micros(10);

/// The clock.
pub struct Clock {
    started: Instant,
    epoch: Duration,
    virtual_time: Option<Virtual>,
}

struct Virtual {
    elapsed: Rc<Cell<Duration>>,
    readings: Cell<u32>,
}

impl Clock {
    /// The system's clock, or a virtual one that starts now, or at `epoch`.
    pub fn new(virtual_time: bool, epoch: Option<Duration>) -> Clock {
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let epoch = epoch.filter(|_| virtual_time).unwrap_or_else(now);
        // A virtual run starts on a whole millisecond, so that its dates are as even as its timers.
        let epoch = if virtual_time { Duration::from_millis(epoch.as_millis() as u64) } else { epoch };
        let virtual_time = virtual_time.then(|| Virtual { elapsed: Rc::default(), readings: Cell::new(0) });
        Clock { started: Instant::now(), epoch, virtual_time }
    }

    /// The time since the program's start of a virtual clock, for who cannot ask it.
    #[cfg(feature = "cli")]
    pub fn shared(&self) -> Rc<Cell<Duration>> {
        self.virtual_time.as_ref().map(|time| time.elapsed.clone()).unwrap_or_default()
    }

    /// Whether time is virtual.
    pub fn is_virtual(&self) -> bool {
        self.virtual_time.is_some()
    }

    /// Time since the program's start.
    pub fn elapsed(&self) -> Duration {
        let Some(virtual_time) = &self.virtual_time else { return self.started.elapsed() };
        let readings = virtual_time.readings.get().saturating_add(1);
        virtual_time.readings.set(readings);
        if readings > PATIENCE {
            virtual_time.elapsed.set(virtual_time.elapsed.get() + STEP);
        }
        virtual_time.elapsed.get()
    }

    /// When `moment` was, which is now or past, as time since the program's start; it is no
    /// reading. Virtual time stands where it stands now: it did not move while a script ran.
    pub fn time_of(&self, moment: Instant) -> Duration {
        match &self.virtual_time {
            Some(virtual_time) => virtual_time.elapsed.get(),
            None => moment.saturating_duration_since(self.started),
        }
    }

    /// Milliseconds since the program's start, whole ones as the timers count them.
    pub(super) fn millis(&self) -> u64 {
        match &self.virtual_time {
            Some(virtual_time) => virtual_time.elapsed.get().as_millis() as u64,
            None => self.started.elapsed().as_millis() as u64,
        }
    }

    /// Time since 1970, UTC.
    pub fn since_epoch(&self) -> Duration {
        match self.virtual_time {
            Some(_) => self.epoch + self.elapsed(),
            // The system's clock may be set while the program runs, and scripts are to see that.
            None => SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
        }
    }

    /// The program's start, since 1970.
    pub fn origin(&self) -> Duration {
        self.epoch
    }

    /// Waits, in the midst of a task; virtual time just passes.
    pub fn pass(&self, time: Duration) {
        match &self.virtual_time {
            Some(virtual_time) => virtual_time.elapsed.set(virtual_time.elapsed.get() + time),
            None => std::thread::sleep(time),
        }
    }

    /// A new task begins: it may look at a virtual clock as often as any other.
    pub(super) fn new_task(&self) {
        if let Some(virtual_time) = &self.virtual_time {
            virtual_time.readings.set(0);
        }
    }

    /// Lets virtual time jump forward to `millis` since the start.
    pub(super) fn jump_to(&self, millis: u64) {
        if let Some(virtual_time) = &self.virtual_time {
            let target = Duration::from_millis(millis);
            virtual_time.elapsed.set(virtual_time.elapsed.get().max(target));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn virtual_time_jumps_and_busy_waiting_ends() {
        let clock = Clock::new(true, None);
        assert_eq!(clock.elapsed(), Duration::ZERO);
        clock.jump_to(5000);
        assert_eq!(clock.elapsed(), Duration::from_secs(5));
        clock.jump_to(10);
        assert_eq!(clock.millis(), 5000);
        while clock.elapsed() < Duration::from_millis(5100) {}
        assert!(clock.millis() >= 5100);
    }
}
