//! The paper that proves a delivery: who took the parcel, when, where, and what shows it.

use domain::Language;
use domain::parcel::proof::{Evidence, Handover};
use jiff::Zoned;
use pdf::{Document, Meta, PdfError, Picture};
use wording::proof as w;

/// What a paper says of one parcel. Texts that nobody told are empty and not said.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The number, grouped for reading.
    pub number: String,
    /// The carrier as it calls itself.
    pub carrier: String,
    /// When it was handed over, by the clock of the place.
    pub at: Zoned,
    /// Who took it.
    pub signatory: String,
    /// To whom or where.
    pub handover: Option<Handover>,
    /// Where.
    pub place: String,
    /// Who sent it.
    pub shipper: String,
    /// The sender's reference.
    pub sender_reference: String,
    /// The recipient's reference.
    pub recipient_reference: String,
    /// The recipient's name.
    pub recipient: String,
    /// His address, on one line.
    pub address: String,
    /// The carrier's product.
    pub service: String,
    /// The carrier's own words for the delivery.
    pub carrier_words: String,
    /// What the proof rests on.
    pub evidence: Evidence,
    /// The image's bytes; none for a statement, and where the disk has lost them.
    pub image: Option<Vec<u8>>,
    /// The parcel's page.
    pub link: String,
}

/// To whom or where a parcel was handed over, in words.
#[must_use]
pub fn handover(language: Language, handover: Handover) -> &'static str {
    match handover {
        Handover::Recipient => w::handover_recipient(language),
        Handover::Household => w::handover_household(language),
        Handover::Neighbour => w::handover_neighbour(language),
        Handover::Reception => w::handover_reception(language),
        Handover::Mailbox => w::handover_mailbox(language),
        Handover::SafePlace => w::handover_safe_place(language),
        Handover::PickupPoint => w::handover_pickup_point(language),
        Handover::Other => w::handover_other(language),
    }
}

/// What a proof rests on, in words.
#[must_use]
pub fn evidence(language: Language, evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Signature => w::evidence_signature(language),
        Evidence::Photo => w::evidence_photo(language),
        Evidence::Statement => w::evidence_statement(language),
    }
}

/// What the image of a proof shows, for who cannot see it; empty for a statement.
#[must_use]
pub fn image_alt(language: Language, kind: Evidence, signatory: &str, number: &str) -> String {
    match kind {
        Evidence::Signature if signatory.is_empty() => w::alt_signature_unnamed(language, number),
        Evidence::Signature => w::alt_signature(language, signatory, number),
        Evidence::Photo => w::alt_photo(language, number),
        Evidence::Statement => String::new(),
    }
}

/// Names and values of a proof, in the order of its page; what nobody told is left out.
#[must_use]
pub fn facts(language: Language, paper: &Paper) -> Vec<(&'static str, String)> {
    let when = wording::moment::full(language, &paper.at);
    let said = paper.handover.map(|kind| handover(language, kind)).unwrap_or_default();
    [
        (w::delivered(language), when),
        (w::signatory(language), paper.signatory.clone()),
        (w::handover(language), said.to_owned()),
        (w::place(language), paper.place.clone()),
        (w::evidence(language), evidence(language, paper.evidence).to_owned()),
        (w::parcel(language), paper.number.clone()),
        (w::carrier(language), paper.carrier.clone()),
        (w::service(language), paper.service.clone()),
        (w::shipper(language), paper.shipper.clone()),
        (w::sender_reference(language), paper.sender_reference.clone()),
        (w::recipient(language), paper.recipient.clone()),
        (w::address(language), paper.address.clone()),
        (w::recipient_reference(language), paper.recipient_reference.clone()),
        (w::carrier_words(language), paper.carrier_words.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// Papers in one file, each on a page of its own.
pub struct Papers {
    language: Language,
    made: String,
    document: Document,
}

impl Papers {
    /// A file without papers yet, made at a moment; `title` is its name in the window of who reads it.
    #[must_use]
    pub fn new(language: Language, title: String, author: String, made_at: &Zoned) -> Self {
        let made = wording::moment::full(language, made_at);
        let footer = w::paper_foot(language, &made);
        let meta = Meta { title, language, author, made_at: made_at.timestamp(), footer, landscape: false };
        Self { language, made, document: Document::new(meta) }
    }

    /// Adds the paper of a parcel. An image that cannot be read is said to be missing; the paper stands without it.
    pub fn add(&mut self, paper: &Paper) {
        let language = self.language;
        let document = &mut self.document;
        document.page_break();
        document.heading(1, &w::title_of(language, &paper.number));
        document.paragraph(&w::paper_lead(language, &paper.number, &wording::moment::full(language, &paper.at)));
        document.facts(facts(language, paper));
        let heading = match paper.evidence {
            Evidence::Signature => w::image_signature(language),
            Evidence::Photo => w::image_photo(language),
            Evidence::Statement => "",
        };
        if !heading.is_empty() {
            document.heading(2, heading);
            let alt = image_alt(language, paper.evidence, &paper.signatory, &paper.number);
            let height = if paper.evidence == Evidence::Signature { 140.0 } else { 320.0 };
            let shown = paper
                .image
                .as_deref()
                .is_some_and(|bytes| document.picture(Picture { bytes, alt: &alt, caption: None, height }).is_ok());
            if !shown {
                document.paragraph(w::image_lost(language));
            }
        }
        if !paper.link.is_empty() {
            document.link(w::paper_link(language), &paper.link);
        }
        document.note(&w::paper_made(language, &self.made));
    }

    /// Writes the file.
    ///
    /// # Errors
    /// [`PdfError`], where the writing library fails.
    pub fn finish(self) -> Result<Vec<u8>, PdfError> {
        self.document.finish()
    }
}

#[cfg(test)]
#[path = "proof_tests.rs"]
mod tests;
