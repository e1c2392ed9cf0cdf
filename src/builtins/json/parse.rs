//! The JSON parser (ECMA-404): one pass, no recursion, errors in V8's words.
//!
//! No script code runs here, so nothing collects: values under construction lie in vectors. Objects
//! that follow one another at the same depth tend to have the same keys: the keys and the shape of
//! the last one are the guess for the next, compared with the text itself, so that most keys are
//! neither hashed nor made into strings.

use super::record::{Parts, Record};
use crate::builtins::text::buffer::{TextBuffer, json_plain_prefix};
use crate::objects::object::MAX_INLINE;
use crate::objects::{Chars, Gc, JsString, Key, Shape, Space, Value, attributes};
use crate::vm::{Cx, ErrorKind, JsResult, messages};

/// Nested deeper than this is refused.
const MAX_DEPTH: usize = 1 << 22;
/// Objects nested deeper have no template: each makes its shape from its keys.
const MAX_TEMPLATES: usize = limit!(64, small = 1);

/// What is wrong, with the position where it applies.
enum Problem {
    /// An unexpected character or the end of the text.
    Unexpected,
    /// Words that a position is appended to.
    At(&'static str),
    TooDeep,
    /// The run is to end.
    Interrupted,
}

/// The value of JSON text, or a SyntaxError; a record is filled with where its parts stand.
pub(crate) fn parse(cx: &mut Cx<'_>, text: Gc<JsString>, record: Option<&mut Record>) -> JsResult {
    let mut leaf = cx.leaf();
    let result = match leaf.chars(text) {
        Chars::Latin1(text) => run(&mut leaf, text, record),
        Chars::Utf16(text) => run(&mut leaf, text, record),
    };
    result.map_err(|(problem, at)| {
        if matches!(problem, Problem::Interrupted) {
            return leaf.end_run();
        }
        let chars = leaf.chars(text);
        match problem {
            Problem::TooDeep => leaf.throw(ErrorKind::Range, messages::CALL_STACK),
            problem => leaf.throw(ErrorKind::Syntax, message(&problem, chars, at)),
        }
    })
}

fn run<C: Unit>(space: &mut Space, text: &[C], record: Option<&mut Record>) -> Result<Value, (Problem, usize)> {
    let mut parser =
        Parser { space, text, at: 0, values: Vec::new(), entries: Vec::new(), templates: Vec::new(), start: 0, record };
    parser.document().map_err(|problem| (problem, parser.at))
}

/// Context shown on each side of an unexpected character.
const CONTEXT: usize = 10;

fn message(problem: &Problem, text: Chars<'_>, at: usize) -> String {
    if let Problem::At(words) = problem {
        let link = if words.ends_with("JSON") { "" } else { " in JSON" };
        return format!("{words}{link} at position {at}");
    }
    let whole = text.to_text();
    if matches!(&*whole, "[object Object]" | "Infinity" | "undefined" | "NaN") && !whole.is_empty() {
        return format!("\"{whole}\" is not valid JSON");
    }
    if at >= text.len() {
        return "Unexpected end of JSON input".into();
    }
    let unit = text.at(at);
    if matches!(u8::try_from(unit), Ok(b'0'..=b'9' | b'-')) {
        return format!("Unexpected number in JSON at position {at}");
    }
    if unit == u16::from(b'"') {
        return format!("Unexpected string in JSON at position {at}");
    }
    let part = |from: usize, to: usize| text.slice(from, to).to_text().into_owned();
    let token = part(at, at + 1);
    if text.len() <= 2 * CONTEXT {
        return format!("Unexpected token '{token}', \"{whole}\" is not valid JSON");
    }
    if at < CONTEXT {
        return format!("Unexpected token '{token}', \"{}\"... is not valid JSON", part(0, at + CONTEXT));
    }
    if at < text.len() - CONTEXT {
        return format!("Unexpected token '{token}', ...\"{}\"... is not valid JSON", part(at - CONTEXT, at + CONTEXT));
    }
    format!("Unexpected token '{token}', ...\"{}\" is not valid JSON", part(at - CONTEXT, text.len()))
}

/// A code unit of the text.
trait Unit: Copy + Into<u16> {
    /// A string of units without escapes.
    fn string(space: &mut Space, units: &[Self]) -> Gc<JsString>;

    /// The units as ASCII text, if that is what they are.
    fn ascii(units: &[Self]) -> Option<&str>;

    /// How many of the first units stand for themselves in a string.
    fn plain_prefix(units: &[Self]) -> usize;

    /// The units as characters.
    fn chars(units: &[Self]) -> Chars<'_>;

    /// Whether the units at the start of `text` are the Latin-1 `bytes`.
    fn starts_with(text: &[Self], bytes: &[u8]) -> bool;
}

impl Unit for u8 {
    #[inline]
    fn string(space: &mut Space, units: &[u8]) -> Gc<JsString> {
        space.new_latin1(units)
    }

    #[inline]
    fn ascii(units: &[u8]) -> Option<&str> {
        if units.is_ascii() { std::str::from_utf8(units).ok() } else { None }
    }

    #[inline]
    fn plain_prefix(units: &[u8]) -> usize {
        json_plain_prefix(units)
    }

    #[inline]
    fn chars(units: &[u8]) -> Chars<'_> {
        Chars::Latin1(units)
    }

    #[inline]
    fn starts_with(text: &[u8], bytes: &[u8]) -> bool {
        text.starts_with(bytes)
    }
}

impl Unit for u16 {
    fn string(space: &mut Space, units: &[u16]) -> Gc<JsString> {
        space.new_utf16(units)
    }

    fn ascii(_: &[u16]) -> Option<&str> {
        None
    }

    fn plain_prefix(units: &[u16]) -> usize {
        let end = units.iter().position(|&unit| unit < 0x20 || unit == u16::from(b'"') || unit == u16::from(b'\\'));
        end.unwrap_or(units.len())
    }

    fn chars(units: &[u16]) -> Chars<'_> {
        Chars::Utf16(units)
    }

    fn starts_with(text: &[u16], bytes: &[u8]) -> bool {
        text.len() >= bytes.len() && text.iter().zip(bytes).all(|(&unit, &byte)| unit == u16::from(byte))
    }
}

/// Keys and shape of the last object at some depth.
#[derive(Default)]
struct Template {
    keys: Vec<Key>,
    /// The keys' characters with the closing quote; empty where they are not plain Latin-1.
    texts: Vec<Box<[u8]>>,
    shape: Option<Gc<Shape>>,
}

/// A container that is not closed yet.
#[derive(Clone, Copy)]
enum Frame {
    /// Elements lie in `values` from here on.
    Array(usize),
    /// Properties lie in `entries` from here on; whether all keys so far are the template's; the
    /// key whose value is being read.
    Object { start: usize, expected: bool, key: Key },
}

struct Parser<'a, C> {
    space: &'a mut Space,
    text: &'a [C],
    at: usize,
    values: Vec<Value>,
    entries: Vec<(Key, Value)>,
    templates: Vec<Template>,
    /// Where the value that was read last begins.
    start: usize,
    record: Option<&'a mut Record>,
}

type Parsed<T> = Result<T, Problem>;

impl<C: Unit> Parser<'_, C> {
    /// The unit at the position, 0 at the end (a NUL in the text is unexpected everywhere, too).
    #[inline(always)]
    fn peek(&self) -> u16 {
        self.text.get(self.at).map_or(0, |&unit| unit.into())
    }

    #[inline(always)]
    fn skip_space(&mut self) {
        while matches!(self.peek(), 0x20 | 0x0A | 0x0D | 0x09) {
            self.at += 1;
        }
    }

    #[inline(always)]
    fn eat(&mut self, byte: u8) -> bool {
        self.skip_space();
        let found = self.peek() == u16::from(byte);
        self.at += usize::from(found);
        found
    }

    fn document(&mut self) -> Parsed<Value> {
        let mut frames: Vec<Frame> = Vec::new();
        loop {
            if self.space.heap.must_end() {
                return Err(Problem::Interrupted);
            }
            let mut value = match self.value(&mut frames)? {
                Some(value) => value,
                None => continue,
            };
            if let Some(record) = &mut self.record {
                record.add(value, (self.start, self.at), Parts::None);
            }
            // A value is complete: it goes where it belongs, and may complete what it belongs to.
            loop {
                match frames.last_mut() {
                    None => {
                        self.skip_space();
                        if self.at < self.text.len() {
                            return Err(Problem::At("Unexpected non-whitespace character after JSON"));
                        }
                        return Ok(value);
                    }
                    Some(Frame::Array(start)) => {
                        let start = *start;
                        self.values.push(value);
                        if self.eat(b',') {
                            break;
                        }
                        if !self.eat(b']') {
                            return Err(Problem::At("Expected ',' or ']' after array element"));
                        }
                        value = self.space.new_array_from(&self.values[start..]).value();
                        if let Some(record) = &mut self.record {
                            record.add_array(value, self.values.len() - start);
                        }
                        self.values.truncate(start);
                    }
                    Some(Frame::Object { start, expected, key }) => {
                        let (start, expected, key) = (*start, *expected, *key);
                        self.entries.push((key, value));
                        if self.eat(b',') {
                            self.skip_space();
                            if self.peek() != u16::from(b'"') {
                                return Err(Problem::At("Expected double-quoted property name"));
                            }
                            let depth = frames.len() - 1;
                            let (key, expected) = self.property_name(depth, self.entries.len() - start, expected)?;
                            frames[depth] = Frame::Object { start, expected, key };
                            break;
                        }
                        if !self.eat(b'}') {
                            return Err(Problem::At("Expected ',' or '}' after property value"));
                        }
                        let keys = self.record.is_some().then(|| self.entries[start..].iter().map(|e| e.0).collect());
                        value = self.object(frames.len() - 1, start, expected);
                        if let (Some(record), Some(keys)) = (&mut self.record, keys) {
                            record.add_object(value, keys);
                        }
                    }
                }
                frames.pop();
            }
        }
    }

    /// A whole value, or `None` when a container was opened and its first value is to come.
    #[inline]
    fn value(&mut self, frames: &mut Vec<Frame>) -> Parsed<Option<Value>> {
        self.skip_space();
        self.start = self.at;
        match u8::try_from(self.peek()) {
            Ok(b'"') => {
                self.at += 1;
                self.string().map(|string| Some(string.value()))
            }
            Ok(b'-' | b'0'..=b'9') => self.number().map(Some),
            Ok(b'[') => {
                self.at += 1;
                if self.eat(b']') {
                    return Ok(Some(self.space.new_array(0).value()));
                }
                self.open(frames, Frame::Array(self.values.len()))
            }
            Ok(b'{') => {
                self.at += 1;
                self.skip_space();
                if self.eat(b'}') {
                    return Ok(Some(self.space.new_plain_object().value()));
                }
                if self.peek() != u16::from(b'"') {
                    return Err(Problem::At("Expected property name or '}'"));
                }
                let depth = frames.len();
                if self.templates.len() <= depth && depth < MAX_TEMPLATES {
                    self.templates.resize_with(depth + 1, Template::default);
                }
                let start = self.entries.len();
                let (key, expected) = self.property_name(depth, 0, true)?;
                self.open(frames, Frame::Object { start, expected, key })
            }
            Ok(b't') => self.literal("true", Value::TRUE),
            Ok(b'f') => self.literal("false", Value::FALSE),
            Ok(b'n') => self.literal("null", Value::NULL),
            _ => Err(Problem::Unexpected),
        }
    }

    fn open(&mut self, frames: &mut Vec<Frame>, frame: Frame) -> Parsed<Option<Value>> {
        if frames.len() >= MAX_DEPTH {
            return Err(Problem::TooDeep);
        }
        frames.push(frame);
        Ok(None)
    }

    fn literal(&mut self, text: &str, value: Value) -> Parsed<Option<Value>> {
        for &byte in text.as_bytes() {
            if self.peek() != u16::from(byte) {
                return Err(Problem::Unexpected);
            }
            self.at += 1;
        }
        Ok(Some(value))
    }

    // ---- objects

    /// A quoted property name and the colon after it. `index`: how many properties came before;
    /// `expected`: whether they were the template's.
    fn property_name(&mut self, depth: usize, index: usize, expected: bool) -> Parsed<(Key, bool)> {
        self.at += 1;
        let mut guessed = None;
        if expected
            && let Some(template) = self.templates.get(depth)
            && let Some(text) = template.texts.get(index)
            && !text.is_empty()
            && C::starts_with(&self.text[self.at..], text)
        {
            guessed = Some(template.keys[index]);
            self.at += text.len();
        }
        let key = match guessed {
            Some(key) => key,
            None => self.new_name()?,
        };
        if !self.eat(b':') {
            return Err(Problem::At("Expected ':' after property name"));
        }
        Ok((key, guessed.is_some()))
    }

    fn new_name(&mut self) -> Parsed<Key> {
        let start = self.at;
        let plain = self.plain_end();
        if self.text.get(plain).is_some_and(|&unit| unit.into() == u16::from(b'"'))
            && let Some(text) = C::ascii(&self.text[start..plain])
        {
            self.at = plain + 1;
            return Ok(self.space.key(text));
        }
        let string = self.string()?;
        Ok(self.space.string_key(string))
    }

    /// Makes the object of the entries from `start` on.
    fn object(&mut self, depth: usize, start: usize, expected: bool) -> Value {
        let count = self.entries.len() - start;
        if expected
            && let Some(template) = self.templates.get(depth)
            && template.keys.len() == count
            && let Some(shape) = template.shape
        {
            let object = self.space.new_object(shape);
            for (slot, &(_, value)) in self.entries[start..].iter().enumerate() {
                object.slot(shape, slot as u32).1.init(value);
            }
            self.entries.truncate(start);
            return object.value();
        }
        let inline = (count as u32).min(MAX_INLINE);
        let root = self.space.root_shape(self.space.roots.object_proto, inline);
        let object = self.space.new_object(root);
        let entries: Vec<(Key, Value)> = self.entries.drain(start..).collect();
        for &(key, value) in &entries {
            match key.as_index() {
                Some(index) => self.space.put_element(object, index, value, attributes::ALL),
                None => self.space.put_named(object, key, value, attributes::ALL),
            }
        }
        let shape = self.space.shape_of(object);
        if let Some(template) = self.templates.get_mut(depth)
            && !shape.is_unique()
            && shape.slot_count() as usize == count
            && object.elements.get().is_hole()
        {
            template.shape = Some(shape);
            template.keys = entries.iter().map(|&(key, _)| key).collect();
            template.texts = template.keys.iter().map(|&key| quoted_text(key)).collect();
        }
        object.value()
    }

    // ---- strings

    /// The end of the characters from the position on that stand for themselves.
    #[inline]
    fn plain_end(&self) -> usize {
        self.at + C::plain_prefix(&self.text[self.at..])
    }

    /// The rest of a string after its opening quote.
    fn string(&mut self) -> Parsed<Gc<JsString>> {
        let start = self.at;
        let plain = self.plain_end();
        if self.text.get(plain).is_some_and(|&unit| unit.into() == u16::from(b'"')) {
            self.at = plain + 1;
            return Ok(C::string(self.space, &self.text[start..plain]));
        }
        let mut string = TextBuffer::with_capacity(2 * (plain - start));
        loop {
            let end = self.plain_end();
            string.push_chars(C::chars(&self.text[self.at..end]));
            self.at = end;
            if self.at >= self.text.len() {
                return Err(Problem::At("Unterminated string"));
            }
            match u8::try_from(self.peek()) {
                Ok(b'"') => {
                    self.at += 1;
                    // No longer than the text, which is a string.
                    return Ok(string.into_string(self.space).unwrap_or_else(|| self.space.new_latin1(b"")));
                }
                Ok(b'\\') => {
                    self.at += 1;
                    string.push(self.escape()?);
                }
                _ => return Err(Problem::At("Bad control character in string literal")),
            }
        }
    }

    fn escape(&mut self) -> Parsed<u16> {
        if self.at >= self.text.len() {
            return Err(Problem::Unexpected);
        }
        let unit = match u8::try_from(self.peek()) {
            Ok(byte @ (b'"' | b'\\' | b'/')) => byte.into(),
            Ok(b'b') => 8,
            Ok(b'f') => 12,
            Ok(b'n') => 10,
            Ok(b'r') => 13,
            Ok(b't') => 9,
            Ok(b'u') => {
                let mut unit = 0;
                for _ in 0..4 {
                    self.at += 1;
                    let digit = char::from_u32(self.peek().into()).and_then(|c| c.to_digit(16));
                    unit = unit << 4 | digit.ok_or(Problem::At("Bad Unicode escape"))? as u16;
                }
                unit
            }
            _ => return Err(Problem::At("Bad escaped character")),
        };
        self.at += 1;
        Ok(unit)
    }

    // ---- numbers

    #[inline]
    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(u8::try_from(self.peek()), Ok(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Parsed<Value> {
        let start = self.at;
        let negative = self.peek() == u16::from(b'-');
        self.at += usize::from(negative);
        let first = self.peek();
        let integer_start = self.at;
        match self.digits() {
            0 => return Err(Problem::At("No number after minus sign")),
            1 => {}
            _ if first == u16::from(b'0') => {
                self.at = integer_start + 1;
                return Err(Problem::Unexpected);
            }
            _ => {}
        }
        let digits = self.at - integer_start;
        let next = self.peek();
        if !matches!(u8::try_from(next), Ok(b'.' | b'e' | b'E')) && digits <= 9 {
            let magnitude = self.text[integer_start..self.at].iter().fold(0_i32, |n, &unit| {
                let unit: u16 = unit.into();
                n * 10 + i32::from(unit - u16::from(b'0'))
            });
            return Ok(match negative {
                true if magnitude == 0 => Value::double(-0.0),
                true => Value::int(-magnitude),
                false => Value::int(magnitude),
            });
        }
        if next == u16::from(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err(Problem::At("Unterminated fractional number"));
            }
        }
        if matches!(u8::try_from(self.peek()), Ok(b'e' | b'E')) {
            self.at += 1;
            if matches!(u8::try_from(self.peek()), Ok(b'+' | b'-')) {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err(Problem::At("Exponent part is missing a number"));
            }
        }
        let mut text = [0_u8; 64];
        let units = &self.text[start..self.at];
        let parsed = if units.len() <= text.len() {
            for (to, &unit) in text.iter_mut().zip(units) {
                *to = unit.into() as u8;
            }
            std::str::from_utf8(&text[..units.len()]).ok().and_then(|text| text.parse().ok())
        } else {
            let text: String = units.iter().map(|&unit| char::from(unit.into() as u8)).collect();
            text.parse().ok()
        };
        Ok(Value::number(parsed.unwrap_or(f64::NAN)))
    }
}

/// The characters of a key and the closing quote, when the text would hold them as they are.
fn quoted_text(key: Key) -> Box<[u8]> {
    let string = key.as_name().and_then(Gc::<JsString>::from_value);
    match string.and_then(Gc::<JsString>::flat_chars) {
        Some(Chars::Latin1(bytes)) if bytes.iter().all(|&b| b >= 0x20 && b != b'"' && b != b'\\') => {
            bytes.iter().copied().chain([b'"']).collect()
        }
        _ => Box::default(),
    }
}
