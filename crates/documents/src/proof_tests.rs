//! What a paper says, read back out of the file.

use std::io::Cursor;

use lopdf::{Document as File, Object, decode_text_string};

use super::*;

fn paper() -> Paper {
    let mut image = Vec::new();
    let pixels = image::RgbImage::from_pixel(60, 20, image::Rgb([10, 10, 80]));
    pixels.write_to(&mut Cursor::new(&mut image), image::ImageFormat::Png).expect("a picture");
    Paper {
        number: "XY 1234 5678 9FR".to_owned(),
        carrier: "Colissimo".to_owned(),
        at: "2026-11-24T10:12:00+01:00[+01:00]".parse().expect("a moment"),
        signatory: "Mme Lefèvre".to_owned(),
        handover: Some(Handover::Neighbour),
        place: "69001 Lyon".to_owned(),
        shipper: "Maison Lemaire".to_owned(),
        sender_reference: "CMD-8812".to_owned(),
        recipient_reference: String::new(),
        recipient: "Inès Garnier".to_owned(),
        address: "12 rue de l’Église, 69001 Lyon".to_owned(),
        service: String::new(),
        carrier_words: "Votre colis est livré".to_owned(),
        evidence: Evidence::Signature,
        image: Some(image),
        link: "https://consigne.example/parcels/XY123456789FR".to_owned(),
    }
}

fn written(language: Language, papers: &[Paper]) -> File {
    let made_at: Zoned = "2026-11-26T09:00:00+01:00[Europe/Paris]".parse().expect("a moment");
    let mut file = Papers::new(language, w::title(language).to_owned(), "Consigne".to_owned(), &made_at);
    for paper in papers {
        file.add(paper);
    }
    File::load_mem(&file.finish().expect("within its standards")).expect("a PDF")
}

/// The texts under a key of all the file's objects, such as `Alt`.
fn texts(file: &File, key: &[u8]) -> Vec<String> {
    let dictionaries = file.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries
        .filter_map(|dictionary| dictionary.get(key).ok())
        .filter_map(|text| decode_text_string(text).ok())
        .collect()
}

fn parts(file: &File, kind: &[u8]) -> usize {
    let is_part = |object: &&Object| {
        object.as_dict().is_ok_and(|of| of.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == kind))
    };
    file.objects.values().filter(is_part).count()
}

#[test]
fn a_paper_has_language_title_structure_and_alternative_text() {
    for (language, code, title, alt) in [
        (
            Language::Fr,
            "fr",
            "Preuve de livraison",
            "Signature de Mme Lefèvre, recueillie à la remise du colis XY 1234 5678 9FR",
        ),
        (
            Language::En,
            "en",
            "Proof of delivery",
            "Signature of Mme Lefèvre, given when parcel XY 1234 5678 9FR was handed over",
        ),
    ] {
        let file = written(language, &[paper()]);
        let catalog = file.catalog().expect("a catalog");
        assert_eq!(decode_text_string(catalog.get(b"Lang").expect("a language")).expect("a text"), code);
        assert!(texts(&file, b"Title").iter().any(|text| text == title));
        assert!(texts(&file, b"Alt").iter().any(|text| text == alt), "{:?}", texts(&file, b"Alt"));
        assert_eq!((parts(&file, b"H1"), parts(&file, b"H2"), parts(&file, b"Figure")), (1, 1, 1));
        assert_eq!((parts(&file, b"Table"), parts(&file, b"TH"), parts(&file, b"TD")), (1, 12, 12));
        assert_eq!(parts(&file, b"Link"), 1);
    }
}

#[test]
fn a_paper_says_clearly_what_it_rests_on() {
    let said = |evidence| {
        let facts = facts(Language::Fr, &Paper { evidence, ..paper() });
        facts.into_iter().find(|(name, _)| *name == "Cette preuve repose sur").expect("always said").1
    };
    assert_eq!(said(Evidence::Signature), "la signature recueillie à la remise");
    assert_eq!(said(Evidence::Photo), "une photo prise à la remise");
    assert_eq!(said(Evidence::Statement), "la déclaration du transporteur, sans signature ni photo");
    let file = written(Language::Fr, &[Paper { evidence: Evidence::Statement, image: None, ..paper() }]);
    assert_eq!((parts(&file, b"Figure"), parts(&file, b"H2")), (0, 0));
}

#[test]
fn what_nobody_told_is_left_out_and_the_order_is_that_of_the_page() {
    let names = |paper: &Paper| facts(Language::Fr, paper).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let bare = Paper {
        signatory: String::new(),
        handover: None,
        place: String::new(),
        shipper: String::new(),
        sender_reference: String::new(),
        recipient: String::new(),
        address: String::new(),
        carrier_words: String::new(),
        ..paper()
    };
    assert_eq!(names(&bare), ["Remis le", "Cette preuve repose sur", "Colis", "Transporteur"]);
    assert_eq!(facts(Language::Fr, &paper())[0].1, "mardi 24 novembre 2026 à 10:12 (UTC+01:00)");
}

#[test]
fn an_image_that_is_lost_or_broken_does_not_lose_the_paper() {
    for image in [None, Some(b"not an image".to_vec())] {
        let file = written(Language::Fr, &[Paper { image, ..paper() }]);
        assert_eq!((parts(&file, b"Figure"), parts(&file, b"H2")), (0, 1));
    }
}

#[test]
fn many_papers_stand_on_pages_of_their_own_under_their_names() {
    let other = Paper { number: "XY 2".to_owned(), evidence: Evidence::Photo, ..paper() };
    let file = written(Language::Fr, &[paper(), other, paper()]);
    assert_eq!(file.get_pages().len(), 3);
    assert_eq!(parts(&file, b"H1"), 3);
    let marks = texts(&file, b"Title");
    assert!(marks.iter().any(|mark| mark == "Preuve de livraison du colis XY 2"), "{marks:?}");
}

#[test]
fn every_word_of_a_handover_and_of_evidence_is_said_in_both_languages() {
    for language in Language::ALL {
        assert!(Handover::ALL.into_iter().all(|kind| !handover(language, kind).is_empty()));
        assert!(Evidence::ALL.into_iter().all(|kind| !evidence(language, kind).is_empty()));
    }
}
