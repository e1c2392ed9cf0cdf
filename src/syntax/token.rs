//! The two layers of tokens: lexemes, which `logos` finds without knowing any context, and the terminals of the grammar,
//! of which the driver picks one per lexeme.
//!
//! `Tok` lists its variants in the order of the `extern` block of the grammar, so that a terminal's number is its
//! discriminant. A lexeme whose end needs more than a regular expression (strings, templates, numbers, comments, names
//! with escapes) is found here by its first characters only; `lexer.rs` finds its end.

use logos::Logos;

use super::ast::{AssignOp, Atom, BinaryOp, LogicalOp, UnaryOp, UpdateOp};

/// What the characters alone say (ECMA-262 12).
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
#[logos(skip r"[ \t\x0b\x0c]+")]
pub enum Lexeme {
    #[regex(r"[\n\r]+")]
    Newline,
    #[token("//")]
    LineComment,
    #[token("/*")]
    BlockComment,
    #[regex(r"[a-zA-Z_$][a-zA-Z0-9_$]*")]
    Name,
    /// A name that begins with an escape.
    #[token("\\")]
    Backslash,
    /// White space, the start of a name, or an error.
    #[regex(r"[^\x00-\x7f]")]
    NonAscii,
    #[token("#")]
    Hash,
    #[regex(r"[0-9]")]
    #[regex(r"\.[0-9]")]
    Digit,
    #[token("'")]
    #[token("\"")]
    Quote,
    #[token("`")]
    Backtick,
    #[token("{")]
    OpenBrace,
    #[token("}")]
    CloseBrace,
    #[token("(")]
    OpenParen,
    #[token(")")]
    CloseParen,
    #[token("[")]
    OpenBracket,
    #[token("]")]
    CloseBracket,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token(";")]
    Semi,
    #[token(",")]
    Comma,
    #[token(":")]
    Colon,
    /// Begins `?`, `?.`, `??`, `??=`.
    #[token("?")]
    Question,
    #[token("=>")]
    Arrow,
    #[token("=")]
    Assign,
    #[token("+=")]
    AddAssign,
    #[token("-=")]
    SubAssign,
    #[token("*=")]
    MulAssign,
    #[token("%=")]
    RemAssign,
    #[token("**=")]
    ExpAssign,
    #[token("<<=")]
    ShlAssign,
    #[token(">>=")]
    ShrAssign,
    #[token(">>>=")]
    UshrAssign,
    #[token("&=")]
    BitAndAssign,
    #[token("|=")]
    BitOrAssign,
    #[token("^=")]
    BitXorAssign,
    #[token("&&=")]
    AndAssign,
    #[token("||=")]
    OrAssign,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("**")]
    StarStar,
    /// A division, or the start of a regular expression, as `SlashAssign`.
    #[token("/")]
    Slash,
    #[token("/=")]
    SlashAssign,
    #[token("%")]
    Percent,
    /// Perhaps an HTML-like comment.
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token("==")]
    Equal,
    #[token("!=")]
    NotEqual,
    #[token("===")]
    StrictEqual,
    #[token("!==")]
    StrictNotEqual,
    #[token("<<")]
    Shl,
    #[token(">>")]
    Shr,
    #[token(">>>")]
    Ushr,
    #[token("&")]
    BitAnd,
    #[token("|")]
    BitOr,
    #[token("^")]
    BitXor,
    #[token("&&")]
    And,
    #[token("||")]
    Or,
    #[token("!")]
    Not,
    #[token("~")]
    Tilde,
    #[token("++")]
    PlusPlus,
    /// Perhaps the end of an HTML-like comment.
    #[token("--")]
    MinusMinus,

    // What `lexer.rs` makes of the beginnings above; never found by logos.
    OptionalDot,
    Nullish,
    NullishAssign,
    /// A name or keyword; the payload is its atom.
    Word,
    /// A name or keyword written with escapes.
    EscapedWord,
    Private,
    String,
    Number,
    BigInt,
    /// A whole template, or its part up to the first `${`.
    Template,
    TemplateHead,
    /// A part of a template after `}`.
    TemplateMiddle,
    TemplateTail,
    Regex,
    End,
}

/// Literals without a value of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Literal {
    Null,
    True,
    False,
    This,
}

/// The terminals of the grammar.
#[derive(Clone, Copy, PartialEq, Debug)]
#[allow(missing_docs)]
pub enum Tok {
    Script,
    Module,
    End,
    AutoSemi,
    DoSemi,
    NoElse,
    NoArgument,
    Ident(Atom),
    Name(Atom),
    Private(Atom),
    String(Atom),
    Number(u32),
    BigInt(Atom),
    Regex(u32),
    Literal(Literal),
    Template(u32),
    TemplateHead(u32),
    TemplateMiddle(u32),
    TemplateTail(u32),
    BlockBrace,
    ObjectBrace,
    CloseBrace,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    Dot,
    OptionalDot,
    Ellipsis,
    Semi,
    Comma,
    Colon,
    Question,
    Arrow,
    Assign,
    AssignOp(AssignOp),
    PlusMinus(BinaryOp),
    Star,
    StarStar,
    BinaryOp(BinaryOp),
    LogicalOp(LogicalOp),
    In,
    ForIn,
    ForOf,
    UnaryOp(UnaryOp),
    Prefix(UpdateOp),
    Postfix(UpdateOp),
    Break,
    Case,
    Catch,
    ClassDeclaration,
    ClassExpression,
    Const,
    Continue,
    Debugger,
    Default,
    Do,
    Else,
    Export,
    Extends,
    Finally,
    For,
    FunctionDeclaration,
    FunctionExpression,
    If,
    Import,
    New,
    Return,
    Super,
    Switch,
    Throw,
    Try,
    Var,
    While,
    With,
    Let,
    Yield,
    Await,
    Async,
    Get,
    Set,
    Static,
    As,
    From,
}

/// The reserved words and the terminals that they are, in the order of their atoms (see `atom::known`).
pub const KEYWORDS: [Tok; KEYWORD_COUNT] = [
    Tok::Break,
    Tok::Case,
    Tok::Catch,
    Tok::ClassDeclaration,
    Tok::Const,
    Tok::Continue,
    Tok::Debugger,
    Tok::Default,
    Tok::UnaryOp(UnaryOp::Delete),
    Tok::Do,
    Tok::Else,
    Tok::Export,
    Tok::Extends,
    Tok::Literal(Literal::False),
    Tok::Finally,
    Tok::For,
    Tok::FunctionDeclaration,
    Tok::If,
    Tok::Import,
    Tok::In,
    Tok::BinaryOp(BinaryOp::InstanceOf),
    Tok::New,
    Tok::Literal(Literal::Null),
    Tok::Return,
    Tok::Super,
    Tok::Switch,
    Tok::Literal(Literal::This),
    Tok::Throw,
    Tok::Literal(Literal::True),
    Tok::Try,
    Tok::UnaryOp(UnaryOp::TypeOf),
    Tok::Var,
    Tok::UnaryOp(UnaryOp::Void),
    Tok::While,
    Tok::With,
];

/// Number of [`KEYWORDS`]; their atoms have the indices below it. `enum` follows: reserved, but never used.
pub const KEYWORD_COUNT: usize = 35;
