//! The clock of a demo, moved by its administrator.

#[path = "../../store/tests/support/mod.rs"]
mod engine;

use std::sync::Arc;

use domain::Language;
use domain::actor::{Actor, Level};
use domain::refusal::{FieldRefusal, Refusal};
use jiff::{SignedDuration, Timestamp};
use operations::demo::Wanted;
use operations::identity::SignIn;
use operations::people::NewAgent;
use operations::{Clock, Error, Operations, Settings};
use store::Store;

const PASSWORD: &str = "quatre vélos verts";

fn open(store: Store, files: &tempfile::TempDir, demo: bool) -> Operations {
    let start: Timestamp = "2026-03-02T08:00:00Z".parse().expect("a moment");
    let settings = Settings {
        public_url: "http://127.0.0.1:3000".to_owned(),
        data: files.path().to_owned(),
        smtp_url: None,
        mail_from: "Consigne <no-reply@localhost>".to_owned(),
        hold_seconds: operations::tickets::hold::SECONDS,
        archive_months: domain::parcel::retention::ARCHIVE_MONTHS,
        key_file: None,
        demo,
        matrix: Arc::new(domain::ticket::reason::matrix().clone()),
        contracts: Arc::new(domain::contract::contracts().clone()),
    };
    Operations::open(store, Clock::stopped_at(start), settings).expect("an installation")
}

async fn agent(operations: &Operations, email: &str, level: Level) -> Actor {
    let agent = NewAgent {
        email: email.to_owned(),
        name: String::new(),
        team: "Paris".to_owned(),
        level,
        language: Language::Fr,
    };
    let id = operations.add_agent(&agent).await.expect("an agent").id();
    let link = operations.reset_password(email).await.expect("a link");
    let (_, token) = link.rsplit_once('/').expect("a link with a secret");
    operations.set_password(token, PASSWORD).await.expect("a password");
    operations.actor(id).await.expect("read").expect("an actor")
}

#[tokio::test]
async fn a_month_goes_by_and_nobody_is_signed_out() {
    engine::for_each_engine(async |store| {
        let files = tempfile::tempdir().expect("a temporary folder");
        let operations = open(store, &files, true);
        let administrator = agent(&operations, "ana@operator.example", Level::Administrator).await;
        let wish = SignIn { email: "ana@operator.example".into(), password: PASSWORD.into(), ..SignIn::default() };
        let signed = operations.sign_in(wish).await.expect("signed in");
        let before = operations.now();
        operations.move_clock(&administrator, 31).await.expect("moved");
        assert_eq!(operations.now().duration_since(before), SignedDuration::from_hours(24 * 31));
        assert!(operations.actor_of(&signed.token).await.expect("an answer").is_some());
        // It still ends by silence, as any other.
        operations.clock().move_by(SignedDuration::from_hours(24 * 15));
        assert!(operations.actor_of(&signed.token).await.expect("an answer").is_none());
    })
    .await;
}

#[tokio::test]
async fn only_a_demo_s_administrator_moves_it() {
    engine::for_each_engine(async |store| {
        let files = tempfile::tempdir().expect("a temporary folder");
        let operations = open(store.clone(), &files, true);
        let lead = agent(&operations, "lea@operator.example", Level::LevelTwo).await;
        let administrator = agent(&operations, "ana@operator.example", Level::Administrator).await;
        assert!(matches!(operations.move_clock(&lead, 1).await, Err(Error::NotFound)));
        for days in [0, -1, 367, i64::MAX] {
            let refused = operations.move_clock(&administrator, days).await;
            let fields = vec![("days".to_owned(), FieldRefusal::NotOffered)];
            assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(said))) if said == fields), "{days}");
        }
        let in_earnest = open(store, &files, false);
        assert!(matches!(in_earnest.move_clock(&administrator, 1).await, Err(Error::NotFound)));
        assert_eq!(in_earnest.now(), operations.now());
    })
    .await;
}

#[tokio::test]
async fn a_moved_clock_is_taken_up_again_at_the_next_start_and_never_goes_back() {
    engine::for_each_engine(async |store| {
        let files = tempfile::tempdir().expect("a temporary folder");
        let days = |days: i64| SignedDuration::from_hours(24 * days);
        let first = open(store.clone(), &files, true);
        first.seed_demo(Wanted { parcels: 5, tickets: 1, ..Wanted::default() }).await.expect("a world");
        first.take_up_demo_clock(days(7)).await.expect("moved by the command line");
        let administrator = agent(&first, "ana@operator.example", Level::Administrator).await;
        first.move_clock(&administrator, 3).await.expect("moved on the page");
        for (asked, stands) in [(days(0), 10), (days(7), 10), (days(12), 12), (days(-5), 12)] {
            let next = open(store.clone(), &files, true);
            next.take_up_demo_clock(asked).await.expect("taken up");
            assert_eq!(next.clock().ahead(), days(stands), "asked for {asked}");
        }
        let findings = first.doctor().await.expect("findings");
        assert!(findings.wrong.is_empty(), "{:?}", findings.wrong);
    })
    .await;
}
