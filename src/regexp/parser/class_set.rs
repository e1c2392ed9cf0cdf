//! Classes of the flag `v` (ECMA-262 §22.2.1, ClassSetExpression): only whether they are right, for
//! another engine matches them.
//!
//! The pass keeps its own stack of open classes, as groups do, so that no depth of nesting is too
//! much for it.

use super::{Parser, Step};

const CHARACTER: &str = "Invalid character in character class";
const OPERATION: &str = "Invalid set operation in character class";

/// What a class consists of.
#[derive(Clone, Copy)]
enum Operand {
    Char(u32),
    Range,
    /// A nested class, a class escape or strings; whether it may contain strings of other than one
    /// character.
    Set(bool),
}

/// How the operands of a class are combined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operation {
    /// There was one operand at most.
    Unknown,
    Union,
    Intersection,
    Subtraction,
}

/// A class that is not yet closed.
struct Open {
    inverted: bool,
    operation: Operation,
    last: Option<Operand>,
    /// The start of a range whose end comes next.
    range: Option<u32>,
    strings: bool,
}

impl Open {
    fn add(&mut self, operand: Operand) -> Step {
        let strings = matches!(operand, Operand::Set(true));
        self.strings = match self.operation {
            Operation::Unknown | Operation::Union => self.strings || strings,
            Operation::Intersection => self.strings && strings,
            Operation::Subtraction => self.strings,
        };
        self.last = Some(match (self.range.take(), operand) {
            (None, operand) => operand,
            (Some(first), Operand::Char(last)) if first > last => return Err("Range out of order in character class"),
            (Some(_), Operand::Char(_)) => Operand::Range,
            (Some(_), _) => return Err("Invalid character class"),
        });
        Ok(())
    }
}

impl Parser<'_> {
    /// The class here.
    pub(super) fn class_set(&mut self) -> Step {
        let mut open: Vec<Open> = Vec::new();
        loop {
            let mut operand = if self.peek() != b'[' {
                self.class_set_operand()?
            } else {
                self.at += 1;
                let inverted = self.peek() == b'^';
                self.at += usize::from(inverted);
                open.push(Open { inverted, operation: Operation::Unknown, last: None, range: None, strings: false });
                if self.peek() != b']' {
                    continue;
                }
                self.at += 1;
                open.pop();
                Operand::Set(false)
            };
            // The operand may be the last one of the classes around it.
            loop {
                let Some(class) = open.last_mut() else { return Ok(()) };
                class.add(operand)?;
                if self.at_end() {
                    return Err("Unterminated character class");
                }
                if self.peek() != b']' {
                    self.class_set_operator(class)?;
                    break;
                }
                if class.inverted && class.strings {
                    return Err("Negated character class may contain strings");
                }
                self.at += 1;
                operand = Operand::Set(class.strings);
                open.pop();
            }
        }
    }

    /// What stands between the last operand and the next one.
    fn class_set_operator(&mut self, class: &mut Open) -> Step {
        let found = match (self.peek(), self.byte(self.at + 1)) {
            (b'-', b'-') => Operation::Subtraction,
            (b'&', b'&') => Operation::Intersection,
            _ => Operation::Union,
        };
        if class.operation == Operation::Unknown {
            class.operation = found;
        } else if class.operation != found {
            return Err(OPERATION);
        }
        match found {
            Operation::Subtraction => self.at += 2,
            Operation::Intersection => {
                self.at += 2;
                if self.peek() == b'&' {
                    return Err(CHARACTER);
                }
            }
            _ if self.peek() == b'-' => {
                let Some(Operand::Char(first)) = class.last else { return Err("Invalid character class") };
                class.range = Some(first);
                self.at += 1;
            }
            _ => {}
        }
        Ok(())
    }

    /// An operand that is no class.
    fn class_set_operand(&mut self) -> Step<Operand> {
        if self.peek() == b'\\' {
            match self.byte(self.at + 1) {
                b'q' => return self.class_strings(),
                b'd' | b'D' | b's' | b'S' | b'w' | b'W' => {
                    self.at += 2;
                    return Ok(Operand::Set(false));
                }
                letter @ (b'p' | b'P') => {
                    self.at += 2;
                    return self.property(letter == b'P', true).map(Operand::Set);
                }
                _ => {}
            }
        }
        self.class_set_character().map(Operand::Char)
    }

    /// `\q{…}`
    fn class_strings(&mut self) -> Step<Operand> {
        self.at += 2;
        if self.peek() != b'{' {
            return Err("Invalid escape");
        }
        self.at += 1;
        let (mut strings, mut length) = (false, 0);
        while !self.at_end() && self.peek() != b'}' {
            if self.peek() == b'|' {
                self.at += 1;
                strings |= length != 1;
                length = 0;
            } else {
                self.class_set_character()?;
                length += 1;
            }
        }
        self.at += usize::from(!self.at_end());
        Ok(Operand::Set(strings || length != 1))
    }

    /// A character; past the end one that no range minds, for the class is found unterminated then.
    fn class_set_character(&mut self) -> Step<u32> {
        const PUNCTUATION: &[u8] = b"&-!#%,:;<=>@`~";
        if self.at_end() {
            return Ok(u32::MAX);
        }
        let (byte, next) = (self.peek(), self.byte(self.at + 1));
        match byte {
            b'\\' if next == b'b' => {
                self.at += 2;
                Ok(8)
            }
            b'\\' if PUNCTUATION.contains(&next) => {
                self.at += 2;
                Ok(next.into())
            }
            b'\\' => self.escaped_character(true),
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'/' | b'-' | b'|' => Err(CHARACTER),
            _ if byte == next && b"&!#$%*+,.:;<=>?@^`~".contains(&byte) => Err(OPERATION),
            _ => Ok(self.character()),
        }
    }
}
