//! What somebody without an account does by the links in his mails: saying yes once, and having enough.

use domain::Language;
use store::Scope;
use store::reports as rows;

use super::token_hash;
use crate::{Error, Operations, Result};

/// Who asks an address whether it wants his reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The customer's name.
    pub customer: String,
    /// Whether the address said yes already.
    pub confirmed: bool,
}

/// The mails that a link ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopping {
    /// The report's name.
    pub name: String,
    /// The address they go to.
    pub address: String,
    /// Whether they are ended.
    pub stopped: bool,
}

impl Operations {
    /// Who asks, by the link of a mail. It changes nothing: mail scanners follow links.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a link that nobody sent, or that a newer one replaced.
    pub async fn report_confirmation(&self, token: &str) -> Result<Asked> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = rows::confirmed(&mut tx, &token_hash(token)).await?.ok_or(Error::NotFound)?;
        Ok(Asked { customer: found.0, confirmed: found.1 })
    }

    /// Says yes to a customer's reports. Doing it again changes nothing.
    ///
    /// # Errors
    /// As [`Operations::report_confirmation`].
    pub async fn confirm_reports(&self, token: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        if !rows::confirm(&mut tx, &token_hash(token), self.now()).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// The mails that a link ends. It changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a link that nobody sent, and for a report that was deleted.
    pub async fn report_to_stop(&self, token: &str) -> Result<Stopping> {
        let mut tx = self.store().read(Scope::System).await?;
        let (report, address, stopped) = rows::find_link_recipient(&mut tx, token).await?.ok_or(Error::NotFound)?;
        let report = rows::find(&mut tx, report).await?.ok_or(Error::NotFound)?;
        Ok(Stopping { name: report.definition.name, address, stopped })
    }

    /// The language of the report that a link in a mail belongs to, whatever the link does: its pages speak it too.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn language_of_report_link(&self, secret: &str) -> Result<Option<Language>> {
        let mut tx = self.store().read(Scope::System).await?;
        let hash = token_hash(secret);
        let mut report = rows::find_link_recipient(&mut tx, secret).await?.map(|(report, _, _)| report);
        if report.is_none() {
            report = rows::report_of_question(&mut tx, &hash).await?;
        }
        if let (None, Some(link)) = (report, rows::find_link(&mut tx, &hash).await?) {
            report = rows::find_run(&mut tx, link.run).await?.map(|run| run.report);
        }
        let Some(report) = report else { return Ok(None) };
        Ok(rows::find(&mut tx, report).await?.map(|report| report.definition.language))
    }

    /// Ends the mails of a link. Doing it again changes nothing, and a link that is unknown (a subscriber's is gone once
    /// it was used) answers the same: who has enough is not asked to prove anything (RFC 8058 §3.2).
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn stop_report(&self, token: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        rows::unsubscribe_by_token(&mut tx, token, self.now()).await?;
        Ok(tx.commit().await?)
    }
}
