//! What `zlib` needs of the machine: compressed streams, by the crate zlib-rs.
//!
//! Invariant: the library has looked at what is given here; what is wrong nevertheless becomes a
//! value that will do, so that the crate is never asked for what it cannot.

use std::cell::RefCell;

use zlib_rs::{
    Deflate, DeflateConfig, DeflateError, DeflateFlush, Inflate, InflateError, InflateFlush, Method, Status, Strategy,
};

use crate::objects::cells::run::Run;
use crate::objects::{Brand, Host, Value, View};
use crate::vm::{Cx, JsResult, NativeRow};

/// The functions of `internal:zlib`.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("deflate", 5, deflate, "Node zlib", "The state of a stream that is compressed."),
    NativeRow::cx("inflate", 2, inflate, "Node zlib", "The state of a stream that is uncompressed."),
    NativeRow::cx("step", 8, step, "Node zlib", "Takes bytes and gives bytes."),
    NativeRow::cx("setLevel", 2, set_level, "Node zlib", "Another level from now on."),
    NativeRow::cx("setDictionary", 2, set_dictionary, "Node zlib", "What the stream may refer to."),
    NativeRow::cx("reset", 1, reset, "Node zlib", "The stream begins anew."),
    NativeRow::cx("crc32", 2, crc32, "RFC 1952 §8", "The check sum of bytes after others."),
];

/// Bytes that are copied out of a buffer or into it at a time.
const PORTION: usize = 16 << 10;
/// Bytes that a state takes.
const DEFLATE_BYTES: usize = 270 << 10;
const INFLATE_BYTES: usize = 48 << 10;

enum Codec {
    Deflate(Box<Deflate>),
    Inflate { state: Box<Inflate>, window: i32 },
}

type State = RefCell<Codec>;

/// What came of a portion, by zlib's numbers.
const OK: i32 = 0;
const STREAM_END: i32 = 1;
const NEED_DICTIONARY: i32 = 2;
const STREAM_ERROR: i32 = -2;
const DATA_ERROR: i32 = -3;
const MEMORY_ERROR: i32 = -4;
const BUFFER_ERROR: i32 = -5;

fn integer(cx: &mut Cx<'_>, place: usize) -> i32 {
    cx.arg(place).as_number().unwrap_or(0.0) as i32
}

fn new_state(cx: &mut Cx<'_>, codec: Codec, bytes: usize) -> JsResult {
    cx.vm().make_room_for_buffer(bytes)?;
    let state: State = RefCell::new(codec);
    let shape = cx.leaf().root_shape(Value::NULL, 0);
    Ok(cx.leaf().new_host_with_data(Brand::NativeState, shape, &[], Box::new(state), bytes).object().value())
}

/// Bits of the window as zlib wants them: negative for streams without a head, 16 more for gzip, 32
/// more for either.
fn window_bits(bits: i32, least: i32) -> i32 {
    match bits {
        ..0 => -(-bits).clamp(least, 15),
        32.. => (bits - 32).clamp(least, 15) + 32,
        16.. => (bits - 16).clamp(least, 15) + 16,
        _ => bits.clamp(least, 15),
    }
}

/// `deflate(level, windowBits, memLevel, strategy)`
fn deflate(cx: &mut Cx<'_>) -> JsResult {
    let [level, bits, mem_level, strategy] = [0, 1, 2, 3].map(|place| integer(cx, place));
    let strategy = match strategy {
        1 => Strategy::Filtered,
        2 => Strategy::HuffmanOnly,
        3 => Strategy::Rle,
        4 => Strategy::Fixed,
        _ => Strategy::Default,
    };
    let config = DeflateConfig {
        level: level.clamp(-1, 9),
        method: Method::Deflated,
        window_bits: window_bits(bits, 9),
        mem_level: mem_level.clamp(1, 9),
        strategy,
    };
    new_state(cx, Codec::Deflate(Box::new(Deflate::new_with_config(config))), DEFLATE_BYTES)
}

fn new_inflate(window: i32) -> Box<Inflate> {
    // No bits at all: those that the head of the stream tells.
    let window = if window == 0 { 0 } else { window_bits(window, 8) };
    Box::new(Inflate::new(window >= 0, window.unsigned_abs() as u8))
}

/// `inflate(windowBits)`
fn inflate(cx: &mut Cx<'_>) -> JsResult {
    let window = integer(cx, 0);
    new_state(cx, Codec::Inflate { state: new_inflate(window), window }, INFLATE_BYTES)
}

fn state_of<'a>(cx: &mut Cx<'_>) -> JsResult<&'a State> {
    let state = Host::of(*cx.arg(0), Brand::NativeState).and_then(|host| host.data::<State>());
    state.ok_or_else(|| cx.type_error("the state of a stream is expected"))
}

fn bytes_argument<'a>(cx: &mut Cx<'_>, place: usize) -> JsResult<Run<'a, u8>> {
    match View::typed_array(*cx.arg(place)) {
        Some(view) => Ok(view.bytes()),
        None => Err(cx.type_error("bytes are expected")),
    }
}

/// Of a view at `place`: so many bytes from an offset, as far as they are there.
fn range_argument<'a>(cx: &mut Cx<'_>, place: usize) -> JsResult<Run<'a, u8>> {
    let bytes = bytes_argument(cx, place)?;
    let from = (cx.arg(place + 1).as_number().unwrap_or(0.0) as usize).min(bytes.len());
    let length = (cx.arg(place + 2).as_number().unwrap_or(0.0) as usize).min(bytes.len() - from);
    Ok(bytes.part(from..from + length))
}

impl Codec {
    /// Bytes read and written so far.
    fn totals(&self) -> (u64, u64) {
        match self {
            Codec::Deflate(state) => (state.total_in(), state.total_out()),
            Codec::Inflate { state, .. } => (state.total_in(), state.total_out()),
        }
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], flush: i32) -> i32 {
        match self {
            Codec::Deflate(state) => {
                let flush = DeflateFlush::try_from(flush).unwrap_or(DeflateFlush::NoFlush);
                match state.compress(input, output, flush) {
                    Ok(status) => number_of(status),
                    Err(DeflateError::StreamError) => STREAM_ERROR,
                    Err(DeflateError::DataError) => DATA_ERROR,
                    Err(DeflateError::MemError) => MEMORY_ERROR,
                }
            }
            Codec::Inflate { state, .. } => {
                let flush = InflateFlush::try_from(flush).unwrap_or(InflateFlush::NoFlush);
                match state.decompress(input, output, flush) {
                    Ok(status) => number_of(status),
                    Err(InflateError::NeedDict { .. }) => NEED_DICTIONARY,
                    Err(InflateError::StreamError) => STREAM_ERROR,
                    Err(InflateError::DataError) => DATA_ERROR,
                    Err(InflateError::MemError) => MEMORY_ERROR,
                }
            }
        }
    }

    fn message(&self) -> Option<&'static str> {
        match self {
            Codec::Deflate(state) => state.error_message(),
            Codec::Inflate { state, .. } => state.error_message(),
        }
    }
}

fn number_of(status: Status) -> i32 {
    match status {
        Status::Ok => OK,
        Status::BufError => BUFFER_ERROR,
        Status::StreamEnd => STREAM_END,
    }
}

/// `step(state, input, offset, length, output, offset, length, flush)`: bytes read, bytes written,
/// zlib's number, its message.
fn step(cx: &mut Cx<'_>) -> JsResult {
    let state = state_of(cx)?;
    let (input, output) = (range_argument(cx, 1)?, range_argument(cx, 4)?);
    let flush = integer(cx, 7);
    let mut codec = state.borrow_mut();
    let mut own = [0; PORTION];
    let mut made = [0; PORTION];
    let (mut read, mut written) = (0, 0);
    let status = loop {
        cx.vm().check_interrupt()?;
        let left = input.from(read);
        let part = left.part(0..left.len().min(PORTION));
        part.copy_to_slice(&mut own[..part.len()]);
        let room = output.from(written);
        let room = room.part(0..room.len().min(PORTION));
        let before = codec.totals();
        // Only the last portion ends the stream, or is flushed.
        let flush = if part.len() < left.len() { 0 } else { flush };
        let status = codec.run(&own[..part.len()], &mut made[..room.len()], flush);
        let after = codec.totals();
        let (took, gave) = ((after.0 - before.0) as usize, (after.1 - before.1) as usize);
        room.part(0..gave).copy_from_slice(&made[..gave]);
        read += took;
        written += gave;
        let goes_on = status == OK || (status == BUFFER_ERROR && took + gave > 0);
        let is_full = written == output.len();
        // Whoever has filled what was there may have more to give.
        if !goes_on || is_full || (read == input.len() && gave < room.len()) || took + gave == 0 {
            break status;
        }
    };
    let message = codec.message().filter(|_| status < OK && status != BUFFER_ERROR);
    let message = match message {
        Some(message) => *cx.string(message),
        None => Value::UNDEFINED,
    };
    let message = cx.root(message);
    let result = [Value::length(read), Value::length(written), Value::int(status), *message];
    Ok(cx.leaf().new_array_from(&result).value())
}

/// `setLevel(state, level)`
fn set_level(cx: &mut Cx<'_>) -> JsResult {
    let state = state_of(cx)?;
    let level = integer(cx, 1).clamp(-1, 9);
    let done = match &mut *state.borrow_mut() {
        Codec::Deflate(state) => state.set_level(level).is_ok(),
        Codec::Inflate { .. } => false,
    };
    Ok(Value::boolean(done))
}

/// `setDictionary(state, bytes)`: whether it is the one.
fn set_dictionary(cx: &mut Cx<'_>) -> JsResult {
    let state = state_of(cx)?;
    let bytes: Vec<u8> = bytes_argument(cx, 1)?.to_vec();
    let done = match &mut *state.borrow_mut() {
        Codec::Deflate(state) => state.set_dictionary(&bytes).is_ok(),
        Codec::Inflate { state, .. } => state.set_dictionary(&bytes).is_ok(),
    };
    Ok(Value::boolean(done))
}

fn reset(cx: &mut Cx<'_>) -> JsResult {
    let state = state_of(cx)?;
    match &mut *state.borrow_mut() {
        Codec::Deflate(state) => state.reset(),
        Codec::Inflate { state, window } => *state = new_inflate(*window),
    }
    Ok(Value::UNDEFINED)
}

/// `crc32(bytes, before)`
fn crc32(cx: &mut Cx<'_>) -> JsResult {
    let bytes = bytes_argument(cx, 0)?;
    let mut sum = cx.arg(1).as_number().unwrap_or(0.0) as u32;
    let mut own = [0; PORTION];
    for part in bytes.chunks(PORTION) {
        cx.vm().check_interrupt()?;
        part.copy_to_slice(&mut own[..part.len()]);
        sum = zlib_rs::crc32::crc32(sum, &own[..part.len()]);
    }
    Ok(Value::number(sum.into()))
}
