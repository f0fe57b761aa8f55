//! Many rows with one statement: imports and the demo world bring them by the hundred thousand.

/// Rows per statement. Of the widest table that is 6,800 values, below the 32,766 of SQLite and the 65,535 of
/// PostgreSQL; more rows at once are not faster.
pub(crate) const ROWS: usize = 200;

/// Inserts a slice of values by statements of [`ROWS`] rows; yields how many rows were new.
///
/// `$head` names table and columns, `$tail` says what happens on a conflict (or is empty), and the block binds one
/// value's columns to its row. Only full statements stay prepared: the last one has a length of its own each time.
macro_rules! insert_rows {
    ($tx:expr, $head:expr, $tail:expr, $values:expr, |$row:ident, $value:ident| $bind:block) => {{
        macro_rules! insert {
            ($database:ty, $connection:expr, $chunk:expr) => {{
                let mut statement = sqlx::QueryBuilder::<$database>::new($head);
                statement.push_values($chunk, |mut $row, $value| $bind).push($tail);
                let statement = statement.build().persistent($chunk.len() == $crate::bulk::ROWS);
                statement.execute($connection).await.map(|done| done.rows_affected())
            }};
        }
        let mut inserted = 0;
        for chunk in $values.chunks($crate::bulk::ROWS) {
            inserted += match $tx.engine() {
                $crate::backend::Engine::Sqlite(connection) => insert!(sqlx::Sqlite, connection, chunk),
                $crate::backend::Engine::Postgres(connection) => insert!(sqlx::Postgres, connection, chunk),
            }?;
        }
        inserted
    }};
}

/// Fetches the rows that match any text of a list. SQLite takes the list as JSON, PostgreSQL as an array.
macro_rules! fetch_any {
    ($tx:expr, $row:ty, $sqlite:expr, $postgres:expr, $list:expr) => {
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) => {
                let list = serde_json::Value::from($list.to_vec()).to_string();
                sqlx::query_as::<_, $row>($sqlite).bind(list).fetch_all(connection).await
            }
            $crate::backend::Engine::Postgres(connection) => {
                sqlx::query_as::<_, $row>($postgres).bind($list.to_vec()).fetch_all(connection).await
            }
        }
        .map_err($crate::error::StoreError::from)
    };
}

pub(crate) use {fetch_any, insert_rows};

/// A statement on the rows that match any text of a list, for each engine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfAny {
    /// With the list as JSON.
    pub sqlite: &'static str,
    /// With the list as an array.
    pub postgres: &'static str,
}

/// A statement on the rows whose column, the last word of `$head`, matches any text of a list; `$tail` closes what
/// `$head` opened.
macro_rules! of_any {
    ($head:expr) => {
        $crate::bulk::of_any!($head, "")
    };
    ($head:expr, $tail:literal) => {
        $crate::bulk::OfAny {
            sqlite: concat!($head, " in (select value from json_each($1))", $tail),
            postgres: concat!($head, " = any($1)", $tail),
        }
    };
}

/// Runs an [`OfAny`] that changes rows; yields how many.
macro_rules! execute_any {
    ($tx:expr, $statement:expr, $list:expr) => {
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) => {
                let list = serde_json::Value::from($list.clone()).to_string();
                sqlx::query($statement.sqlite).bind(list).execute(connection).await.map(|done| done.rows_affected())
            }
            $crate::backend::Engine::Postgres(connection) => sqlx::query($statement.postgres)
                .bind($list.clone())
                .execute(connection)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err($crate::error::StoreError::from)
    };
}

pub(crate) use {execute_any, of_any};
