//! The address of a database, as `--database` and `CONSIGNE_DATABASE` give it.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Command, Error};
use operations::Place;

const EXPECTED: &str = "expected postgres://USER:PASSWORD@HOST/NAME or sqlite:FILE";

/// Reads an address for clap. Clap's own messages repeat the value, and this one may hold a password; ours does not.
#[derive(Clone, Copy, Debug)]
pub struct AddressParser;

impl TypedValueParser for AddressParser {
    type Value = Place;

    fn parse_ref(&self, command: &Command, _: Option<&Arg>, value: &OsStr) -> Result<Place, Error> {
        value
            .to_str()
            .ok_or_else(|| EXPECTED.to_owned())
            .and_then(place)
            .map_err(|why| Error::raw(ErrorKind::ValueValidation, format!("--database: {why}\n")).with_cmd(command))
    }
}

/// Where the data is: PostgreSQL by its address, or a SQLite file by its path.
///
/// # Errors
/// One sentence that says what was expected and never repeats a password.
pub fn place(address: &str) -> Result<Place, String> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok(Place::Postgres(address.to_owned()));
    }
    let Some(file) = address.strip_prefix("sqlite:") else {
        return Err(match address.split_once("://") {
            // A name at most: what stands before the first colon is the scheme, and a secret comes after it.
            Some((scheme, _)) if scheme.chars().all(|letter| letter.is_ascii_alphanumeric()) => {
                format!("there is no kind of database called {scheme}: {EXPECTED}")
            }
            _ => EXPECTED.to_owned(),
        });
    };
    let file = file.strip_prefix("//").unwrap_or(file);
    if file.is_empty() || file == ":memory:" {
        return Err("sqlite: needs a file, as in sqlite:data/consigne.sqlite".to_owned());
    }
    if file.contains('?') {
        return Err("sqlite:FILE takes no options after a question mark".to_owned());
    }
    Ok(Place::Sqlite(PathBuf::from(file)))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use operations::Place;

    use super::place;

    #[test]
    fn two_kinds_of_database_are_known() {
        for address in ["postgres://user:secret@host/name", "postgresql://host/name"] {
            assert!(matches!(place(address), Ok(Place::Postgres(kept)) if kept == address), "{address}");
        }
        for (address, file) in [("sqlite:a.sqlite", "a.sqlite"), ("sqlite:///srv/a b.sqlite", "/srv/a b.sqlite")] {
            assert!(matches!(place(address), Ok(Place::Sqlite(kept)) if kept == Path::new(file)), "{address}");
        }
    }

    #[test]
    fn nothing_else_becomes_a_file_and_no_password_is_repeated() {
        for address in [
            "mysql://user:secret@host/name",
            "postgress://user:secret@host/name",
            "user:secret://host",
            "postgres:user:secret@host",
            "host=here password=secret",
            "secret.sqlite",
            "sqlite:",
            "sqlite://",
            "sqlite::memory:",
            "sqlite:a.sqlite?key=secret",
            "",
        ] {
            let refused = place(address);
            assert!(refused.as_ref().is_err_and(|why| !why.contains("secret")), "{address}: {refused:?}");
        }
        assert!(place("postgress://user:secret@host/name").is_err_and(|why| why.contains("postgress:")));
    }
}
