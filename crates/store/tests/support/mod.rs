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
    eprintln!("on SQLite");
    let folder = tempfile::tempdir().expect("a temporary folder");
    run(&Place::Sqlite(folder.path().join("consigne.db")), &test).await;

    let Some(server) = server() else { return };
    eprintln!("on PostgreSQL");
    let copy = Copy::of_the_model(&server).await;
    run(&Place::Postgres(copy.address()), &test).await;
    copy.drop().await;
}

/// Runs a test on each engine, where a database is to be made.
pub async fn for_each_place(test: impl AsyncFn(Place)) {
    eprintln!("on SQLite");
    let folder = tempfile::tempdir().expect("a temporary folder");
    test(Place::Sqlite(folder.path().join("consigne.db"))).await;

    let Some(server) = server() else { return };
    eprintln!("on PostgreSQL");
    let schema = Schema::create(&server).await;
    test(Place::Postgres(schema.address())).await;
    schema.drop().await;
}

fn server() -> Option<String> {
    std::env::var("CONSIGNE_TEST_POSTGRES").ok().filter(|address| !address.is_empty())
}

async fn run(place: &Place, test: &impl AsyncFn(Store)) {
    // Some tests let fifty people act at once, beside other tests.
    let store = Store::open_with_patience(place, Duration::from_secs(10)).await.expect("an empty database");
    test(store.clone()).await;
    store.close().await;
}

/// The name of a database or schema that no other test has.
fn name() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed))
}

async fn tell(server: &str, statements: &[String]) {
    let mut connection = PgConnection::connect(server).await.expect("the PostgreSQL server answers");
    for statement in statements {
        sqlx::raw_sql(AssertSqlSafe(statement.as_str())).execute(&mut connection).await.expect("the statement runs");
    }
    connection.close().await.expect("the connection ends");
}

/// A database of one test with all tables in it, copied from a model: a tenth of the time that making the tables takes.
struct Copy {
    server: String,
    name: String,
}

impl Copy {
    async fn of_the_model(server: &str) -> Self {
        let model = format!("model_{}", store::migrations::print_of_steps());
        let copy = Copy { server: server.to_owned(), name: name() };
        let mut connection = PgConnection::connect(server).await.expect("the PostgreSQL server answers");
        // Of tests that begin at the same moment one makes the model, and the others wait for it.
        sqlx::raw_sql("select pg_advisory_lock(7268)").execute(&mut connection).await.expect("the lock");
        let known = sqlx::query("select 1 from pg_database where datname = $1").bind(&model);
        if known.fetch_optional(&mut connection).await.expect("databases").is_none() {
            tell(server, &[format!("create database {model}")]).await;
            let place = Place::Postgres(with_database(server, &model));
            Store::open_with_patience(&place, Duration::from_secs(30)).await.expect("the model").close().await;
        }
        connection.close().await.expect("the connection ends, and with it the lock");
        // A test that failed leaves its database behind, and process numbers come round again.
        let afresh = format!("drop database if exists {} with (force)", copy.name);
        tell(server, &[afresh, format!("create database {} template {model}", copy.name)]).await;
        copy
    }

    fn address(&self) -> String {
        with_database(&self.server, &self.name)
    }

    async fn drop(self) {
        tell(&self.server, &[format!("drop database {} with (force)", self.name)]).await;
    }
}

/// The address of another database of the same server.
fn with_database(server: &str, name: &str) -> String {
    let (place, options) =
        server.split_once('?').map_or((server, String::new()), |(place, rest)| (place, format!("?{rest}")));
    let (host, _) = place.rsplit_once('/').expect("an address that names a database");
    format!("{host}/{name}{options}")
}

/// A schema of one test in which nothing is yet.
struct Schema {
    server: String,
    name: String,
}

impl Schema {
    async fn create(server: &str) -> Self {
        let schema = Schema { server: server.to_owned(), name: name() };
        // A test that failed leaves its schema behind, and process numbers come round again.
        let afresh = format!("drop schema if exists {} cascade", schema.name);
        tell(server, &[afresh, format!("create schema {}", schema.name)]).await;
        schema
    }

    /// The server's address with everything unqualified looked up in this schema alone.
    fn address(&self) -> String {
        let joint = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{joint}options[search_path]={}", self.server, self.name)
    }

    async fn drop(self) {
        tell(&self.server, &[format!("drop schema {} cascade", self.name)]).await;
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

// Not every file of tests has databases that are ready, makes its own or looks into the tables.
const _: fn() = || {
    drop(for_each_engine(async |_| {}));
    drop(for_each_place(async |_| {}));
    let _ = dump_sqlite;
    let _ = tamper_with_trail;
    let _ = refusals_of_trail;
    let _ = [Tampering::Actor, Tampering::Details, Tampering::Row, Tampering::End, Tampering::Erasure];
};
