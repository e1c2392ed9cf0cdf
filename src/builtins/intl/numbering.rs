//! Numbering systems whose digits stand in a row in Unicode.

/// The systems and their zeros, in order of their names.
const SYSTEMS: &[(&str, char)] = &[
    ("adlm", '\u{1e950}'),
    ("ahom", '\u{11730}'),
    ("arab", '\u{660}'),
    ("arabext", '\u{6f0}'),
    ("bali", '\u{1b50}'),
    ("beng", '\u{9e6}'),
    ("bhks", '\u{11c50}'),
    ("brah", '\u{11066}'),
    ("cakm", '\u{11136}'),
    ("cham", '\u{aa50}'),
    ("deva", '\u{966}'),
    ("diak", '\u{11950}'),
    ("fullwide", '\u{ff10}'),
    ("gara", '\u{10d40}'),
    ("gong", '\u{11da0}'),
    ("gonm", '\u{11d50}'),
    ("gujr", '\u{ae6}'),
    ("gukh", '\u{16130}'),
    ("guru", '\u{a66}'),
    ("hanidec", '\u{3007}'),
    ("hmng", '\u{16b50}'),
    ("hmnp", '\u{1e140}'),
    ("java", '\u{a9d0}'),
    ("kali", '\u{a900}'),
    ("kawi", '\u{11f50}'),
    ("khmr", '\u{17e0}'),
    ("knda", '\u{ce6}'),
    ("krai", '\u{16d70}'),
    ("lana", '\u{1a80}'),
    ("lanatham", '\u{1a90}'),
    ("laoo", '\u{ed0}'),
    ("latn", '\u{30}'),
    ("lepc", '\u{1c40}'),
    ("limb", '\u{1946}'),
    ("mathbold", '\u{1d7ce}'),
    ("mathdbl", '\u{1d7d8}'),
    ("mathmono", '\u{1d7f6}'),
    ("mathsanb", '\u{1d7ec}'),
    ("mathsans", '\u{1d7e2}'),
    ("mlym", '\u{d66}'),
    ("modi", '\u{11650}'),
    ("mong", '\u{1810}'),
    ("mroo", '\u{16a60}'),
    ("mtei", '\u{abf0}'),
    ("mymr", '\u{1040}'),
    ("mymrepka", '\u{116da}'),
    ("mymrpao", '\u{116d0}'),
    ("mymrshan", '\u{1090}'),
    ("mymrtlng", '\u{a9f0}'),
    ("nagm", '\u{1e4f0}'),
    ("newa", '\u{11450}'),
    ("nkoo", '\u{7c0}'),
    ("olck", '\u{1c50}'),
    ("onao", '\u{1e5f1}'),
    ("orya", '\u{b66}'),
    ("osma", '\u{104a0}'),
    ("outlined", '\u{1ccf0}'),
    ("rohg", '\u{10d30}'),
    ("saur", '\u{a8d0}'),
    ("segment", '\u{1fbf0}'),
    ("shrd", '\u{111d0}'),
    ("sind", '\u{112f0}'),
    ("sinh", '\u{de6}'),
    ("sora", '\u{110f0}'),
    ("sund", '\u{1bb0}'),
    ("sunu", '\u{11bf0}'),
    ("takr", '\u{116c0}'),
    ("talu", '\u{19d0}'),
    ("tamldec", '\u{be6}'),
    ("telu", '\u{c66}'),
    ("thai", '\u{e50}'),
    ("tibt", '\u{f20}'),
    ("tirh", '\u{114d0}'),
    ("tnsa", '\u{16ac0}'),
    ("tols", '\u{11de0}'),
    ("vaii", '\u{a620}'),
    ("wara", '\u{118e0}'),
    ("wcho", '\u{1e2f0}'),
];

const HAN_DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The zero of a numbering system.
pub(super) fn zero_of(system: &str) -> Option<char> {
    SYSTEMS.binary_search_by(|(name, _)| (*name).cmp(system)).ok().and_then(|at| SYSTEMS.get(at)).map(|(_, zero)| *zero)
}

/// The names of all systems.
pub(super) fn systems() -> impl Iterator<Item = &'static str> {
    SYSTEMS.iter().map(|(name, _)| *name)
}

/// A digit of the system with this zero.
pub(super) fn digit(zero: char, value: u8) -> char {
    match zero {
        '0' => (b'0' + value) as char,
        '〇' => HAN_DIGITS.get(usize::from(value)).copied().unwrap_or('〇'),
        _ => char::from_u32(u32::from(zero) + u32::from(value)).unwrap_or(zero),
    }
}

/// Text with its ASCII digits written in the system with this zero.
pub(super) fn localized(zero: char, text: &str) -> String {
    if zero == '0' {
        return text.into();
    }
    text.chars().map(|c| c.to_digit(10).map_or(c, |value| digit(zero, value as u8))).collect()
}
