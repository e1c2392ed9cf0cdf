//! Memory that several runtimes share, each on its own thread.

use std::fmt;
use std::sync::Arc;

use super::convert::{FromJs, IntoJs};
use super::error::JsError;
use super::handle::Handle;
use super::scope::Scope;
use crate::builtins::binary::array_buffer::of_block;
use crate::heap::shared::SharedBlock;
use crate::objects::{Buffer, Gc};

/// The memory of a `SharedArrayBuffer`, which can go to another thread and become one of a runtime
/// there: both see what either writes, and wake each other by `Atomics`.
///
/// ```
/// use std::thread;
/// use glassheap::{JsError, Runtime, SharedMemory};
///
/// # fn main() -> Result<(), JsError> {
/// let mut runtime = Runtime::new();
/// let memory: SharedMemory = runtime.eval("const m = new SharedArrayBuffer(4); m", "a.js")?;
/// let other = thread::spawn(move || -> Result<(), JsError> {
///     let mut runtime = Runtime::new();
///     runtime.set_global("memory", memory)?;
///     let text = "const cells = new Int32Array(memory);
///                 Atomics.store(cells, 0, 42);
///                 Atomics.notify(cells, 0)";
///     runtime.eval::<()>(text, "b.js")
/// });
/// let text = "const cells = new Int32Array(m); Atomics.wait(cells, 0, 0); Atomics.load(cells, 0)";
/// assert_eq!(runtime.eval::<u32>(text, "c.js")?, 42);
/// other.join().unwrap()
/// # }
/// ```
#[derive(Clone)]
pub struct SharedMemory(Arc<SharedBlock>);

impl SharedMemory {
    /// Bytes in it now: what can grow may be longer at the next look.
    pub fn length(&self) -> usize {
        self.0.length()
    }
}

impl fmt::Debug for SharedMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedMemory").field("length", &self.length()).finish()
    }
}

impl FromJs for SharedMemory {
    fn from_js(value: Handle, scope: &mut Scope<'_>) -> Result<SharedMemory, JsError> {
        let value = scope.value(&value)?;
        let block = Gc::<Buffer>::from_value(value).and_then(Gc::<Buffer>::shared_block);
        block.map(SharedMemory).ok_or_else(|| JsError::conversion("a SharedArrayBuffer", value))
    }
}

impl IntoJs for SharedMemory {
    fn into_js(self, scope: &mut Scope<'_>) -> Result<Handle, JsError> {
        let buffer = scope.with_cx(|cx| of_block(cx, self.0).map(Gc::value))?;
        Ok(scope.keep(buffer))
    }
}
