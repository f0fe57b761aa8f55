//! What the program refuses, and the sentence that says what to do about it.

use std::io;

use crate::Place;

#[test]
fn an_unknown_kind_of_database_is_no_file() -> io::Result<()> {
    let place = Place::new()?;
    for address in ["mysql://x", "postgress://user:secret@host/name", "consigne.secret", "sqlite:"] {
        let error = place.refused(&format!("--database {address} doctor"), 2)?;
        assert!(error.contains("--database: ") && error.contains("sqlite:"), "{address}: {error}");
        assert!(!error.contains("secret"), "{address}: {error}");
    }
    assert_eq!(place.names()?, Vec::<String>::new());
    let out = place.done("--database sqlite:elsewhere/own.sqlite doctor")?;
    assert!(out.contains("elsewhere/own.sqlite"), "{out}");
    Ok(())
}

#[test]
fn an_address_that_postgresql_cannot_have_keeps_its_password() -> io::Result<()> {
    let place = Place::new()?;
    let error = place.refused("--database postgres://user:secret@host:99999/name doctor", 1)?;
    assert!(error.starts_with("consigne: ") && !error.contains("secret"), "{error}");
    Ok(())
}

#[test]
fn a_copy_is_put_back_into_the_folder_of_data_alone() -> io::Result<()> {
    let place = Place::new()?;
    place.done("migrate")?;
    place.done("backup copy.tar")?;
    let error = place.refused("--data other --database postgres://user:secret@host/name restore copy.tar", 1)?;
    assert!(error.contains("pg_restore") && !error.contains("secret"), "{error}");
    let error = place.refused("--data other --database sqlite:own.sqlite restore copy.tar", 1)?;
    assert!(error.contains("other/consigne.sqlite"), "{error}");
    assert!(!place.path("other").exists() && !place.path("own.sqlite").exists());
    place.done("--data other --database sqlite:other/consigne.sqlite restore copy.tar")?;
    Ok(())
}
