//! Who hears of what: the subscribe matrix of `security.md` L01.

use domain::actor::{AccountScope, Actor, Level, Right};
use domain::id::{AccountId, CustomerId, UserId};
use domain::permission::{self, TicketFacts};
use domain::ticket::message::Audience;
use operations::live::{CatchUp, may_know};
use operations::tickets::agent::Answer;
use operations::tickets::customer::Reply;
use store::live::LiveEvent;

use crate::support::{World, for_each_world};
use crate::{
    Publisher, append, change, changed, claire, file, is_silent, karim, listen, new_ticket, on, session, sign_in,
};

/// The people of the matrix: of two customers with every shape of profile, and of the operator.
async fn people(world: &World) -> (Vec<(&'static str, Actor)>, [CustomerId; 2], [AccountId; 2]) {
    let (ours, theirs) = (world.customer("Lunettes de la Côte").await, world.customer("Vélos du Nord").await);
    let (paris, lyon) = (world.account(ours, "1000001").await, world.account(ours, "1000002").await);
    let all = [Right::SeeAllTickets, Right::FileTickets, Right::Reply];
    let own = [Right::FileTickets, Right::Reply];
    world.profile(ours, "Tout", &all, AccountScope::All).await;
    world.profile(ours, "Paris", &all, AccountScope::accounts(vec![paris])).await;
    world.profile(ours, "Les siens", &own, AccountScope::All).await;
    world.profile(ours, "Les siens à Paris", &own, AccountScope::accounts(vec![paris])).await;
    world.profile(theirs, "Tout", &Right::ALL, AccountScope::All).await;
    let people = vec![
        ("sees all", world.user(ours, "Tout", "a@lunettes.example").await),
        ("sees Paris", world.user(ours, "Paris", "b@lunettes.example").await),
        ("sees his own", world.user(ours, "Les siens", "c@lunettes.example").await),
        ("sees his own in Paris", world.user(ours, "Les siens à Paris", "d@lunettes.example").await),
        ("administers the customer", world.user(ours, "Administrateur", "e@lunettes.example").await),
        ("another customer's", world.user(theirs, "Tout", "f@velos.example").await),
        ("agent", world.agent("karim@carrier.example", Level::Agent).await),
        ("administrator", world.agent("ines@carrier.example", Level::Administrator).await),
    ];
    (people, [ours, theirs], [paris, lyon])
}

/// One change of each kind: every audience, customer, account and reader.
fn changes(world: &World, customers: [CustomerId; 2], accounts: [AccountId; 2], users: &[UserId]) -> Vec<LiveEvent> {
    let mut changes = Vec::new();
    for audience in Audience::ALL {
        for customer in customers {
            for account in [None, Some(accounts[0]), Some(accounts[1])] {
                for readers in std::iter::once(Vec::new()).chain(users.iter().map(|user| vec![*user])) {
                    let ticket = new_ticket(&world.operations);
                    changes.push(LiveEvent { account, readers, audience, ..change(ticket, 1, customer) });
                }
            }
        }
    }
    changes
}

/// Whether the thread itself could be read by him, and his side reads such messages.
fn may_read(actor: &Actor, event: &LiveEvent) -> bool {
    let facts = TicketFacts {
        customer: event.customer,
        account: event.account,
        sub_account: event.sub_account,
        author: UserId(uuid_of_nobody()),
        joined: event.readers.contains(&actor.user),
    };
    let reads = if actor.is_operator() { event.audience.operator_reads() } else { event.audience.customer_reads() };
    reads && permission::see_ticket(actor, &facts).is_ok()
}

fn uuid_of_nobody() -> uuid::Uuid {
    uuid::Uuid::nil()
}

#[tokio::test]
async fn nobody_hears_of_what_he_may_not_read() {
    for_each_world(async |world| {
        let (people, customers, accounts) = people(&world).await;
        let users: Vec<UserId> = people.iter().map(|(_, actor)| actor.user).collect();
        let changes = changes(&world, customers, accounts, &users);
        assert!(changes.len() < 500, "all of them fit into one catch-up: {}", changes.len());
        append(&world.operations, &changes).await;
        for (who, actor) in &people {
            for event in &changes {
                assert_eq!(may_know(actor, event), may_read(actor, event), "{who}: {event:?}");
            }
            let expected: Vec<_> =
                changes.iter().filter(|event| may_read(actor, event)).map(|one| one.ticket).collect();
            let CatchUp::Events(events, position) = world.operations.catch_up(actor, Some(0)).await.expect("an answer")
            else {
                panic!("{who} was told to read again")
            };
            assert_eq!(events.iter().map(|one| one.ticket).collect::<Vec<_>>(), expected, "{who}");
            assert_eq!(position, changes.len() as i64, "{who} goes on after what is not for him");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_never_reaches_the_customer() {
    for_each_world(async |world| {
        let (claire, customer, signed) = claire(&world).await;
        let (karim, agent) = karim(&world).await;
        world.user(customer, "Collaborateur", "marc@lunettes.example").await;
        let marc = sign_in(&world, "marc@lunettes.example").await;
        let stranger = world.customer("Vélos du Nord").await;
        world.user(stranger, "Administrateur", "zoe@velos.example").await;
        let zoe = sign_in(&world, "zoe@velos.example").await;
        let number = file(&world, &claire).await;
        let _publisher = Publisher::start(&world);
        let operations = &world.operations;
        let mut hers = listen(operations, session(&signed), None).await;
        let mut his = listen(operations, session(&agent), None).await;
        let mut strangers = listen(operations, session(&zoe), None).await;

        operations.note(&karim, &on(&number), "Client difficile.", &[]).await.expect("noted");
        assert_eq!(changed(&mut his).await.len(), 1);
        assert!(is_silent(&mut hers).await);

        let answer = Answer { on: on(&number), body: "Nous cherchons.".to_owned(), ..Answer::default() };
        operations.answer(&karim, &answer).await.expect("answered");
        let (heard, by_him) = (changed(&mut hers).await, changed(&mut his).await);
        assert_eq!(heard, by_him, "both hear of the answer");

        let reply = Reply { on: on(&number), body: "Merci.".to_owned(), ..Reply::default() };
        operations.reply(&claire, &reply).await.expect("replied");
        assert_eq!(changed(&mut his).await, changed(&mut hers).await);

        assert!(is_silent(&mut strangers).await);
        assert_eq!(strangers.position(), heard[0].position + 1, "it has gone on all the same");
        drop(listen(operations, session(&marc), None).await);
    })
    .await;
}
