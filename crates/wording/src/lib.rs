//! Every sentence a person reads, in French and in English: pages, mails, reports.
//!
//! - **Where words stand**: `locales/{fr,en}/<area>.ftl`, one file per area, in [Fluent](https://projectfluent.org)
//!   syntax. `build.rs` makes each area a module and each key a function; the French text is its documentation.
//! - **How a screen says them**: it imports the area and calls the key, kebab-case become snake_case:
//!   `use wording::inbox;` then `inbox::title(language)`. Write the area's name at the call (or `use wording::inbox as w;`
//!   and `w::title(…)`), never import a key itself: this is how `tests/complete` finds keys that nothing uses.
//! - **Fixed words** give `&'static str`. `opened-by = Ouverte par { $name } le { $day }` gives
//!   `opened_by(language, day: &str, name: &str) -> String`: arguments always in alphabetical order.
//! - **Numbers** are `i64` and written with the language's groups: `{ NUMBER($step) }`, or an argument that chooses:
//!   `unread = { $n -> [0] Aucun message [one] { $n } message *[other] { $n } messages }`, one case per line. A number
//!   is tried before `[one]`; French takes 0 and 1 as `[one]`, English 1 only.
//! - **Spaces**: write plain ones in French (`Pourquoi ?`, `« Envoyer »`): they become U+202F. Apostrophes are `’`. Other
//!   invisible characters are written `{"\u00A0"}`. A line break in a text stays one.
//! - **What stops the build**: a key, an area or an argument that one language lacks, a key that stands twice, syntax
//!   outside this list. What fails the tests: French without its spaces, a key that no source file uses.
//! - **Hand-written**: [`moment`] and [`number`] for days and quantities, [`values`] for values of the domain,
//!   [`wishes`] for instructions, [`events`] for what happened, [`hours`] for opening hours, [`profiles`] for what a profile allows, [`acts`] for the audit trail. An area of
//!   the same name belongs to that module alone.

pub mod acts;
pub mod events;
pub mod hours;
pub mod moment;
pub mod number;
mod plural;
pub mod profiles;
pub mod values;
pub mod wishes;

pub use domain::Language;
pub use words::*;

/// The generated areas. A hand-written module of the same name stands before an area, which is then private to it.
mod words {
    include!(concat!(env!("OUT_DIR"), "/areas.rs"));
}
