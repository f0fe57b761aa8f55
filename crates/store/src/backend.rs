//! The two engines behind one `Store`; a statement runs on whichever is open (`statement.rs`).

mod built;
mod statement;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::id::CustomerId;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction};

pub(crate) use self::built::{Built, Value, fetch_built, fetch_built_page};
pub(crate) use self::statement::{Page, execute, fetch_all, fetch_one, fetch_optional, fetch_page};
use crate::error::StoreError;
use crate::migrations::{self, Migrated};
use crate::refold::refold;
use crate::words;

/// The oldest SQLite whose write-ahead log keeps every commit with several connections (3.51.3 mended the WAL-reset
/// race of 3.7.0 to 3.51.2).
const SQLITE_AT_LEAST: (u32, u32, u32) = (3, 51, 3);

/// How long a caller waits for a connection before it is told that the database is away.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long the start waits for a database that is only just starting itself.
const PATIENCE_AT_START: Duration = Duration::from_secs(10);

/// On whose behalf a transaction runs. Statements read it; PostgreSQL also learns it as a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The program itself: the clock, jobs, imports, signing in.
    System,
    /// Somebody of the operator.
    Operator,
    /// Somebody of this customer.
    Customer(CustomerId),
}

impl Scope {
    /// The customer that rows must belong to, as bound in statements: empty for everything.
    #[must_use]
    pub fn customer(self) -> String {
        match self {
            Scope::Customer(customer) => customer.to_string(),
            Scope::System | Scope::Operator => String::new(),
        }
    }

    /// The scope of somebody who is signed in.
    #[must_use]
    pub fn of(actor: &domain::Actor) -> Self {
        actor.customer().map_or(Scope::Operator, Scope::Customer)
    }
}

/// Where the data lives.
#[derive(Clone, Debug)]
pub enum Place {
    /// A SQLite file; created when missing.
    Sqlite(PathBuf),
    /// A PostgreSQL database by its address.
    Postgres(String),
}

#[derive(Clone)]
enum Engines {
    /// One writer, because SQLite has one; readers beside it thanks to the write-ahead log.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
        path: PathBuf,
    },
    Postgres(PgPool),
}

/// An open database.
#[derive(Clone)]
pub struct Store {
    engines: Engines,
    migrated: Migrated,
    statements: Arc<AtomicU64>,
    /// Held for as long as the store is open, so that no second process opens the same file.
    _lock: Option<Arc<std::fs::File>>,
}

impl Store {
    /// Opens a database and brings its tables up to date, under a lock.
    ///
    /// # Errors
    /// [`StoreError::CannotOpen`] when another process has the file open or the SQLite library is too old;
    /// otherwise what the engine says.
    pub async fn open(place: &Place) -> Result<Self, StoreError> {
        Store::open_with_patience(place, PATIENCE).await
    }

    /// As [`Store::open`], for callers who wait for a connection for another time than two seconds: tests that let
    /// fifty people act at once on a slow machine.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_with_patience(place: &Place, patience: Duration) -> Result<Self, StoreError> {
        let lock = match place {
            Place::Sqlite(path) => Some(Arc::new(lock_sqlite(path)?)),
            Place::Postgres(_) => None,
        };
        let (engines, migrated) = match place {
            Place::Sqlite(path) => open_sqlite(path, patience).await?,
            Place::Postgres(address) => open_postgres(address, patience).await?,
        };
        let store = Store { engines, migrated, statements: Arc::new(AtomicU64::new(0)), _lock: lock };
        refold(&store).await?;
        words::catch_up(&store).await?;
        crate::dashboard::fill(&store).await?;
        Ok(store)
    }

    /// What opening it did to its tables.
    #[must_use]
    pub const fn migrated(&self) -> Migrated {
        self.migrated
    }

    /// A transaction that may write. It is kept by [`Tx::commit`] and forgotten otherwise.
    ///
    /// Beginning happens in a task of its own: sqlx-postgres 0.9.0 leaves a connection inside a transaction when the
    /// caller goes away at that moment (sqlx#4385), and callers here are HTTP requests.
    ///
    /// # Errors
    /// [`StoreError::Driver`] when no connection can be had.
    pub async fn write(&self, scope: Scope) -> Result<Tx, StoreError> {
        let engines = self.engines.clone();
        let held = detached(async move {
            Ok(match engines {
                Engines::Sqlite { write, .. } => Held::SqliteWrite(write.begin_with("begin immediate").await?),
                Engines::Postgres(pool) => {
                    let mut tx = pool.begin().await?;
                    tell_scope(&mut tx, scope).await?;
                    Held::PostgresWrite(tx)
                }
            })
        })
        .await?;
        Ok(Tx { held, scope, statements: Arc::clone(&self.statements) })
    }

    /// A connection for reading. Each statement sees what is committed when it runs.
    ///
    /// # Errors
    /// [`StoreError::Driver`] when no connection can be had.
    pub async fn read(&self, scope: Scope) -> Result<Tx, StoreError> {
        let held = match &self.engines {
            Engines::Sqlite { read, .. } => Held::SqliteRead(read.acquire().await?),
            Engines::Postgres(pool) => Held::PostgresRead(pool.acquire().await?),
        };
        Ok(Tx { held, scope, statements: Arc::clone(&self.statements) })
    }

    /// Statements run since the store was opened: what `./bench` divides by pages.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Whether the engine is the embedded one.
    #[must_use]
    pub const fn is_embedded(&self) -> bool {
        matches!(self.engines, Engines::Sqlite { .. })
    }

    /// Copies an embedded database, consistent as of now: [`copy_sqlite`].
    ///
    /// # Errors
    /// [`StoreError::CannotOpen`] on PostgreSQL (which has its own tools), otherwise what the engine says.
    pub async fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let Engines::Sqlite { path, .. } = &self.engines else {
            return Err(StoreError::CannotOpen("back a PostgreSQL database up with pg_dump".to_owned()));
        };
        copy_sqlite(path, file).await
    }

    /// What the engine finds wrong with its own files: empty when all is well.
    ///
    /// # Errors
    /// [`StoreError::Driver`] when it cannot be asked.
    pub async fn check(&self) -> Result<Vec<String>, StoreError> {
        match &self.engines {
            Engines::Sqlite { read, .. } => {
                let mut found: Vec<String> = sqlx::query_scalar("pragma integrity_check(20)").fetch_all(read).await?;
                found.retain(|line| line != "ok");
                let orphans: Vec<(String, Option<i64>, String, i64)> =
                    sqlx::query_as("pragma foreign_key_check").fetch_all(read).await?;
                found.extend(orphans.into_iter().map(|(table, row, parent, _)| {
                    format!("{table} row {} points to a missing {parent}", row.unwrap_or_default())
                }));
                Ok(found)
            }
            Engines::Postgres(pool) => {
                sqlx::query("select 1").execute(pool).await?;
                Ok(Vec::new())
            }
        }
    }

    /// The engine's name and version, for people.
    ///
    /// # Errors
    /// [`StoreError::Driver`] when it cannot be asked.
    pub async fn engine_version(&self) -> Result<String, StoreError> {
        Ok(match &self.engines {
            Engines::Sqlite { read, path, .. } => {
                let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(read).await?;
                format!("SQLite {version}, {}", path.display())
            }
            Engines::Postgres(pool) => {
                let version: String = sqlx::query_scalar("show server_version").fetch_one(pool).await?;
                format!("PostgreSQL {version}")
            }
        })
    }

    /// Ends all connections; pending work is finished first.
    pub async fn close(&self) {
        match &self.engines {
            Engines::Sqlite { write, read, .. } => {
                read.close().await;
                write.close().await;
            }
            Engines::Postgres(pool) => pool.close().await,
        }
    }
}

/// Copies an embedded database, consistent as of now, to a file that is empty or does not exist.
///
/// It may be open in another process, which goes on reading and writing: the copy reads one moment out of the
/// write-ahead log, over a connection that cannot write and does not ask for our lock. Tables are left as they are.
///
/// # Errors
/// [`StoreError::CannotOpen`] where there is no database, otherwise what the engine says.
pub async fn copy_sqlite(database: &Path, file: &Path) -> Result<(), StoreError> {
    if !database.is_file() {
        return Err(StoreError::CannotOpen(format!("there is no database {}", database.display())));
    }
    let options = SqliteConnectOptions::new().filename(database).read_only(true).busy_timeout(PATIENCE_AT_START);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&mut connection).await?;
    refuse_old_sqlite(&version)?;
    sqlx::query("vacuum into $1").bind(file.to_string_lossy().into_owned()).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}

/// Runs a future to its end even when the caller goes away.
async fn detached<T: Send + 'static>(
    work: impl Future<Output = Result<T, StoreError>> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::spawn(work).await {
        Ok(done) => done,
        Err(stopped) => Err(StoreError::CannotOpen(format!("a transaction could not begin: {stopped}"))),
    }
}

async fn tell_scope(connection: &mut PgConnection, scope: Scope) -> Result<(), StoreError> {
    let word = match scope {
        Scope::System => "system".to_owned(),
        Scope::Operator => "operator".to_owned(),
        Scope::Customer(customer) => customer.to_string(),
    };
    sqlx::query("select set_config('consigne.scope', $1, true)").bind(word).execute(connection).await?;
    Ok(())
}

/// Makes the folder of an embedded database where it is missing, and keeps other processes out.
fn lock_sqlite(path: &Path) -> Result<std::fs::File, StoreError> {
    let cannot =
        |what: &str, error: std::io::Error| StoreError::CannotOpen(format!("{what} {}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| cannot("cannot make the folder of", error))?;
    }
    let lock_path = path.with_extension("lock");
    let lock = std::fs::File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(|error| cannot("cannot open the lock of", error))?;
    lock.try_lock().map_err(|_| {
        StoreError::CannotOpen(format!(
            "{} is open in another process, such as the running portal; an embedded database is open in one. Stop that \
             one first and start it again afterwards, or use PostgreSQL, which takes several.",
            path.display()
        ))
    })?;
    Ok(lock)
}

async fn open_sqlite(path: &Path, patience: Duration) -> Result<(Engines, Migrated), StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(256)
        .pragma("cache_size", "-8000")
        .pragma("mmap_size", "268435456")
        .optimize_on_close(true, None);
    let write = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(patience)
        .idle_timeout(None)
        .max_lifetime(None)
        .after_release(|connection, _| Box::pin(is_fit_to_write(connection)))
        .connect_with(options.clone())
        .await?;
    let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(&write).await?;
    refuse_old_sqlite(&version)?;
    let migrated = migrations::apply(&migrations::SQLITE, &mut *write.acquire().await?).await?;
    let readers = std::thread::available_parallelism().map_or(4, |cores| cores.get() as u32 * 2);
    let read = SqlitePoolOptions::new()
        .max_connections(readers.clamp(2, 16))
        .acquire_timeout(patience)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok((Engines::Sqlite { write, read, path: path.to_owned() }, migrated))
}

/// Whether a connection that comes back from a transaction can begin another; the pool closes it otherwise, and opens a
/// new one.
///
/// Where the disk is full SQLite takes a transaction back by itself. sqlx 0.9.0 then sends a `rollback` that has nothing
/// to take back, believes that the transaction goes on, and refuses to begin another for as long as the connection lives.
async fn is_fit_to_write(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    connection.ping().await?; // answered after the rollback that dropping a transaction asks for
    let fit = !connection.is_in_transaction();
    if !fit {
        tracing::warn!("a transaction was not ended in order; its connection to the database is replaced");
    }
    Ok(fit)
}

fn refuse_old_sqlite(version: &str) -> Result<(), StoreError> {
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found >= SQLITE_AT_LEAST {
        return Ok(());
    }
    Err(StoreError::CannotOpen(format!(
        "SQLite {version} may lose commits in its write-ahead log; 3.51.3 or newer is needed"
    )))
}

async fn open_postgres(address: &str, patience: Duration) -> Result<(Engines, Migrated), StoreError> {
    let options: PgConnectOptions =
        address.parse().map_err(|error| StoreError::CannotOpen(format!("not a PostgreSQL address: {error}")))?;
    let options = options.options([("default_transaction_isolation", "read committed")]);
    let first = PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE_AT_START)
        .connect_with(options.clone())
        .await?;
    // sqlx holds an advisory lock while it migrates, so that two nodes may start at once.
    let migrated = migrations::apply(&migrations::POSTGRES, &mut *first.acquire().await?).await?;
    first.close().await;
    let pool = PgPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(patience)
        .test_before_acquire(false)
        .connect_with(options)
        .await?;
    Ok((Engines::Postgres(pool), migrated))
}

enum Held {
    SqliteWrite(Transaction<'static, Sqlite>),
    SqliteRead(PoolConnection<Sqlite>),
    PostgresWrite(Transaction<'static, Postgres>),
    PostgresRead(PoolConnection<Postgres>),
}

/// A connection in use, for reading or inside a transaction.
pub struct Tx {
    held: Held,
    scope: Scope,
    statements: Arc<AtomicU64>,
}

/// The connection of whichever engine is open; what the macros match on.
pub(crate) enum Engine<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Tx {
    /// On whose behalf it runs.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        self.scope
    }

    /// Keeps what was written. Once this returns, it is on disk.
    ///
    /// # Errors
    /// [`StoreError::Driver`] when the engine could not keep it; then nothing was changed.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.held {
            Held::SqliteWrite(tx) => tx.commit().await?,
            Held::PostgresWrite(tx) => tx.commit().await?,
            Held::SqliteRead(_) | Held::PostgresRead(_) => {}
        }
        Ok(())
    }

    /// Whether it runs on SQLite, for statements that are put together.
    pub(crate) const fn is_sqlite(&self) -> bool {
        matches!(self.held, Held::SqliteWrite(_) | Held::SqliteRead(_))
    }

    pub(crate) fn engine(&mut self) -> Engine<'_> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        match &mut self.held {
            Held::SqliteWrite(tx) => Engine::Sqlite(tx),
            Held::SqliteRead(connection) => Engine::Sqlite(connection),
            Held::PostgresWrite(tx) => Engine::Postgres(tx),
            Held::PostgresRead(connection) => Engine::Postgres(connection),
        }
    }
}

#[cfg(test)]
mod tests;
