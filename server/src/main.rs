//! `consigne`: reads the command line, does what it asks, and says by its exit status how it went.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use server::command;
use server::private;
use server::settings::Settings;

/// A page is made of thousands of small pieces: the C library's allocator took a fifth of the time (`docs/benchmarks.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    private::from_now_on();
    // Several libraries bring a TLS provider of their own; without a choice the first connection would panic.
    let chosen = rustls::crypto::ring::default_provider().install_default();
    debug_assert!(chosen.is_ok(), "nothing else chooses the TLS provider");
    let settings = Settings::parse();
    match command::run(&settings.common, settings.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) if why.is_unread() => ExitCode::SUCCESS,
        Err(why) => {
            // Where nobody reads the error either, the status still tells.
            let _ = writeln!(std::io::stderr(), "consigne: {why}");
            ExitCode::FAILURE
        }
    }
}
