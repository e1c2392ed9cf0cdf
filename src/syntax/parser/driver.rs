//! The loop over LALRPOP's tables.
//!
//! Everything contextual in JavaScript is a question to the tables here: one lexeme may be several
//! terminals, and the loop picks the one that is accepted (`accepts` simulates the reductions on an
//! overlay of the state stack). A missing semicolon is a terminal of its own, put in where the
//! tables accept it and not the token at hand; so is the end of an `if` without `else`. Reductions
//! act on the builder and cannot be undone, so the question comes before them.

use crate::characters::is_id_start;
use std::marker::PhantomData;

use lalrpop_util::state_machine::{ParseError, ParseResult, SymbolTriple};

use super::expected;
use super::tables::{Reduction, Tables, UnitReductionCache, goto};
use crate::source::Span;
use crate::syntax::ast::{Atom, BinaryOp, UpdateOp, known};
use crate::syntax::builder::Builder;
use crate::syntax::error::SyntaxError;
use crate::syntax::lexer::token::{Detail, KEYWORD_COUNT, KEYWORDS, Lexeme, Terminal, Token, fixed};
use crate::syntax::lexer::{Lexer, RawLexeme, leading_word};

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

struct Driver<'s, D: Tables<'s>> {
    tables: D,
    chains: UnitReductionCache,
    states: Vec<i16>,
    symbols: Vec<SymbolTriple<D>>,
    overlay: Vec<i16>,
    brackets: Vec<Bracket>,
    /// The last terminal shifted, and the place of the last real one.
    last: Token,
    last_span: Span,
    /// The last terminals are `for` or `for await`.
    after_for: bool,
    text: PhantomData<&'s str>,
}

type Outcome<T> = Result<T, Box<SyntaxError>>;

/// Runs the tables over the text of the builder. `build.rs` puts this in the place of LALRPOP's own
/// loop; the tokens come from the builder's lexer. The error is left in the builder.
pub fn drive<'s, D: Tables<'s>, I>(tables: D, _tokens: I) -> ParseResult<D> {
    let mut driver = Driver {
        chains: UnitReductionCache::default(),
        states: Vec::with_capacity(256),
        symbols: Vec::with_capacity(256),
        overlay: Vec::new(),
        brackets: Vec::new(),
        last: Token::new(Terminal::Script),
        last_span: Span::at(0),
        after_for: false,
        text: PhantomData,
        tables,
    };
    driver.states.push(driver.tables.start_state());
    match driver.run() {
        Ok(()) => Ok(()),
        Err(error) => {
            let builder = driver.tables.builder();
            if builder.error.is_none() {
                builder.error = Some(error);
            }
            Err(ParseError::<D>::User { error: () })
        }
    }
}

impl<'s, D: Tables<'s>> Driver<'s, D> {
    #[inline]
    fn builder(&mut self) -> &mut Builder<'s> {
        self.tables.builder()
    }

    fn run(&mut self) -> Outcome<()> {
        let is_module = self.builder().goal == crate::syntax::Goal::Module;
        self.insert(if is_module { Terminal::Module } else { Terminal::Script });
        loop {
            self.advance()?;
            let raw = self.builder().lexer.raw();
            if !self.consume_plain(raw) {
                self.consume()?;
            }
            let builder = self.builder();
            if builder.error.is_some() {
                return builder.error.take().map_or(Ok(()), Err);
            }
            if raw.lexeme == Lexeme::End {
                return self.complete();
            }
        }
    }

    /// The reductions at the end of the text, up to the one that completes the program.
    fn complete(&mut self) -> Outcome<()> {
        loop {
            let action = self.tables.eof_action(self.top());
            if action >= 0 {
                return Err(self.unexpected(self.last_span, Token::new(Terminal::End)));
            }
            let number = -(action + 1);
            if self.tables.reduce(number, None, &mut self.states, &mut self.symbols).is_some() {
                return self.builder().error.take().map_or(Ok(()), Err);
            }
            let reduction = D::REDUCTIONS[number as usize];
            let below = self.pop_states(reduction);
            self.states.push(goto::<D>(below, reduction.nonterminal));
        }
    }

    #[inline]
    fn top(&self) -> i16 {
        // The start state is never popped.
        self.states[self.states.len() - 1]
    }

    /// Lets the lexer find the next lexeme.
    #[inline(always)]
    fn advance(&mut self) -> Outcome<()> {
        let builder = self.tables.builder();
        builder.lexer.next(&mut builder.ast.atoms)?;
        // In an expression that is not complete the brace is an error of its own.
        if self.brackets.last() == Some(&Bracket::Template)
            && self.builder().lexer.raw().lexeme == Lexeme::CloseBrace
            && self.accepts(Terminal::TemplateTail)
        {
            let builder = self.tables.builder();
            builder.lexer.template_part(&mut builder.ast.atoms, false)?;
        }
        Ok(())
    }

    // ───────────────────────────── shifting and reducing ─────────────────────────────

    /// Brings a lexeme onto the stack if its context need not be looked at and nothing has to be
    /// put in before it, which is so nearly always; else `false`, and all is still to be done.
    // It and what it calls are one loop with `run`, and nothing else is given the lexeme as a
    // whole, so that it stays in registers: read from memory right after it was written there in
    // parts, it would have to be waited for.
    #[inline(always)]
    fn consume_plain(&mut self, raw: RawLexeme) -> bool {
        if raw.newline || raw.lexeme == Lexeme::CloseBrace {
            return false;
        }
        let Some(tok) = self.classify_plain(raw) else { return false };
        let action = self.action(tok.terminal);
        let state = if action > 0 { Some(action - 1) } else { self.reduce_for(tok.terminal, action, raw.start) };
        let Some(state) = state else { return false };
        self.shift(state, tok, raw);
        true
    }

    /// Brings the lexeme of the lexer onto the stack, with all that has to be put in before it.
    #[inline(never)]
    fn consume(&mut self) -> Outcome<()> {
        let mut raw = self.builder().lexer.raw();
        if raw.newline {
            self.end_line(raw.lexeme)?;
        }
        let (state, tok) = loop {
            let tok = match self.classify_plain(raw) {
                Some(tok) => tok,
                None => {
                    let tok = self.classify()?;
                    // A regular expression has been read to its end.
                    raw = self.builder().lexer.raw();
                    tok
                }
            };
            let action = self.action(tok.terminal);
            if action > 0 {
                break (action - 1, tok);
            }
            let may_end_statement = raw.newline || matches!(raw.lexeme, Lexeme::CloseBrace | Lexeme::End);
            if may_end_statement
                && self.action(Terminal::AutoSemi) != 0
                && !self.accepts(tok.terminal)
                && self.accepts(Terminal::AutoSemi)
            {
                self.insert(Terminal::AutoSemi);
                continue;
            }
            if action < 0
                && let Some(state) = self.reduce_for(tok.terminal, action, raw.start)
            {
                break (state, tok);
            }
            let filler = [Terminal::NoElse, Terminal::DoSemi, Terminal::AutoSemi]
                .into_iter()
                .find(|&filler| (filler != Terminal::AutoSemi || may_end_statement) && self.accepts(filler));
            match filler {
                Some(filler) => self.insert(filler),
                None => return Err(self.unexpected(span_of(raw), tok)),
            }
        };
        self.shift(state, tok, raw);
        Ok(())
    }

    /// A line has ended before a lexeme: what the words that must not stand at its end make of
    /// that.
    fn end_line(&mut self, lexeme: Lexeme) -> Outcome<()> {
        match self.last.terminal {
            Terminal::Return | Terminal::Break | Terminal::Continue if lexeme != Lexeme::Semi => {
                self.insert(Terminal::AutoSemi);
            }
            Terminal::Yield => self.insert(Terminal::NoArgument),
            Terminal::Throw => return Err(error(self.last_span, "Illegal newline after throw")),
            _ => {}
        }
        Ok(())
    }

    /// Reduces until a terminal can be shifted: the state that it leads to.
    #[inline]
    fn reduce_for(&mut self, terminal: Terminal, mut action: i16, start: u32) -> Option<i16> {
        while action < 0 {
            let number = -(action + 1);
            // No reduction before the end of the text completes the program.
            let reduction = *D::REDUCTIONS.get(number as usize)?;
            // Looked up before the action runs, which it does not depend on, so that it need not be
            // waited for afterwards.
            let below = self.pop_states(reduction);
            let chain = self.chains.follow(&self.tables, below, reduction.nonterminal, terminal);
            if !reduction.unit_production {
                // The states are left to us: see `build.rs`.
                let _ = self.tables.reduce(number, Some(&start), &mut self.states, &mut self.symbols);
            }
            self.states.push(chain.end);
            action = chain.action;
        }
        if action > 0 { Some(action - 1) } else { None }
    }

    /// Takes the states of what is reduced away; the state below them.
    #[inline]
    fn pop_states(&mut self, reduction: Reduction) -> i16 {
        self.states.truncate(self.states.len() - usize::from(reduction.pops));
        self.top()
    }

    #[inline(always)]
    fn shift(&mut self, state: i16, tok: Token, raw: RawLexeme) {
        if self.after_for || concerns_brackets(tok.terminal) {
            self.note_brackets(tok.terminal);
        }
        if let Terminal::Number | Terminal::String = tok.terminal {
            self.check_sloppy_literal(raw.start);
        }
        let symbol = self.tables.token_to_symbol(tok.terminal as usize, tok);
        self.states.push(state);
        self.symbols.push((raw.start, symbol, raw.end));
        self.last = tok;
        self.last_span = span_of(raw);
    }

    /// Puts in a terminal without text; the tables accept it.
    fn insert(&mut self, terminal: Terminal) {
        let at = self.last_span.end;
        if let Some(state) = self.reduce_for(terminal, self.action(terminal), at) {
            let tok = Token::new(terminal);
            let symbol = self.tables.token_to_symbol(terminal as usize, tok);
            self.states.push(state);
            self.symbols.push((at, symbol, at));
            self.last = tok;
            self.after_for = false;
        }
    }

    fn note_brackets(&mut self, terminal: Terminal) {
        let after_for = std::mem::replace(&mut self.after_for, false);
        match terminal {
            Terminal::For => self.after_for = true,
            Terminal::Await => self.after_for = after_for,
            Terminal::OpenParen => {
                let bracket = if after_for {
                    Bracket::ForHead
                } else if self.action(Terminal::Dot) > 0 {
                    Bracket::Arguments
                } else {
                    Bracket::Other
                };
                self.brackets.push(bracket);
            }
            Terminal::OpenBracket | Terminal::BlockBrace | Terminal::ObjectBrace => self.brackets.push(Bracket::Other),
            Terminal::TemplateHead => self.brackets.push(Bracket::Template),
            Terminal::CloseParen | Terminal::CloseBracket | Terminal::CloseBrace | Terminal::TemplateTail => {
                self.brackets.pop();
            }
            Terminal::Question if matches!(self.brackets.last(), Some(Bracket::ForHead | Bracket::Conditional)) => {
                self.brackets.push(Bracket::Conditional);
            }
            Terminal::Colon if self.brackets.last() == Some(&Bracket::Conditional) => {
                self.brackets.pop();
            }
            Terminal::Semi | Terminal::ForIn | Terminal::ForOf => {
                if let Some(bracket @ Bracket::ForHead) = self.brackets.last_mut() {
                    *bracket = Bracket::Other;
                }
            }
            _ => {}
        }
    }

    /// Strict mode forbids some number and string literals.
    fn check_sloppy_literal(&mut self, start: u32) {
        let builder = self.builder();
        if let Some(literal) = builder.lexer.sloppy_only
            && literal.span.start >= start
            && builder.context().strict
        {
            builder.fail(literal.span, literal.message);
        }
    }

    // ───────────────────────────── asking the tables ─────────────────────────────

    /// The action for a terminal in the highest state: below 0 a reduction, above 0 a state, 0
    /// none.
    #[inline]
    fn action(&self, terminal: Terminal) -> i16 {
        self.tables.action(self.top(), terminal as usize)
    }

    /// Whether a terminal can be shifted now, after whatever reductions it takes.
    #[inline]
    fn accepts(&mut self, terminal: Terminal) -> bool {
        let action = self.action(terminal);
        action > 0 || action < 0 && self.accepts_after_reductions(terminal, action)
    }

    fn accepts_after_reductions(&mut self, terminal: Terminal, first: i16) -> bool {
        // The stack as it would be: the lowest `base` states and the overlay.
        let mut base = self.states.len();
        let mut action = first;
        self.overlay.clear();
        while action < 0 {
            let Some(reduction) = D::REDUCTIONS.get(-(action + 1) as usize) else { return true };
            let pops = usize::from(reduction.pops);
            let from_overlay = pops.min(self.overlay.len());
            self.overlay.truncate(self.overlay.len() - from_overlay);
            base -= pops - from_overlay;
            let below = self.overlay.last().copied().unwrap_or(self.states[base - 1]);
            let chain = self.chains.follow(&self.tables, below, reduction.nonterminal, terminal);
            self.overlay.push(chain.end);
            action = chain.action;
        }
        action > 0
    }

    // ───────────────────────────── which terminal a lexeme is ─────────────────────────────

    /// The terminal of a lexeme that need not be looked at in its context.
    #[inline]
    fn classify_plain(&self, raw: RawLexeme) -> Option<Token> {
        if let Some(tok) = fixed(raw.lexeme, raw.value) {
            return Some(tok);
        }
        if raw.lexeme == Lexeme::Word && raw.atom().index() > known::FROM.index() {
            let after_dot = matches!(self.last.terminal, Terminal::Dot | Terminal::OptionalDot);
            return Some(Token::named(if after_dot { Terminal::Name } else { Terminal::Ident }, raw.atom()));
        }
        None
    }

    /// The terminal of any other lexeme: the current one of the lexer.
    fn classify(&mut self) -> Outcome<Token> {
        let raw = self.builder().lexer.raw();
        match raw.lexeme {
            Lexeme::Word => self.classify_word(raw, false),
            Lexeme::EscapedWord => self.classify_word(raw, true),
            Lexeme::OpenBrace => {
                let is_block = self.accepts(Terminal::BlockBrace);
                Ok(Token::new(if is_block { Terminal::BlockBrace } else { Terminal::ObjectBrace }))
            }
            Lexeme::Slash | Lexeme::SlashAssign => self.classify_slash(raw),
            Lexeme::PlusPlus | Lexeme::MinusMinus => {
                let op = if raw.lexeme == Lexeme::PlusPlus { UpdateOp::Increment } else { UpdateOp::Decrement };
                let is_postfix = !raw.newline && self.accepts(Terminal::Postfix);
                let terminal = if is_postfix { Terminal::Postfix } else { Terminal::Prefix };
                Ok(Token::of(terminal, Detail::Update(op)))
            }
            Lexeme::Arrow if raw.newline => Err(error(span_of(raw), "Unexpected token '=>'")),
            Lexeme::Arrow => Ok(Token::new(Terminal::Arrow)),
            _ => Ok(Token::new(Terminal::End)),
        }
    }

    /// A division, or the start of a regular expression, which is read then.
    fn classify_slash(&mut self, raw: RawLexeme) -> Outcome<Token> {
        let is_division = raw.lexeme == Lexeme::Slash;
        let terminal = if is_division { Terminal::BinaryOp } else { Terminal::AssignOp };
        // Where neither fits now, something may have to be put in first; the lexeme is looked at
        // again then.
        if self.accepts(terminal) || !self.accepts(Terminal::Regex) {
            return Ok(Token::of(terminal, Detail::Binary(BinaryOp::Div)));
        }
        let builder = self.builder();
        builder.lexer.regex(&mut builder.ast.atoms)?;
        Ok(Token { value: builder.lexer.raw().value, ..Token::new(Terminal::Regex) })
    }

    /// A reserved or contextual word.
    fn classify_word(&mut self, raw: RawLexeme, escaped: bool) -> Outcome<Token> {
        let atom = raw.atom();
        if matches!(self.last.terminal, Terminal::Dot | Terminal::OptionalDot) {
            return Ok(Token::named(Terminal::Name, atom));
        }
        if atom.index() <= known::ENUM.index() {
            return self.classify_reserved(raw, escaped);
        }
        let ident = Token::named(Terminal::Ident, atom);
        // The name of a function expression belongs to the function, not to the code around it.
        if self.last.terminal == Terminal::FunctionExpression {
            return Ok(ident);
        }
        let context = self.builder().context();
        let (is_generator, is_async, strict) = (context.is_generator, context.is_async, context.strict);
        if escaped {
            let reserved = atom == known::YIELD && is_generator || atom == known::AWAIT && is_async;
            if reserved && !self.accepts(Terminal::Name) {
                return Err(error(span_of(raw), "Keyword must not contain escaped characters"));
            }
            return Ok(ident);
        }
        Ok(match atom {
            known::LET => return self.classify_let(raw, strict),
            known::YIELD if is_generator => self.keyword_or_name(Token::new(Terminal::Yield), atom),
            known::AWAIT if is_async && self.accepts(Terminal::AwaitUsing) && self.is_await_using(raw) => {
                Token::new(Terminal::AwaitUsing)
            }
            known::USING if self.last.terminal == Terminal::AwaitUsing => Token::new(Terminal::Using),
            known::USING if self.accepts(Terminal::Using) && self.is_using(raw) => Token::new(Terminal::Using),
            known::AWAIT if is_async => self.keyword_or_name(Token::new(Terminal::Await), atom),
            known::ASYNC if self.accepts(Terminal::Async) && self.is_async_prefix(raw) => Token::new(Terminal::Async),
            known::GET if self.accepts(Terminal::Get) => Token::new(Terminal::Get),
            known::SET if self.accepts(Terminal::Set) => Token::new(Terminal::Set),
            known::STATIC if self.accepts(Terminal::Static) => Token::new(Terminal::Static),
            known::AS if self.accepts(Terminal::As) => Token::new(Terminal::As),
            known::FROM if self.accepts(Terminal::From) && !self.is_imported_name(raw) => Token::new(Terminal::From),
            known::OF if self.brackets.last() == Some(&Bracket::ForHead) && self.accepts(Terminal::ForOf) => {
                Token::new(Terminal::ForOf)
            }
            _ => ident,
        })
    }

    /// A word that is a keyword here, but as a property name just a name.
    fn keyword_or_name(&mut self, keyword: Token, atom: Atom) -> Token {
        let name = Token::named(Terminal::Name, atom);
        if self.action(Terminal::Name) == 0 || self.accepts(keyword.terminal) {
            return keyword;
        }
        if self.accepts(Terminal::Name) { name } else { keyword }
    }

    fn classify_reserved(&mut self, raw: RawLexeme, escaped: bool) -> Outcome<Token> {
        let atom = raw.atom();
        if escaped || atom.index() >= KEYWORD_COUNT {
            if self.accepts(Terminal::Name) {
                return Ok(Token::named(Terminal::Name, atom));
            }
            let message =
                if escaped { "Keyword must not contain escaped characters" } else { "Unexpected reserved word" };
            return Err(error(span_of(raw), message));
        }
        let mut keyword = KEYWORDS[atom.index()];
        keyword.terminal = match keyword.terminal {
            Terminal::ClassDeclaration if !self.accepts(Terminal::ClassDeclaration) => Terminal::ClassExpression,
            Terminal::FunctionDeclaration if !self.accepts(Terminal::FunctionDeclaration) => {
                Terminal::FunctionExpression
            }
            Terminal::In if self.brackets.last() == Some(&Bracket::ForHead) => Terminal::ForIn,
            terminal => terminal,
        };
        Ok(self.keyword_or_name(keyword, atom))
    }

    /// `let`: in sloppy mode a name, unless a declaration can stand here and what follows fits.
    fn classify_let(&mut self, raw: RawLexeme, strict: bool) -> Outcome<Token> {
        let ident = Token::named(Terminal::Ident, known::LET);
        let (rest, newline) = self.builder().lexer.peek(raw.end);
        let word = leading_word(rest);
        let word_fits = rest.starts_with(|c| is_id_start(c) || c == '\\') && !is_reserved_for_let(word);
        if self.accepts(Terminal::Let) {
            let fits = strict || word_fits || rest.starts_with(['[', '{']);
            return Ok(if fits { Token::new(Terminal::Let) } else { ident });
        }
        let declares = rest.starts_with('[') || !newline && (rest.starts_with('{') || word_fits && word != "of");
        if declares && self.accepts(Terminal::Debugger) {
            let message = "Lexical declaration cannot appear in a single-statement context";
            return Err(error(span_of(raw), message));
        }
        Ok(ident)
    }

    /// `from` after `import source`, as the name of what is imported.
    fn is_imported_name(&mut self, raw: RawLexeme) -> bool {
        leading_word(self.builder().lexer.peek(raw.end).0) == "from" && self.accepts(Terminal::Ident)
    }

    /// `using` before a name on the same line.
    fn is_using(&mut self, raw: RawLexeme) -> bool {
        let in_head = self.brackets.last() == Some(&Bracket::ForHead);
        let Some((word, after)) = declared_word(&self.builder().lexer, raw.end) else { return false };
        // `for (using of …` declares only in a `for` with semicolons.
        !in_head || word != "of" || after.starts_with('=') && !after.starts_with("==") && !after.starts_with("=>")
    }

    /// `await` before `using` before a name, all on the same line.
    fn is_await_using(&mut self, raw: RawLexeme) -> bool {
        let lexer = &self.builder().lexer;
        let (rest, newline) = lexer.peek(raw.end);
        if newline || leading_word(rest) != "using" {
            return false;
        }
        let end = (lexer.text.len() - rest.len() + "using".len()) as u32;
        declared_word(lexer, end).is_some()
    }

    /// `async` before a function, an arrow function of one name, or the key of a method, on the
    /// same line.
    fn is_async_prefix(&mut self, raw: RawLexeme) -> bool {
        let in_members = self.accepts(Terminal::Get);
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
    fn unexpected(&mut self, span: Span, tok: Token) -> Box<SyntaxError> {
        // What an action has found came earlier in the text.
        if let Some(error) = self.builder().error.take() {
            return error;
        }
        let mut accepted = Vec::new();
        for candidate in expected::candidates() {
            if self.accepts(candidate) {
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

/// Whether a terminal means something for `note_brackets`.
#[inline]
fn concerns_brackets(terminal: Terminal) -> bool {
    use Terminal as T;
    matches!(
        terminal,
        T::For
            | T::OpenParen
            | T::OpenBracket
            | T::BlockBrace
            | T::ObjectBrace
            | T::TemplateHead
            | T::CloseParen
            | T::CloseBracket
            | T::CloseBrace
            | T::TemplateTail
            | T::Question
            | T::Colon
            | T::Semi
            | T::ForIn
            | T::ForOf
    )
}

#[cold]
fn error(span: Span, message: &str) -> Box<SyntaxError> {
    Box::new(SyntaxError::new(message, span))
}

fn span_of(raw: RawLexeme) -> Span {
    Span::new(raw.start, raw.end)
}

/// The name behind `at` on the same line that `using` would declare, and the text behind that.
fn declared_word<'s>(lexer: &Lexer<'s>, at: u32) -> Option<(&'s str, &'s str)> {
    let (rest, newline) = lexer.peek(at);
    let word = leading_word(rest);
    let fits = !newline && rest.starts_with(|c| is_id_start(c) || c == '\\') && !is_reserved_for_let(word);
    fits.then(|| (word, lexer.peek((lexer.text.len() - rest.len() + word.len()) as u32).0))
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
