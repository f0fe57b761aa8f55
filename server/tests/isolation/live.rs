//! What open streams hear: of each ticket, whoever may see it, and nobody else.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::actor::AccountScope;
use domain::id::ProfileId;
use futures_util::future::join_all;
use http::StatusCode;
use http_body_util::BodyExt;
use operations::team::{TypedProfile, seen};
use tokio::time::timeout;

use crate::marks::{Mark, PEOPLE, Place, What, Who, may};
use crate::world::{World, number};

/// How long a stream is listened to once it is open; what was missed comes at once.
const LISTEN: Duration = Duration::from_millis(500);

/// What somebody's stream says.
async fn heard(world: &World, who: Who) -> String {
    let response = world.portal.ask(world.session(who), "GET", "/live?after=0", "text/event-stream", None).await;
    let mut body = response.into_body();
    let mut heard = String::new();
    while let Ok(Some(Ok(frame))) = timeout(LISTEN, body.frame()).await {
        if let Some(data) = frame.data_ref() {
            heard.push_str(&String::from_utf8_lossy(data));
        }
    }
    heard
}

/// Everybody opens a stream that has missed everything.
pub async fn hear(world: &World) {
    let mut heard_at_all = 0;
    let everybody = Who::everybody();
    let all = join_all(everybody.iter().map(|who| heard(world, *who))).await;
    for (who, heard) in everybody.into_iter().zip(all) {
        assert!(!heard.contains("event: resync"), "{}: the log of changes is short enough", who.name());
        let named: BTreeSet<&str> = world
            .tickets
            .iter()
            .filter(|ticket| heard.contains(&ticket.id) || heard.contains(&ticket.number))
            .map(|ticket| ticket.number.as_str())
            .collect();
        let his: BTreeSet<&str> = world
            .tickets
            .iter()
            .filter(|ticket| {
                let (customer, place, owner) = (ticket.customer, ticket.place, ticket.author);
                may(who, &Mark { text: String::new(), what: What::Said, customer, place, owner })
            })
            .map(|ticket| ticket.number.as_str())
            .collect();
        assert_eq!(named, his, "what {} hears", who.name());
        heard_at_all += named.len();
    }
    assert!(heard_at_all > 0);
}

/// What is taken away from somebody is gone at once, for the session that he has (`security.md` A09): his profile is
/// turned from the first account to the first part of the second.
pub async fn taken_away(world: &World) {
    let who = Who::Person(1, PEOPLE[3]);
    let ticket = world.tickets.iter().find(|one| one.customer == 1 && one.place == Place::FirstAccount);
    let ticket = &ticket.expect("a ticket").number;
    let pages =
        [format!("/requests/{ticket}"), format!("/requests/{ticket}/print"), format!("/parcels/{}", number(1, "1"))];
    for page in &pages {
        assert_eq!(world.portal.get(world.session(who), page).await.status, StatusCode::OK, "{page}");
    }
    let ops = &world.portal.operations;
    let adm = world.actor_of("1-adm");
    let of = |key: &str| {
        let at = PEOPLE.iter().skip(1).position(|kind| kind.key == key).expect("a kind");
        let (_, id) = world.objects["profile"].iter().filter(|(of, _)| *of == 1).nth(at).expect("a profile");
        id.parse::<ProfileId>().expect("an id")
    };
    let profile = async |key| ops.profile(&adm, Some(of(key))).await.expect("a profile").shown.expect("one").profile;
    let (his, other) = (profile("acc").await, profile("sub").await);
    let AccountScope::Only { sub_accounts, .. } = &other.scope else { panic!("a part") };
    let typed = TypedProfile {
        name: his.name.clone(),
        rights: his.rights.iter().map(|right| right.as_str().to_owned()).collect(),
        scope: "some".to_owned(),
        billed: sub_accounts.iter().map(ToString::to_string).collect(),
        seen: seen(&his),
    };
    ops.define_profile(&adm, Some(his.id), &typed).await.expect("changed");
    for page in &pages {
        assert_eq!(world.portal.get(world.session(who), page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let heard = heard(world, who).await;
    assert!(!heard.contains(&world.tickets.iter().find(|one| one.number == *ticket).expect("it").id), "{heard}");
}

/// Secrets of mails are long enough to hold 128 bits, and each letter of another customer has another (`security.md` A11).
pub fn secrets(world: &World) {
    let mut known = BTreeSet::new();
    for kind in ["confirm", "report_confirm"] {
        let secrets = world.objects.get(kind).map(Vec::as_slice).unwrap_or_default();
        assert!(!secrets.is_empty(), "there are secrets: {kind}");
        for (_, secret) in secrets {
            assert!(secret.len() >= 40, "{kind}: each letter holds six bits at most: {secret}");
            known.insert(secret);
        }
    }
    assert!(known.len() >= 2 * 3, "{known:?}");
}
