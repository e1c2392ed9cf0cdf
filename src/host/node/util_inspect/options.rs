//! What can be asked of the inspector: the options of Node's `util.inspect`, with its defaults.

use crate::vm::Rooted;

/// How values are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Compact {
    /// As much as possible on a line.
    Full,
    /// So many inner levels may share a line; none for 0.
    Levels(usize),
}

/// Which getters are called and their values shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Getters {
    /// None.
    None,
    /// All.
    All,
    /// Those without a setter.
    WithoutSetter,
    /// Those with a setter.
    WithSetter,
}

/// The options.
#[derive(Clone, Debug)]
pub struct Options {
    /// Properties that are not enumerable, symbols, properties of the prototypes.
    pub show_hidden: bool,
    /// How deep to go; `None` is without end, -1 shows nothing of any object.
    pub depth: Option<i64>,
    /// Terminal colours.
    pub colors: bool,
    /// Whether objects' own inspection methods are called.
    pub custom_inspect: bool,
    /// Proxies are shown as such, with target and handler.
    pub show_proxy: bool,
    /// Elements of arrays, sets and maps shown.
    pub max_array_length: usize,
    /// Code units of strings shown.
    pub max_string_length: usize,
    /// The length at which a value is broken into lines.
    pub break_length: usize,
    /// The layout.
    pub compact: Compact,
    /// Properties in alphabetical order.
    pub sorted: bool,
    /// A function of the script by which they are sorted instead.
    pub comparator: Option<Rooted>,
    /// Whether getters are called.
    pub getters: Getters,
    /// Underscores between the thousands.
    pub numeric_separator: bool,
    /// The codes that begin and end each style.
    pub palette: Palette,
}

/// Codes of colours, by style.
pub type Palette = [Option<(i32, i32)>; 10];

const PALETTE: Palette = [
    Some((36, 39)),
    Some((33, 39)),
    Some((33, 39)),
    Some((33, 39)),
    Some((90, 39)),
    Some((1, 22)),
    Some((32, 39)),
    Some((32, 39)),
    Some((35, 39)),
    Some((31, 39)),
];

impl Default for Options {
    fn default() -> Self {
        Options {
            show_hidden: false,
            depth: Some(2),
            colors: false,
            custom_inspect: true,
            show_proxy: false,
            max_array_length: 100,
            max_string_length: 10_000,
            break_length: 80,
            compact: Compact::Levels(3),
            sorted: false,
            comparator: None,
            getters: Getters::None,
            numeric_separator: false,
            palette: PALETTE,
        }
    }
}

/// What a piece of text is, for colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Functions, circles, getters, `[Object]`.
    Special,
    /// Numbers.
    Number,
    /// BigInts.
    BigInt,
    /// Booleans.
    Boolean,
    /// `undefined`, holes, lines of stacks that matter less.
    Undefined,
    /// `null`
    Null,
    /// Strings.
    String,
    /// Symbols.
    Symbol,
    /// Dates.
    Date,
    /// Regular expressions.
    RegExp,
}

impl Options {
    /// `text` in the colour of `style`, if colours are wanted.
    pub fn stylize(&self, text: impl Into<String>, style: Style) -> String {
        let text = text.into();
        if !self.colors {
            return text;
        }
        let Some((on, off)) = self.palette[style as usize] else { return text };
        format!("\u{1b}[{on}m{text}\u{1b}[{off}m")
    }
}
