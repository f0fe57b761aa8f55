//! What a file that was made holds, as far as it decides who may still have it.

use domain::actor::AccountScope;
use jiff::civil::Date;

use crate::convert::date_if;
use crate::error::StoreError;

/// By which scope a file was made, and how far back it reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The scope it was made by; none: not known.
    pub scope: Option<AccountScope>,
    /// The oldest label of its parcels; none: it has no parcel.
    pub oldest_label: Option<Date>,
}

impl Held {
    /// What is stored of it: scope and label.
    pub(crate) fn words(&self) -> (String, String) {
        let scope = self.scope.as_ref().and_then(|scope| serde_json::to_string(scope).ok()).unwrap_or_default();
        (scope, self.oldest_label.map(|day| day.to_string()).unwrap_or_default())
    }

    /// What stored words say.
    pub(crate) fn of(table: &'static str, scope: &str, oldest_label: &str) -> Result<Self, StoreError> {
        let known = (!scope.is_empty()).then(|| serde_json::from_str(scope)).transpose();
        Ok(Held {
            scope: known.map_err(|_| StoreError::inconsistent(table, "scope", scope))?,
            oldest_label: date_if(table, "oldest_label", oldest_label)?,
        })
    }
}
