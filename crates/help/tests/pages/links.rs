//! Every link of a help page leads to a page of the product, and to a part of it that is there.

use std::path::Path;

use domain::Language;
use domain::parcel::StateFilter;
use help::Span;

use crate::{anchors, pages};

/// The addresses of `app/src/routes.rs` that take no name.
fn routes() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../app/src/routes.rs");
    let text = std::fs::read_to_string(file).expect("the routes");
    let addresses = text.split("path!(\"").skip(1).filter_map(|rest| rest.split('"').next());
    addresses.filter(|address| !address.contains(':')).map(str::to_owned).collect()
}

/// The parts of the glossary's page.
fn glossary_anchors() -> Vec<String> {
    let states = StateFilter::ALL.map(|filter| format!("state-{}", filter.as_str().replace('_', "-")));
    states.into_iter().chain(["words".to_owned(), "states".to_owned()]).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let routes = routes();
    assert!(routes.contains(&"/help/glossary".to_owned()), "{routes:?}");
    let mut links = 0;
    for language in Language::ALL {
        let pages = pages(language);
        for (address, page) in &pages {
            for span in page.spans() {
                let Span::Link { href, .. } = span else { continue };
                links += 1;
                let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
                let there = match (path, pages.get(path)) {
                    ("/help/glossary", _) => anchor.is_empty() || glossary_anchors().iter().any(|one| one == anchor),
                    (_, Some(page)) => anchor.is_empty() || anchors(page).contains(&anchor),
                    (path, None) => anchor.is_empty() && routes.iter().any(|route| route == path),
                };
                assert!(there, "{address} in {language:?} leads to {href}");
            }
        }
    }
    assert!(links > 40, "{links}");
}
