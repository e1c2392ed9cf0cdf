//! What `crypto` needs of the machine: hashes (by the crates of RustCrypto), keys derived from
//! passwords, and random bytes.
//!
//! Invariant: what goes on within a hash are bytes that belong to the program, so that nothing here
//! has to be freed. Whoever changes them gets another digest, or an error.

use hmac::{KeyInit, Mac, SimpleHmac};
use sha2::digest::block_api::BlockSizeUser;
use sha2::digest::common::hazmat::{SerializableState, SerializedState};
use sha2::digest::{Digest, FixedOutput, Update};

use crate::builtins::binary::text::new_bytes;
use crate::builtins::number::math;
use crate::objects::cells::run::Run;
use crate::objects::{Gc, Value, View};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow, Throw, messages};

/// Iterations of PBKDF2 between two looks whether the program is to stop.
const ITERATIONS_PER_LOOK: u32 = 1 << 10;

/// Bytes that are copied for a hash at a time.
const PORTION: usize = 4 << 10;
/// Bytes that a hash takes between two looks whether the program is to stop.
const BYTES_PER_LOOK: usize = 1 << 20;

/// The functions of `internal:crypto`.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("begin", 1, begin, "Node crypto", "The state of a hash that has seen nothing."),
    NativeRow::cx("update", 3, update, "Node crypto", "Takes bytes into the state of a hash."),
    NativeRow::cx("finish", 2, finish, "Node crypto", "The digest of a state."),
    NativeRow::cx("pbkdf2", 5, pbkdf2, "RFC 8018 §5.2", "A key derived from a password."),
    NativeRow::cx("scrypt", 6, scrypt, "RFC 7914 §6", "A key derived from a password, costly in memory."),
    NativeRow::cx("random", 1, random, "Node crypto", "Fills bytes with random ones."),
];

/// A hash function.
struct Algorithm {
    name: &'static str,
    begin: fn() -> Vec<u8>,
    /// False for a state that is none.
    update: fn(&mut [u8], Run<'_, u8>) -> bool,
    finish: fn(&[u8]) -> Option<Vec<u8>>,
    derive: Derive,
}

/// Password, salt, iterations; writes the key.
type Derive = fn(&mut Cx<'_>, &[u8], &[u8], u32, &mut [u8]) -> JsResult<()>;

const fn fixed<H>(name: &'static str) -> Algorithm
where
    H: Digest + SerializableState + Default + Update + FixedOutput + BlockSizeUser + Clone,
{
    Algorithm {
        name,
        begin: || H::default().serialize().to_vec(),
        update: absorb::<H>,
        finish: |state| Some(restore::<H>(state)?.finalize_fixed().to_vec()),
        derive: derive::<H>,
    }
}

const ALGORITHMS: &[Algorithm] = &[
    fixed::<md5::Md5>("md5"),
    fixed::<ripemd::Ripemd160>("ripemd160"),
    fixed::<sha1::Sha1>("sha1"),
    fixed::<sha2::Sha224>("sha224"),
    fixed::<sha2::Sha256>("sha256"),
    fixed::<sha2::Sha384>("sha384"),
    fixed::<sha2::Sha512>("sha512"),
    fixed::<sha2::Sha512_224>("sha512-224"),
    fixed::<sha2::Sha512_256>("sha512-256"),
    fixed::<sha3::Sha3_224>("sha3-224"),
    fixed::<sha3::Sha3_256>("sha3-256"),
    fixed::<sha3::Sha3_384>("sha3-384"),
    fixed::<sha3::Sha3_512>("sha3-512"),
];

fn restore<H: SerializableState>(state: &[u8]) -> Option<H> {
    let state = <&SerializedState<H>>::try_from(state).ok()?;
    H::deserialize(state).ok()
}

fn absorb<H: SerializableState + Update>(state: &mut [u8], bytes: Run<'_, u8>) -> bool {
    let Some(mut hash) = restore::<H>(state) else { return false };
    // Other threads and getters may change what stands in a buffer: a hash gets bytes of its own.
    let mut own = [0; PORTION];
    for part in bytes.chunks(PORTION) {
        part.copy_to_slice(&mut own[..part.len()]);
        hash.update(&own[..part.len()]);
    }
    state.copy_from_slice(&hash.serialize());
    true
}

/// PBKDF2 with HMAC.
fn derive<H>(cx: &mut Cx<'_>, password: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) -> JsResult<()>
where
    H: Digest + BlockSizeUser + Clone,
{
    let keyed = SimpleHmac::<H>::new_from_slice(password).expect("a key of any length will do");
    let mut left = ITERATIONS_PER_LOOK;
    for (number, block) in (1_u32..).zip(key.chunks_mut(<H as Digest>::output_size())) {
        let mut mac = keyed.clone();
        Mac::update(&mut mac, salt);
        Mac::update(&mut mac, &number.to_be_bytes());
        let mut last = mac.finalize().into_bytes();
        block.copy_from_slice(&last[..block.len()]);
        for _ in 1..iterations {
            let mut mac = keyed.clone();
            Mac::update(&mut mac, &last);
            last = mac.finalize().into_bytes();
            block.iter_mut().zip(&last).for_each(|(byte, other)| *byte ^= other);
            left -= 1;
            if left == 0 {
                left = ITERATIONS_PER_LOOK;
                cx.vm().check_interrupt()?;
            }
        }
    }
    Ok(())
}

/// An argument that the library has made a view of bytes.
fn view_argument<'a>(cx: &mut Cx<'_>, place: usize) -> JsResult<Run<'a, u8>> {
    let value = *cx.arg(place);
    match View::typed_array(value) {
        Some(view) => Ok(view.bytes()),
        None => Err(cx.type_error("bytes are expected")),
    }
}

fn algorithm(cx: &mut Cx<'_>) -> JsResult<&'static Algorithm> {
    let name = cx.to_text(cx.arg(0))?;
    match ALGORITHMS.iter().find(|known| known.name == name) {
        Some(algorithm) => Ok(algorithm),
        None => Err(cx.throw(ErrorKind::Error, "Digest method not supported")),
    }
}

fn no_state(cx: &mut Cx<'_>) -> Throw {
    cx.throw(ErrorKind::Error, "The state of the hash was changed")
}

/// A length that the library has looked at.
fn length_argument(cx: &mut Cx<'_>, place: usize) -> JsResult<usize> {
    let length = cx.to_number(cx.arg(place))? as usize;
    cx.vm().make_room_for_buffer(length)?;
    Ok(length)
}

fn begin(cx: &mut Cx<'_>) -> JsResult {
    let state = (algorithm(cx)?.begin)();
    new_bytes(cx, &state).map(Gc::value)
}

fn update(cx: &mut Cx<'_>) -> JsResult {
    let algorithm = algorithm(cx)?;
    let (place, bytes) = (view_argument(cx, 1)?, view_argument(cx, 2)?);
    let mut state = place.to_vec();
    for part in bytes.chunks(BYTES_PER_LOOK) {
        cx.vm().check_interrupt()?;
        if !(algorithm.update)(&mut state, part) {
            return Err(no_state(cx));
        }
    }
    place.copy_from_slice(&state);
    Ok(Value::UNDEFINED)
}

fn finish(cx: &mut Cx<'_>) -> JsResult {
    let algorithm = algorithm(cx)?;
    let state = view_argument(cx, 1)?.to_vec();
    match (algorithm.finish)(&state) {
        Some(digest) => new_bytes(cx, &digest).map(Gc::value),
        None => Err(no_state(cx)),
    }
}

fn pbkdf2(cx: &mut Cx<'_>) -> JsResult {
    let algorithm = algorithm(cx)?;
    let (password, salt) = (view_argument(cx, 1)?.to_vec(), view_argument(cx, 2)?.to_vec());
    let iterations = cx.to_number(cx.arg(3))? as u32;
    let mut key = vec![0; length_argument(cx, 4)?];
    (algorithm.derive)(cx, &password, &salt, iterations, &mut key)?;
    new_bytes(cx, &key).map(Gc::value)
}

/// What it costs in memory the library has compared with what the program allows; the heap's limit
/// holds, too.
fn scrypt(cx: &mut Cx<'_>) -> JsResult {
    let (password, salt) = (view_argument(cx, 0)?.to_vec(), view_argument(cx, 1)?.to_vec());
    let mut numbers = [0; 3];
    for (place, number) in (2..).zip(&mut numbers) {
        *number = cx.to_number(cx.arg(place))? as u32;
    }
    let [cost, block, parallel] = numbers;
    let length = length_argument(cx, 5)?;
    cx.vm().make_room_for_buffer(128 * block as usize * (cost as usize + parallel as usize))?;
    let mut key = vec![0; length];
    let Ok(params) = scrypt::Params::new(cost.ilog2() as u8, block, parallel) else {
        return Err(cx.range_error("Invalid scrypt params"));
    };
    if length > 0 && scrypt::scrypt(&password, &salt, &params, &mut key).is_err() {
        return Err(cx.range_error("Invalid scrypt params"));
    }
    new_bytes(cx, &key).map(Gc::value)
}

/// Fills a view and gives it back.
fn random(cx: &mut Cx<'_>) -> JsResult {
    let bytes = view_argument(cx, 0)?;
    if bytes.is_read_only() {
        return Err(cx.type_error(messages::immutable("crypto.randomFill")));
    }
    let mut own = [0; PORTION];
    for part in bytes.chunks(PORTION) {
        let own = &mut own[..part.len()];
        if cx.vm().hooks.seed.is_some() {
            math::fill_from_seed(cx.vm(), own);
        } else if let Err(error) = getrandom::fill(own) {
            return Err(cx.throw(ErrorKind::Error, format!("The system gives no random bytes: {error}")));
        }
        part.copy_from_slice(own);
    }
    Ok(*cx.arg(0))
}
