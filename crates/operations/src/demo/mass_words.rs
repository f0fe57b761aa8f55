//! What is said in the many tickets of a world that is made to measure with: sentences put together by chance, of words
//! that nearly all of them hold, of words that some hold, and of words that hardly one does.

use domain::Language;
use domain::ticket::message::MessageKind;

use super::dice::Dice;
use super::mass_places::{CITIES, FAMILIES, GIVEN, STREETS};

/// Things that parcels hold: each stands in about one message of five hundred.
const THINGS: [(&str, &str); 40] = [
    ("perceuse", "drill"),
    ("théière", "teapot"),
    ("lampe", "lamp"),
    ("manteau", "coat"),
    ("guitare", "guitar"),
    ("vélo", "bicycle"),
    ("ordinateur", "computer"),
    ("imprimante", "printer"),
    ("casserole", "saucepan"),
    ("miroir", "mirror"),
    ("tapis", "carpet"),
    ("montre", "watch"),
    ("télescope", "telescope"),
    ("aquarelle", "watercolour"),
    ("chaussures", "shoes"),
    ("écharpe", "scarf"),
    ("roman", "novel"),
    ("clavier", "keyboard"),
    ("enceinte", "loudspeaker"),
    ("tondeuse", "mower"),
    ("vaisselle", "crockery"),
    ("poussette", "pram"),
    ("rideaux", "curtains"),
    ("scie", "saw"),
    ("balance", "scales"),
    ("violon", "violin"),
    ("cafetière", "percolator"),
    ("parapluie", "umbrella"),
    ("sac", "bag"),
    ("tente", "tent"),
    ("raquette", "racket"),
    ("jumelles", "binoculars"),
    ("bougies", "candles"),
    ("étagère", "shelf"),
    ("horloge", "clock"),
    ("peluche", "toy"),
    ("coussin", "cushion"),
    ("tournevis", "screwdriver"),
    ("théodolite", "theodolite"),
    ("samovar", "samovar"),
];

/// One sentence, by the language and what is thrown.
fn sentence(dice: &mut Dice, language: Language) -> String {
    let (name, town, street) =
        (format!("{} {}", dice.one_of(&GIVEN), dice.one_of(&FAMILIES)), dice.one_of(&CITIES).1, dice.one_of(&STREETS));
    let number = 1 + dice.below(180);
    match (language, dice.below(8)) {
        (Language::Fr, 0) => format!("Le destinataire, {name}, n’a rien reçu au {number} {street} à {town}."),
        (Language::Fr, 1) => format!("L’agence de {town} vérifie la tournée et rappelle le livreur demain matin."),
        (Language::Fr, 2) => format!("Nous avons appelé {name}, qui confirme l’adresse : {number} {street}."),
        (Language::Fr, 3) => format!("Le suivi indique un passage à {town}, sans avis déposé dans la boîte."),
        (Language::Fr, 4) => {
            format!("Le contenu ({}) vaut {number},00 € selon la facture.", dice.one_of(&THINGS).0)
        }
        (Language::Fr, 5) => format!("Merci de nous dire quand la livraison à {town} sera représentée."),
        (Language::Fr, 6) => {
            format!("Une enquête est ouverte auprès du dépôt de {town} ; réponse sous {number} heures.")
        }
        (Language::Fr, _) => format!("Le gardien du {number} {street} n’a pas vu passer de camion ce jour-là."),
        (Language::En, 0) => format!("The recipient, {name}, has received nothing at {number} {street} in {town}."),
        (Language::En, 1) => format!("The depot of {town} checks the round and calls the driver tomorrow morning."),
        (Language::En, 2) => format!("We called {name}, who confirms the address: {number} {street}."),
        (Language::En, 3) => format!("The tracking tells of a visit in {town}, yet no card was left in the letterbox."),
        (Language::En, 4) => {
            format!("The contents ({}) are worth {number}.00 € by the invoice.", dice.one_of(&THINGS).1)
        }
        (Language::En, 5) => format!("Please tell us when the delivery in {town} will be tried again."),
        (Language::En, 6) => format!("An enquiry is open with the depot of {town}; an answer within {number} hours."),
        (Language::En, _) => format!("The caretaker of {number} {street} saw no van go by on that day."),
    }
}

/// A message of that kind.
pub(super) fn said(dice: &mut Dice, kind: MessageKind, language: Language) -> String {
    let begins = match (language, kind) {
        (Language::Fr, MessageKind::Filing) => "Bonjour, notre colis n’est pas arrivé.",
        (Language::Fr, MessageKind::Answer) => "Bonjour, nous cherchons votre colis.",
        (Language::Fr, MessageKind::Ask) => "Bonjour, il nous manque une précision sur ce colis.",
        (Language::Fr, MessageKind::Resolution) => "Bonjour, nous vous accordons un remboursement.",
        (Language::Fr, MessageKind::Contest) => "Ce montant ne correspond pas à la facture.",
        (Language::Fr, MessageKind::Note) => "Note : voir avec l’agence.",
        (Language::Fr, _) => "Voici ce que nous savons.",
        (Language::En, MessageKind::Filing) => "Hello, our parcel has not arrived.",
        (Language::En, MessageKind::Answer) => "Hello, we are looking for your parcel.",
        (Language::En, MessageKind::Ask) => "Hello, something is missing about this parcel.",
        (Language::En, MessageKind::Resolution) => "Hello, you will be refunded.",
        (Language::En, MessageKind::Contest) => "This amount does not match the invoice.",
        (Language::En, MessageKind::Note) => "Note: see with the depot.",
        (Language::En, _) => "This is what we know.",
    };
    let mut text = begins.to_owned();
    for _ in 0..=dice.below(2) {
        text.push(' ');
        text.push_str(&sentence(dice, language));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_messages_differ_and_a_thing_stands_in_few() {
        let mut dice = Dice::new(1);
        let said: Vec<String> = (0..10_000).map(|_| said(&mut dice, MessageKind::Reply, Language::Fr)).collect();
        let different: std::collections::HashSet<&String> = said.iter().collect();
        assert!(different.len() > 8_000, "{}", different.len());
        let with_samovar = said.iter().filter(|text| text.contains("samovar")).count();
        assert!((10..200).contains(&with_samovar), "{with_samovar}");
    }
}
