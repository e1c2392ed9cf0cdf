//! `Intl.Segmenter` (ECMA-402 §19): grapheme clusters, words and sentences by UAX 29.

use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::class::{Class, require_new_of, this_data};
use super::locale::{Resolved, choice, locale_list, locale_matcher, options_object, resolve, supported_locales};
use super::parts::object_of;
use super::table::NUMBERS;
use crate::builtins::Installer;
use crate::builtins::shared::support::incompatible;
use crate::builtins::text::buffer::chars_of;
use crate::objects::{Brand, Gc, Host, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted};

const CLASS: Class =
    Class { name: "Segmenter", brand: Brand::IntlSegmenter, prototype: Intrinsic::IntlSegmenterPrototype };

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §19.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §19.3.2", "What the options came to"),
    NativeRow::cx("segment", 1, segment, "ECMA-402 §19.3.3", "The segments of a text"),
];

struct Segmenter {
    locale: Resolved,
    granularity: &'static str,
}

/// The segments of a text: where each ends, in code units, and whether it is a word.
struct Segments {
    ends: Vec<(u32, bool)>,
    words: bool,
}

/// How many segments are found between two looks at what may end the run.
const PORTION: usize = limit!(4096, small = 2);

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("Segmenter", 0, construct, "ECMA-402 §19.1.1", "Takes texts apart");
    CLASS.install(installer, intl, &row, STATICS, METHODS);
    let segments = installer.object(Intrinsic::ObjectPrototype);
    installer.methods(
        segments,
        &[
            NativeRow::cx("containing", 1, containing, "ECMA-402 §19.5.2.1", "The segment at an index"),
            NativeRow::cx("[Symbol.iterator]", 0, iterator, "ECMA-402 §19.5.2.2", "An iterator of the segments"),
        ],
    );
    installer.vm.realm.set(Intrinsic::IntlSegmentsPrototype, segments);
    let steps = installer.object(Intrinsic::IteratorPrototype);
    installer.methods(steps, &[NativeRow::cx("next", 0, next, "ECMA-402 §19.6.2.1", "The next segment")]);
    installer.tag(steps, "Segmenter String Iterator");
    installer.vm.realm.set(Intrinsic::IntlSegmentIteratorPrototype, steps);
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &NUMBERS, "Intl.Segmenter.supportedLocalesOf")
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    const SERVICE: &str = "Intl.Segmenter";
    require_new_of(cx, &CLASS)?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let requested = locale_list(cx, locales)?;
    let options = options_object(cx, options)?;
    locale_matcher(cx, options, SERVICE)?;
    let granularity = choice(cx, options, "granularity", SERVICE, &["grapheme", "word", "sentence"])?;
    let locale = resolve(&NUMBERS, &requested, &[], |_, _| false);
    let data = Segmenter { locale, granularity: granularity.unwrap_or("grapheme") };
    CLASS.create(cx, Box::new(data)).map(|made| *made)
}

fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let segmenter: &Segmenter = this_data(cx, &CLASS, "resolvedOptions")?;
    let shown = [("locale", *cx.string(&segmenter.locale.locale)), ("granularity", *cx.string(segmenter.granularity))];
    Ok(object_of(cx, &shown))
}

/// Takes a text apart.
fn segments_of(cx: &mut Cx<'_>, text: &str, granularity: &str) -> JsResult<Segments> {
    let words = granularity == "word";
    let mut ends = Vec::new();
    let mut at = 0;
    let pieces: Box<dyn Iterator<Item = &str>> = match granularity {
        "word" => Box::new(text.split_word_bounds()),
        "sentence" => Box::new(text.split_sentence_bounds()),
        _ => Box::new(text.graphemes(true)),
    };
    for (count, piece) in pieces.enumerate() {
        if count % PORTION == 0 {
            cx.check_interrupt()?;
        }
        at += piece.chars().map(|c| c.len_utf16() as u32).sum::<u32>();
        ends.push((at, words && piece.chars().any(char::is_alphanumeric)));
    }
    Ok(Segments { ends, words })
}

/// `Intl.Segmenter.prototype.segment` (ECMA-402 §19.3.3)
fn segment(cx: &mut Cx<'_>) -> JsResult {
    let segmenter: &Segmenter = this_data(cx, &CLASS, "segment")?;
    let value = cx.arg(0);
    let string = cx.to_string(value)?;
    let text = {
        let mut leaf = cx.leaf();
        // A lone surrogate counts as one unit here, too.
        chars_of(&mut leaf, *string).to_text()
    };
    let segments = Rc::new(segments_of(cx, &text, segmenter.granularity)?);
    new_host(cx, Brand::IntlSegments, Intrinsic::IntlSegmentsPrototype, string, segments)
}

fn new_host(cx: &mut Cx<'_>, brand: Brand, proto: Intrinsic, string: Rooted, segments: Rc<Segments>) -> JsResult {
    // The iterators of a text share what its segments account for.
    let bytes = if brand == Brand::IntlSegments { segments.ends.capacity() * 8 } else { 0 };
    let shape = cx.leaf().shape(proto);
    let slots = [*string, Value::int(0)];
    Ok(cx.leaf().new_host_with_data(brand, shape, &slots, Box::new(segments), bytes).object().value())
}

fn receiver<'a>(cx: &mut Cx<'_>, brand: Brand, method: &str) -> JsResult<(Gc<Host>, &'a Rc<Segments>)> {
    let host = Host::of(*cx.this(), brand);
    match host.and_then(|host| host.data::<Rc<Segments>>().map(|data| (host, data))) {
        Some(found) => Ok(found),
        None => Err(incompatible(cx, method)),
    }
}

/// CreateSegmentDataObject (ECMA-402 §19.7.1).
fn segment_data(cx: &mut Cx<'_>, host: Gc<Host>, segments: &Segments, place: usize) -> Value {
    let start = if place == 0 { 0 } else { segments.ends[place - 1].0 } as usize;
    let (end, is_word) = segments.ends[place];
    let string = host.get(0);
    let piece = {
        let mut leaf = cx.leaf();
        let chars = chars_of(&mut leaf, string).slice(start, end as usize);
        leaf.new_chars(chars).value()
    };
    let piece = cx.root(piece);
    let mut properties = vec![("segment", *piece), ("index", Value::length(start)), ("input", string)];
    if segments.words {
        properties.push(("isWordLike", Value::boolean(is_word)));
    }
    object_of(cx, &properties)
}

fn containing(cx: &mut Cx<'_>) -> JsResult {
    let (host, segments) = receiver(cx, Brand::IntlSegments, "%SegmentsPrototype%.containing")?;
    let value = cx.arg(0);
    let index = cx.to_integer(value)?;
    let length = segments.ends.last().map_or(0, |(end, _)| *end);
    if !(0.0..f64::from(length)).contains(&index) {
        return Ok(Value::UNDEFINED);
    }
    let place = segments.ends.partition_point(|(end, _)| f64::from(*end) <= index);
    Ok(segment_data(cx, host, segments, place))
}

fn iterator(cx: &mut Cx<'_>) -> JsResult {
    let (host, segments) = receiver(cx, Brand::IntlSegments, "%SegmentsPrototype%[Symbol.iterator]")?;
    let string = cx.root(host.get(0));
    let (brand, proto) = (Brand::IntlSegmentIterator, Intrinsic::IntlSegmentIteratorPrototype);
    new_host(cx, brand, proto, string, Rc::clone(segments))
}

fn next(cx: &mut Cx<'_>) -> JsResult {
    let (host, segments) = receiver(cx, Brand::IntlSegmentIterator, "%SegmentIterator.prototype%.next")?;
    let place = host.get(1).as_int().unwrap_or(0).max(0) as usize;
    if place >= segments.ends.len() {
        return Ok(*cx.iterator_result(Rooted::UNDEFINED, true));
    }
    host.set(&mut cx.leaf(), 1, Value::int(place as i32 + 1));
    let data = segment_data(cx, host, segments, place);
    let data = cx.root(data);
    Ok(*cx.iterator_result(data, false))
}
