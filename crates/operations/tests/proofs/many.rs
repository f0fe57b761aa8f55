//! Many proofs at once: counted, then made in the background.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;

use domain::refusal::Refusal;
use domain::{Actor, Language};
use operations::downloads::DownloadState;
use operations::parcels::Choice;
use operations::proofs::{PROOFS_MAX, ProofsForm, ProofsWork, Tally};
use operations::{Error, Operations};

use super::support::{World, for_each_world};
use super::{Shippers, announce, deliver};

/// Five parcels of Lunettes: three with a proof, one delivered just now, one on its way.
async fn five(world: &World) -> Actor {
    let ops = &world.operations;
    let claire = Shippers::of(world).await.claire(world).await;
    announce(ops, &["XY1", "XY2", "XY3", "XY4", "XY5"]).await;
    deliver(ops, &["XY1", "XY2", "XY3"], "2026-02-28 09:00").await;
    deliver(ops, &["XY4"], "2026-03-02 08:00").await;
    claire
}

async fn ticked(ops: &Operations, actor: &Actor, numbers: &[&str]) -> Choice {
    let mut ids = Vec::new();
    for number in numbers {
        ids.push(ops.parcel(actor, number).await.expect("seen").parcel.id);
    }
    Choice::Parcels(ids)
}

async fn made(ops: &Operations, actor: &Actor, choice: Choice, form: ProofsForm) -> (String, Vec<u8>) {
    let work = ProofsWork { choice, form, language: Language::Fr };
    let id = ops.begin_proofs(actor, work.clone(), false, "deed").await.expect("begun");
    assert_eq!(ops.begin_proofs(actor, work, false, "deed").await.expect("the same"), id);
    ops.run_long_work().await.expect("a round");
    assert_eq!(ops.download(actor, id).await.expect("there").state, DownloadState::Ready);
    let file = ops.open_download(actor, id).await.expect("a file");
    let mut bytes = Vec::new();
    File::open(&file.path).expect("kept").read_to_end(&mut bytes).expect("read");
    (file.name, bytes)
}

#[tokio::test]
async fn a_choice_is_counted_with_the_reason_of_each_that_has_none() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = five(&world).await;
        let choice = ticked(ops, &claire, &["XY1", "XY2", "XY3", "XY4", "XY5"]).await;
        let expected = Tally { chosen: 5, available: 3, not_delivered: 1, not_yet: 1, missing: 0, too_many: false };
        assert_eq!(ops.tally_proofs(&claire, &choice).await.expect("counted"), expected);
        let all = Choice::of_form([("all", "1"), ("criteria", "")]).expect("all results");
        assert_eq!(ops.tally_proofs(&claire, &all).await.expect("counted"), expected);
        let shown = ops.chosen_proofs(&claire, &choice, 2).await.expect("shown");
        assert_eq!(shown.iter().map(|one| one.parcel.number.as_str()).collect::<Vec<_>>(), ["XY1", "XY2"]);
    })
    .await;
}

#[tokio::test]
async fn an_archive_holds_each_paper_once_and_says_which_are_missing() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = five(&world).await;
        let choice = ticked(ops, &claire, &["XY1", "XY3", "XY4", "XY5"]).await;
        let (name, bytes) = made(ops, &claire, choice, ProofsForm::Zip).await;
        assert_eq!(name, "preuves-de-livraison.zip");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let names: BTreeSet<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
        let expected = ["preuve-XY1.pdf", "preuve-XY3.pdf", "sans-preuve.csv"];
        assert_eq!(names, expected.map(str::to_owned).into());
        for pdf in &expected[..2] {
            let mut paper = Vec::new();
            archive.by_name(pdf).expect("there").read_to_end(&mut paper).expect("whole");
            assert!(paper.starts_with(b"%PDF-1.7"), "{pdf}");
        }
        let mut table = String::new();
        archive.by_name("sans-preuve.csv").expect("there").read_to_string(&mut table).expect("a text");
        assert!(table.contains("XY4;CMD-XY4;Livré;disponible à partir du mardi 3 mars 2026 à 08:00"), "{table}");
        assert!(table.contains("XY5;CMD-XY5;En préparation chez l’expéditeur;pas encore livré"), "{table}");
    })
    .await;
}

#[tokio::test]
async fn all_results_of_a_very_long_search_give_the_few_proofs_there_are() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = Shippers::of(&world).await.claire(&world).await;
        let numbers: Vec<String> = (0..PROOFS_MAX + 120).map(|n| format!("XYL{n:06}")).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        announce(ops, &numbers).await;
        // Neither among the first that a page looks at nor, perhaps, among the last.
        deliver(ops, &[numbers[3], numbers[numbers.len() - 1], numbers[PROOFS_MAX / 2]], "2026-02-28 09:00").await;
        let all = Choice::of_form([("all", "1"), ("criteria", "")]).expect("all results");
        let tally = ops.tally_proofs(&claire, &all).await.expect("counted");
        assert!(tally.too_many && tally.chosen == PROOFS_MAX, "{tally:?}");
        let (_, bytes) = made(ops, &claire, all, ProofsForm::Zip).await;
        let archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let papers = archive.file_names().flatten().filter(|name| name.ends_with(".pdf")).count();
        assert_eq!((papers, archive.len()), (3, 3), "and no table of ten thousand that are under way");
    })
    .await;
}

#[tokio::test]
async fn one_file_holds_all_papers() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = five(&world).await;
        let choice = ticked(ops, &claire, &["XY3", "XY1", "XY5"]).await;
        let (name, bytes) = made(ops, &claire, choice, ProofsForm::Document).await;
        assert_eq!(name, "preuves-de-livraison.pdf");
        assert!(bytes.starts_with(b"%PDF-1.7"));
        let pages = lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len();
        assert_eq!(pages, 2, "a page for each proof that can be had");
    })
    .await;
}

#[tokio::test]
async fn who_has_no_right_to_proofs_gets_none_and_others_parcels_are_left_out() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = five(&world).await;
        let customer = claire.customer().expect("a customer's user");
        world
            .profile(customer, "Suivi", &[domain::actor::Right::SearchParcels], domain::actor::AccountScope::All)
            .await;
        let paul = world.user(customer, "Suivi", "paul@lunettes.example").await;
        let choice = ticked(ops, &claire, &["XY1"]).await;
        let work = ProofsWork { choice: choice.clone(), form: ProofsForm::Zip, language: Language::Fr };
        for refused in [
            ops.begin_proofs(&paul, work.clone(), false, "x").await.map(drop),
            ops.tally_proofs(&paul, &choice).await.map(drop),
            ops.chosen_proofs(&paul, &choice, 5).await.map(drop),
        ] {
            assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed(_)))), "{refused:?}");
        }
        let other = world.customer("Autre").await;
        let vera = world.user(other, "Administrateur", "vera@autre.example").await;
        assert_eq!(ops.tally_proofs(&vera, &choice).await.expect("counted"), Tally::default());
    })
    .await;
}

#[tokio::test]
async fn a_mailed_link_does_not_outlive_its_reader_nor_his_view_of_the_parcels() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = five(&world).await;
        let choice = ticked(ops, &claire, &["XY1"]).await;
        let work = ProofsWork { choice, form: ProofsForm::Zip, language: Language::Fr };
        let id = ops.begin_proofs(&claire, work, true, "deed").await.expect("begun");
        ops.run_long_work().await.expect("a round");
        let mut tx = ops.store().read(store::Scope::System).await.expect("a connection");
        let mail = store::mails::list(&mut tx, None, 1).await.expect("a list").remove(0);
        let body = store::mails::find(&mut tx, mail.id).await.expect("read").expect("there").body;
        drop(tx);
        let rest = body.split("https://consigne.example/d/").nth(1).expect("a link");
        let token = rest.split_whitespace().next().expect("a secret");
        assert!(ops.open_link(token).await.is_ok());

        // Narrowed to other accounts than the file was made from, she is offered neither the link nor the page.
        let customer = claire.customer().expect("a customer");
        let north = world.account(customer, "NORD").await;
        let rights = [domain::actor::Right::SearchParcels, domain::actor::Right::Proofs];
        world.profile(customer, "Nord", &rights, domain::actor::AccountScope::accounts(vec![north])).await;
        let mut tx = ops.store().write(store::Scope::System).await.expect("a transaction");
        let profiles = store::people::list_profiles(&mut tx, customer).await.expect("profiles");
        let of = |name: &str| profiles.iter().find(|profile| profile.name == name).expect("there").id;
        store::people::update_profile(&mut tx, claire.user, of("Nord")).await.expect("moved");
        let narrowed = store::people::find_actor(&mut tx, claire.user).await.expect("read").expect("there");
        tx.commit().await.expect("kept");
        assert!(matches!(ops.open_link(token).await, Err(Error::NotFound)));
        assert!(matches!(ops.open_download(&narrowed, id).await, Err(Error::NotFound)));
        assert!(ops.downloads(&narrowed).await.expect("a list").is_empty());

        let mut tx = ops.store().write(store::Scope::System).await.expect("a transaction");
        store::people::update_profile(&mut tx, claire.user, of("Administrateur")).await.expect("moved");
        tx.commit().await.expect("kept");
        assert!(ops.open_link(token).await.is_ok());
        ops.disable_user("claire@lunettes.example").await.expect("disabled");
        assert!(matches!(ops.open_link(token).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn nobody_has_more_than_five_files_made_at_once() {
    for_each_world(async |world| {
        let ops = &world.operations;
        let claire = five(&world).await;
        let choice = ticked(ops, &claire, &["XY1"]).await;
        let begin = async |deed: &str| {
            let work = ProofsWork { choice: choice.clone(), form: ProofsForm::Zip, language: Language::Fr };
            ops.begin_proofs(&claire, work, false, deed).await
        };
        for deed in ["1", "2", "3", "4", "5", "5"] {
            begin(deed).await.expect("begun");
        }
        assert!(matches!(begin("6").await, Err(Error::Refused(Refusal::TooManyTries { .. }))));
        ops.run_long_work().await.expect("a round");
        begin("6").await.expect("begun");
    })
    .await;
}
