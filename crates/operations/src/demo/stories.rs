//! What tickets of the demo world are about. Each story fits parcels that stand at one of its codes, so that what is
//! written in a thread and what stands beside it agree.

use domain::ticket::outcome::Outcome;

use super::texts::{Text, text};

/// What happened to a parcel, and what is written about it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Story {
    /// Key of the reason matrix.
    pub subject: &'static str,
    /// Key of the sub-reason, or empty.
    pub sub_reason: &'static str,
    /// What it tells of is the last of the parcel's scans: one of these codes.
    pub codes: &'static [&'static str],
    /// At least so many hours after that scan.
    pub hours_after: i64,
    /// What the customer files.
    pub files: Text,
    /// How an agent resolves it.
    pub resolves: Text,
    pub outcome: Outcome,
    /// Why the customer does not take that.
    pub contests: Text,
    /// Whether the parcel may turn up by itself.
    pub may_turn_up: bool,
}

/// The one story in which documents are asked for.
pub(super) const CONTESTED: Story = Story {
    subject: "contested_delivery",
    sub_reason: "in_person",
    codes: &["LI1"],
    hours_after: 4,
    files: text(
        "Le destinataire affirme n’avoir rien reçu et ne reconnaît pas la signature. Le colis contenait deux téléphones.",
        "The recipient says that he received nothing and does not recognise the signature. The parcel held two telephones.",
    ),
    resolves: text(
        "La signature n’est pas celle du destinataire : le colis est indemnisé à la valeur de votre facture.",
        "The signature is not the recipient’s: the parcel is indemnified at the value of your invoice.",
    ),
    outcome: Outcome::Indemnified,
    contests: text(
        "Le montant annoncé ne correspond pas à la facture. Merci de rouvrir le dossier.",
        "The amount does not match the invoice. Please open the case again.",
    ),
    may_turn_up: true,
};

/// A number that nobody knows.
pub(super) const UNKNOWN: Story = Story {
    subject: "parcel_position",
    sub_reason: "",
    codes: &[],
    hours_after: 0,
    files: text(
        "Ce numéro figure sur notre étiquette, mais le suivi ne le connaît pas. Où se trouve ce colis ?",
        "This number stands on our label, but the tracking does not know it. Where is the parcel?",
    ),
    ..POSITION
};

const POSITION: Story = Story {
    subject: "parcel_position",
    sub_reason: "",
    codes: &["TA1", "TR1", "RT1"],
    hours_after: 48,
    files: text(
        "Le suivi n’a pas bougé depuis plusieurs jours. Où se trouve le colis ?",
        "Tracking has not moved for several days. Where is the parcel?",
    ),
    resolves: text(
        "Le colis a été retrouvé sur le quai de l’agence ; il repart ce soir vers le destinataire.",
        "The parcel was found on the loading bay of the depot; it leaves for the recipient tonight.",
    ),
    outcome: Outcome::ParcelFound,
    contests: text(
        "Le suivi n’a toujours pas bougé. Merci de reprendre la recherche.",
        "Tracking still has not moved. Please take up the search again.",
    ),
    may_turn_up: true,
};

/// All stories.
pub(super) const STORIES: [Story; 8] = [
    CONTESTED,
    Story {
        subject: "partial_or_damaged",
        sub_reason: "",
        codes: &["LI1", "LI2"],
        hours_after: 2,
        files: text(
            "Le carton est arrivé éventré et l’un des deux articles manque.",
            "The box arrived torn open and one of the two articles is missing.",
        ),
        resolves: text(
            "L’article manquant vous est remboursé à sa valeur déclarée.",
            "The missing article is refunded at its declared value.",
        ),
        outcome: Outcome::Indemnified,
        contests: text(
            "Le remboursement ne couvre pas l’article abîmé. Merci de revoir le dossier.",
            "The refund does not cover the damaged article. Please look at the case again.",
        ),
        may_turn_up: false,
    },
    POSITION,
    Story {
        codes: &["AV1"],
        hours_after: 2,
        files: text(
            "Le suivi annonce un emballage endommagé. Où se trouve le colis, et sera-t-il livré ?",
            "Tracking speaks of a damaged packaging. Where is the parcel, and will it be delivered?",
        ),
        resolves: text(
            "Le colis est remballé à l’agence ; il sera présenté au destinataire sous deux jours.",
            "The parcel is being packed anew at the depot; it will reach the recipient within two days.",
        ),
        outcome: Outcome::Informed,
        may_turn_up: false,
        ..POSITION
    },
    Story {
        subject: "malfunction",
        sub_reason: "wrong_time_or_no_notice",
        codes: &["AB1"],
        hours_after: 2,
        files: text(
            "Le suivi parle d’un avis de passage, mais le destinataire était chez lui et n’en a trouvé aucun.",
            "Tracking speaks of a calling card, but the recipient was at home and found none.",
        ),
        resolves: text(
            "Le chauffeur s’est trompé d’entrée. Un nouvel avis est envoyé, le colis attend à l’agence.",
            "The driver took the wrong entrance. Another card is on its way, and the parcel waits at the depot.",
        ),
        outcome: Outcome::Informed,
        contests: text(
            "Le destinataire n’a toujours reçu aucun avis. Merci de reprendre la demande.",
            "The recipient still has no card. Please take up the request again.",
        ),
        may_turn_up: false,
    },
    Story {
        subject: "malfunction",
        sub_reason: "relay_point",
        codes: &["PT1"],
        hours_after: 4,
        files: text(
            "Le point de retrait répond au destinataire que le colis n’est pas chez lui.",
            "The pickup point tells the recipient that it does not have the parcel.",
        ),
        resolves: text(
            "Le point de retrait a retrouvé le colis dans sa réserve ; il y attend le destinataire.",
            "The pickup point has found the parcel in its stock room; it waits there for the recipient.",
        ),
        outcome: Outcome::ParcelFound,
        contests: text(
            "Le point de retrait dit toujours ne rien avoir. Merci de vérifier sur place.",
            "The pickup point still says that it has nothing. Please look there yourselves.",
        ),
        may_turn_up: true,
    },
    Story {
        subject: "delay",
        sub_reason: "",
        codes: &["RT1", "DF1"],
        hours_after: 24,
        files: text(
            "La livraison promise pour hier n’a pas eu lieu. Merci de nous dire quand elle le sera.",
            "The delivery promised for yesterday did not take place. Please tell us when it will.",
        ),
        resolves: text(
            "Le colis a manqué sa correspondance ; il est remis en tournée demain matin.",
            "The parcel missed its connection; it goes out on the round again tomorrow morning.",
        ),
        outcome: Outcome::Informed,
        contests: text(
            "La nouvelle date n’a pas été tenue non plus. Merci de nous répondre.",
            "The new date was not kept either. Please answer us.",
        ),
        may_turn_up: true,
    },
    Story {
        subject: "return_to_sender",
        sub_reason: "",
        codes: &["RE1"],
        hours_after: 4,
        files: text(
            "Le colis nous revient sans explication. Pourquoi n’a-t-il pas été livré ?",
            "The parcel is coming back to us without a word. Why was it not delivered?",
        ),
        resolves: text(
            "Le chauffeur n’a pas pu entrer dans l’immeuble et l’adresse ne portait aucun code : le colis vous est rendu.",
            "The driver could not enter the building and no door code was given: the parcel returns to you.",
        ),
        outcome: Outcome::Returned,
        contests: text(
            "Le code figurait pourtant sur l’étiquette. Merci de vérifier.",
            "The code did stand on the label. Please check.",
        ),
        may_turn_up: false,
    },
];

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;

    #[test]
    fn every_story_is_one_of_the_matrix_and_is_told_in_both_languages() {
        let matrix = domain::ticket::reason::matrix();
        for story in STORIES.iter().chain([&UNKNOWN]) {
            let subject = matrix.subject(story.subject).expect("a subject of the matrix");
            assert_eq!(subject.sub_reason(story.sub_reason).is_some(), !story.sub_reason.is_empty(), "{story:?}");
            assert_eq!(subject.sub_reasons.is_empty(), story.sub_reason.is_empty(), "{story:?}");
            for text in [story.files, story.resolves, story.contests] {
                assert_ne!(text.get(Language::Fr), text.get(Language::En));
            }
        }
    }
}
