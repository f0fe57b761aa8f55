//! The table of S2-18 as a clerk reads and checks it: `fr.md` and `en.md` beside this file.
//!
//! Whoever changes `data/guidance.toml` changes these two as well, and so looks at the whole table once more.

use domain::Language;
use domain::parcel::state::StateFilter;
use domain::parcel::{ParcelEvent, guidance_of};

const TABLES: [(Language, &str); 2] = [(Language::Fr, include_str!("fr.md")), (Language::En, include_str!("en.md"))];

/// The rows under a table's two first lines: events, filter, definition, action, and what stands beside a parcel.
fn rows(language: Language) -> Vec<String> {
    let events = |filter: StateFilter| -> Vec<&str> {
        let leads_here = |event: &ParcelEvent| StateFilter::State(event.state()) == filter;
        ParcelEvent::ALL.into_iter().filter(leads_here).map(|event| event.label(language)).collect()
    };
    let row = |filter: StateFilter| {
        let said = guidance_of(filter);
        let cells = [
            events(filter).join(" · "),
            format!("`{filter}`"),
            said.definition(language).to_owned(),
            said.action(language).unwrap_or_default().to_owned(),
            said.what_to_do(language).unwrap_or_default().to_owned(),
        ];
        format!("| {} |", cells.join(" | ")).replace("|  |", "| – |").replace("|  |", "| – |")
    };
    StateFilter::ALL.into_iter().map(row).collect()
}

#[test]
fn the_table_reads_as_it_was_checked() {
    for (language, table) in TABLES {
        let written: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
        let meant = rows(language);
        assert_eq!(written.len(), 15, "{language:?}");
        for (written, meant) in written.into_iter().zip(&meant) {
            assert_eq!(written, meant, "{language:?}; the whole table:\n{}", rows(language).join("\n"));
        }
    }
}

#[test]
fn every_event_stands_in_the_table_once() {
    for (language, table) in TABLES {
        let cells = table.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
        let events: Vec<&str> = cells.skip(1).filter(|cell| *cell != "–").flat_map(|cell| cell.split(" · ")).collect();
        assert_eq!(events, ParcelEvent::ALL.map(|event| event.label(language)), "{language:?}");
    }
}
