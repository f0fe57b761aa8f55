//! Turns `locales/` into one typed function per key, and stops the build when the two languages do not agree.

mod generator;

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    for watched in ["build.rs", "generator", "locales"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    let (Some(package), Some(out)) = (env::var_os("CARGO_MANIFEST_DIR"), env::var_os("OUT_DIR")) else {
        eprintln!("this script is run by cargo, which names CARGO_MANIFEST_DIR and OUT_DIR");
        return ExitCode::FAILURE;
    };
    let catalogue = match generator::read_catalogue(&PathBuf::from(package).join("locales")) {
        Ok(catalogue) => catalogue,
        Err(problems) => {
            eprintln!("the words are not complete, {} to mend:", problems.len());
            for problem in problems {
                eprintln!("  {problem}");
            }
            return ExitCode::FAILURE;
        }
    };
    match fs::write(PathBuf::from(out).join("areas.rs"), generator::write::write_rust(&catalogue)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("areas.rs cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}
