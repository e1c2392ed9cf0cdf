//! The command lines of the campaigns: `--name value` after the `--` of `cargo test`.

use std::path::PathBuf;

/// What every campaign is told.
pub struct Options {
    /// How long it runs; without it, until it is through.
    pub minutes: Option<f64>,
    pub seed: u64,
    /// The program that is tried.
    pub glass: PathBuf,
    /// Where scripts run and failures are kept.
    pub keep: PathBuf,
    /// Processes side by side.
    pub jobs: usize,
}

impl Options {
    /// Reads the command line. `more` takes an option that is not one of these, and its value, or
    /// refuses it.
    pub fn read(campaign: &str, names: &str, mut more: impl FnMut(&str, &str) -> bool) -> Options {
        let mut options = Options {
            minutes: None,
            seed: 1,
            glass: PathBuf::from(env!("CARGO_BIN_EXE_glass")),
            keep: std::env::temp_dir().join(format!("glass-{campaign}")),
            jobs: std::thread::available_parallelism().map_or(2, std::num::NonZero::get),
        };
        let mut arguments = std::env::args().skip(1);
        while let Some(name) = arguments.next() {
            if name == "--print" && more(&name, "") {
                continue;
            }
            let value = arguments.next().unwrap_or_default();
            let known = match name.as_str() {
                _ if value.is_empty() => false,
                "--minutes" => value.parse().map(|value| options.minutes = Some(value)).is_ok(),
                "--seed" => value.parse().map(|value| options.seed = value).is_ok(),
                "--jobs" => value.parse().map(|value| options.jobs = value).is_ok(),
                "--glass" => {
                    options.glass = std::path::absolute(&value).expect("a path");
                    true
                }
                "--keep" => {
                    options.keep = std::path::absolute(&value).expect("a path");
                    true
                }
                name => more(name, &value),
            };
            if !known {
                eprintln!(
                    "{name} {value}: there are --minutes N, --seed N, --glass PATH, --keep FOLDER, --jobs N{names}"
                );
                std::process::exit(2);
            }
        }
        std::fs::create_dir_all(&options.keep).expect("the folder can be made");
        options
    }
}
