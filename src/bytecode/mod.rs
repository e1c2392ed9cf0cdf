//! Bytecode: THE opcode table, function prototypes as plain data, the assembler and the disassembler. Knows neither syntax nor heap.

pub mod assembler;
pub mod declare;
pub mod disassembler;
pub mod opcode;
pub mod proto;

pub use assembler::{Assembler, Assembly};
pub use disassembler::disassemble;
pub use opcode::{ConstIndex, FuncIndex, IcIndex, Label, Op, OperandKind, Reg};
pub use proto::{
    Constant, FunctionFlags, FunctionKind, FunctionProto, Handler, ObjectLiteral, Position, Subject, TemplateSite,
    Text, VariableNames,
};
