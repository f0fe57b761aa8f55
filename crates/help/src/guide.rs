//! The user guide, chapter by chapter, and the questions that are often asked: the files of `docs/help`.

use std::sync::LazyLock;

use domain::Language;

use crate::document::Document;
use crate::markdown::read;

/// A chapter of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chapter {
    /// Signing in, and what stands on every page.
    Begin,
    /// Finding parcels, quickly and by criteria.
    Search,
    /// Reading a parcel's page.
    Parcel,
    /// What to do by state.
    Status,
    /// Delivery instructions.
    Instructions,
    /// Proofs of delivery.
    Proofs,
    /// Tracking messages.
    Messages,
    /// Scheduled reports.
    Reports,
    /// Filing and following requests.
    Requests,
    /// One's own account.
    Account,
}

impl Chapter {
    /// Every chapter, in the order of the guide.
    pub const ALL: [Self; 10] = [
        Self::Begin,
        Self::Search,
        Self::Parcel,
        Self::Status,
        Self::Instructions,
        Self::Proofs,
        Self::Messages,
        Self::Reports,
        Self::Requests,
        Self::Account,
    ];

    /// What it is called in addresses, `/help/guide/search`, and among the files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Search => "search",
            Self::Parcel => "parcel",
            Self::Status => "status",
            Self::Instructions => "instructions",
            Self::Proofs => "proofs",
            Self::Messages => "messages",
            Self::Reports => "reports",
            Self::Requests => "requests",
            Self::Account => "account",
        }
    }

    /// The chapter of that name; `None` where there is none.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chapter| chapter.as_str() == name)
    }

    /// Its text.
    #[must_use]
    pub fn text(self, language: Language) -> &'static Document {
        &texts(language).chapters[self as usize]
    }

    /// The chapter before it.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        Self::ALL.get((self as usize).checked_sub(1)?).copied()
    }

    /// The chapter after it.
    #[must_use]
    pub fn after(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }
}

/// The questions that are often asked: parts are headings of the second level, questions of the third.
#[must_use]
pub fn questions(language: Language) -> &'static Document {
    &texts(language).questions
}

struct Texts {
    chapters: [Document; 10],
    questions: Document,
}

/// Reads the files of one language.
macro_rules! texts {
    ($language:expr, $folder:literal) => {{
        let page = |text: &str| read(text, $language).expect("the pages built into the program are read by a test");
        Texts {
            chapters: [
                page(include_str!(concat!("../../../docs/help/", $folder, "/begin.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/search.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/parcel.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/status.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/instructions.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/proofs.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/messages.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/reports.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/requests.md"))),
                page(include_str!(concat!("../../../docs/help/", $folder, "/account.md"))),
            ],
            questions: page(include_str!(concat!("../../../docs/help/", $folder, "/faq.md"))),
        }
    }};
}

fn texts(language: Language) -> &'static Texts {
    static FRENCH: LazyLock<Texts> = LazyLock::new(|| texts!(Language::Fr, "fr"));
    static ENGLISH: LazyLock<Texts> = LazyLock::new(|| texts!(Language::En, "en"));
    match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::Chapter;

    #[test]
    fn chapters_follow_each_other() {
        for (place, chapter) in Chapter::ALL.into_iter().enumerate() {
            assert_eq!(chapter as usize, place);
            assert_eq!(Chapter::named(chapter.as_str()), Some(chapter));
            assert_eq!(chapter.after().and_then(Chapter::before), chapter.after().map(|_| chapter));
        }
        assert_eq!((Chapter::Begin.before(), Chapter::Account.after()), (None, None));
        assert_eq!(Chapter::named("nothing"), None);
    }
}
