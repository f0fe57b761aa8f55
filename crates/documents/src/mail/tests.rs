//! Each mail in both languages, and what strangers write into it.

use domain::Language;
use domain::parcel::{ParcelState, ScanReason, TrackingEvent};

use super::{
    Digest, DigestTicket, FactorNews, Mail, ReportMail, ReportQuestion, SUBJECT_MAX, TrackingMessage, TrackingQuestion,
    Whereabouts, one_line,
};

const LINK: &str = "https://consigne.example/tickets/D-2026-000123";
const HELP: &str = "https://consigne.example/help";

fn words(text: &str) -> String {
    text.to_owned()
}

/// One of each, every field of a stranger holding `hostile` as well.
fn all(hostile: &str) -> Vec<Mail> {
    let with = |text: &str| format!("{text}{hostile}");
    let (number, subject, agent) = (words("D-2026-000123"), with("Colis non livré"), with("Nadia Bennani"));
    let (text, wanted) = (with("Bonjour,\n\nVoici."), vec![with("Facture")]);
    vec![
        Mail::TicketFiled {
            number: number.clone(),
            subject: subject.clone(),
            parcel: with("6A 18987 97067 4"),
            due_day: words("mardi 24 novembre"),
        },
        Mail::TicketAnswered {
            number: number.clone(),
            subject: subject.clone(),
            agent: agent.clone(),
            text: text.clone(),
        },
        Mail::ColleagueNoted { number: number.clone(), subject: subject.clone(), colleague: agent.clone() },
        Mail::Called { number: number.clone(), subject: subject.clone(), colleague: agent.clone(), assigned: true },
        Mail::Called { number: number.clone(), subject: subject.clone(), colleague: agent.clone(), assigned: false },
        Mail::CustomerAsked {
            number: number.clone(),
            subject: subject.clone(),
            agent: agent.clone(),
            text: text.clone(),
            wanted: wanted.clone(),
            until_day: words("mardi 22 décembre"),
        },
        Mail::TicketResolved {
            number: number.clone(),
            subject: subject.clone(),
            agent,
            text,
            outcome: words("Colis retrouvé"),
            until_day: words("mardi 22 décembre"),
        },
        Mail::AskReminder {
            number: number.clone(),
            subject: subject.clone(),
            wanted,
            until_day: words("mardi 22 décembre"),
        },
        Mail::ResolutionReminder { number, subject, until_day: words("mardi 22 décembre") },
        Mail::Proof { number: with("XY 1234 5678 9FR"), when: words("mardi 24 novembre 2026 à 10:12") },
        Mail::InstructionRefused {
            parcel: with("6A 18987 97067 4"),
            wish: with("Livrer samedi 28 novembre"),
            reason: with("Secteur non desservi le samedi"),
        },
        Mail::PasswordLink { link: words("https://consigne.example/password/s3cret"), hours: 1 },
        Mail::Invitation {
            customer: with("Maison Lemaire"),
            by: with("Claire Morel"),
            days: 7,
            link: words("https://consigne.example/invitations/s3cret"),
        },
        Mail::SecondFactor(FactorNews::On),
        Mail::SecondFactor(FactorNews::Off),
        Mail::SecondFactor(FactorNews::RecoveryUsed { left: 3 }),
        Mail::SecondFactor(FactorNews::CodesMade),
        Mail::SecondFactor(FactorNews::Reset { by: with("Claire Morel") }),
        Mail::AlreadyUser { customer: with("Maison Lemaire") },
        Mail::TrackingMessage(TrackingMessage {
            whereabouts: Whereabouts {
                reference: with("CMD-1"),
                sender: with("Lunettes"),
                place: with("Brest"),
                ..told(true).whereabouts
            },
            ..told(true)
        }),
        Mail::TrackingQuestion(TrackingQuestion {
            number: words("6A 18987 97067 4"),
            sender: with("Lunettes"),
            events: TrackingEvent::ALL.to_vec(),
            days: 7,
        }),
        Mail::Digest(Digest {
            tickets: vec![DigestTicket {
                number: words("D-2026-000123"),
                subject: with("Livraison en retard"),
                link: words("https://consigne.example/requests/D-2026-000123#m-4"),
                lines: vec![with("10:31 : Sofia Benali a répondu")],
            }],
            more: true,
            stop: words(STOP),
            settings: words("https://consigne.example/account/notifications"),
        }),
        Mail::Report(ReportMail { name: with("Suivi"), files: vec![with("suivi-2027-03-28.csv")], ..report(true) }),
        Mail::ReportQuestion(ReportQuestion { customer: with("Maison Lemaire") }),
    ]
}

fn report(account: bool) -> ReportMail {
    ReportMail {
        name: words("Suivi"),
        day: words("28 mars"),
        again: false,
        total: words("3 colis."),
        counts: vec![words("Livré : 2"), words("Avisé : 1")],
        files: vec![words("suivi-2027-03-28.csv")],
        days: 0,
        account,
        stop: words(STOP),
    }
}

#[test]
fn a_grouped_mail_tells_ticket_by_ticket_and_how_to_stop_it() {
    let ticket = |number: &str, lines: &[&str]| DigestTicket {
        number: words(number),
        subject: words("Livraison en retard"),
        link: format!("https://consigne.example/requests/{number}#m-2"),
        lines: lines.iter().map(|line| words(line)).collect(),
    };
    let digest = |tickets: Vec<DigestTicket>| {
        let (stop, settings) = (words(STOP), words("https://consigne.example/account/notifications"));
        Mail::Digest(Digest { tickets, more: false, stop, settings })
    };
    let one = digest(vec![ticket("D-2026-000001", &["10:31 : Sofia a répondu"])]).render(Language::Fr, LINK, HELP);
    assert_eq!(one.subject, "Du nouveau sur votre demande D-2026-000001");
    let two = digest(vec![
        ticket("D-2026-000001", &["10:31: Sofia answered", "10:40: Sofia asks for something more"]),
        ticket("D-2026-000002", &["11:00: Reminder sent"]),
    ])
    .render(Language::En, LINK, HELP);
    assert_eq!(two.subject, "News of 2 requests");
    for said in ["D-2026-000002 – Livraison en retard", "- 10:40: Sofia asks", "/requests/D-2026-000002#m-2", STOP] {
        assert!(two.text.contains(said), "{said} in {}", two.text);
    }
    assert!(two.html.contains("<a href=\"https://consigne.example/requests/D-2026-000001#m-2\">"), "{}", two.html);
    assert!(two.html.contains("<li>10:31: Sofia answered</li>") && two.html.contains(STOP), "{}", two.html);
}

#[test]
fn a_report_says_what_it_carries_and_how_to_stop_it() {
    let written = |mail: ReportMail| Mail::Report(mail).render(Language::Fr, LINK, HELP);
    let user = written(report(true));
    assert_eq!(user.subject, "Relevé du 28 mars – Suivi");
    for said in ["3 colis.", "- Livré : 2", "- suivi-2027-03-28.csv", "Fichiers joints", LINK, STOP] {
        assert!(user.text.contains(said), "{said} in {}", user.text);
    }
    // Without an account there is nothing to open but the way out.
    let outside = written(report(false));
    assert!(!outside.text.contains(LINK) && outside.text.contains(STOP), "{}", outside.text);
    assert_eq!(outside.html.matches(STOP).count(), 3, "{}", outside.html);
    // Files that are too large are fetched; the owner has no way out but his page.
    let large = written(ReportMail { days: 7, stop: String::new(), again: true, ..report(true) });
    for said in ["pendant 7 jours", "Télécharger les fichiers", LINK, "une nouvelle fois"] {
        assert!(large.text.contains(said), "{said} in {}", large.text);
    }
    assert!(!large.text.contains("Ne plus recevoir") && !large.text.contains("joints"), "{}", large.text);
}

const FOLLOW: &str = "https://consigne.example/follow/t0ken";
const STOP: &str = "https://consigne.example/unsubscribe/t0ken";

fn told(account: bool) -> TrackingMessage {
    TrackingMessage {
        event: TrackingEvent::Notified,
        whereabouts: Whereabouts {
            state: ParcelState::Notified,
            reason: Some(ScanReason::Absent),
            handed_back: false,
            number: words("6A 18987 97067 4"),
            reference: words("CMD-1"),
            sender: words("Lunettes de la Côte"),
            day: words("lundi 2 mars"),
            time: words("11:00"),
            place: words("Brest"),
            estimated_day: String::new(),
        },
        account,
        stop: words(STOP),
    }
}

#[test]
fn an_ask_reads_like_a_letter() {
    let mail = Mail::CustomerAsked {
        number: words("D-2026-000123"),
        subject: words("Colis endommagé"),
        agent: words("Nadia Bennani"),
        text: words("Bonjour Claire,\r\n\r\nil nous manque deux documents."),
        wanted: vec![words("Facture"), words("Photo de l’emballage")],
        until_day: words("mardi 22 décembre"),
    };
    let rendered = mail.render(Language::Fr, LINK, HELP);
    assert_eq!(rendered.subject, "Votre réponse est attendue pour la demande D-2026-000123 – Colis endommagé");
    assert_eq!(
        rendered.text,
        "Votre réponse est attendue pour la demande D-2026-000123\n\nBonjour,\n\n\
         Nadia Bennani a besoin de vous pour faire avancer votre demande\u{202f}:\n\n\
         > Bonjour Claire,\n>\n> il nous manque deux documents.\n\n\
         Ce que nous attendons de vous\u{202f}:\n- Facture\n- Photo de l’emballage\n\n\
         Répondez au plus tard le mardi 22 décembre. Sans réponse de votre part à cette date, la demande sera résolue \
         avec la mention «\u{202f}sans réponse\u{202f}»\u{202f}; il vous suffira d’y écrire pour la reprendre.\n\n\
         Répondre\u{202f}:\nhttps://consigne.example/tickets/D-2026-000123\n\n\
         -- \nCe message est envoyé automatiquement et une réponse à cette adresse ne serait pas lue. Écrivez-nous \
         depuis la page de votre demande.\nAide\u{202f}: https://consigne.example/help\n"
    );
    assert!(
        rendered.html.contains("<blockquote><p>Bonjour Claire,</p><p>il nous manque deux documents.</p></blockquote>")
    );
    assert!(rendered.html.contains("<ul><li>Facture</li><li>Photo de l’emballage</li></ul>"));
}

#[test]
fn every_mail_has_words_in_both_languages_and_its_address_in_both_parts() {
    for mail in all("") {
        let [french, english] = Language::ALL.map(|language| mail.render(language, LINK, HELP));
        assert_ne!(french.subject, english.subject, "{}", mail.kind());
        for (rendered, code) in [(&french, "fr"), (&english, "en")] {
            let address = match mail.kind() {
                super::PASSWORD_LINK => "https://consigne.example/password/s3cret",
                super::INVITATION => "https://consigne.example/invitations/s3cret",
                _ => LINK,
            };
            assert!(rendered.text.contains(&format!("\n{address}\n")), "{}", rendered.text);
            assert!(rendered.html.contains(&format!("class=\"action\" href=\"{address}\"")), "{}", rendered.html);
            assert!(rendered.html.contains(&format!("<html lang=\"{code}\">")));
            assert!(rendered.text.ends_with(&format!(" {HELP}\n")), "{}", rendered.text);
            assert!(rendered.html.contains(&format!("<a href=\"{HELP}\">")), "{}", rendered.html);
            assert!(rendered.html.contains("<meta name=\"color-scheme\" content=\"light dark\">"));
            assert!(rendered.html.len() < 20_000, "mail programs cut long mails");
        }
    }
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    for mail in all("") {
        let html = mail.render(Language::Fr, LINK, HELP).html;
        for loading in ["src=", "<img", "<link", "<script", "@import", "url(", "style=", "<table"] {
            assert!(!html.contains(loading), "{loading} in {}", mail.kind());
        }
    }
}

/// Security.md M01 and I01: what strangers write stays what they wrote.
#[test]
fn hostile_words_add_no_header_and_no_element() {
    let hostile =
        "\r\nBcc: victim@example.com\r\n\r\n</p></title><script>alert(1)</script>\u{2028}x\u{202e}\0\"onload=\"";
    for mail in all(hostile) {
        for language in Language::ALL {
            let rendered = mail.render(language, LINK, HELP);
            assert!(!rendered.subject.chars().any(char::is_control), "{:?}", rendered.subject);
            assert!(!rendered.subject.contains(['\u{2028}', '\u{202e}']));
            assert!(rendered.subject.chars().count() <= SUBJECT_MAX);
            assert!(!rendered.text.chars().any(|sign| sign.is_control() && sign != '\n'));
            assert!(!rendered.html.contains("<script"), "{}", mail.kind());
            assert_eq!(rendered.html.matches("</title>").count(), 1);
            assert!(!rendered.html.contains("\"onload"));
        }
    }
}

#[test]
fn what_nobody_wrote_is_left_out() {
    let mail = Mail::TicketFiled {
        number: words("D-2026-000123"),
        subject: words("Autre"),
        parcel: String::new(),
        due_day: words("mardi 24 novembre"),
    };
    let rendered = mail.render(Language::Fr, LINK, HELP);
    assert!(!rendered.text.contains("Colis"));
    assert!(!rendered.html.contains("Colis"));
    let mail = Mail::TicketAnswered {
        number: words("D-2026-000123"),
        subject: words("Autre"),
        agent: words("Nadia"),
        text: String::new(),
    };
    assert!(!mail.render(Language::Fr, LINK, HELP).html.contains("<blockquote></blockquote>"));
}

#[test]
fn a_resolution_names_its_outcome_or_that_nobody_answered() {
    let resolved = |outcome: &str| {
        let mail = Mail::TicketResolved {
            number: words("D-2026-000123"),
            subject: words("Colis non livré"),
            agent: words("Nadia Bennani"),
            text: words("Votre colis est arrivé."),
            outcome: words(outcome),
            until_day: words("mardi 22 décembre"),
        };
        mail.render(Language::Fr, LINK, HELP).text
    };
    let by_an_agent = resolved("Colis retrouvé");
    assert!(by_an_agent.contains("\nIssue\u{202f}: Colis retrouvé\n"), "{by_an_agent}");
    assert!(by_an_agent.contains("> Votre colis est arrivé."));
    let by_the_clock = resolved("");
    assert!(by_the_clock.contains("«\u{202f}sans réponse\u{202f}»"), "{by_the_clock}");
    assert!(!by_the_clock.contains("Nadia") && !by_the_clock.contains("Issue"));
}

#[test]
fn a_link_is_valid_for_one_hour_or_several() {
    for (hours, french, english) in [(1, "valable 1 heure et", "valid for 1 hour and"), (48, "48 heures", "48 hours")] {
        let mail = Mail::PasswordLink { link: words("https://consigne.example/p"), hours };
        assert!(mail.render(Language::Fr, "", HELP).text.contains(french));
        assert!(mail.render(Language::En, "", HELP).text.contains(english));
    }
}

#[test]
fn one_line_is_one_line() {
    for (given, expected) in [
        ("Colis  non\tlivré", "Colis non livré"),
        ("a\r\nBcc: b", "a Bcc: b"),
        ("\u{feff}\u{202e}abc\u{200b}", "abc"),
        ("", ""),
        ("Question\u{202f}?", "Question\u{202f}?"),
    ] {
        assert_eq!(one_line(given, 100), expected, "{given:?}");
    }
    assert_eq!(one_line("abcdef", 4), "abc…");
    assert_eq!(one_line("abcd", 4), "abcd");
}

#[test]
fn a_tracking_message_says_what_where_when_and_what_to_do() {
    let rendered = Mail::TrackingMessage(told(true)).render(Language::Fr, LINK, HELP);
    assert_eq!(rendered.subject, "Échec de livraison, avis de passage déposé – colis 6A 18987 97067 4 – CMD-1");
    assert_eq!(
        rendered.text,
        format!(
            "Échec de livraison, avis de passage déposé – colis 6A 18987 97067 4\n\nBonjour,\n\n\
             Statut\u{202f}: Avisé\nDernier événement\u{202f}: lundi 2 mars à 11:00\nLieu\u{202f}: Brest\n\
             Référence de l’expéditeur\u{202f}: CMD-1\nExpéditeur\u{202f}: Lunettes de la Côte\n\n\
             {}\n\nVoir le colis\u{202f}:\n{LINK}\n\nNe plus recevoir ces messages\u{202f}:\n{STOP}\n\n-- \n\
             Vous recevez ce message parce que vous suivez ce colis. Il est envoyé automatiquement et une réponse à cette \
             adresse ne serait pas lue.\nAide\u{202f}: {HELP}\n",
            domain::parcel::what_to_do(ParcelState::Notified, Language::Fr)
        )
    );
    assert!(
        rendered.html.contains(&format!("<a href=\"{STOP}\">Ne plus recevoir ces messages</a>")),
        "{}",
        rendered.html
    );
}

#[test]
fn who_has_no_account_gets_a_link_that_needs_none_and_is_led_to_the_sender() {
    for language in Language::ALL {
        let rendered = Mail::TrackingMessage(told(false)).render(language, FOLLOW, HELP);
        for part in [&rendered.text, &rendered.html] {
            assert!(part.contains(FOLLOW), "{part}");
            assert!(part.contains(STOP), "{part}");
            assert!(!part.contains(domain::parcel::what_to_do(ParcelState::Notified, language)), "{part}");
        }
    }
    let reason = Some(ScanReason::Delay);
    let whereabouts = Whereabouts { reason, state: ParcelState::InTransit, ..told(true).whereabouts };
    let late = TrackingMessage { whereabouts, ..told(true) };
    let text = Mail::TrackingMessage(late).render(Language::En, LINK, HELP).text;
    assert!(text.contains("Detail: Delay noticed\n") && text.contains("There is nothing to do for now."), "{text}");
}
