//! A customer's team, looked after by its administrator: users, profiles, invitations.

mod invited;
mod people;
mod person;
mod profile;
mod profiles;

pub use invited::InvitedScreen;
pub use people::TeamScreen;
pub use person::ColleagueScreen;
pub use profile::ProfileScreen;
pub use profiles::ProfilesScreen;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use wording::team as words;

use crate::api::team::Pick;
use crate::piece::{IntoPiece, Piece};
use crate::ui::{Choice, Notice, Tab, Tabs, Tone, language};

/// What was just done, in words.
fn done() -> Option<Piece> {
    let language = language();
    let query = use_query_map();
    let of = |name: &str| query.with_untracked(|query| query.get(name)).unwrap_or_default();
    let said = match of("done").as_str() {
        "invited" => words::done_invited(language).to_owned(),
        "again" => words::done_again(language).to_owned(),
        "revoked" => words::done_revoked(language).to_owned(),
        "kept" => words::done_kept(language).to_owned(),
        "gone" => match of("taken").parse::<i64>() {
            Ok(taken) if taken > 0 => words::done_gone_with(language, taken),
            _ => words::done_gone(language).to_owned(),
        },
        "back" => words::done_back(language).to_owned(),
        "rule" => wording::factor::rule_kept(language).to_owned(),
        "reset" => wording::factor::reset_done(language).to_owned(),
        "made" => words::done_made(language).to_owned(),
        "deleted" => words::done_deleted(language).to_owned(),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Done><p>{said}</p></Notice> }.into_piece())
}

/// The ways between users and profiles, for those who may go both.
fn tabs(here: &'static str, both: bool) -> Option<Piece> {
    let language = language();
    both.then(|| {
        let tabs = [("/team", words::people(language)), ("/team/profiles", words::profiles(language))]
            .into_iter()
            .map(|(href, label)| Tab { href: href.into(), label: label.into(), count: None, current: href == here })
            .collect();
        view! { <Tabs label=words::tabs(language) tabs=tabs/> }.into_piece()
    })
}

/// What can be chosen, and what is.
fn choices(picks: Vec<Pick>) -> (Vec<Choice>, String) {
    let chosen = picks.iter().find(|one| one.chosen).map(|one| one.value.clone()).unwrap_or_default();
    (picks.into_iter().map(|one| Choice::new(one.value, one.label)).collect(), chosen)
}
