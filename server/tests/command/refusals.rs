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

#[test]
fn a_refused_word_is_answered_by_what_there_is() -> io::Result<()> {
    let place = Place::new()?;
    place.done("customer add Aurore")?;
    place.done("account add --customer Aurore 4711")?;
    let long = "x".repeat(201);
    for (line, sentence) in [
        (
            "user add a@aurore.example --customer Aurore --profile King",
            "there is no profile \"King\": there are Administrateur (or administrator, admin), Collaborateur (or \
             collaborator), and those that the customer has made",
        ),
        (
            "user add a@aurore.example --customer Nobody --profile admin",
            "there is no customer \"Nobody\": `consigne customer add` adds one",
        ),
        (
            "user add claire --customer Aurore --profile admin",
            "\"claire\" is no e-mail address, as in name@example.com",
        ),
        ("user add claire --agent --team Nord", "\"claire\" is no e-mail address, as in name@example.com"),
        ("user add a@nord.example --agent --team ~", "the team is empty: give one"),
        ("user reset-password a@aurore.example", "there is no user \"a@aurore.example\""),
        ("account add --customer Nobody 4712", "there is no customer \"Nobody\": `consigne customer add` adds one"),
        ("account add --customer Aurore ~", "the number is empty: give one"),
        ("customer add ~", "the name is empty: give one"),
        (&*format!("customer add {long}"), "the name is longer than 200 characters: shorten it"),
    ] {
        assert_eq!(place.refused(line, 1)?, format!("consigne: {sentence}\n"), "{line}");
    }
    place.done("customer add Boreal")?;
    let elsewhere = place.refused("account add --customer Boreal 4711", 1)?;
    assert_eq!(elsewhere, "consigne: account 4711 exists already and belongs elsewhere; nothing was changed\n");
    Ok(())
}

#[test]
fn an_agent_has_no_profile_and_a_customer_no_team() -> io::Result<()> {
    let place = Place::new()?;
    for line in [
        "user add a@nord.example --agent --team Nord --profile admin",
        "user add a@nord.example --customer Aurore --profile admin --team Nord",
        "user add a@nord.example --customer Aurore --profile admin --level lead",
    ] {
        let error = place.refused(line, 2)?;
        assert!(error.contains("cannot be used with"), "{line}: {error}");
    }
    assert_eq!(place.names()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn help_names_the_columns_of_tables() -> io::Result<()> {
    let place = Place::new()?;
    let help = place.done("parcel import --help")?;
    for column in operations::parcels::COLUMNS {
        assert!(help.contains(column.name), "{}: {help}", column.name);
    }
    let help = place.done("feed import --help")?;
    for column in operations::feed::mapping::Column::ALL {
        assert!(help.contains(column.as_str()), "{}: {help}", column.as_str());
    }
    let shown = help.split("The file of --mapping says how another table is written:\n").nth(1).unwrap_or_default();
    assert!(operations::feed::Mapping::parse(shown).is_ok(), "{shown}");
    Ok(())
}
