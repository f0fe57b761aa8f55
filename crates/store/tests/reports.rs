//! Scheduled reports on both engines: one run per period, who is written to, and the parcels of a report page by page.

mod support;

use std::collections::BTreeMap;

use domain::Language;
use domain::actor::{AccountScope, Rights};
use domain::id::{CustomerId, ParcelId, ProfileId, ReportFileId, ReportId, ReportRunId, UserId};
use domain::parcel::{ParcelState, StateFilter};
use domain::report::{Definition, Destination, FileName, Format, Progress, Selection, Weekdays, Window};
use jiff::Timestamp;
use jiff::civil::date;
use store::held::Held;
use store::parcels::{KeptStanding, NewParcel};
use store::people::{Customer, Person, PersonPlace, Profile};
use store::reports::{self, CopyFile, NewReport, NewRun, Outcome, RunState, Schedule, Wanted};
use store::{Scope, Store, Tx, people};
use support::for_each_engine;
use uuid::Uuid;

const LEMAIRE: CustomerId = CustomerId(Uuid::from_u128(1));
const CLAIRE: UserId = UserId(Uuid::from_u128(10));
const HUGO: UserId = UserId(Uuid::from_u128(11));
const REPORT: ReportId = ReportId(Uuid::from_u128(100));

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

async fn people(tx: &mut Tx) {
    let customer = Customer { id: LEMAIRE, name: "Lemaire".into(), zone: "Europe/Paris".into(), created_at: at(0) };
    people::insert_customer(tx, &customer).await.expect("a customer");
    let profile = ProfileId(Uuid::from_u128(2));
    let all = Profile {
        id: profile,
        customer: LEMAIRE,
        name: "Administrateur".into(),
        rights: Rights::all(),
        scope: AccountScope::All,
    };
    people::insert_profile(tx, &all).await.expect("a profile");
    for (id, email) in [(CLAIRE, "claire@lemaire.example"), (HUGO, "hugo@lemaire.example")] {
        let person = Person {
            id,
            email: email.into(),
            name: email[..5].into(),
            password_hash: String::new(),
            language: Language::Fr,
            zone: "Europe/Paris".into(),
            place: PersonPlace::Customer(LEMAIRE, profile),
            shortcuts: true,
            disabled_at: None,
            created_at: at(0),
        };
        people::insert_person(tx, &person).await.expect("a person");
    }
}

fn definition() -> Definition {
    Definition {
        name: "Suivi".into(),
        selection: Selection::default(),
        window: Window { from: 7, to: 0 },
        schedule: domain::report::Schedule { weekdays: Weekdays::of(["mon"]), minute: 480, ends_on: None },
        formats: vec![Format::Csv],
        file_name: FileName::of("suivi").expect("a name"),
        language: Language::Fr,
        email: "claire@lemaire.example".into(),
        recipients: Vec::new(),
    }
}

fn report(id: ReportId, key: &str) -> NewReport {
    let progress = Progress { since: at(100), last: None };
    NewReport {
        id,
        customer: LEMAIRE,
        owner: CLAIRE,
        definition: definition(),
        schedule: Schedule { paused_at: None, progress, next_at: Some(at(1_000)) },
        deed_key: key.into(),
        created_at: at(0),
    }
}

#[tokio::test]
async fn a_report_is_kept_found_and_changed_once_per_version() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        people(&mut tx).await;
        reports::insert(&mut tx, &report(REPORT, "a")).await.expect("inserted");
        let found = reports::find(&mut tx, REPORT).await.expect("read").expect("there");
        assert_eq!((found.owner, found.owner_name.as_str(), found.version), (CLAIRE, "clair", 1));
        assert_eq!(found.definition, definition());
        assert_eq!(reports::find_by_deed(&mut tx, "a").await.expect("read"), Some(REPORT));
        assert_eq!(reports::find_by_deed(&mut tx, "b").await.expect("read"), None);

        let renamed = Definition { name: "Autre".into(), ..definition() };
        assert!(reports::change(&mut tx, &found, &renamed, &found.schedule, at(5)).await.expect("changed"));
        assert!(!reports::change(&mut tx, &found, &definition(), &found.schedule, at(6)).await.expect("looked at"));
        let again = reports::find(&mut tx, REPORT).await.expect("read").expect("there");
        assert_eq!((again.definition.name.as_str(), again.version), ("Autre", 2));

        assert_eq!(reports::due(&mut tx, at(999), 10).await.expect("read"), []);
        assert_eq!(reports::due(&mut tx, at(1_000), 10).await.expect("read"), [REPORT]);
        let over = Schedule {
            next_at: None,
            progress: Progress { since: at(9), last: Some(date(2027, 3, 1)) },
            ..found.schedule
        };
        reports::keep_schedule(&mut tx, REPORT, &over).await.expect("kept");
        assert_eq!(reports::due(&mut tx, at(9_999), 10).await.expect("read"), []);
        assert_eq!(reports::find(&mut tx, REPORT).await.expect("read").expect("there").schedule, over);
        tx.commit().await.expect("kept");

        // Another customer's eyes see nothing.
        let mut other = store.read(Scope::Customer(CustomerId(Uuid::from_u128(9)))).await.expect("a connection");
        assert_eq!(reports::find(&mut other, REPORT).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_one_key_makes_one_report() {
    for_each_engine(async |store| {
        let mut first = tx(&store).await;
        people(&mut first).await;
        reports::insert(&mut first, &report(REPORT, "a")).await.expect("inserted");
        first.commit().await.expect("kept");
        let mut second = tx(&store).await;
        let twice = reports::insert(&mut second, &report(ReportId(Uuid::from_u128(101)), "a")).await;
        assert!(matches!(twice, Err(store::StoreError::Conflict { .. })), "{twice:?}");
    })
    .await;
}

#[tokio::test]
async fn a_period_has_one_run_and_a_run_one_end() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        people(&mut tx).await;
        reports::insert(&mut tx, &report(REPORT, "a")).await.expect("inserted");
        let run = |n: u128, again: i64| NewRun {
            id: ReportRunId(Uuid::from_u128(n)),
            report: REPORT,
            period: date(2027, 3, 28),
            again,
            created_at: at(10),
        };
        assert!(reports::insert_run(&mut tx, &run(200, 0)).await.expect("inserted"));
        assert!(!reports::insert_run(&mut tx, &run(201, 0)).await.expect("looked at"));
        assert_eq!(reports::last_again(&mut tx, REPORT, date(2027, 3, 28)).await.expect("read"), 0);
        assert!(reports::insert_run(&mut tx, &run(202, 1)).await.expect("inserted"));
        assert_eq!(reports::last_again(&mut tx, REPORT, date(2027, 3, 28)).await.expect("read"), 1);

        let id = ReportRunId(Uuid::from_u128(200));
        let counts = BTreeMap::from([(ParcelState::Delivered, 3), (ParcelState::Notified, 1)]);
        let outcome = Outcome { state: RunState::Done, reason: String::new(), counts: counts.clone(), mails: 2 };
        assert!(reports::finish(&mut tx, id, &outcome, at(20)).await.expect("finished"));
        assert!(!reports::finish(&mut tx, id, &outcome, at(21)).await.expect("looked at"));
        let found = reports::find_run(&mut tx, id).await.expect("read").expect("there");
        assert_eq!((found.state, found.parcels, found.counts, found.mails), (RunState::Done, 4, counts, 2));
        let listed: Vec<i64> =
            reports::runs(&mut tx, REPORT, 10).await.expect("read").into_iter().map(|run| run.again).collect();
        assert_eq!(listed, [1, 0]);

        let file = |n: u128, person: Option<UserId>| CopyFile {
            id: ReportFileId(Uuid::from_u128(n)),
            run: id,
            person,
            name: format!("suivi-{n}.csv"),
            media_type: "text/csv".into(),
            size: 12,
            blob: format!("{n:064}"),
            held: Held { scope: Some(AccountScope::All), oldest_label: Some(date(2026, 2, 27)) },
        };
        reports::insert_files(&mut tx, &[file(300, Some(CLAIRE)), file(301, Some(CLAIRE))]).await.expect("inserted");
        reports::insert_files(&mut tx, &[file(302, None)]).await.expect("inserted");
        let names = async |tx: &mut Tx, person| -> Vec<String> {
            reports::files(tx, id, person).await.expect("read").into_iter().map(|file| file.name).collect()
        };
        assert_eq!(names(&mut tx, Some(CLAIRE)).await, ["suivi-300.csv", "suivi-301.csv"]);
        assert_eq!(names(&mut tx, None).await, ["suivi-302.csv"]);
        assert!(names(&mut tx, Some(HUGO)).await.is_empty());
        reports::insert_link(&mut tx, "hash", id, (None, "Quai@port.example"), at(1_000)).await.expect("inserted");
        let link = reports::find_link(&mut tx, "hash").await.expect("read").expect("there");
        assert_eq!((link.run, link.person, link.expires_at), (id, None, at(1_000)));
        assert_eq!(link.address_key, "quai@port.example");
        let kept = reports::files(&mut tx, id, None).await.expect("read").remove(0);
        assert_eq!(kept.held, file(302, None).held);

        // The run that waits stays, however old it is.
        assert_eq!(reports::sweep(&mut tx, at(11)).await.expect("swept"), 1);
        assert!(reports::find_link(&mut tx, "hash").await.expect("read").is_none());
        assert_eq!(reports::runs(&mut tx, REPORT, 10).await.expect("read").len(), 1);
        reports::delete(&mut tx, REPORT).await.expect("deleted");
        assert_eq!(reports::find(&mut tx, REPORT).await.expect("read"), None);
    })
    .await;
}

#[tokio::test]
async fn addresses_say_yes_once_and_end_by_their_link() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        people(&mut tx).await;
        reports::insert(&mut tx, &report(REPORT, "a")).await.expect("inserted");
        let named = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(address, secret)| ((*address).to_owned(), (*secret).to_owned())).collect()
        };
        let first =
            named(&[("claire@lemaire.example", "s0"), ("Quai_1@port.example", "s1"), ("hugo@lemaire.example", "s2")]);
        reports::keep_recipients(&mut tx, REPORT, &first, true).await.expect("kept");
        let found = reports::recipients(&mut tx, REPORT).await.expect("read");
        let people: Vec<Option<UserId>> = found.iter().map(|one| one.person).collect();
        assert_eq!(people, [Some(CLAIRE), None, Some(HUGO)]);
        assert!(found[0].is_owner && !found[1].is_owner && !found[1].confirmed);

        let ask = async |tx: &mut Tx, hash: &str, now: i64| {
            reports::start_confirmation(tx, LEMAIRE, "quai_1@PORT.example", hash, at(now), at(now - 100))
                .await
                .expect("asked")
        };
        assert!(ask(&mut tx, "h1", 0).await);
        assert!(!ask(&mut tx, "h2", 50).await, "asked a moment ago");
        assert!(ask(&mut tx, "h3", 200).await);
        assert!(!reports::confirm(&mut tx, "h1", at(201)).await.expect("looked at"), "an older link");
        assert_eq!(reports::confirmed(&mut tx, "h3").await.expect("read"), Some(("Lemaire".into(), false)));
        assert!(reports::confirm(&mut tx, "h3", at(201)).await.expect("confirmed"));
        assert!(!ask(&mut tx, "h4", 900).await, "it said yes");
        assert!(reports::recipients(&mut tx, REPORT).await.expect("read")[1].confirmed);

        // Named again he keeps his link, and one who had enough stays so.
        assert_eq!(
            reports::find_link_recipient(&mut tx, "s1").await.expect("read"),
            Some((REPORT, "Quai_1@port.example".to_owned(), false))
        );
        assert!(reports::unsubscribe_by_token(&mut tx, "s1", at(300)).await.expect("ended"));
        assert!(!reports::unsubscribe_by_token(&mut tx, "s1", at(301)).await.expect("looked at"));
        let again = named(&[("claire@lemaire.example", "t0"), ("quai_1@port.example", "t1")]);
        reports::keep_recipients(&mut tx, REPORT, &again, true).await.expect("kept");
        let found = reports::recipients(&mut tx, REPORT).await.expect("read");
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].unsubscribe_token.as_str(), found[1].unsubscribed_at), ("s1", Some(at(300))));
        assert!(!found[1].confirmed, "its yes is taken back");
        assert!(ask(&mut tx, "h5", 950).await, "and so it is asked again");

        assert!(reports::subscribe(&mut tx, REPORT, HUGO, "h", at(400)).await.expect("subscribed"));
        assert!(!reports::subscribe(&mut tx, REPORT, HUGO, "i", at(401)).await.expect("looked at"));
        assert_eq!(reports::count_of(&mut tx, HUGO).await.expect("read"), 1);
        assert_eq!(reports::count_of(&mut tx, CLAIRE).await.expect("read"), 1);
        assert_eq!(reports::of_user(&mut tx, HUGO).await.expect("read").len(), 1);
        assert_eq!(reports::colleagues(&mut tx, LEMAIRE, HUGO).await.expect("read").len(), 1);
        assert_eq!(reports::colleagues(&mut tx, LEMAIRE, CLAIRE).await.expect("read").len(), 0);
        assert_eq!(reports::subscribers(&mut tx, REPORT).await.expect("read")[0].unsubscribe_token, "h");
        assert!(reports::unsubscribe_by_token(&mut tx, "h", at(500)).await.expect("ended"));
        assert!(!reports::unsubscribe(&mut tx, REPORT, HUGO).await.expect("looked at"));

        assert!(reports::start_confirmation(&mut tx, LEMAIRE, "x@y.example", "x", at(0), at(0)).await.expect("asked"));
        assert_eq!(
            reports::forget_confirmation(&mut tx, at(9_999)).await.expect("forgotten"),
            2,
            "the second had left, and did not answer again"
        );
    })
    .await;
}

fn parcel(n: u128, day: jiff::civil::Date, state: ParcelState, country: &str) -> NewParcel {
    NewParcel {
        id: ParcelId(Uuid::from_u128(n)),
        customer: LEMAIRE,
        account: None,
        sub_account: None,
        shipment: String::new(),
        carrier: "colissimo".into(),
        number: format!("6A{n:011}"),
        label_on: day,
        sender_reference: String::new(),
        recipient_reference: String::new(),
        recipient_name: String::new(),
        street: String::new(),
        postcode: String::new(),
        town: String::new(),
        country: country.into(),
        service: String::new(),
        weight_grams: 0,
        declared_value_cents: 0,
        standing: KeptStanding {
            state,
            since: at(0),
            reason: None,
            last_label: String::new(),
            last_place: String::new(),
            last_at: None,
            last_offset_minutes: 0,
            last_state: None,
            last_reason: None,
            ended_offset_minutes: 0,
            delivered_at: None,
            returned_at: None,
            estimated_on: None,
        },
        created_at: at(0),
    }
}

#[tokio::test]
async fn the_parcels_of_a_report_come_page_by_page() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        people(&mut tx).await;
        let (delivered, notified) = (ParcelState::Delivered, ParcelState::Notified);
        let parcels = [
            parcel(1, date(2027, 3, 1), delivered, "FR"),
            parcel(2, date(2027, 3, 2), notified, ""),
            parcel(3, date(2027, 3, 2), delivered, "DE"),
            parcel(4, date(2027, 3, 3), notified, "BE"),
            parcel(5, date(2027, 3, 9), notified, "FR"),
        ];
        store::parcels::insert_many(&mut tx, &parcels).await.expect("parcels");
        let all = async |tx: &mut Tx, selection: &Selection| -> Vec<u128> {
            let wanted = Wanted { customer: LEMAIRE, selection, from: date(2027, 3, 1), to: date(2027, 3, 3) };
            let mut found = Vec::new();
            let mut after = None;
            loop {
                let page = reports::parcels(tx, &wanted, after, 2).await.expect("a page");
                let Some(last) = page.last() else { return found };
                after = Some((last.label_on, last.id));
                found.extend(page.into_iter().map(|parcel| parcel.id.0.as_u128()));
            }
        };
        assert_eq!(all(&mut tx, &Selection::default()).await, [4, 3, 2, 1]);
        let cut = |destination, states: &[StateFilter]| Selection {
            destination,
            states: states.to_vec(),
            ..Selection::default()
        };
        assert_eq!(all(&mut tx, &cut(Destination::National, &[])).await, [2, 1]);
        assert_eq!(all(&mut tx, &cut(Destination::International, &[])).await, [4, 3]);
        let undelivered = [StateFilter::Undelivered];
        assert_eq!(all(&mut tx, &cut(Destination::Anywhere, &undelivered)).await, [4, 2]);
        assert_eq!(all(&mut tx, &cut(Destination::National, &undelivered)).await, [2]);
    })
    .await;
}
