//! What people of the demo world write: each text in French and in English, because a thread is held in the customer's
//! language.

use domain::Language;

/// One text, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text {
    fr: &'static str,
    en: &'static str,
}

/// A text of its French and its English words.
pub(super) const fn text(fr: &'static str, en: &'static str) -> Text {
    Text { fr, en }
}

impl Text {
    pub(super) const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Fr => self.fr,
            Language::En => self.en,
        }
    }
}

pub(super) const SEEN_SAYS: Text = Text {
    fr: "Bonjour, nous avons bien reçu votre demande et interrogeons l’agence de livraison. Nous revenons vers vous très vite.",
    en: "Hello, we have received your request and are asking the delivery depot. We will come back to you very soon.",
};
pub(super) const ASKS: Text = Text {
    fr: "Pour ouvrir l’enquête, il nous manque deux documents du destinataire. Pouvez-vous nous les envoyer ?",
    en: "To open the investigation we still need two documents from the recipient. Could you send them to us?",
};
pub(super) const CUSTOMER_ANSWERS: Text = Text {
    fr: "Bonjour, voici ce que le destinataire nous a répondu : il était présent toute la matinée et n’a vu passer personne.",
    en: "Hello, this is what the recipient told us: he was at home all morning and saw nobody come by.",
};
pub(super) const SENDS: Text = Text {
    fr: "Voici les deux documents, tels que le destinataire nous les a envoyés.",
    en: "Here are the two documents, as the recipient sent them to us.",
};
pub(super) const SEARCHES: Text = Text {
    fr: "Merci pour ces éléments. L’enquête est ouverte : l’agence vérifie le relevé du chauffeur et les photos de dépôt.",
    en: "Thank you for these details. The investigation is open: the depot is checking the driver’s records and the photos of the drop-off.",
};
pub(super) const HURRIES: Text = Text {
    fr: "Le destinataire attend toujours. Pouvez-vous nous dire où en est l’enquête ?",
    en: "The recipient is still waiting. Can you tell us how far the investigation has come?",
};
pub(super) const FOUND_A_TRACE: Text = Text {
    fr: "Le colis a été vu hier soir dans l’agence voisine. Nous demandons une fouille du quai.",
    en: "The parcel was seen last night at the neighbouring depot. We are asking for a search of the loading bay.",
};
pub(super) const THANKS: Text = Text {
    fr: "Merci pour ce retour, nous prévenons le destinataire.",
    en: "Thank you for letting us know, we will tell the recipient.",
};
pub(super) const ASKS_RECIPIENT: Text = Text {
    fr: "Merci. Nous avons écrit au destinataire pour qu’il confirme la description du contenu, et attendons sa réponse.",
    en: "Thank you. We have asked the recipient to confirm what the parcel held, and are waiting for his answer.",
};
pub(super) const KEEPS_LOOKING: Text = Text {
    fr: "La fouille se poursuit demain matin. Nous vous écrivons dès que l’agence répond.",
    en: "The search goes on tomorrow morning. We will write to you as soon as the depot answers.",
};

/// What an agent writes for his colleagues, in theirs.
pub(super) const NOTE: &str =
    "Agence jointe par téléphone : le chauffeur se souvient de l’adresse, il vérifie son scanner ce soir.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_another_one_in_each_language() {
        let said = [
            SEEN_SAYS,
            ASKS,
            CUSTOMER_ANSWERS,
            SENDS,
            ASKS_RECIPIENT,
            SEARCHES,
            HURRIES,
            FOUND_A_TRACE,
            THANKS,
            KEEPS_LOOKING,
        ];
        for text in said {
            assert_ne!(text.get(Language::Fr), text.get(Language::En));
        }
    }
}
