//! Scheduled reports into what their list, form and page show.

use std::collections::BTreeMap;

use domain::Language;
use domain::id::UserId;
use domain::parcel::{Criteria, Destination as Zone, ParcelState, StateFilter};
use domain::report::{Definition, Format, RECIPIENTS_MAX, REPORTS_MAX, Schedule, Typed, Weekdays};
use jiff::ToSpan;
use jiff::civil::Weekday;
use operations::reports::{
    Billed, CopyFile, OwnReport, PDF_PARCELS, RUN_DAYS, Recipient, Report, Run, RunState, RunWithFiles, Skipped,
};
use wording::{moment, number, report, reports as words, values};

use super::{Eyes, new_deed};
use crate::api::Mark;
use crate::api::reports::{
    Offered, ReportFileView, ReportForm, ReportPage, ReportReader, ReportRow, ReportsPage, RunView,
};
use crate::error::{Failure, FailureKind};
use crate::host::{Visit, reader, refused, set_status};
use crate::ui::Tone;

/// The reader's reports, and a form filled in from criteria of a search.
///
/// # Errors
/// What the operation refused, in words.
pub async fn list(query: &str) -> Result<ReportsPage, Failure> {
    let (visit, actor) = reader()?;
    let page = visit.operations.reports(&actor).await.map_err(refused(&visit))?;
    let eyes = Eyes { zone: operations::zone(&page.zone), ..Eyes::of(&visit, &actor) };
    let (typed, billed) = proposed(&eyes, &page.email, &page.billed, query);
    Ok(ReportsPage {
        rows: page.reports.iter().map(|own| own_row(&eyes, own)).collect(),
        colleagues: page.colleagues.iter().map(|report| row(&eyes, report, false, false)).collect(),
        max: REPORTS_MAX as i64,
        form: form(&eyes, &page.zone, &typed, &billed, &page.billed, 0),
    })
}

/// One report.
///
/// # Errors
/// What the operation refused, in words; not found for what is no id.
pub async fn one(id: &str) -> Result<ReportPage, Failure> {
    let (visit, actor) = reader()?;
    let Ok(id) = id.parse() else { return Err(unknown(&visit)) };
    let page = visit.operations.report(&actor, id).await.map_err(refused(&visit))?;
    let eyes = Eyes { zone: operations::zone(&page.report.zone), ..Eyes::of(&visit, &actor) };
    let report = &page.report;
    let readers = page.recipients.iter().map(|recipient| reader_of(&eyes, recipient, page.report.owner));
    Ok(ReportPage {
        row: row(&eyes, report, page.own, page.subscribed),
        own: page.own,
        subscribed: page.subscribed,
        paused: report.schedule.paused_at.is_some(),
        form: if page.own { filled(&eyes, report, &page.billed) } else { ReportForm::default() },
        readers: readers.collect(),
        subscribers: page.subscribers.into_iter().map(|subscriber| subscriber.name).collect(),
        runs: page.runs.iter().map(|run| run_view(&eyes, report, run, page.own)).collect(),
        run_days: RUN_DAYS,
        next: next(&eyes, report).unwrap_or_else(|| words::never(eyes.language).to_owned()),
        deed: new_deed(),
    })
}

/// What is answered where an id is none.
pub(super) fn unknown(visit: &Visit) -> Failure {
    set_status(FailureKind::NotFound);
    Failure::new(FailureKind::NotFound, wording::failure::not_found(visit.language))
}

fn own_row(eyes: &Eyes, own: &OwnReport) -> ReportRow {
    let last = own.last.as_ref().filter(|run| run.state == RunState::Done);
    ReportRow {
        last: last.map(|run| last_sent(eyes, run)).unwrap_or_default(),
        ..row(eyes, &own.report, own.own, !own.own)
    }
}

fn last_sent(eyes: &Eyes, run: &Run) -> String {
    let total = report::total(eyes.language, run.parcels);
    words::last_sent(eyes.language, &moment::day(eyes.language, run.period, eyes.today), &total)
}

fn row(eyes: &Eyes, report: &Report, own: bool, subscribed: bool) -> ReportRow {
    let language = eyes.language;
    let (tone, text) = if report.schedule.paused_at.is_some() {
        (Tone::You, words::paused(language))
    } else if report.schedule.next_at.is_none() {
        (Tone::Neutral, words::over(language))
    } else if subscribed {
        (Tone::Done, words::subscribed(language))
    } else {
        (Tone::Done, words::active(language))
    };
    ReportRow {
        id: report.id.to_string(),
        name: report.definition.name.clone(),
        owner: if own { String::new() } else { report.owner_name.clone() },
        schedule: schedule(eyes, &report.definition.schedule),
        mark: Mark { tone, text: text.to_owned() },
        next: next(eyes, report).map(|when| words::next(language, &when)).unwrap_or_default(),
        last: String::new(),
    }
}

/// When it is sent next, by the clock of its customer.
fn next(eyes: &Eyes, report: &Report) -> Option<String> {
    report.schedule.next_at.map(|at| moment::when(eyes.language, &eyes.zoned(at), eyes.now))
}

/// Days and time, in words.
fn schedule(eyes: &Eyes, schedule: &Schedule) -> String {
    let language = eyes.language;
    let time = moment::time(schedule.time());
    let working = Weekdays::of(["mon", "tue", "wed", "thu", "fri"]);
    let said = if schedule.weekdays.iter().count() == 7 {
        words::every_day(language, &time)
    } else if schedule.weekdays == working {
        words::working_week(language, &time)
    } else {
        let mut days: Vec<String> = schedule.weekdays.iter().map(|day| weekday(language, day).to_owned()).collect();
        if language == Language::Fr {
            // Days are common nouns in French: only the first begins the line.
            days.iter_mut().skip(1).for_each(|day| *day = day.to_lowercase());
        }
        words::on_days(language, &days.join(", "), &time)
    };
    match schedule.ends_on {
        Some(day) => format!("{said}, {}", words::until(language, &moment::day(language, day, eyes.today))),
        None => said,
    }
}

const fn weekday(language: Language, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => words::mon(language),
        Weekday::Tuesday => words::tue(language),
        Weekday::Wednesday => words::wed(language),
        Weekday::Thursday => words::thu(language),
        Weekday::Friday => words::fri(language),
        Weekday::Saturday => words::sat(language),
        Weekday::Sunday => words::sun(language),
    }
}

/// What a new form proposes: the working week at eight, the last seven days, as CSV and as a page; cut by what a search
/// asked for.
fn proposed(eyes: &Eyes, email: &str, billed: &[Billed], query: &str) -> (Typed, String) {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.trim_start_matches('?').as_bytes())
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let criteria = Criteria::of_form(pairs).unwrap_or_default();
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let typed = Typed {
        national: criteria.destination.is_none_or(|zone| zone == Zone::National),
        international: criteria.destination != Some(Zone::National),
        states: match criteria.state {
            StateFilter::All => Vec::new(),
            state => vec![state.to_string()],
        },
        from_days: "7".to_owned(),
        to_days: "0".to_owned(),
        weekdays: own(&["mon", "tue", "wed", "thu", "fri"]),
        time: "08:00".to_owned(),
        formats: own(&["csv", "html"]),
        language: eyes.language.code().to_owned(),
        email: email.to_owned(),
        ..Typed::default()
    };
    let chosen = billed.iter().find(|choice| {
        !criteria.account.is_empty() && choice.number == criteria.account && choice.sub_number == criteria.sub_account
    });
    (typed, chosen.map(|choice| choice.id.clone()).unwrap_or_default())
}

fn filled(eyes: &Eyes, report: &Report, billed: &[Billed]) -> ReportForm {
    let Definition { selection, .. } = &report.definition;
    let chosen = match (selection.account, selection.sub_account) {
        (_, Some(part)) => part.to_string(),
        (Some(account), None) => account.to_string(),
        (None, None) => String::new(),
    };
    form(eyes, &report.zone, &report.definition.typed(), &chosen, billed, report.version)
}

fn form(eyes: &Eyes, zone: &str, typed: &Typed, chosen: &str, billed: &[Billed], version: i64) -> ReportForm {
    let language = eyes.language;
    let has = |list: &[String], word: &str| list.iter().any(|own| own == word);
    let offered = |value: &str, label: String, chosen: bool| Offered { value: value.to_owned(), label, chosen };
    let times = (0..48).map(|half| format!("{:02}:{:02}", half / 2, half % 2 * 30));
    ReportForm {
        name: typed.name.clone(),
        national: typed.national,
        international: typed.international,
        states: StateFilter::ALL
            .into_iter()
            .filter(|filter| *filter != StateFilter::All)
            .map(|filter| {
                let chosen = has(&typed.states, filter.as_str());
                offered(filter.as_str(), values::state_filter(language, filter).to_owned(), chosen)
            })
            .collect(),
        billed: billed
            .iter()
            .map(|choice| {
                let label = match choice.sub_number.as_str() {
                    "" => words::billed_account(language, &choice.number),
                    sub => words::billed_sub(language, &choice.number, sub),
                };
                offered(&choice.id, label, choice.id == chosen)
            })
            .collect(),
        from_days: typed.from_days.clone(),
        to_days: typed.to_days.clone(),
        weekdays: Weekdays::all()
            .map(|(day, word)| offered(word, weekday(language, day).to_owned(), has(&typed.weekdays, word)))
            .collect(),
        times: times.map(|time| offered(&time, time.clone(), time == typed.time)).collect(),
        ends_on: typed.ends_on.clone(),
        tomorrow: eyes.today.saturating_add(1.day()).to_string(),
        formats: Format::ALL
            .into_iter()
            .map(|format| offered(format.as_str(), String::new(), has(&typed.formats, format.as_str())))
            .collect(),
        pdf_parcels: PDF_PARCELS as i64,
        file_name: typed.file_name.clone(),
        language: typed.language.clone(),
        email: typed.email.clone(),
        recipients: typed.recipients.clone(),
        recipients_max: RECIPIENTS_MAX as i64,
        zone: zone.rsplit('/').next().unwrap_or(zone).replace('_', " "),
        version,
        deed: new_deed(),
    }
}

fn reader_of(eyes: &Eyes, recipient: &Recipient, owner: UserId) -> ReportReader {
    let language = eyes.language;
    let (tone, text) = if recipient.unsubscribed_at.is_some() {
        (Tone::Neutral, words::stopped(language))
    } else if recipient.person.is_none() && !recipient.confirmed {
        (Tone::Them, words::waits(language))
    } else if recipient.is_owner && recipient.person.is_none_or(|person| person == owner) {
        (Tone::Done, words::yours(language))
    } else if recipient.person.is_some() {
        (Tone::Done, words::colleague(language))
    } else {
        (Tone::Done, words::outside(language))
    };
    ReportReader { name: recipient.address.clone(), mark: Mark { tone, text: text.to_owned() } }
}

fn run_view(eyes: &Eyes, of: &Report, shown: &RunWithFiles, own: bool) -> RunView {
    let (language, run) = (eyes.language, &shown.run);
    let (tone, text) = match run.state {
        RunState::Waiting => (Tone::Them, words::run_waiting(language).to_owned()),
        RunState::Done => (Tone::Done, words::run_done(language, run.mails)),
        RunState::Skipped => (Tone::Wrong, words::run_skipped(language).to_owned()),
        RunState::Failed => (Tone::Wrong, words::run_failed(language).to_owned()),
    };
    let owner = of.owner_name.as_str();
    let reason = match (run.state, Skipped::from_word(&run.reason)) {
        (RunState::Skipped, Some(Skipped::OwnerGone)) => words::skipped_owner(language, owner),
        (RunState::Skipped, Some(Skipped::RightLost)) => words::skipped_right(language, owner),
        (RunState::Skipped, Some(Skipped::AccountLost)) => words::skipped_account(language, owner),
        (RunState::Failed, _) => words::failed_reason(language).to_owned(),
        _ => String::new(),
    };
    // The counts are those of the owner's copy: a subscriber may see fewer parcels.
    let counted = own && run.state == RunState::Done;
    RunView {
        id: run.id.to_string(),
        day: moment::day(language, run.period, eyes.today),
        again: run.again > 0,
        mark: Mark { tone, text },
        reason,
        parcels: if counted { report::total(language, run.parcels) } else { String::new() },
        counts: if counted { counts(language, &run.counts) } else { String::new() },
        files: shown.files.iter().map(|file| file_view(language, file, &format!("/reports/{}/files", of.id))).collect(),
    }
}

fn counts(language: Language, counts: &BTreeMap<ParcelState, i64>) -> String {
    let said = counts.iter().map(|(state, count)| {
        format!("{} {}", values::parcel_state(language, *state), number::integer(language, *count))
    });
    said.collect::<Vec<_>>().join(" · ")
}

/// A file as a link below an address.
pub(super) fn file_view(language: Language, file: &CopyFile, below: &str) -> ReportFileView {
    let size = number::bytes(language, u64::try_from(file.size).unwrap_or(0));
    ReportFileView { href: format!("{below}/{}", file.id), label: words::file(language, &file.name, &size) }
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use domain::report::{Schedule, Weekdays};
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::{Eyes, proposed, schedule};

    fn eyes(language: Language) -> Eyes {
        let now: jiff::Timestamp = "2027-03-01T09:00:00Z".parse().expect("a moment");
        Eyes { language, zone: TimeZone::UTC, now, today: date(2027, 3, 1), operator: false }
    }

    #[test]
    fn days_and_time_read_like_a_sentence() {
        let said = |words: &[&str], ends_on, language| {
            let weekdays = Weekdays::of(words.iter().copied());
            schedule(&eyes(language), &Schedule { weekdays, minute: 510, ends_on })
        };
        let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        assert_eq!(said(&all, None, Language::Fr), "Tous les jours à 08:30");
        assert_eq!(said(&all[..5], None, Language::En), "Monday to Friday at 08:30");
        assert_eq!(
            said(&["mon", "sun"], Some(date(2027, 4, 2)), Language::Fr),
            "Lundi, dimanche à 08:30, jusqu’au 2 avr."
        );
    }

    #[test]
    fn a_new_report_proposes_the_working_week_and_what_a_search_asked_for() {
        let (typed, billed) = proposed(&eyes(Language::En), "emma@nord.example", &[], "");
        assert_eq!((typed.weekdays.len(), typed.language.as_str(), billed.as_str()), (5, "en", ""));
        assert!(typed.national && typed.international && typed.states.is_empty());
        let (typed, _) =
            proposed(&eyes(Language::Fr), "", &[], "state=notified&destination=national&from=nonsense&x=y");
        // Criteria that cannot be read propose nothing.
        assert!(typed.international && typed.states.is_empty());
        let (typed, _) = proposed(&eyes(Language::Fr), "", &[], "?state=notified&destination=national");
        assert!(typed.national && !typed.international);
        assert_eq!(typed.states, ["notified"]);
    }
}
