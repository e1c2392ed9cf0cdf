//! What is inside arrays, sets, maps, iterators and promises, as entries of text.

use super::keys::object_of;
use super::layout::{Entries, Place, reduce};
use super::options::Style;
use super::{Inspector, remaining_text};
use crate::event_loop::EventLoop;
use crate::host::node::timer_objects::{Immediate, Timeout};
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Gc, Host, JsArray, Key, Kind, MapObject, MapTable, Value, WeakTable};
use crate::vm::{Cx, JsResult, PromiseState, Rooted, Vm};

/// What an object holds beside its properties.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// Nothing.
    Nothing,
    /// Elements.
    Array,
    /// Members.
    Set,
    /// Entries.
    Map,
    /// What an iterator over a map or set has still to give.
    Iterator,
    /// A state and perhaps a result.
    Promise,
    /// Members or entries of a WeakSet or WeakMap.
    Weak,
    /// The fields of Node's timers.
    Timer,
    /// Elements of a typed array.
    TypedArray,
    /// Bytes of a buffer.
    Bytes,
}

impl Inspector {
    /// The entries of `content`; an iterator over entries changes the opening brace.
    pub(super) fn content(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        content: Content,
        open: &mut String,
    ) -> JsResult<Vec<String>> {
        match content {
            Content::Nothing => Ok(Vec::new()),
            Content::Array => self.array(cx, object, recurse),
            Content::Set | Content::Map => {
                let table = Gc::<MapObject>::from_cell(object_of(object).cell()).table.get();
                let table = cx.root(table);
                let cursor = Cursor { table, position: 0 };
                let style = if content == Content::Map { Pairs::Arrow } else { Pairs::Keys };
                self.indented(2, |this| this.table(cx, cursor, recurse, style))
            }
            Content::Iterator => self.iterator(cx, object, recurse, open),
            Content::Promise => self.promise(cx, object, recurse),
            Content::Timer => self.timer(cx, object, recurse),
            Content::Weak => self.weak(cx, object, recurse),
            Content::TypedArray => self.typed_array(cx, object, recurse),
            Content::Bytes => Ok(vec![self.bytes(object)]),
        }
    }

    /// What a weak collection holds is told only when hidden things are asked for, and then in no
    /// order that means anything.
    fn weak(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64) -> JsResult<Vec<String>> {
        if !self.options.show_hidden {
            return Ok(vec![self.options.stylize("<items unknown>", Style::Special)]);
        }
        let table = Gc::<WeakTable>::from_cell(object_of(object).cell());
        let style = if table.kind() == Kind::WeakMap { Pairs::Arrow } else { Pairs::Keys };
        let entries = cx.leaf().weak_entries(table, usize::MAX >> 1);
        let entries: Vec<Rooted> = entries.into_iter().map(|value| cx.root(value)).collect();
        let count = entries.len() / 2;
        let mut output = self.indented(2, |this| {
            let shown = entries.chunks_exact(2).take(this.options.max_array_length);
            shown.map(|entry| this.pair(cx, recurse, style, entry[0], entry[1])).collect::<JsResult<Vec<String>>>()
        })?;
        output.sort();
        if count > output.len() {
            output.push(remaining_text(count - output.len()));
        }
        Ok(output)
    }

    fn array(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64) -> JsResult<Vec<String>> {
        let length = JsArray::of(object_of(object)).map_or(0, Gc::<JsArray>::length) as usize;
        let shown = length.min(self.options.max_array_length);
        let mut output = Vec::new();
        for i in 0..shown {
            if cx.vm().peek_own(object_of(object), Key::index(i as u32)).is_none() {
                return self.array_with_holes(cx, object, recurse, (length, shown), output);
            }
            output.push(self.property(cx, object, recurse, Key::index(i as u32), Entries::ArrayElement)?);
        }
        if length > shown {
            output.push(remaining_text(length - shown));
        }
        Ok(output)
    }

    /// Goes on after the first hole: a run of holes is one entry.
    fn array_with_holes(
        &mut self,
        cx: &mut Cx<'_>,
        object: Rooted,
        recurse: i64,
        (length, shown): (usize, usize),
        mut output: Vec<String>,
    ) -> JsResult<Vec<String>> {
        let mut present: Vec<u32> = Vec::new();
        let mut next = output.len();
        cx.leaf().each_element_index(object_of(object), |i| {
            // Every entry shown costs an index or two; what lies beyond is only counted.
            if i as usize >= next && present.len() <= shown {
                present.push(i);
            }
        });
        let empty = |this: &Self, count: usize| {
            let text = format!("<{count} empty item{}>", if count > 1 { "s" } else { "" });
            this.options.stylize(text, Style::Undefined)
        };
        for index in present {
            if output.len() >= shown {
                break;
            }
            if index as usize > next {
                output.push(empty(self, index as usize - next));
                next = index as usize;
                if output.len() >= shown {
                    break;
                }
            }
            output.push(self.property(cx, object, recurse, Key::index(index), Entries::ArrayElement)?);
            next += 1;
        }
        let remaining = length.saturating_sub(next);
        if remaining > 0 {
            output.push(if output.len() < shown { empty(self, remaining) } else { remaining_text(remaining) });
        }
        Ok(output)
    }

    /// Members or entries of a hash table from a position on.
    fn table(&mut self, cx: &mut Cx<'_>, mut cursor: Cursor, recurse: i64, style: Pairs) -> JsResult<Vec<String>> {
        let mut output = Vec::new();
        let mut count = 0;
        let mark = cx.mark();
        while let Some((key, value)) = cursor.step(cx) {
            count += 1;
            if output.len() < self.options.max_array_length {
                output.push(self.pair(cx, recurse, style, key, value)?);
            }
            cursor.table = cx.release_keeping(mark, cursor.table);
        }
        if count > output.len() {
            output.push(remaining_text(count - output.len()));
        }
        Ok(output)
    }

    fn pair(&mut self, cx: &mut Cx<'_>, recurse: i64, style: Pairs, key: Rooted, value: Rooted) -> JsResult<String> {
        match style {
            Pairs::Keys => self.value(cx, key, recurse),
            Pairs::Values => self.value(cx, value, recurse),
            Pairs::Arrow => Ok(format!("{} => {}", self.value(cx, key, recurse)?, self.value(cx, value, recurse)?)),
            Pairs::Brackets | Pairs::Twice => {
                let value = if style == Pairs::Twice { key } else { value };
                let pair = vec![self.value(cx, key, recurse)?, self.value(cx, value, recurse)?];
                let levels_below = usize::try_from(self.current_depth - recurse).unwrap_or(0);
                let place = Place { indentation: self.indentation, levels_below };
                Ok(reduce(&self.options, place, pair, "", ("[", "]"), Entries::Array, &mut |_| false))
            }
        }
    }

    fn iterator(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64, open: &mut String) -> JsResult<Vec<String>> {
        let host = Gc::<Host>::from_cell(object_of(object).cell());
        let (source, position, mode) = (host.get(0), host.get(1), host.get(2).as_int().unwrap_or(0));
        let is_set = host.brand() == Brand::SetIterator;
        let table = match Gc::<MapObject>::from_value(source) {
            Some(map) => map.table.get(),
            None => source,
        };
        let style = match mode {
            0 => Pairs::Keys,
            1 if is_set => Pairs::Keys,
            1 => Pairs::Values,
            _ => {
                if let Some(head) = open.strip_suffix(" Iterator] {") {
                    *open = format!("{head} Entries] {{");
                }
                if is_set { Pairs::Twice } else { Pairs::Brackets }
            }
        };
        if Gc::<MapTable>::from_value(table).is_none() {
            return Ok(Vec::new());
        }
        let cursor = Cursor { table: cx.root(table), position: position.as_int().unwrap_or(0) as usize };
        self.indented(2, |this| this.table(cx, cursor, recurse, style))
    }

    fn promise(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64) -> JsResult<Vec<String>> {
        let (state, result) = Vm::promise_state(*object).unwrap_or((PromiseState::Pending, Value::UNDEFINED));
        if state == PromiseState::Pending {
            return Ok(vec![self.options.stylize("<pending>", Style::Special)]);
        }
        let result = cx.root(result);
        let text = self.indented(2, |this| this.value(cx, result, recurse))?;
        if state == PromiseState::Rejected {
            return Ok(vec![format!("{} {text}", self.options.stylize("<rejected>", Style::Special))]);
        }
        Ok(vec![text])
    }
}

/// The entries of a timer: what Node's has as properties, by the internal slots. What is inside is
/// only named.
impl Inspector {
    fn timer(&mut self, cx: &mut Cx<'_>, object: Rooted, recurse: i64) -> JsResult<Vec<String>> {
        let mut entries: Vec<(&str, Result<Value, String>)> = Vec::new();
        let none = || Err("null".to_string());
        let id = if let Some(timer) = Timeout::of(*object) {
            let waits = cx.state::<EventLoop>().timers.is_scheduled(timer.key()) && !timer.is_destroyed();
            let list = || if waits { Err(self.options.stylize("[TimersList]", Style::Special)) } else { none() };
            entries.push(("_idleTimeout", Ok(timer.idle_timeout())));
            entries.push(("_idlePrev", list()));
            entries.push(("_idleNext", list()));
            entries.push(("_idleStart", Ok(timer.idle_start())));
            entries.push(("_onTimeout", Ok(timer.callback())));
            entries.push(("_timerArgs", Ok(timer.arguments())));
            entries.push(("_repeat", Ok(timer.repeat())));
            entries.push(("_destroyed", Ok(timer.destroyed())));
            entries.push(("[Symbol(refed)]", Ok(timer.refed())));
            entries.push(("[Symbol(kHasPrimitive)]", Ok(timer.has_primitive())));
            timer.id()
        } else {
            let Some(immediate) = Immediate::of(*object) else { return Ok(Vec::new()) };
            entries.push(("_idleNext", none()));
            entries.push(("_idlePrev", none()));
            entries.push(("_onImmediate", Ok(immediate.callback())));
            entries.push(("_argv", Ok(immediate.arguments())));
            entries.push(("_destroyed", Ok(immediate.destroyed())));
            entries.push(("[Symbol(refed)]", Ok(immediate.refed())));
            immediate.id()
        };
        entries.push(("[Symbol(asyncId)]", Ok(id)));
        entries.push(("[Symbol(triggerId)]", Ok(Value::int(1))));
        let mut output = Vec::with_capacity(entries.len());
        for (name, entry) in entries {
            let text = match entry {
                Err(text) => text,
                Ok(value) if value.kind() == Some(Kind::Tuple) && Timeout::of(*object).is_some() => {
                    self.options.stylize("[Array]", Style::Special)
                }
                Ok(value) => {
                    let value = cx.root(value);
                    let arguments = Gc::<Slots>::from_value(*value).map(|words| {
                        let arguments: Vec<Value> = words.slots().iter().map(|slot| slot.get()).collect();
                        let array = cx.leaf().new_array_from(&arguments).value();
                        cx.root(array)
                    });
                    self.indented(2, |this| this.value(cx, arguments.unwrap_or(value), recurse))?
                }
            };
            output.push(format!("{name}: {text}"));
        }
        Ok(output)
    }
}

/// How a pair of a hash table is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pairs {
    /// `key`
    Keys,
    /// `value`
    Values,
    /// `key => value`
    Arrow,
    /// `[ key, value ]`
    Brackets,
    /// `[ key, key ]`
    Twice,
}

/// A place in a hash table that survives changes to it.
struct Cursor {
    table: Rooted,
    position: usize,
}

impl Cursor {
    fn step(&mut self, cx: &mut Cx<'_>) -> Option<(Rooted, Rooted)> {
        let table = Gc::<MapTable>::from_value(*self.table)?;
        let (key, value, table, position) = cx.leaf().map_step(table, self.position)?;
        self.position = position;
        self.table = cx.root(table.value());
        Some((cx.root(key), cx.root(value)))
    }
}

/// The entries of a map or set iterator, or of a map or set, as values: keys and values alternate
/// when `true`.
pub fn preview(cx: &mut Cx<'_>, source: Value, position: usize) -> Vec<(Rooted, Rooted)> {
    let table = Gc::<MapObject>::from_value(source).map_or(source, |map| map.table.get());
    let mut cursor = Cursor { table: cx.root(table), position };
    std::iter::from_fn(|| cursor.step(cx)).collect()
}

/// `Date.prototype.toISOString`, or `Invalid Date`.
pub(super) fn iso_date(time: f64) -> String {
    if !time.is_finite() {
        return "Invalid Date".into();
    }
    let time = time as i64;
    let (days, millis) = (time.div_euclid(86_400_000), time.rem_euclid(86_400_000));
    let (year, month, day) = civil_from_days(days);
    let (hours, minutes) = (millis / 3_600_000, millis / 60_000 % 60);
    let (seconds, millis) = (millis / 1000 % 60, millis % 1000);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    format!("{year}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z")
}

/// Year, month and day of a day counted from 1970-01-01 in the proleptic Gregorian calendar. Years
/// are taken to begin in March, so that the leap day is the last of its year.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::iso_date;

    #[test]
    fn dates() {
        assert_eq!(iso_date(0.0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso_date(951_782_400_123.0), "2000-02-29T00:00:00.123Z");
        assert_eq!(iso_date(-62_198_755_200_000.0), "-000001-01-01T00:00:00.000Z");
        assert_eq!(iso_date(f64::NAN), "Invalid Date");
    }
}
