//! The dashboard, and the lists behind its numbers.

mod baseline;
mod figures;
mod list;
mod screen;

pub use list::CountedScreen;
pub use screen::DashboardScreen;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::dashboard::DashboardQuery;

/// What stands in the address.
fn asked() -> DashboardQuery {
    use_query_map().with_untracked(|query| {
        let get = |name: &str| query.get(name).unwrap_or_default();
        DashboardQuery {
            days: get("days"),
            from: get("from"),
            to: get("to"),
            customer: get("customer"),
            name: get("name"),
            of: get("of"),
            after: get("after"),
        }
    })
}
