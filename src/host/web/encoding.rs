//! What `TextDecoder` needs of the machine for the older encodings of the web, by the crate
//! encoding_rs.

use std::cell::RefCell;

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding};

use crate::objects::value::string::MAX_LENGTH;
use crate::objects::{Brand, Chars, Host, Value, View};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow};

/// The functions of `internal:encodings`.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("nameOf", 1, name_of, "WHATWG Encoding §4.2", "The encoding that a label means, or undefined."),
    NativeRow::cx("decoder", 1, decoder, "WHATWG Encoding", "The state of a text that is decoded."),
    NativeRow::cx("decode", 4, decode, "WHATWG Encoding", "Bytes as text; null when they are wrong."),
];

/// Bytes that are decoded at a time.
const PORTION: usize = 8 << 10;

type State = RefCell<Decoder>;

fn encoding(cx: &mut Cx<'_>) -> JsResult<Option<&'static Encoding>> {
    let label = cx.to_text(cx.arg(0))?;
    Ok(Encoding::for_label(label.as_bytes()))
}

fn name_of(cx: &mut Cx<'_>) -> JsResult {
    let Some(encoding) = encoding(cx)? else { return Ok(Value::UNDEFINED) };
    Ok(*cx.string(&encoding.name().to_ascii_lowercase()))
}

/// `decoder(label)`
fn decoder(cx: &mut Cx<'_>) -> JsResult {
    let encoding = encoding(cx)?.unwrap_or(encoding_rs::UTF_8);
    let state: State = RefCell::new(encoding.new_decoder_without_bom_handling());
    let shape = cx.leaf().root_shape(Value::NULL, 0);
    let bytes = size_of::<State>();
    Ok(cx.leaf().new_host_with_data(Brand::NativeState, shape, &[], Box::new(state), bytes).object().value())
}

/// `decode(state, bytes, fatal, last)`
fn decode(cx: &mut Cx<'_>) -> JsResult {
    let state = Host::of(*cx.arg(0), Brand::NativeState).and_then(|host| host.data::<State>());
    let (Some(state), Some(view)) = (state, View::typed_array(*cx.arg(1))) else {
        return Err(cx.type_error("a state and bytes are expected"));
    };
    let (fatal, last) = (*cx.arg(2) == Value::TRUE, *cx.arg(3) == Value::TRUE);
    let bytes = view.bytes();
    let mut text = Vec::new();
    let mut own = [0; PORTION];
    let mut parts = bytes.chunks(PORTION).peekable();
    loop {
        cx.vm().check_interrupt()?;
        let part = parts.next().unwrap_or_default();
        let ends = parts.peek().is_none();
        part.copy_to_slice(&mut own[..part.len()]);
        if !decode_part(&mut state.borrow_mut(), &own[..part.len()], fatal, last && ends, &mut text) {
            return Ok(Value::NULL);
        }
        if text.len() > MAX_LENGTH {
            let message = format!("Cannot create a string longer than {MAX_LENGTH:#x} characters");
            return Err(crate::host::node::errors::throw(cx, ErrorKind::Error, "ERR_STRING_TOO_LONG", &message));
        }
        if ends {
            break;
        }
    }
    Ok(cx.leaf().new_chars(Chars::Utf16(&text)).value())
}

/// Adds the text of a part: false when it is wrong and that is a fault.
fn decode_part(decoder: &mut Decoder, mut part: &[u8], fatal: bool, last: bool, text: &mut Vec<u16>) -> bool {
    let mut made = [0_u16; 2048];
    loop {
        let (again, read, written) = if fatal {
            let (result, read, written) = decoder.decode_to_utf16_without_replacement(part, &mut made, last);
            match result {
                DecoderResult::Malformed(..) => return false,
                result => (result == DecoderResult::OutputFull, read, written),
            }
        } else {
            let (result, read, written, _) = decoder.decode_to_utf16(part, &mut made, last);
            (result == CoderResult::OutputFull, read, written)
        };
        text.extend_from_slice(&made[..written]);
        part = &part[read..];
        if !again {
            return true;
        }
    }
}
