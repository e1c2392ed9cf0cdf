//! Bytecode: THE opcode table, function prototypes as plain data, the assembler, the disassembler and the verifier. Knows neither syntax nor heap.

pub mod assembler;
pub mod disassembler;
pub mod opcode;
pub mod operand;
pub mod proto;
pub mod verifier;

pub use assembler::{Assembler, Assembly};
pub use disassembler::disassemble;
pub use opcode::{Effects, Op, ops};
pub use operand::{
    Accessor, ClosingMethod, ConstIndex, Declaration, FuncIndex, IcIndex, Label, NamePrefix, OperandKind,
    PrivateElement, Reg, ThrownError, has,
};
pub use proto::{
    Constant, FunctionFlags, FunctionKind, FunctionProto, Handler, ObjectLiteral, Position, Subject, TemplateSite,
    Text, VariableNames,
};
