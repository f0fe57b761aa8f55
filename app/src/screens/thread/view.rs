//! What a thread's values mean on the page.

use domain::Language;

use crate::api::thread::{LifeStep, SlotView, ThreadPage};
use crate::ui::{DraftFile, Step, StepState, Tone};

/// The steps of the ticket's life, the present one in the colour of who must act.
pub fn steps(life: &[LifeStep], tone: Tone) -> Vec<Step> {
    life.iter()
        .map(|step| {
            let state = match step.place {
                place if place < 0 => StepState::Past,
                0 => StepState::Here(tone),
                _ => StepState::Ahead,
            };
            Step::new(step.label.clone(), state)
        })
        .collect()
}

/// The documents an agent asks for now.
pub fn wanted(page: &ThreadPage) -> Vec<SlotView> {
    page.slots.iter().filter(|slot| slot.asked).cloned().collect()
}

/// Documents that the subject knows and that have neither come nor been asked for.
pub fn optional(page: &ThreadPage) -> Vec<SlotView> {
    page.slots.iter().filter(|slot| !slot.asked && !slot.filled).cloned().collect()
}

/// The key under which a form of the page keeps its files: each has its own, so that a refused contest leaves nothing
/// in the reply, and a note's file never goes out with an answer.
pub fn key_of(page: &ThreadPage, form: &str) -> String {
    format!("{} {form}", page.draft_key)
}

/// The draft files of one place: a form's key, and a slot's id or an empty text.
pub fn files_for(page: &ThreadPage, draft_key: &str, slot: &str) -> Vec<DraftFile> {
    let here = page.draft_files.iter().filter(|sent| sent.draft_key == draft_key && sent.slot == slot);
    here.map(|sent| sent.file.clone()).collect()
}

/// What the slot's mark says.
pub fn slot_word(slot: &SlotView, language: Language) -> (&'static str, Tone) {
    use wording::thread;

    if slot.filled {
        (thread::slot_filled(language), Tone::Done)
    } else if slot.asked {
        (thread::slot_wanted(language), Tone::You)
    } else if slot.missing {
        (thread::slot_missing(language), Tone::Wrong)
    } else {
        (thread::slot_optional(language), Tone::Neutral)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::thread::FormFile;

    fn slot(id: &str, filled: bool, asked: bool) -> SlotView {
        SlotView { id: id.into(), label: id.into(), filled, asked, ..SlotView::default() }
    }

    fn sent(draft_key: &str, slot: &str, id: &str) -> FormFile {
        let file = DraftFile { id: id.into(), ..DraftFile::default() };
        FormFile { draft_key: draft_key.into(), slot: slot.into(), file }
    }

    #[test]
    fn only_what_is_asked_is_wanted() {
        let page = ThreadPage {
            slots: vec![slot("invoice", true, false), slot("identity", false, true), slot("photo", false, false)],
            draft_key: "ticket 1".into(),
            draft_files: vec![
                sent("ticket 1", "", "1"),
                sent("ticket 1", "identity", "2"),
                sent("ticket 1 note", "", "3"),
            ],
            ..ThreadPage::default()
        };
        assert_eq!(wanted(&page), [slot("identity", false, true)]);
        assert_eq!(optional(&page), [slot("photo", false, false)]);
        let ids =
            |key: &str, slot| -> Vec<String> { files_for(&page, key, slot).into_iter().map(|file| file.id).collect() };
        assert_eq!(ids("ticket 1", "identity"), ["2"]);
        assert_eq!(ids("ticket 1", ""), ["1"]);
        assert_eq!(ids(&key_of(&page, "note"), ""), ["3"]);
    }

    #[test]
    fn a_slot_says_whether_it_came_is_wanted_or_was_recorded_as_missing() {
        let missing = SlotView { missing: true, ..slot("denial", false, false) };
        let word = |slot: &SlotView| slot_word(slot, Language::Fr).0;
        assert_eq!(word(&missing), "Manquante");
        assert_eq!(word(&SlotView { asked: true, ..missing.clone() }), "À fournir", "asked for again");
        assert_eq!(word(&SlotView { filled: true, ..missing }), "Reçue");
        assert_eq!(word(&slot("photo", false, false)), "Peut être jointe");
    }

    #[test]
    fn the_present_step_has_the_colour_of_who_must_act() {
        let life = [
            LifeStep { label: "a".into(), place: -1 },
            LifeStep { label: "b".into(), place: 0 },
            LifeStep { label: "c".into(), place: 1 },
        ];
        let states: Vec<StepState> = steps(&life, Tone::You).into_iter().map(|step| step.state).collect();
        assert_eq!(states, [StepState::Past, StepState::Here(Tone::You), StepState::Ahead]);
    }
}
