//! Classes of characters (ECMA-262 §12.2, §12.3, §12.7), for programs, numbers in strings, trimming
//! and patterns alike.

/// WhiteSpace and LineTerminator: ranges, both ends inclusive. What `\s` stands for.
pub const SPACE: &[(u32, u32)] = &[
    (9, 13),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

/// Whether a code unit is WhiteSpace or LineTerminator.
#[inline]
pub fn is_space(unit: u16) -> bool {
    let is_in = |&(first, last): &(u32, u32)| (first..=last).contains(&u32::from(unit));
    match unit {
        0x21..=0x9F | 0xA1..=0xFF => false,
        _ => SPACE.iter().any(is_in),
    }
}

/// Whether a character is WhiteSpace or LineTerminator.
pub fn is_space_char(c: char) -> bool {
    u16::try_from(u32::from(c)).is_ok_and(is_space)
}

/// `LineTerminator` outside ASCII.
pub fn is_line_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a byte ends a `//` comment or may begin a character that does.
pub fn may_end_line(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | 0xe2)
}

/// `IdentifierStartChar`: `$`, `_` and ID_Start.
pub fn is_id_start(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '$' | '_')
        || c >= '\u{80}' && (unicode_ident::is_xid_start(c) || only_id_start(c))
}

/// `IdentifierPartChar`: `$`, ID_Continue, ZWNJ and ZWJ.
pub fn is_id_continue(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '$' | '_')
        || c >= '\u{80}'
            && (unicode_ident::is_xid_continue(c) || only_id_continue(c) || matches!(c, '\u{200c}' | '\u{200d}'))
}

/// ID_Start without XID_Start (UAX #31, table of characters not closed under normalisation).
fn only_id_start(c: char) -> bool {
    only_id_continue(c) || matches!(c, '\u{e33}' | '\u{eb3}' | '\u{ff9e}' | '\u{ff9f}')
}

/// ID_Continue without XID_Continue.
fn only_id_continue(c: char) -> bool {
    matches!(
        c,
        '\u{37a}' | '\u{309b}' | '\u{309c}' | '\u{fc5e}'
            ..='\u{fc63}'
                | '\u{fdfa}'
                | '\u{fdfb}'
                | '\u{fe70}'
                | '\u{fe72}'
                | '\u{fe74}'
                | '\u{fe76}'
                | '\u{fe78}'
                | '\u{fe7a}'
                | '\u{fe7c}'
                | '\u{fe7e}'
    )
}
