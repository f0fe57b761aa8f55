//! How many statements a whole page takes, from the cookie to the last word: at most six.

use http::StatusCode;
use operations::tickets::filing::FilingDetails;

use crate::portal::{Browser, CLAIRE, KARIM, Portal};

/// Statements of one page.
const AT_MOST: u64 = 6;

/// A parcel, and a ticket that claire files on it; yields the ticket's number.
async fn filed(portal: &Portal, claire: &Browser<'_>) -> String {
    let ops = &portal.operations;
    let parcels = format!(
        "tracking_number;carrier;account;label_date;sender_reference\n6A18987970674;colissimo;FR-10;{};CMD-1\n",
        ops.now().to_zoned(operations::zone("Europe/Paris")).date().strftime("%d/%m/%Y")
    );
    ops.add_account("Lunettes de la Côte", "FR-10").await.expect("an account");
    assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    let token = claire.cookies.get("__Host-session").expect("a session");
    let actor = ops.actor_of(token).await.expect("an answer").expect("signed in").actor;
    let draft = ops.start_filing(&actor, "6A18987970674").await.expect("a draft");
    ops.choose_subject(&actor, draft, "delay", "").await.expect("a subject");
    let details = FilingDetails { body: "Où est-il ?".to_owned(), ..FilingDetails::default() };
    ops.file_ticket(&actor, draft, &details).await.expect("filed").number
}

#[tokio::test]
async fn a_whole_page_takes_at_most_six_statements() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = filed(&portal, &claire).await;
    for (who, path, holds) in [
        (CLAIRE, "/requests?tab=all".to_owned(), number.as_str()),
        (CLAIRE, format!("/requests/{number}"), "Où est-il ?"),
        (CLAIRE, "/parcels?q=CMD-1".to_owned(), "CMD-1"),
        (CLAIRE, "/parcels/6A18987970674".to_owned(), number.as_str()),
        (KARIM, "/desk".to_owned(), number.as_str()),
        (KARIM, format!("/desk/{number}"), "Où est-il ?"),
        (KARIM, "/parcels/6A18987970674".to_owned(), number.as_str()),
    ] {
        let browser = if who == CLAIRE { &mut claire } else { &mut karim };
        let before = portal.operations.store().statements();
        let page = browser.get(&path).await;
        let statements = portal.operations.store().statements() - before;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains(holds), "{path}: {holds}");
        eprintln!("  {path}: {statements} statements");
        assert!(statements <= AT_MOST, "{path}: {statements} statements");
    }
}
