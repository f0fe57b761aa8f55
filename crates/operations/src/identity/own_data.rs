//! What is kept of somebody, as a file for himself (GDPR art. 15 and 20): never another person's data.

use std::io::{Cursor, Write};

use domain::Actor;
use domain::audit::Act;
use serde_json::{Map, Value, json};
use store::own_data::{self, OwnRows, ROWS_MAX};
use store::people::{self, Person, PersonPlace};
use store::{Scope, second_factor};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result};

impl Operations {
    /// All that is kept of somebody, as a ZIP of JSON files; that he took it is recorded.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when he was removed meanwhile; [`Error::Store`] when the database is away.
    pub async fn own_data(&self, actor: &Actor) -> Result<Vec<u8>> {
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let customer = match person.place {
            PersonPlace::Customer(customer, _) => people::find_customer(&mut tx, customer).await?,
            PersonPlace::Operator { .. } => None,
        };
        let factor = second_factor::find(&mut tx, actor.user).await?.and_then(|factor| factor.confirmed_at);
        let kept = own_data::own_rows(&mut tx, actor.user, now).await?;
        drop(tx);
        let account = account(&person, customer.map(|customer| customer.name), factor, &kept);
        let archive = tokio::task::spawn_blocking(move || archive(&account, &kept)).await;
        let archive = archive.map_err(|error| Error::Outside(error.to_string()))??;

        let mut tx = self.store().write(Scope::of(actor)).await?;
        let entry = Entry::new(Act::OwnDataTaken, actor.user, person.email);
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        tx.commit().await?;
        Ok(archive)
    }
}

/// The account itself, and of what there was more than the file holds.
fn account(person: &Person, customer: Option<String>, factor: Option<jiff::Timestamp>, kept: &[OwnRows]) -> Value {
    let team = match &person.place {
        PersonPlace::Operator { team, .. } => team.as_str(),
        PersonPlace::Customer(..) => "",
    };
    let cut: Vec<&str> = kept.iter().filter(|rows| rows.rows.len() >= ROWS_MAX).map(|rows| rows.name).collect();
    json!({
        "email": person.email,
        "name": person.name,
        "language": person.language.code(),
        "zone": person.zone,
        "customer": customer,
        "team": team,
        "shortcuts": person.shortcuts,
        "second_factor_since": factor.map(|at| at.to_string()),
        "since": person.created_at.to_string(),
        "cut": cut,
    })
}

fn archive(account: &Value, kept: &[OwnRows]) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    write(&mut zip, "account", account)?;
    for kind in kept {
        let rows = kind.rows.iter().map(|row| {
            let fields = kind.columns.iter().zip(row).map(|(name, value)| ((*name).to_owned(), json!(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        });
        write(&mut zip, kind.name, &Value::Array(rows.collect()))?;
    }
    Ok(zip.finish().map_err(outside)?.into_inner())
}

fn write(zip: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, value: &Value) -> Result<()> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file(format!("{name}.json"), options).map_err(outside)?;
    let text = serde_json::to_vec_pretty(value).map_err(outside)?;
    zip.write_all(&text).map_err(outside)
}

fn outside(error: impl std::fmt::Display) -> Error {
    Error::Outside(format!("an archive: {error}"))
}
