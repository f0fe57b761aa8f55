//! A carrier's answers: a table of ids, *accepted* or *refused*, and the reason of each refusal.

use std::collections::HashMap;
use std::fmt;

use domain::id::InstructionId;
use domain::instruction::{Fate, Turn};
use domain::{Actor, permission};
use jiff::Timestamp;
use store::{Scope, Tx, instructions as rows};

use super::follow::accepted;
use super::giving::ended;
use super::{Instruction, notify};
use crate::feed::encoding;
use crate::sheet::{Column, Fields, Sheet, SheetRefusal};
use crate::{Operations, Result};

/// The columns of the table.
pub const COLUMNS: [Column; 3] =
    [Column::needed("instruction_id", 40), Column::needed("answer", 20), Column::optional("reason", 300)];

/// Lines of one transaction.
const AT_ONCE: usize = 500;

/// What became of a carrier's answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerReport {
    /// Instructions that are accepted now.
    pub accepted: usize,
    /// Instructions that are refused now.
    pub refused: usize,
    /// Lines that say what was known.
    pub known: usize,
    /// Lines that were not taken, and why, in the order of the file.
    pub rejected: Vec<(usize, AnswerRefusal)>,
    /// Headers that mean nothing here.
    pub ignored_columns: Vec<String>,
}

/// Why a line was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerRefusal {
    /// It cannot be read.
    Unreadable(SheetRefusal),
    /// No instruction has this id.
    NoInstruction(String),
    /// The instruction was never handed to its carrier, who so cannot have answered.
    NotHandedOver,
    /// The answer is neither accepted nor refused.
    NoAnswer(String),
    /// A refusal without a reason.
    NoReason,
    /// It stands otherwise already.
    Ended(Fate),
}

impl From<SheetRefusal> for AnswerRefusal {
    fn from(refusal: SheetRefusal) -> Self {
        AnswerRefusal::Unreadable(refusal)
    }
}

impl fmt::Display for AnswerRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(refusal) => refusal.fmt(f),
            Self::NoInstruction(id) => write!(f, "there is no instruction {id:?}"),
            Self::NotHandedOver => f.write_str("the instruction was not handed to the carrier yet"),
            Self::NoAnswer(word) => write!(f, "the answer is accepted or refused, not {word:?}"),
            Self::NoReason => f.write_str("a refusal needs its reason"),
            Self::Ended(fate) => write!(f, "the instruction is {} already", fate.as_str()),
        }
    }
}

/// A line that can be read.
struct Answer {
    line: usize,
    id: InstructionId,
    turn: Turn,
    reason: String,
}

impl Operations {
    /// Takes in a carrier's answers. Good lines are kept, bad ones are reported; the same file twice changes nothing.
    /// Whoever gave an instruction that is refused gets a mail with the carrier's reason.
    ///
    /// # Errors
    /// [`crate::Error::Store`]; what was kept until then stays kept, and the file can come again.
    pub async fn import_answers(&self, file: &[u8]) -> Result<AnswerReport> {
        let text = encoding::decode(file);
        let mut report = AnswerReport::default();
        let mut sheet = match Sheet::open(&text, &COLUMNS) {
            Ok(sheet) => sheet,
            Err((line, refusal)) => {
                report.rejected.push((line, refusal.into()));
                return Ok(report);
            }
        };
        report.ignored_columns = sheet.ignored().to_vec();
        loop {
            let lines: Vec<_> = sheet.by_ref().take(AT_ONCE).collect();
            if lines.is_empty() {
                report.rejected.sort_by_key(|(line, _)| *line);
                return Ok(report);
            }
            let mut answers = Vec::with_capacity(lines.len());
            for (line, fields) in lines {
                match fields.map_err(AnswerRefusal::from).and_then(|fields| answer(line, &fields)) {
                    Ok(answer) => answers.push(answer),
                    Err(refusal) => report.rejected.push((line, refusal)),
                }
            }
            self.take_answers(answers, &mut report).await?;
        }
    }

    /// As [`Operations::import_answers`], for an administrator.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`] for everybody else.
    pub async fn import_answers_as(&self, actor: &Actor, file: &[u8]) -> Result<AnswerReport> {
        permission::run_installation(actor)?;
        self.import_answers(file).await
    }

    async fn take_answers(&self, answers: Vec<Answer>, report: &mut AnswerReport) -> Result<()> {
        let now = self.now();
        let ids: Vec<InstructionId> = answers.iter().map(|answer| answer.id).collect();
        let mut tx = self.store().write(Scope::System).await?;
        store::parcels::lock_imports(&mut tx).await?;
        let found = rows::by_ids(&mut tx, &ids).await?;
        let mut instructions: HashMap<InstructionId, Instruction> =
            found.into_iter().map(|one| (one.id, one)).collect();
        let mut told = false;
        for answer in answers {
            let Some(instruction) = instructions.get_mut(&answer.id) else {
                report.rejected.push((answer.line, AnswerRefusal::NoInstruction(answer.id.to_string())));
                continue;
            };
            match self.take_answer(&mut tx, instruction, &answer, now).await? {
                Ok(None) => report.known += 1,
                Ok(Some(after)) => {
                    if after.fate == Fate::Refused {
                        report.refused += 1;
                        told = true;
                        notify::refused(self, &mut tx, &after, now).await?;
                    } else {
                        report.accepted += 1;
                    }
                    *instruction = after;
                }
                Err(refusal) => report.rejected.push((answer.line, refusal)),
            }
        }
        tx.commit().await?;
        if told {
            self.wake().notify_one();
        }
        Ok(())
    }

    /// One answer; `None` where it was known.
    async fn take_answer(
        &self,
        tx: &mut Tx,
        instruction: &Instruction,
        answer: &Answer,
        now: Timestamp,
    ) -> Result<std::result::Result<Option<Instruction>, AnswerRefusal>> {
        if instruction.batch.is_none() {
            return Ok(Err(AnswerRefusal::NotHandedOver));
        }
        let known = match answer.turn {
            Turn::Accepted => instruction.accepted_at.is_some(),
            _ => instruction.fate == Fate::Refused && instruction.reason == answer.reason,
        };
        if known {
            return Ok(Ok(None));
        }
        let after = if answer.turn == Turn::Accepted && instruction.fate == Fate::Sent {
            let parcel = store::parcels::of_ids(tx, &[instruction.parcel]).await?.pop();
            parcel.map(|parcel| accepted(self, instruction, &parcel, now))
        } else {
            ended(instruction, answer.turn, now)
        };
        let Some(mut after) = after else { return Ok(Err(AnswerRefusal::Ended(instruction.fate))) };
        after.reason.clone_from(&answer.reason);
        if !rows::update(tx, instruction, &after).await? {
            return Ok(Err(AnswerRefusal::Ended(instruction.fate)));
        }
        Ok(Ok(Some(after)))
    }
}

fn answer(line: usize, fields: &Fields) -> std::result::Result<Answer, AnswerRefusal> {
    let id = fields.needed("instruction_id")?;
    let id = id.parse().map_err(|_| AnswerRefusal::NoInstruction(id.to_owned()))?;
    let word = fields.needed("answer")?;
    match word.to_lowercase().as_str() {
        "accepted" | "acceptée" | "acceptee" | "ok" => {
            Ok(Answer { line, id, turn: Turn::Accepted, reason: String::new() })
        }
        "refused" | "refusée" | "refusee" => match fields.get("reason") {
            "" => Err(AnswerRefusal::NoReason),
            reason => Ok(Answer { line, id, turn: Turn::Refused, reason: reason.to_owned() }),
        },
        _ => Err(AnswerRefusal::NoAnswer(word.to_owned())),
    }
}
