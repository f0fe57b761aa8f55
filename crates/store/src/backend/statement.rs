//! The macros that run a statement on whichever engine is open.

/// Runs a statement that changes rows; yields how many it changed.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) =>
                sqlx::query($sql)$(.bind($arg))*.execute(connection).await.map(|done| done.rows_affected()),
            $crate::backend::Engine::Postgres(connection) =>
                sqlx::query($sql)$(.bind($arg))*.execute(connection).await.map(|done| done.rows_affected()),
        }.map_err($crate::error::StoreError::from)
    };
}

/// Runs a statement that yields rows of a type.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(connection).await,
            $crate::backend::Engine::Postgres(connection) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_all(connection).await,
        }.map_err($crate::error::StoreError::from)
    };
}

/// A statement that yields a page of rows, in the form that each engine is asked for.
///
/// sqlx hands SQLite's rows from a thread of their own to ours, each with a copy of every column: for fifty rows that
/// costs several times what finding them does. So SQLite writes the page as one JSON text, a list of lists.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    /// Yields the rows, in their order.
    pub rows: &'static str,
    /// Yields the same rows as one text.
    pub text: &'static str,
}

/// Runs a [`Page`]; yields rows of a type that can be read from both forms.
macro_rules! fetch_page {
    ($tx:expr, $row:ty, $page:expr $(, $arg:expr)* $(,)?) => {
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) =>
                sqlx::query_scalar::<_, String>($page.text)$(.bind($arg))*.fetch_one(connection).await
                    .map_err($crate::error::StoreError::from)
                    .and_then(|text| $crate::convert::rows::<$row>(&text)),
            $crate::backend::Engine::Postgres(connection) =>
                sqlx::query_as::<_, $row>($page.rows)$(.bind($arg))*.fetch_all(connection).await
                    .map_err($crate::error::StoreError::from),
        }
    };
}

/// Runs a statement that yields one row of a type, or none.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(connection).await,
            $crate::backend::Engine::Postgres(connection) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_optional(connection).await,
        }.map_err($crate::error::StoreError::from)
    };
}

/// Runs a statement that always yields one row of a type.
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $arg:expr)* $(,)?) => {
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_one(connection).await,
            $crate::backend::Engine::Postgres(connection) =>
                sqlx::query_as::<_, $row>($sql)$(.bind($arg))*.fetch_one(connection).await,
        }.map_err($crate::error::StoreError::from)
    };
}

pub(crate) use {execute, fetch_all, fetch_one, fetch_optional, fetch_page};
