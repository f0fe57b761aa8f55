//! Proofs as carriers bring them: a table and a folder of images.

use std::fs;

use domain::parcel::proof::{Evidence, Handover};
use operations::proofs::ProofReport;

use super::support::{World, for_each_world};
use super::{Shippers, announce, deliver, photo, signature};

const HEAD: &str = "tracking_number;carrier;delivered_at;signatory;place;handover;signature;photo";

/// A folder of images, with a secret beside it.
fn images() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let inside = folder.path().join("images");
    fs::create_dir(&inside).expect("a folder");
    fs::write(inside.join("s.png"), signature()).expect("written");
    fs::write(inside.join("p.jpg"), photo()).expect("written");
    fs::write(inside.join("empty.png"), b"").expect("written");
    fs::write(inside.join("cut.png"), &signature()[..40]).expect("written");
    fs::write(inside.join("page.png"), b"<html><script>alert(1)</script></html>").expect("written");
    fs::write(inside.join("paper.pdf"), b"%PDF-1.7\n%%EOF").expect("written");
    fs::write(folder.path().join("secret.png"), signature()).expect("written");
    fs::create_dir(inside.join("deeper")).expect("a folder");
    fs::write(inside.join("deeper/s.png"), signature()).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.png"), inside.join("link.png")).expect("a link");
    folder
}

async fn import(world: &World, folder: &tempfile::TempDir, lines: &[&str]) -> ProofReport {
    let file = format!("{HEAD}\n{}\n", lines.join("\n"));
    let images = folder.path().join("images");
    world.operations.import_proofs(file.as_bytes(), Some(&images), "preuves.csv").await.expect("a report")
}

#[tokio::test]
async fn good_lines_are_kept_once_and_a_later_file_says_it_better() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        let folder = images();
        announce(ops, &["XY1", "XY2"]).await;
        deliver(ops, &["XY1", "XY2"], "2026-02-28 09:00").await;
        let lines = [
            "XY1;Colissimo;2026-02-28T09:02:00+01:00;Mme Lefèvre;69001 Lyon;neighbour;s.png;",
            "XY2;colissimo;28/02/2026 09:05;;;mailbox;;p.jpg",
            "XY9;colissimo;28/02/2026 09:05;Waits;;;;",
        ];
        let report = import(&world, &folder, &lines).await;
        assert_eq!(report.rejected, []);
        assert_eq!((report.added, report.changed, report.unchanged, report.waiting), (3, 0, 0, 1));
        let again = import(&world, &folder, &lines).await;
        assert_eq!((again.added, again.changed, again.unchanged, again.waiting), (0, 0, 3, 1));

        let proof = ops.parcel_proof(&claire, "XY1").await.expect("seen").proof.expect("a proof");
        assert_eq!((proof.evidence, proof.handover), (Evidence::Signature, Some(Handover::Neighbour)));
        assert_eq!((proof.signatory.as_str(), proof.place.as_str()), ("Mme Lefèvre", "69001 Lyon"));
        assert_eq!(proof.at.to_string(), "2026-02-28T08:02:00Z");
        assert_eq!(proof.carrier_words, "Votre colis est livré");

        let better = import(&world, &folder, &["XY1;colissimo;2026-02-28T09:02:00+01:00;Léa Lefèvre;;;s.png;"]).await;
        assert_eq!((better.added, better.changed), (0, 1));
        let proof = ops.parcel_proof(&claire, "XY1").await.expect("seen").proof.expect("a proof");
        assert_eq!(
            (proof.signatory.as_str(), proof.place.as_str()),
            ("Léa Lefèvre", "Lyon"),
            "the scan tells the place"
        );

        // A proof that came before its parcel counts as soon as the parcel is announced.
        announce(ops, &["XY9"]).await;
        deliver(ops, &["XY9"], "2026-02-28 09:05").await;
        let waited = ops.parcel_proof(&claire, "XY9").await.expect("seen").proof.expect("a proof");
        assert_eq!(waited.signatory, "Waits");
    })
    .await;
}

#[tokio::test]
async fn images_lose_what_their_camera_told_and_are_shown_as_they_were() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        let folder = images();
        announce(ops, &["XY1"]).await;
        deliver(ops, &["XY1"], "2026-02-28 09:00").await;
        assert!(photo().windows(19).any(|window| window == b"PLACE-OF-THE-CAMERA"));
        let report = import(&world, &folder, &["XY1;colissimo;2026-02-28 09:00;;;;;p.jpg"]).await;
        assert_eq!((report.added, report.rejected.len()), (1, 0));
        let image = ops.proof_image(&claire, "XY1").await.expect("an image");
        assert_eq!(image.media_type, "image/jpeg");
        assert!(!image.bytes.windows(19).any(|window| window == b"PLACE-OF-THE-CAMERA"));
        let pixels = image::load_from_memory(&image.bytes).expect("a picture");
        assert_eq!((pixels.width(), pixels.height()), (64, 48));
        // It is needed: a sweep leaves it.
        ops.sweep_older_than(std::time::Duration::ZERO).await.expect("swept");
        assert!(ops.proof_image(&claire, "XY1").await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn each_bad_line_is_said_with_its_reason_and_no_name_leads_out_of_the_folder() {
    for_each_world(async |world| {
        let folder = images();
        let at = "2026-02-28 09:00";
        let absolute = folder.path().join("secret.png").display().to_string();
        let cases = [
            (format!("A1;colissimo;{at};;;;../secret.png;"), "not_a_name"),
            (format!("A2;colissimo;{at};;;;deeper/s.png;"), "not_a_name"),
            (format!("A3;colissimo;{at};;;;{absolute};"), "not_a_name"),
            (format!("A4;colissimo;{at};;;;..;"), "not_a_name"),
            (format!("A5;colissimo;{at};;;;.;"), "not_a_name"),
            (format!("A6;colissimo;{at};;;;..\\secret.png;"), "not_a_name"),
            (format!("A7;colissimo;{at};;;;nowhere.png;"), "no_image"),
            (format!("A8;colissimo;{at};;;;deeper;"), "no_image"),
            (format!("A9;colissimo;{at};;;;link.png;"), "no_image"),
            (format!("B1;colissimo;{at};;;;empty.png;"), "wrong_image"),
            (format!("B2;colissimo;{at};;;;cut.png;"), "wrong_image"),
            (format!("B3;colissimo;{at};;;;page.png;"), "wrong_image"),
            (format!("B4;colissimo;{at};;;;paper.pdf;"), "wrong_image"),
            ("B5;colissimo;2026-03-03 09:00;;;;;".to_owned(), "ahead"),
            ("B6;colissimo;hier;;;;;".to_owned(), "not_a_moment"),
            (format!("B7;colissimo;{at};;;king;;"), "not_a_handover"),
            (format!("B8;colissimo;{at};;;;s.png;p.jpg"), "two_images"),
            (format!("B9;colissimo;{at};Anna;;;;"), ""),
            (format!("B9;colissimo;{at};Berta;;;;"), "twice"),
        ];
        let lines: Vec<&str> = cases.iter().map(|(line, _)| line.as_str()).collect();
        let report = import(&world, &folder, &lines).await;
        let expected: Vec<(usize, &str)> = cases
            .iter()
            .enumerate()
            .filter(|(_, (_, code))| !code.is_empty())
            .map(|(index, (_, code))| (index + 2, *code))
            .collect();
        let said: Vec<(usize, &str)> = report.rejected.iter().map(|one| (one.line, one.reason.code())).collect();
        assert_eq!(said, expected);
        assert_eq!((report.added, report.waiting), (1, 1));
        assert!(report.rejected.iter().all(|one| !one.reason.to_string().is_empty()));
    })
    .await;
}

#[tokio::test]
async fn without_a_folder_no_image_is_taken_and_a_file_that_is_no_table_is_said() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let file = format!("{HEAD}\nXY1;colissimo;2026-02-28 09:00;;;;s.png;\n");
        let report = ops.import_proofs(file.as_bytes(), None, "p.csv").await.expect("a report");
        assert_eq!(report.rejected[0].reason.code(), "no_folder");
        for (file, code) in [("", "empty"), ("tracking_number;carrier\nXY1;dpd\n", "no_column")] {
            let report = ops.import_proofs(file.as_bytes(), None, "p.csv").await.expect("a report");
            assert_eq!((report.added, report.rejected[0].reason.code()), (0, code));
        }
        // As spreadsheets write French: Windows-1252, and a header of nobody's.
        let file =
            b"tracking_number;carrier;delivered_at;signatory;colour\nXY1;dpd;28/02/2026 09:00;Mme Lef\xe8vre;red\n";
        let report = ops.import_proofs(file, None, "p.csv").await.expect("a report");
        assert_eq!((report.added, report.ignored_columns.as_slice()), (1, &["colour".to_owned()][..]));
    })
    .await;
}
