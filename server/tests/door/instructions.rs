//! Delivery instructions on pages without scripts: given once, refused with what was typed kept, and handed over.

use domain::instruction::Fate;
use http::StatusCode;
use jiff::civil::Weekday;
use jiff::{SignedDuration, ToSpan, Zoned};
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::instructions::TOGETHER;

use crate::portal::{ANA, CLAIRE, KARIM, Portal};

const NUMBER: &str = "XY123456789FR";
const PAGE: &str = "/parcels/XY123456789FR/instruction";

/// A portal on some Monday at ten, with a parcel of Chronopost that nobody was there to take, and one that is delivered.
async fn portal() -> Portal {
    let portal = Portal::open().await;
    let paris = || operations::zone("Europe/Paris");
    let now = portal.operations.now().to_zoned(paris());
    let mut monday = now.date();
    while monday.weekday() != Weekday::Monday {
        monday = monday.tomorrow().expect("a day");
    }
    if monday == now.date() && now.hour() >= 10 {
        monday = monday.checked_add(7.days()).expect("a day");
    }
    let ten = monday.at(10, 0, 0, 0).to_zoned(paris()).expect("a moment");
    portal.operations.clock().move_by(ten.timestamp().duration_since(now.timestamp()));
    let ops = &portal.operations;
    ops.add_account("Lunettes de la Côte", "FR-10").await.expect("an account");
    let label = today(&portal).date();
    let parcels = format!(
        "tracking_number;carrier;account;label_date;recipient_name;street;postcode;town;country\n\
         {NUMBER};chronopost;FR-10;{label};Jean Dupont;12 rue X;69003;Lyon;FR\n\
         XY000000001FR;chronopost;FR-10;{label};Jean Dupont;12 rue X;69003;Lyon;FR\n"
    );
    assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    scan(
        &portal,
        &[format!("{NUMBER};notified;{label} 08:30;Avis"), format!("XY000000001FR;delivered;{label} 08:40;Livré")],
    )
    .await;
    portal
}

/// Scans of Chronopost as a table: `number;state;moment;label`, in Paris.
async fn scan(portal: &Portal, lines: &[String]) {
    let mapping = "zone = \"Europe/Paris\"\ncarrier = \"chronopost\"";
    let options = FeedOptions { mapping: feed::Mapping::parse(mapping).expect("a mapping"), ..FeedOptions::default() };
    let scans = format!("tracking_number;state;at;label\n{}\n", lines.join("\n"));
    let reading = feed::read(FeedFormat::Csv, scans.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    portal.operations.import_scans(&reading).await.expect("a report");
}

/// Announces parcels of Chronopost that nobody was there to take this morning.
async fn announce_notified(portal: &Portal, numbers: &[String]) {
    let day = today(portal).date();
    let mut parcels =
        String::from("tracking_number;carrier;account;label_date;recipient_name;street;postcode;town;country\n");
    for number in numbers {
        parcels.push_str(&format!("{number};chronopost;FR-10;{day};Many Parcels;12 rue X;69003;Lyon;FR\n"));
    }
    assert_eq!(portal.operations.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
    let lines: Vec<String> = numbers.iter().map(|number| format!("{number};notified;{day} 08:30;Avis")).collect();
    scan(portal, &lines).await;
}

fn today(portal: &Portal) -> Zoned {
    portal.operations.now().to_zoned(operations::zone("Europe/Paris"))
}

/// The day so many days after today, as the form sends it.
fn in_days(portal: &Portal, days: i64) -> String {
    today(portal).date().checked_add(days.days()).expect("a day").to_string()
}

fn value<'a>(page: &'a str, field: &str) -> &'a str {
    let start = format!("name=\"{field}\" value=\"");
    page.split(&start).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

async fn fates(portal: &Portal) -> Vec<Fate> {
    let claire = portal.signed_in(CLAIRE).await.signed().await.actor;
    let page = portal.operations.instruction_page(&claire, NUMBER).await.expect("a page");
    page.history.iter().map(|one| one.fate).collect()
}

#[tokio::test]
async fn a_day_is_given_once_by_two_clicks_and_by_two_tabs() {
    let portal = portal().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(!page.body.contains(".wasm"), "a still page loads no bundle");
    let other_tab = claire.get(PAGE).await;
    let day = in_days(&portal, 3);
    assert!(page.body.contains(&format!("value=\"{day}\"")), "{}", page.body);
    let fields = |page: &str, day: &str| {
        [
            ("form", "instruct".to_owned()),
            ("deed", value(page, "deed").to_owned()),
            ("seen", value(page, "seen").to_owned()),
            ("kind", "another_day".to_owned()),
            ("day", day.to_owned()),
        ]
    };
    let first = fields(&page.body, &day);
    let sent: Vec<(&str, &str)> = first.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let given = claire.post(PAGE, &sent).await;
    assert_eq!((given.status, given.location()), (StatusCode::SEE_OTHER, format!("{PAGE}?given=now").as_str()));
    let again = claire.post(PAGE, &sent).await;
    assert_eq!(again.location(), format!("{PAGE}?given=before"));
    assert!(claire.get(again.location()).await.body.contains("était déjà transmise"));

    // The other tab, in other words: what changed, who did it, and what was typed.
    let other_day = in_days(&portal, 4);
    let stale = fields(&other_tab.body, &other_day);
    let sent: Vec<(&str, &str)> = stale.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = claire.post(PAGE, &sent).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.body);
    assert!(refused.body.contains("a donné une consigne pour ce colis entre-temps"), "{}", refused.body);
    let chosen = refused.body.split("<input").find(|input| input.contains(&other_day)).expect("the day");
    assert!(chosen.split('>').next().is_some_and(|input| input.contains("checked")), "{chosen}");
    assert_eq!(fates(&portal).await, [Fate::Sent]);
    // Having read that, she may replace it.
    let read = fields(&refused.body, &other_day);
    let sent: Vec<(&str, &str)> = read.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(claire.post(PAGE, &sent).await.status, StatusCode::SEE_OTHER);
    assert_eq!(fates(&portal).await, [Fate::Sent, Fate::Replaced]);
    let parcel = claire.get("/parcels/XY123456789FR").await.body;
    assert!(parcel.contains("Consigne de livraison transmise") && parcel.contains("Remplacer la consigne"), "{parcel}");
}

#[tokio::test]
async fn bad_input_comes_back_beside_its_field_with_everything_kept() {
    let portal = portal().await;
    // Monday, 19:00: Tuesday is too late.
    portal.operations.clock().move_by(SignedDuration::from_hours(9));
    let mut claire = portal.signed_in(CLAIRE).await;
    let (sunday, tuesday, far) = (in_days(&portal, 6), in_days(&portal, 1), in_days(&portal, 40));
    for (fields, said, kept) in [
        (vec![("kind", "another_day"), ("day", sunday.as_str())], "Il n’y a pas de livraison ce jour-là", ""),
        (vec![("kind", "another_day"), ("day", tuesday.as_str())], "L’heure limite pour ce jour est passée", ""),
        (vec![("kind", "another_day"), ("day", far.as_str())], "Ce jour est trop loin", ""),
        (vec![("kind", "another_day"), ("day", "demain")], "Écrivez une date", ""),
        (vec![("kind", "another_day")], "Choisissez une réponse", ""),
        (vec![("day", "2026-12-01")], "Choisissez une réponse", ""),
        (
            vec![("kind", "corrected_address"), ("street", ""), ("postcode", "69003"), ("town", "Lyon 3e")],
            "Remplissez ce champ",
            "value=\"Lyon 3e\"",
        ),
        (
            vec![("kind", "corrected_address"), ("street", "9 rue <Y>"), ("postcode", "690"), ("town", "Lyon")],
            "Écrivez le code postal en entier",
            "value=\"9 rue &lt;Y&gt;\"",
        ),
        (
            vec![("kind", "corrected_address"), ("street", "9 rue Y"), ("postcode", "75001"), ("town", "Lyon")],
            "La ville et le code postal ne vont pas ensemble",
            "value=\"75001\"",
        ),
        (vec![("kind", "driver_help"), ("phone", "appelez")], "Écrivez un numéro de téléphone", "value=\"appelez\""),
        (vec![("kind", "safe_place"), ("kept_by", "neighbour")], "Remplissez ce champ", ""),
        (vec![("kind", "pickup_point"), ("point", "../x")], "Choisissez une réponse", ""),
    ] {
        let mut sent = vec![("form", "instruct"), ("deed", "k"), ("seen", "")];
        sent.extend(&fields);
        let refused = claire.post(PAGE, &sent).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        for words in [said, kept, "role=\"alert\""] {
            assert!(refused.body.contains(words), "{fields:?}: {words} in {}", refused.body);
        }
    }
    assert_eq!(fates(&portal).await, []);
}

#[tokio::test]
async fn a_delivered_parcel_says_so_and_offers_a_request() {
    let portal = portal().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let path = "/parcels/XY000000001FR/instruction";
    let page = claire.get(path).await.body;
    assert!(page.contains("Ce colis est livré.") && page.contains("name=\"number\" value=\"XY000000001FR\""), "{page}");
    assert!(!page.contains("name=\"kind\""), "{page}");
    let day = in_days(&portal, 3);
    let sent = [("form", "instruct"), ("deed", "k"), ("kind", "another_day"), ("day", day.as_str())];
    let refused = claire.post(path, &sent).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("Ce colis est livré."), "{}", refused.body);
    for path in ["/parcels/NOTHING/instruction", "/parcels/019cad8f-ac00-7984-877b-0fdb0f68bed5/instruction"] {
        assert_eq!(claire.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(claire.post(path, &sent).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let stranger = portal.browser().post(PAGE, &sent).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn points_are_looked_for_near_another_postcode_with_everything_kept() {
    let portal = portal().await;
    let points = "id;carrier;name;street;postcode;town;latitude;longitude;monday\n\
                  P1;chronopost;Tabac de la Gare;2 rue A;69003;Lyon;45.760;4.850;9h-12h\n\
                  P2;chronopost;Presse du Port;4 quai B;44000;Nantes;47.218;-1.554;\n";
    portal.operations.import_relay_points(points.as_bytes()).await.expect("a report");
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.get(&format!("{PAGE}?kind=pickup_point")).await.body;
    for words in ["Tabac de la Gare", "2 rue A, 69003 Lyon", "Lundi\u{202f}: 09:00–12:00"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("Presse du Port"), "{page}");
    let sent = [
        ("form", "instruct"),
        ("deed", "k"),
        ("kind", "pickup_point"),
        ("near", "44000"),
        ("find", "1"),
        ("note", "Sonner fort"),
    ];
    let found = claire.post(PAGE, &sent).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(found.body.contains("Presse du Port") && found.body.contains("Sonner fort"), "{}", found.body);
    assert_eq!(fates(&portal).await, [], "looking gives nothing");
    let given = claire.post(PAGE, &[("form", "instruct"), ("kind", "pickup_point"), ("point", "P2")]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
}

#[tokio::test]
async fn one_instruction_for_several_parcels() {
    let portal = portal().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let empty = claire.get("/parcels/instruct").await;
    assert!(empty.status == StatusCode::OK && empty.body.contains("Choisissez d’abord des colis"), "{}", empty.body);
    let actor = claire.signed().await.actor;
    let mut ids = Vec::new();
    for number in [NUMBER, "XY000000001FR"] {
        ids.push(portal.operations.parcel(&actor, number).await.expect("a page").parcel.id.to_string());
    }
    let chosen = [("parcel", ids[0].as_str()), ("parcel", ids[1].as_str())];
    let page = claire.post("/parcels/instruct", &chosen).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["2 colis choisis.", "Possible pour un colis", "Non\u{202f}: livré"] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    let (sunday, thursday) = (in_days(&portal, 6), in_days(&portal, 3));
    let with =
        |day| [&chosen[..], &[("form", "instruct"), ("deed", "s"), ("kind", "another_day"), ("day", day)]].concat();
    let refused = claire.post("/parcels/instruct", &with(&sunday)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Il n’y a pas de livraison ce jour-là"), "{}", refused.body);
    let done = claire.post("/parcels/instruct", &with(&thursday)).await;
    assert_eq!(done.status, StatusCode::OK);
    for words in ["La consigne est transmise pour un colis.", "Un colis est laissé de côté.", "Ce colis est livré."]
    {
        assert!(done.body.contains(words), "{words} in {}", done.body);
    }
    claire.post("/parcels/instruct", &with(&thursday)).await;
    assert_eq!(fates(&portal).await, [Fate::Sent], "twice is once");
    let all = claire.post("/parcels/instruct", &[("all", "1"), ("criteria", "state=notified")]).await;
    assert!(all.body.contains("Un colis choisi."), "{}", all.body);
}

/// The hidden fields by which the form of several parcels says what it showed.
fn shown(page: &str) -> Vec<(&'static str, &str)> {
    let mut fields = Vec::new();
    for field in ["parcel", "seen", "beyond", "all", "criteria"] {
        let start = format!("name=\"{field}\" value=\"");
        fields.extend(page.split(&start).skip(1).filter_map(|rest| Some((field, rest.split('"').next()?))));
    }
    fields
}

#[tokio::test]
async fn what_is_given_for_all_results_is_given_for_those_that_were_shown() {
    let portal = portal().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.post("/parcels/instruct", &[("all", "1"), ("criteria", "")]).await.body;
    assert!(page.contains("2 colis choisis."), "{page}");
    let fields = shown(&page);
    assert_eq!(fields.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["parcel", "parcel"], "{page}");
    // Another one comes to match before she sends the form.
    announce_notified(&portal, &["OTHER1".to_owned()]).await;
    let thursday = in_days(&portal, 3);
    let sent = [&fields[..], &[("form", "instruct"), ("deed", "s"), ("kind", "another_day"), ("day", &thursday)]];
    let done = claire.post("/parcels/instruct", &sent.concat()).await.body;
    assert!(done.contains("La consigne est transmise pour un colis."), "{done}");
    assert_eq!(fates(&portal).await, [Fate::Sent]);
    let actor = claire.signed().await.actor;
    let other = portal.operations.instruction_page(&actor, "OTHER1").await.expect("a page");
    assert_eq!(other.history, [], "nobody was shown it");
    // A search is no answer to the form.
    let hidden = [("form", "instruct"), ("all", "1"), ("criteria", ""), ("kind", "another_day"), ("day", &thursday)];
    assert_eq!(claire.post("/parcels/instruct", &hidden).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_form_of_several_parcels_does_not_write_over_what_came_meanwhile() {
    let portal = portal().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let page = claire.post("/parcels/instruct", &[("all", "1"), ("criteria", "state=notified")]).await.body;
    let fields = shown(&page);
    let (thursday, friday) = (in_days(&portal, 3), in_days(&portal, 4));
    claire.post(PAGE, &[("form", "instruct"), ("deed", "k"), ("kind", "another_day"), ("day", &friday)]).await;
    let sent = |fields: &[(&'static str, &str)], deed: &'static str| {
        let own = [("form", "instruct"), ("deed", deed), ("kind", "another_day"), ("day", thursday.as_str())];
        let all = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        all.chain(own.map(|(name, value)| (name, value.to_owned()))).collect::<Vec<_>>()
    };
    let stale = sent(&fields, "s1");
    let stale: Vec<(&str, &str)> = stale.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = claire.post("/parcels/instruct", &stale).await.body;
    for words in ["Un colis est laissé de côté.", "a donné une consigne pour ce colis entre-temps"] {
        assert!(refused.contains(words), "{words} in {refused}");
    }
    assert_eq!(fates(&portal).await, [Fate::Sent]);
    // Having read that, she may replace it.
    let page = claire.post("/parcels/instruct", &[("all", "1"), ("criteria", "state=notified")]).await.body;
    let fields = shown(&page);
    assert!(fields.iter().any(|(name, _)| *name == "seen"), "{page}");
    let read = sent(&fields, "s2");
    let read: Vec<(&str, &str)> = read.iter().map(|(name, value)| (*name, value.as_str())).collect();
    claire.post("/parcels/instruct", &read).await;
    assert_eq!(fates(&portal).await, [Fate::Sent, Fate::Replaced]);
}

#[tokio::test]
async fn more_results_than_one_instruction_takes_are_left_out_and_said() {
    let portal = portal().await;
    let numbers: Vec<String> = (0..TOGETHER + 3).map(|number| format!("MANY{number}")).collect();
    announce_notified(&portal, &numbers).await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let chosen = [("all", "1"), ("criteria", "recipient=Many+Parcels")];
    let page = claire.post("/parcels/instruct", &chosen).await.body;
    let fields = shown(&page);
    assert_eq!(fields.iter().filter(|(name, _)| *name == "parcel").count(), TOGETHER);
    assert_eq!(fields.last(), Some(&("beyond", "3")), "{page}");
    // Also after a mistake the form says it.
    let sunday = in_days(&portal, 6);
    let sent = [&fields[..], &[("form", "instruct"), ("deed", "s"), ("kind", "another_day"), ("day", &sunday)]];
    let refused = claire.post("/parcels/instruct", &sent.concat()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(shown(&refused.body), fields);
}

#[tokio::test]
async fn the_administrator_hands_over_and_reads_answers() {
    let portal = portal().await;
    let mut claire = portal.signed_in(CLAIRE).await;
    let day = in_days(&portal, 3);
    claire.post(PAGE, &[("form", "instruct"), ("deed", "k"), ("kind", "another_day"), ("day", &day)]).await;
    let path = "/admin/instructions";
    for email in [CLAIRE, KARIM] {
        let mut hidden = portal.signed_in(email).await;
        for answer in [
            hidden.get(path).await,
            hidden.get("/admin/instructions/1").await,
            hidden.post(path, &[("form", "hand-over"), ("carrier", "chronopost")]).await,
        ] {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{email}");
        }
    }
    let mut ana = portal.signed_in(ANA).await;
    assert!(ana.get(path).await.body.contains("Une consigne attend"));
    let made = ana.post(path, &[("form", "hand-over"), ("carrier", "chronopost")]).await;
    assert_eq!(made.location(), "/admin/instructions?made=1");
    assert!(ana.get(made.location()).await.body.contains("href=\"/admin/instructions/1\""));
    let nothing = ana.post(path, &[("form", "hand-over"), ("carrier", "chronopost")]).await;
    assert_eq!(nothing.location(), "/admin/instructions?made=0");
    let file = ana.get("/admin/instructions/1").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"instructions-chronopost-1.csv\"");
    let id = file.body.lines().nth(1).and_then(|line| line.split(',').next()).expect("an instruction").to_owned();
    for path in ["/admin/instructions/2", "/admin/instructions/x"] {
        assert_eq!(ana.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }

    let none = ana.upload_table(path, &[("form", "answers")], b"").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", none.body);
    let large = ana.upload_table(path, &[("form", "answers")], &vec![b'x'; 1_100_000]).await;
    assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(large.body.contains("ce fichier dépasse 1"), "{}", large.body);
    let answers = format!("instruction_id;answer;reason\n{id};refused;Secteur fermé\nx;accepted;\n");
    let read = ana.upload_table(path, &[("form", "answers")], answers.as_bytes()).await;
    assert_eq!(read.status, StatusCode::OK);
    for words in ["Une consigne refusée", "Une ligne n’a pas été prise", "Ligne 3\u{202f}: aucune consigne"] {
        assert!(read.body.contains(words), "{words} in {}", read.body);
    }
    assert_eq!(fates(&portal).await, [Fate::Refused]);
    let page = claire.get(PAGE).await.body;
    assert!(page.contains("Secteur fermé"), "{page}");
}
