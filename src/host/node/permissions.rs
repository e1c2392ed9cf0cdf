//! What a program may do with files (Node page "Permissions", whose names of flags these are): read
//! below its package's root, the working folder and the temporary folder, write in the temporary
//! folder, and what flags add.
//!
//! Invariants: a path is judged by where it leads once symbolic links are followed, also those that
//! lead nowhere yet; what is refused is refused before anybody looks whether it is there.

use std::cell::OnceCell;
use std::path::{Component, Path, PathBuf};

use super::errors;
use crate::heap::Tracer;
use crate::vm::{Cx, ErrorKind, HostState, Throw};

/// What flags say.
#[derive(Clone, Debug, Default)]
pub struct Permissions {
    /// Folders and files that may be read besides.
    pub read: Vec<PathBuf>,
    /// Folders and files that may be read and written besides.
    pub write: Vec<PathBuf>,
    /// And what every program of the command may do.
    pub usual: bool,
    /// Nothing but the program's own modules may be read.
    pub modules_only: bool,
    /// Variables of the environment that the program may see besides the usual ones.
    pub env: Vec<String>,
    /// It may see all of them.
    pub all_env: bool,
}

/// What is done with a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// It is read, or something is found out about it.
    Read,
    /// It is made, changed or removed.
    Write,
}

impl Access {
    fn permission(self) -> &'static str {
        match self {
            Access::Read => "FileSystemRead",
            Access::Write => "FileSystemWrite",
        }
    }

    fn flag(self) -> &'static str {
        match self {
            Access::Read => "--allow-fs-read",
            Access::Write => "--allow-fs-write",
        }
    }
}

/// Where files may be read, and where written.
#[derive(Debug)]
struct Roots {
    read: Vec<PathBuf>,
    write: Vec<PathBuf>,
    /// Where the program's modules may be.
    modules: Vec<PathBuf>,
}

/// What a program may do: found out when it first does something.
#[derive(Debug)]
pub struct Guard {
    flags: Permissions,
    script: Option<PathBuf>,
    /// Where links and relative paths lead is known.
    roots: OnceCell<Roots>,
}

impl HostState for Guard {
    fn trace(&self, _: &mut Tracer) {}
}

impl Guard {
    /// Of a program whose file is `script`.
    pub fn new(flags: Permissions, script: Option<&Path>) -> Guard {
        Guard { flags, script: script.map(Path::to_path_buf), roots: OnceCell::new() }
    }

    /// Whether it is the command that runs the program.
    pub fn is_usual(&self) -> bool {
        self.flags.usual
    }

    fn roots(&self) -> &Roots {
        self.roots.get_or_init(|| {
            let Permissions { read, write, usual, modules_only, .. } = &self.flags;
            let mut modules = read.clone();
            let mut roots = [read.clone(), write.clone()].concat();
            let mut written = write.clone();
            if *usual {
                let package = self.script.as_deref().and_then(package_root);
                let current = std::env::current_dir().ok();
                modules.extend(package.iter().cloned().chain(current.clone()));
                modules.push(std::env::temp_dir());
                if !modules_only {
                    roots.extend(package.into_iter().chain(current));
                    roots.push(std::env::temp_dir());
                    written.push(std::env::temp_dir());
                }
            }
            let real = |paths: Vec<PathBuf>| paths.iter().map(|path| real(path)).collect();
            Roots { read: real(roots), write: real(written), modules: real(modules) }
        })
    }

    /// Whether the text of a module, or a package's description, may be read.
    pub fn allows_module(&self, path: &Path) -> bool {
        is_below(&real(path), &self.roots().modules)
    }

    /// Whether a file or folder may be read or written, where its path leads.
    pub fn allows(&self, access: Access, path: &Path) -> bool {
        self.allows_real(access, &real(path))
    }

    /// Whether that is allowed with what stands under a path, be it a link.
    pub fn allows_itself(&self, access: Access, path: &Path) -> bool {
        let full = absolute(path);
        match (full.parent(), full.file_name()) {
            (Some(parent), Some(name)) => self.allows_real(access, &real(parent).join(name)),
            // It ends with `..`, or is the root.
            _ => self.allows_real(access, &real(&full)),
        }
    }

    fn allows_real(&self, access: Access, path: &Path) -> bool {
        match access {
            Access::Read => is_below(path, &self.roots().read),
            Access::Write => is_below(path, &self.roots().write),
        }
    }

    /// Whether the program may see a variable of the environment.
    pub fn allows_variable(flags: &Permissions, name: &str) -> bool {
        const USUAL: [&str; 9] =
            ["NODE_ENV", "NODE_DEBUG", "TZ", "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TERM", "COLORTERM"];
        flags.all_env || USUAL.contains(&name) || name.starts_with("LC_") || flags.env.iter().any(|known| known == name)
    }
}

fn is_below(path: &Path, roots: &[PathBuf]) -> bool {
    roots.iter().any(|root| path.starts_with(root))
}

/// The nearest folder above a file that has a `package.json`, or its own.
fn package_root(script: &Path) -> Option<PathBuf> {
    let script = real(script);
    let own = script.parent()?;
    Some(own.ancestors().find(|folder| folder.join("package.json").is_file()).unwrap_or(own).to_path_buf())
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Links that lead to links, at most.
const MAX_LINKS: usize = 40;

/// Where a path leads; of one that does not exist, where it would be made.
fn real(path: &Path) -> PathBuf {
    real_within(&absolute(path), MAX_LINKS)
}

fn real_within(full: &Path, links: usize) -> PathBuf {
    if let Ok(found) = std::fs::canonicalize(full) {
        return found;
    }
    let (Some(parent), Some(last)) = (full.parent(), full.components().next_back()) else {
        return full.to_path_buf();
    };
    let parent = real_within(parent, links);
    let Component::Normal(name) = last else {
        return parent.parent().unwrap_or(&parent).to_path_buf();
    };
    let found = parent.join(name);
    // A link that leads nowhere yet.
    match std::fs::read_link(&found) {
        Ok(target) if links > 0 => real_within(&parent.join(target), links - 1),
        _ => found,
    }
}

/// Throws Node's ERR_ACCESS_DENIED, which names the flag that would allow it.
pub fn denied(cx: &mut Cx<'_>, access: Access, path: &str) -> Throw {
    let flag = access.flag();
    let message = format!("Access to '{path}' has been restricted. Use {flag}={path} to allow it.");
    let error = errors::new(cx, ErrorKind::Error, "ERR_ACCESS_DENIED", &message);
    for (key, text) in [("permission", access.permission()), ("resource", path)] {
        let (key, text) = (cx.key(key), cx.string(text));
        if let Err(thrown) = cx.create_data_property(error, key, text) {
            return thrown;
        }
    }
    cx.throw_value(*error)
}
