//! Opens the installation that the command line names.

use std::fs;
use std::sync::Arc;

use domain::contract::{self, Contracts};
use domain::ticket::reason::{self, Matrix};
use operations::{Clock, Operations, Place, Settings};

use crate::command::Failed;
use crate::private;
use crate::settings::Common;

/// The file of the operator's own reason matrix in the folder of data; what it says goes before the shipped one.
pub const MATRIX: &str = "reasons.toml";

/// The file of the operator's own contracts in the folder of data; it stands in place of the shipped ones.
pub const CONTRACTS: &str = "contracts.toml";

/// Where the data is: the database that was named, else a SQLite file in the folder of data.
#[must_use]
pub fn place(common: &Common) -> Place {
    common.database.clone().unwrap_or_else(|| Place::Sqlite(common.data.join(operations::backup::DATABASE)))
}

/// Opens it.
///
/// # Errors
/// Where the database cannot be opened, or the operator's reason matrix or contracts are wrong; the sentence says what
/// to do.
pub async fn open(common: &Common, public_url: &str, clock: Clock, demo: bool) -> Result<Operations, Failed> {
    let settings = Settings {
        public_url: public_url.trim_end_matches('/').to_owned(),
        data: common.data.clone(),
        smtp_url: common.smtp_url.clone(),
        mail_from: common.mail_from.clone(),
        demo,
        hold_seconds: common.hold_seconds,
        archive_months: common.archive_months,
        key_file: common.key_file.clone(),
        matrix: Arc::new(matrix(common)?),
        contracts: Arc::new(contracts(common)?),
    };
    let place = place(common);
    close_to_others(common, &place);
    Operations::start(&place, clock, settings).await.map_err(Failed::new)
}

/// What an earlier program left open to every user of the machine is closed.
fn close_to_others(common: &Common, place: &Place) {
    private::close_to_others(&common.data.join("files"));
    private::close_to_others(&common.data.join(operations::seal::KEY_FILE));
    if let Place::Sqlite(file) = place {
        for beside in ["", "-wal", "-shm"] {
            let mut name = file.clone().into_os_string();
            name.push(beside);
            private::close_to_others(name.as_ref());
        }
    }
}

/// The shipped matrix, overridden by the operator's own where he has one.
fn matrix(common: &Common) -> Result<Matrix, Failed> {
    let shipped = reason::matrix();
    let path = common.data.join(MATRIX);
    let Ok(text) = fs::read_to_string(&path) else { return Ok(shipped.clone()) };
    match Matrix::parse(&text) {
        Ok(own) => Ok(shipped.overridden_by(&own)),
        Err(findings) => {
            let first = findings.first().map(|found| format!("line {}: {}", found.line, found.message));
            Err(Failed::new(format_args!(
                "{}: {}; `consigne reasons lint` lists all mistakes",
                path.display(),
                first.unwrap_or_default()
            )))
        }
    }
}

/// The file that `--contracts` names, else the operator's own in the folder of data, else the shipped ones.
fn contracts(common: &Common) -> Result<Contracts, Failed> {
    let (path, named) = match &common.contracts {
        Some(path) => (path.clone(), true),
        None => (common.data.join(CONTRACTS), false),
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if named => return Err(Failed::new(format_args!("{}: {error}", path.display()))),
        Err(_) => return Ok(contract::contracts().clone()),
    };
    Contracts::parse(&text).map_err(|findings| {
        let first = findings.first().map(|found| format!("line {}: {}", found.line, found.message));
        Failed::new(format_args!(
            "{}: {}; `consigne contract lint` lists all mistakes",
            path.display(),
            first.unwrap_or_default()
        ))
    })
}
