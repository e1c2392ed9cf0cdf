//! `Temporal` (TC39 proposal-temporal): dates, times and durations with calendars and time zones.
//! Arithmetic, calendars and the reading of text are the library `temporal_rs`'s; what stands here
//! is what scripts can see: objects, options, property bags, in the order of the specification.
//!
//! Nothing of it is made before a script looks into `Temporal`. An object is a host object whose
//! data is the library's value; values never change.

mod class;
mod convert;
mod dated;
mod duration;
mod fields;
mod getters;
mod identifiers;
mod instant;
mod locale;
mod months;
mod now;
mod numbers;
mod options;
mod plain_date;
mod plain_date_time;
mod plain_month_day;
mod plain_time;
mod plain_year_month;
mod relative;
mod text;
mod zoned_date_time;
mod zones;

use super::Installer;
use crate::objects::{Gc, Object};
use crate::vm::{Cx, Intrinsic, JsResult, Vm};

pub(crate) use text::text_of;

/// Installs `Temporal`, to be filled when somebody looks into it.
pub(super) fn install(installer: &mut Installer<'_>) {
    let temporal = installer.deferred(fill);
    installer.vm.realm.set(Intrinsic::Temporal, temporal);
    installer.global("Temporal", temporal);
}

fn fill(vm: &mut Vm, temporal: Gc<Object>) {
    let installer = &mut Installer::late(vm);
    installer.tag(temporal.value(), "Temporal");
    instant::install(installer, temporal);
    plain_date_time::install(installer, temporal);
    plain_date::install(installer, temporal);
    plain_time::install(installer, temporal);
    plain_year_month::install(installer, temporal);
    plain_month_day::install(installer, temporal);
    duration::install(installer, temporal);
    zoned_date_time::install(installer, temporal);
    now::install(installer, temporal);
}

/// `Date.prototype.toTemporalInstant`: the Temporal.Instant of a time value.
pub(super) fn instant_of_time(cx: &mut Cx<'_>, time: i64) -> JsResult {
    // It may be the first that a script sees of Temporal: asking for its keys fills it.
    let temporal = cx.intrinsic(Intrinsic::Temporal);
    let temporal = cx.root(temporal);
    cx.own_property_keys(temporal)?;
    instant::of_milliseconds(cx, time as f64)
}
