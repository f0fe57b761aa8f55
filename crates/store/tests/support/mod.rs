//! Empty databases to test on: SQLite in a temporary file always, PostgreSQL as well when `CONSIGNE_TEST_POSTGRES`
//! holds the address of a server. Each test has databases of its own and may run beside any other.
//!
//! Also used by the tests of `operations` and `server`, which hold no SQL themselves.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use store::{Place, Store};

/// Runs a test on each engine, on an empty database that is up to date.
///
/// A failure is preceded by the engine's name in the test's output.
pub async fn for_each_engine(test: impl AsyncFn(Store)) {
    for_each_place(async |place| run(&place, &test).await).await;
}

/// Runs a test on each engine, where a database is to be made.
pub async fn for_each_place(test: impl AsyncFn(Place)) {
    eprintln!("on SQLite");
    let folder = tempfile::tempdir().expect("a temporary folder");
    test(Place::Sqlite(folder.path().join("consigne.db"))).await;

    let Some(server) = std::env::var("CONSIGNE_TEST_POSTGRES").ok().filter(|address| !address.is_empty()) else {
        return;
    };
    eprintln!("on PostgreSQL");
    let schema = Schema::create(&server).await;
    test(Place::Postgres(schema.address())).await;
    schema.drop().await;
}

async fn run(place: &Place, test: &impl AsyncFn(Store)) {
    // Some tests let fifty people act at once, beside other tests.
    let store = Store::open_with_patience(place, Duration::from_secs(10)).await.expect("an empty database");
    test(store.clone()).await;
    store.close().await;
}

/// A schema of one test: cheaper than a database, and as empty.
struct Schema {
    server: String,
    name: String,
}

impl Schema {
    async fn create(server: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let schema = Schema { server: server.to_owned(), name: format!("test_{}_{number}", std::process::id()) };
        // A test that failed leaves its schema behind, and process numbers come round again.
        schema.tell(format!("drop schema if exists {0} cascade; create schema {0}", schema.name)).await;
        schema
    }

    /// The server's address with everything unqualified looked up in this schema alone.
    fn address(&self) -> String {
        let joint = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{joint}options[search_path]={}", self.server, self.name)
    }

    async fn drop(self) {
        self.tell(format!("drop schema {} cascade", self.name)).await;
    }

    async fn tell(&self, statements: String) {
        let mut connection = PgConnection::connect(&self.server).await.expect("the PostgreSQL server answers");
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.expect("the statements run");
        connection.close().await.expect("the connection ends");
    }
}

/// All that a SQLite database holds, table by table, each row as one line of text in the order of the lines; without
/// the columns that `apart` names, and without the record of migrations.
pub async fn dump_sqlite(store: &Store, apart: &[&str]) -> Vec<(String, Vec<String>)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = folder.path().join("copy.db");
    store.copy_to(&copy).await.expect("a copy");
    let address = format!("sqlite:{}", copy.display());
    let mut connection = SqliteConnection::connect(&address).await.expect("the copy opens");
    let tables =
        "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\' order by name";
    let mut dump = Vec::new();
    for (table,) in sqlx::query_as::<_, (String,)>(tables).fetch_all(&mut connection).await.expect("tables") {
        let named = sqlx::query_as::<_, (String,)>("select name from pragma_table_info($1)");
        let columns = named.bind(table.clone()).fetch_all(&mut connection).await.expect("columns");
        let quoted: Vec<String> = columns
            .iter()
            .filter(|(column,)| !apart.contains(&column.as_str()))
            .map(|(column,)| format!("quote(\"{column}\")"))
            .collect();
        let rows = format!("select {} as line from \"{table}\" order by 1", quoted.join(" || ' ' || "));
        let lines = sqlx::query_as::<_, (String,)>(AssertSqlSafe(rows)).fetch_all(&mut connection).await.expect("rows");
        dump.push((table, lines.into_iter().map(|(line,)| line).collect()));
    }
    connection.close().await.expect("the connection ends");
    dump
}

/// What somebody does to the audit trail who has the database to himself and takes its triggers away first.
#[derive(Clone, Copy, Debug)]
pub enum Tampering {
    /// Says that another did it.
    Actor,
    /// Writes another name into the details.
    Details,
    /// Takes a row out.
    Row,
    /// Takes the last rows away, from this one on.
    End,
    /// Says that the details were erased, and leaves a name there.
    Erasure,
}

/// Tampers with one row of the audit trail; the triggers are gone afterwards.
pub async fn tamper_with_trail(place: &Place, position: i64, how: Tampering) {
    let statement = match how {
        Tampering::Actor => "update audit set actor_id = 'somebody else' where position = ",
        Tampering::Details => "update audit set actor_name = 'somebody else' where position = ",
        Tampering::Row => "delete from audit where position = ",
        Tampering::End => "delete from audit where position >= ",
        Tampering::Erasure => "update audit set erased_at = 1 where position = ",
    };
    let mut statements: Vec<String> = match place {
        Place::Sqlite(_) => ["audit_is_kept", "audit_grows_at_its_end", "audit_stays_as_it_is"]
            .map(|name| format!("drop trigger if exists {name}"))
            .to_vec(),
        Place::Postgres(_) => vec!["alter table audit disable trigger all".to_owned()],
    };
    statements.push(format!("{statement}{position}"));
    raw(place, statements).await.expect("the statements run");
}

/// What the database itself says to whoever changes or removes a row of the audit trail, without tampering with its
/// triggers.
pub async fn refusals_of_trail(place: &Place) -> Vec<String> {
    let mut refusals = Vec::new();
    for statement in [
        "update audit set actor_name = 'somebody else'",
        "update audit set erased_at = 1",
        "update audit set salt = '', actor_name = '', address = '', label = '', before_text = '', after_text = '',
            erased_at = 1, act = 'signed_out'",
        "delete from audit",
    ] {
        refusals.push(match raw(place, vec![statement.to_owned()]).await {
            Ok(()) => String::new(),
            Err(error) => error.to_string(),
        });
    }
    refusals
}

async fn raw(place: &Place, statements: Vec<String>) -> Result<(), sqlx::Error> {
    for statement in statements {
        match place {
            Place::Sqlite(path) => {
                let mut connection = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await?;
                sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
                connection.close().await?;
            }
            Place::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await?;
                sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
                connection.close().await?;
            }
        }
    }
    Ok(())
}

// Not every file of tests looks into the tables.
const _: fn() = || {
    let _ = dump_sqlite;
    let _ = tamper_with_trail;
    let _ = refusals_of_trail;
    let _ = [Tampering::Actor, Tampering::Details, Tampering::Row, Tampering::End, Tampering::Erasure];
};
