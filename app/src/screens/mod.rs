//! One folder per screen. Screens do not import each other; what two share moves to `ui`, `api` or `domain`.

pub mod gallery;
