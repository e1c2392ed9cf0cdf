//! What a program may do with files (Node page "Permissions", whose names of flags these are): read
//! below its package's root, the working folder and the temporary folder, and what flags add.
//!
//! Invariant: a path is judged by where it leads once symbolic links are followed.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::errors;
use crate::vm::{Cx, ErrorKind, Throw};

/// What flags say.
#[derive(Clone, Debug, Default)]
pub struct Permissions {
    /// Folders and files that may be read besides.
    pub read: Vec<PathBuf>,
    /// And what every program of the command may read.
    pub usual: bool,
}

/// What a program may do: found out when it first does something.
#[derive(Debug)]
pub struct Guard {
    flags: Permissions,
    script: Option<PathBuf>,
    /// Where links and relative paths lead is known.
    read: OnceCell<Vec<PathBuf>>,
}

impl Guard {
    /// Of a program whose file is `script`.
    pub fn new(flags: Permissions, script: Option<&Path>) -> Guard {
        Guard { flags, script: script.map(Path::to_path_buf), read: OnceCell::new() }
    }

    /// Whether it is the command that runs the program.
    pub fn is_usual(&self) -> bool {
        self.flags.usual
    }

    /// Whether a file or folder may be read.
    pub fn allows_reading(&self, path: &Path) -> bool {
        let path = real(path);
        let roots = self.read.get_or_init(|| {
            let mut roots = self.flags.read.clone();
            if self.flags.usual {
                roots.extend(std::env::current_dir());
                roots.extend(self.script.as_deref().and_then(package_root));
                roots.push(std::env::temp_dir());
            }
            roots.iter().map(|path| real(path)).collect()
        });
        roots.iter().any(|root| path.starts_with(root))
    }
}

/// The nearest folder above a file that has a `package.json`, or its own.
fn package_root(script: &Path) -> Option<PathBuf> {
    let script = real(script);
    let own = script.parent()?;
    Some(own.ancestors().find(|folder| folder.join("package.json").is_file()).unwrap_or(own).to_path_buf())
}

/// Where a path leads; of one that does not exist, the part that does.
fn real(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for known in full.ancestors() {
        if let Ok(found) = std::fs::canonicalize(known) {
            let rest = full.strip_prefix(known).unwrap_or(Path::new(""));
            return if rest.as_os_str().is_empty() { found } else { plain(&found.join(rest)) };
        }
    }
    plain(&full)
}

/// Without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(parts.pop()),
            std::path::Component::CurDir => {}
            part => parts.push(part),
        }
    }
    parts
}

/// Throws Node's ERR_ACCESS_DENIED, which names the flag that would allow it.
pub fn reading_denied(cx: &mut Cx<'_>, path: &str) -> Throw {
    let message = format!("Access to '{path}' has been restricted. Use --allow-fs-read={path} to allow it.");
    let error = errors::new(cx, ErrorKind::Error, "ERR_ACCESS_DENIED", &message);
    for (key, text) in [("permission", "FileSystemRead"), ("resource", path)] {
        let (key, text) = (cx.key(key), cx.string(text));
        if let Err(thrown) = cx.create_data_property(error, key, text) {
            return thrown;
        }
    }
    cx.throw_value(*error)
}
