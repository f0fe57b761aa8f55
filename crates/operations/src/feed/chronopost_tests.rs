//! Payloads written for these tests, in the form of Chronopost's answers.

use domain::parcel::{ParcelState, Responsible, ScanReason};
use proptest::prelude::*;

use super::*;

fn event(code: &str, date: &str, more: &str) -> String {
    format!(
        "<events><code>{code}</code><eventDate>{date}</eventDate><eventLabel>Dit &amp; {code}</eventLabel>\
         <highPriority>false</highPriority><NPC/><officeLabel>LYON AGENCE</officeLabel><zipCode>69007</zipCode>{more}\
         </events>"
    )
}

fn list(number: &str, events: &[String]) -> String {
    format!("<listEventInfoComp>{}<skybillNumber>{number}</skybillNumber></listEventInfoComp>", events.concat())
}

fn answer(error: &str, lists: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\n\
         <soap:Body><ns2:trackSkybillV2Response xmlns:ns2=\"http://cxf.tracking.soap.chronopost.fr/\">\n\
         <return><errorCode>{error}</errorCode>{lists}</return></ns2:trackSkybillV2Response></soap:Body></soap:Envelope>"
    )
}

fn read_text(text: &str) -> FeedReading {
    read(text.as_bytes(), &FeedOptions::default())
}

fn positions(reading: &FeedReading) -> Vec<(&str, &str)> {
    reading.rejected.iter().map(|item| (item.position.as_str(), item.reason.code())).collect()
}

const RETURN: &str = "/Envelope/Body/trackSkybillV2Response/return";

#[test]
fn an_answer_gives_its_scans_with_place_words_and_who_took_it() {
    let name = "<infoCompList><name>Consignee's name</name><value>Mme ROYER</value></infoCompList>";
    let reading = read_text(&answer(
        "0",
        &list(
            "xy 123456789 fr",
            &[event("TA", "2026-11-20T08:05:00+01:00", ""), event("D", "2026-07-20T10:30:15+02:00", name)],
        ),
    ));
    assert!(!reading.has_failed(), "{reading:?}");
    let scan = &reading.scans[1];
    assert_eq!((scan.tracking_number.as_str(), scan.carrier.as_str()), ("XY123456789FR", "chronopost"));
    assert_eq!((scan.code.as_str(), scan.state), ("D", Some(ParcelState::Delivered)));
    assert_eq!((scan.at.to_string().as_str(), scan.offset_minutes), ("2026-07-20T08:30:15Z", 120));
    assert_eq!((scan.place.as_str(), scan.label.as_str()), ("LYON AGENCE", "Dit & D"));
    assert_eq!((reading.scans[0].signatory.as_str(), scan.signatory.as_str()), ("", "Mme ROYER"));
}

#[test]
fn several_parcels_other_prefixes_and_operations_are_read_alike() {
    let two = format!(
        "{}{}",
        list("AA000000001FR", &[event("SC", "2026-11-20T08:05:00+01:00", "")]),
        list("AA000000002FR", &[event("P", "2026-11-20T09:05:00+01:00", "")]),
    );
    let reading = read_text(&answer("0", &two));
    let numbers: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
    assert_eq!(numbers, ["AA000000001FR", "AA000000002FR"]);
    assert_eq!(
        (reading.scans[1].reason, reading.scans[1].responsible),
        (Some(ScanReason::Absent), Some(Responsible::Recipient))
    );
    let other = "<S:Envelope xmlns:S=\"e\"><S:Body><a:trackSkybillResponse xmlns:a=\"b\"><return><errorCode>0</errorCode>\
                 <listEvents><events><code>D</code><eventDate>2026-11-20T12:00:00</eventDate></events>\
                 <skybillNumber>AA000000003FR</skybillNumber></listEvents></return></a:trackSkybillResponse></S:Body>\
                 </S:Envelope>";
    let reading = read_text(other);
    // Without an offset it is the clock of Paris.
    assert_eq!(reading.scans[0].at.to_string(), "2026-11-20T11:00:00Z");
    assert_eq!(reading.scans[0].offset_minutes, 60);
}

#[test]
fn the_carriers_own_error_invents_no_scan() {
    for (payload, kind, code) in [
        (
            answer("3", &format!("<errorMessage>Aucun colis trouvé</errorMessage>{}", list("A1", &[]))),
            CarrierErrorKind::UnknownNumber,
            "3",
        ),
        (
            answer("1", &list("AA000000001FR", &[event("D", "2026-11-20T08:05:00+01:00", "")])),
            CarrierErrorKind::Other,
            "1",
        ),
        (answer("5", "<errorMessage>Quota exceeded</errorMessage>"), CarrierErrorKind::Quota, "5"),
        (
            "<s:Envelope xmlns:s=\"e\"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>Boum</faultstring>\
             </s:Fault></s:Body></s:Envelope>"
                .to_owned(),
            CarrierErrorKind::Unavailable,
            "s:Server",
        ),
        (
            "<s:Envelope xmlns:s=\"e\"><s:Body><s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason>\
             <s:Text>Access denied</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>"
                .to_owned(),
            CarrierErrorKind::NoRights,
            "s:Sender",
        ),
    ] {
        let reading = read_text(&payload);
        assert!(reading.scans.is_empty() && reading.has_failed(), "{reading:?}");
        assert_eq!(reading.carrier_errors.len(), 1, "{reading:?}");
        assert_eq!((reading.carrier_errors[0].kind, reading.carrier_errors[0].code.as_str()), (kind, code));
    }
}

#[test]
fn bad_events_are_reported_by_their_path_and_the_others_kept_once() {
    let good = event("SC", "2026-11-20T08:05:00+01:00", "");
    let events = [
        good.clone(),
        event("", "2026-11-20T08:06:00+01:00", ""),
        event("TA", "hier", ""),
        good,
        "<events><code>D</code></events>".to_owned(),
    ];
    let reading = read_text(&answer("0", &list("AA000000001FR", &events)));
    assert_eq!(reading.scans.len(), 1);
    let list = format!("{RETURN}/listEventInfoComp");
    assert_eq!(
        positions(&reading),
        [
            (format!("{list}/events[2]/code").as_str(), "missing"),
            (format!("{list}/events[3]/eventDate").as_str(), "bad_moment"),
            (format!("{list}/events[5]/eventDate").as_str(), "missing"),
        ]
    );
    let unnamed = format!("<listEventInfoComp>{}</listEventInfoComp>", event("SC", "2026-11-20T08:05:00+01:00", ""));
    let reading = read_text(&answer("0", &unnamed));
    assert_eq!(positions(&reading), [(format!("{list}/skybillNumber").as_str(), "missing")]);
    assert!(reading.has_failed());
}

#[test]
fn of_an_answer_that_breaks_off_the_whole_parcels_are_kept() {
    let first = list("AA000000001FR", &[event("SC", "2026-11-20T08:05:00+01:00", "")]);
    let whole = answer("0", &format!("{first}{}", list("AA000000002FR", &[event("D", "2026-11-20T09:00:00Z", "")])));
    let cut = &whole[..whole.find("AA000000002FR").unwrap_or(0) + 4];
    let reading = read_text(cut);
    let numbers: Vec<&str> = reading.scans.iter().map(|scan| scan.tracking_number.as_str()).collect();
    assert_eq!(numbers, ["AA000000001FR"]);
    assert!(positions(&reading).iter().any(|(_, code)| *code == "malformed"), "{reading:?}");
}

#[test]
fn what_is_no_answer_is_refused_and_nothing_in_it_is_followed() {
    for (payload, code) in [
        ("", "empty"),
        ("{\"a\":1}", "not_an_answer"),
        ("<html><body><p>Service indisponible</p></body></html>", "not_an_answer"),
        ("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "malformed"),
        (&"<a>".repeat(100_000), "malformed"),
    ] {
        let reading = read_text(payload);
        assert!(reading.scans.is_empty() && reading.has_failed(), "{payload:.40}");
        assert_eq!(reading.rejected.last().map(|item| item.reason.code()), Some(code), "{payload:.40}");
    }
    let latin = answer("0", &list("AA000000001FR", &[event("Dé", "2026-11-20T08:05:00+01:00", "")]));
    let bytes: Vec<u8> = latin.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    assert_eq!(read(&bytes, &FeedOptions::default()).unknown_codes, ["Dé"]);
}

#[test]
fn very_many_events_are_bounded_and_take_no_time() {
    let list = format!(
        "<listEventInfoComp>{}<skybillNumber>A1</skybillNumber></listEventInfoComp>",
        "<events/>".repeat(150_000)
    );
    let reading = read_text(&answer("0", &list));
    assert_eq!(reading.rejected.last().map(|item| item.reason.clone()), Some(Rejection::TooMany(100_000)));
    assert_eq!((reading.rejected.len(), reading.rejected_count()), (1_002, 100_001));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, &FeedOptions::default());
    }

    #[test]
    fn no_mutation_invents_a_parcel(cut in 0_usize..1200, place in 0_usize..1200, byte in any::<u8>()) {
        let whole = answer("0", &list("AA000000001FR", &[event("SC", "2026-11-20T08:05:00+01:00", ""), event("D", "2026-11-21T08:05:00+01:00", "")]));
        let mut bytes = whole.into_bytes();
        let end = cut.min(bytes.len());
        let reading = read(&bytes[..end], &FeedOptions::default());
        prop_assert!(reading.scans.iter().all(|scan| scan.tracking_number == "AA000000001FR"));
        let place = place % bytes.len();
        bytes[place] = byte;
        let reading = read(&bytes, &FeedOptions::default());
        prop_assert!(reading.scans.len() <= 2);
    }
}
