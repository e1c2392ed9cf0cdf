//! What stands between `/*---` and `---*/` at the head of a test (test262, INTERPRETING.md,
//! "Metadata"). Only the fields that decide how a test is run are read.

/// When the error that a test expects comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Phase {
    Parse,
    Resolution,
    Runtime,
}

/// The error that a test expects.
#[derive(Clone, Debug)]
pub struct Negative {
    pub phase: Phase,
    /// The name of its constructor.
    pub kind: String,
}

/// How a test is run.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    pub negative: Option<Negative>,
    pub includes: Vec<String>,
    pub features: Vec<String>,
    pub flags: Vec<String>,
}

impl Metadata {
    /// Reads it out of the text of a test; a test without it is run in both modes.
    pub fn of(text: &str) -> Metadata {
        let mut metadata = Metadata::default();
        let Some(block) = text.split_once("/*---").and_then(|(_, rest)| rest.split_once("---*/")) else {
            return metadata;
        };
        let (mut phase, mut kind) = (None, None);
        let mut field = String::new();
        for line in block.0.split(['\n', '\r']) {
            let inner = line.trim();
            if let Some(entry) = inner.strip_prefix("- ") {
                metadata.add(&field, entry);
                continue;
            }
            let Some((name, value)) = inner.split_once(':') else { continue };
            let is_nested = line.starts_with([' ', '\t']);
            match (is_nested, name) {
                (true, "phase") if field == "negative" => phase = Some(value.trim().to_string()),
                (true, "type") if field == "negative" => kind = Some(value.trim().to_string()),
                (true, _) => {}
                (false, _) => {
                    field = name.to_string();
                    let list = value.trim().trim_start_matches('[').trim_end_matches(']');
                    for entry in list.split(',') {
                        metadata.add(&field, entry);
                    }
                }
            }
        }
        metadata.negative = phase.zip(kind).map(|(phase, kind)| Negative {
            phase: match phase.as_str() {
                "parse" => Phase::Parse,
                "resolution" => Phase::Resolution,
                _ => Phase::Runtime,
            },
            kind,
        });
        metadata
    }

    fn add(&mut self, field: &str, entry: &str) {
        let entry = entry.trim().to_string();
        if entry.is_empty() {
            return;
        }
        match field {
            "includes" => self.includes.push(entry),
            "features" => self.features.push(entry),
            "flags" => self.flags.push(entry),
            _ => {}
        }
    }

    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|known| known == flag)
    }

    /// Whether it is a test of that feature, or with it.
    pub fn needs(&self, feature: &str) -> bool {
        self.features.iter().any(|known| known == feature)
    }

    /// The modes in which the test is run.
    pub fn modes(&self) -> &'static [Mode] {
        if self.has("module") {
            &[Mode::Module]
        } else if self.has("raw") || self.has("noStrict") {
            &[Mode::Sloppy]
        } else if self.has("onlyStrict") {
            &[Mode::Strict]
        } else {
            &[Mode::Sloppy, Mode::Strict]
        }
    }
}

/// How the text of a test is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    Sloppy,
    /// With a directive in front.
    Strict,
    Module,
}

impl Mode {
    pub fn name(self) -> &'static str {
        match self {
            Mode::Sloppy => "sloppy",
            Mode::Strict => "strict",
            Mode::Module => "module",
        }
    }

    pub fn of(name: &str) -> Option<Mode> {
        [Mode::Sloppy, Mode::Strict, Mode::Module].into_iter().find(|mode| mode.name() == name)
    }
}
