//! The mails of scheduled reports.

use domain::Language;
use wording::mail as w;

use super::letter::{Block, Letter, said};

/// A scheduled report, with its files or with a link to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportMail {
    /// Its name.
    pub name: String,
    /// The day it is of, in words.
    pub day: String,
    /// Whether its owner asked for it once more.
    pub again: bool,
    /// How many parcels, as a sentence.
    pub total: String,
    /// How many in which state, each as *state: number*.
    pub counts: Vec<String>,
    /// The names of its files.
    pub files: Vec<String>,
    /// Days for which the button leads to the files; 0 where they are attached.
    pub days: u32,
    /// Whether the reader has an account, and the button leads to his reports.
    pub account: bool,
    /// The address that ends these mails; empty for the report's owner.
    pub stop: String,
}

/// Whether somebody without an account wants a customer's reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportQuestion {
    /// The customer, as the operator calls him: who gets this has asked for nothing, so nobody's own words are in it.
    pub customer: String,
}

impl ReportMail {
    pub(super) fn letter<'a>(&'a self, language: Language, link: &'a str) -> Letter<'a> {
        let title = match self.again {
            true => w::report_title_again(language, &self.day),
            false => w::report_title(language, &self.day),
        };
        let when = |told: bool, words: String| Block::Paragraph(if told { words } else { String::new() });
        let heading = if self.days == 0 { w::report_attached(language) } else { w::report_files(language) };
        let stop = (w::report_stop(language), self.stop.as_str());
        let action = match (self.days, self.account) {
            (0, true) => (w::report_manage(language), link),
            // Everything is in the mail itself.
            (0, false) => stop,
            _ => (w::report_download(language), link),
        };
        Letter {
            language,
            subject: w::subject_line(language, &self.name, &title),
            title,
            blocks: vec![
                Block::Paragraph(w::report_lead(language, &self.day, &self.name)),
                when(self.again, w::report_again(language).to_owned()),
                Block::Paragraph(self.total.clone()),
                Block::Points(w::report_counts(language), said(&self.counts)),
                when(self.days > 0, w::report_linked(language, i64::from(self.days))),
                Block::Points(heading, said(&self.files)),
            ],
            action,
            aside: Some(stop).filter(|stop| !self.stop.is_empty() && *stop != action),
            after: Vec::new(),
            foot: w::report_foot(language),
        }
    }
}

impl ReportQuestion {
    pub(super) fn letter<'a>(&'a self, language: Language, link: &'a str) -> Letter<'a> {
        let title = w::report_confirm_title(language);
        Letter {
            language,
            subject: w::subject_line(language, &self.customer, title),
            title: title.to_owned(),
            blocks: vec![
                Block::Paragraph(w::report_confirm_lead(language, &self.customer)),
                Block::Paragraph(w::report_confirm_once(language, &self.customer)),
            ],
            action: (w::report_confirm_action(language), link),
            aside: None,
            after: vec![w::report_confirm_ignore(language).to_owned()],
            foot: w::report_foot(language),
        }
    }
}
