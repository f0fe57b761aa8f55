//! Statements that are put together from parts: a search has a dozen criteria, each of which may be asked for.
//!
//! The parts are constants; only values that are bound come from outside.

use std::fmt::Write as _;

/// A value that is bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Number(number)
    }
}

/// A statement in the making: its text so far, and the values of its `$1`, `$2` ….
#[derive(Clone, Debug, Default)]
pub(crate) struct Built {
    pub sql: String,
    pub values: Vec<Value>,
}

impl Built {
    /// Adds a constant part.
    pub fn push(&mut self, part: &'static str) -> &mut Self {
        self.sql.push_str(part);
        self
    }

    /// Adds the place of a value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        // Writing into a text does not fail.
        let _ = write!(self.sql, "${}", self.values.len());
        self
    }

    /// Adds the places of some values, with commas between.
    pub fn bind_all(&mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> &mut Self {
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                self.push(", ");
            }
            self.bind(value);
        }
        self
    }
}

/// Runs a [`Built`] statement that yields rows of a type.
macro_rules! fetch_built {
    ($tx:expr, $row:ty, $built:expr) => {{
        let built: $crate::backend::Built = $built;
        macro_rules! run {
            ($connection:expr) => {{
                let mut query = sqlx::query_as::<_, $row>(sqlx::AssertSqlSafe(built.sql));
                for value in built.values {
                    query = match value {
                        $crate::backend::Value::Text(text) => query.bind(text),
                        $crate::backend::Value::Number(number) => query.bind(number),
                    };
                }
                query.fetch_all($connection).await
            }};
        }
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) => run!(connection),
            $crate::backend::Engine::Postgres(connection) => run!(connection),
        }
        .map_err($crate::error::StoreError::from)
    }};
}

/// Runs a [`Built`] statement that yields a page of rows (see `Page`): `$head` begins the statement that writes them as
/// one text, for SQLite.
macro_rules! fetch_built_page {
    ($tx:expr, $row:ty, $head:expr, $built:expr) => {{
        let built: $crate::backend::Built = $built;
        match $tx.engine() {
            $crate::backend::Engine::Sqlite(connection) => {
                let text = format!("{}{})", $head, built.sql);
                let mut query = sqlx::query_scalar::<_, String>(sqlx::AssertSqlSafe(text));
                for value in built.values {
                    query = match value {
                        $crate::backend::Value::Text(text) => query.bind(text),
                        $crate::backend::Value::Number(number) => query.bind(number),
                    };
                }
                query
                    .fetch_one(connection)
                    .await
                    .map_err($crate::error::StoreError::from)
                    .and_then(|text| $crate::convert::rows::<$row>(&text))
            }
            $crate::backend::Engine::Postgres(connection) => {
                let mut query = sqlx::query_as::<_, $row>(sqlx::AssertSqlSafe(built.sql));
                for value in built.values {
                    query = match value {
                        $crate::backend::Value::Text(text) => query.bind(text),
                        $crate::backend::Value::Number(number) => query.bind(number),
                    };
                }
                query.fetch_all(connection).await.map_err($crate::error::StoreError::from)
            }
        }
    }};
}

pub(crate) use {fetch_built, fetch_built_page};
