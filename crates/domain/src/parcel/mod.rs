//! Parcels: their numbers, what carriers report of them, where they stand and what can be done about it.
//!
//! Here stand the rules that need nothing but their arguments. What a parcel row holds (its account, its recipient,
//! its references) is the business of `store`; how carriers write their reports is that of `operations::feed`.

pub mod check_character;
pub mod criteria;
pub mod destination;
pub mod guidance;
pub mod number;
pub mod parcel_event;
pub mod paste;
pub mod proof;
pub mod retention;
pub mod scan;
pub mod spoilt;
pub mod state;
pub mod timeline;
pub mod tracking;

pub use criteria::{CRITERION_MAX, Criteria, NoCriteria, Sort, SortKey};
pub use destination::Destination;
pub use guidance::{Guidance, GuidanceEvent, guidance, guidance_event, guidance_events, guidance_of, what_to_do};
pub use number::{Candidate, Check, NumberFormat, Recognition, Verdict, clean, grouped, recognise};
pub use parcel_event::ParcelEvent;
pub use paste::{PASTE_LIMIT, TooMany, split_numbers, split_references};
pub use proof::{Evidence, Handover, ProofState, proof_state};
pub use scan::{Responsible, Scan, ScanReason};
pub use spoilt::is_spoilt;
pub use state::{ParcelState, StateFilter, UnknownWord, instruction_possible, instruction_possible_by_contract};
pub use timeline::{Sighting, Standing, sightings, standing, timeline};
pub use tracking::TrackingEvent;
