//! Calls the program.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// How the program ended, and what it wrote on standard output and standard error.
pub type Ended = (i32, String, String);

/// Calls the program with nothing of our own environment that it would listen to.
pub fn consigne(arguments: &[&str]) -> io::Result<Ended> {
    ended(Command::new(env!("CARGO_BIN_EXE_consigne")).args(arguments))
}

fn ended(command: &mut Command) -> io::Result<Ended> {
    let output = alone(command).output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr)))
}

fn alone(command: &mut Command) -> &mut Command {
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CONSIGNE_")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null())
}

/// A folder in which the program is called; its installation is in `data`, as by default.
pub struct Place(TempDir);

impl Place {
    /// A new, empty one.
    pub fn new() -> io::Result<Self> {
        Ok(Place(tempfile::tempdir()?))
    }

    /// A path in it.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file into it.
    pub fn write(&self, name: &str, text: &str) -> io::Result<()> {
        std::fs::write(self.path(name), text)
    }

    /// Calls the program there. The line is split at spaces; `~` stands for a space within a word.
    pub fn call(&self, line: &str) -> io::Result<Ended> {
        let arguments = line.split(' ').map(|word| word.replace('~', " "));
        ended(Command::new(env!("CARGO_BIN_EXE_consigne")).args(arguments).current_dir(self.0.path()))
    }

    /// Starts it there and lets it run, its standard output to be read.
    pub fn start(&self, line: &str) -> io::Result<Child> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_consigne"));
        command.args(line.split(' ')).current_dir(self.0.path());
        alone(&mut command).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
    }

    /// Calls it where it must do what it is asked, and answers what it printed.
    #[track_caller]
    pub fn done(&self, line: &str) -> io::Result<String> {
        let (status, out, error) = self.call(line)?;
        assert_eq!((status, error.as_str()), (0, ""), "{line}: {out}");
        Ok(out)
    }

    /// Calls it where it must refuse with a status, and answers the reason.
    #[track_caller]
    pub fn refused(&self, line: &str, status: i32) -> io::Result<String> {
        let (ended, out, error) = self.call(line)?;
        assert_eq!(ended, status, "{line}: {out}{error}");
        Ok(error)
    }

    /// The names in it, sorted.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let entries = std::fs::read_dir(self.0.path())?;
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        Ok(names)
    }
}
