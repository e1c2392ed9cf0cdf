//! Bytecode: THE opcode table, function prototypes as plain data, the assembler, the disassembler
//! and the verifier. Knows neither syntax nor heap.

pub mod assembler;
pub mod disassembler;
pub mod eval_place;
pub mod opcode;
pub mod operand;
pub mod proto;
pub mod text;
pub mod verifier;

pub use assembler::Assembler;
pub use disassembler::disassemble;
pub use eval_place::{EvalFunction, EvalKind, EvalName, EvalObject, EvalPlace, EvalPrivate, EvalScope, EvalScopeKind};
pub use opcode::{Op, ops};
#[cfg(any(test, feature = "internals"))]
pub use operand::OperandKind;
pub use operand::{
    Accessor, ClosingMethod, ConstIndex, Declaration, FuncIndex, IcIndex, Label, NamePrefix, PrivateElement, Reg,
    ThrownError, has,
};
#[cfg(feature = "cli")]
pub use proto::VariableNames;
pub use proto::{
    Constant, ExportTarget, FunctionFlags, FunctionKind, FunctionProto, ImportEntry, ModuleRecord, ModuleRequest,
    ObjectLiteral, Subject, TemplateSite,
};
pub use text::Text;
