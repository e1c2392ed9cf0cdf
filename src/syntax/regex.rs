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
        Err(error) => Err(format!("Invalid regular expression: /{body}/{flags}: {}", error.text)),
    }
}
