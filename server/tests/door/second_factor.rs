//! A second factor that an administrator asks for: who has none is led to set one up, and nowhere else.

use http::StatusCode;

use crate::portal::{ANA, KARIM, Portal};

#[tokio::test]
async fn karim_is_led_to_set_one_up_and_opens_nothing_else() {
    let portal = Portal::open().await;
    let mut before = portal.signed_in(KARIM).await;
    let mut ana = portal.signed_in(ANA).await;
    let kept = ana.post("/admin/agents", &[("form", "factor"), ("required", "on")]).await;
    assert_eq!((kept.status, kept.location()), (StatusCode::SEE_OTHER, "/admin/agents?done=rule"));
    assert!(ana.get("/admin/agents").await.body.contains("Tout le monde a besoin d’un second facteur"));
    assert_eq!(before.get("/desk").await.status, StatusCode::OK, "what is open goes on");

    let mut karim = portal.signed_in(KARIM).await;
    for path in ["/", "/desk", "/account", "/sign-in"] {
        assert_eq!(karim.get(path).await.location(), "/account/second-factor", "{path}");
    }
    let refused = karim.post("/account", &[("form", "shortcuts")]).await;
    assert_ne!(refused.location(), "/account?done=shortcuts");
    karim.accepts = "application/json";
    assert_ne!(karim.get("/read/account/page").await.status, StatusCode::OK);
    karim.accepts = "text/html";

    let page = karim.get("/account/second-factor").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("Configurez-en un pour continuer"), "{}", page.body);
    let begun = karim.post("/account/second-factor", &[("form", "begin")]).await;
    assert_eq!(begun.location(), "/account/second-factor");
    let before = portal.operations.store().statements();
    let page = karim.get("/account/second-factor").await;
    assert!(portal.operations.store().statements() - before <= 6);
    assert!(page.body.contains("otpauth://totp/Consigne:karim@carrier.example"), "{}", page.body);
    let wrong = karim.post("/account/second-factor", &[("form", "confirm"), ("code", "12"), ("password", "no")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Ce n’est pas votre mot de passe."), "{}", wrong.body);

    let left = karim.post("/sign-out", &[]).await;
    assert_eq!(left.location(), "/sign-in?from=sign-out");
    let stranger = portal.browser().get("/sign-in/code").await;
    assert!(stranger.body.contains("Connectez-vous à nouveau"), "{}", stranger.body);
}
