//! What the program writes is for its own user alone: the database and the files hold names, addresses and letters of
//! people, and others may have an account on the same machine.

use std::path::Path;

/// Makes every file and folder of this process private from now on: database, files, copies. Called once, before any
/// other thread runs.
pub fn from_now_on() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Takes away what everybody may do with a file or folder that was there before; its group's rights stay, because
/// somebody gave them on purpose.
pub fn close_to_others(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        let Ok(found) = std::fs::metadata(path) else { return };
        let mode = found.permissions().mode();
        if mode & 0o007 == 0 {
            return;
        }
        let closed = std::fs::Permissions::from_mode(mode & 0o7770);
        if let Err(error) = std::fs::set_permissions(path, closed) {
            tracing::warn!(path = %path.display(), %error, "every user of this machine may look here");
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}
