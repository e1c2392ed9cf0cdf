//! Language tags: Unicode BCP 47 locale identifiers (UTS 35), parsed, in canonical form, with what
//! is likely added or taken away.

use super::table::TAGS;

/// A language tag taken apart, in canonical form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::builtins) struct Tag {
    pub language: String,
    pub script: String,
    pub region: String,
    pub variants: Vec<String>,
    /// Attributes of the extension `u`.
    pub attributes: Vec<String>,
    /// Keywords of the extension `u`, in their order; `true` is written as nothing.
    pub keywords: Vec<(String, String)>,
    /// Whether there is an extension `u`.
    pub(super) has_unicode: bool,
    /// Other extensions and what is private, as text, in their order.
    pub(super) others: Vec<(char, String)>,
    pub(super) private: String,
}

fn is_alpha(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn is_alnum(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric())
}

pub(super) fn is_language(text: &str) -> bool {
    matches!(text.len(), 2..=3 | 5..=8) && is_alpha(text)
}

pub(super) fn is_script(text: &str) -> bool {
    text.len() == 4 && is_alpha(text)
}

pub(super) fn is_region(text: &str) -> bool {
    (text.len() == 2 && is_alpha(text)) || (text.len() == 3 && is_digits(text))
}

fn is_variant(text: &str) -> bool {
    is_alnum(text)
        && (matches!(text.len(), 5..=8) || (text.len() == 4 && text.as_bytes().first().is_some_and(u8::is_ascii_digit)))
}

/// Whether it is a `type` of UTS 35: parts of three to eight letters and digits.
pub(super) fn is_type(text: &str) -> bool {
    !text.is_empty() && text.split('-').all(|part| matches!(part.len(), 3..=8) && is_alnum(part))
}

pub(super) fn title(text: &str) -> String {
    let mut lower = text.to_ascii_lowercase();
    if let Some(first) = lower.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    lower
}

type Parts<'a> = std::iter::Peekable<std::str::Split<'a, char>>;

impl Tag {
    /// Takes a text apart (IsStructurallyValidLanguageTag and CanonicalizeUnicodeLocaleId of
    /// ECMA-402); `None` when it is no tag.
    pub(in crate::builtins) fn parse(text: &str) -> Option<Tag> {
        let lower = text.to_ascii_lowercase();
        let mut parts: Parts<'_> = lower.split('-').peekable();
        let mut tag = Tag::default();
        tag.read_base(&mut parts)?;
        while let Some(singleton) = parts.next() {
            let mut letters = singleton.chars();
            let letter = letters.next().filter(|_| letters.next().is_none())?;
            match letter {
                'x' => {
                    let rest: Vec<&str> = parts.by_ref().collect();
                    if rest.is_empty() || !rest.iter().all(|part| matches!(part.len(), 1..=8) && is_alnum(part)) {
                        return None;
                    }
                    tag.private = rest.join("-");
                }
                'u' if !tag.has_unicode => tag.read_unicode(&mut parts)?,
                't' if tag.others.iter().all(|(other, _)| *other != 't') => {
                    let text = read_transform(&mut parts)?;
                    tag.others.push(('t', text));
                }
                _ if letter.is_ascii_alphanumeric()
                    && letter != 'u'
                    && tag.others.iter().all(|(other, _)| *other != letter) =>
                {
                    let mut values = Vec::new();
                    while let Some(part) = parts.next_if(|part| matches!(part.len(), 2..=8) && is_alnum(part)) {
                        values.push(part);
                    }
                    if values.is_empty() {
                        return None;
                    }
                    tag.others.push((letter, values.join("-")));
                }
                _ => return None,
            }
        }
        tag.others.sort();
        tag.canonicalize();
        Some(tag)
    }

    /// Whether a text that is no tag begins as one: with a language and what belongs to it.
    pub(super) fn begins_well(text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        let mut parts: Parts<'_> = lower.strip_suffix('-').unwrap_or(&lower).split('-').peekable();
        let begins = parts.next_if(|part| is_language(part)).is_some();
        parts.next_if(|part| is_script(part));
        parts.next_if(|part| is_region(part));
        while parts.next_if(|part| is_variant(part)).is_some() {}
        begins && parts.next().is_none_or(|part| part.len() == 1)
    }

    fn read_base(&mut self, parts: &mut Parts<'_>) -> Option<()> {
        self.language = parts.next().filter(|part| is_language(part))?.into();
        self.script = parts.next_if(|part| is_script(part)).map(title).unwrap_or_default();
        self.region = parts.next_if(|part| is_region(part)).map(str::to_ascii_uppercase).unwrap_or_default();
        while let Some(variant) = parts.next_if(|part| is_variant(part)) {
            if self.variants.iter().any(|known| known == variant) {
                return None;
            }
            self.variants.push(variant.into());
        }
        Some(())
    }

    fn read_unicode(&mut self, parts: &mut Parts<'_>) -> Option<()> {
        self.has_unicode = true;
        while let Some(attribute) = parts.next_if(|part| matches!(part.len(), 3..=8) && is_alnum(part)) {
            if self.attributes.iter().all(|known| known != attribute) {
                self.attributes.push(attribute.into());
            }
        }
        let is_key = |part: &str| {
            part.len() == 2 && is_alnum(part) && part.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic)
        };
        while let Some(key) = parts.next_if(|part| is_key(part)) {
            let mut value = Vec::new();
            while let Some(part) = parts.next_if(|part| matches!(part.len(), 3..=8) && is_alnum(part)) {
                value.push(part);
            }
            if self.keywords.iter().all(|(known, _)| known != key) {
                self.keywords.push((key.into(), canonical_type(key, &value.join("-"))));
            }
        }
        self.attributes.sort();
        self.keywords.sort();
        (!self.attributes.is_empty() || !self.keywords.is_empty()).then_some(())
    }

    fn canonicalize(&mut self) {
        self.variants.sort();
        let Some(facts) = TAGS.facts("und") else { return };
        if self.language == "sgn"
            && !self.region.is_empty()
            && let Some(found) = facts.get(&format!("l:sgn-{}", self.region.to_ascii_lowercase()))
        {
            self.language = found.into();
            self.region.clear();
        }
        let with_variant = self.variants.first().map(|variant| format!("l:{}-{variant}", self.language));
        if let Some(found) = with_variant.and_then(|key| facts.get(&key)) {
            self.variants.remove(0);
            self.take_over(found);
        } else if let Some(found) = facts.get(&format!("l:{}", self.language)) {
            self.take_over(found);
        }
        if self.script == "Qaai" {
            self.script = "Zinh".into();
        }
        if let Some(found) = facts.get(&format!("t:{}", self.region)) {
            let likely =
                Tag { language: self.language.clone(), script: self.script.clone(), ..Tag::default() }.maximize();
            let several: Vec<&str> = found.split(' ').collect();
            let chosen = several.iter().find(|region| **region == likely.region).or(several.first());
            self.region = chosen.map(|region| (*region).into()).unwrap_or_default();
        }
        for variant in &mut self.variants {
            match variant.as_str() {
                "heploc" => *variant = "alalc97".into(),
                "polytoni" => *variant = "polyton".into(),
                _ => {}
            }
        }
    }

    /// Takes the language, and where there is none the script and region, of an alias.
    fn take_over(&mut self, alias: &str) {
        let mut parts: Parts<'_> = alias.split('-').peekable();
        self.language = parts.next().unwrap_or_default().into();
        for part in parts {
            if is_script(part) {
                if self.script.is_empty() {
                    self.script = part.into();
                }
            } else if is_region(part) && self.region.is_empty() {
                self.region = part.into();
            }
        }
    }

    /// Without extensions.
    pub(in crate::builtins) fn base(&self) -> String {
        let mut text = self.language.clone();
        let parts = [&self.script, &self.region].into_iter().chain(&self.variants);
        for part in parts.filter(|part| !part.is_empty()) {
            text.push('-');
            text.push_str(part);
        }
        text
    }

    /// The value of a keyword.
    pub(super) fn keyword(&self, key: &str) -> Option<&str> {
        self.keywords.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// Sets a keyword.
    pub(super) fn set_keyword(&mut self, key: &str, value: &str) {
        self.keywords.retain(|(known, _)| known != key);
        self.keywords.push((key.into(), canonical_type(key, value)));
        self.keywords.sort();
        self.has_unicode = true;
    }

    /// All of it.
    pub(in crate::builtins) fn text(&self) -> String {
        let mut extensions = self.others.clone();
        if self.has_unicode {
            let mut unicode = self.attributes.join("-");
            for (key, value) in &self.keywords {
                for part in [key, value].into_iter().filter(|part| !part.is_empty()) {
                    if !unicode.is_empty() {
                        unicode.push('-');
                    }
                    unicode.push_str(part);
                }
            }
            extensions.push(('u', unicode));
            extensions.sort();
        }
        if !self.private.is_empty() {
            extensions.push(('x', self.private.clone()));
        }
        let mut text = self.base();
        for (letter, value) in extensions {
            text.push('-');
            text.push(letter);
            text.push('-');
            text.push_str(&value);
        }
        text
    }

    /// Add Likely Subtags (UTS 35).
    pub(super) fn maximize(&self) -> Tag {
        let Some(facts) = TAGS.facts("und") else { return self.clone() };
        let (l, s, r) = (&*self.language, &*self.script, &*self.region);
        let tries = [
            (!s.is_empty() && !r.is_empty()).then(|| format!("y:{l}-{s}-{r}")),
            (!r.is_empty()).then(|| format!("y:{l}-{r}")),
            (!s.is_empty()).then(|| format!("y:{l}-{s}")),
            Some(format!("y:{l}")),
            (!s.is_empty() && l == "und").then(|| format!("y:und-{s}")),
        ];
        let found = tries.into_iter().flatten().find_map(|key| facts.get(&key));
        let mut full = self.clone();
        if let Some(likely) = found {
            let mut parts = likely.split('-');
            let mut fill = |place: &mut String, empty: &str| {
                let part = parts.next().unwrap_or_default();
                if place == empty {
                    *place = part.into();
                }
            };
            fill(&mut full.language, "und");
            fill(&mut full.script, "");
            fill(&mut full.region, "");
        }
        full
    }

    /// Remove Likely Subtags (UTS 35).
    pub(super) fn minimize(&self) -> Tag {
        let full = self.maximize();
        let same = |script: &str, region: &str| {
            let short =
                Tag { language: full.language.clone(), script: script.into(), region: region.into(), ..Tag::default() };
            let long = short.maximize();
            (long.language == full.language && long.script == full.script && long.region == full.region)
                .then_some(short)
        };
        let short = same("", "").or_else(|| same("", &full.region)).or_else(|| same(&full.script, ""));
        let Some(short) = short else { return full };
        Tag { language: short.language, script: short.script, region: short.region, ..self.clone() }
    }
}

/// The extension `t`: perhaps a language, then fields, in the order of their keys.
fn read_transform(parts: &mut Parts<'_>) -> Option<String> {
    let mut text = Vec::new();
    if parts.peek().is_some_and(|part| is_language(part)) {
        let mut language = Tag::default();
        language.read_base(parts)?;
        language.variants.sort();
        language.canonicalize();
        text.push(language.base().to_ascii_lowercase());
    }
    let is_key = |part: &str| {
        let bytes = part.as_bytes();
        bytes.len() == 2 && bytes[0].is_ascii_alphabetic() && bytes[1].is_ascii_digit()
    };
    let mut fields = Vec::new();
    while let Some(key) = parts.next_if(|part| is_key(part)) {
        let mut value = Vec::new();
        while let Some(part) = parts.next_if(|part| matches!(part.len(), 3..=8) && is_alnum(part)) {
            value.push(part);
        }
        if value.is_empty() || fields.iter().any(|(known, _)| *known == key) {
            return None;
        }
        fields.push((key, value.join("-")));
    }
    fields.sort();
    text.extend(fields.iter().map(|(key, value)| format!("{key}-{value}")));
    (!text.is_empty()).then(|| text.join("-"))
}

/// The canonical name of a keyword's value.
pub(super) fn canonical_type(key: &str, value: &str) -> String {
    let value = value.to_ascii_lowercase();
    match (key, value.as_str()) {
        (_, "true") => "",
        ("kb" | "kc" | "kh" | "kk" | "kn", "yes") => "",
        ("ca", "ethiopic-amete-alem") => "ethioaa",
        ("ca", "islamicc") => "islamic-civil",
        ("ca", "gregorian") => "gregory",
        ("ks", "primary") => "level1",
        ("ks", "secondary") => "level2",
        ("ks", "tertiary") => "level3",
        ("ks", "quaternary" | "quarternary") => "level4",
        ("ks", "identical") => "identic",
        ("co", "dictionary") => "dict",
        ("co", "gb2312han") => "gb2312",
        ("co", "phonebook") => "phonebk",
        ("co", "traditional") => "trad",
        ("ms", "imperial") => "uksystem",
        ("nu", "traditional") => "traditio",
        ("tz", "cnckg") => "cnsha",
        ("tz", "eire") => "iedub",
        ("tz", "est") => "papty",
        ("tz", "gmt0") => "gmt",
        ("tz", "uct" | "zulu") => "utc",
        (_, other) => other,
    }
    .into()
}
