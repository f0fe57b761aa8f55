//! The shipped matrix as a clerk would read it beside S1, and matrices laid over each other.

use super::*;
use crate::language::Language;

/// A matrix as a table: subject | sub-reasons | information | attachments. `*` is required, `!` blocks the resolution,
/// round brackets hold the sub-reasons that alone ask for it.
fn table(matrix: &Matrix, language: Language) -> Vec<String> {
    let marked = |label: &Bilingual, mark: &str, only_for: &[String]| {
        let only = if only_for.is_empty() { String::new() } else { format!(" ({})", only_for.join(", ")) };
        format!("{}{mark}{only}", label.get(language))
    };
    matrix
        .subjects
        .iter()
        .map(|subject| {
            let subs: Vec<&str> = subject.sub_reasons.iter().map(|one| one.label.get(language)).collect();
            let fields: Vec<String> = subject
                .fields
                .iter()
                .map(|one| marked(&one.label, if one.required { "*" } else { "" }, &one.only_for))
                .collect();
            let slots: Vec<String> = subject
                .slots
                .iter()
                .map(|one| marked(&one.label, if one.blocks_resolution { "!" } else { "" }, &one.only_for))
                .collect();
            let columns = [subject.label.get(language), &subs.join(" · "), &fields.join(" · "), &slots.join(" · ")];
            columns.join(" | ").trim_end().to_owned()
        })
        .collect()
}

#[test]
fn the_shipped_matrix_is_the_table_of_s1() {
    let content_and_reference = "Contenu précis de l’envoi · IMEI · Référence de l’article";
    let required_content = "Contenu précis de l’envoi* · IMEI · Référence de l’article";
    assert_eq!(
        table(matrix(), Language::Fr),
        [
            &format!(
                "Contestation de livraison | En main propre · En boîte aux lettres | {required_content} | \
                 Facture d’origine du contenu! · Copie de la pièce d’identité du destinataire · \
                 Lettre de dénégation de signature du destinataire! (in_person)"
            ),
            "Demande de POD (preuve de livraison) | \
             Demander une confirmation de livraison · Obtenir la preuve de livraison |  |",
            &format!("Fraude |  | {content_and_reference} |"),
            "Instruction de livraison | Reprogrammer une date de livraison · \
             Mise à disposition dans un point de retrait · Changement d’adresse · \
             Aide à la livraison / adresse / service |  |",
            &format!("Livraison partielle ou endommagée |  | {required_content} | Facture d’origine du contenu"),
            &format!("Position du colis |  | {content_and_reference} |"),
            "Retour expéditeur |  |  |",
            "SWAP (échange en point relais) | Non récupéré · Annulation · Récupéré partiellement |  |",
            "Signaler un dysfonctionnement | Heure de livraison erronée / pas d’avis de passage · \
             Comportement du chauffeur · Problème de point relais · Non-respect des consignes |  |",
            "Signaler un retard / hors délai |  |  |",
        ]
    );
}

#[test]
fn the_shipped_matrix_speaks_english_too() {
    let labels: Vec<&str> = matrix().subjects.iter().map(|subject| subject.label.get(Language::En)).collect();
    assert_eq!(
        labels,
        [
            "Contested delivery",
            "POD request (proof of delivery)",
            "Fraud",
            "Delivery instruction",
            "Partial or damaged delivery",
            "Parcel position",
            "Return to sender",
            "SWAP (exchange at a pickup point)",
            "Report a malfunction",
            "Report a delay / missed deadline",
        ]
    );
    assert_eq!(table(matrix(), Language::En).len(), 10);
}

#[test]
fn keys_kinds_windows_and_ways_out_are_stable() {
    let described: Vec<String> = matrix()
        .subjects
        .iter()
        .map(|subject| {
            let subs: Vec<&str> = subject.sub_reasons.iter().map(|one| one.key.as_str()).collect();
            let fields: Vec<String> =
                subject.fields.iter().map(|one| format!("{}:{}", one.key, one.kind.as_str())).collect();
            let slots: Vec<String> =
                subject.slots.iter().map(|one| format!("{}:{}", one.key, one.kind.as_str())).collect();
            let window = subject.window.map_or_else(String::new, |window| {
                format!("{} {} from {}", window.days, window.count.as_str(), window.from.as_str())
            });
            let leads_to = subject.leads_to.map_or("", LeadsTo::as_str);
            let columns = [&subject.key, &subs.join(" "), &fields.join(" "), &slots.join(" "), &window, leads_to];
            columns.join("|")
        })
        .collect();
    assert_eq!(
        described,
        [
            "contested_delivery|in_person letterbox|content:content_lines imei:imei reference:text|\
             invoice:invoice identity_document:identity_document signature_denial:signature_denial|\
             365 calendar from delivery|",
            "proof_of_delivery|confirm_delivery get_proof||||proof_of_delivery",
            "fraud||content:content_lines imei:imei reference:text|||",
            "delivery_instruction|another_day pickup_point change_of_address delivery_help||||delivery_instruction",
            "partial_or_damaged||content:content_lines imei:imei reference:text|invoice:invoice|\
             3 working_with_saturday from delivery|",
            "parcel_position||content:content_lines imei:imei reference:text||365 calendar from last_event|",
            "return_to_sender|||||",
            "swap|not_collected cancellation partly_collected||||",
            "malfunction|wrong_time_or_no_notice driver_behaviour relay_point instructions_not_followed||||",
            "delay||||365 calendar from delivery|",
        ]
    );
}

#[test]
fn a_letterbox_signs_nothing_so_no_denial_is_asked_for() {
    let contested = matrix().subject("contested_delivery").expect("a subject of S1");
    let keys = |sub_reason| contested.slots_for(sub_reason).map(|slot| slot.key.as_str()).collect::<Vec<_>>();
    assert_eq!(keys(Some("in_person")), ["invoice", "identity_document", "signature_denial"]);
    assert_eq!(keys(Some("letterbox")), ["invoice", "identity_document"]);
    assert_eq!(keys(None), ["invoice", "identity_document"]);
    assert_eq!(contested.fields_for(None).count(), 3);
    assert_eq!(contested.slot("invoice").map(|slot| slot.kind), Some(SlotKind::Invoice));
}

fn every_text(matrix: &Matrix) -> Vec<&Bilingual> {
    let mut texts = Vec::new();
    for subject in &matrix.subjects {
        texts.push(&subject.label);
        texts.extend(&subject.help);
        texts.extend(subject.sub_reasons.iter().map(|one| &one.label));
        texts.extend(subject.fields.iter().flat_map(|one| std::iter::once(&one.label).chain(&one.hint)));
        texts.extend(subject.slots.iter().flat_map(|one| std::iter::once(&one.label).chain(&one.hint)));
    }
    texts
}

#[test]
fn the_texts_keep_the_typography_of_their_language() {
    for text in every_text(matrix()) {
        for language in Language::ALL {
            let words = text.get(language);
            assert!(!words.contains(['\'', '"', '\u{A0}']), "{words}");
            assert!(!words.contains("  ") && words == words.trim(), "{words}");
        }
        let letters: Vec<char> = text.fr.chars().collect();
        for (at, letter) in letters.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| letters[at]);
            match letter {
                ':' | ';' | '!' | '?' | '»' => assert_eq!(before, Some('\u{202F}'), "{}", text.fr),
                '«' => assert_eq!(letters.get(at + 1), Some(&'\u{202F}'), "{}", text.fr),
                _ => {}
            }
        }
        assert!(!text.en.contains('\u{202F}'), "{}", text.en);
    }
}

#[test]
fn every_subject_of_the_shipped_matrix_says_what_it_is_for() {
    for subject in &matrix().subjects {
        assert!(subject.help.is_some(), "{}", subject.key);
    }
}

fn parsed(text: &str) -> Matrix {
    Matrix::parse(text).expect("a sound matrix")
}

#[test]
fn a_matrix_over_another_replaces_appends_and_removes() {
    let customers = parsed(
        r#"
        [[subject]]
        key = "fraud"
        label = { fr = "Vol", en = "Theft" }

        [[subject]]
        key = "swap"
        enabled = false

        [[subject]]
        key = "billing"
        label = { fr = "Facturation", en = "Billing" }
        "#,
    );
    let merged = matrix().overridden_by(&customers);
    let keys: Vec<&str> = merged.subjects.iter().map(|subject| subject.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "contested_delivery",
            "proof_of_delivery",
            "fraud",
            "delivery_instruction",
            "partial_or_damaged",
            "parcel_position",
            "return_to_sender",
            "malfunction",
            "delay",
            "billing",
        ]
    );
    let fraud = merged.subject("fraud").expect("replaced, not removed");
    assert_eq!(fraud.label.get(Language::En), "Theft");
    assert!(fraud.fields.is_empty(), "the whole row is replaced");

    // A third matrix can bring back what the second took away.
    let back = parsed("[[subject]]\nkey = \"swap\"\nlabel = { fr = \"Échange\", en = \"Swap\" }\n");
    let merged = merged.overridden_by(&back);
    assert_eq!(merged.subjects.last().map(|subject| subject.key.as_str()), Some("swap"));
    assert!(merged.disabled.is_empty());
}

#[test]
fn nothing_over_a_matrix_changes_nothing() {
    assert_eq!(&matrix().overridden_by(&Matrix::default()), matrix());
    assert_eq!(&Matrix::default().overridden_by(matrix()), matrix());
    assert_eq!(&matrix().overridden_by(matrix()), matrix());
}

#[test]
fn a_subject_must_be_chosen_among_those_offered() {
    assert_eq!(matrix().choose(" fraud ").map(|subject| subject.key.as_str()), Ok("fraud"));
    assert_eq!(matrix().choose(" "), Err(FieldRefusal::NotChosen));
    assert_eq!(matrix().choose("Fraud"), Err(FieldRefusal::NotOffered));
}

#[test]
fn a_matrix_travels_over_the_wire() {
    let json = serde_json::to_string(matrix()).expect("plain data");
    assert_eq!(&serde_json::from_str::<Matrix>(&json).expect("plain data"), matrix());
}
