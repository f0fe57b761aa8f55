//! What a reader by ear, an archive and a program find in a document: read back out of the file itself.

mod reading;

use domain::language::Language;
use pdf::{Column, Document, Meta, PdfError, Picture, Table};
use reading::{Part, Read};

fn meta(title: &str, language: Language) -> Meta {
    Meta {
        title: title.to_owned(),
        language,
        author: "Maison Lemaire".to_owned(),
        made_at: "2026-03-04T05:06:07Z".parse().unwrap(),
        footer: "Fait par Consigne".to_owned(),
        landscape: false,
    }
}

fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = image::RgbaImage::from_pixel(40, 20, image::Rgba([20, 30, 40, 128]));
    pixels.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

fn names(part: &Part) -> Vec<&str> {
    part.children.iter().map(|child| child.kind.as_str()).collect()
}

#[test]
fn a_document_says_its_title_language_author_and_standards() {
    for (language, code) in [(Language::Fr, "fr"), (Language::En, "en")] {
        let mut document = Document::new(meta("Preuve de livraison — n° 1", language));
        document.paragraph("Remis.");
        let read = Read::of(&document.finish().unwrap());
        assert_eq!(read.language, code);
        assert_eq!(read.title, "Preuve de livraison — n° 1");
        assert!(read.marked, "the file says that it is tagged");
        assert!(read.shows_title, "the window shows the title, not the name of the file");
        for said in ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "Maison Lemaire", "2026-03-04"] {
            assert!(read.about.contains(said), "{said} is not in {}", read.about);
        }
    }
}

#[test]
fn the_same_values_make_the_same_file() {
    let made = || {
        let mut document = Document::new(meta("Deux fois", Language::Fr));
        document.heading(1, "Deux fois").paragraph("La même chose.");
        document.finish().unwrap()
    };
    assert_eq!(made(), made());
}

#[test]
fn parts_are_what_they_are() {
    let mut document = Document::new(meta("Tout", Language::Fr));
    document.heading(1, "Tout").paragraph("Un paragraphe.").note("Une note.");
    document.facts([("Signataire", "Claire Morel"), ("Lieu", "")]);
    document.list(true, ["premier", "second"]);
    document
        .picture(Picture { bytes: &picture(), alt: "Signature de Claire Morel", caption: None, height: 80.0 })
        .unwrap();
    document.link("Voir le colis", "https://consigne.example/parcels/1");
    let read = Read::of(&document.finish().unwrap());
    assert_eq!(names(&read.root), ["H1", "P", "P", "Table", "L", "Figure", "P"]);
    let [.., table, list, figure, link] = read.root.children.as_slice() else { panic!("seven parts") };
    assert_eq!(figure.alt.as_deref(), Some("Signature de Claire Morel"));
    let rows = &table.children[0].children;
    assert_eq!(rows.iter().map(names).collect::<Vec<_>>(), [["TH", "TD"], ["TH", "TD"]]);
    assert_eq!(rows[0].children[0].scope.as_deref(), Some("Row"));
    assert_eq!(names(list), ["LI", "LI"]);
    assert_eq!(names(&list.children[0]), ["Lbl", "LBody"]);
    assert_eq!(names(link), ["Link"]);
    assert_eq!(read.links, ["https://consigne.example/parcels/1"]);
    assert!(read.bookmarks.contains(&"Tout".to_owned()));
}

#[test]
fn headings_leave_no_level_out() {
    let mut document = Document::new(meta("Niveaux", Language::Fr));
    document.heading(3, "a").heading(3, "b").heading(9, "c").heading(1, "d");
    let read = Read::of(&document.finish().unwrap());
    assert_eq!(names(&read.root), ["H1", "H2", "H3", "H1"]);
}

#[test]
fn the_head_of_a_table_stands_on_every_page_and_is_said_once() {
    let table = Table {
        caption: Some("Colis".to_owned()),
        columns: vec![Column::new("Numéro").share(2.0), Column::new("Poids").number(), Column::new("Note")],
        names_rows: true,
    };
    let mut document = Document::new(meta("Long", Language::Fr));
    let rows = (0..200).map(|row| vec![format!("XY{row:09}FR"), format!("{row} g")]);
    document.table(&table, rows);
    assert!(document.pages() > 3);
    let pages = document.pages();
    let read = Read::of(&document.finish().unwrap());
    let [table] = read.root.children.as_slice() else { panic!("one table") };
    assert_eq!(names(table), ["Caption", "THead", "TBody"]);
    assert_eq!(names(&table.children[1].children[0]), ["TH", "TH", "TH"]);
    assert_eq!(table.children[1].children[0].children[0].scope.as_deref(), Some("Column"));
    assert_eq!(table.children[2].children.len(), 200);
    assert!(table.children[2].children.iter().all(|row| names(row) == ["TH", "TD", "TD"]), "no row lacks a cell");
    assert_eq!(read.pages, pages);
    assert_eq!(read.artifacts_on_each_page.len(), pages);
    assert!(read.artifacts_on_each_page[1..].iter().all(|count| *count >= 3 + 3), "{:?}", read.artifacts_on_each_page);
}

#[test]
fn a_row_longer_than_a_page_goes_on_and_ends() {
    let table = Table { caption: None, columns: vec![Column::new("Note"), Column::new("Autre")], names_rows: false };
    let mut document = Document::new(meta("Ligne longue", Language::Fr));
    document.table(&table, [vec!["mot ".repeat(5_000), "x".to_owned()], vec!["fin".to_owned()]]);
    assert!(document.pages() > 3);
    assert_eq!(Read::of(&document.finish().unwrap()).root.children[0].children[1].children.len(), 2);
}

#[test]
fn what_the_letter_lacks_is_shown_by_a_sign_and_said_as_meant() {
    let mut document = Document::new(meta("山田", Language::Fr));
    document.heading(1, "山田 太郎").paragraph("مرحبا — \u{1f4e6} \u{0}\u{202e}x");
    let bytes = document.finish().unwrap();
    let read = Read::of(&bytes);
    assert_eq!(read.title, "山田");
    assert!(read.meant.iter().any(|meant| meant.contains("山田 太郎")), "{:?}", read.meant);
}

#[test]
fn what_breaks_the_standards_is_refused() {
    let mut document = Document::new(meta("Sans texte", Language::Fr));
    document.picture(Picture { bytes: &picture(), alt: "", caption: None, height: 80.0 }).unwrap();
    assert!(matches!(document.finish(), Err(PdfError::Standard(reason)) if reason.contains("MissingAltText")));
    let empty = Document::new(meta("", Language::Fr)).finish();
    assert!(matches!(empty, Err(PdfError::Standard(reason)) if reason.contains("NoDocumentTitle")));
}

#[test]
fn a_broken_picture_is_refused_and_the_document_goes_on() {
    let mut document = Document::new(meta("Cassé", Language::Fr));
    let cut = &picture()[..40];
    for bytes in [cut, b"no picture".as_slice(), &[]] {
        let refused = document.picture(Picture { bytes, alt: "x", caption: None, height: 80.0 });
        assert!(matches!(refused, Err(PdfError::Picture(_))));
    }
    document.paragraph("Sans image.");
    assert_eq!(names(&Read::of(&document.finish().unwrap()).root), ["P"]);
}

#[test]
fn every_kind_of_picture_is_embedded() {
    use image::ImageFormat::{Jpeg, Png, WebP};
    let mut document = Document::new(meta("Images", Language::Fr));
    for (format, pixels) in [
        (Jpeg, image::DynamicImage::new_rgb8(9, 9)),
        (Jpeg, image::DynamicImage::new_luma8(9, 9)),
        (Png, image::DynamicImage::new_rgba16(9, 9)),
        (Png, image::DynamicImage::new_luma_a8(9, 9)),
        (WebP, image::DynamicImage::new_rgb8(9, 9)),
    ] {
        let mut bytes = Vec::new();
        pixels.write_to(&mut std::io::Cursor::new(&mut bytes), format).unwrap();
        document.picture(Picture { bytes: &bytes, alt: "carré", caption: Some("Un carré"), height: 80.0 }).unwrap();
    }
    let read = Read::of(&document.finish().unwrap());
    assert_eq!(read.root.children.iter().filter(|part| part.kind == "Figure").count(), 5);
}

#[test]
fn five_thousand_rows_are_one_document() {
    let columns = ["Numéro", "État", "Lieu", "Moment", "Service", "Poids"];
    let table = Table { caption: None, columns: columns.map(Column::new).to_vec(), names_rows: true };
    let mut document = Document::new(Meta { landscape: true, ..meta("Rapport", Language::Fr) });
    let row = |row: usize| {
        vec![format!("XY{row:09}FR"), "En cours d’acheminement".to_owned(), "Lyon".to_owned(), "4 mars 2026".to_owned()]
    };
    document.table(&table, (0..5_000).map(row));
    let bytes = document.finish().unwrap();
    let rows = bytes.windows(5).filter(|window| window == b"/S/TR").count();
    assert_eq!(rows, 5_001, "a head and its rows");
}

#[test]
fn the_first_cell_of_a_row_leads_where_the_row_says() {
    let table = Table { caption: None, columns: vec![Column::new("Numéro"), Column::new("Note")], names_rows: true };
    let mut document = Document::new(meta("Liens", Language::Fr));
    let address = |n: u32| if n == 2 { String::new() } else { format!("https://consigne.example/parcels/{n}") };
    document.linked_table(&table, (1..=3).map(|n| (vec![format!("XY{n}"), "x".to_owned()], address(n))));
    let read = Read::of(&document.finish().unwrap());
    assert_eq!(read.links, [address(1), address(3)]);
    let rows = &read.root.children[0].children[1].children;
    let inside: Vec<usize> = rows.iter().map(|row| row.children[0].children.len()).collect();
    assert_eq!(inside, [1, 0, 1], "a link stands in its cell: {rows:?}", rows = rows.len());
    assert_eq!(names(&rows[0].children[0]), ["Link"]);
}
