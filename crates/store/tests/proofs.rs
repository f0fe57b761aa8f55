//! Proofs of delivery, on both engines.

mod support;

use domain::id::ProofId;
use domain::parcel::proof::{Evidence, Handover};
use jiff::Timestamp;
use store::needed::{self, Keeper};
use store::proofs::{self, StoredProof};
use store::{Scope, Store, Tx};
use support::for_each_engine;
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a moment")
}

async fn tx(store: &Store) -> Tx {
    store.write(Scope::System).await.expect("a transaction")
}

fn proof(n: u128, number: &str, carrier: &str) -> StoredProof {
    StoredProof {
        id: ProofId(Uuid::from_u128(n)),
        number: number.to_owned(),
        carrier: carrier.to_owned(),
        signatory: "Mme Lefèvre".to_owned(),
        at: at(60),
        offset_minutes: 60,
        place: "69001 Lyon".to_owned(),
        handover: Some(Handover::Neighbour),
        evidence: Evidence::Signature,
        blob: format!("{n:064}"),
        media_type: "image/png".to_owned(),
        image_sha256: format!("{n:064}"),
        source: "preuves.csv".to_owned(),
        received_at: at(100),
    }
}

#[tokio::test]
async fn a_number_has_one_proof_of_each_carrier() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let first = [proof(1, "XY1", "colissimo"), proof(2, "XY1", "dpd"), proof(3, "XY2", "colissimo")];
        assert_eq!(proofs::insert_many(&mut tx, &first).await.expect("inserted"), 3);
        assert_eq!(proofs::insert_many(&mut tx, &[proof(4, "XY1", "dpd")]).await.expect("passed over"), 0);
        assert_eq!(proofs::of_number(&mut tx, "XY1").await.expect("read"), first[..2]);
        let both = proofs::of_numbers(&mut tx, &["XY1".to_owned(), "XY2".to_owned()]).await.expect("read");
        assert_eq!(both, first);
        assert!(proofs::of_number(&mut tx, "XY3").await.expect("read").is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_a_later_file_says_replaces_what_was_known() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        proofs::insert_many(&mut tx, &[proof(1, "XY1", "colissimo")]).await.expect("inserted");
        let later = StoredProof {
            signatory: String::new(),
            at: at(90),
            offset_minutes: -90,
            place: String::new(),
            handover: None,
            evidence: Evidence::Statement,
            blob: String::new(),
            media_type: String::new(),
            image_sha256: String::new(),
            source: "mieux.csv".to_owned(),
            received_at: at(200),
            ..proof(1, "XY1", "colissimo")
        };
        proofs::update(&mut tx, &later).await.expect("updated");
        assert_eq!(proofs::of_number(&mut tx, "XY1").await.expect("read"), [later]);
    })
    .await;
}

#[tokio::test]
async fn the_images_are_needed_bytes() {
    for_each_engine(async |store| {
        let mut tx = tx(&store).await;
        let without = StoredProof { blob: String::new(), ..proof(2, "XY2", "colissimo") };
        let all = [proof(1, "XY1", "colissimo"), without, proof(3, "XY3", "colissimo")];
        proofs::insert_many(&mut tx, &all).await.expect("inserted");
        let (mut after, mut names) = (String::new(), Vec::new());
        while let (Some(last), page) = needed::blobs_after(&mut tx, Keeper::Proofs, &after, 2).await.expect("read") {
            after = last;
            names.extend(page);
        }
        assert_eq!(names, [format!("{:064}", 1), format!("{:064}", 3)]);
    })
    .await;
}
