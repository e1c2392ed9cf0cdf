//! The list of what a campaign found: one entry a fault, however many scripts find it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::process::Fault;

/// Scripts that are kept for one fault.
const KEPT: usize = 3;

pub struct Findings {
    folder: PathBuf,
    /// By signature: how many scripts found it.
    seen: Mutex<BTreeMap<String, usize>>,
}

impl Findings {
    pub fn new(folder: &Path) -> Findings {
        Findings { folder: folder.into(), seen: Mutex::default() }
    }

    /// Counts it. If there are few of its kind, the place where the script may be saved.
    pub fn add(&self, fault: &Fault) -> Option<PathBuf> {
        let mut seen = self.seen.lock().expect("no worker panics");
        let count = seen.entry(fault.signature.clone()).or_insert(0);
        *count += 1;
        let name: String =
            fault.signature.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(60).collect();
        (*count <= KEPT).then(|| self.folder.join(format!("failure-{name}-{count}.js")))
    }

    /// Saves a script, the command that fails, and what was seen.
    pub fn save(path: &Path, script: &str, command: &str, fault: &Fault) {
        std::fs::write(path, script).expect("the folder can be written to");
        let text = format!("{}\n{command}\n{}\n", fault.signature, fault.text);
        std::fs::write(path.with_extension("txt"), text).expect("the folder can be written to");
    }

    /// Faults that differ.
    pub fn len(&self) -> usize {
        self.seen.lock().expect("no worker panics").len()
    }

    /// The list.
    pub fn print(&self) {
        for (signature, count) in self.seen.lock().expect("no worker panics").iter() {
            println!("  {count:5} × {signature}");
        }
    }
}
