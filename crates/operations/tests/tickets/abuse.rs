//! An agent marks abuse, a lead reads of it, and the customer never does.

use domain::actor::Level;
use domain::audit::Act;
use domain::refusal::Refusal;
use domain::ticket::abuse::Abuse;
use operations::Error;
use operations::tickets::abuse::Marking;

use crate::support::for_each_world;
use crate::{on, read, story};

const NOTE: &str = "cnry-menace";

fn marking(number: &str, deed: &str, message: i64) -> Marking {
    Marking { on: on(number, deed), message: Some(message), kind: Some(Abuse::Threat), note: NOTE.to_owned() }
}

#[tokio::test]
async fn what_is_marked_is_listed_for_leads_counted_and_taken_back() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let nadia = world.agent("nadia@consigne.example", Level::Lead).await;
        let paul = world.agent("paul@consigne.example", Level::Administrator).await;
        let before = read(&world, &story.claire, &story.number).await;
        let filed = before.messages.first().expect("a message").sequence;

        let done = ops.mark_abuse(&story.sofia, &marking(&story.number, "m", filed)).await.expect("marked");
        let again = ops.mark_abuse(&story.sofia, &marking(&story.number, "m", filed)).await.expect("before");
        assert_eq!(done, again, "two clicks mark once");
        let twice = ops.mark_abuse(&nadia, &marking(&story.number, "n", filed)).await;
        assert!(matches!(twice, Err(Error::Refused(Refusal::Fields(_)))), "{twice:?}");
        world.wait(jiff::SignedDuration::from_secs(1));
        ops.mark_abuse(&story.sofia, &marking(&story.number, "w", 0)).await.expect("the whole ticket");

        let page = ops.abuse(&nadia, None).await.expect("a list");
        let rows: Vec<(&str, i64, &str)> =
            page.rows.iter().map(|row| (row.number.as_str(), row.message, row.note.as_str())).collect();
        assert_eq!(rows, [(story.number.as_str(), 0, NOTE), (story.number.as_str(), filed, NOTE)]);
        assert_eq!((page.rows[0].person.as_str(), page.rows[0].by.as_str()), (&*story.claire.name, &*story.sofia.name));
        let customer = story.claire.customer().expect("her customer");
        let counted = ops.customer_page(&paul, customer).await.expect("a page").abuse;
        assert_eq!(counted, [(story.claire.name.clone(), 2)]);

        // The customer's page, list and trail are as they were.
        let after = read(&world, &story.claire, &story.number).await;
        assert_eq!((after.events.len(), after.ticket.changed_at), (before.events.len(), before.ticket.changed_at));
        assert!(!format!("{after:?}").contains(NOTE));
        let trail = ops.trail(&story.claire, &operations::audit::Asked::default()).await.expect("the trail");
        assert!(!trail.rows.iter().any(|row| matches!(row.act, Act::AbuseMarked | Act::AbuseUnmarked)));

        ops.unmark_abuse(&story.sofia, &on(&story.number, "u"), 0).await.expect("taken back");
        let gone = ops.unmark_abuse(&story.sofia, &on(&story.number, "v"), 0).await;
        assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
        assert_eq!(ops.abuse(&nadia, None).await.expect("a list").rows.len(), 1);
        ops.mark_abuse(&story.sofia, &marking(&story.number, "x", 0)).await.expect("marked anew");
        let theirs = ops.trail(&paul, &operations::audit::Asked::default()).await.expect("the trail");
        assert!(theirs.rows.iter().any(|row| row.act == Act::AbuseUnmarked));
    })
    .await;
}

#[tokio::test]
async fn only_the_operator_marks_what_a_customer_wrote_and_says_what_other_abuse_is() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        for nobody in [&story.claire, &story.stranger] {
            assert!(matches!(ops.mark_abuse(nobody, &marking(&story.number, "c", 0)).await, Err(Error::NotFound)));
            assert!(matches!(ops.unmark_abuse(nobody, &on(&story.number, "d"), 0).await, Err(Error::NotFound)));
        }
        for below in [&story.claire, &story.sofia] {
            assert!(matches!(ops.abuse(below, None).await, Err(Error::NotFound)), "the list is the leads'");
        }
        ops.note(&story.sofia, &on(&story.number, "note"), "Une note", &[]).await.expect("noted");
        let own = read(&world, &story.sofia, &story.number).await.messages.last().expect("a note").sequence;
        ops.note_to_colleagues(&story.claire, &on(&story.number, "team"), "Entre nous", &[]).await.expect("noted");
        let theirs = read(&world, &story.claire, &story.number).await.messages.last().expect("a note").sequence;
        for (deed, message) in [("own", own), ("theirs", theirs), ("none", 999)] {
            let refused = ops.mark_abuse(&story.sofia, &marking(&story.number, deed, message)).await;
            assert!(matches!(refused, Err(Error::Refused(Refusal::Fields(_)))), "{deed}: {refused:?}");
        }
        let unsaid = Marking { kind: Some(Abuse::Other), note: " ".to_owned(), ..marking(&story.number, "o", 0) };
        let empty = Marking { message: None, kind: None, ..marking(&story.number, "e", 0) };
        for (wish, count) in [(unsaid, 1), (empty, 2)] {
            match ops.mark_abuse(&story.sofia, &wish).await {
                Err(Error::Refused(Refusal::Fields(fields))) => assert_eq!(fields.len(), count),
                other => panic!("{other:?}"),
            }
        }
    })
    .await;
}
