//! A result for people: lines and lists, as text with columns or as Markdown.

use unicode_width::UnicodeWidthStr;

/// The most bytes of a page as Markdown: what reads it pays by the word.
const MAX_MARKDOWN_BYTES: usize = 16 << 10;

/// A list with a title.
#[derive(Default)]
pub struct List {
    pub title: String,
    /// Names of the columns; those of numbers begin with `>`.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
    /// Rows that were left out.
    pub left_out: u64,
    /// What is to be said of it.
    pub note: String,
}

/// Lines, and lists below them.
#[derive(Default)]
pub struct Page {
    pub lines: Vec<String>,
    pub lists: Vec<List>,
}

impl Page {
    /// With columns, for a terminal.
    pub fn text(&self) -> String {
        let mut text = self.lines.iter().map(|line| line.clone() + "\n").collect::<String>();
        for list in &self.lists {
            text += "\n";
            list.text(&mut text);
        }
        text
    }

    /// As Markdown, of bounded length.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text += &format!("{}\n", escaped(line));
        }
        for list in &self.lists {
            list.markdown(&mut text);
        }
        if text.len() > MAX_MARKDOWN_BYTES {
            let cut = (0..=MAX_MARKDOWN_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let cut = text[..cut].rfind('\n').map_or(cut, |at| at + 1);
            text.truncate(cut);
            text += "\n… cut off here: ask for fewer rows with --limit.\n";
        }
        text
    }
}

impl List {
    fn text(&self, text: &mut String) {
        if !self.title.is_empty() {
            *text += &format!("{}\n", self.title);
        }
        let heads: Vec<&str> = self.columns.iter().map(|head| head.trim_start_matches('>')).collect();
        let mut widths: Vec<usize> = heads.iter().map(|head| head.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut line = String::new();
            for ((cell, width), head) in cells.zip(&widths).zip(&self.columns) {
                let fill = " ".repeat(width.saturating_sub(cell.width()));
                line += "  ";
                line += &if head.starts_with('>') { fill + cell } else { cell.to_owned() + &fill };
            }
            line.trim_end().to_owned() + "\n"
        };
        if !self.rows.is_empty() && heads.iter().any(|head| !head.is_empty()) {
            *text += &line(&mut heads.iter().copied());
        }
        for row in &self.rows {
            *text += &line(&mut row.iter().map(String::as_str));
        }
        if self.left_out > 0 {
            *text += &format!("  … and {} more\n", super::label::count(self.left_out));
        }
        if !self.note.is_empty() {
            *text += &format!("  {}\n", self.note);
        }
    }

    fn markdown(&self, text: &mut String) {
        if !self.title.is_empty() {
            *text += &format!("\n### {}\n", escaped(&self.title));
        }
        if !self.rows.is_empty() {
            let heads: Vec<&str> = self.columns.iter().map(|head| head.trim_start_matches('>')).collect();
            let rule: Vec<&str> =
                self.columns.iter().map(|head| if head.starts_with('>') { "-:" } else { "-" }).collect();
            *text += &format!("\n| {} |\n| {} |\n", heads.join(" | "), rule.join(" | "));
            for row in &self.rows {
                let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
                *text += &format!("| {} |\n", cells.join(" | "));
            }
        }
        if self.left_out > 0 {
            *text += &format!("\n… and {} more\n", super::label::count(self.left_out));
        }
        if !self.note.is_empty() {
            *text += &format!("\n{}\n", escaped(&self.note));
        }
    }
}

/// What would mean something to Markdown, escaped.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "\\<").replace('`', "\\`")
}
