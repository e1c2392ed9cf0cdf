//! Writes a file at once or not at all: what was there stays until all of the new text is on the
//! disk, and nothing else is left when it could not be written.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Names that are tried for the new file beside the old one.
const TRIES: u32 = 100;

/// Gives a file this text.
///
/// # Errors
/// The system's: the file is as it was.
pub(super) fn replace(file: &Path, text: &[u8]) -> io::Result<()> {
    // A link stays one.
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf());
    let (new, path) = new_file(&file)?;
    let written = write(new, &file, text).and_then(|()| fs::rename(&path, &file));
    if written.is_err() {
        _ = fs::remove_file(&path);
    }
    written
}

fn write(mut new: File, old: &Path, text: &[u8]) -> io::Result<()> {
    if let Ok(before) = fs::metadata(old) {
        new.set_permissions(before.permissions())?;
    }
    new.write_all(text)?;
    new.sync_all()
}

/// A file beside another that was not there before.
fn new_file(file: &Path) -> io::Result<(File, PathBuf)> {
    let name = file.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy();
    for number in 0..TRIES {
        let path = file.with_file_name(format!(".{name}.{}-{number}", std::process::id()));
        match File::options().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            result => return result.map(|new| (new, path)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_written_leaves_all_as_it_was() {
        let folder = std::env::temp_dir().join(format!("glass-replace-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("budgets.json");
        replace(&file, b"first").expect("it is written");
        replace(&file, b"second").expect("it is written");
        assert_eq!(fs::read(&file).expect("it is there"), b"second");
        // A folder has that name.
        let taken = folder.join("taken");
        fs::create_dir(&taken).expect("a folder");
        assert!(replace(&taken, b"text").is_err());
        assert!(replace(&folder.join("nowhere/file"), b"text").is_err());
        let mut left: Vec<_> = fs::read_dir(&folder).expect("it is there").flatten().map(|e| e.file_name()).collect();
        left.sort();
        assert_eq!(left, ["budgets.json", "taken"]);
        fs::remove_dir_all(&folder).expect("it is there");
    }
}
