//! The option `relativeTo` (TC39 proposal-temporal §13, GetTemporalRelativeToOption): from where
//! years, months and days of a duration are counted.

use temporal_rs::options::{Disambiguation, OffsetDisambiguation, Overflow, RelativeTo};
use temporal_rs::partial::{PartialDate, PartialZonedDateTime};
use temporal_rs::{PlainDate, PlainDateTime, ZonedDateTime};

use super::class::{check, held};
use super::fields::{DATE, Fields, Needed, OFFSET, TIME, ZONE};
use super::identifiers::{bag_calendar, text};
use super::options::Options;
use super::zones::zones;
use crate::vm::{Cx, JsResult};

pub(super) fn relative_to(cx: &mut Cx<'_>, options: Options) -> JsResult<Option<RelativeTo>> {
    let item = options.get(cx, "relativeTo")?;
    if item.is_undefined() {
        return Ok(None);
    }
    if let Some(zoned) = held::<ZonedDateTime>(*item) {
        return Ok(Some(RelativeTo::ZonedDateTime(zoned)));
    }
    let date =
        held::<PlainDate>(*item).or_else(|| held::<PlainDateTime>(*item).map(|date_time| date_time.to_plain_date()));
    if let Some(date) = date {
        return Ok(Some(RelativeTo::PlainDate(date)));
    }
    if !item.is_object() {
        let text = text(cx, item, "a date")?;
        return check(cx, RelativeTo::try_from_str_with_provider(&text, zones())).map(Some);
    }
    let calendar = bag_calendar(cx, item)?;
    let sets = &[DATE, TIME, OFFSET, ZONE];
    let fields = Fields::read(cx, item, Some(&calendar), sets, Needed::Nothing)?;
    if fields.zone.is_none() {
        let partial = PartialDate { calendar_fields: fields.date(), calendar };
        let date = check(cx, PlainDate::from_partial(partial, Some(Overflow::Constrain)))?;
        return Ok(Some(RelativeTo::PlainDate(date)));
    }
    let fields_of_time = fields.zoned(cx, Overflow::Constrain)?;
    let partial = PartialZonedDateTime { fields: fields_of_time, timezone: fields.zone, calendar };
    let zoned = ZonedDateTime::from_partial_with_provider(
        partial,
        Some(Overflow::Constrain),
        Some(Disambiguation::Compatible),
        Some(OffsetDisambiguation::Reject),
        zones(),
    );
    check(cx, zoned).map(|zoned| Some(RelativeTo::ZonedDateTime(zoned)))
}
