//! The loop over LALRPOP's tables.
//!
//! Everything contextual in JavaScript is a question to the tables here: one lexeme may be several terminals, and the
//! loop picks the one that is accepted (`accepts` simulates the reductions on an overlay of the state stack). A missing
//! semicolon is a terminal of its own, put in where the tables accept it and not the token at hand; so is the end of an
//! `if` without `else`. Reductions act on the builder and cannot be undone, so the question comes before them.

use lalrpop_util::state_machine::{ParseError, ParseResult, ParserDefinition, SimulatedReduce, SymbolTriple};

use super::ast::{AssignOp, Atom, BinaryOp, LogicalOp, UnaryOp, UpdateOp, known};
use super::builder::Builder;
use super::chars::is_id_start;
use super::error::SyntaxError;
use super::expected;
use super::lexer::{Raw, leading_word};
use super::token::{KEYWORD_COUNT, KEYWORDS, Lexeme, Tok};
use crate::source::Span;

/// The tables as LALRPOP generates them for this grammar.
pub trait Tables:
    ParserDefinition<
        Location = u32,
        Token = Tok,
        TokenIndex = usize,
        StateIndex = i16,
        Action = i16,
        ReduceIndex = i16,
        NonterminalIndex = usize,
        Success = (),
        Error = (),
    >
{
}

impl<D> Tables for D where
    D: ParserDefinition<
            Location = u32,
            Token = Tok,
            TokenIndex = usize,
            StateIndex = i16,
            Action = i16,
            ReduceIndex = i16,
            NonterminalIndex = usize,
            Success = (),
            Error = (),
        >
{
}

/// What an open bracket is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bracket {
    /// The `(` of a `for`, up to its first `;`, `in` or `of`: `in` is no operator here.
    ForHead,
    /// The `${` of a template: its `}` goes on with the template.
    Template,
    /// The `?` of a conditional in the head of a `for`, up to its `:`: here `in` is an operator.
    Conditional,
    /// The `(` of a call.
    Arguments,
    Other,
}

struct Driver<D: ParserDefinition, B> {
    tables: D,
    builder: B,
    /// For each reduction that only hands its one symbol on: the nonterminal; else -1.
    hands_on: &'static [i16],
    /// Where chains of such reductions end: see `hand_on`.
    chains: Vec<Chain>,
    states: Vec<i16>,
    symbols: Vec<SymbolTriple<D>>,
    overlay: Vec<i16>,
    brackets: Vec<Bracket>,
    /// The last terminal shifted, and the place of the last real one.
    last: Tok,
    last_span: Span,
    /// The last terminals are `for` or `for await`.
    after_for: bool,
}

/// A remembered chain of reductions that hand on; `key` 0 is none.
#[derive(Clone, Copy, Default)]
struct Chain {
    key: u32,
    end: i16,
}

/// Number of remembered chains, as a power of two.
const CHAINS: u32 = 11;

type Outcome<T> = Result<T, Box<SyntaxError>>;

/// Runs the tables over the text of the builder. `build.rs` puts this in the place of LALRPOP's own loop; the tokens come
/// from the builder's lexer. The error is left in the builder.
pub fn drive<'s, D, B, I>(builder: B, hands_on: &'static [i16], tables: D, _tokens: I) -> ParseResult<D>
where
    D: Tables,
    B: for<'a> Fn(&'a mut D) -> &'a mut Builder<'s>,
{
    let mut driver = Driver {
        chains: vec![Chain::default(); 1 << CHAINS],
        states: Vec::with_capacity(256),
        symbols: Vec::with_capacity(256),
        overlay: Vec::new(),
        brackets: Vec::new(),
        last: Tok::Script,
        last_span: Span::at(0),
        after_for: false,
        tables,
        builder,
        hands_on,
    };
    driver.states.push(driver.tables.start_state());
    match driver.run() {
        Ok(()) => Ok(()),
        Err(error) => {
            let builder = driver.builder();
            if builder.error.is_none() {
                builder.error = Some(error);
            }
            Err(ParseError::<D>::User { error: () })
        }
    }
}

impl<'s, D, B> Driver<D, B>
where
    D: Tables,
    B: for<'a> Fn(&'a mut D) -> &'a mut Builder<'s>,
{
    #[inline]
    fn builder(&mut self) -> &mut Builder<'s> {
        (self.builder)(&mut self.tables)
    }

    fn run(&mut self) -> Outcome<()> {
        let start = if self.builder().goal == super::Goal::Module { Tok::Module } else { Tok::Script };
        self.insert(start);
        loop {
            let mut raw = self.next_raw()?;
            self.consume(&mut raw)?;
            if let Some(error) = self.builder().error.take() {
                return Err(error);
            }
            if raw.lexeme == Lexeme::End {
                break;
            }
        }
        loop {
            let action = self.tables.eof_action(self.top());
            if action >= 0 {
                return Err(self.unexpected(self.last_span, Tok::End));
            }
            if self.tables.reduce(-(action + 1), None, &mut self.states, &mut self.symbols).is_some() {
                return match self.builder().error.take() {
                    Some(error) => Err(error),
                    None => Ok(()),
                };
            }
        }
    }

    #[inline]
    fn top(&self) -> i16 {
        // The start state is never popped.
        self.states[self.states.len() - 1]
    }

    #[inline]
    fn next_raw(&mut self) -> Outcome<Raw> {
        let in_template = self.brackets.last() == Some(&Bracket::Template);
        let builder = (self.builder)(&mut self.tables);
        let raw = builder.lexer.next(&mut builder.ast.atoms)?;
        // In an expression that is not complete the brace is an error of its own.
        if in_template && raw.lexeme == Lexeme::CloseBrace && self.accepts_tok(Tok::TemplateTail(0)) {
            let builder = (self.builder)(&mut self.tables);
            return builder.lexer.template_part(&mut builder.ast.atoms, false);
        }
        Ok(raw)
    }

    // ───────────────────────────── shifting and reducing ─────────────────────────────

    /// Brings a lexeme onto the stack, with all that has to be put in before it.
    fn consume(&mut self, raw: &mut Raw) -> Outcome<()> {
        if raw.newline {
            match self.last {
                Tok::Return | Tok::Break | Tok::Continue if raw.lexeme != Lexeme::Semi => self.insert(Tok::AutoSemi),
                Tok::Yield => self.insert(Tok::NoArgument),
                Tok::Throw => return Err(error(self.last_span, "Illegal newline after throw")),
                _ => {}
            }
        }
        let may_end_statement = raw.newline || matches!(raw.lexeme, Lexeme::CloseBrace | Lexeme::End);
        let auto = self.index_of(Tok::AutoSemi);
        loop {
            let tok = self.classify(raw)?;
            let index = self.index_of(tok);
            let action = self.tables.action(self.top(), index);
            if action > 0 {
                self.shift(action - 1, index, tok, raw);
                return Ok(());
            }
            if may_end_statement
                && self.tables.action(self.top(), auto) != 0
                && !self.accepts(index)
                && self.accepts(auto)
            {
                self.insert(Tok::AutoSemi);
                continue;
            }
            if action < 0
                && let Some(state) = self.reduce_for(index, raw.start)
            {
                self.shift(state, index, tok, raw);
                return Ok(());
            }
            let filler = [Tok::NoElse, Tok::DoSemi, Tok::AutoSemi]
                .into_iter()
                .find(|&filler| (filler != Tok::AutoSemi || may_end_statement) && self.accepts(self.index_of(filler)));
            match filler {
                Some(filler) => self.insert(filler),
                None => return Err(self.unexpected(span_of(raw), tok)),
            }
        }
    }

    /// Reduces until a terminal can be shifted: the state that it leads to.
    #[inline]
    fn reduce_for(&mut self, index: usize, start: u32) -> Option<i16> {
        loop {
            let action = self.tables.action(self.top(), index);
            if action > 0 {
                return Some(action - 1);
            }
            if action == 0 {
                return None;
            }
            let reduction = -(action + 1);
            if let Some(&nonterminal @ 0..) = self.hands_on.get(reduction as usize) {
                self.hand_on(index, nonterminal);
                continue;
            }
            // No reduction before the end of the text completes the program.
            if self.tables.reduce(reduction, Some(&start), &mut self.states, &mut self.symbols).is_some() {
                return None;
            }
        }
    }

    /// Does a reduction that only hands its symbol on, and all such reductions after it (a name becomes a primary
    /// expression, a member expression, … an expression). Where that ends depends on the two highest states and the next
    /// terminal only; the same few hundred chains come again and again and are remembered.
    #[inline]
    fn hand_on(&mut self, index: usize, nonterminal: i16) {
        let top = self.states.len() - 1;
        let (below, state) = (self.states[top - 1], self.states[top]);
        // States and terminals have at most 12 and 7 bits; the last bit tells a key from none.
        let key = (below as u32) << 20 | (state as u32) << 8 | (index as u32) << 1 | 1;
        let slot = (key.wrapping_mul(0x9e37_79b1) >> (32 - CHAINS)) as usize;
        let chain = self.chains[slot];
        if chain.key == key {
            self.states[top] = chain.end;
            return;
        }
        let mut end = self.tables.goto(below, nonterminal as usize);
        while let action @ ..0 = self.tables.action(end, index)
            && let Some(&nonterminal @ 0..) = self.hands_on.get(-(action + 1) as usize)
        {
            end = self.tables.goto(below, nonterminal as usize);
        }
        self.states[top] = end;
        self.chains[slot] = Chain { key, end };
    }

    #[inline]
    fn shift(&mut self, state: i16, index: usize, tok: Tok, raw: &Raw) {
        self.note_brackets(tok);
        if let Tok::Number(_) | Tok::String(_) = tok {
            self.check_sloppy_literal(raw);
        }
        let symbol = self.tables.token_to_symbol(index, tok);
        self.states.push(state);
        self.symbols.push((raw.start, symbol, raw.end));
        self.last = tok;
        self.last_span = Span::new(raw.start, raw.end);
    }

    /// Puts in a terminal without text; the tables accept it.
    fn insert(&mut self, tok: Tok) {
        let at = self.last_span.end;
        let index = self.index_of(tok);
        if let Some(state) = self.reduce_for(index, at) {
            let symbol = self.tables.token_to_symbol(index, tok);
            self.states.push(state);
            self.symbols.push((at, symbol, at));
            self.last = tok;
            self.after_for = false;
        }
    }

    #[inline]
    fn note_brackets(&mut self, tok: Tok) {
        let after_for = std::mem::replace(&mut self.after_for, false);
        match tok {
            Tok::For => self.after_for = true,
            Tok::Await => self.after_for = after_for,
            Tok::OpenParen => {
                let bracket = if after_for {
                    Bracket::ForHead
                } else if self.tables.action(self.top(), self.index_of(Tok::Dot)) > 0 {
                    Bracket::Arguments
                } else {
                    Bracket::Other
                };
                self.brackets.push(bracket);
            }
            Tok::OpenBracket | Tok::BlockBrace | Tok::ObjectBrace => self.brackets.push(Bracket::Other),
            Tok::TemplateHead(_) => self.brackets.push(Bracket::Template),
            Tok::CloseParen | Tok::CloseBracket | Tok::CloseBrace | Tok::TemplateTail(_) => {
                self.brackets.pop();
            }
            Tok::Question if matches!(self.brackets.last(), Some(Bracket::ForHead | Bracket::Conditional)) => {
                self.brackets.push(Bracket::Conditional);
            }
            Tok::Colon if self.brackets.last() == Some(&Bracket::Conditional) => {
                self.brackets.pop();
            }
            Tok::Semi | Tok::ForIn | Tok::ForOf => {
                if let Some(bracket @ Bracket::ForHead) = self.brackets.last_mut() {
                    *bracket = Bracket::Other;
                }
            }
            _ => {}
        }
    }

    /// Strict mode forbids some number and string literals.
    fn check_sloppy_literal(&mut self, raw: &Raw) {
        let builder = self.builder();
        if let Some(literal) = builder.lexer.sloppy_only
            && literal.span.start >= raw.start
            && builder.context().strict
        {
            builder.fail(literal.span, literal.message);
        }
    }

    // ───────────────────────────── asking the tables ─────────────────────────────

    #[inline]
    fn index_of(&self, tok: Tok) -> usize {
        // Every variant of `Tok` is a terminal.
        self.tables.token_to_index(&tok).unwrap_or(0)
    }

    #[inline]
    fn accepts_tok(&mut self, tok: Tok) -> bool {
        let index = self.index_of(tok);
        self.accepts(index)
    }

    /// Whether a terminal can be shifted now, after whatever reductions it takes.
    #[inline]
    fn accepts(&mut self, index: usize) -> bool {
        let action = self.tables.action(self.top(), index);
        action > 0 || action < 0 && self.accepts_after_reductions(index, action)
    }

    fn accepts_after_reductions(&mut self, index: usize, first: i16) -> bool {
        // The stack as it would be: the lowest `base` states and the overlay.
        let mut base = self.states.len();
        let mut action = first;
        self.overlay.clear();
        loop {
            if action >= 0 {
                return action > 0;
            }
            let SimulatedReduce::Reduce { mut states_to_pop, nonterminal_produced } =
                self.tables.simulate_reduce(-(action + 1))
            else {
                return true;
            };
            let from_overlay = states_to_pop.min(self.overlay.len());
            self.overlay.truncate(self.overlay.len() - from_overlay);
            states_to_pop -= from_overlay;
            base -= states_to_pop;
            let below = self.overlay.last().copied().unwrap_or(self.states[base - 1]);
            let next = self.tables.goto(below, nonterminal_produced);
            self.overlay.push(next);
            action = self.tables.action(next, index);
        }
    }

    // ───────────────────────────── which terminal a lexeme is ─────────────────────────────

    #[inline]
    fn classify(&mut self, raw: &mut Raw) -> Outcome<Tok> {
        Ok(match raw.lexeme {
            Lexeme::Word => {
                if matches!(self.last, Tok::Dot | Tok::OptionalDot) {
                    Tok::Name(raw.atom())
                } else if raw.atom().index() > known::FROM.index() {
                    Tok::Ident(raw.atom())
                } else {
                    return self.classify_word(raw, false);
                }
            }
            Lexeme::EscapedWord => return self.classify_word(raw, true),
            Lexeme::OpenBrace => {
                if self.accepts_tok(Tok::BlockBrace) {
                    Tok::BlockBrace
                } else {
                    Tok::ObjectBrace
                }
            }
            Lexeme::Slash | Lexeme::SlashAssign => {
                let operator = match raw.lexeme {
                    Lexeme::Slash => Tok::BinaryOp(BinaryOp::Div),
                    _ => Tok::AssignOp(AssignOp::Binary(BinaryOp::Div)),
                };
                // Where neither fits now, something may have to be put in first; the lexeme is looked at again then.
                if self.accepts_tok(operator) || !self.accepts_tok(Tok::Regex(0)) {
                    return Ok(operator);
                }
                let builder = self.builder();
                *raw = builder.lexer.regex(&mut builder.ast.atoms, *raw)?;
                Tok::Regex(raw.value)
            }
            Lexeme::PlusPlus | Lexeme::MinusMinus => {
                let op = if raw.lexeme == Lexeme::PlusPlus { UpdateOp::Increment } else { UpdateOp::Decrement };
                let postfix = !raw.newline && self.accepts_tok(Tok::Postfix(op));
                if postfix { Tok::Postfix(op) } else { Tok::Prefix(op) }
            }
            Lexeme::Arrow if raw.newline => return Err(error(span_of(raw), "Unexpected token '=>'")),
            _ => fixed_terminal(raw),
        })
    }

    /// A reserved or contextual word.
    fn classify_word(&mut self, raw: &Raw, escaped: bool) -> Outcome<Tok> {
        let atom = raw.atom();
        if matches!(self.last, Tok::Dot | Tok::OptionalDot) {
            return Ok(Tok::Name(atom));
        }
        if atom.index() <= known::ENUM.index() {
            return self.classify_reserved(raw, escaped);
        }
        let ident = Tok::Ident(atom);
        // The name of a function expression belongs to the function, not to the code around it.
        if self.last == Tok::FunctionExpression {
            return Ok(ident);
        }
        let context = self.builder().context();
        let (is_generator, is_async, strict) = (context.is_generator, context.is_async, context.strict);
        if escaped {
            let reserved = atom == known::YIELD && is_generator || atom == known::AWAIT && is_async;
            if reserved && !self.accepts_tok(Tok::Name(atom)) {
                return Err(error(span_of(raw), "Keyword must not contain escaped characters"));
            }
            return Ok(ident);
        }
        Ok(match atom {
            known::LET => return self.classify_let(raw, strict),
            known::YIELD if is_generator => self.keyword_or_name(Tok::Yield, atom),
            known::AWAIT if is_async => self.keyword_or_name(Tok::Await, atom),
            known::ASYNC if self.accepts_tok(Tok::Async) && self.is_async_prefix(raw) => Tok::Async,
            known::GET if self.accepts_tok(Tok::Get) => Tok::Get,
            known::SET if self.accepts_tok(Tok::Set) => Tok::Set,
            known::STATIC if self.accepts_tok(Tok::Static) => Tok::Static,
            known::AS if self.accepts_tok(Tok::As) => Tok::As,
            known::FROM if self.accepts_tok(Tok::From) => Tok::From,
            known::OF if self.brackets.last() == Some(&Bracket::ForHead) && self.accepts_tok(Tok::ForOf) => Tok::ForOf,
            _ => ident,
        })
    }

    /// A word that is a keyword here, but as a property name just a name.
    fn keyword_or_name(&mut self, keyword: Tok, atom: Atom) -> Tok {
        let name = Tok::Name(atom);
        if self.tables.action(self.top(), self.index_of(name)) == 0 || self.accepts_tok(keyword) {
            return keyword;
        }
        if self.accepts_tok(name) { name } else { keyword }
    }

    fn classify_reserved(&mut self, raw: &Raw, escaped: bool) -> Outcome<Tok> {
        let (atom, name) = (raw.atom(), Tok::Name(raw.atom()));
        if escaped || atom.index() >= KEYWORD_COUNT {
            if self.accepts_tok(name) {
                return Ok(name);
            }
            let message =
                if escaped { "Keyword must not contain escaped characters" } else { "Unexpected reserved word" };
            return Err(error(span_of(raw), message));
        }
        let keyword = match KEYWORDS[atom.index()] {
            Tok::ClassDeclaration if !self.accepts_tok(Tok::ClassDeclaration) => Tok::ClassExpression,
            Tok::FunctionDeclaration if !self.accepts_tok(Tok::FunctionDeclaration) => Tok::FunctionExpression,
            Tok::In if self.brackets.last() == Some(&Bracket::ForHead) => Tok::ForIn,
            keyword => keyword,
        };
        Ok(self.keyword_or_name(keyword, atom))
    }

    /// `let`: in sloppy mode a name, unless a declaration can stand here and what follows fits.
    fn classify_let(&mut self, raw: &Raw, strict: bool) -> Outcome<Tok> {
        let ident = Tok::Ident(known::LET);
        let (rest, newline) = self.builder().lexer.peek(raw.end);
        let word = leading_word(rest);
        let word_fits = rest.starts_with(|c| is_id_start(c) || c == '\\') && !is_reserved_for_let(word);
        if self.accepts_tok(Tok::Let) {
            let fits = strict || word_fits || rest.starts_with(['[', '{']);
            return Ok(if fits { Tok::Let } else { ident });
        }
        let declares = rest.starts_with('[') || !newline && (rest.starts_with('{') || word_fits && word != "of");
        if declares && self.accepts_tok(Tok::Debugger) {
            let message = "Lexical declaration cannot appear in a single-statement context";
            return Err(error(span_of(raw), message));
        }
        Ok(ident)
    }

    /// `async` before a function, an arrow function of one name, or the key of a method, on the same line.
    fn is_async_prefix(&mut self, raw: &Raw) -> bool {
        let in_members = self.accepts_tok(Tok::Get);
        let lexer = &self.builder().lexer;
        let (rest, newline) = lexer.peek(raw.end);
        if newline {
            return false;
        }
        if in_members {
            return !rest.is_empty() && !rest.starts_with(['(', ',', '}', ':', '=', ';']);
        }
        match leading_word(rest) {
            "" => rest.starts_with(|c| is_id_start(c) || c == '\\'),
            "function" => true,
            word => {
                let after = (lexer.text.len() - rest.len() + word.len()) as u32;
                lexer.peek(after).0.starts_with("=>")
            }
        }
    }

    // ───────────────────────────── errors ─────────────────────────────

    /// The error of a token that does not fit here.
    #[cold]
    fn unexpected(&mut self, span: Span, tok: Tok) -> Box<SyntaxError> {
        // What an action has found came earlier in the text.
        if let Some(error) = self.builder().error.take() {
            return error;
        }
        let mut accepted = Vec::new();
        for candidate in expected::candidates() {
            if self.accepts_tok(candidate) {
                accepted.push(candidate);
            }
        }
        let (last, last_span) = (self.last, self.last_span);
        let in_arguments = self.brackets.last() == Some(&Bracket::Arguments);
        let in_template = self.brackets.last() == Some(&Bracket::Template);
        let found = expected::Found { tok, span, last, last_span, in_arguments, in_template, accepted: &accepted };
        let builder = self.builder();
        let strict = builder.context().strict;
        Box::new(expected::describe(&found, builder, strict))
    }
}

#[cold]
fn error(span: Span, message: &str) -> Box<SyntaxError> {
    Box::new(SyntaxError::new(message, span))
}

fn span_of(raw: &Raw) -> Span {
    Span::new(raw.start, raw.end)
}

/// Words that cannot follow `let` in a declaration; after them `let` is a name.
fn is_reserved_for_let(word: &str) -> bool {
    matches!(
        word,
        "break"
            | "case"
            | "catch"
            | "class"
            | "const"
            | "continue"
            | "debugger"
            | "default"
            | "delete"
            | "do"
            | "else"
            | "enum"
            | "export"
            | "extends"
            | "false"
            | "finally"
            | "for"
            | "function"
            | "if"
            | "import"
            | "in"
            | "instanceof"
            | "new"
            | "null"
            | "return"
            | "super"
            | "switch"
            | "this"
            | "throw"
            | "true"
            | "try"
            | "typeof"
            | "var"
            | "void"
            | "while"
            | "with"
    )
}

/// The terminal of a lexeme that can only be one.
#[inline]
fn fixed_terminal(raw: &Raw) -> Tok {
    use BinaryOp as B;
    let binary = Tok::BinaryOp;
    let assign = |op| Tok::AssignOp(AssignOp::Binary(op));
    let logical_assign = |op| Tok::AssignOp(AssignOp::Logical(op));
    match raw.lexeme {
        Lexeme::CloseBrace => Tok::CloseBrace,
        Lexeme::OpenParen => Tok::OpenParen,
        Lexeme::CloseParen => Tok::CloseParen,
        Lexeme::OpenBracket => Tok::OpenBracket,
        Lexeme::CloseBracket => Tok::CloseBracket,
        Lexeme::Dot => Tok::Dot,
        Lexeme::OptionalDot => Tok::OptionalDot,
        Lexeme::Ellipsis => Tok::Ellipsis,
        Lexeme::Semi => Tok::Semi,
        Lexeme::Comma => Tok::Comma,
        Lexeme::Colon => Tok::Colon,
        Lexeme::Question => Tok::Question,
        Lexeme::Arrow => Tok::Arrow,
        Lexeme::Assign => Tok::Assign,
        Lexeme::AddAssign => assign(B::Add),
        Lexeme::SubAssign => assign(B::Sub),
        Lexeme::MulAssign => assign(B::Mul),
        Lexeme::RemAssign => assign(B::Rem),
        Lexeme::ExpAssign => assign(B::Exp),
        Lexeme::ShlAssign => assign(B::ShiftLeft),
        Lexeme::ShrAssign => assign(B::ShiftRight),
        Lexeme::UshrAssign => assign(B::ShiftRightUnsigned),
        Lexeme::BitAndAssign => assign(B::BitAnd),
        Lexeme::BitOrAssign => assign(B::BitOr),
        Lexeme::BitXorAssign => assign(B::BitXor),
        Lexeme::AndAssign => logical_assign(LogicalOp::And),
        Lexeme::OrAssign => logical_assign(LogicalOp::Or),
        Lexeme::NullishAssign => logical_assign(LogicalOp::Nullish),
        Lexeme::Plus => Tok::PlusMinus(B::Add),
        Lexeme::Minus => Tok::PlusMinus(B::Sub),
        Lexeme::Star => Tok::Star,
        Lexeme::StarStar => Tok::StarStar,
        Lexeme::Percent => binary(B::Rem),
        Lexeme::Less => binary(B::Less),
        Lexeme::LessEqual => binary(B::LessEqual),
        Lexeme::Greater => binary(B::Greater),
        Lexeme::GreaterEqual => binary(B::GreaterEqual),
        Lexeme::Equal => binary(B::Equal),
        Lexeme::NotEqual => binary(B::NotEqual),
        Lexeme::StrictEqual => binary(B::StrictEqual),
        Lexeme::StrictNotEqual => binary(B::StrictNotEqual),
        Lexeme::Shl => binary(B::ShiftLeft),
        Lexeme::Shr => binary(B::ShiftRight),
        Lexeme::Ushr => binary(B::ShiftRightUnsigned),
        Lexeme::BitAnd => binary(B::BitAnd),
        Lexeme::BitOr => binary(B::BitOr),
        Lexeme::BitXor => binary(B::BitXor),
        Lexeme::And => Tok::LogicalOp(LogicalOp::And),
        Lexeme::Or => Tok::LogicalOp(LogicalOp::Or),
        Lexeme::Nullish => Tok::LogicalOp(LogicalOp::Nullish),
        Lexeme::Not => Tok::UnaryOp(UnaryOp::Not),
        Lexeme::Tilde => Tok::UnaryOp(UnaryOp::BitNot),
        Lexeme::Private => Tok::Private(raw.atom()),
        Lexeme::String => Tok::String(raw.atom()),
        Lexeme::Number => Tok::Number(raw.value),
        Lexeme::BigInt => Tok::BigInt(raw.atom()),
        Lexeme::Template => Tok::Template(raw.value),
        Lexeme::TemplateHead => Tok::TemplateHead(raw.value),
        Lexeme::TemplateMiddle => Tok::TemplateMiddle(raw.value),
        Lexeme::TemplateTail => Tok::TemplateTail(raw.value),
        Lexeme::Regex => Tok::Regex(raw.value),
        // The end of the text, and what the lexer or `classify` has made something else of.
        _ => Tok::End,
    }
}
