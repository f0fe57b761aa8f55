//! Tickets beside each other: who was faster, what stands on the same parcel, what goes on in another.

use domain::Actor;
use domain::actor::{AccountScope, Right};
use domain::refusal::Refusal;
use domain::ticket::lifecycle::TicketState;
use domain::ticket::outcome::WithdrawReason;
use jiff::SignedDuration;
use operations::Error;
use operations::tickets::customer::Validation;
use operations::tickets::filing::FilingDetails;

use crate::support::for_each_world;
use crate::{answer, on, read, reply, resolve, seen, story};

#[tokio::test]
async fn what_came_too_late_names_who_changed_the_state() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let customer = story.claire.customer().expect("a customer");
        let ines = world.user(customer, "tout", "ines@lemaire.example").await;
        let by = |answer: Result<_, Error>| match answer {
            Err(Error::Outdated { by, state }) => (by, state),
            other => panic!("{other:?}"),
        };

        ops.reply(&story.claire, &reply(on(&story.number, "more"), "Alors ?")).await.expect("sent");
        let open = read(&world, &story.claire, &story.number).await;
        resolve(&world, &story).await;
        let withdrawn = ops.withdraw(&story.claire, &seen(&open, "w"), WithdrawReason::Found).await;
        assert_eq!(by(withdrawn), (story.sofia.name.clone(), "resolved".to_owned()), "the other side");

        let resolved = read(&world, &story.claire, &story.number).await;
        let validation = Validation { on: seen(&resolved, "v"), stars: None, word: String::new() };
        ops.validate(&ines, &validation).await.expect("validated");
        ops.note(&story.sofia, &on(&story.number, "note"), "cnry-note", &[]).await.expect("noted");
        let contested = ops.contest(&story.claire, &reply(seen(&resolved, "c"), "Non.")).await;
        assert_eq!(by(contested), (ines.name.clone(), "validated".to_owned()), "a colleague");
        let contested = ops.contest(&ines, &reply(seen(&resolved, "c"), "Non.")).await;
        assert_eq!(by(contested).0, ines.name, "herself, in another tab");
        let answered = ops.answer(&story.sofia, &answer(seen(&resolved, "a"), "Encore un mot.")).await;
        assert_eq!(by(answered).0, ines.name, "an agent learns it too");
    })
    .await;
}

#[tokio::test]
async fn who_files_on_a_parcel_is_shown_the_tickets_in_which_the_matter_goes_on() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let draft = ops.start_filing(&story.claire, "XY123456780FR").await.expect("a draft");
        let shown = async || -> Vec<String> {
            let filing = ops.filing(&story.claire, draft).await.expect("a filing");
            filing.open_tickets.into_iter().map(|ticket| ticket.number).collect()
        };
        assert_eq!(shown().await, [story.number.as_str()], "created");
        resolve(&world, &story).await;
        assert_eq!(shown().await, [story.number.as_str()], "to validate, so it can still be contested");
        let validation = Validation { on: on(&story.number, "v"), stars: None, word: String::new() };
        ops.validate(&story.claire, &validation).await.expect("validated");
        assert!(shown().await.is_empty(), "validated");
    })
    .await;
}

#[tokio::test]
async fn a_closed_ticket_is_followed_by_another_and_both_say_so() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let begin = async |actor: &Actor| ops.start_follow_up(actor, "XY123456780FR", &story.number).await;
        let early = begin(&story.claire).await;
        assert!(matches!(early, Err(Error::Refused(Refusal::NotInThisState))), "{early:?}");
        ops.withdraw(&story.claire, &on(&story.number, "w"), WithdrawReason::Found).await.expect("withdrawn");
        world.wait(SignedDuration::from_hours(24 * 40));
        ops.tick().await.expect("the clock");
        assert_eq!(read(&world, &story.claire, &story.number).await.ticket.life.state, TicketState::Closed);
        let customer = story.claire.customer().expect("a customer");
        world.profile(customer, "regard", &[Right::SeeAllTickets], AccountScope::All).await;
        let reader = world.user(customer, "regard", "nadine@lemaire.example").await;
        for (actor, offered) in [(&story.claire, true), (&reader, false), (&story.sofia, false)] {
            let may = read(&world, actor, &story.number).await.customer_may;
            assert_eq!(may.follow_up, offered, "{}", actor.name);
        }
        let refused = begin(&reader).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(Right::FileTickets)))), "{refused:?}");
        for actor in [&story.stranger, &story.hugo] {
            let hidden = begin(actor).await;
            assert!(matches!(hidden, Err(Error::NotFound)), "{}: {hidden:?}", actor.name);
        }

        let draft = begin(&story.claire).await.expect("a draft");
        ops.change_parcel(&story.claire, draft, "XY123456781FR").await.expect("another parcel");
        ops.choose_subject(&story.claire, draft, "delay", "").await.expect("a subject");
        let details = FilingDetails { body: "Encore perdu.".to_owned(), ..FilingDetails::default() };
        let next = ops.file_ticket(&story.claire, draft, &details).await.expect("filed").number;
        for actor in [&story.claire, &story.sofia] {
            let (earlier, later) = (read(&world, actor, &story.number).await, read(&world, actor, &next).await);
            assert_eq!((earlier.follows, earlier.followed_by), (None, vec![next.clone()]));
            assert_eq!((later.follows, later.followed_by), (Some(story.number.clone()), Vec::new()));
        }
        // A colleague who joined the second alone does not learn of the first.
        ops.join_ticket(&story.hugo, &next).await.expect("joined");
        assert_eq!(read(&world, &story.hugo, &next).await.follows, None);
    })
    .await;
}
