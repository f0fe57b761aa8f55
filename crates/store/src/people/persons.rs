//! The people who may sign in, on both sides of the counter.

use domain::Language;
use domain::actor::Level;
use domain::id::{CustomerId, ProfileId, UserId};
use jiff::Timestamp;

use crate::backend::{Engine, Tx, execute, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed, parsed_if, word, word_if};
use crate::error::StoreError;

/// Somebody who may sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// His id.
    pub id: UserId,
    /// The address that mails go to, as it was first given. Only this one is ever written to.
    pub email: String,
    /// The name that threads show.
    pub name: String,
    /// The PHC string of his password; empty until he has chosen one.
    pub password_hash: String,
    /// The language of his pages and mails.
    pub language: Language,
    /// The IANA name of his time zone.
    pub zone: String,
    /// His place on one side of the counter.
    pub place: PersonPlace,
    /// Whether single keys work as shortcuts.
    pub shortcuts: bool,
    /// Since when he may not sign in any more.
    pub disabled_at: Option<Timestamp>,
    /// When he was added.
    pub created_at: Timestamp,
}

/// Where a person stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonPlace {
    /// A user of a customer, with his profile.
    Customer(CustomerId, ProfileId),
    /// Somebody of the operator.
    Operator {
        /// What he is there.
        level: Level,
        /// The team whose tickets he sees first.
        team: String,
    },
}

/// An address folded for comparing: case, white space and invisible characters do not matter, accents and dashes do.
///
/// It is only ever compared: mails go to the address that is stored (`security.md` S06).
#[must_use]
pub fn email_key(email: &str) -> String {
    email
        .chars()
        .filter(|letter| {
            !letter.is_whitespace()
                && !letter.is_control()
                && !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: String,
    email: String,
    name: String,
    password_hash: String,
    language: String,
    zone: String,
    customer_id: Option<String>,
    profile_id: Option<String>,
    level: String,
    team: String,
    shortcuts: bool,
    disabled_at: Option<i64>,
    created_at: i64,
}

const P: &str = "person";

impl PersonRow {
    fn person(self) -> Result<Person, StoreError> {
        let customer = parsed_if(P, "customer_id", self.customer_id.as_deref())?;
        let profile = parsed_if(P, "profile_id", self.profile_id.as_deref())?;
        let place = match (customer, profile, word_if(P, "level", &self.level, Level::from_word)?) {
            (Some(customer), Some(profile), None) => PersonPlace::Customer(customer, profile),
            (None, None, Some(level)) => PersonPlace::Operator { level, team: self.team },
            _ => return Err(StoreError::inconsistent(P, "level", &self.level)),
        };
        Ok(Person {
            id: parsed(P, "id", &self.id)?,
            language: word(P, "language", &self.language, Language::from_code)?,
            disabled_at: moment_if(P, "disabled_at", self.disabled_at)?,
            created_at: moment(P, "created_at", self.created_at)?,
            email: self.email,
            name: self.name,
            password_hash: self.password_hash,
            zone: self.zone,
            place,
            shortcuts: self.shortcuts,
        })
    }
}

const INSERT_PERSON: &str =
    "insert into person (id, email, email_key, name, password_hash, language, zone, customer_id,
        profile_id, level, team, shortcuts, disabled_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

/// Adds somebody.
///
/// # Errors
/// [`StoreError::Conflict`] when the address, however typed, is somebody's.
pub async fn insert_person(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    let (customer, profile, level, team) = match &person.place {
        PersonPlace::Customer(customer, profile) => {
            (Some(customer.to_string()), Some(profile.to_string()), "", String::new())
        }
        PersonPlace::Operator { level, team } => (None, None, level.as_str(), team.clone()),
    };
    execute!(
        tx,
        INSERT_PERSON,
        person.id.to_string(),
        person.email.clone(),
        email_key(&person.email),
        person.name.clone(),
        person.password_hash.clone(),
        person.language.code(),
        person.zone.clone(),
        customer.clone(),
        profile.clone(),
        level,
        team.clone(),
        person.shortcuts,
        person.disabled_at.map(micros),
        micros(person.created_at)
    )?;
    Ok(())
}

macro_rules! select_person {
    ($condition:literal) => {
        concat!(
            "select id, email, name, password_hash, language, zone, customer_id, profile_id, level, team, shortcuts,
                    disabled_at, created_at
             from person where ",
            $condition
        )
    };
}

const FIND_PERSON: &str = select_person!("id = $1");

/// Somebody by his id.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_person(tx: &mut Tx, id: UserId) -> Result<Option<Person>, StoreError> {
    fetch_optional!(tx, PersonRow, FIND_PERSON, id.to_string())?.map(PersonRow::person).transpose()
}

const FIND_PERSON_BY_EMAIL: &str = select_person!("email_key = $1");

/// Somebody by his address, in whichever case and with whichever spaces it is typed ([`email_key`]).
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_person_by_email(tx: &mut Tx, email: &str) -> Result<Option<Person>, StoreError> {
    fetch_optional!(tx, PersonRow, FIND_PERSON_BY_EMAIL, email_key(email))?.map(PersonRow::person).transpose()
}

/// Keeps everybody else from changing this person until the transaction ends.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn lock_person(tx: &mut Tx, id: UserId) -> Result<(), StoreError> {
    match tx.engine() {
        // There is one writer, and this is it.
        Engine::Sqlite(_) => {}
        Engine::Postgres(connection) => {
            sqlx::query("select id from person where id = $1 for update")
                .bind(id.to_string())
                .execute(connection)
                .await?;
        }
    }
    Ok(())
}

const UPDATE_PASSWORD: &str = "update person set password_hash = $2 where id = $1";

/// Gives somebody another password, as a PHC string.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn update_password(tx: &mut Tx, id: UserId, hash: &str) -> Result<(), StoreError> {
    execute!(tx, UPDATE_PASSWORD, id.to_string(), hash.to_owned())?;
    Ok(())
}

const UPDATE_LANGUAGE: &str = "update person set language = $2 where id = $1";

/// Changes the language of somebody's pages and mails.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn update_language(tx: &mut Tx, id: UserId, language: Language) -> Result<(), StoreError> {
    execute!(tx, UPDATE_LANGUAGE, id.to_string(), language.code())?;
    Ok(())
}

const UPDATE_SHORTCUTS: &str = "update person set shortcuts = $2 where id = $1";

/// Turns somebody's single-key shortcuts on or off.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn update_shortcuts(tx: &mut Tx, id: UserId, on: bool) -> Result<(), StoreError> {
    execute!(tx, UPDATE_SHORTCUTS, id.to_string(), on)?;
    Ok(())
}

const UPDATE_OWN: &str = "update person set name = $2, zone = $3 where id = $1";

/// Changes the name that threads show of somebody, and the zone in which he is shown moments.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn update_own(tx: &mut Tx, id: UserId, name: &str, zone: &str) -> Result<(), StoreError> {
    crate::words::renamed(tx, id, name).await?;
    execute!(tx, UPDATE_OWN, id.to_string(), name.to_owned(), zone.to_owned())?;
    Ok(())
}

const UPDATE_PROFILE: &str = "update person set profile_id = $2 where id = $1 and customer_id is not null";

/// Attaches a customer's user to another profile.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn update_profile(tx: &mut Tx, id: UserId, profile: ProfileId) -> Result<(), StoreError> {
    execute!(tx, UPDATE_PROFILE, id.to_string(), profile.to_string())?;
    Ok(())
}

const DISABLE_PERSON: &str = "update person set disabled_at = $2 where id = $1 and disabled_at is null";

/// Keeps somebody from signing in; says whether he could until now.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn disable_person(tx: &mut Tx, id: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, DISABLE_PERSON, id.to_string(), micros(now))? > 0)
}
