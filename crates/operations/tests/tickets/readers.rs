//! Who hears of a ticket by mail.

use domain::actor::{AccountScope, Level, Right};
use store::Scope;

use crate::support::for_each_world;
use crate::{answer, file, on, read};

const PARCELS: &[u8] = b"tracking_number;carrier;account;label_date\nXY123456780FR;chronopost;4711;2026-02-27\n";

#[tokio::test]
async fn who_may_see_the_ticket_no_more_gets_no_mail_of_it() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let customer = world.customer("Maison Lemaire").await;
        world.account(customer, "4711").await;
        let elsewhere = world.account(customer, "4712").await;
        assert_eq!(ops.import_parcels(PARCELS).await.expect("a report").added, 1);
        world.profile(customer, "tout", &Right::ALL, AccountScope::All).await;
        world.profile(customer, "ailleurs", &Right::ALL, AccountScope::accounts(vec![elsewhere])).await;
        let claire = world.user(customer, "tout", "claire@lemaire.example").await;
        let hugo = world.user(customer, "tout", "hugo@lemaire.example").await;
        let nina = world.user(customer, "ailleurs", "nina@lemaire.example").await;
        let sofia = world.agent("sofia@consigne.example", Level::Agent).await;
        let number = file(&world, &claire, "delay").await;
        ops.join_ticket(&hugo, &number).await.expect("joined");
        // She joined as well, before her profile was narrowed to another account.
        let ticket = read(&world, &claire, &number).await.ticket;
        assert!(ticket.account.is_some());
        let mut tx = ops.store().write(Scope::System).await.expect("a transaction");
        store::tickets::follow(&mut tx, ticket.id, nina.user, ops.now()).await.expect("joined");
        tx.commit().await.expect("kept");

        ops.answer(&sofia, &answer(on(&number, "a"), "Nous cherchons.")).await.expect("answered");
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let mails = ops.outgoing_mails(&admin, None).await.expect("mails");
        let mut to: Vec<&str> =
            mails.iter().filter(|mail| mail.kind == "ticket_answered").map(|mail| mail.to_address.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["claire@lemaire.example", "hugo@lemaire.example"]);
    })
    .await;
}
