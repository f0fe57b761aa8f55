//! Many at once: a page that is written while others are must not lose what it is made of.

use http::StatusCode;

use crate::portal::{CLAIRE, Portal};

/// Readers at the same time, and how often each asks.
const READERS: usize = 4;
const TIMES: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn searching_while_others_search_finds_the_page_whole() {
    let portal: &'static Portal = Box::leak(Box::new(Portal::open().await));
    let mut readers = Vec::new();
    for reader in 0..READERS {
        let mut claire = portal.signed_in(CLAIRE).await;
        readers.push(tokio::spawn(async move {
            for time in 0..TIMES {
                let number = format!("CMD-{reader}-{time}");
                let page = claire.get(&format!("/parcels?q={number}")).await;
                assert_eq!(page.status, StatusCode::OK, "{number}: {}", page.body);
                assert!(page.body.contains(&format!("<title>{number} · ")), "{number}: {}", page.body);
            }
        }));
    }
    for reader in readers {
        reader.await.expect("a reader was answered");
    }
}
