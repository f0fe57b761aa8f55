//! How many statements a whole page takes, from the cookie to the last word: at most six.

use http::StatusCode;

use crate::portal::{CLAIRE, KARIM, Portal};

/// Statements of one page.
const AT_MOST: u64 = 6;

#[tokio::test]
async fn a_whole_page_takes_at_most_six_statements() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = portal.filed(&claire).await;
    for (who, path, holds) in [
        (CLAIRE, "/requests?tab=all".to_owned(), number.as_str()),
        (CLAIRE, format!("/requests/{number}"), "Où est-il ?"),
        (CLAIRE, "/parcels?q=CMD-1".to_owned(), "CMD-1"),
        (CLAIRE, "/parcels/6A18987970674".to_owned(), number.as_str()),
        (CLAIRE, "/notifications".to_owned(), "Notifications"),
        (CLAIRE, "/account/notifications".to_owned(), "Mes notifications"),
        (CLAIRE, "/dashboard".to_owned(), number.as_str()),
        (CLAIRE, "/dashboard/requests?of=filed".to_owned(), number.as_str()),
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
