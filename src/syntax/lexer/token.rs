//! The two layers of tokens: lexemes, which are found without knowing any context, and the
//! terminals of the grammar, of which the driver picks one per lexeme.
//!
//! `Terminal` lists its variants in the order of the `extern` block of the grammar, so that a
//! terminal's number is its discriminant. Most lexemes are the same terminal everywhere: a table
//! tells which (`fixed`). A lexeme whose end needs more than a regular expression (strings,
//! templates, numbers, comments, names with escapes) is found here by its first characters only;
//! `mod.rs` finds its end.

use logos::Logos;

use crate::syntax::ast::{AssignOp, Atom, BinaryOp, LogicalOp, UnaryOp, UpdateOp};

/// What the characters alone say (ECMA-262 §12). Logos finds those that need more than
/// [`BEGINNINGS`].
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lexeme {
    #[regex(r"[\n\r]+")]
    Newline,
    #[token("//")]
    LineComment,
    #[token("/*")]
    BlockComment,
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
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
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
    #[token("++")]
    PlusPlus,
    /// Perhaps the end of an HTML-like comment.
    #[token("--")]
    MinusMinus,

    // Of one byte that begins nothing else: see `BEGINNINGS`.
    OpenBrace,
    CloseBrace,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    Semi,
    Comma,
    Colon,
    Tilde,

    // What `mod.rs` makes of the beginnings above; never found by logos.
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

/// What a byte begins: dense texts are mostly short names, brackets and separators, which need no
/// automaton.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beginning {
    /// A lexeme of this one byte.
    Whole(Lexeme),
    /// A name.
    Name,
    /// White space without an end of line.
    Space,
    /// Something for logos.
    Other,
}

/// What each byte begins.
pub static BEGINNINGS: [Beginning; 256] = {
    const WHOLE: [(u8, Lexeme); 10] = [
        (b'{', Lexeme::OpenBrace),
        (b'}', Lexeme::CloseBrace),
        (b'(', Lexeme::OpenParen),
        (b')', Lexeme::CloseParen),
        (b'[', Lexeme::OpenBracket),
        (b']', Lexeme::CloseBracket),
        (b';', Lexeme::Semi),
        (b',', Lexeme::Comma),
        (b':', Lexeme::Colon),
        (b'~', Lexeme::Tilde),
    ];
    let mut table = [Beginning::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        if is_name_byte(byte as u8) && !(byte as u8).is_ascii_digit() {
            table[byte] = Beginning::Name;
        }
        if matches!(byte as u8, b' ' | b'\t' | 0x0b | 0x0c) {
            table[byte] = Beginning::Space;
        }
        byte += 1;
    }
    let mut i = 0;
    while i < WHOLE.len() {
        table[WHOLE[i].0 as usize] = Beginning::Whole(WHOLE[i].1);
        i += 1;
    }
    table
};

/// Whether an ASCII name can go on with a byte.
const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}

/// `is_name_byte` by byte.
pub static NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = is_name_byte(byte as u8);
        byte += 1;
    }
    table
};

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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Terminal {
    Script,
    Module,
    End,
    AutoSemi,
    DoSemi,
    NoElse,
    NoArgument,
    Ident,
    Name,
    Private,
    String,
    Number,
    BigInt,
    Regex,
    Literal,
    Template,
    TemplateHead,
    TemplateMiddle,
    TemplateTail,
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
    AssignOp,
    PlusMinus,
    Star,
    StarStar,
    BinaryOp,
    LogicalOp,
    In,
    ForIn,
    ForOf,
    UnaryOp,
    Prefix,
    Postfix,
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
    Using,
    AwaitUsing,
}

/// Which of several a terminal is that stands for them all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Detail {
    None,
    Binary(BinaryOp),
    Logical(LogicalOp),
    Unary(UnaryOp),
    Update(UpdateOp),
    Literal(Literal),
}

/// A terminal with what it is worth. One layout for all, so that it is handed on without asking
/// which it is; the grammar takes out what belongs to its terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub terminal: Terminal,
    pub detail: Detail,
    /// As in [`RawLexeme`](crate::syntax::lexer::RawLexeme).
    pub value: u32,
}

impl Token {
    #[inline]
    pub const fn new(terminal: Terminal) -> Self {
        Self::of(terminal, Detail::None)
    }

    #[inline]
    pub const fn of(terminal: Terminal, detail: Detail) -> Self {
        Self { terminal, detail, value: 0 }
    }

    #[inline]
    pub const fn named(terminal: Terminal, atom: Atom) -> Self {
        Self { terminal, detail: Detail::None, value: atom.to_bits() }
    }

    /// Of names, private names, strings, BigInts.
    #[inline]
    pub fn atom(self) -> Atom {
        Atom::from_bits(self.value)
    }

    #[inline]
    pub fn binary_op(self) -> BinaryOp {
        if let Detail::Binary(op) = self.detail { op } else { unreachable!() }
    }

    #[inline]
    pub fn logical_op(self) -> LogicalOp {
        if let Detail::Logical(op) = self.detail { op } else { unreachable!() }
    }

    #[inline]
    pub fn assign_op(self) -> AssignOp {
        match self.detail {
            Detail::Binary(op) => AssignOp::Binary(op),
            Detail::Logical(op) => AssignOp::Logical(op),
            _ => unreachable!(),
        }
    }

    #[inline]
    pub fn unary_op(self) -> UnaryOp {
        if let Detail::Unary(op) = self.detail { op } else { unreachable!() }
    }

    #[inline]
    pub fn update_op(self) -> UpdateOp {
        if let Detail::Update(op) = self.detail { op } else { unreachable!() }
    }

    #[inline]
    pub fn literal(self) -> Literal {
        if let Detail::Literal(literal) = self.detail { literal } else { unreachable!() }
    }
}

/// The reserved words and the terminals that they are, in the order of their atoms (see
/// `atom::known`).
pub const KEYWORDS: [Token; KEYWORD_COUNT] = [
    Token::new(Terminal::Break),
    Token::new(Terminal::Case),
    Token::new(Terminal::Catch),
    Token::new(Terminal::ClassDeclaration),
    Token::new(Terminal::Const),
    Token::new(Terminal::Continue),
    Token::new(Terminal::Debugger),
    Token::new(Terminal::Default),
    Token::of(Terminal::UnaryOp, Detail::Unary(UnaryOp::Delete)),
    Token::new(Terminal::Do),
    Token::new(Terminal::Else),
    Token::new(Terminal::Export),
    Token::new(Terminal::Extends),
    Token::of(Terminal::Literal, Detail::Literal(Literal::False)),
    Token::new(Terminal::Finally),
    Token::new(Terminal::For),
    Token::new(Terminal::FunctionDeclaration),
    Token::new(Terminal::If),
    Token::new(Terminal::Import),
    Token::new(Terminal::In),
    Token::of(Terminal::BinaryOp, Detail::Binary(BinaryOp::InstanceOf)),
    Token::new(Terminal::New),
    Token::of(Terminal::Literal, Detail::Literal(Literal::Null)),
    Token::new(Terminal::Return),
    Token::new(Terminal::Super),
    Token::new(Terminal::Switch),
    Token::of(Terminal::Literal, Detail::Literal(Literal::This)),
    Token::new(Terminal::Throw),
    Token::of(Terminal::Literal, Detail::Literal(Literal::True)),
    Token::new(Terminal::Try),
    Token::of(Terminal::UnaryOp, Detail::Unary(UnaryOp::TypeOf)),
    Token::new(Terminal::Var),
    Token::of(Terminal::UnaryOp, Detail::Unary(UnaryOp::Void)),
    Token::new(Terminal::While),
    Token::new(Terminal::With),
];

/// Number of [`KEYWORDS`]; their atoms have the indices below it. `enum` follows: reserved, but
/// never used.
pub const KEYWORD_COUNT: usize = 35;

/// The lexemes that are the same terminal everywhere.
const FIXED_LEXEMES: [(Lexeme, Token); 60] = {
    use {BinaryOp as B, Detail as D, Lexeme as L, Terminal as T};
    [
        (L::CloseBrace, Token::new(T::CloseBrace)),
        (L::OpenParen, Token::new(T::OpenParen)),
        (L::CloseParen, Token::new(T::CloseParen)),
        (L::OpenBracket, Token::new(T::OpenBracket)),
        (L::CloseBracket, Token::new(T::CloseBracket)),
        (L::Dot, Token::new(T::Dot)),
        (L::OptionalDot, Token::new(T::OptionalDot)),
        (L::Ellipsis, Token::new(T::Ellipsis)),
        (L::Semi, Token::new(T::Semi)),
        (L::Comma, Token::new(T::Comma)),
        (L::Colon, Token::new(T::Colon)),
        (L::Question, Token::new(T::Question)),
        (L::Assign, Token::new(T::Assign)),
        (L::AddAssign, Token::of(T::AssignOp, D::Binary(B::Add))),
        (L::SubAssign, Token::of(T::AssignOp, D::Binary(B::Sub))),
        (L::MulAssign, Token::of(T::AssignOp, D::Binary(B::Mul))),
        (L::RemAssign, Token::of(T::AssignOp, D::Binary(B::Rem))),
        (L::ExpAssign, Token::of(T::AssignOp, D::Binary(B::Exp))),
        (L::ShlAssign, Token::of(T::AssignOp, D::Binary(B::ShiftLeft))),
        (L::ShrAssign, Token::of(T::AssignOp, D::Binary(B::ShiftRight))),
        (L::UshrAssign, Token::of(T::AssignOp, D::Binary(B::ShiftRightUnsigned))),
        (L::BitAndAssign, Token::of(T::AssignOp, D::Binary(B::BitAnd))),
        (L::BitOrAssign, Token::of(T::AssignOp, D::Binary(B::BitOr))),
        (L::BitXorAssign, Token::of(T::AssignOp, D::Binary(B::BitXor))),
        (L::AndAssign, Token::of(T::AssignOp, D::Logical(LogicalOp::And))),
        (L::OrAssign, Token::of(T::AssignOp, D::Logical(LogicalOp::Or))),
        (L::NullishAssign, Token::of(T::AssignOp, D::Logical(LogicalOp::Nullish))),
        (L::Plus, Token::of(T::PlusMinus, D::Binary(B::Add))),
        (L::Minus, Token::of(T::PlusMinus, D::Binary(B::Sub))),
        (L::Star, Token::new(T::Star)),
        (L::StarStar, Token::new(T::StarStar)),
        (L::Percent, Token::of(T::BinaryOp, D::Binary(B::Rem))),
        (L::Less, Token::of(T::BinaryOp, D::Binary(B::Less))),
        (L::LessEqual, Token::of(T::BinaryOp, D::Binary(B::LessEqual))),
        (L::Greater, Token::of(T::BinaryOp, D::Binary(B::Greater))),
        (L::GreaterEqual, Token::of(T::BinaryOp, D::Binary(B::GreaterEqual))),
        (L::Equal, Token::of(T::BinaryOp, D::Binary(B::Equal))),
        (L::NotEqual, Token::of(T::BinaryOp, D::Binary(B::NotEqual))),
        (L::StrictEqual, Token::of(T::BinaryOp, D::Binary(B::StrictEqual))),
        (L::StrictNotEqual, Token::of(T::BinaryOp, D::Binary(B::StrictNotEqual))),
        (L::Shl, Token::of(T::BinaryOp, D::Binary(B::ShiftLeft))),
        (L::Shr, Token::of(T::BinaryOp, D::Binary(B::ShiftRight))),
        (L::Ushr, Token::of(T::BinaryOp, D::Binary(B::ShiftRightUnsigned))),
        (L::BitAnd, Token::of(T::BinaryOp, D::Binary(B::BitAnd))),
        (L::BitOr, Token::of(T::BinaryOp, D::Binary(B::BitOr))),
        (L::BitXor, Token::of(T::BinaryOp, D::Binary(B::BitXor))),
        (L::And, Token::of(T::LogicalOp, D::Logical(LogicalOp::And))),
        (L::Or, Token::of(T::LogicalOp, D::Logical(LogicalOp::Or))),
        (L::Nullish, Token::of(T::LogicalOp, D::Logical(LogicalOp::Nullish))),
        (L::Not, Token::of(T::UnaryOp, D::Unary(UnaryOp::Not))),
        (L::Tilde, Token::of(T::UnaryOp, D::Unary(UnaryOp::BitNot))),
        (L::Private, Token::new(T::Private)),
        (L::String, Token::new(T::String)),
        (L::Number, Token::new(T::Number)),
        (L::BigInt, Token::new(T::BigInt)),
        (L::Template, Token::new(T::Template)),
        (L::TemplateHead, Token::new(T::TemplateHead)),
        (L::TemplateMiddle, Token::new(T::TemplateMiddle)),
        (L::TemplateTail, Token::new(T::TemplateTail)),
        (L::Regex, Token::new(T::Regex)),
    ]
};

/// [`FIXED_LEXEMES`] by lexeme; the others have `End` here.
static FIXED: [Token; Lexeme::End as usize + 1] = {
    let mut table = [Token::new(Terminal::End); Lexeme::End as usize + 1];
    let mut i = 0;
    while i < FIXED_LEXEMES.len() {
        table[FIXED_LEXEMES[i].0 as usize] = FIXED_LEXEMES[i].1;
        i += 1;
    }
    table
};

/// The terminal of a lexeme that is the same everywhere, with its value.
#[inline]
pub fn fixed(lexeme: Lexeme, value: u32) -> Option<Token> {
    let Token { terminal, detail, .. } = FIXED[lexeme as usize];
    if terminal == Terminal::End { None } else { Some(Token { terminal, detail, value }) }
}
