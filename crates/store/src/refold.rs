//! Making folded columns anew when a program folds otherwise than the one before it.
//!
//! A column that is compared holds what [`folded`] made of a text when its row was written. The steps of the tables are
//! SQL and know nothing of that, so opening a database compares a version: where it is another one, the rows whose texts
//! hold more than ASCII, an apostrophe, or a name of several words are folded again, once; of the others every folding
//! makes the same. What is written meanwhile is folded the new way already, and what stops half way begins again.

use crate::Scope;
use crate::backend::{Engine, Store, execute};
use crate::convert::{FOLDING, folded, surname_first};
use crate::error::StoreError;
use crate::meta;

/// The name of the version among the facts about the installation.
const NAME: &str = "folding";

/// Rows that are read and written together.
const AT_ONCE: i64 = 1_000;

/// The rows of a table after an id whose texts hold more than ASCII, or an apostrophe, or a space where that counts; for
/// SQLite and for PostgreSQL.
macro_rules! rows_of {
    ($table:literal, $columns:literal, $texts:literal, $from:literal) => {
        [
            concat!(
                "select id, ",
                $columns,
                " from ",
                $table,
                " where id > $1 and (",
                $texts,
                ") glob '*[^",
                $from,
                "-&(-~]*' order by id limit $2"
            ),
            concat!(
                "select id, ",
                $columns,
                " from ",
                $table,
                " where id > $1 and (",
                $texts,
                ") ~ '[^",
                $from,
                "-&(-~]' order by id limit $2"
            ),
        ]
    };
}

/// Id, sender's reference, recipient's reference, recipient's name, postcode.
type ParcelTexts = (String, String, String, String, String);

const PARCELS: [&str; 2] = rows_of!(
    "parcel",
    "sender_reference, recipient_reference, recipient_name, postcode",
    "sender_reference || recipient_reference || recipient_name || postcode",
    "!"
);
const KEEP_PARCEL: &str = "update parcel set sender_reference_key = $2, recipient_reference_key = $3,
        recipient_name_key = $4, recipient_surname_key = $5, postcode_key = $6
    where id = $1 and (sender_reference_key <> $2 or recipient_reference_key <> $3 or recipient_name_key <> $4
                       or recipient_surname_key <> $5 or postcode_key <> $6)";

/// Id and the one text.
type Text = (String, String);

const TICKETS: [&str; 2] = rows_of!("ticket", "sender_reference", "sender_reference", " ");
const KEEP_TICKET: &str = "update ticket set sender_reference_key = $2 where id = $1 and sender_reference_key <> $2";

const CUSTOMERS: [&str; 2] = rows_of!("customer", "name", "name", " ");
/// Of two customers whose names are now alike, each stays with what it was found by.
const KEEP_CUSTOMER: &str = "update customer set name_key = $2
    where id = $1 and not exists (select 1 from customer other where other.name_key = $2)";

/// The rows of a page, as the engine has them.
macro_rules! page {
    ($tx:expr, $row:ty, $statements:expr, $after:expr) => {
        match $tx.engine() {
            Engine::Sqlite(connection) => {
                sqlx::query_as::<_, $row>($statements[0]).bind($after).bind(AT_ONCE).fetch_all(connection).await
            }
            Engine::Postgres(connection) => {
                sqlx::query_as::<_, $row>($statements[1]).bind($after).bind(AT_ONCE).fetch_all(connection).await
            }
        }
    };
}

/// Folds again what another program folded otherwise.
///
/// # Errors
/// As every statement: [`StoreError`].
pub(crate) async fn refold(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.read(Scope::System).await?;
    let here = meta::read(&mut tx, NAME).await?;
    drop(tx);
    if here.as_deref() == Some(FOLDING) {
        return Ok(());
    }
    parcels(store).await?;
    texts(store, TICKETS, KEEP_TICKET).await?;
    texts(store, CUSTOMERS, KEEP_CUSTOMER).await?;
    let mut tx = store.write(Scope::System).await?;
    meta::keep(&mut tx, NAME, FOLDING).await?;
    tx.commit().await
}

async fn parcels(store: &Store) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let mut tx = store.write(Scope::System).await?;
        let rows = page!(tx, ParcelTexts, PARCELS, after.clone())?;
        let Some((last, ..)) = rows.last() else { return Ok(()) };
        after.clone_from(last);
        for (id, sender, recipient, name, postcode) in rows {
            execute!(
                tx,
                KEEP_PARCEL,
                id.clone(),
                folded(&sender),
                folded(&recipient),
                folded(&name),
                surname_first(&name),
                folded(&postcode)
            )?;
        }
        tx.commit().await?;
    }
}

async fn texts(store: &Store, statements: [&'static str; 2], keep: &'static str) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let mut tx = store.write(Scope::System).await?;
        let rows = page!(tx, Text, statements, after.clone())?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after.clone_from(last);
        for (id, text) in rows {
            execute!(tx, keep, id.clone(), folded(&text))?;
        }
        tx.commit().await?;
    }
}
