//! `Temporal.Now` (TC39 proposal-temporal §2): the present, by the real or the virtual clock, in
//! the machine's time zone.

use temporal_rs::{Calendar, Instant, TimeZone, ZonedDateTime};

use super::class::{check, create};
use super::identifiers::to_time_zone;
use super::zones::zones;
use crate::builtins::Installer;
use crate::calendar::time::LocalTime;
use crate::objects::{Gc, Object, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow};

const CLAUSE: &str = "TC39 proposal-temporal §2";

const FUNCTIONS: &[NativeRow] = &[
    NativeRow::cx("timeZoneId", 0, time_zone_id, CLAUSE, "Name of the machine's time zone"),
    NativeRow::cx("instant", 0, instant, CLAUSE, "The present point of time"),
    NativeRow::cx("plainDateTimeISO", 0, date_time, CLAUSE, "The present date and time, here or in a time zone"),
    NativeRow::cx("zonedDateTimeISO", 0, zoned, CLAUSE, "The present with its time zone"),
    NativeRow::cx("plainDateISO", 0, date, CLAUSE, "Today's date, here or in a time zone"),
    NativeRow::cx("plainTimeISO", 0, time, CLAUSE, "The present time, here or in a time zone"),
];

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let now = installer.object(Intrinsic::ObjectPrototype);
    installer.methods(now, FUNCTIONS);
    installer.tag(now, "Temporal.Now");
    installer.value(temporal.value(), "Now", now, attributes::HIDDEN);
}

/// The machine's time zone; UTC if its name is not known.
fn machine_zone(cx: &mut Cx<'_>) -> TimeZone {
    let name = cx.state::<LocalTime>().zone_name().unwrap_or("UTC");
    TimeZone::try_from_identifier_str_with_provider(name, zones())
        .unwrap_or_else(|_| TimeZone::utc_with_provider(zones()))
}

/// The present point of time. The clock's fractions of a millisecond are good for microseconds.
fn present(cx: &mut Cx<'_>) -> JsResult<Instant> {
    let vm = cx.vm();
    let microseconds = ((vm.hooks.now)(vm) * 1000.0).floor();
    check(cx, Instant::try_new(microseconds as i128 * 1000))
}

/// The present in the zone that is argument 0, or the machine's.
fn here(cx: &mut Cx<'_>) -> JsResult<ZonedDateTime> {
    let zone = cx.arg(0);
    let zone = if zone.is_undefined() { machine_zone(cx) } else { to_time_zone(cx, zone)? };
    let present = present(cx)?;
    check(cx, ZonedDateTime::try_new_from_instant_with_provider(present, zone, Calendar::ISO, zones()))
}

fn time_zone_id(cx: &mut Cx<'_>) -> JsResult {
    let zone = machine_zone(cx);
    let name = check(cx, zone.identifier_with_provider(zones()))?;
    Ok(*cx.string(&name))
}

fn instant(cx: &mut Cx<'_>) -> JsResult {
    let instant = present(cx)?;
    create(cx, instant)
}

fn date_time(cx: &mut Cx<'_>) -> JsResult {
    let here = here(cx)?;
    create(cx, here.to_plain_date_time())
}

fn zoned(cx: &mut Cx<'_>) -> JsResult {
    let here = here(cx)?;
    create(cx, here)
}

fn date(cx: &mut Cx<'_>) -> JsResult {
    let here = here(cx)?;
    create(cx, here.to_plain_date())
}

fn time(cx: &mut Cx<'_>) -> JsResult {
    let here = here(cx)?;
    create(cx, here.to_plain_time())
}
