//! `consigne feed` on the installation's database: feeds added, listed, changed and removed.

use std::fs;
use std::io::Read;
use std::path::Path;

use jiff::SignedDuration;
use operations::Operations;
use operations::feed::FeedOptions;
use operations::feeds::{Feed, FeedRefusal, NewFeed};
use serde_json::json;

use crate::command::data_run::{open, runtime};
use crate::command::feed::{AddFeed, FILE_ITEMS, FeedCommand, ImportFeed, RotateFeed, Told, about};
use crate::command::{Failed, Output, counted};
use crate::settings::Common;

/// What the reader of an import is told: by the command line, or by the feed that it names.
///
/// # Errors
/// Where the mapping or the feed cannot be used.
pub fn told(common: &Common, import: &ImportFeed) -> Result<Told, Failed> {
    let Some(name) = &import.feed else { return import.told() };
    let feed = runtime()?.block_on(async {
        let operations = open(common).await?;
        let feed = operations.feed(name).await.map_err(Failed::new);
        operations.close().await;
        feed
    })?;
    let feed = feed.ok_or_else(|| unknown(name))?;
    let format = feed.format.parse().map_err(Failed::new)?;
    let options = operations::feeds::options(&feed).map_err(Failed::new)?;
    Ok(Told { format, options: FeedOptions { items: FILE_ITEMS, ..options } })
}

fn unknown(name: &str) -> Failed {
    Failed::new(format_args!("there is no feed {name:?}: `consigne feed list` shows those there are"))
}

/// Does it.
///
/// # Errors
/// Whatever stands in the way, in one sentence.
pub fn run(common: &Common, command: &FeedCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    runtime()?.block_on(async {
        let operations = open(common).await?;
        let done = dispatch(&operations, command, output).await;
        operations.close().await;
        done
    })
}

async fn dispatch(operations: &Operations, command: &FeedCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    match command {
        // Taken in by its own function, which reads the files before it opens anything.
        FeedCommand::Import(_) => Ok(()),
        FeedCommand::Add(add) => added(operations, add, output).await,
        FeedCommand::List => {
            for feed in operations.all_feeds().await.map_err(Failed::new)? {
                say_feed(operations, &feed, output)?;
            }
            Ok(())
        }
        FeedCommand::Change(change) => {
            let mapping = change.mapping.as_deref().map(text_of).transpose()?;
            let changed = operations.change_feed(&change.name, change.carrier.as_deref(), mapping.as_deref()).await;
            changed.map_err(Failed::new)?.map_err(|refusal| refused(&change.name, &refusal))?;
            output.answer(&json!({"feed": change.name, "changed": true}), format_args!("feed {} changed", change.name))
        }
        FeedCommand::Rotate(rotate) => rotated(operations, rotate, output).await,
        FeedCommand::Remove { name } => {
            if !operations.remove_feed(name).await.map_err(Failed::new)? {
                return Err(unknown(name));
            }
            output.answer(&json!({"feed": name, "removed": true}), format_args!("feed {name} removed"))
        }
    }
}

async fn added(operations: &Operations, add: &AddFeed, output: &mut Output<'_>) -> Result<(), Failed> {
    let own = add.secret_file.as_deref().map(secret_of).transpose()?;
    let is_own = own.is_some();
    let new = NewFeed {
        name: add.name.clone(),
        format: add.format,
        carrier: add.carrier.clone(),
        mapping: add.mapping.as_deref().map(text_of).transpose()?,
        secret: own,
    };
    let added = operations.add_feed(&new).await.map_err(Failed::new)?;
    let secret = added.map_err(|refusal| refused(&add.name, &refusal))?;
    say_secret(operations, &add.name, (!is_own).then_some(&secret), "added", output)
}

async fn rotated(operations: &Operations, rotate: &RotateFeed, output: &mut Output<'_>) -> Result<(), Failed> {
    let own = rotate.secret_file.as_deref().map(secret_of).transpose()?;
    let overlap = SignedDuration::from_hours(i64::from(rotate.overlap));
    let rotated = operations.rotate_feed(&rotate.name, own.as_deref(), overlap).await.map_err(Failed::new)?;
    let secret = rotated.map_err(|refusal| refused(&rotate.name, &refusal))?;
    say_secret(operations, &rotate.name, own.is_none().then_some(&secret), "has a new secret", output)
}

/// Where payloads go, and the secret where it was made here; one that the sender gave out is not repeated.
fn say_secret(
    operations: &Operations,
    name: &str,
    secret: Option<&String>,
    done: &str,
    output: &mut Output<'_>,
) -> Result<(), Failed> {
    let url = address(operations, name);
    match secret {
        Some(secret) => output.answer(
            &json!({"feed": name, "url": url, "secret": secret}),
            format_args!("feed {name} {done}\nurl: {url}\nsecret: {secret}"),
        ),
        None => output.answer(&json!({"feed": name, "url": url}), format_args!("feed {name} {done}\nurl: {url}")),
    }
}

fn address(operations: &Operations, name: &str) -> String {
    format!("{}/api/v1/feeds/{name}", operations.settings().public_url)
}

fn say_feed(operations: &Operations, feed: &Feed, output: &mut Output<'_>) -> Result<(), Failed> {
    let tally = &feed.tally;
    let rejected: Vec<_> = tally
        .last_rejected
        .iter()
        .map(|(position, rejected)| json!({"position": position, "rejected": rejected}))
        .collect();
    let value = json!({
        "feed": feed.name, "format": feed.format, "carrier": feed.carrier, "url": address(operations, &feed.name),
        "mapping": !feed.mapping.is_empty(), "deliveries": tally.deliveries, "scans": tally.scans,
        "rejected": tally.rejected, "last_at": tally.last_at, "last_error": tally.last_error,
        "last_rejected": rejected,
    });
    let carrier = if feed.carrier.is_empty() { "-" } else { &feed.carrier };
    let last = tally.last_at.map_or_else(|| String::from("never"), |at| at.to_string());
    let mut line = format!(
        "{}\t{}\t{carrier}\t{}, {}, {} rejected, last {last}",
        feed.name,
        feed.format,
        counted(tally.deliveries, "delivery", "deliveries"),
        counted(tally.scans, "scan", "scans"),
        tally.rejected,
    );
    if !tally.last_error.is_empty() {
        line.push_str(&format!("\twrong: {}", tally.last_error));
    }
    output.answer(&value, line)
}

fn refused(name: &str, refusal: &FeedRefusal) -> Failed {
    match refusal {
        FeedRefusal::Unknown => unknown(name),
        FeedRefusal::Taken => Failed::new(format_args!(
            "there is a feed {name} already: `consigne feed change` and `consigne feed rotate` change it"
        )),
        other => Failed::new(other),
    }
}

fn text_of(path: &Path) -> Result<String, Failed> {
    fs::read_to_string(path).map_err(|error| about(path, error))
}

fn secret_of(path: &Path) -> Result<String, Failed> {
    if path == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().take(10_000).read_to_string(&mut text).map_err(Failed::new)?;
        return Ok(text.trim().to_owned());
    }
    Ok(text_of(path)?.trim().to_owned())
}
