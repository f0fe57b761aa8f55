//! What the program writes is for its own user alone.
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::Place;

fn everything_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { found.extend(everything_below(&path)?) } else { found.push(path) }
    }
    Ok(found)
}

fn mode(path: &Path) -> io::Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o777)
}

#[test]
fn nobody_else_reads_databases_files_and_copies() -> io::Result<()> {
    let place = Place::new()?;
    place.done("seed-demo --parcels 20 --tickets 5")?;
    place.done("backup copy.tar")?;
    place.done("--data other restore copy.tar")?;
    place.done("--database sqlite:own/own.sqlite --data third doctor")?;
    assert_eq!(mode(&place.path("copy.tar"))?, 0o600);
    for folder in ["data", "other", "own", "third"] {
        for path in everything_below(&place.path(folder))? {
            assert_eq!(mode(&path)? & 0o077, 0, "{}", path.display());
        }
    }
    Ok(())
}

#[test]
fn what_was_open_to_everybody_is_closed() -> io::Result<()> {
    let place = Place::new()?;
    place.done("migrate")?;
    let (database, files) = (place.path("data/consigne.sqlite"), place.path("data/files"));
    fs::set_permissions(&database, Permissions::from_mode(0o644))?;
    fs::set_permissions(&files, Permissions::from_mode(0o755))?;
    place.done("doctor")?;
    // What the group may do was given on purpose.
    assert_eq!((mode(&database)?, mode(&files)?), (0o640, 0o750));
    Ok(())
}
