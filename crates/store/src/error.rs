//! What can go wrong with stored things. "Not there" is `None`, not an error.

/// A statement that did not work.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database is away, full, or refuses: nothing was changed.
    #[error("the database did not answer: {0}")]
    Driver(#[source] sqlx::Error),
    /// A unique thing exists already.
    #[error("conflict with an existing row: {constraint}")]
    Conflict {
        /// The constraint, table or column that the engine names.
        constraint: String,
    },
    /// A row that this program cannot read.
    #[error("inconsistent row in {table}.{column}: {value}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What stands there, cut to 80 characters.
        value: String,
    },
    /// A migration could not be applied.
    #[error("migration failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database cannot be opened as it is; the sentence says what to do.
    #[error("{0}")]
    CannotOpen(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => StoreError::Conflict {
                constraint: database.constraint().map_or_else(|| database.message().to_owned(), str::to_owned),
            },
            _ => StoreError::Driver(error),
        }
    }
}

impl StoreError {
    /// An inconsistent row, with the value cut for the log.
    #[must_use]
    pub fn inconsistent(table: &'static str, column: &'static str, value: &str) -> Self {
        StoreError::Inconsistent { table, column, value: value.chars().take(80).collect() }
    }
}
