//! Glassheap: a JavaScript runtime with a heap made of glass.
//!
//! The map (ARCHITECTURE.md has more). A program goes one way through the crate: text, tokens and tree ([`syntax`]), bytecode ([`compiler`] writes what
//! [`bytecode`] defines), the machine ([`vm`]) on its value stack, cells ([`objects`]) in the collected [`heap`]; around it turns the
//! [`event_loop`], and [`builtins`] and the [`host`] are what scripts see.
//!
//! | layer | folder | what lives there | where to begin |
//! |---|---|---|---|
//! | 0 | [`source`] | files, spans, diagnostics | `source/mod.rs` |
//! | 0 | `limits` | the macro that shrinks limits for tests; `docs/limits.md` lists them | `limits.rs` |
//! | 0 | `queue` | a queue in segments, for all that waits | `queue.rs` |
//! | 0 | `characters` | classes of characters: white space, identifiers | `characters.rs` |
//! | 0 | `regexp` | parser, compiler and matcher of regular expressions, without a heap | `regexp/mod.rs` |
//! | 0 | `stdio` | standard output and standard error | `stdio.rs` |
//! | 0 | `numeric` | powers, transcendental functions, numbers as digits | `numeric/digits.rs` |
//! | 0 | `calendar` | time values, time zones, dates from and to text | `calendar/time.rs` |
//! | 0 | [`heap`] | cells without types: allocation, barrier, collectors, verifier | `heap/mod.rs`, then `heap/barrier.rs` and `heap/cycle.rs` |
//! | 1 | [`syntax`] | lexer, the loop over LALRPOP's tables, tree, early errors; the grammar is in `grammar/` | `syntax/driver.rs` |
//! | 1 | [`bytecode`] | the table of opcodes, prototypes, assembler, disassembler | `bytecode/opcode.rs` |
//! | 2 | [`compiler`] | scopes, registers, code for expressions, statements, functions, patterns | `compiler/mod.rs` |
//! | 2 | [`objects`] | values, shapes, and one file for each kind of cell | `objects/kind.rs`, `objects/value.rs` |
//! | 3 | [`vm`] | stack and frames, the loop that routes and the operations by family, inline caches, promises | `vm/interpreter/` |
//! | 4 | [`event_loop`] | tasks, microtasks, timers, the real clock and the virtual one | `event_loop/mod.rs` |
//! | 4 | [`profiler`] | what fills a heap and what keeps the memory of a full one | `profiler/retainers.rs` |
//! | 5 | [`builtins`] | the language's library: a file or folder for each global | `builtins/installer.rs` |
//! | 6 | [`host`] | the globals of the web and of Node: console, process, timers, events, performance | `host/mod.rs` |
//! | 7 | [`runtime`] | the API for embedding; parse, compile, run, drain the loop | `runtime/mod.rs`, `runtime/engine.rs` |
//! | 8 | [`cli`] | the command `glass`, its prompt, `bench-gc` | `cli/run.rs` |
//!
//! Imports run strictly downward; `tests/architecture.rs` holds that, and that `unsafe` stays in the heap, the objects and the machine.

#[macro_use]
mod limits;

mod calendar;
mod characters;
mod numeric;
mod queue;
mod regexp;
mod stdio;

pub mod builtins;
pub mod bytecode;
pub mod cli;
pub mod compiler;
pub mod event_loop;
pub mod heap;
pub mod host;
pub mod objects;
pub mod profiler;
pub mod runtime;
pub mod source;
pub mod syntax;
pub mod vm;

pub use runtime::{
    Builder, Collection, Collector, Context, FromArg, FromJs, Handle, InterruptHandle, IntoArgs, IntoJs, JsError,
    JsErrorKind, JsType, Memory, NativeFunction, Position, PromiseState, Resolver, Rest, Runtime, Scope,
};
pub use stdio::{Output, Sink};
