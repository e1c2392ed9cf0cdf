//! The words of "unexpected token" errors: V8's message, and from the exact set of accepted terminals what could have
//! stood there.

use super::ast::{BinaryOp, known};
use super::builder::{Builder, is_strict_reserved};
use super::error::SyntaxError;
use super::token::Tok;
use crate::source::Span;

/// A token where it does not fit.
pub struct Found<'a> {
    pub tok: Tok,
    pub span: Span,
    /// The terminal before it.
    pub last: Tok,
    pub last_span: Span,
    /// The innermost open bracket is that of a call.
    pub in_arguments: bool,
    /// The innermost open bracket is the `${` of a template.
    pub in_template: bool,
    /// Which of the `candidates` would fit.
    pub accepted: &'a [Tok],
}

const NAME: Tok = Tok::Name(known::EMPTY);
const IDENT: Tok = Tok::Ident(known::EMPTY);
const STRING: Tok = Tok::String(known::EMPTY);
const NUMBER: Tok = Tok::Number(0);
const OPERATOR: Tok = Tok::BinaryOp(BinaryOp::Div);

/// Single terminals worth naming, with their words.
const NAMED: [(Tok, &str); 30] = [
    (Tok::CloseParen, "`)`"),
    (Tok::CloseBracket, "`]`"),
    (Tok::CloseBrace, "`}`"),
    (Tok::TemplateTail(0), "`}`"),
    (Tok::Comma, "`,`"),
    (Tok::Semi, "`;`"),
    (Tok::Colon, "`:`"),
    (Tok::Arrow, "`=>`"),
    (Tok::Assign, "`=`"),
    (Tok::OpenParen, "`(`"),
    (Tok::BlockBrace, "`{`"),
    (Tok::Else, "`else`"),
    (Tok::While, "`while`"),
    (Tok::Catch, "`catch`"),
    (Tok::Finally, "`finally`"),
    (Tok::Case, "`case`"),
    (Tok::Default, "`default`"),
    (Tok::Extends, "`extends`"),
    (Tok::ForIn, "`in`"),
    (Tok::ForOf, "`of`"),
    (Tok::As, "`as`"),
    (Tok::From, "`from`"),
    (Tok::With, "`with`"),
    (Tok::FunctionDeclaration, "`function`"),
    (Tok::FunctionExpression, "`function`"),
    (Tok::Ellipsis, "`...`"),
    (Tok::Dot, "`.`"),
    (Tok::Question, "`?`"),
    (Tok::OpenBracket, "`[`"),
    (Tok::Star, "`*`"),
];

/// The terminals that are tried to find out what could have stood somewhere.
pub fn candidates() -> impl Iterator<Item = Tok> {
    let groups = [NAME, IDENT, STRING, NUMBER, OPERATOR, Tok::Debugger];
    groups.into_iter().chain(NAMED.into_iter().map(|(tok, _)| tok))
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
    error.at_end = found.tok == Tok::End;
    error
}

fn message(found: &Found<'_>, builder: &Builder<'_>, strict: bool) -> (String, Span) {
    let accepts = |tok: Tok| found.accepted.contains(&tok);
    let text = builder.slice(found.span);
    let plain = |message: &str| (message.to_owned(), found.span);
    match (found.last, found.tok) {
        (Tok::Ident(known::AWAIT), tok) if tok != Tok::End => {
            let message = "await is only valid in async functions and the top level bodies of modules";
            return (message.to_owned(), found.last_span);
        }
        (Tok::Ident(name), _) if strict && is_strict_reserved(name) => {
            return ("Unexpected strict mode reserved word".to_owned(), found.last_span);
        }
        (Tok::Super, _) => return ("'super' keyword unexpected here".to_owned(), found.last_span),
        (Tok::Export, tok) if tok != Tok::End => return ("Unexpected token 'export'".to_owned(), found.last_span),
        (Tok::Import, _) if builder.goal != super::Goal::Module => {
            return ("Cannot use import statement outside a module".to_owned(), found.last_span);
        }
        (Tok::FunctionDeclaration | Tok::Star, Tok::OpenParen) if accepts(IDENT) && !accepts(NUMBER) => {
            let span = if found.last == Tok::Star { found.span } else { found.last_span };
            return ("Function statements require a function name".to_owned(), span);
        }
        _ => {}
    }
    if accepts(Tok::Catch) && accepts(Tok::Finally) {
        return ("Missing catch or finally after try".to_owned(), found.last_span);
    }
    // A key that is no name cannot stand alone: the key is what is wrong.
    if accepts(Tok::Colon) && accepts(Tok::OpenParen) && !accepts(OPERATOR) && found.tok != Tok::End {
        match found.last {
            Tok::Number(_) | Tok::BigInt(_) => return ("Unexpected number".to_owned(), found.last_span),
            Tok::String(_) => return ("Unexpected string".to_owned(), found.last_span),
            Tok::Name(_) => {
                return (format!("Unexpected token '{}'", builder.slice(found.last_span)), found.last_span);
            }
            _ => {}
        }
    }
    if found.tok == Tok::Comma && accepts(Tok::CloseParen) && !accepts(Tok::Comma) && !accepts(OPERATOR) {
        return plain("Rest parameter must be last formal parameter");
    }
    if found.tok == Tok::Arrow && accepts(OPERATOR) {
        return plain("Malformed arrow function parameter list");
    }
    if found.in_template && accepts(Tok::TemplateTail(0)) {
        return ("Missing } in template expression".to_owned(), found.last_span);
    }
    if found.in_arguments && accepts(Tok::CloseParen) && accepts(Tok::Comma) {
        let span = if found.tok == Tok::End { found.span } else { found.last_span };
        return ("missing ) after argument list".to_owned(), span);
    }
    match found.tok {
        Tok::End => plain("Unexpected end of input"),
        Tok::Assign | Tok::AssignOp(_) if accepts(OPERATOR) => plain("Invalid left-hand side in assignment"),
        Tok::Postfix(_) | Tok::Prefix(_) if accepts(OPERATOR) => {
            plain("Invalid left-hand side expression in postfix operation")
        }
        Tok::ForIn | Tok::ForOf if accepts(Tok::Semi) => plain("Invalid left-hand side in for-loop"),
        Tok::Ident(name) | Tok::Name(name) if strict && is_strict_reserved(name) => {
            plain("Unexpected strict mode reserved word")
        }
        Tok::Let | Tok::Static | Tok::Yield if strict => plain("Unexpected strict mode reserved word"),
        Tok::Await => plain("Unexpected reserved word"),
        Tok::Template(_) | Tok::TemplateHead(_) if found.last == Tok::OptionalDot => {
            plain("Invalid tagged template on optional chain")
        }
        Tok::Ident(known::GET | known::SET | known::ASYNC) | Tok::Get | Tok::Set | Tok::Async => {
            (format!("Unexpected token '{text}'"), found.span)
        }
        Tok::Ident(name) => (format!("Unexpected identifier '{}'", builder.ast.atoms.display(name)), found.span),
        Tok::Private(_) | Tok::As | Tok::From | Tok::ForOf => {
            (format!("Unexpected identifier '{}'", shorten(text)), found.span)
        }
        Tok::Static | Tok::Let | Tok::Yield => (format!("Unexpected identifier '{text}'"), found.span),
        Tok::Number(_) | Tok::BigInt(_) => plain("Unexpected number"),
        Tok::String(_) => plain("Unexpected string"),
        Tok::Template(_) | Tok::TemplateHead(_) => plain("Unexpected template string"),
        Tok::TemplateMiddle(_) | Tok::TemplateTail(_) => {
            let at = found.span.start;
            ("Unexpected token '}'".to_owned(), Span::new(at, at + 1))
        }
        Tok::Regex(_) => plain("Unexpected regular expression"),
        _ => (format!("Unexpected token '{}'", shorten(text)), found.span),
    }
}

fn shorten(text: &str) -> &str {
    match text.char_indices().nth(60) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// What could have stood there, in words; nothing if that is too much to say something.
fn words(accepted: &[Tok]) -> Vec<String> {
    let accepts = |tok: Tok| accepted.contains(&tok);
    let mut words: Vec<&str> = Vec::new();
    let starts_expression = !accepts(NAME) && accepts(NUMBER);
    if accepts(Tok::Debugger) {
        words.push("a statement");
    } else if starts_expression {
        words.push("an expression");
    } else if accepts(NAME) {
        words.push(if accepts(NUMBER) { "a property name" } else { "a name" });
    } else if accepts(IDENT) {
        words.push("a name");
    } else if accepts(STRING) {
        words.push("a string");
    }
    let after_operand = accepts(OPERATOR);
    if after_operand {
        words.push("an operator");
    }
    for &(tok, name) in &NAMED {
        // What starts an expression or a statement, or goes on after an operand, is said already.
        let covered = match tok {
            Tok::OpenParen | Tok::OpenBracket | Tok::FunctionExpression => starts_expression || after_operand,
            Tok::Dot | Tok::Question | Tok::Star | Tok::Assign | Tok::Arrow => after_operand || starts_expression,
            Tok::Ellipsis => true,
            Tok::BlockBrace | Tok::FunctionDeclaration | Tok::While | Tok::With => accepts(Tok::Debugger),
            Tok::Semi => accepts(Tok::Debugger),
            // After the first name of a statement: it could be a label.
            Tok::Colon => after_operand && accepts(Tok::Semi),
            _ => false,
        };
        if !covered && accepts(tok) && !words.contains(&name) {
            words.push(name);
        }
    }
    if words.len() > 6 {
        words.truncate(6);
    }
    words.into_iter().map(str::to_owned).collect()
}
