//! Every reason to say no that a person can act on. The words for each stand in `wording`.

/// Why a deed was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The deed does not exist in the ticket's present state (`product.md` §4).
    NotInThisState,
    /// The ticket is closed; only a follow-up can be filed.
    TicketClosed,
    /// The clock came before the term was over.
    TermStillRuns,
    /// A next date must lie ahead.
    NextDateInThePast,
    /// A required documents slot is still empty and the matrix lets it block the resolution.
    SlotsMissing,
    /// The profile lacks an option.
    NotAllowed(crate::actor::Right),
    /// Fields that cannot be accepted as they are, in the order of the form.
    Fields(Vec<(String, FieldRefusal)>),
    /// Too many tries; try again after so many seconds.
    TooManyTries {
        /// Seconds to wait.
        seconds: u32,
    },
    /// E-mail address or password is wrong: one answer for both.
    WrongSignIn,
    /// A link from a mail that is unknown, used, or too old.
    LinkExpired,
    /// The sign-in that waited for its code is over: the password must be typed again.
    SignInOver,
    /// The parcel's way is over: nothing more will be told of it.
    ParcelSettled,
    /// A file that cannot be taken.
    File(FileRefusal),
    /// The user has as many scheduled reports as one may have, subscriptions among them (S2-13).
    TooManyReports(usize),
    /// It would give, or touch, more than the person has himself.
    MoreThanOwn,
    /// A lead of the operator keeps him from filing, because of what he wrote before.
    FilingStopped {
        /// What the lead tells him.
        word: String,
    },
    /// The account that it would be filed on, or the part of it, is retired.
    AccountRetired,
    /// Nobody would be left who administers the customer.
    LastAdministrator,
    /// What was shown has changed meanwhile.
    ChangedMeanwhile,
    /// No delivery instruction can be given.
    NoInstruction(crate::instruction::WhyNot),
    /// Somebody gave or replaced the parcel’s instruction meanwhile: his name, or empty for the clock and the carrier.
    InstructionChanged {
        /// The name.
        by: String,
    },
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldRefusal {
    /// It must be filled in.
    Missing,
    /// It must be chosen.
    NotChosen,
    /// It must be confirmed, because it cannot be undone.
    NotConfirmed,
    /// Another one has it already.
    Taken,
    /// Nobody would be left who runs the installation.
    LastAdministrator,
    /// It is longer than so many characters.
    TooLong(usize),
    /// It is shorter than so many characters.
    TooShort(usize),
    /// It is not an e-mail address.
    NotAnEmail,
    /// It is not a date of the calendar.
    NotADate,
    /// The end of the period comes before its beginning.
    DatesReversed,
    /// It is not an amount of money.
    NotMoney,
    /// It is not an IMEI: 15 digits with a check digit (3GPP TS 23.003, Luhn).
    NotAnImei,
    /// It has no known parcel number or reference.
    NothingFound,
    /// The two entries differ.
    Different,
    /// The password is too easy to guess.
    TooEasy,
    /// It is not the present code of the second factor, nor an unused code to recover with.
    WrongCode,
    /// It is not the person's password.
    WrongPassword,
    /// The date must lie ahead.
    InThePast,
    /// The value is not one of those offered.
    NotOffered,
    /// Nothing is ticked that the deed could be done to.
    NothingTicked,
    /// More than so many are chosen.
    TooMany(usize),
    /// So many different numbers or references were pasted, more than one search takes
    /// ([`crate::parcel::PASTE_LIMIT`]).
    TooManyPasted(usize),
    /// Files beyond the number allowed per message.
    TooManyFiles(usize),
    /// So many addresses already get what this one is to get, and no more can.
    TooManyAddresses(usize),
    /// Nothing is delivered on that day: a Sunday or a public holiday.
    NotADeliveryDay,
    /// The cut-off for that day has passed.
    AfterCutOff,
    /// The day lies beyond those that are offered.
    TooFarAhead,
    /// It has not the form of a postcode of its country.
    NotAPostcode,
    /// Postcode and town do not agree in form.
    TownDiffers,
    /// It is not a telephone number.
    NotAPhone,
    /// It is no whole number between two bounds, both included.
    OutOfRange {
        /// The smallest.
        least: u32,
        /// The largest.
        most: u32,
    },
    /// The window ends before it begins.
    WindowReversed,
    /// None of the chosen days comes before the last one.
    NeverDue,
    /// It cannot be the name of a file: a path, control characters, or signs that some systems forbid.
    NotAFileName,
    /// More than so many recipients.
    TooManyRecipients(usize),
    /// The parcel is outside the window in which this subject may be claimed; it opened or closed on that day.
    OutsideWindow {
        /// The last day on which it could be claimed.
        until: jiff::civil::Date,
    },
}

/// Why a file cannot be taken (`product.md` §11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// It holds nothing.
    Empty,
    /// It is larger than so many bytes.
    TooLarge(u64),
    /// The ticket's files together would be larger than so many bytes.
    TicketFull(u64),
    /// It is not a PDF, JPEG, PNG or WebP, whatever it claims.
    WrongType,
    /// It is an image of more pixels than we open, or one that cannot be read.
    Unreadable,
    /// It would be more files than one message takes.
    TooMany(usize),
}
