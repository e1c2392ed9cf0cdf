//! Places in the program by number: what the heap books memory to when it is filling up (see
//! `heap/sampling.rs`).
//!
//! Invariant: a number stands for the same function and instruction unit as long as the thread
//! lives. The table is the thread's and not the VM's because it is asked in the middle of
//! allocations, when the VM is in use.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::bytecode::FunctionProto;
use crate::vm::owner;

/// The most places that are told apart.
const MOST: usize = limit!(1 << 16, small = 2);

#[derive(Default)]
struct Sites {
    numbers: FxHashMap<(*const FunctionProto, u32), u32>,
    places: Vec<(Rc<FunctionProto>, u32)>,
}

thread_local! {
    static SITES: RefCell<Sites> = RefCell::default();
}

/// The number of the place where the VM at this address is, in the middle of an allocation; 0 for
/// none.
pub(crate) fn locate(owner: usize) -> u32 {
    let Some(frame) = owner::top_frame(owner) else { return 0 };
    let (proto, unit) = (frame.code.proto(), frame.unit());
    SITES.with_borrow_mut(|sites| {
        let key = (Rc::as_ptr(proto), unit);
        if let Some(&number) = sites.numbers.get(&key) {
            return number;
        }
        if sites.places.len() == MOST {
            return 0;
        }
        sites.places.push((proto.clone(), unit));
        let number = sites.places.len() as u32;
        sites.numbers.insert(key, number);
        number
    })
}

/// File and line of a place.
pub(crate) fn describe(number: u32) -> Option<String> {
    let index = (number as usize).checked_sub(1)?;
    SITES.with_borrow(|sites| sites.places.get(index).map(|(proto, unit)| line_of(proto, *unit)))
}

/// File and line of an instruction.
pub(super) fn line_of(proto: &FunctionProto, unit: u32) -> String {
    let at = proto.position(unit).map_or(proto.span.0, |position| position.at);
    format!("{}:{}", file_of(proto), proto.source.line(at))
}

/// The name of the file that a function stands in, without its folders.
pub(super) fn file_of(proto: &FunctionProto) -> String {
    let name = proto.source.name();
    Path::new(name).file_name().map_or_else(|| name.to_string(), |file| file.to_string_lossy().into_owned())
}
