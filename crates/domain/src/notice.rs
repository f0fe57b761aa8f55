//! What somebody hears of on the tickets he follows, and when a mail tells him: at once, every hour or once a day, and
//! never within his quiet hours.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

use crate::event::TicketEvent;
use crate::ticket::message::Audience;

/// What a notice is about; each kind can be told by mail or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// An agent answered, or took a ticket up again.
    Answer,
    /// An agent asks for something.
    Ask,
    /// The ticket is resolved.
    Resolution,
    /// Somebody is reminded of what he was asked, or of a resolution.
    Reminder,
    /// A note of one's own side.
    Note,
    /// The customer wrote.
    Message,
    /// A colleague gave a ticket to somebody.
    Assignment,
    /// A colleague called somebody in a note.
    Mention,
    /// Whatever else became of the ticket.
    Progress,
}

impl NoticeKind {
    /// All of them, in the order of the form.
    pub const ALL: [NoticeKind; 9] = [
        NoticeKind::Answer,
        NoticeKind::Ask,
        NoticeKind::Resolution,
        NoticeKind::Reminder,
        NoticeKind::Note,
        NoticeKind::Message,
        NoticeKind::Assignment,
        NoticeKind::Mention,
        NoticeKind::Progress,
    ];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            NoticeKind::Answer => "answer",
            NoticeKind::Ask => "ask",
            NoticeKind::Resolution => "resolution",
            NoticeKind::Reminder => "reminder",
            NoticeKind::Note => "note",
            NoticeKind::Message => "message",
            NoticeKind::Assignment => "assignment",
            NoticeKind::Mention => "mention",
            NoticeKind::Progress => "progress",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        NoticeKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The kind of an event; none for what nobody is told of, because another event of the same deed says it or it is
    /// no news.
    #[must_use]
    pub const fn of(event: &TicketEvent) -> Option<Self> {
        Some(match event {
            TicketEvent::TicketAnswered { .. } | TicketEvent::TicketReopened { .. } | TicketEvent::AskCancelled => {
                NoticeKind::Answer
            }
            TicketEvent::CustomerAsked => NoticeKind::Ask,
            TicketEvent::TicketResolved { .. } | TicketEvent::TicketUnanswered => NoticeKind::Resolution,
            TicketEvent::CustomerReminded { .. } => NoticeKind::Reminder,
            TicketEvent::NoteWritten => NoticeKind::Note,
            TicketEvent::MessageWritten
            | TicketEvent::FileReplaced { .. }
            | TicketEvent::CustomerAnswered
            | TicketEvent::TicketContested
            | TicketEvent::TicketResumed
            | TicketEvent::CustomerThanked => NoticeKind::Message,
            TicketEvent::TicketFiledFor
            | TicketEvent::TicketWithdrawn { .. }
            | TicketEvent::TicketValidated { .. }
            | TicketEvent::TicketNotValidated
            | TicketEvent::TicketClosed
            | TicketEvent::TicketMerged { .. }
            | TicketEvent::MergeUndone
            | TicketEvent::ColleagueJoined => NoticeKind::Progress,
            TicketEvent::TicketFiled | TicketEvent::TicketSeen | TicketEvent::SlotFilled { .. } => return None,
            // Only those are told to whom it is given or who are called, and they by the deed itself.
            TicketEvent::ColleaguesAssigned { .. } | TicketEvent::ColleaguesTold { .. } => return None,
            // A removal is read in the thread, by who looks; of abuse only those who look after it hear.
            TicketEvent::MessageRedacted { .. }
            | TicketEvent::IdentityDocumentErased { .. }
            | TicketEvent::AbuseMarked { .. }
            | TicketEvent::AbuseUnmarked { .. } => {
                return None;
            }
        })
    }
}

/// Whether somebody of a side may hear of an event of an audience.
#[must_use]
pub const fn reaches(audience: Audience, operator: bool) -> bool {
    if operator { audience.operator_reads() } else { audience.customer_reads() }
}

/// How often mails tell somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// As soon as it happens.
    AtOnce,
    /// At each full hour, what happened since the last.
    Hourly,
    /// Once a day, at his hour.
    Daily,
    /// Not at all.
    Never,
}

impl Pace {
    /// All four, in the order of the form.
    pub const ALL: [Pace; 4] = [Pace::AtOnce, Pace::Hourly, Pace::Daily, Pace::Never];

    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Pace::AtOnce => "at_once",
            Pace::Hourly => "hourly",
            Pace::Daily => "daily",
            Pace::Never => "never",
        }
    }

    /// The pace of a stored word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Pace::ALL.into_iter().find(|pace| pace.as_str() == word)
    }
}

/// Hours in which no mail comes, by the clock on the reader's wall: from one full hour to another, over midnight too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// The hour in which they begin.
    pub from: i8,
    /// The hour at which they end.
    pub until: i8,
}

impl QuietHours {
    /// Quiet hours between two hours of the day; none where they are the same or no hours.
    #[must_use]
    pub fn between(from: i8, until: i8) -> Option<Self> {
        (is_hour(from) && is_hour(until) && from != until).then_some(QuietHours { from, until })
    }

    const fn hold(self, hour: i8) -> bool {
        if self.from < self.until {
            self.from <= hour && hour < self.until
        } else {
            self.from <= hour || hour < self.until
        }
    }
}

/// Whether a number is an hour of the day.
#[must_use]
pub const fn is_hour(hour: i8) -> bool {
    hour >= 0 && hour < 24
}

/// How somebody wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// How often mails come.
    pub pace: Pace,
    /// The hour of the daily mail, from 0 to 23.
    pub hour: i8,
    /// When none may come.
    pub quiet: Option<QuietHours>,
    /// What they tell.
    pub kinds: Vec<NoticeKind>,
}

/// The hour of the daily mail of who never chose one.
pub const USUAL_HOUR: i8 = 8;

impl Choice {
    /// What holds for somebody who never chose: a customer's user is told at once what asks something of him or answers
    /// him; the operator's people, who have their desk, get no mails.
    #[must_use]
    pub fn usual(operator: bool) -> Self {
        let kinds = if operator {
            NoticeKind::ALL.to_vec()
        } else {
            let untold = [NoticeKind::Message, NoticeKind::Progress];
            NoticeKind::ALL.into_iter().filter(|kind| !untold.contains(kind)).collect()
        };
        let pace = if operator { Pace::Never } else { Pace::AtOnce };
        Choice { pace, hour: USUAL_HOUR, quiet: None, kinds }
    }

    /// When a mail tells of something that happens now: now itself, later, or never.
    #[must_use]
    pub fn mail_at(&self, kind: NoticeKind, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        if self.kinds.contains(&kind) { self.next_mail(now, zone) } else { None }
    }

    /// When the next mail can come.
    #[must_use]
    pub fn next_mail(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let there = now.to_zoned(zone.clone());
        let at = match self.pace {
            Pace::Never => return None,
            Pace::AtOnce => there,
            Pace::Hourly => next_full_hour(&there),
            Pace::Daily => next_at(&there, self.hour),
        };
        let quiet = self.quiet.filter(|quiet| quiet.hold(at.hour()));
        Some(quiet.map_or_else(|| at.timestamp(), |quiet| next_at(&at, quiet.until).timestamp()))
    }
}

/// The next full hour on the wall, which is not the present one.
fn next_full_hour(at: &Zoned) -> Zoned {
    // Whole minutes of the moment itself, so that the hour that comes twice in autumn is told twice as well.
    let past = i64::from(at.minute()) * 60 + i64::from(at.second());
    let start = at.timestamp() - past.seconds();
    let micros = i64::from(at.subsec_nanosecond()).nanoseconds();
    let next = start.checked_sub(micros).and_then(|start| start.checked_add(1.hour()));
    next.map_or_else(|_| at.clone(), |next| next.to_zoned(at.time_zone().clone()))
}

/// The next time that it is an hour on the wall, after a moment.
fn next_at(after: &Zoned, hour: i8) -> Zoned {
    let time = Time::new(hour.clamp(0, 23), 0, 0, 0).unwrap_or(Time::midnight());
    let days = [after.date(), after.date().saturating_add(1.day()), after.date().saturating_add(2.days())];
    let moments = days.into_iter().filter_map(|day| day.to_datetime(time).to_zoned(after.time_zone().clone()).ok());
    moments.into_iter().find(|at| at > after).unwrap_or_else(|| after.clone())
}

/// Kinds as they are stored.
#[must_use]
pub fn kinds_to_words(kinds: &[NoticeKind]) -> String {
    let words: Vec<&str> =
        NoticeKind::ALL.iter().filter(|kind| kinds.contains(kind)).map(|kind| kind.as_str()).collect();
    words.join(" ")
}

/// The kinds of stored words; words we do not know are left out.
#[must_use]
pub fn kinds_from_words(words: &str) -> Vec<NoticeKind> {
    words.split_whitespace().filter_map(NoticeKind::from_word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").expect("a zone")
    }

    fn choice(pace: Pace, hour: i8, quiet: Option<(i8, i8)>) -> Choice {
        let quiet = quiet.and_then(|(from, until)| QuietHours::between(from, until));
        Choice { pace, hour, quiet, ..Choice::usual(false) }
    }

    /// 2 March 2026 is winter: Paris is one hour ahead. On 29 March at 02:00 it goes to 03:00; on 25 October at 03:00
    /// back to 02:00.
    #[test]
    fn a_mail_comes_at_its_pace_and_never_within_quiet_hours() {
        for (pace, hour, quiet, now, expected) in [
            (Pace::AtOnce, 8, None, "2026-03-02T08:00:00Z", Some("2026-03-02T08:00:00Z")),
            (Pace::Never, 8, None, "2026-03-02T08:00:00Z", None),
            (Pace::Hourly, 8, None, "2026-03-02T08:10:20.5Z", Some("2026-03-02T09:00:00Z")),
            (Pace::Hourly, 8, None, "2026-03-02T08:00:00Z", Some("2026-03-02T09:00:00Z")),
            (Pace::Daily, 18, None, "2026-03-02T08:00:00Z", Some("2026-03-02T17:00:00Z")),
            (Pace::Daily, 9, None, "2026-03-02T08:00:00Z", Some("2026-03-03T08:00:00Z")),
            (Pace::AtOnce, 8, Some((20, 7)), "2026-03-02T19:30:00Z", Some("2026-03-03T06:00:00Z")),
            (Pace::AtOnce, 8, Some((20, 7)), "2026-03-03T05:59:59Z", Some("2026-03-03T06:00:00Z")),
            (Pace::AtOnce, 8, Some((20, 7)), "2026-03-03T06:00:00Z", Some("2026-03-03T06:00:00Z")),
            (Pace::AtOnce, 8, Some((12, 14)), "2026-03-02T11:00:00Z", Some("2026-03-02T13:00:00Z")),
            (Pace::Hourly, 8, Some((20, 7)), "2026-03-02T18:20:00Z", Some("2026-03-03T06:00:00Z")),
            (Pace::Daily, 22, Some((20, 7)), "2026-03-02T08:00:00Z", Some("2026-03-03T06:00:00Z")),
            // The hour that is left out in spring is its end; the one that comes twice in autumn is its first.
            (Pace::Daily, 2, None, "2026-03-28T12:00:00Z", Some("2026-03-29T01:00:00Z")),
            (Pace::Daily, 2, None, "2026-10-24T12:00:00Z", Some("2026-10-25T00:00:00Z")),
            (Pace::Hourly, 2, None, "2026-10-25T00:30:00Z", Some("2026-10-25T01:00:00Z")),
        ] {
            let found = choice(pace, hour, quiet).next_mail(at(now), &paris());
            assert_eq!(found, expected.map(at), "{pace:?} {hour} {quiet:?} {now}");
        }
        // Zones whose hours begin at our half hours.
        let india = TimeZone::get("Asia/Kolkata").expect("a zone");
        let found = choice(Pace::Hourly, 8, None).next_mail(at("2026-03-02T08:10:00Z"), &india);
        assert_eq!(found, Some(at("2026-03-02T08:30:00Z")));
    }

    #[test]
    fn only_chosen_kinds_are_mailed() {
        let choice = Choice { kinds: vec![NoticeKind::Ask], ..Choice::usual(false) };
        let now = at("2026-03-02T08:00:00Z");
        assert_eq!(choice.mail_at(NoticeKind::Ask, now, &paris()), Some(now));
        assert_eq!(choice.mail_at(NoticeKind::Answer, now, &paris()), None);
        assert_eq!(Choice::usual(true).mail_at(NoticeKind::Ask, now, &paris()), None, "an agent has his desk");
    }

    #[test]
    fn quiet_hours_have_two_hours_that_differ() {
        assert_eq!(QuietHours::between(7, 7), None);
        assert_eq!(QuietHours::between(-1, 7), None);
        assert_eq!(QuietHours::between(7, 24), None);
        assert!(QuietHours::between(20, 7).is_some());
    }

    #[test]
    fn words_survive_storage() {
        for pace in Pace::ALL {
            assert_eq!(Pace::from_word(pace.as_str()), Some(pace));
        }
        let kinds = [NoticeKind::Note, NoticeKind::Answer];
        assert_eq!(kinds_to_words(&kinds), "answer note");
        assert_eq!(kinds_from_words("answer unheard_of note"), [NoticeKind::Answer, NoticeKind::Note]);
        assert_eq!(kinds_from_words(""), []);
    }

    #[test]
    fn a_side_hears_of_what_it_may_read() {
        assert!(!reaches(Audience::Operator, false) && reaches(Audience::Operator, true));
        assert!(!reaches(Audience::Colleagues, true) && reaches(Audience::Colleagues, false));
        assert!(reaches(Audience::Everyone, true) && reaches(Audience::Everyone, false));
    }
}
