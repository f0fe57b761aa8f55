//! What the commands on the installation's data do; their words on the command line stand in [`super::data`].

use std::fs;
use std::path::Path;

use domain::Language;
use operations::backup::Copied;
use operations::demo::{Seeded, Wanted};
use operations::feed::Line;
use operations::people::{Added, NewAgent, NewUser};
use operations::{Clock, Operations, Place};
use serde_json::json;

use crate::command::data::{
    AccountCommand, AddUser, CustomerCommand, DataCommand, ParcelCommand, SeedDemo, UserCommand,
};
use crate::command::feed::{self, ImportFeed};
use crate::command::feed_run;
use crate::command::refused::refused;
use crate::command::{Failed, Output, counted, instruction, proof, relay};
use crate::installation;
use crate::settings::Common;

/// Where links lead when nobody said otherwise: the address that `serve` listens on by default.
const DEFAULT_URL: &str = "http://127.0.0.1:3000";

pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Failed> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failed::new)
}

pub(super) async fn open(common: &Common) -> Result<Operations, Failed> {
    let url = common.public_url.as_ref().map_or_else(|| DEFAULT_URL.to_owned(), ToString::to_string);
    installation::open(common, &url, Clock::running(), false).await
}

/// Does it.
///
/// # Errors
/// Whatever stands in the way, in one sentence.
pub fn run(common: &Common, command: &DataCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    if let DataCommand::Restore { file } = command {
        may_restore(common)?;
        let copied = operations::backup::restore(file, &common.data).map_err(Failed::new)?;
        let value = json!({"files": copied.files, "bytes": copied.bytes});
        let key = common.key_file.clone().unwrap_or_else(|| common.data.join(operations::seal::KEY_FILE));
        let key = if key.exists() {
            String::new()
        } else {
            format!("\nput the key that was kept apart back as {}, before the first start", key.display())
        };
        return output.answer(&value, format_args!("restored {}{key}", measured(&copied)));
    }
    if let (DataCommand::Backup { file }, Place::Sqlite(database)) = (command, installation::place(common))
        && database == common.data.join(operations::backup::DATABASE)
    {
        // From beside: the portal may be running on it.
        let copied = runtime()?.block_on(operations::backup::backup(&common.data, file)).map_err(Failed::new)?;
        return say_backup(output, file, &copied);
    }
    runtime()?.block_on(async {
        let operations = open(common).await?;
        let done = dispatch(&operations, command, output).await;
        operations.close().await;
        done
    })
}

fn say_backup(output: &mut Output<'_>, file: &Path, copied: &Copied) -> Result<(), Failed> {
    let value = json!({"file": file, "files": copied.files, "bytes": copied.bytes});
    let apart = "the key of second factors is not in it: keep consigne.key apart";
    output.answer(&value, format_args!("{}: {}\n{apart}", file.display(), measured(copied)))
}

/// A copy goes back into the folder of data alone: whoever names a database elsewhere would find that one empty.
fn may_restore(common: &Common) -> Result<(), Failed> {
    let here = common.data.join(operations::backup::DATABASE);
    match &common.database {
        None => Ok(()),
        Some(Place::Sqlite(file)) if *file == here => Ok(()),
        Some(Place::Sqlite(_)) => Err(Failed::new(format_args!(
            "restore puts the database back as {}: leave --database out, and move the file afterwards",
            here.display()
        ))),
        Some(Place::Postgres(_)) => Err(Failed::new(
            "restore puts an embedded installation back; a PostgreSQL database is put back with pg_restore",
        )),
    }
}

/// Takes a carrier's files in.
///
/// # Errors
/// Where a file cannot be opened, holds the carrier's own error, or nothing good at all.
pub fn import_feed(common: &Common, import: &ImportFeed, output: &mut Output<'_>) -> Result<(), Failed> {
    let told = feed_run::told(common, import)?;
    let readings = import.read(&told)?;
    runtime()?.block_on(async {
        let operations = open(common).await?;
        for line in operations::feed::lines(&readings) {
            if matches!(line, Line::Rejected(_)) {
                let text = feed::plain(&line);
                output.answer(&line, text)?;
            }
        }
        let mut failed = feed::failed(&readings);
        for (file, reading) in &readings {
            let report = operations.import_scans(reading).await.map_err(Failed::new)?;
            if !report.ahead.is_empty() && report.ahead.len() == reading.scans.len() {
                failed.push(file);
            }
            for item in &report.ahead {
                let line = Line::from(item);
                let text = feed::plain(&line);
                output.answer(&line, text)?;
            }
            let value = json!({
                "file": file, "new": report.new, "known": report.known, "changed": report.changed,
                "waiting": report.waiting, "moved": report.moved, "rejected": report.rejected,
                "unknown_codes": report.unknown_codes,
            });
            output.answer(
                &value,
                format_args!(
                    "{file}: {} new, {} known, {} waiting for their parcel, {} rejected{}",
                    report.new,
                    report.known,
                    report.waiting,
                    report.rejected,
                    feed::unknown(&report.unknown_codes)
                ),
            )?;
        }
        operations.close().await;
        feed::failure(&failed)
    })
}

/// How much a copy holds, for people.
fn measured(copied: &Copied) -> String {
    format!("{}, {}", counted(copied.files, "file", "files"), counted(copied.bytes, "byte", "bytes"))
}

/// Does it in an open installation.
async fn dispatch(operations: &Operations, command: &DataCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    match command {
        DataCommand::SeedDemo(wanted) => seed(operations, wanted, output).await,
        DataCommand::Migrate => {
            // Opening has brought the tables up to date.
            let engine = operations.store().engine_version().await.map_err(Failed::new)?;
            let migrated = operations.store().migrated();
            let done = match (migrated.new, migrated.applied) {
                (true, _) => "made",
                (false, 0) => "up to date already",
                (false, _) => "brought up to date",
            };
            let steps = counted(migrated.applied, "step", "steps");
            let value = json!({"engine": engine, "new": migrated.new, "applied": migrated.applied});
            output.answer(&value, format_args!("{done}, {steps} applied: {engine}"))
        }
        DataCommand::Backup { file } => {
            let copied = operations.backup(file).await.map_err(Failed::new)?;
            say_backup(output, file, &copied)
        }
        DataCommand::Restore { .. } => Ok(()),
        DataCommand::Doctor => doctor(operations, output).await,
        DataCommand::Customer(CustomerCommand::Add { name }) => {
            let added = operations.add_customer(name, "Europe/Paris").await;
            let added = added.map_err(|error| refused(&error, &[("name", name)]))?;
            say_added(output, "customer", name, &added)
        }
        DataCommand::Account(AccountCommand::Add { number, customer, subs }) => {
            let added = operations.add_account(customer, number).await;
            let added = added.map_err(|error| refused(&error, &[("customer", customer), ("number", number)]))?;
            say_added(output, "account", number, &added)?;
            for sub in subs {
                let added = operations.add_sub_account(number, sub).await;
                let added = added.map_err(|error| refused(&error, &[("account", number), ("number", sub)]))?;
                say_added(output, "sub_account", sub, &added)?;
            }
            Ok(())
        }
        DataCommand::User(UserCommand::Add(user)) => add_user(operations, user, output).await,
        DataCommand::User(UserCommand::ResetPassword { email }) => {
            let link = operations.reset_password(email).await.map_err(|error| match error {
                operations::Error::NotFound => Failed::new(format_args!("there is no user {email:?}")),
                other => refused(&other, &[("email", email)]),
            })?;
            output.answer(&json!({"email": email, "link": link}), &link)
        }
        DataCommand::User(UserCommand::ResetSecondFactor { email }) => {
            operations.reset_second_factor(email).await.map_err(|error| match error {
                operations::Error::NotFound => {
                    Failed::new(format_args!("there is no user {email:?} with a second factor"))
                }
                other => refused(&other, &[("email", email)]),
            })?;
            let said = format!("{email} signs in with the password alone until another second factor is set up");
            output.answer(&json!({"email": email, "reset": true}), said)
        }
        DataCommand::Proof(command) => proof::run(operations, command, output).await,
        DataCommand::Relay(command) => relay::run(operations, command, output).await,
        DataCommand::Instruction(command) => instruction::run(operations, command, output).await,
        DataCommand::Parcel(ParcelCommand::Import { file }) => {
            let bytes = fs::read(file).map_err(|error| Failed::new(format_args!("{}: {error}", file.display())))?;
            let report = operations.import_parcels(&bytes).await.map_err(Failed::new)?;
            if !report.ignored_columns.is_empty() {
                let names = report.ignored_columns.join(", ");
                output.answer(
                    &json!({"ignored_columns": report.ignored_columns}),
                    format_args!("ignored columns: {names}"),
                )?;
            }
            for rejected in &report.rejected {
                let value = json!({"line": rejected.line, "reason": rejected.reason.to_string()});
                output.answer(&value, format_args!("line {}: {}", rejected.line, rejected.reason))?;
            }
            let value = json!({"summary": {
                "added": report.added, "changed": report.changed, "unchanged": report.unchanged,
                "rejected": report.rejected.len(),
            }});
            output.answer(
                &value,
                format_args!(
                    "{} added, {} changed, {} unchanged, {} rejected",
                    report.added,
                    report.changed,
                    report.unchanged,
                    report.rejected.len()
                ),
            )?;
            let taken = report.added + report.changed + report.unchanged;
            if taken == 0 { Err(Failed::new("no row of this file could be taken")) } else { Ok(()) }
        }
    }
}

async fn seed(operations: &Operations, wanted: &SeedDemo, output: &mut Output<'_>) -> Result<(), Failed> {
    let SeedDemo { parcels, tickets, further_tickets, seed, as_of } = *wanted;
    let wanted = Wanted { parcels, tickets, further_tickets, seed, as_of };
    let seeded = operations.seed_demo(wanted).await.map_err(Failed::new)?;
    let (word, line) = match seeded {
        Seeded::New => ("new", "the demo world is made"),
        Seeded::Before => ("existing", "the demo world is there already; nothing was changed"),
    };
    output.answer(&json!({"demo": word}), line)
}

async fn doctor(operations: &Operations, output: &mut Output<'_>) -> Result<(), Failed> {
    let found = operations.doctor().await.map_err(Failed::new)?;
    let (customers, people, parcels, tickets) = found.holdings;
    let value = json!({
        "engine": found.engine, "customers": customers, "people": people, "parcels": parcels, "tickets": tickets,
        "trail": {"rows": found.trail.0, "hash": found.trail.1}, "wrong": found.wrong,
    });
    let mut line = format!(
        "{}\naudit trail: {}, up to {}\n{}, {}, {}, {}",
        found.engine,
        counted(found.trail.0, "row", "rows"),
        if found.trail.1.is_empty() { "nothing" } else { &found.trail.1 },
        counted(customers, "customer", "customers"),
        counted(people, "person", "people"),
        counted(parcels, "parcel", "parcels"),
        counted(tickets, "ticket", "tickets"),
    );
    for wrong in &found.wrong {
        line.push_str("\nwrong: ");
        line.push_str(wrong);
    }
    output.answer(&value, line)?;
    if found.wrong.is_empty() { Ok(()) } else { Err(Failed::new("something is wrong")) }
}

async fn add_user(operations: &Operations, user: &AddUser, output: &mut Output<'_>) -> Result<(), Failed> {
    let name = user.name.clone().unwrap_or_default();
    let added = match (&user.customer, &user.profile) {
        (Some(customer), Some(profile)) => {
            let new = NewUser {
                email: user.email.clone(),
                name,
                customer: customer.clone(),
                profile: profile.clone(),
                language: Language::default(),
            };
            let typed = [("email", &*new.email), ("name", &new.name), ("customer", customer), ("profile", profile)];
            operations.add_user(&new).await.map_err(|error| refused(&error, &typed))?
        }
        _ => {
            let new = NewAgent {
                email: user.email.clone(),
                name,
                team: user.team.clone().unwrap_or_default(),
                level: user.level,
                language: Language::default(),
            };
            let typed = [("email", &*new.email), ("name", &new.name), ("team", &new.team)];
            operations.add_agent(&new).await.map_err(|error| refused(&error, &typed))?
        }
    };
    say_added(output, "user", &user.email, &added)?;
    if matches!(added, Added::New(_)) {
        let link = operations.reset_password(&user.email).await.map_err(Failed::new)?;
        output.answer(&json!({"email": user.email, "link": link}), format_args!("password: {link}"))?;
    }
    Ok(())
}

/// Says what became of an addition; one that differs from what is there is a failure.
fn say_added<T: ToString + Copy>(
    output: &mut Output<'_>,
    what: &str,
    name: &str,
    added: &Added<T>,
) -> Result<(), Failed> {
    let id = added.id().to_string();
    match added {
        Added::New(_) => {
            output.answer(&json!({what: name, "id": id, "added": true}), format_args!("{what} {name} added"))
        }
        Added::Existing(_) => output
            .answer(&json!({what: name, "id": id, "added": false}), format_args!("{what} {name} was there already")),
        Added::Differs(_) => {
            Err(Failed::new(format_args!("{what} {name} exists already and belongs elsewhere; nothing was changed")))
        }
    }
}
