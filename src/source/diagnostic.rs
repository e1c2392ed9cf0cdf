//! The one renderer of diagnostics: name, line, column, the line itself with a caret, and what was expected.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{SourceFile, Span};

/// A message about a place in a source.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The headline, e.g. `SyntaxError: Unexpected token '}'`.
    pub title: String,
    /// Where.
    pub span: Span,
    /// Shown at the caret; may be empty.
    pub label: String,
}

/// Renders `diagnostic` as several lines of text (no trailing line end), coloured for a terminal if asked.
pub fn render(file: &SourceFile, diagnostic: &Diagnostic, colour: bool) -> String {
    // Only the lines concerned are handed over: a minified megabyte line must not be searched or printed whole.
    let first = file.line(diagnostic.span.start);
    let (window, offset) = window_around(file, first, diagnostic.span.start as usize);
    let floor = |i: usize| (0..=i.min(window.len())).rev().find(|&i| window.is_char_boundary(i)).unwrap_or(0);
    let start = floor((diagnostic.span.start as usize).saturating_sub(offset));
    let end = floor((diagnostic.span.end as usize).saturating_sub(offset)).max(start);
    let annotation = AnnotationKind::Primary.span(start..end).label(diagnostic.label.as_str());
    let snippet =
        Snippet::source(window).path(file.name()).line_start(first as usize).fold(true).annotation(annotation);
    let report = [Level::ERROR.no_name().primary_title(diagnostic.title.as_str()).element(snippet)];
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&report)
}

/// The line that holds `at`, or the part around `at` of a very long one, and its byte offset in the file.
fn window_around(file: &SourceFile, line: u32, at: usize) -> (&str, usize) {
    const REACH: usize = 120;
    let text = file.line_text(line);
    let base = text.as_ptr() as usize - file.text().as_ptr() as usize;
    if text.len() <= 4 * REACH {
        return (text, base);
    }
    let at = at.saturating_sub(base).min(text.len());
    let boundary = |mut i: usize| {
        while !text.is_char_boundary(i) {
            i += 1;
        }
        i
    };
    let (from, to) = (boundary(at.saturating_sub(REACH)), boundary((at + REACH).min(text.len())));
    (&text[from..to], base + from)
}
