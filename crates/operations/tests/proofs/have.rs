//! When a proof can be had, by whom, and what it says.

use domain::Language;
use domain::parcel::ProofState;
use domain::parcel::proof::Evidence;
use domain::refusal::Refusal;
use jiff::SignedDuration;
use operations::Error;
use operations::mails::{Answer, Carried, OutgoingMail, Sending, Transport};
use std::sync::Mutex;

use super::support::for_each_world;
use super::{DAY, Shippers, announce, deliver, karim, signature};

const HEAD: &str = "tracking_number;carrier;delivered_at;signatory;place;handover;signature;photo";

#[tokio::test]
async fn a_proof_can_be_had_a_day_after_the_delivery_and_not_a_moment_earlier() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        announce(ops, &["XY1"]).await;
        let before = ops.parcel_proof(&claire, "XY1").await.expect("seen");
        assert_eq!((before.state, before.proof), (ProofState::NotDelivered, None));

        deliver(ops, &["XY1"], "2026-03-02 09:00").await;
        let from = ops.now() + DAY;
        for (wait, expected) in [
            (SignedDuration::ZERO, ProofState::NotYet { from }),
            (DAY - SignedDuration::from_micros(1), ProofState::NotYet { from }),
            (SignedDuration::from_micros(1), ProofState::Available),
        ] {
            world.wait(wait);
            let found = ops.parcel_proof(&claire, "XY1").await.expect("seen");
            assert_eq!(found.state, expected);
            assert_eq!(found.proof.is_some(), expected == ProofState::Available);
            let paper = ops.proof_paper(&claire, "XY1", Language::Fr).await;
            assert_eq!(paper.is_ok(), expected == ProofState::Available);
        }
        let proof = ops.parcel_proof(&claire, "XY1").await.expect("seen").proof.expect("a statement");
        assert_eq!((proof.evidence, proof.place.as_str()), (Evidence::Statement, "Lyon"));
        assert_eq!((proof.carrier_words.as_str(), proof.signatory.as_str()), ("Votre colis est livré", ""));
        assert!(matches!(ops.proof_image(&claire, "XY1").await, Err(Error::NotFound)), "a statement has no image");
    })
    .await;
}

#[tokio::test]
async fn a_delivery_that_the_carrier_takes_back_takes_its_proof_along() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-03-01 09:00").await;
        let line = "XY1;colissimo;2026-03-01 09:00;Mme Lefèvre;Lyon;neighbour;;";
        ops.import_proofs(format!("{HEAD}\n{line}\n").as_bytes(), None, "p.csv").await.expect("a report");
        assert_eq!(ops.parcel_proof(&claire, "XY1").await.expect("seen").state, ProofState::Available);

        let taken_back = "tracking_number;state;at;correction\nXY1;in_transit;2026-03-01 10:00;yes\n";
        let mapping = operations::feed::Mapping::parse("zone = \"Europe/Paris\"\ncarrier = \"colissimo\"");
        let options = operations::feed::FeedOptions {
            mapping: mapping.expect("a mapping"),
            ..operations::feed::FeedOptions::default()
        };
        let reading = operations::feed::read(operations::feed::FeedFormat::Csv, taken_back.as_bytes(), &options);
        ops.import_scans(&reading).await.expect("a report");
        let found = ops.parcel_proof(&claire, "XY1").await.expect("seen");
        assert_eq!((found.state, found.proof), (ProofState::NotDelivered, None));
    })
    .await;
}

#[tokio::test]
async fn only_who_may_has_a_proof_and_foreign_and_missing_look_alike() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let shippers = Shippers::of(&world).await;
        let (claire, paul, vera) =
            (shippers.claire(&world).await, shippers.paul(&world).await, shippers.vera(&world).await);
        let agent = karim(&world).await;
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-02-28 09:00").await;
        for actor in [&claire, &agent] {
            assert!(ops.proof_paper(actor, "XY1", Language::En).await.is_ok());
        }
        for (actor, number) in [(&vera, "XY1"), (&claire, "XY2"), (&vera, "XY2")] {
            assert!(matches!(ops.parcel_proof(actor, number).await, Err(Error::NotFound)));
            assert!(matches!(ops.proof_paper(actor, number, Language::Fr).await, Err(Error::NotFound)));
            assert!(matches!(ops.proof_image(actor, number).await, Err(Error::NotFound)));
            assert!(matches!(ops.mail_proof(actor, number, Language::Fr, "d").await, Err(Error::NotFound)));
        }
        assert!(matches!(ops.parcel_proof(&paul, "XY1").await, Err(Error::Refused(Refusal::NotAllowed(_)))));
        assert!(matches!(ops.parcel_proof(&paul, "XY2").await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_proof_belongs_to_its_carrier_alone() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-02-28 09:00").await;
        let line = "XY1;dpd;2026-02-28 09:00;Somebody else;;;;";
        let report = ops.import_proofs(format!("{HEAD}\n{line}\n").as_bytes(), None, "p.csv").await.expect("a report");
        assert_eq!((report.added, report.waiting), (1, 1));
        let proof = ops.parcel_proof(&claire, "XY1").await.expect("seen").proof.expect("a statement");
        assert_eq!(proof.signatory, "", "the scan's statement, not another carrier's signatory");
    })
    .await;
}

/// A mail server that takes everything and remembers what it was handed.
#[derive(Default)]
struct Taking(Mutex<Vec<(OutgoingMail, Vec<Carried>)>>);

impl Transport for Taking {
    fn send<'a>(&'a self, mail: &'a OutgoingMail, files: &'a [Carried]) -> Sending<'a> {
        Box::pin(async move {
            self.0.lock().expect("no test panicked").push((mail.clone(), files.to_vec()));
            Answer::Sent
        })
    }
}

#[tokio::test]
async fn a_proof_is_mailed_to_ones_own_address_once_for_each_press() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        announce(ops, &["XY1", "XY2"]).await;
        deliver(ops, &["XY1"], "2026-02-28 09:00").await;
        for deed in ["a", "a", "b"] {
            ops.mail_proof(&claire, "XY1", Language::Fr, deed).await.expect("on its way");
        }
        assert!(matches!(ops.mail_proof(&claire, "XY2", Language::Fr, "c").await, Err(Error::NotFound)));
        let server = Taking::default();
        assert_eq!(ops.deliver_mails(&server).await.expect("a round").sent, 2);
        let sent = server.0.lock().expect("no test panicked");
        for (mail, files) in sent.iter() {
            assert_eq!(mail.to_address, "claire@lunettes.example");
            assert!(mail.subject.contains("XY"), "{}", mail.subject);
            assert!(mail.body.contains("/proof"), "{}", mail.body);
            let [file] = files.as_slice() else { panic!("{} files", files.len()) };
            assert_eq!((file.name.as_str(), file.media_type.as_str()), ("preuve-XY1.pdf", "application/pdf"));
            assert!(file.bytes.starts_with(b"%PDF-1.7"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_paper_is_made_also_where_the_disk_has_lost_the_image() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-02-28 09:00").await;
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("s.png"), signature()).expect("written");
        let line = "XY1;colissimo;2026-02-28 09:00;Mme Lefèvre;;;s.png;";
        let file = format!("{HEAD}\n{line}\n");
        ops.import_proofs(file.as_bytes(), Some(folder.path()), "p.csv").await.expect("a report");
        let whole = ops.proof_paper(&claire, "XY1", Language::Fr).await.expect("a paper");
        assert!(ops.proof_image(&claire, "XY1").await.is_ok());
        for inner in std::fs::read_dir(ops.settings().data.join("files")).expect("a folder").flatten() {
            if inner.file_name().len() == 2 {
                std::fs::remove_dir_all(inner.path()).expect("removed");
            }
        }
        let without = ops.proof_paper(&claire, "XY1", Language::Fr).await.expect("a paper all the same");
        assert_ne!(whole.bytes, without.bytes);
        assert!(matches!(ops.proof_image(&claire, "XY1").await, Err(Error::Outside(_))));
    })
    .await;
}
