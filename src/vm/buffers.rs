//! Memory for array buffers, within the limit of the heap.

use super::native::JsResult;
use super::{ErrorKind, Vm, messages};
use crate::heap::{GcMode, GcReason, Memory};

impl Vm {
    /// Sees to it that the heap has room for so many bytes of buffers, by a collection if need be.
    /// What the caller holds must be rooted.
    pub fn make_room_for_buffer(&mut self, bytes: usize) -> JsResult<()> {
        if self.space.heap.has_room_for(bytes) {
            return Ok(());
        }
        self.collect_for_buffer();
        if self.space.heap.has_room_for(bytes) { Ok(()) } else { Err(self.no_buffer_memory()) }
    }

    /// Zeroed memory of a length (CreateByteDataBlock, ECMA-262 §6.2.9.1), which can come to
    /// `capacity` if there is one. As [`Vm::make_room_for_buffer`].
    pub fn allocate_memory(&mut self, length: usize, capacity: Option<usize>) -> JsResult<Memory> {
        self.make_room_for_buffer(length)?;
        let ask = || match capacity {
            None => Memory::zeroed(length),
            Some(capacity) => Memory::resizable(length, capacity),
        };
        if let Some(memory) = ask() {
            return Ok(memory);
        }
        // The system has no more, or no more addresses: what is dead may have some.
        self.collect_for_buffer();
        ask().ok_or_else(|| self.no_buffer_memory())
    }

    fn collect_for_buffer(&mut self) {
        if self.space.heap.config().mode != GcMode::None {
            self.collect_garbage(GcReason::LastResort);
        }
        self.space.heap.sweep_now();
    }

    #[cold]
    fn no_buffer_memory(&mut self) -> super::Throw {
        self.throw_error(ErrorKind::Range, messages::BUFFER_ALLOCATION)
    }
}
