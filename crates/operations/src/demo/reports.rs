//! Scheduled reports of the demo world: of the first customer's administrator one that is active, one that is paused and
//! one that is over, and one of a colleague; with what was sent of them.

use domain::Language;
use domain::id::{MailId, ReportFileId, ReportId, ReportRunId};
use domain::parcel::{ParcelState, StateFilter};
use domain::report::{Definition, Destination, FileName, Format, Progress, Schedule, Selection, Weekdays, Window};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::mails::MailState;
use store::reports::{self as rows, CopyFile, NewReport, NewRun, Outcome, Report, Run, RunState};
use store::{Scope, Tx, people};

use super::dice::Dice;
use super::people::{Cast, DemoCustomer};
use crate::mails::MailTo;
use crate::reports::copies::{Copy, Made, Making};
use crate::reports::readers::{Letter, View};
use crate::reports::run::{LIST, letter_of, stop_address};
use crate::{Error, Operations, Result, ids};

const WORKING: [&str; 5] = ["mon", "tue", "wed", "thu", "fri"];
const ALL_DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// An address outside that said yes, and one that has not answered yet.
const AGREED: &str = "quai@lemaire-logistique.example";
const ASKED: &str = "transport@partenaire.example";

/// A report and what became of it.
struct Story {
    owner: usize,
    name: &'static str,
    file_name: &'static str,
    states: &'static [StateFilter],
    destination: Destination,
    days: &'static [&'static str],
    minute: u16,
    formats: &'static [Format],
    recipient: &'static str,
    /// Days before the day of the world on which it ended.
    ended: Option<i64>,
    paused: bool,
    runs: usize,
}

const STORIES: [Story; 4] = [
    Story {
        owner: 0,
        name: "Suivi quotidien",
        file_name: "suivi-quotidien",
        states: &[],
        destination: Destination::Anywhere,
        days: &WORKING,
        minute: 8 * 60,
        formats: &[Format::Csv, Format::Html],
        recipient: AGREED,
        ended: None,
        paused: false,
        runs: 3,
    },
    Story {
        owner: 0,
        name: "Colis non livrés",
        file_name: "non-livres",
        states: &[StateFilter::Undelivered],
        destination: Destination::National,
        days: &["mon"],
        minute: 7 * 60 + 30,
        formats: &[Format::Pdf],
        recipient: ASKED,
        ended: None,
        paused: true,
        runs: 1,
    },
    Story {
        owner: 0,
        name: "Opération de printemps",
        file_name: "operation-printemps",
        states: &[],
        destination: Destination::International,
        days: &["wed", "fri"],
        minute: 18 * 60,
        formats: &[Format::Csv],
        recipient: "",
        ended: Some(12),
        paused: false,
        runs: 1,
    },
    Story {
        owner: 1,
        name: "Colis à retirer",
        file_name: "a-retirer",
        states: &[StateFilter::State(ParcelState::AvailableForPickup)],
        destination: Destination::Anywhere,
        days: &ALL_DAYS,
        minute: 6 * 60 + 30,
        formats: &[Format::Html],
        recipient: "",
        ended: None,
        paused: false,
        runs: 2,
    },
];

/// How long before the day of the world the reports were made.
const THERE_SINCE: SignedDuration = SignedDuration::from_hours(24 * 40);

/// Makes the reports of the first customer.
pub(super) async fn make(ops: &Operations, cast: &Cast, dice: &mut Dice, as_of: Timestamp) -> Result<()> {
    let Some(customer) = cast.customers.first() else { return Ok(()) };
    let mut telling = Telling { ops, customer, dice, as_of };
    telling.asked().await?;
    for story in &STORIES {
        telling.one(story).await?;
    }
    Ok(())
}

struct Telling<'a> {
    ops: &'a Operations,
    customer: &'a DemoCustomer,
    dice: &'a mut Dice,
    as_of: Timestamp,
}

impl Telling<'_> {
    /// Both addresses were asked; one said yes.
    async fn asked(&mut self) -> Result<()> {
        let at = self.as_of - THERE_SINCE;
        let mut tx = self.ops.store().write(Scope::System).await?;
        for (address, agreed) in [(AGREED, true), (ASKED, false)] {
            let hash = ids::sha256_hex(self.secret(at).as_bytes());
            rows::start_confirmation(&mut tx, self.customer.id, address, &hash, at, at).await?;
            if agreed {
                rows::confirm(&mut tx, &hash, at + SignedDuration::from_hours(3)).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    async fn one(&mut self, story: &Story) -> Result<()> {
        let Some((owner, _)) = self.customer.users.get(story.owner).copied() else { return Ok(()) };
        let began = self.as_of - THERE_SINCE;
        let mut tx = self.ops.store().write(Scope::System).await?;
        let Some(person) = people::find_person(&mut tx, owner).await? else { return Ok(()) };
        let zone = crate::zone(&people::customer_zone(&mut tx, self.customer.id).await?);
        let today = self.as_of.to_zoned(zone.clone()).date();
        let definition = definition(story, person.email.clone(), today)?;
        let id = ReportId(self.dice.id(began));
        let since = domain::report::schedule::first_moment(began, &zone);
        let mut schedule = rows::Schedule {
            paused_at: story.paused.then_some(self.as_of - SignedDuration::from_hours(24 * 2)),
            progress: Progress { since, last: None },
            next_at: None,
        };
        let report = NewReport {
            id,
            customer: self.customer.id,
            owner,
            definition: definition.clone(),
            schedule,
            deed_key: self.secret(began),
            created_at: began,
        };
        rows::insert(&mut tx, &report).await?;
        let mut addresses = Vec::new();
        for address in std::iter::once(&definition.email).chain(&definition.recipients) {
            addresses.push((address.clone(), self.secret(began)));
        }
        rows::keep_recipients(&mut tx, id, &addresses, true).await?;
        let report = rows::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;

        // The last periods that had come by the day of the world, the earliest first.
        let last = definition.schedule.due(&schedule.progress, &zone, self.as_of);
        schedule.progress.last = last.map(|due| due.period);
        let earlier = |due: &domain::report::Due| before(&definition.schedule, due.period, since, &zone);
        let mut dues: Vec<_> = std::iter::successors(last, earlier).take(story.runs).collect();
        dues.sort_by_key(|due| due.period);
        for due in dues {
            self.sent(&report, due.period, due.at).await?;
        }
        if !story.paused {
            schedule.next_at = definition.schedule.next(&schedule.progress, &zone).map(|due| due.at);
        }
        let mut tx = self.ops.store().write(Scope::System).await?;
        rows::keep_schedule(&mut tx, id, &schedule).await?;
        Ok(tx.commit().await?)
    }

    /// What was sent of a period: files, and the mails as those that stayed in the table.
    async fn sent(&mut self, report: &Report, period: Date, at: Timestamp) -> Result<()> {
        let id = ReportRunId(self.dice.id(at));
        let mut tx = self.ops.store().write(Scope::System).await?;
        rows::insert_run(&mut tx, &NewRun { id, report: report.id, period, again: 0, created_at: at }).await?;
        let owner = people::find_actor(&mut tx, report.owner).await?.ok_or(Error::NotFound)?;
        let company =
            people::find_customer(&mut tx, report.customer).await?.map(|found| found.name).unwrap_or_default();
        let run = rows::find_run(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let recipients = rows::recipients(&mut tx, report.id).await?;
        tx.commit().await?;
        let formats = &report.definition.formats;
        let making = Making { report, company: &company, billed: None, period, now: at, formats };
        let view = View::of(&owner);
        let own = self.ops.make_copy(&making, &view).await?;
        let plain = self.ops.make_copy(&making, &View { linked: false, ..view }).await?;
        let mut tx = self.ops.store().write(Scope::System).await?;
        let mut mails = 0;
        for (person, copy) in [(Some(report.owner), &own), (None, &plain)] {
            self.keep(&mut tx, id, person, copy, at).await?;
        }
        for recipient in recipients.into_iter().filter(|one| one.is_owner || one.confirmed) {
            let copy = if recipient.is_owner { &own } else { &plain };
            let letter = Letter {
                to: MailTo {
                    person: recipient.person,
                    address: recipient.address,
                    name: String::new(),
                    language: report.definition.language,
                    ticket: None,
                },
                copy: recipient.is_owner.then_some(report.owner),
                manages: recipient.is_owner,
                unsubscribe: if recipient.is_owner { String::new() } else { recipient.unsubscribe_token },
            };
            self.mail(&mut tx, report, &run, &letter, copy, at).await?;
            mails += 1;
        }
        let outcome = Outcome { state: RunState::Done, reason: String::new(), counts: own.counts, mails };
        rows::finish(&mut tx, id, &outcome, at + SignedDuration::from_secs(4)).await?;
        Ok(tx.commit().await?)
    }

    async fn keep(
        &mut self,
        tx: &mut Tx,
        run: ReportRunId,
        person: Option<domain::id::UserId>,
        copy: &Copy,
        at: Timestamp,
    ) -> Result<()> {
        let mut files = Vec::new();
        for made in &copy.files {
            files.push(CopyFile {
                id: ReportFileId(self.dice.id(at)),
                run,
                person,
                name: made.name.clone(),
                media_type: made.media_type.to_owned(),
                size: made.size,
                blob: made.blob.clone(),
                held: made.held.clone(),
            });
        }
        Ok(rows::insert_files(tx, &files).await?)
    }

    async fn mail(
        &mut self,
        tx: &mut Tx,
        report: &Report,
        run: &Run,
        letter: &Letter,
        copy: &Copy,
        at: Timestamp,
    ) -> Result<()> {
        let home = &self.ops.settings().public_url;
        let id = MailId(self.dice.id(at));
        let mail = letter_of(home, report, run, letter, copy, at);
        let link = format!("{home}/reports/{}", report.id);
        let mut row = crate::mails::written(id, at, home, &letter.to, &mail, &link);
        row.unsubscribe = stop_address(home, letter);
        row.list = if row.unsubscribe.is_empty() { String::new() } else { LIST.to_owned() };
        row.state = MailState::Kept;
        row.attempts = 1;
        store::mails::insert(tx, &row).await?;
        let files: Vec<_> = copy.files.iter().map(Made::mail_file).collect();
        Ok(store::mail_files::insert(tx, id, &files).await?)
    }

    /// A secret of the dice: a demo hides nothing, and the same seed gives the same world.
    fn secret(&mut self, at: Timestamp) -> String {
        format!("demo-{}", self.dice.id(at).simple())
    }
}

/// The last period of a schedule before a day.
fn before(schedule: &Schedule, day: Date, since: Timestamp, zone: &TimeZone) -> Option<domain::report::Due> {
    let midnight = day.to_zoned(zone.clone()).ok()?.timestamp() - SignedDuration::from_secs(1);
    schedule.due(&Progress { since, last: None }, zone, midnight)
}

fn definition(story: &Story, email: String, today: Date) -> Result<Definition> {
    let file_name = FileName::of(story.file_name).map_err(|refusal| Error::field("file_name", refusal))?;
    Ok(Definition {
        name: story.name.to_owned(),
        selection: Selection { destination: story.destination, states: story.states.to_vec(), ..Selection::default() },
        window: Window { from: 7, to: 0 },
        schedule: Schedule {
            weekdays: Weekdays::of(story.days.iter().copied()),
            minute: story.minute,
            ends_on: story.ended.map(|days| today.saturating_sub(days.days())),
        },
        formats: story.formats.to_vec(),
        file_name,
        language: Language::Fr,
        email,
        recipients: if story.recipient.is_empty() { Vec::new() } else { vec![story.recipient.to_owned()] },
    })
}
