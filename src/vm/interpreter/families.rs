//! Families: instructions with the same operands, whose operations are written once.

use crate::bytecode::has;

macro_rules! families {
    ($($(#[doc = $doc:literal])* $family:ident: $first:ident $(+ $operand:ident)*;)*) => {$(
        $(#[doc = $doc])*
        pub(super) trait $family: has::$first $(+ has::$operand)* {}
        impl<I: has::$first $(+ has::$operand)*> $family for I {}
    )*};
}

families! {
    /// Several registers are set.
    Fill: first + count;
    /// `dst = op src`
    Unary: dst + src;
    /// `dst = a op b`
    Binary: dst + a + b;
    /// `dst = a op imm`
    BinaryImmediate: dst + a + imm;
    /// Goes to `to` by what `src` is.
    Branch: src + to;
    /// Goes to `to` by how `a` and `b` compare.
    CompareBranch: a + b + to;
    /// Goes to `to` by how `a` and `imm` compare.
    CompareImmediateBranch: a + imm + to;
    /// Goes back to `to`.
    BackEdge: to + live;
    /// Goes back to `to` by what `src` is.
    LoopBranch: src + to + live;
    /// Goes back to `to` by how `a` and `b` compare.
    LoopCompareBranch: a + b + to + live;
    /// Goes back to `to` by how `a` and `imm` compare.
    LoopCompareImmediateBranch: a + imm + to + live;
    /// Calls or constructs what stands in the window at `base`.
    WindowCall: dst + base;
    /// A call written `eval(…)`.
    EvalCall: dst + base + env + place;
}
