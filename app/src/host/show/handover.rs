//! Instructions on their way to carriers, into what the administrator's page shows.

use operations::instructions::AnswerRefusal;
use operations::instructions::handover::PAGE;
use wording::{instruction as w, number, wishes};

use super::Eyes;
use crate::api::handover::{BatchView, HandoverPage, WaitingView};
use crate::error::Failure;
use crate::host::{reader, refused};
use wording::values::carrier_name;

/// What waits, and the files made before the one of a number.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(before: &str) -> Result<HandoverPage, Failure> {
    let (visit, actor) = reader()?;
    // A number that is none shows the first page: there is nothing to find out by it.
    let read = visit.operations.instructions_waiting(&actor, before.parse().ok()).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let last = read.batches.last().filter(|_| read.batches.len() == PAGE);
    Ok(HandoverPage {
        next: last.map(|batch| batch.number.to_string()).unwrap_or_default(),
        waiting: read
            .carriers
            .into_iter()
            .map(|(code, count)| WaitingView {
                name: carrier_name(&code).to_owned(),
                code,
                count: w::admin_waits(eyes.language, count),
            })
            .collect(),
        batches: read
            .batches
            .into_iter()
            .map(|batch| BatchView {
                number: batch.number,
                carrier: carrier_name(&batch.carrier).to_owned(),
                count: number::integer(eyes.language, batch.count),
                made: eyes.when(batch.made_at),
            })
            .collect(),
    })
}

/// Why a line of answers was not taken.
pub fn line_refused(language: domain::Language, why: &AnswerRefusal) -> String {
    match why {
        AnswerRefusal::Unreadable(why) => w::line_unreadable(language, &why.to_string()),
        AnswerRefusal::NoInstruction(id) => w::line_no_instruction(language, id),
        AnswerRefusal::NotHandedOver => w::line_not_handed(language).to_owned(),
        AnswerRefusal::NoAnswer(word) => w::line_no_answer(language, word),
        AnswerRefusal::NoReason => w::line_no_reason(language).to_owned(),
        AnswerRefusal::Ended(fate) => w::line_ended(language, wishes::fate(language, *fate)),
    }
}
