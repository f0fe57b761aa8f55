//! What somebody is told of, into what his pages show.

use domain::Language;
use domain::notice::{NoticeKind, Pace};
use jiff::civil::Time;
use operations::notices::Noticed;
use wording::{events, moment, notices as words};

use super::Eyes;
use super::lists::subject;
use super::tracking::keep_secret;
use crate::api::notices::{NoticeChoicePage, NoticeOption, NoticeRow, NoticesEndPage, NoticesPage};
use crate::error::Failure;
use crate::host::{Visit, reader, refused, visit};

/// The most that the bell counts: beyond, it shows a plus.
const COUNTED: i64 = 99;

/// How many are unread, as the bell says it; empty where none are.
#[must_use]
pub fn unread_in_words(unread: i64) -> String {
    match unread {
        ..=0 => String::new(),
        1..=COUNTED => unread.to_string(),
        _ => format!("{COUNTED}+"),
    }
}

/// How many the reader has not read, as the bell says it.
///
/// # Errors
/// Signed out.
pub fn unread() -> Result<String, Failure> {
    let (visit, _) = reader()?;
    Ok(unread_in_words(visit.signed.as_ref().map_or(0, |signed| signed.unread)))
}

/// A page of the reader's notices.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(after: &str) -> Result<NoticesPage, Failure> {
    let (visit, actor) = reader()?;
    // An id that is none shows the first page: there is nothing to find out by it.
    let page = visit.operations.notices(&actor, after.parse().ok()).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(NoticesPage {
        unread: visit.signed.as_ref().is_some_and(|signed| signed.unread > 0),
        rows: page.rows.iter().map(|one| row(&visit, &eyes, one)).collect(),
        next: page.next.map(|id| id.to_string()).unwrap_or_default(),
    })
}

fn row(visit: &Visit, eyes: &Eyes, one: &Noticed) -> NoticeRow {
    let base = if eyes.operator { "/desk" } else { "/requests" };
    let mut about = format!("{} · {}", one.number, subject(visit, &one.subject));
    if eyes.operator {
        about = format!("{about} · {}", one.customer_name);
    }
    NoticeRow {
        id: one.id.to_string(),
        href: format!("{base}/{}#m-{}", one.number, one.sequence),
        text: events::sentence(eyes.language, &one.event, &one.author_name, one.audience),
        about,
        when: eyes.recent(one.made_at),
        unread: !one.read,
    }
}

/// How the reader is told.
///
/// # Errors
/// What the operation refused, in words.
pub async fn choice() -> Result<NoticeChoicePage, Failure> {
    let (visit, actor) = reader()?;
    let language = visit.language;
    let choice = visit.operations.notice_choice(&actor).await.map_err(refused(&visit))?;
    let hour = |hour: i8| NoticeOption {
        value: hour.to_string(),
        label: moment::time(Time::constant(hour, 0, 0, 0)),
        hint: String::new(),
        chosen: hour == choice.hour,
    };
    let quiet = choice.quiet.map_or((0, 0), |quiet| (quiet.from, quiet.until));
    let kind = |kind: NoticeKind| NoticeOption {
        value: kind.as_str().to_owned(),
        label: kind_label(language, kind, actor.is_operator()).to_owned(),
        hint: String::new(),
        chosen: choice.kinds.contains(&kind),
    };
    Ok(NoticeChoicePage {
        paces: Pace::ALL.into_iter().map(|pace| pace_option(language, pace, choice.pace)).collect(),
        hours: (0..24).map(hour).collect(),
        quiet_from: quiet.0.to_string(),
        quiet_until: quiet.1.to_string(),
        kinds: NoticeKind::ALL.into_iter().map(kind).collect(),
        zone: actor.zone.clone(),
    })
}

fn pace_option(language: Language, pace: Pace, chosen: Pace) -> NoticeOption {
    let (label, hint) = match pace {
        Pace::AtOnce => (words::pace_at_once(language), words::pace_at_once_hint(language)),
        Pace::Hourly => (words::pace_hourly(language), words::pace_hourly_hint(language)),
        Pace::Daily => (words::pace_daily(language), words::pace_daily_hint(language)),
        Pace::Never => (words::pace_never(language), words::pace_never_hint(language)),
    };
    NoticeOption {
        value: pace.as_str().to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
        chosen: pace == chosen,
    }
}

fn kind_label(language: Language, kind: NoticeKind, operator: bool) -> &'static str {
    match kind {
        NoticeKind::Answer => words::kind_answer(language),
        NoticeKind::Ask => words::kind_ask(language),
        NoticeKind::Resolution => words::kind_resolution(language),
        NoticeKind::Reminder => words::kind_reminder(language),
        NoticeKind::Note => words::kind_note(language),
        NoticeKind::Message if operator => words::kind_message(language),
        NoticeKind::Message => words::kind_message_colleagues(language),
        NoticeKind::Assignment => words::kind_assignment(language),
        NoticeKind::Mention => words::kind_mention(language),
        NoticeKind::Progress => words::kind_progress(language),
    }
}

/// What the link in a grouped mail stands for.
///
/// # Errors
/// Not found for a secret of nobody's; the status is set.
pub async fn end(token: &str) -> Result<NoticesEndPage, Failure> {
    let visit = visit()?;
    keep_secret();
    let link = visit.operations.notices_link(token).await.map_err(refused(&visit))?;
    Ok(NoticesEndPage { address: link.address, ended: link.ended })
}

#[cfg(test)]
mod tests {
    use super::unread_in_words;

    #[test]
    fn the_bell_counts_to_a_hundred() {
        for (unread, said) in [(0, ""), (1, "1"), (99, "99"), (100, "99+")] {
            assert_eq!(unread_in_words(unread), said);
        }
    }
}
