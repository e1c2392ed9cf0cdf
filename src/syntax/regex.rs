//! Early errors of regular expression literals (ECMA-262 13.2.7.1, 22.2.1): flags and pattern.

/// Checks a literal; the message is V8's.
pub fn check(body: &str, flags: &str) -> Result<(), String> {
    let mut seen = 0u32;
    for flag in flags.chars() {
        let Some(bit) = "dgimsuvy".find(flag) else { return Err("Invalid regular expression flags".to_owned()) };
        if seen >> bit & 1 != 0 {
            return Err("Invalid regular expression flags".to_owned());
        }
        seen |= 1 << bit;
    }
    if flags.contains('u') && flags.contains('v') {
        return Err("Invalid regular expression flags".to_owned());
    }
    match regress::Regex::with_flags(body, flags) {
        Ok(_) => Ok(()),
        // How deep groups may nest is seen when the literal is evaluated.
        Err(error) if error.text.contains("deeply nested") => Ok(()),
        Err(error) => {
            let unicode = flags.contains(['u', 'v']);
            Err(format!("Invalid regular expression: /{body}/{flags}: {}", v8_words(&error.text, body, unicode)))
        }
    }
}

/// What V8 says where regress says `text`.
fn v8_words<'a>(text: &'a str, body: &str, unicode: bool) -> &'a str {
    match text {
        "Unbalanced parenthesis" if has_stray_close(body) => "Unmatched ')'",
        "Unbalanced parenthesis" => "Unterminated group",
        "Unbalanced bracket" => "Unterminated character class",
        "Invalid atom character" if unicode && !body.starts_with(['*', '+', '?']) => "Lone quantifier brackets",
        "Invalid atom character" => "Nothing to repeat",
        "Invalid quantifier" if !unicode => "Nothing to repeat",
        "Quantifier not allowed here" => "Invalid quantifier",
        "Invalid braced quantifier" => "numbers out of order in {} quantifier",
        "Invalid character range" | "Range values reversed, start char code is greater than end char code." => {
            "Range out of order in character class"
        }
        "Invalid class set range" if has_reversed_range(body) => "Range out of order in character class",
        "Invalid class set range" | "Invalid class set character" => "Invalid character in character class",
        "Unbalanced class set bracket" => "Unterminated character class",
        "Unexpected character in class set intersection" => "Invalid set operation in character class",
        "Incomplete escape" | "Unterminated escape" => "\\ at end of pattern",
        "Invalid character escape" => "Invalid escape",
        "Invalid unicode escape" => "Invalid Unicode escape",
        "Invalid property escape" | "Invalid character at property escape start" => "Invalid property name",
        "Invalid token at named capture group identifier" => "Invalid capture group name",
        "Invalid named backreference syntax" => "Invalid named reference",
        "Invalid group modifier" => "Invalid group",
        other if other.starts_with("Backreference to invalid named capture group") => {
            "Invalid named capture referenced"
        }
        other => other,
    }
}

/// Whether two characters around a hyphen are in the wrong order.
fn has_reversed_range(body: &str) -> bool {
    let chars: Vec<char> = body.chars().collect();
    chars.windows(3).any(|three| three[1] == '-' && three[2] != ']' && three[0] > three[2])
}

/// Whether a `)` closes no group.
fn has_stray_close(body: &str) -> bool {
    let (mut depth, mut in_class, mut escaped) = (0usize, false, false);
    for c in body.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return true,
            },
            _ => {}
        }
    }
    false
}
