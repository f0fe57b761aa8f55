//! The mail server, as `operations` sees it: hand a mail over, say what it answered.
//!
//! When to try again is decided in `operations`; here stand the message's form (RFC 5322, RFC 3834) and the meaning of
//! SMTP's answers. Without a mail server the table itself is the transport.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart};
use lettre::transport::smtp;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use operations::Settings;
use operations::mails::{Answer, Carried, KeepInTable, OutgoingMail, Sending, Transport};

/// How long one command of the conversation may take.
const COMMAND: Duration = Duration::from_secs(30);

/// What takes the mails of an installation: its mail server, or the table where none is set. Called inside the runtime.
///
/// # Errors
/// One sentence where the settings cannot be used.
pub fn transport(settings: &Settings) -> Result<Box<dyn Transport>, String> {
    Ok(match &settings.smtp_url {
        Some(url) => Box::new(SmtpSender::open(url, &settings.mail_from)?),
        None => Box::new(KeepInTable),
    })
}

/// Hands mails to a mail server.
#[derive(Debug)]
pub struct SmtpSender {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpSender {
    /// A sender for a mail server: `smtps://user:password@host`, `smtp://host?tls=required`, or plain `smtp://host`
    /// for a relay that asks for no password. Nothing is connected yet; the pool of connections needs a runtime around
    /// it from the start, so this is called inside one.
    ///
    /// # Errors
    /// One sentence where the address of the server or of the sender cannot be used, or where a password would travel
    /// in the clear (`security.md` M11). It never holds the password.
    pub fn open(url: &str, from: &str) -> Result<Self, String> {
        refuse_open_password(url)?;
        // The library's own words may repeat the address, and with it the password.
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| "the address of the mail server cannot be used: smtps://user:password@host".to_owned())?
            .timeout(Some(COMMAND))
            .build();
        let from = from.parse().map_err(|error| format!("the sender of mails cannot be used: {from} ({error})"))?;
        Ok(SmtpSender { server, from })
    }

    async fn hand_over(&self, mail: &OutgoingMail, files: &[Carried]) -> Answer {
        let message = match message(&self.from, mail, files) {
            Ok(message) => message,
            Err(why) => return Answer::Refused(why),
        };
        match self.server.send(message).await {
            Ok(_) => Answer::Sent,
            Err(error) => answer(&error),
        }
    }
}

impl Transport for SmtpSender {
    fn send<'a>(&'a self, mail: &'a OutgoingMail, files: &'a [Carried]) -> Sending<'a> {
        Box::pin(self.hand_over(mail, files))
    }
}

/// A password goes out only where nobody can read along: within TLS from the first byte on, or on this machine.
fn refuse_open_password(url: &str) -> Result<(), String> {
    let Some(rest) = url.strip_prefix("smtp://") else {
        return Ok(());
    };
    let (authority, query) = rest.split_once('?').unwrap_or((rest, ""));
    let authority = authority.split('/').next().unwrap_or_default();
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let is_here = ["localhost", "127.", "[::1]"].iter().any(|here| host.starts_with(here));
    let is_sealed = query.split('&').any(|option| option == "tls=required");
    if user.is_empty() || is_sealed || is_here {
        return Ok(());
    }
    Err("a password must not travel in the clear: write smtps://… or add ?tls=required".to_owned())
}

/// A mail in the form that mail servers exchange.
///
/// # Errors
/// What is wrong with it: no mail server would take it either.
pub fn message(from: &Mailbox, mail: &OutgoingMail, files: &[Carried]) -> Result<Message, String> {
    let address: Address = mail.to_address.parse().map_err(|error| format!("not an e-mail address: {error}"))?;
    let name = Some(visible(&mail.to_name)).filter(|name| !name.is_empty());
    let micros = u64::try_from(mail.created_at.as_microsecond()).unwrap_or(0);
    let mut builder = Message::builder()
        .message_id(Some(mail.message_id.clone()))
        .date(SystemTime::UNIX_EPOCH + Duration::from_micros(micros))
        .from(from.clone())
        .to(Mailbox::new(name, address))
        .subject(visible(&mail.subject))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", mail.language.code()));
    if let (Some(ticket), Some((_, host))) = (mail.ticket, mail.message_id.rsplit_once('@')) {
        // No such message exists; naming it makes mail programs show a ticket's mails together (RFC 5322 §3.6.4).
        builder = builder.references(format!("<ticket.{ticket}@{host}"));
    }
    if !mail.unsubscribe.is_empty() {
        // One press in the mail program leaves the list (RFC 8058); the list is named after the host (RFC 2919).
        let host = mail.message_id.rsplit_once('@').map_or("localhost", |(_, host)| host.trim_end_matches('>'));
        builder = builder
            .raw_header(unfolded("List-Unsubscribe", format!("<{}>", visible(&mail.unsubscribe))))
            .raw_header(unfolded("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()))
            .raw_header(unfolded("List-Id", format!("<{}.{host}>", visible(&mail.list))));
    }
    let body = MultiPart::alternative_plain_html(mail.body.clone(), mail.html.clone());
    if files.is_empty() {
        return builder.multipart(body).map_err(|error| error.to_string());
    }
    let mut whole = MultiPart::mixed().multipart(body);
    for file in files {
        let kind = ContentType::parse(&file.media_type).map_err(|error| error.to_string())?;
        whole = whole.singlepart(Attachment::new(visible(&file.name)).body(file.bytes.to_vec(), kind));
    }
    builder.multipart(whole).map_err(|error| error.to_string())
}

/// Text for a header. Control characters were left out when the mail was written; here they would stop the library, and
/// with it everybody's mail.
fn visible(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control()).collect()
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header that is read by programs: an address in it must neither be folded nor encoded.
fn unfolded(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

/// What an error of the conversation means for the mail.
fn answer(error: &smtp::Error) -> Answer {
    let said = error_chain(error);
    let code = error.status().map(u16::from);
    match code {
        // The server does not know us: that is a setting to mend, not the mail's fault.
        Some(530 | 534 | 535 | 538) => Answer::Unreachable(said),
        Some(_) if error.is_permanent() => Answer::Refused(said),
        // The server is about to close (RFC 5321 §3.8): other mails would fare no better.
        Some(421) => Answer::Unreachable(said),
        Some(_) => Answer::Later(said),
        // Something about this mail that this server cannot do, such as an address beyond ASCII.
        None if error.is_client() => Answer::Later(said),
        None => Answer::Unreachable(said),
    }
}

/// An error with its causes, on one line.
fn error_chain(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_said = inner.to_string();
        if !said.contains(&inner_said) {
            said.push_str(": ");
            said.push_str(&inner_said);
        }
        cause = inner.source();
    }
    said
}

#[cfg(test)]
#[path = "mail/tests.rs"]
mod tests;
