//! A number that its carrier uses again: what was known of the old parcel is nobody's who has the new one.

use domain::Language;
use domain::parcel::ParcelState;
use domain::parcel::proof::{Evidence, ProofState};
use jiff::SignedDuration;
use jiff::civil::date;
use operations::parcels::RowRefusal;

use super::support::for_each_world;
use super::{DAY, Shippers, announce, deliver};

const HEAD: &str = "tracking_number;carrier;account;label_date;recipient_name";

#[tokio::test]
async fn a_number_used_again_shows_nothing_of_the_parcel_that_had_it_before() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let shippers = Shippers::of(&world).await;
        let vera = shippers.vera(&world).await;
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-03-01 09:00").await;
        let line = "XY1;colissimo;2026-03-01 09:00;Mme Lefèvre;Lyon";
        let file = format!("tracking_number;carrier;delivered_at;signatory;place\n{line}\n");
        ops.import_proofs(file.as_bytes(), None, "p.csv").await.expect("a report");

        world.wait(SignedDuration::from_hours(24 * 214));
        let file = format!("{HEAD}\nXY1;colissimo;FR-20;2026-10-01;M. Martin\n");
        assert_eq!(ops.import_parcels(file.as_bytes()).await.expect("a report").added, 1);
        let page = ops.parcel(&vera, "XY1").await.expect("hers");
        assert_eq!((page.parcel.standing.state, page.timeline), (ParcelState::Preparing, vec![]));
        assert_eq!(ops.parcel_proof(&vera, "XY1").await.expect("hers").state, ProofState::NotDelivered);

        deliver(ops, &["XY1"], "2026-10-02 09:00").await;
        let page = ops.parcel(&vera, "XY1").await.expect("hers");
        assert_eq!((page.parcel.standing.state, page.timeline.len()), (ParcelState::Delivered, 1));
        world.wait(DAY * 2);
        let proof = ops.parcel_proof(&vera, "XY1").await.expect("hers").proof.expect("a statement");
        assert_eq!((proof.evidence, proof.signatory.as_str()), (Evidence::Statement, ""), "not the old recipient's");
        assert!(ops.proof_paper(&vera, "XY1", Language::Fr).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn an_archived_parcel_is_not_brought_back_by_its_number() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let shippers = Shippers::of(&world).await;
        let claire = shippers.claire(&world).await;
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-03-01 09:00").await;
        world.wait(SignedDuration::from_hours(24 * 214));
        let file = format!("{HEAD}\nXY1;colissimo;FR-10;2026-10-01;M. Martin\n");
        let report = ops.import_parcels(file.as_bytes()).await.expect("a report");
        assert_eq!((report.added, report.changed), (0, 0));
        assert_eq!(report.rejected[0].reason, RowRefusal::Archived { label_on: date(2026, 2, 27) });
        assert!(ops.parcel(&claire, "XY1").await.is_err());
        // The file that announced it says nothing new, and so is no mistake.
        let same = "tracking_number;carrier;account;label_date\nXY1;colissimo;FR-10;2026-02-27\n";
        assert_eq!(ops.import_parcels(same.as_bytes()).await.expect("a report").unchanged, 1);
    })
    .await;
}

#[tokio::test]
async fn a_label_that_is_corrected_settles_anew_which_scans_are_its_own() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-02-20 09:00").await;
        let state = async || ops.parcel(&claire, "XY1").await.expect("hers").parcel.standing.state;
        assert_eq!(state().await, ParcelState::Preparing);
        let file = format!("{HEAD}\nXY1;colissimo;FR-10;2026-02-19;\n");
        assert_eq!(ops.import_parcels(file.as_bytes()).await.expect("a report").changed, 1);
        assert_eq!(state().await, ParcelState::Delivered);
    })
    .await;
}
