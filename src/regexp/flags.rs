//! Flags of regular expressions (ECMA-262 §22.2.3.3).

/// Flags of a regular expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct RegExpFlags(u8);

impl RegExpFlags {
    /// `d`
    pub const HAS_INDICES: RegExpFlags = RegExpFlags(1);
    /// `g`
    pub const GLOBAL: RegExpFlags = RegExpFlags(2);
    /// `i`
    pub const IGNORE_CASE: RegExpFlags = RegExpFlags(4);
    /// `m`
    pub const MULTILINE: RegExpFlags = RegExpFlags(8);
    /// `s`
    pub const DOT_ALL: RegExpFlags = RegExpFlags(16);
    /// `u`
    pub const UNICODE: RegExpFlags = RegExpFlags(32);
    /// `v`
    pub const UNICODE_SETS: RegExpFlags = RegExpFlags(64);
    /// `y`
    pub const STICKY: RegExpFlags = RegExpFlags(128);

    /// The flags by their letters, in the order of `RegExp.prototype.flags`.
    pub const LETTERS: [(u8, RegExpFlags); 8] = [
        (b'd', RegExpFlags::HAS_INDICES),
        (b'g', RegExpFlags::GLOBAL),
        (b'i', RegExpFlags::IGNORE_CASE),
        (b'm', RegExpFlags::MULTILINE),
        (b's', RegExpFlags::DOT_ALL),
        (b'u', RegExpFlags::UNICODE),
        (b'v', RegExpFlags::UNICODE_SETS),
        (b'y', RegExpFlags::STICKY),
    ];

    /// The flags that letters stand for: `None` when one is unknown or there twice, or `u` and `v`
    /// come together.
    pub fn parse(letters: &[u16]) -> Option<RegExpFlags> {
        let mut flags = RegExpFlags::default();
        for &unit in letters {
            let (_, flag) = RegExpFlags::LETTERS.into_iter().find(|(letter, _)| u16::from(*letter) == unit)?;
            if flags.has(flag) {
                return None;
            }
            flags.0 |= flag.0;
        }
        (!(flags.has(RegExpFlags::UNICODE) && flags.has(RegExpFlags::UNICODE_SETS))).then_some(flags)
    }

    /// Whether `flag` is among them.
    pub fn has(self, flag: RegExpFlags) -> bool {
        self.0 & flag.0 != 0
    }

    /// Whether matching goes by code points.
    pub fn is_unicode(self) -> bool {
        self.has(RegExpFlags::UNICODE) || self.has(RegExpFlags::UNICODE_SETS)
    }

    /// The letters in the standard's order.
    pub fn letters(self) -> String {
        RegExpFlags::LETTERS.into_iter().filter(|(_, flag)| self.has(*flag)).map(|(letter, _)| letter as char).collect()
    }

    /// As a number, for an internal slot.
    pub fn bits(self) -> i32 {
        self.0.into()
    }

    /// From an internal slot.
    pub fn from_bits(bits: i32) -> RegExpFlags {
        RegExpFlags(bits as u8)
    }

    /// Those that change the program, as opposed to how it is used.
    pub fn of_program(self) -> RegExpFlags {
        RegExpFlags(self.0 & !(RegExpFlags::HAS_INDICES.0 | RegExpFlags::GLOBAL.0 | RegExpFlags::STICKY.0))
    }
}
