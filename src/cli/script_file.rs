//! The file of a script that the command is given, as Node finds it.

use std::path::{Path, PathBuf};

/// The file that a name means, and its text.
///
/// # Errors
/// There is no such file, or it cannot be read: in words.
pub(super) fn read(given: &Path) -> Result<(PathBuf, String), String> {
    let Some(path) = resolve(given) else {
        let full = std::path::absolute(given).unwrap_or_else(|_| given.to_path_buf());
        return Err(format!("Cannot find module '{}'", full.display()));
    };
    match std::fs::read(&path) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes);
            Ok((path, text.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())))
        }
        Err(error) => Err(format!("cannot read '{}': {error}", path.display())),
    }
}

/// The file that a name means, as Node finds it: itself, with `.js` added, or a directory's
/// `index.js`.
fn resolve(given: &Path) -> Option<PathBuf> {
    let mut candidates = vec![given.to_path_buf()];
    let mut with_extension = given.as_os_str().to_owned();
    with_extension.push(".js");
    candidates.push(with_extension.into());
    candidates.push(given.join("index.js"));
    let found = candidates.into_iter().find(|path| path.is_file())?;
    std::fs::canonicalize(&found).ok().or(Some(found))
}
