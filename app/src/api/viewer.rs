//! Who looks at the page. It travels with the page and does not change while the page is loaded.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Who is signed in, and what the frame of the page offers him.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// His name.
    pub name: String,
    /// Whether he is of the operator.
    pub operator: bool,
    /// Whether he runs the installation.
    pub administrator: bool,
    /// Whether he leads agents, and reads what they marked as abuse.
    pub leads: bool,
    /// Whether he has a dashboard.
    pub dashboard: bool,
    /// Whether he may file tickets.
    pub files: bool,
    /// Whether he may search parcels.
    pub searches: bool,
    /// Whether he has scheduled reports.
    pub reports: bool,
    /// Whether he may give delivery instructions.
    pub instructs: bool,
    /// Whether he may see proofs of delivery.
    pub proofs: bool,
    /// Where he looks after his customer's team; empty where he does not.
    pub team: String,
    /// Where he reads the audit trail; empty where he does not.
    pub trail: String,
    /// How many notices he has not read, in words; empty where none.
    pub unread: String,
    /// Whether single-letter shortcuts are on (WCAG 2.1.4).
    pub shortcuts: bool,
    /// Whether this is a demo.
    pub demo: bool,
    /// How far a demo's clock is ahead, in words; empty when it is not.
    pub clock: String,
    /// Where the log of changes ended before the page was read: what came after it reaches the page as a change.
    pub position: i64,
}

/// Who looks at the page; none when nobody is signed in.
#[must_use]
pub fn viewer() -> Option<Viewer> {
    use_context::<Option<Viewer>>().flatten()
}
