//! The program as a person or a script calls it: what it prints and how it ends.

mod consigne;
mod feeds;
mod figures;
mod journey;
mod private;
mod proofs;
mod refusals;

use consigne::{Place, consigne};

#[test]
fn what_is_done_ends_with_zero() -> std::io::Result<()> {
    for (arguments, expected) in [
        (&["number", "check", "6a 1898-7970674", "--json"][..], "\"verdict\":\"valid\""),
        (&["calendar", "add-working-days", "2026-12-24", "1"], "2026-12-28\n"),
        (&["--version"], "consigne "),
        (&["--help"], "Usage: consigne"),
    ] {
        let (status, out, error) = consigne(arguments)?;
        assert_eq!((status, error.as_str()), (0, ""), "{arguments:?}");
        assert!(out.contains(expected), "{arguments:?}: {out}");
    }
    Ok(())
}

#[test]
fn what_is_refused_ends_with_one_and_a_reason() -> std::io::Result<()> {
    for (arguments, reason) in [
        (&["reasons", "lint", "/nowhere/reasons.toml"][..], "/nowhere/reasons.toml"),
        (&["feed", "import", "--dry-run", "--format", "csv", "/nowhere/feed.csv"], "/nowhere/feed.csv"),
        (&["calendar", "add-working-days", "9999-12-30", "5"], "calendar"),
        (&["serve", "--listen", "0.0.0.0:0"], "--public-url"),
        (&["serve", "--demo", "--listen", "0.0.0.0:0", "--public-url", "https://a.example"], "demo"),
    ] {
        let (status, out, error) = consigne(arguments)?;
        assert_eq!((status, out.as_str()), (1, ""), "{arguments:?}: {error}");
        assert!(error.starts_with("consigne: ") && error.contains(reason), "{arguments:?}: {error}");
    }
    Ok(())
}

#[test]
fn wrong_usage_ends_with_two_and_says_what_is_expected() -> std::io::Result<()> {
    for arguments in [&[][..], &["number", "check"], &["serve", "--clock", "+31d"], &["calendar", "holidays", "soon"]] {
        let (status, out, error) = consigne(arguments)?;
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(error.contains("Usage") || error.contains("--help"), "{arguments:?}: {error}");
    }
    Ok(())
}
