//! Notes of the customer's own team.

use domain::actor::Level;
use domain::audit::Act;
use domain::refusal::Refusal;
use operations::Error;

use crate::support::for_each_world;
use crate::{on, read, story};

const NOTE: &str = "cnry-colleagues";

#[tokio::test]
async fn a_note_among_colleagues_never_reaches_the_operator() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        ops.join_ticket(&story.hugo, &story.number).await.expect("joined");
        ops.keep_reply_draft(&story.claire, &story.number, "Presque fini").await.expect("kept");
        let before = read(&world, &story.sofia, &story.number).await;
        let noted = ops.note_to_colleagues(&story.claire, &on(&story.number, "n"), NOTE, &[]).await.expect("noted");
        let again = ops.note_to_colleagues(&story.claire, &on(&story.number, "n"), NOTE, &[]).await.expect("before");
        assert_eq!(noted, again, "two clicks write one note");

        // Nothing of the agent's page has changed: neither what is written nor that anything was.
        let after = read(&world, &story.sofia, &story.number).await;
        assert!(!format!("{after:?}").contains(NOTE));
        assert_eq!(after.events.len(), before.events.len());
        assert_eq!(after.ticket.operator_sequence, before.ticket.operator_sequence);
        assert_eq!(after.ticket.changed_at, before.ticket.changed_at);
        assert_eq!(after.ticket.excerpt, before.ticket.excerpt);
        let desk =
            ops.desk(&story.sofia, &operations::tickets::reading::Wanted { rows: 10, ..Default::default() }).await;
        let row = desk.expect("a desk").rows.remove(0);
        assert_eq!(row.operator_sequence, before.ticket.operator_sequence, "nothing new at the desk");

        // Colleagues read it, have something new, and whoever follows hears of it, but its author.
        let his = read(&world, &story.hugo, &story.number).await;
        assert_eq!(his.messages.iter().filter(|message| message.body == NOTE).count(), 1);
        assert!(his.ticket.public_sequence > his.ticket.read_sequence);
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let mails = ops.outgoing_mails(&admin, None).await.expect("mails");
        let to: Vec<&str> =
            mails.iter().filter(|mail| mail.kind == "colleague_noted").map(|mail| mail.to_address.as_str()).collect();
        assert_eq!(to, ["hugo@lemaire.example"]);
        // Administrators read the mails that leave, so the note itself stands in none of them.
        for mail in &mails {
            let whole = ops.outgoing_mail(&admin, mail.id).await.expect("a mail");
            assert!(!format!("{whole:?}").contains(NOTE), "{}", mail.kind);
        }
        // The trail tells the customer of it, and the operator's administrator nothing.
        let asked = operations::audit::Asked::default();
        let acts = async |actor| -> Vec<Act> {
            ops.trail(actor, &asked).await.expect("the trail").rows.into_iter().map(|row| row.act).collect()
        };
        assert!(acts(&story.claire).await.contains(&Act::ColleagueNoted));
        let read_by_operator = acts(&admin).await;
        assert!(!read_by_operator.contains(&Act::ColleagueNoted) && !read_by_operator.contains(&Act::NoteWritten));
        // The reply that was being written beside it stays.
        assert_eq!(read(&world, &story.claire, &story.number).await.draft, "Presque fini");
    })
    .await;
}

#[tokio::test]
async fn only_the_customer_s_own_people_who_may_reply_write_such_a_note() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        ops.join_ticket(&story.hugo, &story.number).await.expect("joined");
        let write = async |actor| ops.note_to_colleagues(actor, &on(&story.number, "n"), NOTE, &[]).await;
        assert!(matches!(write(&story.sofia).await, Err(Error::NotFound)));
        assert!(matches!(write(&story.stranger).await, Err(Error::NotFound)));
        assert!(matches!(write(&story.hugo).await, Err(Error::Refused(Refusal::NotAllowed(_)))));
        let empty = ops.note_to_colleagues(&story.claire, &on(&story.number, "e"), " \n", &[]).await;
        assert!(matches!(empty, Err(Error::Refused(Refusal::Fields(_)))), "{empty:?}");
        let long = "x".repeat(100_000);
        let long = ops.note_to_colleagues(&story.claire, &on(&story.number, "l"), &long, &[]).await;
        assert!(matches!(long, Err(Error::Refused(Refusal::Fields(_)))), "{long:?}");
        assert!(!format!("{:?}", read(&world, &story.claire, &story.number).await).contains(NOTE));
    })
    .await;
}
