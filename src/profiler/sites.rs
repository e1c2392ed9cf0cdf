//! Places in the program by number: what the heap books memory to when it is filling up (see
//! `heap/sampling.rs`).
//!
//! Invariant: a number stands for the same function and instruction unit as long as its heap lives.
//! The table is the heap's and not the VM's because it is asked in the middle of allocations, when
//! the VM is in use.

use std::path::Path;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::bytecode::FunctionProto;
use crate::heap;
use crate::vm::owner;

/// The most places that are told apart.
const MOST: usize = limit!(1 << 16, small = 2);

/// The places of one heap.
#[derive(Default)]
pub(crate) struct Sites {
    numbers: FxHashMap<(*const FunctionProto, u32), u32>,
    places: Vec<(Rc<FunctionProto>, u32)>,
}

impl heap::Sites for Sites {
    fn locate(&mut self, owner: usize) -> u32 {
        let Some(frame) = owner::top_frame(owner) else { return 0 };
        let (proto, unit) = (frame.code.proto(), frame.unit());
        let key = (Rc::as_ptr(proto), unit);
        if let Some(&number) = self.numbers.get(&key) {
            return number;
        }
        if self.places.len() == MOST {
            return 0;
        }
        self.places.push((proto.clone(), unit));
        let number = self.places.len() as u32;
        self.numbers.insert(key, number);
        number
    }

    fn describe(&self, number: u32) -> Option<String> {
        let index = (number as usize).checked_sub(1)?;
        self.places.get(index).map(|(proto, unit)| line_of(proto, *unit))
    }
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
