//! What the files of a report hold, and what no text in them can do.

use jiff::civil::date;
use jiff::tz::TimeZone;

use super::*;

fn line(number: &str) -> Line<'_> {
    let since = date(2027, 3, 26).at(9, 5, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Line {
        address: Some("https://consigne.example/parcels/1".to_owned()),
        number,
        state: ParcelState::Notified,
        since: since.clone(),
        last_label: "Avis de passage",
        last_place: "Lyon",
        last_at: Some(since),
        label_on: date(2027, 3, 24),
        estimated_on: None,
        carrier: "colissimo",
        service: "",
        account: "19869502",
        sub_account: "01",
        sender_reference: "CMD-1",
        recipient_reference: "",
        recipient_name: "Élodie <b>Cœur</b>",
        postcode: "01000",
        town: "Bourg",
        country: "FR",
    }
}

fn head() -> Head {
    Head {
        name: "Suivi <hebdo>".to_owned(),
        facts: vec![("Client".to_owned(), "Lemaire & fils".to_owned())],
        total: "1 colis".to_owned(),
        counts: vec![("Avisé".to_owned(), "1".to_owned())],
        note: "Chaque numéro ouvre le colis.".to_owned(),
    }
}

fn page(language: Language, lines: &[Line<'_>]) -> String {
    let mut report = HtmlReport::new(language);
    lines.iter().for_each(|line| report.row(line));
    String::from_utf8(report.finish(&head())).expect("a page is text")
}

#[test]
fn a_page_stands_by_itself_and_leads_to_its_parcels() {
    let page = page(Language::Fr, &[line("6A18987970674")]);
    assert!(page.starts_with("<!doctype html>\n<html lang=\"fr\">"), "{page}");
    assert!(page.contains("<th scope=\"row\"><a href=\"https://consigne.example/parcels/1\">6A"), "{page}");
    for words in
        ["Suivi &lt;hebdo&gt;", "Lemaire &amp; fils", "Élodie &lt;b&gt;Cœur", "26/03/2027 09:05", "01000 Bourg, FR"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    for foreign in ["<script", "<img", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign} in {page}");
    }
    assert_eq!(page.matches("<th scope=\"col\">").count(), 8);
    assert_eq!(page.matches("<td>").count(), 7);
}

#[test]
fn a_copy_for_others_has_no_links_and_an_empty_one_no_table() {
    let plain = page(Language::En, &[Line { address: None, ..line("6A18987970674") }]);
    assert!(!plain.contains("<a "), "{plain}");
    assert!(plain.contains("24 Mar 2027"), "{plain}");
    let empty = page(Language::Fr, &[]);
    assert!(!empty.contains("<table"), "{empty}");
}

#[test]
fn a_table_has_every_column_and_acts_in_no_spreadsheet() {
    let written = |language| {
        let mut report = TableReport::new(language, TimeZone::UTC);
        report.row(&Line { sender_reference: "=1+1", ..line("6A18987970674") });
        String::from_utf8(report.finish()).expect("a table is text")
    };
    let french = written(Language::Fr);
    let mut rows = french.trim_start_matches('\u{feff}').lines();
    assert_eq!(rows.next().map(|head| head.split(';').count()), Some(18), "{french}");
    let row = rows.next().unwrap_or_default();
    assert!(
        row.starts_with("6A18987970674;Avisé;26/03/2027 09:05;Avis de passage;Lyon;26/03/2027 09:05;24/03/2027;;"),
        "{row}"
    );
    assert!(row.contains(";'=1+1;"), "{row}");
    assert!(row.contains(";\"=\"\"01000\"\"\";"), "{row}");
    assert!(written(Language::En).contains("2027-03-26 09:05,Avis de passage,Lyon"), "{}", written(Language::En));
}
