//! What is wrong with an installation: looked for on request, and never mended silently.

use store::Scope;

use crate::{Operations, Result};

/// What was looked at and what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// The engine with its version.
    pub engine: String,
    /// Customers, people, parcels and tickets.
    pub holdings: (i64, i64, i64, i64),
    /// What is wrong; empty when all is well.
    pub wrong: Vec<String>,
}

impl Operations {
    /// Looks at the engine's files, at links between rows, and at the files that are kept.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database cannot be asked at all.
    pub async fn doctor(&self) -> Result<Findings> {
        let engine = self.store().engine_version().await?;
        let mut wrong = self.store().check().await?;
        let mut tx = self.store().read(Scope::System).await?;
        let holdings = store::meta::holdings(&mut tx).await?;
        let mut place = store::blobs::Place::default();
        while let Some((next, names)) = store::blobs::needed_after(&mut tx, &place, 500).await? {
            for name in names {
                if let Err(error) = self.blobs().read(&name).await {
                    wrong.push(format!("a kept file: {error}"));
                }
            }
            place = next;
        }
        Ok(Findings { engine, holdings, wrong })
    }

    /// Whether the database answers and would take a deed: a transaction that may write begins, and is forgotten.
    pub async fn is_ready(&self) -> bool {
        match self.store().write(Scope::System).await {
            Ok(mut tx) => store::meta::read(&mut tx, "ready").await.is_ok(),
            Err(_) => false,
        }
    }
}
