//! A ticket's thread as both sides see it without scripts.

use http::StatusCode;

use crate::forms::{form, sent};
use crate::portal::{ANA, CLAIRE, KARIM, Portal};

#[tokio::test]
async fn the_word_that_comes_with_a_rating_is_read_by_both_sides() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = portal.filed(&claire).await;
    let (thread, desk) = (format!("/requests/{number}"), format!("/desk/{number}"));
    let resolution = [("outcome", "parcel_found"), ("body", "Remis ce matin.")];
    assert_eq!(sent(&mut karim, &desk, "resolve", &resolution, &[]).await.status, StatusCode::SEE_OTHER);
    let validated =
        sent(&mut claire, &thread, "validate", &[("rating", "4"), ("word", "Rapide <et> clair.")], &[]).await;
    assert_eq!(validated.status, StatusCode::SEE_OTHER, "{}", validated.body);
    for (page, rated) in [
        (claire.get(&thread).await.body, "Vous avez donné 4 sur 5."),
        (karim.get(&desk).await.body, "Le client a donné 4 sur 5."),
    ] {
        assert!(page.contains(&format!("{rated} «\u{202f}Rapide &lt;et&gt; clair.\u{202f}»")), "{page}");
        let log = page.split("role=\"log\"").nth(1).and_then(|log| log.split("</ol>").next()).expect("the thread");
        assert!(log.contains("Rapide &lt;et&gt; clair."), "{log}");
    }
}

#[tokio::test]
async fn what_happens_without_a_reply_is_said_as_it_is() {
    let portal = Portal::open().await;
    let (mut claire, mut karim) = (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await);
    let number = portal.filed(&claire).await;
    let desk = format!("/desk/{number}");
    let ask = [("body", "Il nous faut une photo."), ("document", "Photo du carton")];
    assert_eq!(sent(&mut karim, &desk, "ask", &ask, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(karim.get(&desk).await.body.contains("résolue avec la mention"));
    for (language, unanswered) in [
        ("fr", "résolue avec la mention «\u{202f}sans réponse\u{202f}». Il vous suffira d’y écrire pour la reprendre."),
        ("en", "resolved and marked “no answer”. Writing in it takes it up again."),
    ] {
        claire.post("/language", &[("language", language), ("next", "/")]).await;
        let page = claire.get(&format!("/requests/{number}")).await.body;
        for place in ["class=\"thread-promise\"", "id=\"ask-title\""] {
            let said = page.split(place).nth(1).and_then(|from| from.split("</p>").next());
            assert!(said.is_some_and(|said| said.contains(unanswered)), "{language}, {place}: {page}");
        }
    }
}

#[tokio::test]
async fn an_agent_who_was_overtaken_reads_the_state_in_the_words_of_his_side() {
    let portal = Portal::open().await;
    let (claire, mut karim, mut ana) =
        (portal.signed_in(CLAIRE).await, portal.signed_in(KARIM).await, portal.signed_in(ANA).await);
    let desk = format!("/desk/{}", portal.filed(&claire).await);
    let ask = [("body", "Il nous faut une photo.")];
    assert_eq!(sent(&mut ana, &desk, "ask", &ask, &[]).await.status, StatusCode::SEE_OTHER);
    let late = [("form", "ask"), ("state", "created"), ("sequence", "1"), ("body", "Et une facture.")];
    let refused = karim.post(&desk, &late).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    let alert = refused.body.split("role=\"alert\"").nth(1).and_then(|alert| alert.split("</div>").next());
    let alert = alert.expect("why it was refused");
    assert!(alert.contains("En attente d’une réponse client"), "{alert}");
    assert!(!alert.contains("votre réponse"), "{alert}");
}

#[tokio::test]
async fn a_withdrawn_ticket_is_taken_up_by_a_message_and_not_contested() {
    let portal = Portal::open().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let thread = format!("/requests/{}", portal.filed(&claire).await);
    let withdrawn = sent(&mut claire, &thread, "withdraw", &[("reason", "found")], &[]).await;
    assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{}", withdrawn.body);
    let page = claire.get(&thread).await.body;
    assert!(!page.contains("name=\"form\" value=\"contest\""), "{page}");
    assert!(form(&page, "reply").contains("name=\"body\""), "{page}");
}

#[tokio::test]
async fn a_confirmation_is_announced_only_where_mails_leave() {
    for (portal, announced) in [(Portal::open().await, false), (Portal::with_mail().await, true)] {
        let mut claire = portal.signed_in(CLAIRE).await;
        let number = portal.filed(&claire).await;
        let page = claire.get(&format!("/requests/{number}/filed")).await.body;
        assert!(page.contains(&number), "{page}");
        assert_eq!(page.contains("par courriel"), announced, "{page}");
    }
}
