//! What is wrong with an installation: looked for on request, and never mended silently.

use store::Scope;
use store::needed::{self, Keeper};

use crate::{Operations, Result};

/// What was looked at and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// The engine with its version.
    pub engine: String,
    /// Customers, people, parcels and tickets.
    pub holdings: (i64, i64, i64, i64),
    /// Rows of the audit trail that hold, and the hash of the last of them.
    pub trail: (i64, String),
    /// What is wrong; empty when all is well.
    pub wrong: Vec<String>,
}

impl Operations {
    /// Looks at the engine's files, at links between rows, at the bytes that files, mails and proofs need, at whether the key opens what is sealed, and along the
    /// chain of the audit trail.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database cannot be asked at all.
    pub async fn doctor(&self) -> Result<Findings> {
        let engine = self.store().engine_version().await?;
        let mut wrong = self.store().check().await?;
        let mut tx = self.store().read(Scope::System).await?;
        let holdings = store::meta::holdings(&mut tx).await?;
        for keeper in Keeper::ALL {
            let whose = match keeper {
                Keeper::Files => "a file that people sent",
                Keeper::Mails => "a file of a mail that waits",
                Keeper::Downloads => "a file made in the background",
                Keeper::Proofs => "an image of a proof of delivery",
                Keeper::Reports => "a file of a scheduled report",
            };
            let mut after = String::new();
            loop {
                let (last, names) = needed::blobs_after(&mut tx, keeper, &after, 500).await?;
                for name in names {
                    if let Err(error) = self.blobs().read(&name).await {
                        wrong.push(format!("{whose}: {error}"));
                    }
                }
                match last {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
        drop(tx);
        let closed = self.closed_secrets().await?;
        if closed > 0 {
            wrong.push(format!(
                "the key does not open {closed} second factors: put the installation's own key back, or reset them with \
                 `consigne user reset-second-factor`; until then their owners sign in with recovery codes"
            ));
        }
        let verified = self.verify_trail().await?;
        if let Some(broken) = &verified.broken {
            let at = broken.at.map(|at| format!(" of {at}")).unwrap_or_default();
            wrong.push(format!("the audit trail breaks at row {}{at}: {}", broken.position, broken.why));
        }
        Ok(Findings { engine, holdings, trail: (verified.rows, verified.hash), wrong })
    }

    /// Whether the database answers and would take a deed: a transaction that may write begins, and is forgotten.
    pub async fn is_ready(&self) -> bool {
        match self.store().write(Scope::System).await {
            Ok(mut tx) => store::meta::read(&mut tx, "ready").await.is_ok(),
            Err(_) => false,
        }
    }
}
