//! The outbox, on both engines.

mod support;

use domain::Language;
use domain::id::{CustomerId, MailId};
use jiff::Timestamp;
use store::mails::{self, MailState, OutgoingMail, Try};
use store::{Scope, Store, StoreError, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

fn id(n: u128) -> MailId {
    MailId(Uuid::from_u128(n))
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

fn mail(n: u128, created_at: i64) -> OutgoingMail {
    OutgoingMail {
        id: id(n),
        message_id: format!("<{n}@consigne.example>"),
        kind: "ticket_answered".into(),
        person: None,
        ticket: None,
        to_address: "claire@lunettes.example".into(),
        to_name: "Claire Moreau".into(),
        language: Language::Fr,
        subject: "Réponse à votre demande".into(),
        body: "Bonjour".into(),
        html: "<p>Bonjour</p>".into(),
        list: String::new(),
        unsubscribe: String::new(),
        state: MailState::Waiting,
        attempts: 0,
        last_error: String::new(),
        created_at: at(created_at),
        sent_at: None,
    }
}

#[tokio::test]
async fn a_mail_is_kept_as_it_was_written_and_its_message_id_stands_once() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        mails::insert(&mut writing, &mail(1, 0)).await.expect("inserted");
        assert_eq!(mails::find(&mut writing, id(1)).await.expect("read"), Some(mail(1, 0)));
        assert_eq!(mails::find(&mut writing, id(2)).await.expect("read"), None);
        let twin = OutgoingMail { id: id(2), ..mail(1, 0) };
        let refused = mails::insert(&mut writing, &twin).await;
        assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn the_list_goes_back_in_time_a_page_at_a_time() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        // Two of the same moment: the id decides, so that no page repeats or leaves one out.
        for (n, moment) in [(1, 0), (2, 10), (3, 10), (4, 20), (5, 5)] {
            mails::insert(&mut tx, &mail(n, moment)).await.expect("inserted");
        }
        let mut seen = Vec::new();
        let mut before = None;
        loop {
            let page = mails::list(&mut tx, before, 2).await.expect("read");
            assert!(page.len() <= 2);
            seen.extend(page.iter().map(|row| row.id.0.as_u128()));
            match page.last() {
                Some(last) => before = Some(last.id),
                None => break,
            }
        }
        assert_eq!(seen, [4, 3, 2, 5, 1]);
    })
    .await;
}

#[tokio::test]
async fn a_customers_scope_sees_no_mail() {
    for_each_engine(async |store| {
        let mut writing = tx(&store).await;
        mails::insert(&mut writing, &mail(1, 0)).await.expect("inserted");
        writing.commit().await.expect("kept");
        let scope = Scope::Customer(CustomerId(Uuid::from_u128(1)));
        let mut reading = store.read(scope).await.expect("a connection");
        assert_eq!(mails::find(&mut reading, id(1)).await.expect("read"), None);
        assert_eq!(mails::list(&mut reading, None, 10).await.expect("read"), []);
        let mut reading = store.read(Scope::Operator).await.expect("a connection");
        assert_eq!(mails::list(&mut reading, None, 10).await.expect("read").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_became_of_a_try_is_kept_and_a_secret_is_forgotten() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        mails::insert(&mut tx, &mail(1, 0)).await.expect("inserted");
        let later = Try { state: MailState::Waiting, error: "450 later".into(), sent_at: None, forget: false };
        mails::after_try(&mut tx, id(1), &later).await.expect("kept");
        let kept = mails::find(&mut tx, id(1)).await.expect("read").expect("there");
        let expected = OutgoingMail { attempts: 1, last_error: "450 later".into(), ..mail(1, 0) };
        assert_eq!(kept, expected);

        let sent = Try { state: MailState::Sent, error: String::new(), sent_at: Some(at(60)), forget: true };
        mails::after_try(&mut tx, id(1), &sent).await.expect("kept");
        let kept = mails::find(&mut tx, id(1)).await.expect("read").expect("there");
        assert_eq!((kept.state, kept.attempts, kept.sent_at), (MailState::Sent, 2, Some(at(60))));
        assert_eq!((kept.body.as_str(), kept.html.as_str(), kept.last_error.as_str()), ("", "", ""));
    })
    .await;
}
