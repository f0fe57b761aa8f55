//! Messages as they go over the wire, and a mail server that answers as real ones do on bad days.

use domain::Language;
use domain::id::{MailId, TicketId};
use jiff::Timestamp;
use operations::mails::MailState;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use super::*;

fn mail() -> OutgoingMail {
    OutgoingMail {
        id: MailId(Uuid::from_u128(7)),
        message_id: "<0192@consigne.example>".to_owned(),
        kind: "ticket_answered".to_owned(),
        person: None,
        ticket: Some(TicketId(Uuid::from_u128(9))),
        to_address: "claire@lunettes.example".to_owned(),
        to_name: "Claire Moreau, expéditions".to_owned(),
        language: Language::Fr,
        subject: "Réponse à votre demande D-2026-000123 – Colis non livré".to_owned(),
        body: "Bonjour\u{202f}!\n.\nUn point seul sur sa ligne.\n".to_owned(),
        html: "<!doctype html>\n<html lang=\"fr\"><body><p>Bonjour\u{202f}!</p></body></html>\n".to_owned(),
        list: String::new(),
        unsubscribe: String::new(),
        state: MailState::Waiting,
        attempts: 0,
        last_error: String::new(),
        created_at: Timestamp::from_second(1_795_000_000).expect("a moment"),
        sent_at: None,
    }
}

fn from() -> Mailbox {
    "Consigne <no-reply@consigne.example>".parse().expect("a sender")
}

/// The header lines of a message, each unfolded.
fn headers(message: &Message) -> Vec<String> {
    let text = String::from_utf8(message.formatted()).expect("a message is ASCII");
    let (head, _) = text.split_once("\r\n\r\n").expect("an empty line ends the headers");
    head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_message_is_well_formed_and_says_that_a_machine_sent_it() {
    let message = message(&from(), &mail(), &[]).expect("a message");
    let lines = headers(&message);
    for expected in [
        "Message-ID: <0192@consigne.example>",
        "Auto-Submitted: auto-generated",
        "Content-Language: fr",
        "References: <ticket.00000000-0000-0000-0000-000000000009@consigne.example>",
        "From: Consigne <no-reply@consigne.example>",
    ] {
        assert!(lines.iter().any(|line| line == expected), "{expected} in {lines:#?}");
    }
    assert!(lines.iter().any(|line| line.starts_with("Date: Wed, 18 Nov 2026")), "{lines:#?}");
    assert!(lines.iter().any(|line| line.starts_with("Content-Type: multipart/alternative;")));
    let text = String::from_utf8(message.formatted()).expect("a message is ASCII");
    assert!(text.is_ascii());
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "every line ends in CRLF");
    assert!(text.contains("Content-Type: text/plain; charset=utf-8"));
    assert!(text.contains("Content-Type: text/html; charset=utf-8"));
    // Every try sends the same message.
    let again = super::message(&from(), &mail(), &[]).expect("a message");
    assert_eq!(headers(&again)[..4], lines[..4]);
}

/// `security.md` M01: whatever stands in subject, name or address, no header line is added.
#[test]
fn nobody_writes_headers_of_his_own() {
    let known = [
        "Message-ID",
        "Date",
        "From",
        "To",
        "Subject",
        "Auto-Submitted",
        "Content-Language",
        "References",
        "MIME-Version",
        "Content-Type",
    ];
    for hostile in
        ["x\r\nBcc: victim@example.com", "x\nBcc: victim@example.com\n\nbody", "x\r\n\r\n<script>", "a\0b", "\"@,;<>"]
    {
        let mut mail = mail();
        mail.subject = hostile.to_owned();
        mail.to_name = hostile.to_owned();
        let message = message(&from(), &mail, &[]).expect("a message");
        for line in headers(&message) {
            let name = line.split(':').next().unwrap_or_default();
            assert!(known.contains(&name), "{line} from {hostile:?}");
        }
        let to: Vec<String> = message.envelope().to().iter().map(ToString::to_string).collect();
        assert_eq!(to, ["claire@lunettes.example"]);
        mail.to_address = format!("claire@lunettes.example{hostile}");
        assert!(super::message(&from(), &mail, &[]).is_err(), "{hostile:?}");
    }
}

/// RFC 8058 and RFC 2919: a mail of a list says how its reader leaves it; any other mail says nothing of the kind.
#[test]
fn a_mail_of_a_list_can_be_left_by_one_press() {
    let token = "x".repeat(43);
    let listed = OutgoingMail {
        ticket: None,
        list: "tracking-messages".to_owned(),
        unsubscribe: format!("https://a-rather-long-name-of-a-portal.consigne.example/unsubscribe/{token}"),
        ..mail()
    };
    let message = message(&from(), &listed, &[]).expect("a message");
    let lines = headers(&message);
    for expected in [
        format!("List-Unsubscribe: <{}>", listed.unsubscribe),
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click".to_owned(),
        "List-Id: <tracking-messages.consigne.example>".to_owned(),
        "Auto-Submitted: auto-generated".to_owned(),
    ] {
        assert!(lines.contains(&expected), "{expected} in {lines:#?}");
    }
    let other = super::message(&from(), &mail(), &[]).expect("a message");
    assert!(!headers(&other).iter().any(|line| line.starts_with("List-")), "a mail of no list");
}

#[test]
fn files_travel_beside_the_text_whatever_they_are_called() {
    for name in ["Preuve XY123456789FR.pdf", "é\"\r\nBcc: eve@example.com.pdf", "", "\u{202e}fdp.exe"] {
        let file = Carried {
            name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: b"%PDF-1.7 \xff".as_slice().into(),
        };
        let message = message(&from(), &mail(), &[file.clone(), file]).expect("a message");
        let lines = headers(&message);
        assert!(lines.iter().any(|line| line.starts_with("Content-Type: multipart/mixed;")), "{lines:#?}");
        assert!(!lines.iter().any(|line| line.starts_with("Bcc")), "{name:?}");
        let text = String::from_utf8(message.formatted()).expect("a message is ASCII");
        assert_eq!(text.matches("Content-Type: application/pdf").count(), 2, "{name:?}");
        assert_eq!(text.matches("Content-Disposition: attachment").count(), 2, "{name:?}");
        assert_eq!(text.matches("JVBERi0xLjcg/w==").count(), 2, "the bytes come as they are");
        assert!(!text.contains("\r\nBcc:"), "{name:?}");
    }
    let mut wrong = Carried { name: "x".to_owned(), media_type: "no type".to_owned(), bytes: Default::default() };
    assert!(message(&from(), &mail(), &[wrong.clone()]).is_err());
    wrong.media_type = "text/plain\r\nX: y".to_owned();
    assert!(message(&from(), &mail(), &[wrong]).is_err());
}

#[tokio::test]
async fn a_password_travels_sealed_or_not_at_all() {
    for (url, accepted) in [
        ("smtps://user:s3cret@mail.example.com", true),
        ("smtp://user:s3cret@mail.example.com?tls=required", true),
        ("smtp://127.0.0.1:2525", true),
        ("smtp://user:s3cret@localhost:2525", true),
        ("smtp://relay.internal", true),
        ("smtp://user:s3cret@mail.example.com", false),
        ("smtp://user:s3cret@mail.example.com?tls=opportunistic", false),
        ("http://user:s3cret@mail.example.com", false),
        ("s3cret", false),
    ] {
        let opened = SmtpSender::open(url, "Consigne <no-reply@consigne.example>");
        assert_eq!(opened.is_ok(), accepted, "{url}");
        if let Err(why) = opened {
            assert!(!why.contains("s3cret"), "{why}");
        }
    }
    assert!(SmtpSender::open("smtps://mail.example.com", "nobody").is_err());
}

/// What a mail server answers to some commands of a conversation; `None` closes the connection.
type Script = &'static [(&'static str, Option<&'static str>)];

/// Whether an answer is the one a script leads to.
type Meaning = fn(&Answer) -> bool;

/// A mail server on this machine that follows a script; yields its address.
async fn server(script: Script) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("smtp://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, script));
        }
    });
    address
}

async fn converse(stream: TcpStream, script: Script) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut in_data = false;
    let greeting =
        script.iter().find(|(command, _)| *command == "CONNECT").map_or(Some("220 ready"), |(_, said)| *said);
    let Some(greeting) = greeting else { return };
    let _ = write.write_all(format!("{greeting}\r\n").as_bytes()).await;
    while let Ok(Some(line)) = lines.next_line().await {
        let command = match (in_data, line.as_str()) {
            (true, ".") => "END",
            (true, _) => continue,
            (false, line) => line.split([' ', ':']).next().unwrap_or_default(),
        };
        let usual = match command {
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        let said = script.iter().find(|(known, _)| *known == command).map_or(Some(usual), |(_, said)| *said);
        let Some(said) = said else { return };
        in_data = command == "DATA" && said.starts_with("354");
        if write.write_all(format!("{said}\r\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

/// `security.md` M10.
#[tokio::test]
async fn what_the_server_says_decides_what_becomes_of_the_mail() {
    const CASES: [(Script, Meaning); 9] = [
        (&[], |answer| *answer == Answer::Sent),
        (&[("RCPT", Some("450 greylisted, come back"))], |answer| matches!(answer, Answer::Later(_))),
        (&[("RCPT", Some("550 no such mailbox"))], |answer| matches!(answer, Answer::Refused(_))),
        (&[("END", Some("552 too large"))], |answer| matches!(answer, Answer::Refused(_))),
        (&[("END", Some("451 try again"))], |answer| matches!(answer, Answer::Later(_))),
        (&[("MAIL", Some("421 closing"))], |answer| matches!(answer, Answer::Unreachable(_))),
        (&[("MAIL", Some("530 authentication required"))], |answer| matches!(answer, Answer::Unreachable(_))),
        (&[("END", None)], |answer| matches!(answer, Answer::Unreachable(_))),
        (&[("CONNECT", None)], |answer| matches!(answer, Answer::Unreachable(_))),
    ];
    for (script, expected) in CASES {
        let sender = SmtpSender::open(&server(script).await, "no-reply@consigne.example").expect("a sender");
        let answer = sender.send(&mail(), &[]).await;
        assert!(expected(&answer), "{script:?}: {answer:?}");
    }
}

#[tokio::test]
async fn where_nobody_listens_the_server_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("smtp://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let sender = SmtpSender::open(&address, "no-reply@consigne.example").expect("a sender");
    assert!(matches!(sender.send(&mail(), &[]).await, Answer::Unreachable(_)));
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_without_a_conversation() {
    let sender = SmtpSender::open("smtp://127.0.0.1:9", "no-reply@consigne.example").expect("a sender");
    let mut mail = mail();
    mail.to_address = "nobody".to_owned();
    assert!(matches!(sender.send(&mail, &[]).await, Answer::Refused(_)));
}
