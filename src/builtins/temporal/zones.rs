//! Time zones for `temporal_rs`: names as the IANA database has them, rules from the machine's
//! zone files as `jiff` reads them, which `Date` and `Intl` take theirs from, too.
//!
//! A zone's number is its place in a list that only grows, by a zone for each name that was asked
//! for. The files know years from -9999 to 9999: later ones go by the rules that come back every
//! 400 years, earlier ones by the first known offset.

use std::sync::{LazyLock, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use temporal_rs::provider::{
    CandidateEpochNanoseconds, EpochNanosecondsAndOffset, GapEntryOffsets, TransitionDirection, UtcOffsetSeconds,
};
use temporal_rs::unix_time::EpochNanoseconds;
use timezone_provider::provider::{IsoDateTime, NormalizerAndResolver, ResolvedId, TimeZoneResolver};
use timezone_provider::{CompiledNormalizer, TimeZoneProviderError};

type Answer<T> = Result<T, TimeZoneProviderError>;

/// What `temporal_rs` asks about time zones.
pub(super) type Zones = NormalizerAndResolver<CompiledNormalizer, ZoneFiles>;

/// The time zones of this machine.
pub(super) fn zones() -> &'static Zones {
    static ZONES: LazyLock<Zones> = LazyLock::new(|| Zones::new(ZoneFiles::default()));
    &ZONES
}

/// The zones that were asked for.
#[derive(Default)]
pub(super) struct ZoneFiles {
    known: RwLock<Vec<(String, TimeZone)>>,
}

const SECOND: i128 = 1_000_000_000;
/// Four hundred years, after which weekdays and rules come back.
const CYCLE: i128 = 146_097 * 86_400 * SECOND;
/// Start of the year 9998: what comes later is looked up some cycles earlier.
const LATEST: i128 = 253_339_228_800 * SECOND;
/// Start of the year -9998.
const EARLIEST: i128 = -377_673_580_800 * SECOND;

/// A point of time, or of local time, as the files know it, and how much was taken off.
fn inside(nanoseconds: i128) -> (i128, i128) {
    let cycles = if nanoseconds > LATEST { (nanoseconds - LATEST).div_euclid(CYCLE) + 1 } else { 0 };
    let shift = cycles * CYCLE;
    ((nanoseconds - shift).max(EARLIEST), shift)
}

fn timestamp(nanoseconds: i128) -> Timestamp {
    Timestamp::from_nanosecond(nanoseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn seconds(offset: Offset) -> UtcOffsetSeconds {
    UtcOffsetSeconds(i64::from(offset.seconds()))
}

/// The point of local time at an offset.
fn at_offset(local: i128, offset: Offset) -> EpochNanosecondsAndOffset {
    let ns = local - i128::from(offset.seconds()) * SECOND;
    EpochNanosecondsAndOffset { ns: EpochNanoseconds(ns), offset: seconds(offset) }
}

impl ZoneFiles {
    fn zone(&self, id: ResolvedId) -> Answer<TimeZone> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.get(id.0).map(|(_, zone)| zone.clone()).ok_or(TimeZoneProviderError::Range("Unknown time zone"))
    }
}

/// The next change of the offset after a point of time.
fn next_change(zone: &TimeZone, after: Timestamp) -> Option<(Timestamp, Offset)> {
    let mut before = zone.to_offset(after);
    // Changes of the name alone are none; the last year of the files ends the search.
    for change in zone.following(after) {
        if change.offset() != before {
            return Some((change.timestamp(), change.offset()));
        }
        before = change.offset();
    }
    None
}

/// The last change of the offset before a point of time.
fn last_change(zone: &TimeZone, before: Timestamp) -> Option<Timestamp> {
    zone.preceding(before).map(|change| (change.timestamp(), change.offset())).find_map(|(at, offset)| {
        let earlier = Timestamp::from_nanosecond(at.as_nanosecond() - 1).ok()?;
        (zone.to_offset(earlier) != offset).then_some(at)
    })
}

impl TimeZoneResolver for ZoneFiles {
    fn get_id(&self, name: &[u8]) -> Answer<ResolvedId> {
        let unknown = TimeZoneProviderError::Range("This machine does not know the time zone");
        let name = std::str::from_utf8(name).map_err(|_| unknown)?;
        let place = |known: &[(String, TimeZone)]| known.iter().position(|(other, _)| other == name);
        if let Some(id) = place(&self.known.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(ResolvedId(id));
        }
        let zone = match name {
            "UTC" | "Etc/UTC" | "Etc/GMT" | "GMT" => TimeZone::UTC,
            _ => TimeZone::get(name).map_err(|_| unknown)?,
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        Ok(ResolvedId(place(&known).unwrap_or_else(|| {
            known.push((name.into(), zone));
            known.len() - 1
        })))
    }

    fn candidate_nanoseconds_for_local_epoch_nanoseconds(
        &self,
        id: ResolvedId,
        local: IsoDateTime,
    ) -> Answer<CandidateEpochNanoseconds> {
        let zone = self.zone(id)?;
        let local = local.as_nanoseconds().0;
        let (within, shift) = inside(local);
        let civil: DateTime = Offset::UTC.to_datetime(timestamp(within));
        Ok(match zone.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => CandidateEpochNanoseconds::One(at_offset(local, offset)),
            AmbiguousOffset::Fold { before, after } => {
                CandidateEpochNanoseconds::Two([at_offset(local, before), at_offset(local, after)])
            }
            AmbiguousOffset::Gap { before, after } => {
                let start = timestamp(at_offset(within, after).ns.0);
                let change = next_change(&zone, start).map_or(start, |(at, _)| at);
                CandidateEpochNanoseconds::Zero(GapEntryOffsets {
                    offset_before: seconds(before),
                    offset_after: seconds(after),
                    transition_epoch: EpochNanoseconds(change.as_nanosecond() + shift),
                })
            }
        })
    }

    fn transition_nanoseconds_for_utc_epoch_nanoseconds(
        &self,
        id: ResolvedId,
        nanoseconds: i128,
    ) -> Answer<UtcOffsetSeconds> {
        let (within, _) = inside(nanoseconds);
        Ok(seconds(self.zone(id)?.to_offset(timestamp(within))))
    }

    fn get_time_zone_transition(
        &self,
        id: ResolvedId,
        nanoseconds: i128,
        direction: TransitionDirection,
    ) -> Answer<Option<EpochNanoseconds>> {
        let zone = self.zone(id)?;
        let (within, shift) = inside(nanoseconds);
        let found = match direction {
            TransitionDirection::Next => next_change(&zone, timestamp(within)).map(|(at, _)| at),
            TransitionDirection::Previous => last_change(&zone, timestamp(within)),
        };
        Ok(found.and_then(|at| {
            let at = at.as_nanosecond();
            // The last change of a zone whose rules have ended is where it is.
            let at = if at < LATEST - CYCLE - CYCLE / 200 { at } else { at + shift };
            let at = EpochNanoseconds(at);
            at.check_validity().is_ok().then_some(at)
        }))
    }
}
