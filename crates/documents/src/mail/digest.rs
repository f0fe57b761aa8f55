//! Grouped mails: what happened on the tickets that somebody follows. They say that something was written, never what:
//! whoever may read it does so in the thread.

use domain::Language;
use wording::mail as w;

use super::letter::{Block, Letter};

/// What happened, ticket by ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// The tickets, at least one.
    pub tickets: Vec<DigestTicket>,
    /// Whether there is more than the mail tells.
    pub more: bool,
    /// The address that ends these mails.
    pub stop: String,
    /// The address where their reader chooses when they come.
    pub settings: String,
}

/// What happened on one ticket, in the words of the mail's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestTicket {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// The address of the first thing that happened there.
    pub link: String,
    /// A sentence for each thing that happened.
    pub lines: Vec<String>,
}

impl Digest {
    pub(super) fn letter<'a>(&'a self, language: Language, link: &'a str) -> Letter<'a> {
        let title = match self.tickets.as_slice() {
            [ticket] => w::digest_title_one(language, &ticket.number),
            tickets => w::digest_title(language, i64::try_from(tickets.len()).unwrap_or(i64::MAX)),
        };
        let mut blocks = vec![Block::Paragraph(w::digest_lead(language).to_owned())];
        blocks.extend(self.tickets.iter().map(|ticket| {
            let lines = ticket.lines.iter().map(String::as_str).collect();
            Block::Linked(w::digest_ticket(language, &ticket.number, &ticket.subject), &ticket.link, lines)
        }));
        if self.more {
            blocks.push(Block::Paragraph(w::digest_more(language).to_owned()));
        }
        Letter {
            language,
            subject: title.clone(),
            title,
            blocks,
            action: (w::digest_action(language), link),
            aside: Some((w::digest_stop(language), self.stop.as_str())),
            after: vec![w::digest_settings(language, &self.settings)],
            foot: w::sent_automatically_account(language),
        }
    }
}
