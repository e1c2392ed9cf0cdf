//! The operators of the syntax tree, and the precedence of the binary ones.

/// `delete`, `void`, `typeof`, `+`, `-`, `~`, `!`
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum UnaryOp {
    Delete,
    Void,
    TypeOf,
    Plus,
    Minus,
    BitNot,
    Not,
}

/// `++`, `--`
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum UpdateOp {
    Increment,
    Decrement,
}

/// Operators that evaluate both operands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Exp,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    BitAnd,
    BitOr,
    BitXor,
    Equal,
    NotEqual,
    StrictEqual,
    StrictNotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    InstanceOf,
}

/// Operators that may skip their right operand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum LogicalOp {
    And,
    Or,
    Nullish,
}

/// The operator of `target op= value`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AssignOp {
    /// `+=`, `**=`, …
    Binary(BinaryOp),
    /// `&&=`, `||=`, `??=`
    Logical(LogicalOp),
}

impl BinaryOp {
    /// Binding strength (ECMA-262 §13): greater binds tighter. `??`, `||`, `&&` are 1, 2, 3.
    pub const fn precedence(self) -> u8 {
        match self {
            Self::BitOr => 4,
            Self::BitXor => 5,
            Self::BitAnd => 6,
            Self::Equal | Self::NotEqual | Self::StrictEqual | Self::StrictNotEqual => 7,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual | Self::In | Self::InstanceOf => 8,
            Self::ShiftLeft | Self::ShiftRight | Self::ShiftRightUnsigned => 9,
            Self::Add | Self::Sub => 10,
            Self::Mul | Self::Div | Self::Rem => 11,
            Self::Exp => 12,
        }
    }
}

impl LogicalOp {
    /// Binding strength, below that of every [`BinaryOp`].
    pub const fn precedence(self) -> u8 {
        match self {
            Self::Nullish => 1,
            Self::Or => 2,
            Self::And => 3,
        }
    }
}
