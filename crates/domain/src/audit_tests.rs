//! The acts of the audit trail.

use std::collections::HashSet;

use super::{Act, Side};
use crate::event::{Redacted, TicketEvent};
use crate::ticket::message::Audience;

#[test]
fn words_survive_storage_and_none_is_used_twice() {
    let words: HashSet<&str> = Act::ALL.iter().map(|act| act.as_str()).collect();
    assert_eq!(words.len(), Act::ALL.len());
    for act in Act::ALL {
        assert_eq!(Act::from_word(act.as_str()), Some(*act));
    }
    for side in Side::ALL {
        assert_eq!(Side::from_word(side.as_str()), Some(side));
    }
    assert_eq!(Act::from_word("crowned"), None);
}

#[test]
fn a_customer_never_reads_what_is_the_operators_alone() {
    for act in [
        Act::NoteWritten,
        Act::TicketLookedAt,
        Act::ParcelLookedAt,
        Act::ArchiveSearched,
        Act::MailRead,
        Act::AbuseMarked,
    ] {
        assert!(!act.customer_reads(), "{act:?}");
    }
    assert!(Act::TicketAnswered.customer_reads());
    let noted = |audience| Act::of_event(&TicketEvent::NoteWritten, audience);
    assert_eq!(noted(Audience::Operator), Act::NoteWritten);
    assert_eq!(noted(Audience::Colleagues), Act::ColleagueNoted);
    for act in [Act::ColleagueNoted, Act::ColleaguesAssigned, Act::ColleaguesTold] {
        assert!(act.customer_reads() && !act.operator_reads(), "{act:?}");
    }
    assert!(!Act::AgentsTold.customer_reads() && Act::AgentsTold.operator_reads());
    let redacted =
        TicketEvent::MessageRedacted { message: 1, what: Redacted::Text, reason: "Code d’accès".to_owned() };
    assert_eq!(Act::of_event(&redacted, Audience::Operator), Act::NoteRedacted);
    assert!(Act::of_event(&redacted, Audience::Everyone).customer_reads() && !Act::NoteRedacted.customer_reads());
    let replaced = |audience| Act::of_event(&TicketEvent::FileReplaced { message: 1 }, audience);
    assert!(!replaced(Audience::Operator).customer_reads() && !replaced(Audience::Colleagues).operator_reads());
}
