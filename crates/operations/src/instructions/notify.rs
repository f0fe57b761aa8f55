//! The mail that a refusal sends, written in the transaction that keeps it.

use documents::mail::Mail;
use domain::parcel::number::grouped;
use domain::permission;
use jiff::Timestamp;
use store::{Tx, people};

use super::{Instruction, paris};
use crate::mails::{self, MailTo};
use crate::parcels::may_see;
use crate::{Operations, Result};

/// Tells whoever gave an instruction that the carrier refused it, and why; if he may still see the parcel.
pub(super) async fn refused(operations: &Operations, tx: &mut Tx, one: &Instruction, now: Timestamp) -> Result<()> {
    let Some(person) = people::find_person(tx, one.by.user).await? else { return Ok(()) };
    let reader = people::find_actor(tx, one.by.user).await?;
    let parcel = store::parcels::of_ids(tx, &[one.parcel]).await?.pop();
    let (Some(reader), Some(parcel)) = (reader, parcel) else { return Ok(()) };
    if !may_see(&reader, &parcel, now) || permission::instruct(&reader, &parcel.facts()).is_err() {
        return Ok(());
    }
    let language = reader.language;
    let today = now.to_zoned(paris()).date();
    let mail = Mail::InstructionRefused {
        parcel: grouped(&one.parcel_number),
        wish: wording::wishes::wish(language, &one.wish, today),
        reason: one.reason.clone(),
    };
    let settings = operations.settings();
    // By its id: two parcels may share a number.
    let link = format!("{}/parcels/{}/instruction", settings.public_url, parcel.id);
    let to = MailTo { person: Some(one.by.user), address: person.email, name: person.name, language, ticket: None };
    mails::enqueue(tx, now, &settings.public_url, &to, &mail, &link).await
}
