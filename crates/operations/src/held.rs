//! Who may still have a file that was made: it is older than what is known of its reader now.

use domain::Actor;
use domain::actor::{AccountScope, Side};
use jiff::Timestamp;
use jiff::civil::Date;
pub use store::held::Held;

use crate::parcels::labelled_from;

/// The accounts that somebody sees.
pub(crate) fn scope_of(actor: &Actor) -> AccountScope {
    match &actor.side {
        Side::Customer { scope, .. } => scope.clone(),
        Side::Operator { .. } => AccountScope::All,
    }
}

/// Of a file that somebody has made now, from parcels of which this is the oldest label.
pub(crate) fn held_by(actor: &Actor, oldest_label: Option<Date>) -> Held {
    Held { scope: Some(scope_of(actor)), oldest_label }
}

/// Whether somebody still sees all that a file can hold: his scope takes in the one it was made by, and none of its
/// parcels is too old to be shown.
pub(crate) fn may_still_have(actor: &Actor, held: &Held, now: Timestamp) -> bool {
    held.scope.as_ref().is_some_and(|made_by| scope_of(actor).takes_in(made_by))
        && held.oldest_label.is_none_or(|label| label >= labelled_from(actor, now))
}
