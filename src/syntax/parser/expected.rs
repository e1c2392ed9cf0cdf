//! The words of "unexpected token" errors: V8's message, and from the exact set of accepted
//! terminals what could have stood there.

use crate::source::Span;
use crate::syntax::ast::known;
use crate::syntax::builder::{Builder, is_strict_reserved};
use crate::syntax::error::SyntaxError;
use crate::syntax::lexer::token::{Terminal, Token};

/// A token where it does not fit.
pub struct Found<'a> {
    pub tok: Token,
    pub span: Span,
    /// The terminal before it.
    pub last: Token,
    pub last_span: Span,
    /// The innermost open bracket is that of a call.
    pub in_arguments: bool,
    /// The innermost open bracket is the `${` of a template.
    pub in_template: bool,
    /// Which of the `candidates` would fit.
    pub accepted: &'a [Terminal],
}

/// Stands for all operators.
const OPERATOR: Terminal = Terminal::BinaryOp;

/// Single terminals worth naming, with their words.
const NAMED: [(Terminal, &str); 30] = [
    (Terminal::CloseParen, "`)`"),
    (Terminal::CloseBracket, "`]`"),
    (Terminal::CloseBrace, "`}`"),
    (Terminal::TemplateTail, "`}`"),
    (Terminal::Comma, "`,`"),
    (Terminal::Semi, "`;`"),
    (Terminal::Colon, "`:`"),
    (Terminal::Arrow, "`=>`"),
    (Terminal::Assign, "`=`"),
    (Terminal::OpenParen, "`(`"),
    (Terminal::BlockBrace, "`{`"),
    (Terminal::Else, "`else`"),
    (Terminal::While, "`while`"),
    (Terminal::Catch, "`catch`"),
    (Terminal::Finally, "`finally`"),
    (Terminal::Case, "`case`"),
    (Terminal::Default, "`default`"),
    (Terminal::Extends, "`extends`"),
    (Terminal::ForIn, "`in`"),
    (Terminal::ForOf, "`of`"),
    (Terminal::As, "`as`"),
    (Terminal::From, "`from`"),
    (Terminal::With, "`with`"),
    (Terminal::FunctionDeclaration, "`function`"),
    (Terminal::FunctionExpression, "`function`"),
    (Terminal::Ellipsis, "`...`"),
    (Terminal::Dot, "`.`"),
    (Terminal::Question, "`?`"),
    (Terminal::OpenBracket, "`[`"),
    (Terminal::Star, "`*`"),
];

/// The terminals that are tried to find out what could have stood somewhere.
pub fn candidates() -> impl Iterator<Item = Terminal> {
    let groups = [Terminal::Name, Terminal::Ident, Terminal::String, Terminal::Number, OPERATOR, Terminal::Debugger];
    groups.into_iter().chain(NAMED.into_iter().map(|(terminal, _)| terminal))
}

/// The error of a token that does not fit.
pub fn describe(found: &Found<'_>, builder: &Builder<'_>, strict: bool) -> SyntaxError {
    let (message, span) = message(found, builder, strict);
    let mut error = SyntaxError::new(message, span);
    // A message of its own says more than a list of what else could have been written.
    let is_plain = error.message.starts_with("Unexpected") && span == found.span;
    if is_plain || error.message.starts_with("missing )") {
        error.expected = words(found.accepted);
    }
    error.at_end = found.tok.terminal == Terminal::End;
    error
}

/// What the token before the unexpected one says, if that is what is wrong.
fn message_by_last(found: &Found<'_>, builder: &Builder<'_>, strict: bool) -> Option<(String, Span)> {
    let accepts = |terminal: Terminal| found.accepted.contains(&terminal);
    let (last, tok) = (found.last.terminal, found.tok.terminal);
    match (last, tok) {
        (Terminal::Ident, _) if found.last.atom() == known::AWAIT && tok != Terminal::End => {
            if builder.contexts.last().is_some_and(|context| context.forbid_await) {
                return Some(("Unexpected reserved word".to_owned(), found.last_span));
            }
            let message = "await is only valid in async functions and the top level bodies of modules";
            return Some((message.to_owned(), found.last_span));
        }
        (Terminal::Ident, _) if strict && is_strict_reserved(found.last.atom()) => {
            return Some(("Unexpected strict mode reserved word".to_owned(), found.last_span));
        }
        (Terminal::Super, _) => return Some(("'super' keyword unexpected here".to_owned(), found.last_span)),
        (Terminal::Export, _) if tok != Terminal::End => {
            return Some(("Unexpected token 'export'".to_owned(), found.last_span));
        }
        (Terminal::Import, _) if builder.goal != crate::syntax::Goal::Module => {
            return Some(("Cannot use import statement outside a module".to_owned(), found.last_span));
        }
        (Terminal::FunctionDeclaration | Terminal::Star, Terminal::OpenParen)
            if accepts(Terminal::Ident) && !accepts(Terminal::Number) =>
        {
            let span = if last == Terminal::Star { found.span } else { found.last_span };
            return Some(("Function statements require a function name".to_owned(), span));
        }
        _ => {}
    }
    None
}

/// What is wrong with the key of a property before it.
fn message_of_key(found: &Found<'_>, builder: &Builder<'_>) -> Option<(String, Span)> {
    let accepts = |terminal: Terminal| found.accepted.contains(&terminal);
    // A key that is no name cannot stand alone: the key is what is wrong.
    if accepts(Terminal::Colon)
        && accepts(Terminal::OpenParen)
        && !accepts(OPERATOR)
        && found.tok.terminal != Terminal::End
    {
        match found.last.terminal {
            Terminal::Number | Terminal::BigInt => return Some(("Unexpected number".to_owned(), found.last_span)),
            Terminal::String => return Some(("Unexpected string".to_owned(), found.last_span)),
            Terminal::Name => {
                return Some((format!("Unexpected token '{}'", builder.slice(found.last_span)), found.last_span));
            }
            _ => {}
        }
    }
    None
}

fn message(found: &Found<'_>, builder: &Builder<'_>, strict: bool) -> (String, Span) {
    let accepts = |terminal: Terminal| found.accepted.contains(&terminal);
    let text = builder.slice(found.span);
    let plain = |message: &str| (message.to_owned(), found.span);
    let (last, tok) = (found.last.terminal, found.tok.terminal);
    if let Some(told) = message_by_last(found, builder, strict) {
        return told;
    }
    if accepts(Terminal::Catch) && accepts(Terminal::Finally) {
        return ("Missing catch or finally after try".to_owned(), found.last_span);
    }
    if let Some(told) = message_of_key(found, builder) {
        return told;
    }
    let only_closes = accepts(Terminal::CloseParen) && !accepts(Terminal::Comma) && !accepts(OPERATOR);
    if only_closes && !accepts(Terminal::Number) && follows_rest(builder, found.span.start) {
        match tok {
            Terminal::Comma => return plain("Rest parameter must be last formal parameter"),
            Terminal::Assign => return plain("Rest parameter may not have a default initializer"),
            _ => {}
        }
    }
    if tok == Terminal::Arrow && accepts(OPERATOR) {
        return plain("Malformed arrow function parameter list");
    }
    if found.in_template && accepts(Terminal::TemplateTail) {
        return ("Missing } in template expression".to_owned(), found.last_span);
    }
    if found.in_arguments && accepts(Terminal::CloseParen) && accepts(Terminal::Comma) {
        let span = if found.tok.terminal == Terminal::End { found.span } else { found.last_span };
        return ("missing ) after argument list".to_owned(), span);
    }
    match tok {
        Terminal::End => plain("Unexpected end of input"),
        Terminal::Assign | Terminal::AssignOp if accepts(OPERATOR) => plain("Invalid left-hand side in assignment"),
        Terminal::Postfix | Terminal::Prefix if accepts(OPERATOR) => {
            plain("Invalid left-hand side expression in postfix operation")
        }
        Terminal::ForIn | Terminal::ForOf if accepts(Terminal::Semi) => plain("Invalid left-hand side in for-loop"),
        Terminal::Ident | Terminal::Name if strict && is_strict_reserved(found.tok.atom()) => {
            plain("Unexpected strict mode reserved word")
        }
        Terminal::Let | Terminal::Static | Terminal::Yield if strict => plain("Unexpected strict mode reserved word"),
        Terminal::Await => plain("Unexpected reserved word"),
        Terminal::Template | Terminal::TemplateHead if last == Terminal::OptionalDot => {
            plain("Invalid tagged template on optional chain")
        }
        Terminal::Ident if matches!(found.tok.atom(), known::GET | known::SET | known::ASYNC) => {
            (format!("Unexpected token '{text}'"), found.span)
        }
        Terminal::Get | Terminal::Set | Terminal::Async => (format!("Unexpected token '{text}'"), found.span),
        Terminal::Ident => {
            (format!("Unexpected identifier '{}'", builder.ast.atoms.display(found.tok.atom())), found.span)
        }
        Terminal::Private | Terminal::As | Terminal::From | Terminal::ForOf => {
            (format!("Unexpected identifier '{}'", shorten(text)), found.span)
        }
        Terminal::Static | Terminal::Let | Terminal::Yield => (format!("Unexpected identifier '{text}'"), found.span),
        Terminal::Number | Terminal::BigInt => plain("Unexpected number"),
        Terminal::String => plain("Unexpected string"),
        Terminal::Template | Terminal::TemplateHead => plain("Unexpected template string"),
        Terminal::TemplateMiddle | Terminal::TemplateTail => {
            let at = found.span.start;
            ("Unexpected token '}'".to_owned(), Span::new(at, at + 1))
        }
        Terminal::Regex => plain("Unexpected regular expression"),
        _ => (format!("Unexpected token '{}'", shorten(text)), found.span),
    }
}

/// Whether the innermost parenthesis open before `at` has a rest element.
fn follows_rest(builder: &Builder<'_>, at: u32) -> bool {
    let before = builder.lexer.text.get(..at as usize).unwrap_or("");
    let open = before.rfind('(').unwrap_or(0);
    before[open..].contains("...")
}

fn shorten(text: &str) -> &str {
    match text.char_indices().nth(60) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// What could have stood there, in words; nothing if that is too much to say something.
fn words(accepted: &[Terminal]) -> Vec<String> {
    let accepts = |terminal: Terminal| accepted.contains(&terminal);
    let mut words: Vec<&str> = Vec::new();
    let starts_expression = !accepts(Terminal::Name) && accepts(Terminal::Number);
    if accepts(Terminal::Debugger) {
        words.push("a statement");
    } else if starts_expression {
        words.push("an expression");
    } else if accepts(Terminal::Name) {
        words.push(if accepts(Terminal::Number) { "a property name" } else { "a name" });
    } else if accepts(Terminal::Ident) {
        words.push("a name");
    } else if accepts(Terminal::String) {
        words.push("a string");
    }
    let after_operand = accepts(OPERATOR);
    if after_operand {
        words.push("an operator");
    }
    for &(terminal, name) in &NAMED {
        // What starts an expression or a statement, or goes on after an operand, is said already.
        let covered = match terminal {
            Terminal::OpenParen | Terminal::OpenBracket | Terminal::FunctionExpression => {
                starts_expression || after_operand
            }
            Terminal::Dot | Terminal::Question | Terminal::Star | Terminal::Assign | Terminal::Arrow => {
                after_operand || starts_expression
            }
            Terminal::Ellipsis => true,
            Terminal::BlockBrace | Terminal::FunctionDeclaration | Terminal::While | Terminal::With => {
                accepts(Terminal::Debugger)
            }
            Terminal::Semi => accepts(Terminal::Debugger),
            // After the first name of a statement: it could be a label.
            Terminal::Colon => after_operand && accepts(Terminal::Semi),
            _ => false,
        };
        if !covered && accepts(terminal) && !words.contains(&name) {
            words.push(name);
        }
    }
    if words.len() > 6 {
        words.truncate(6);
    }
    words.into_iter().map(str::to_owned).collect()
}
