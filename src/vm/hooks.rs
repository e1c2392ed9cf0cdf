//! What the layers above plug into the machine, and what stands there before they do.

use std::rc::Rc;

use super::native::JsResult;
use super::native::native_row::CxFn;
use super::{ErrorKind, Throw, Vm};
use crate::bytecode::operand::ImportPhase;
use crate::heap::GcCycle;
use crate::objects::Value;

/// What the layers above plug into the VM.
pub struct Hooks {
    /// Makes a regular expression from source and flags.
    pub new_regexp: CxFn,
    /// The time in milliseconds since the epoch, by the real or virtual clock.
    pub now: fn(&Vm) -> f64,
    /// Writes a note of the engine for the user (one line, to stderr).
    pub note: fn(&mut Vm, &str),
    /// Parses and compiles a text as a script whose value is its completion value. The error is the
    /// message of a SyntaxError.
    pub compile: fn(&mut Vm, &str) -> Result<Rc<crate::bytecode::FunctionProto>, String>,
    /// The same of the text of a direct eval that stands there.
    pub compile_eval: super::direct_eval::CompileEval,
    /// Parses and compiles the text of a module of that name: a CommonJS module, or an ECMAScript
    /// module if so.
    pub compile_module: fn(&mut Vm, &str, &str, bool) -> Compiled,
    /// Parses and compiles the text of a script of that name, whose value is its completion value.
    pub compile_script: fn(&mut Vm, &str, &str) -> Compiled,
    /// Begins a dynamic import of what `specifier` names for that source, with the options: a
    /// promise of the module's namespace, or of what the phase gives.
    pub import: fn(&mut Vm, &Rc<crate::source::SourceFile>, Value, Value, ImportPhase) -> JsResult,
    /// The heap is full at a safepoint: ends the process, or the run.
    pub heap_is_full: fn(&mut Vm) -> Throw,
    /// A collection has ended. Runs no script code.
    pub collected: fn(&mut Vm, &GcCycle),
    /// Nothing that a script sees depends on the machine or the moment.
    pub deterministic: bool,
    /// What random numbers begin with, in a run that is to be the same each time.
    pub seed: Option<u64>,
    /// The label that allocations are booked under, 0 for none, once the program uses labels: it is
    /// part of the asynchronous context.
    #[cfg(feature = "cli")]
    pub label: Option<u32>,
}

/// What comes of compiling a text.
pub type Compiled = Result<Rc<crate::bytecode::FunctionProto>, CompileFailure>;

/// Why a text is not a program.
#[derive(Debug)]
pub struct CompileFailure {
    /// The message of the SyntaxError.
    pub message: String,
    /// File, line and place, and the message under it.
    pub report: String,
}

impl Default for Hooks {
    fn default() -> Hooks {
        Hooks {
            new_regexp: |cx| Err(cx.throw(ErrorKind::Syntax, "regular expressions are not installed")),
            now: |_| {
                std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0.0, |d| d.as_millis() as f64)
            },
            note: |_, text| eprintln!("{text}"),
            compile: |_, _| Err("there is no compiler".into()),
            compile_eval: |_, _, _| Err("there is no compiler".into()),
            import: |vm, _, _, _, _| Err(vm.throw_error(ErrorKind::Type, "there is no module loader")),
            compile_module: |_, _, _, _| {
                Err(CompileFailure { message: "there is no compiler".into(), report: String::new() })
            },
            compile_script: |_, _, _| {
                Err(CompileFailure { message: "there is no compiler".into(), report: String::new() })
            },
            heap_is_full: |vm| vm.space.heap.out_of_memory(0),
            collected: |_, _| {},
            deterministic: false,
            seed: None,
            #[cfg(feature = "cli")]
            label: None,
        }
    }
}
