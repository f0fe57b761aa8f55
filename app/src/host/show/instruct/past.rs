//! Instructions that were given, into words.

use domain::instruction::Fate;
use operations::instructions::Instruction;
use wording::{instruction as w, wishes};

use super::super::Eyes;
use crate::api::Mark;
use crate::api::instruct::GivenView;
use crate::api::parcels::PathStep;
use crate::ui::Tone;

/// One instruction.
pub(super) fn given(eyes: &Eyes, one: &Instruction) -> GivenView {
    let language = eyes.language;
    let when = eyes.when(one.given_at).text;
    let by = if one.by.operator && !eyes.operator {
        w::by_us(language, &one.by.name, &when)
    } else {
        w::by_on(language, &one.by.name, &when)
    };
    GivenView {
        wish: wishes::wish(language, &one.wish, eyes.today),
        fate: Mark { tone: tone(one.fate, eyes.operator), text: wishes::fate(language, one.fate).to_owned() },
        says: wishes::fate_said(language, one.fate, &one.reason),
        by,
        changed: one.ended_at.or(one.accepted_at).map(|at| eyes.when(at)),
    }
}

/// Who must act on an instruction of this fate, or how it went.
const fn tone(fate: Fate, operator: bool) -> Tone {
    match fate {
        Fate::Sent | Fate::Accepted => Tone::Them,
        Fate::Refused if operator => Tone::Wrong,
        Fate::Refused => Tone::You,
        Fate::Executed => Tone::Done,
        Fate::Expired | Fate::Replaced => Tone::Neutral,
    }
}

/// What happened to some instructions, as steps of the parcel's path: each was given, and most came to something.
pub(in crate::host::show) fn events(eyes: &Eyes, instructions: &[Instruction]) -> Vec<PathStep> {
    let language = eyes.language;
    let mut steps = Vec::new();
    for one in instructions {
        let wish = wishes::wish(language, &one.wish, eyes.today);
        let mut step = |fate: Fate, at, detail: String| {
            let title = wishes::fate_happened(language, fate).to_owned();
            steps.push(PathStep { title, when: eyes.when(at), place: String::new(), detail });
        };
        step(Fate::Sent, one.given_at, wish.clone());
        if let Some(at) = one.accepted_at {
            step(Fate::Accepted, at, wish.clone());
        }
        if let Some(at) = one.ended_at {
            let detail = if one.fate == Fate::Refused { one.reason.clone() } else { wish };
            step(one.fate, at, detail);
        }
    }
    steps
}
