//! The words are complete: the generator refuses what is not, French is set as French, and every key is used.

#[path = "../../generator/mod.rs"]
mod generator;

mod refusals;
mod typography;
mod usage;

use generator::area::Area;
use std::path::Path;

/// The catalogue that the build made its functions from.
fn catalogue() -> Vec<Area> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    generator::read_catalogue(&locales).unwrap_or_else(|problems| panic!("the catalogue is not complete: {problems:?}"))
}
