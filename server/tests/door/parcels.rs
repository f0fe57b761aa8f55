//! A parcel as each side sees it.

use crate::portal::{CLAIRE, KARIM, Portal};

#[tokio::test]
async fn only_its_sender_reads_that_a_reference_is_his() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    portal.filed(&claire).await;
    let (own, foreign) = ("Votre référence", "Référence de l’expéditeur");
    let page = claire.get("/parcels/6A18987970674").await.body;
    assert!(page.contains(own) && !page.contains(foreign), "{page}");
    let page = karim.get("/parcels/6A18987970674").await.body;
    assert!(page.contains(foreign) && !page.contains(own), "{page}");
}
