//! Customers with their accounts, and the operator's own people.

mod agent;
mod agents;
mod billed;
mod customer;
mod customers;
mod first;
mod team;
mod teams;

pub use agent::AgentScreen;
pub use agents::AgentsScreen;
pub use billed::BilledScreen;
pub use customer::CustomerScreen;
pub use customers::CustomersScreen;
pub use team::OperatorTeamScreen;
pub use teams::TeamsScreen;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use wording::operator as words;

use crate::api::team::Pick;
use crate::piece::{IntoPiece, Piece};
use crate::ui::{Choice, Notice, Tone, language};

/// What was just done, in words.
fn done() -> Option<Piece> {
    let language = language();
    let query = use_query_map();
    let said = match query.with_untracked(|query| query.get("done")).unwrap_or_default().as_str() {
        "customer" => words::done_customer(language),
        "account" => words::done_account(language),
        "part" => words::done_part(language),
        "agent" => words::done_agent(language),
        "team" => words::done_team(language),
        "team-retired" => words::done_team_retired(language),
        "team-restored" => words::done_team_restored(language),
        "account-retired" => words::done_account_retired(language),
        "account-restored" => words::done_account_restored(language),
        "invited" => wording::team::done_invited(language),
        "revoked" => wording::team::done_revoked(language),
        "kept" => wording::team::done_kept(language),
        "gone" => wording::team::done_gone(language),
        "back" => wording::team::done_back(language),
        "rule" => wording::factor::rule_kept(language),
        "reset" => wording::factor::reset_done(language),
        _ => return None,
    };
    Some(view! { <Notice tone=Tone::Done><p>{said}</p></Notice> }.into_piece())
}

/// What can be chosen, and what is.
fn choices(picks: Vec<Pick>) -> (Vec<Choice>, String) {
    let chosen = picks.iter().find(|one| one.chosen).map(|one| one.value.clone()).unwrap_or_default();
    (picks.into_iter().map(|one| Choice::new(one.value, one.label)).collect(), chosen)
}
