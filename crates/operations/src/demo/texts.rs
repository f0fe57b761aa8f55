//! What people of the demo world write: each text in French and in English, because a thread is held in the customer's
//! language.

use domain::Language;

/// One text, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text {
    fr: &'static str,
    en: &'static str,
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
pub(super) const RESOLVES: Text = Text {
    fr: "L’agence confirme la remise du colis ce matin. Nous restons à votre disposition.",
    en: "The depot confirms that the parcel was handed over this morning. Do write to us if anything is left open.",
};
pub(super) const CONTESTS: Text = Text {
    fr: "Le destinataire maintient qu’il n’a rien reçu. Merci de rouvrir l’enquête.",
    en: "The recipient insists that he received nothing. Please open the investigation again.",
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
pub(super) const KEEPS_LOOKING: Text = Text {
    fr: "La fouille se poursuit demain matin. Nous vous écrivons dès que l’agence répond.",
    en: "The search goes on tomorrow morning. We will write to you as soon as the depot answers.",
};

/// What an agent writes for his colleagues, in theirs.
pub(super) const NOTE: &str =
    "Agence jointe par téléphone : le chauffeur se souvient de l’adresse, il vérifie son scanner ce soir.";

/// Subjects with a sub-reason where the matrix has one, and what a customer would write.
pub(super) const SUBJECTS: [(&str, &str, Text); 6] = [
    (
        "contested_delivery",
        "in_person",
        Text {
            fr: "Le destinataire affirme n’avoir rien reçu et ne reconnaît pas la signature. Le colis contenait deux téléphones.",
            en: "The recipient says that he received nothing and does not recognise the signature. The parcel held two telephones.",
        },
    ),
    (
        "partial_or_damaged",
        "",
        Text {
            fr: "Le carton est arrivé éventré et l’un des deux articles manque.",
            en: "The box arrived torn open and one of the two articles is missing.",
        },
    ),
    (
        "parcel_position",
        "",
        Text {
            fr: "Le suivi n’a pas bougé depuis plusieurs jours. Où se trouve le colis ?",
            en: "Tracking has not moved for several days. Where is the parcel?",
        },
    ),
    (
        "malfunction",
        "",
        Text {
            fr: "Le livreur n’a pas laissé d’avis de passage, alors que le destinataire était chez lui.",
            en: "The driver left no calling card although the recipient was at home.",
        },
    ),
    (
        "delay",
        "",
        Text {
            fr: "La livraison promise pour hier n’a pas eu lieu. Merci de nous dire quand elle le sera.",
            en: "The delivery promised for yesterday did not take place. Please tell us when it will.",
        },
    ),
    (
        "return_to_sender",
        "",
        Text {
            fr: "Le colis nous revient sans explication. Pourquoi n’a-t-il pas été livré ?",
            en: "The parcel is coming back to us without a word. Why was it not delivered?",
        },
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_another_one_in_each_language() {
        let said = [
            SEEN_SAYS,
            ASKS,
            CUSTOMER_ANSWERS,
            RESOLVES,
            CONTESTS,
            SEARCHES,
            HURRIES,
            FOUND_A_TRACE,
            THANKS,
            KEEPS_LOOKING,
        ];
        for text in said.into_iter().chain(SUBJECTS.into_iter().map(|(_, _, text)| text)) {
            assert_ne!(text.get(Language::Fr), text.get(Language::En));
        }
    }
}
