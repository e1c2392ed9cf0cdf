//! A place in a source as people see it, in Node's form: of uncaught exceptions and of syntax
//! errors.

use super::SourceFile;

/// `file:line`, the line itself and carets below `length` units from the place on.
pub fn excerpt(file: &SourceFile, offset: u32, length: usize) -> String {
    let position = file.position(offset);
    let line = file.line_text(position.line);
    let mut under = String::new();
    let mut units = 1;
    for c in line.chars() {
        if units >= position.column as usize {
            break;
        }
        under.extend(std::iter::repeat_n(if c == '\t' { '\t' } else { ' ' }, c.len_utf16()));
        units += c.len_utf16();
    }
    format!("{}:{}\n{line}\n{under}{}", file.name(), position.line, "^".repeat(length.max(1)))
}
