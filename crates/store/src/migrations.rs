//! The steps that bring a database's tables to this program's, the same for both engines.

use sqlx::migrate::{Migrate, Migrator};

use crate::error::StoreError;

pub(crate) static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// A short print of all of PostgreSQL's steps, by which whoever keeps a database with its tables made knows that they are these.
#[must_use]
pub fn print_of_steps() -> String {
    let bytes = POSTGRES.iter().flat_map(|step| step.checksum.iter());
    let print = bytes.fold(0_u64, |print, byte| print.wrapping_mul(1_099_511_628_211).wrapping_add(u64::from(*byte)));
    format!("{print:016x}")
}

/// What opening a database did to its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Whether it had none.
    pub new: bool,
    /// How many steps were applied.
    pub applied: usize,
}

/// Applies the steps that are missing.
///
/// They are counted under the lock under which they are applied, so that of two nodes that start at once each says
/// what it did itself; PostgreSQL lets the same session take that lock twice.
pub(crate) async fn apply<C: Migrate>(migrator: &Migrator, connection: &mut C) -> Result<Migrated, StoreError> {
    let table = &migrator.table_name;
    connection.lock().await?;
    connection.ensure_migrations_table(table).await?;
    let before = connection.list_applied_migrations(table).await?.len();
    migrator.run_direct(None, connection, false).await?;
    let after = connection.list_applied_migrations(table).await?.len();
    connection.unlock().await?;
    Ok(Migrated { new: before == 0, applied: after - before })
}
