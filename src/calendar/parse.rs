//! `Date.parse`: the standard's format (ECMA-262 §21.4.1.32), and the looser forms that V8 has
//! always read: `Jan 1 2020 10:00`, `2020/01/02`, `Thu, 01 Jan 1970 00:00:00 GMT`,
//! `1/2/2000 5:06 PM`.

use super::time::{LocalTime, make_date, make_day, make_time, time_clip};

/// The time value of a text, or NaN.
pub(crate) fn parse(text: &str, local: &mut LocalTime) -> f64 {
    if let Some(time) = parse_plain(text.as_bytes()) {
        return time;
    }
    let mut reader = Reader::new(text);
    if reader.standard().is_none() {
        return f64::NAN;
    }
    if reader.loose().is_none() {
        return f64::NAN;
    }
    reader.finish(local).unwrap_or(f64::NAN)
}

/// The forms that programs write: `YYYY-MM-DD`, and what `toISOString` gives, with or without
/// fraction. `None` for all others.
fn parse_plain(text: &[u8]) -> Option<f64> {
    let number = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        digits.iter().try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let has = |at: usize, byte: u8| text.get(at) == Some(&byte);
    if !has(4, b'-') || !has(7, b'-') {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let mut time = 0.0;
    if text.len() != 10 {
        if !(has(10, b'T') && has(13, b':') && has(16, b':')) {
            return None;
        }
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let millisecond = match text.len() {
            20 if has(19, b'Z') => 0,
            24 if has(19, b'.') && has(23, b'Z') => number(20, 23)?,
            _ => return None,
        };
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        time = make_time(hour.into(), minute.into(), second.into(), millisecond.into());
    }
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    Some(make_date(make_day(year.into(), f64::from(month) - 1.0, day.into()), time))
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Token {
    /// Value and number of digits.
    Number(i64, usize),
    /// First three letters in lower case, and the length of the word.
    Word([u8; 3], usize),
    Space,
    Symbol(char),
    End,
}

#[derive(Clone, Copy)]
enum Keyword {
    Month(i64),
    /// Hours that the half of the day adds.
    Half(i64),
    /// Hours from UTC.
    Zone(i64),
}

fn keyword(letters: [u8; 3], len: usize) -> Option<Keyword> {
    const MONTHS: [&[u8; 3]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    if let Some(month) = MONTHS.iter().position(|&name| *name == letters) {
        return Some(Keyword::Month(month as i64 + 1));
    }
    if len > 3 {
        return None;
    }
    Some(match &letters {
        b"am\0" => Keyword::Half(0),
        b"pm\0" => Keyword::Half(12),
        b"z\0\0" | b"ut\0" | b"utc" | b"gmt" => Keyword::Zone(0),
        b"est" => Keyword::Zone(-5),
        b"edt" => Keyword::Zone(-4),
        b"cst" => Keyword::Zone(-6),
        b"cdt" => Keyword::Zone(-5),
        b"mst" => Keyword::Zone(-7),
        b"mdt" => Keyword::Zone(-6),
        b"pst" => Keyword::Zone(-8),
        b"pdt" => Keyword::Zone(-7),
        _ => return None,
    })
}

/// What was read so far.
struct Reader {
    tokens: Vec<Token>,
    at: usize,
    /// Up to three numbers of the date.
    date: Vec<i64>,
    month: Option<i64>,
    is_standard: bool,
    /// Hours, minutes, seconds, milliseconds.
    time: Vec<i64>,
    half: Option<i64>,
    zone: Zone,
}

#[derive(Clone, Copy, Default)]
struct Zone {
    sign: Option<i64>,
    hour: Option<i64>,
    minute: Option<i64>,
}

impl Zone {
    fn set(&mut self, hours: i64) {
        *self = Zone { sign: Some(if hours < 0 { -1 } else { 1 }), hour: Some(hours.abs()), minute: Some(0) };
    }

    fn is_utc(self) -> bool {
        self.hour == Some(0) && self.minute == Some(0)
    }
}

fn tokens_of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        tokens.push(if let Some(first) = c.to_digit(10) {
            let (mut value, mut len) = (i64::from(first), 1);
            while let Some(digit) = characters.peek().and_then(|c| c.to_digit(10)) {
                characters.next();
                len += 1;
                // More than nine digits say nothing that a date could use, but for fractions of a
                // second, which keep their length.
                if value < 100_000_000 {
                    value = value * 10 + i64::from(digit);
                }
            }
            Token::Number(value, len)
        } else if c.is_ascii_alphabetic() || (c as u32) > 'Z' as u32 && !c.is_whitespace() {
            let mut letters = [0; 3];
            let mut len = 0;
            let mut next = Some(c);
            while let Some(c) = next {
                if len < 3 {
                    letters[len] = u8::try_from(c.to_ascii_lowercase()).unwrap_or(0xFF);
                }
                len += 1;
                next = characters.next_if(|&c| c >= 'A' && !c.is_whitespace());
            }
            Token::Word(letters, len)
        } else if c.is_whitespace() || c == '\u{feff}' {
            Token::Space
        } else {
            Token::Symbol(c)
        });
    }
    tokens
}

impl Reader {
    fn new(text: &str) -> Reader {
        Reader {
            tokens: tokens_of(text),
            at: 0,
            date: Vec::new(),
            month: None,
            is_standard: false,
            time: Vec::new(),
            half: None,
            zone: Zone::default(),
        }
    }

    fn peek(&self) -> Token {
        self.tokens.get(self.at).copied().unwrap_or(Token::End)
    }

    fn next(&mut self) -> Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn skip(&mut self, symbol: char) -> bool {
        let found = self.peek() == Token::Symbol(symbol);
        self.at += usize::from(found);
        found
    }

    /// A number of exactly `digits` digits in a range.
    fn fixed(&mut self, digits: usize, least: i64, most: i64) -> Option<i64> {
        match self.peek() {
            Token::Number(value, len) if len == digits && (least..=most).contains(&value) => {
                self.at += 1;
                Some(value)
            }
            _ => None,
        }
    }

    fn sign(&mut self) -> Option<i64> {
        if self.skip('+') {
            Some(1)
        } else if self.skip('-') {
            Some(-1)
        } else {
            None
        }
    }

    /// Reads the standard's format as far as it goes. What follows a date goes on loosely; `None`
    /// when what follows `T` is no time.
    fn standard(&mut self) -> Option<()> {
        let start = self.at;
        let year = match self.sign() {
            Some(sign) => self.fixed(6, 0, 999_999).filter(|&year| year != 0 || sign == 1).map(|year| sign * year),
            None => self.fixed(4, 0, 9999),
        };
        let Some(year) = year else {
            if !matches!(self.tokens.get(start), Some(Token::Symbol('+' | '-'))) {
                self.at = start;
            }
            return Some(());
        };
        self.date.push(year);
        for (least, most) in [(1, 12), (1, 31)] {
            if !self.skip('-') {
                break;
            }
            match self.fixed(2, least, most) {
                Some(part) => self.date.push(part),
                None => return Some(()),
            }
        }
        match self.peek() {
            Token::Word([b't', 0, 0], 1) => {
                self.at += 1;
                self.standard_time()?;
            }
            Token::End => {}
            _ => return Some(()),
        }
        if self.zone.sign.is_none() && self.time.is_empty() {
            self.zone.set(0);
        }
        self.is_standard = true;
        Some(())
    }

    fn standard_time(&mut self) -> Option<()> {
        let hour = self.fixed(2, 0, 24)?;
        if !self.skip(':') {
            return None;
        }
        let minute = self.fixed(2, 0, 59)?;
        let (mut second, mut millisecond) = (0, 0);
        if self.skip(':') {
            second = self.fixed(2, 0, 59)?;
            if self.skip('.') {
                millisecond = self.fraction()?;
            }
        }
        if hour == 24 && minute + second + millisecond > 0 {
            return None;
        }
        self.time = vec![hour, minute, second, millisecond];
        match self.peek() {
            Token::Word([b'z', 0, 0], 1) => {
                self.at += 1;
                self.zone.set(0);
            }
            Token::Symbol('+' | '-') => {
                let sign = self.sign()?;
                let (hour, minute) = if let Some(both) = self.fixed(4, 0, 2359) {
                    (both / 100, both % 100)
                } else {
                    let hour = self.fixed(2, 0, 23)?;
                    if !self.skip(':') {
                        return None;
                    }
                    (hour, self.fixed(2, 0, 59)?)
                };
                if minute > 59 {
                    return None;
                }
                self.zone = Zone { sign: Some(sign), hour: Some(hour), minute: Some(minute) };
            }
            _ => {}
        }
        (self.peek() == Token::End).then_some(())
    }

    /// The digits of a fraction of a second, as milliseconds.
    fn fraction(&mut self) -> Option<i64> {
        let Token::Number(value, len) = self.next() else { return None };
        // The value keeps nine digits at most.
        let digits = len.min(9) as u32;
        Some(if digits <= 3 { value * 10_i64.pow(3 - digits) } else { value / 10_i64.pow(digits - 3) })
    }

    fn time_expects(&self, n: i64) -> bool {
        match self.time.len() {
            1 | 2 => (0..60).contains(&n),
            3 => (0..1000).contains(&n),
            _ => false,
        }
    }

    fn push_time(&mut self, n: i64) -> Option<()> {
        if self.time.len() >= 4 {
            return None;
        }
        self.time.push(n);
        Some(())
    }

    /// The last number of a time.
    fn end_time(&mut self, n: i64) -> Option<()> {
        self.push_time(n)?;
        while self.time.len() < 4 {
            self.time.push(0);
        }
        Some(())
    }

    /// Reads the rest by the loose rules; `None` for what they refuse.
    fn loose(&mut self) -> Option<()> {
        let mut has_number = !self.date.is_empty();
        loop {
            match self.next() {
                Token::End => return Some(()),
                Token::Space => {}
                Token::Number(n, _) => {
                    has_number = true;
                    self.loose_number(n)?;
                }
                Token::Word(letters, len) => match keyword(letters, len) {
                    Some(Keyword::Half(hours)) if !self.time.is_empty() => self.half = Some(hours),
                    Some(Keyword::Month(month)) => {
                        self.month = Some(month);
                        self.skip('-');
                    }
                    Some(Keyword::Zone(hours)) if has_number => self.zone.set(hours),
                    // Other words may stand before the first number only, and not right before it.
                    _ if has_number || matches!(self.peek(), Token::Number(..)) => return None,
                    _ => {}
                },
                Token::Symbol(sign @ ('+' | '-')) if self.zone.is_utc() || !self.time.is_empty() => {
                    self.loose_offset(if sign == '-' { -1 } else { 1 })?;
                    has_number = true;
                }
                Token::Symbol('+' | '-' | ')') if has_number => return None,
                Token::Symbol('(') => self.skip_comment(),
                Token::Symbol(_) => {}
            }
        }
    }

    fn skip_comment(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.next() {
                Token::Symbol('(') => depth += 1,
                Token::Symbol(')') => depth -= 1,
                Token::End => return,
                _ => {}
            }
        }
    }

    fn loose_number(&mut self, n: i64) -> Option<()> {
        if self.skip(':') {
            if self.skip(':') {
                if !self.time.is_empty() {
                    return None;
                }
                self.push_time(n)?;
                return self.push_time(0);
            }
            self.push_time(n)?;
            self.skip('.');
            return Some(());
        }
        if self.skip('.') && self.time_expects(n) {
            self.push_time(n)?;
            let millisecond = self.fraction()?;
            return self.end_time(millisecond);
        }
        if self.zone.hour.is_some() && self.zone.minute.is_none() && (0..60).contains(&n) {
            self.zone.minute = Some(n);
            return Some(());
        }
        if self.time_expects(n) {
            self.end_time(n)?;
            let follows = self.peek();
            let fits =
                matches!(follows, Token::End | Token::Space | Token::Symbol('+' | '-') | Token::Word([b'z', 0, 0], 1));
            return fits.then_some(());
        }
        if self.date.len() >= 3 {
            return None;
        }
        self.date.push(n);
        self.skip('-');
        Some(())
    }

    /// An offset from UTC after its sign: `hh`, `hhmm`, `hh:mm`.
    fn loose_offset(&mut self, sign: i64) -> Option<()> {
        self.zone.sign = Some(sign);
        let (n, len) = match self.peek() {
            Token::Number(n, len) => {
                self.at += 1;
                (n, len)
            }
            _ => (0, 0),
        };
        (self.zone.hour, self.zone.minute) = match len {
            _ if self.peek() == Token::Symbol(':') => (Some(n), None),
            1 | 2 => (Some(n), Some(0)),
            3 | 4 => (Some(n / 100), Some(n % 100)),
            _ => return None,
        };
        Some(())
    }

    fn year_month_day(&self) -> Option<(i64, i64, i64)> {
        let is_day = |n: i64| (1..=31).contains(&n);
        let count = self.date.len();
        let part = |i: usize| self.date.get(i).copied().unwrap_or(1);
        let (mut year, month, day) = match self.month {
            _ if count == 0 => return None,
            None if self.is_standard || !is_day(part(0)) => (part(0), part(1), part(2)),
            None => (part(2), part(0), part(1)),
            Some(month) if is_day(part(0)) => (part(1), month, part(0)),
            Some(month) => (part(0), month, part(1)),
        };
        if !self.is_standard {
            year += match year {
                0..=49 => 2000,
                50..=99 => 1900,
                _ => 0,
            };
        }
        ((1..=12).contains(&month) && is_day(day)).then_some((year, month, day))
    }

    fn time_of_day(&self) -> Option<f64> {
        let part = |i: usize| self.time.get(i).copied().unwrap_or(0);
        let (mut hour, minute, second, millisecond) = (part(0), part(1), part(2), part(3));
        if let Some(half) = self.half {
            if !(0..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + half;
        }
        let in_range = (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second)
            && (0..1000).contains(&millisecond);
        if !in_range && (hour, minute, second, millisecond) != (24, 0, 0, 0) {
            return None;
        }
        Some(make_time(hour as f64, minute as f64, second as f64, millisecond as f64))
    }

    fn finish(&self, local: &mut LocalTime) -> Option<f64> {
        let (year, month, day) = self.year_month_day()?;
        let day = make_day(year as f64, month as f64 - 1.0, day as f64);
        let date = make_date(day, self.time_of_day()?);
        let time = match self.zone.sign {
            Some(sign) => {
                let minutes = self.zone.hour.unwrap_or(0) * 60 + self.zone.minute.unwrap_or(0);
                date - (sign * minutes * 60_000) as f64
            }
            None => local.to_utc(date),
        };
        Some(time_clip(time))
    }
}
