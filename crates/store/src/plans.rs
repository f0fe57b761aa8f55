//! How SQLite would run a statement: what tests hold the statements of pages to. PostgreSQL plans by what it counted in
//! the tables, so an empty database says nothing of it.

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::migrations;

/// The steps of a statement on an empty database, whose planner knows the indexes and nothing else.
pub(crate) async fn plan(sql: &str) -> Vec<String> {
    let mut connection = SqliteConnection::connect("sqlite::memory:").await.expect("a database");
    migrations::SQLITE.run(&mut connection).await.expect("its tables");
    let explain = AssertSqlSafe(format!("explain query plan {sql}"));
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(&mut connection).await.expect("a plan");
    steps.into_iter().map(|(_, _, _, step)| step).collect()
}

/// Holds a statement to finding each row by an index. `made` names what it puts together on the way and then reads.
pub(crate) async fn hold_to_indexes(sql: &str, made: &[&str]) {
    let plan = plan(sql).await;
    let read = plan.iter().filter_map(|step| step.strip_prefix("SCAN ")?.split(' ').next());
    let tables: Vec<&str> = read.filter(|name| *name != "CONSTANT" && !made.contains(name)).collect();
    assert!(tables.is_empty(), "{tables:?} are read from end to end by {sql}\n{plan:#?}");
}

/// Holds a statement to finding its rows by an index, in their order, so that it stops at its page.
pub(crate) async fn hold_to_order(sql: &str) {
    hold_to_walk(sql, &[]).await;
}

/// Holds a statement to taking the rows of `walked` in their order from an index, so that it stops at its page.
pub(crate) async fn hold_to_walk(sql: &str, walked: &[&str]) {
    hold_to_indexes(sql, walked).await;
    let plan = plan(sql).await;
    assert!(!plan.iter().any(|step| step.contains("ORDER BY")), "sorted by {sql}\n{plan:#?}");
}

#[tokio::test]
#[should_panic(expected = "read from end to end")]
async fn a_table_that_is_read_from_end_to_end_is_found_out() {
    hold_to_indexes("select number from ticket where rating = $1", &[]).await;
}

#[tokio::test]
#[should_panic(expected = "sorted by")]
async fn a_list_that_is_sorted_is_found_out() {
    hold_to_order("select number from ticket where customer_id = $1 order by number").await;
}
