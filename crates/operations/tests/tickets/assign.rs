//! A ticket given to colleagues, and colleagues called in a note.

use domain::actor::Level;
use domain::audit::Act;
use domain::event::TicketEvent;
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::criteria::TicketCriteria;
use operations::Error;
use operations::tickets::colleagues::{Note, in_words};
use operations::tickets::reading::Wanted;

use crate::support::{World, for_each_world};
use crate::{on, read, story};

fn field<T: std::fmt::Debug>(done: operations::Result<T>) -> (String, FieldRefusal) {
    match done {
        Err(Error::Refused(Refusal::Fields(mut fields))) if fields.len() == 1 => fields.remove(0),
        other => panic!("{other:?}"),
    }
}

async fn mails_of(world: &World, kind: &str) -> Vec<String> {
    let mut tx = world.operations.store().read(store::Scope::System).await.expect("a transaction");
    let rows = store::mails::list(&mut tx, None, 200).await.expect("mails");
    rows.into_iter().filter(|row| row.kind == kind).map(|row| row.to_address).collect()
}

async fn found(world: &World, actor: &domain::Actor, query: &str) -> Vec<String> {
    let criteria = TicketCriteria::from_query(query).expect("criteria");
    let wanted = Wanted::of(&criteria, "all", 50);
    let page = if actor.is_operator() {
        world.operations.desk(actor, &wanted).await
    } else {
        world.operations.inbox(actor, &wanted).await
    };
    page.expect("a page").rows.into_iter().map(|row| row.number).collect()
}

#[tokio::test]
async fn a_ticket_is_given_to_a_colleague_who_finds_it_and_the_operator_learns_nothing() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let customer = story.claire.customer().expect("a customer");
        let paul = world.user(customer, "tout", "paul@lemaire.example").await;
        let before = read(&world, &story.sofia, &story.number).await;
        let people = read(&world, &story.claire, &story.number).await.people;
        let names: Vec<&str> = people.iter().map(|(_, name, _)| name.as_str()).collect();
        assert_eq!(names, ["Claire", "Paul"], "Hugo sees only what he files or joins");

        let give = async |deed: &str, seen: &str, to: &[domain::id::UserId]| {
            ops.assign(&story.claire, &on(&story.number, deed), seen, to).await
        };
        let (name, why) = field(give("h", "", &[story.hugo.user]).await);
        assert_eq!((name.as_str(), why), ("colleague", FieldRefusal::NotOffered));
        assert_eq!(field(give("s", "", &[story.stranger.user]).await).1, FieldRefusal::NotOffered);
        assert_eq!(field(give("o", "", &[story.sofia.user]).await).1, FieldRefusal::NotOffered);
        give("p", "", &[paul.user]).await.expect("given");
        let late = give("l", "", &[story.claire.user]).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::ChangedMeanwhile))), "{late:?}");
        assert_eq!(found(&world, &paul, "assigned=me").await, std::slice::from_ref(&story.number));
        assert_eq!(
            found(&world, &story.claire, &format!("assigned={}", paul.user)).await,
            std::slice::from_ref(&story.number)
        );
        assert_eq!(found(&world, &story.claire, "assigned=me").await, [""; 0]);
        let offered = ops.offered_filters(&story.claire).await.expect("filters");
        assert_eq!(offered.assignees, [(paul.user, "Paul".to_owned())]);
        // He is told, once, in the bell and by mail.
        let notices = ops.notices(&paul, None).await.expect("notices").rows;
        assert!(
            matches!(&notices[..], [one] if matches!(one.event, TicketEvent::ColleaguesAssigned { .. })),
            "{notices:?}"
        );
        assert_eq!(mails_of(&world, "ticket_assigned").await, ["paul@lemaire.example"]);
        assert!(read(&world, &paul, &story.number).await.bell, "he follows from now on");

        // Two more, then nobody.
        let seen = in_words([paul.user]);
        give("two", &seen, &[story.claire.user, paul.user]).await.expect("given");
        assert_eq!(mails_of(&world, "ticket_assigned").await.len(), 1, "nobody is told of his own deed");
        give("none", &in_words([paul.user, story.claire.user]), &[]).await.expect("taken back");
        assert_eq!(found(&world, &paul, "assigned=me").await, [""; 0]);

        // Nothing of it reaches the operator.
        let after = read(&world, &story.sofia, &story.number).await;
        assert_eq!(after.events.len(), before.events.len());
        assert_eq!(after.ticket.operator_sequence, before.ticket.operator_sequence);
        assert!(!format!("{after:?}").contains("Paul"), "{after:?}");
        assert_eq!(found(&world, &story.sofia, "assigned=me").await.len(), 1, "the filter is not his");
        let admin = world.agent("admin@consigne.example", Level::Administrator).await;
        let asked = operations::audit::Asked::default();
        let acts = async |actor| -> Vec<Act> {
            ops.trail(actor, &asked).await.expect("the trail").rows.into_iter().map(|row| row.act).collect()
        };
        assert_eq!(acts(&story.claire).await.iter().filter(|act| **act == Act::ColleaguesAssigned).count(), 3);
        assert!(!acts(&admin).await.contains(&Act::ColleaguesAssigned));
        // Who may not reply gives nothing away, nor does the operator.
        ops.join_ticket(&story.hugo, &story.number).await.expect("joined");
        let reader = ops.assign(&story.hugo, &on(&story.number, "x"), "", &[]).await;
        assert!(matches!(reader, Err(Error::Refused(Refusal::NotAllowed(_)))), "{reader:?}");
        for nobody in [&story.sofia, &story.stranger] {
            let refused = ops.assign(nobody, &on(&story.number, "y"), "", &[]).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_is_called_in_a_note_is_told_and_nobody_who_may_not_see_it_can_be() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let customer = story.claire.customer().expect("a customer");
        let paul = world.user(customer, "tout", "paul@lemaire.example").await;
        let eve = world.user(customer, "tout", "eve@lemaire.example").await;
        let note = |deed: &str, body: &str, told: &[domain::id::UserId]| Note {
            on: on(&story.number, deed),
            body: body.to_owned(),
            files: Vec::new(),
            told: told.to_vec(),
        };
        for (deed, nobody) in [("a", story.hugo.user), ("b", story.stranger.user), ("c", story.sofia.user)] {
            let refused = ops.note_and_tell(&story.claire, &note(deed, "Vu ?", &[nobody])).await;
            assert_eq!(field(refused), ("told".to_owned(), FieldRefusal::NotOffered));
        }
        // One is ticked, the other named; Hugo's name is only text.
        ops.note_and_tell(&story.claire, &note("d", "@eve et @hugo, à rappeler", &[paul.user])).await.expect("noted");
        for actor in [&paul, &eve] {
            let notices = ops.notices(actor, None).await.expect("notices").rows;
            assert_eq!(notices.len(), 1, "{notices:?}");
            let TicketEvent::ColleaguesTold { names } = &notices[0].event else { panic!("{notices:?}") };
            assert_eq!(names[..], ["Eve", "Paul"]);
        }
        let mut to = mails_of(&world, "colleague_mentioned").await;
        to.sort();
        assert_eq!(to, ["eve@lemaire.example", "paul@lemaire.example"]);
        assert_eq!(ops.notices(&story.hugo, None).await.expect("notices").rows, []);

        // The operator's people call each other in theirs.
        let marc = world.agent("marc@consigne.example", Level::Agent).await;
        ops.note_and_tell(&story.sofia, &note("e", "@Marc, tu connais ?", &[])).await.expect("noted");
        let notices = ops.notices(&marc, None).await.expect("notices").rows;
        assert!(
            matches!(&notices[..], [one] if matches!(one.event, TicketEvent::ColleaguesTold { .. })),
            "{notices:?}"
        );
        assert_eq!(mails_of(&world, "colleague_mentioned").await.len(), 2, "an agent has his desk");
        let seen = format!("{:?}", read(&world, &story.claire, &story.number).await.events);
        assert!(!seen.contains("Marc"), "{seen}");
        let refused = ops.note_and_tell(&story.sofia, &note("f", "Vu ?", &[paul.user])).await;
        assert_eq!(field(refused), ("told".to_owned(), FieldRefusal::NotOffered));
    })
    .await;
}

#[tokio::test]
async fn mails_on_tickets_say_how_to_leave_them_and_the_confirmation_of_filing_does_not() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        ops.answer(&story.sofia, &crate::answer(on(&story.number, "a"), "Il arrive.")).await.expect("answered");
        let mut tx = ops.store().read(store::Scope::System).await.expect("a transaction");
        let rows = store::mails::list(&mut tx, None, 200).await.expect("mails");
        let mut stop = String::new();
        for row in rows {
            let mail = store::mails::find(&mut tx, row.id).await.expect("read").expect("a mail");
            if mail.kind == "ticket_answered" {
                assert_eq!(mail.list, "notifications");
                assert!(mail.body.contains(&mail.unsubscribe) && mail.html.contains(&mail.unsubscribe));
                stop = mail.unsubscribe;
            } else {
                assert_eq!((mail.kind.as_str(), mail.unsubscribe.as_str()), ("ticket_filed", ""));
            }
        }
        drop(tx);
        let (_, token) = stop.rsplit_once('/').expect("a link");
        ops.end_notices(token).await.expect("left");
        ops.answer(&story.sofia, &crate::answer(on(&story.number, "b"), "Encore.")).await.expect("answered");
        assert_eq!(mails_of(&world, "ticket_answered").await.len(), 1, "he hears no more by mail");
    })
    .await;
}
