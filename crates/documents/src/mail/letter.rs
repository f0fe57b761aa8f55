//! What a mail says, in order, before it is plain text or HTML.

use domain::Language;
use wording::mail as w;

use super::{FactorNews, Mail};

/// A mail as a sequence of blocks.
pub(super) struct Letter<'a> {
    /// The language it is written in.
    pub language: Language,
    /// The subject line.
    pub subject: String,
    /// The heading.
    pub title: String,
    /// What stands between greeting and button.
    pub blocks: Vec<Block<'a>>,
    /// The button: what it says and what it opens.
    pub action: (&'static str, &'a str),
    /// A quieter link below it, such as the one that ends a list.
    pub aside: Option<(&'static str, &'a str)>,
    /// What stands below the button.
    pub after: Vec<String>,
    /// The small print.
    pub foot: &'static str,
}

/// One part of a mail.
pub(super) enum Block<'a> {
    /// A sentence or two of ours.
    Paragraph(String),
    /// What a person wrote, as he wrote it.
    Quote(&'a str),
    /// Names and values of the ticket.
    Facts(Vec<(&'static str, &'a str)>),
    /// The same with values in our words.
    Said(Vec<(&'static str, String)>),
    /// A heading and its points.
    Points(&'static str, Vec<&'a str>),
    /// A heading that opens a page, and its points.
    Linked(String, &'a str, Vec<&'a str>),
}

impl<'a> Letter<'a> {
    /// The letter for an occasion.
    pub fn of(mail: &'a Mail, language: Language, link: &'a str) -> Self {
        match mail {
            Mail::TicketFiled { number, subject, parcel, due_day } => Letter::on_ticket(
                (language, w::filed_title(language, number), subject, link, w::filed_action(language)),
                vec![
                    Block::Paragraph(w::filed_lead(language).to_owned()),
                    Block::Facts(vec![(w::about(language), subject), (w::parcel(language), parcel)]),
                    promise(due_day, |day| w::filed_promise(language, day)),
                ],
            ),
            Mail::TicketAnswered { number, subject, agent, text } => Letter::on_ticket(
                (language, w::answered_title(language, number), subject, link, w::answered_action(language)),
                vec![Block::Paragraph(w::answered_lead(language, agent)), Block::Quote(text)],
            ),
            Mail::Called { number, subject, colleague, assigned: true } => Letter::on_ticket(
                (language, w::assigned_title(language, number), subject, link, w::assigned_action(language)),
                vec![Block::Paragraph(w::assigned_lead(language, colleague))],
            ),
            Mail::Called { number, subject, colleague, .. } => Letter::on_ticket(
                (language, w::mentioned_title(language, number), subject, link, w::noted_action(language)),
                vec![Block::Paragraph(w::mentioned_lead(language, colleague))],
            ),
            Mail::ColleagueNoted { number, subject, colleague } => Letter::on_ticket(
                (language, w::noted_title(language, number), subject, link, w::noted_action(language)),
                vec![Block::Paragraph(w::noted_lead(language, colleague))],
            ),
            Mail::CustomerAsked { number, subject, agent, text, wanted, until_day } => Letter::on_ticket(
                (language, w::asked_title(language, number), subject, link, w::asked_action(language)),
                vec![
                    Block::Paragraph(w::asked_lead(language, agent)),
                    Block::Quote(text),
                    Block::Points(w::asked_wanted(language), said(wanted)),
                    promise(until_day, |day| w::asked_promise(language, day)),
                ],
            ),
            Mail::TicketResolved { number, subject, outcome, until_day, .. } if outcome.is_empty() => {
                Letter::on_ticket(
                    (language, w::resolved_title(language, number), subject, link, w::unanswered_action(language)),
                    vec![
                        Block::Paragraph(w::unanswered_lead(language).to_owned()),
                        promise(until_day, |day| w::unanswered_promise(language, day)),
                    ],
                )
            }
            Mail::TicketResolved { number, subject, agent, text, outcome, until_day } => Letter::on_ticket(
                (language, w::resolved_title(language, number), subject, link, w::resolved_action(language)),
                vec![
                    Block::Paragraph(w::resolved_lead(language, agent)),
                    Block::Quote(text),
                    Block::Facts(vec![(w::outcome(language), outcome)]),
                    promise(until_day, |day| w::resolved_promise(language, day)),
                ],
            ),
            Mail::AskReminder { number, subject, wanted, until_day } => Letter::on_ticket(
                (language, w::ask_reminder_title(language, number), subject, link, w::asked_action(language)),
                vec![
                    Block::Paragraph(w::ask_reminder_lead(language).to_owned()),
                    Block::Points(w::asked_wanted(language), said(wanted)),
                    promise(until_day, |day| w::asked_promise(language, day)),
                ],
            ),
            Mail::ResolutionReminder { number, subject, until_day } => Letter::on_ticket(
                (language, w::resolution_reminder_title(language, number), subject, link, w::resolved_action(language)),
                vec![
                    Block::Paragraph(w::resolution_reminder_lead(language).to_owned()),
                    promise(until_day, |day| w::resolved_promise(language, day)),
                ],
            ),
            Mail::Proof { number, when } => Letter {
                language,
                subject: w::proof_title(language, number),
                title: w::proof_title(language, number),
                blocks: vec![Block::Paragraph(w::proof_lead(language, number, when))],
                action: (w::proof_action(language), link),
                aside: None,
                after: Vec::new(),
                foot: w::sent_automatically_account(language),
            },
            Mail::FileReady { name, until_day } => Letter {
                language,
                subject: w::file_title(language, name),
                title: w::file_title(language, name),
                blocks: vec![
                    Block::Paragraph(w::file_lead(language).to_owned()),
                    promise(until_day, |day| w::file_promise(language, day)),
                ],
                action: (w::file_action(language), link),
                aside: None,
                after: vec![w::file_private(language).to_owned()],
                foot: w::sent_automatically_account(language),
            },
            Mail::InstructionRefused { parcel, wish, reason } => Letter {
                language,
                subject: w::refused_instruction_title(language, parcel),
                title: w::refused_instruction_title(language, parcel),
                blocks: vec![
                    Block::Paragraph(w::refused_instruction_lead(language).to_owned()),
                    Block::Facts(vec![(w::parcel(language), parcel), (w::instruction(language), wish)]),
                    Block::Paragraph(w::refused_instruction_reason(language).to_owned()),
                    Block::Quote(reason),
                    Block::Paragraph(w::refused_instruction_next(language).to_owned()),
                ],
                action: (w::refused_instruction_action(language), link),
                aside: None,
                after: Vec::new(),
                foot: w::sent_automatically_account(language),
            },
            Mail::PasswordLink { link, hours } => Letter {
                language,
                subject: w::password_title(language).to_owned(),
                title: w::password_title(language).to_owned(),
                blocks: vec![Block::Paragraph(w::password_lead(language).to_owned())],
                action: (w::password_action(language), link),
                aside: None,
                after: vec![
                    w::password_promise(language, i64::from(*hours)),
                    w::password_not_asked(language).to_owned(),
                ],
                foot: w::sent_automatically_account(language),
            },
            Mail::Invitation { customer, by, days, link } => Letter {
                language,
                subject: w::invitation_title(language, customer),
                title: w::invitation_title(language, customer),
                blocks: vec![Block::Paragraph(w::invitation_lead(language, by, customer))],
                action: (w::invitation_action(language), link),
                aside: None,
                after: vec![
                    w::invitation_promise(language, i64::from(*days)),
                    w::invitation_not_known(language).to_owned(),
                ],
                foot: w::sent_automatically(language),
            },
            Mail::AlreadyUser { customer } => Letter {
                language,
                subject: w::already_user_title(language, customer),
                title: w::already_user_title(language, customer),
                blocks: vec![Block::Paragraph(w::already_user_lead(language, customer))],
                action: (w::already_user_action(language), link),
                aside: None,
                after: vec![w::already_user_next(language).to_owned()],
                foot: w::sent_automatically_account(language),
            },
            Mail::Digest(digest) => digest.letter(language, link),
            Mail::SecondFactor(news) => Letter {
                language,
                subject: w::factor_title(language).to_owned(),
                title: w::factor_title(language).to_owned(),
                blocks: vec![Block::Paragraph(match news {
                    FactorNews::On => w::factor_on(language).to_owned(),
                    FactorNews::Off => w::factor_off(language).to_owned(),
                    FactorNews::RecoveryUsed { left } => w::factor_recovery_used(language, *left),
                    FactorNews::CodesMade => w::factor_codes_made(language).to_owned(),
                    FactorNews::Reset { by } => w::factor_reset(language, by),
                })],
                action: (w::factor_action(language), link),
                aside: None,
                after: vec![w::factor_not_you(language).to_owned()],
                foot: w::sent_automatically_account(language),
            },
            Mail::Report(mail) => mail.letter(language, link),
            Mail::ReportQuestion(question) => question.letter(language, link),
            Mail::TrackingMessage(message) => message.letter(language, link),
            Mail::TrackingQuestion(question) => question.letter(language, link),
        }
    }

    /// A letter about a ticket: language, title, the ticket's subject, the page it opens and what the button says.
    fn on_ticket(about: (Language, String, &str, &'a str, &'static str), blocks: Vec<Block<'a>>) -> Self {
        let (language, title, subject, link, action) = about;
        Letter {
            language,
            subject: w::subject_line(language, subject, &title),
            title,
            blocks,
            action: (action, link),
            aside: None,
            after: Vec::new(),
            foot: w::sent_automatically(language),
        }
    }
}

/// A sentence that names a day, or nothing where no day is set.
fn promise<'a>(day: &str, sentence: impl FnOnce(&str) -> String) -> Block<'a> {
    Block::Paragraph(if day.is_empty() { String::new() } else { sentence(day) })
}

/// The points that say something.
pub(super) fn said(points: &[String]) -> Vec<&str> {
    points.iter().map(|point| point.trim()).filter(|point| !point.is_empty()).collect()
}
