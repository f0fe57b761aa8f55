//! Which passwords are taken (ASVS 5.0 6.2.1 to 6.2.11): long ones that nobody guesses first. No rule asks for signs
//! of several kinds.

use domain::refusal::FieldRefusal;

/// The shortest password, in characters.
pub const PASSWORD_AT_LEAST: usize = 12;

/// The longest password, in characters: far beyond any phrase, short enough to be hashed at once.
pub const PASSWORD_AT_MOST: usize = 256;

/// A part of the address that is shorter than this may occur in a password by chance.
const LOCAL_PART_AT_LEAST: usize = 4;

/// Words that the most common passwords consist of, with digits and signs around them, and those of this product.
const COMMON_WORDS: &str = "
    aaaa abc abcd abcdef access account admin administrateur administration administrator amour anniversaire azerty
    azertyuiop baseball basketball batman bienvenue bonjour changeme changeit changezmoi chocolat chocolate coucou
    colis consigne consigneconsigne default demo dragon doudou facebook football football france freedom google hello
    helloworld iloveyou jesuis jetaime jetadore login letmein liverpool lovely loulou lundi mardi marseille maison
    manchester master merci michael microsoft minecraft monkey motdepasse motdepass monmotdepasse mypassword nicolas
    nothing parcel parcels paris pass passe passer passport password passwords passw princess princesse qsdfgh
    qwerty qwertyuiop root samsung secret secretpassword security service shadow soleil spiderman starwars summer
    sunshine superman support temp temporaire temporary test testing thisisapassword thisismypassword trustno
    unpassword user utilisateur vacances voiture welcome whatever winter
";

/// Common passwords whose pattern the rules below do not see.
const COMMON_WHOLE: &str = "
    1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1a2z3e4r5t6y 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qazxsw23edc 2wsx3edc4rfv
    a1b2c3d4e5f6 a1z2e3r4t5y6 azerty123456 correcthorsebatterystaple q1w2e3r4t5y6 qazwsxedcrfv qazwsxedc123 zaq12wsxcde3
    zaq1zaq1zaq1 zaq1xsw2cde3 !qaz2wsx#edc !qaz@wsx#edc jesuisunmotdepasse
";

/// Keys that lie side by side, on French and English keyboards and in the alphabet.
const ROWS: [&str; 8] = [
    "abcdefghijklmnopqrstuvwxyz",
    "12345678901",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
];

/// Says whether a password may be chosen by the owner of an address.
///
/// # Errors
/// [`FieldRefusal::TooShort`] and [`FieldRefusal::TooLong`] by characters; [`FieldRefusal::TooEasy`] when it is a
/// common one, a run of keys, a repetition, or holds the part of the address before the @.
pub fn check_strength(password: &str, email: &str) -> Result<(), FieldRefusal> {
    let length = password.chars().count();
    if length < PASSWORD_AT_LEAST {
        return Err(FieldRefusal::TooShort(PASSWORD_AT_LEAST));
    }
    if length > PASSWORD_AT_MOST {
        return Err(FieldRefusal::TooLong(PASSWORD_AT_MOST));
    }
    let letters: Vec<char> = password.to_lowercase().chars().collect();
    let easy = holds_local_part(&letters, email) || is_run(&letters) || is_repetition(&letters) || is_common(&letters);
    if easy { Err(FieldRefusal::TooEasy) } else { Ok(()) }
}

fn holds_local_part(letters: &[char], email: &str) -> bool {
    let local: Vec<char> = email.split('@').next().unwrap_or_default().trim().to_lowercase().chars().collect();
    local.len() >= LOCAL_PART_AT_LEAST && letters.windows(local.len()).any(|part| part == local)
}

/// Whether three of four neighbours are the same or side by side.
fn is_run(letters: &[char]) -> bool {
    let beside = |a: char, b: char| {
        ROWS.iter().any(|row| {
            let pairs = row.chars().zip(row.chars().skip(1));
            pairs.into_iter().any(|(one, other)| (a, b) == (one, other) || (b, a) == (one, other))
        })
    };
    let steps = letters.windows(2).filter(|pair| pair[0] == pair[1] || beside(pair[0], pair[1])).count();
    steps * 4 >= (letters.len() - 1) * 3
}

/// How many characters come round again and again; the whole length where none do.
fn period(letters: &[char]) -> usize {
    (1..letters.len())
        .find(|&period| letters.iter().zip(&letters[period..]).all(|(one, other)| one == other))
        .unwrap_or(letters.len())
}

/// Whether it consists of very few characters, or of a short piece repeated.
fn is_repetition(letters: &[char]) -> bool {
    let mut kinds = letters.to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() < 5 || period(letters) <= 6
}

/// Whether it is on the lists, as a whole or as a common word (perhaps repeated) between digits and signs.
fn is_common(letters: &[char]) -> bool {
    let whole: String = letters.iter().filter(|letter| !letter.is_whitespace()).collect();
    if COMMON_WHOLE.split_whitespace().any(|common| common == whole) {
        return true;
    }
    let core: Vec<char> = whole.trim_matches(|letter: char| !letter.is_alphabetic()).chars().map(spelt_out).collect();
    let unit = &core[..period(&core).min(core.len())];
    [&core[..], unit].into_iter().any(|core| {
        let core: String = core.iter().filter(|letter| letter.is_alphabetic()).collect();
        COMMON_WORDS.split_whitespace().any(|common| common == core)
    })
}

/// The letter that a sign or digit is commonly written for.
fn spelt_out(letter: char) -> char {
    match letter {
        '@' | '4' | 'à' | 'â' => 'a',
        '3' | 'é' | 'è' | 'ê' | '€' => 'e',
        '1' | '!' | 'î' => 'i',
        '0' | 'ô' => 'o',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_as_a_password() {
        use FieldRefusal::{TooEasy, TooLong, TooShort};

        let long = "à".repeat(40) + &"bcdefghijkl mnop".repeat(14);
        for (password, expected) in [
            // Length, in characters and not in bytes.
            ("", Err(TooShort(12))),
            ("éèàùçôîêâûï", Err(TooShort(12))),
            ("Xy7-pq9Zr3t", Err(TooShort(12))),
            ("Xy7-pq9Zr3tK", Ok(())),
            (&"violet poney ".repeat(6), Ok(())),
            (&"vélo ".repeat(60), Err(TooLong(256))),
            (&long, Err(TooLong(256))),
            // Phrases need no signs of several kinds, and any sign may stand in them.
            ("quatre vélos verts", Ok(())),
            ("trois\0nuls\0ici", Ok(())),
            ("🥐 au beurre, svp", Ok(())),
            ("918273645546", Ok(())),
            // Common ones, however dressed.
            ("passwordpassword", Err(TooEasy)),
            ("P@ssw0rd!2026", Err(TooEasy)),
            ("MotDePasse1234", Err(TooEasy)),
            ("mot de passe 2026", Err(TooEasy)),
            ("Administrateur", Err(TooEasy)),
            ("!!Bienvenue2026!!", Err(TooEasy)),
            ("1q2w3e4r5t6y", Err(TooEasy)),
            ("Consigne2026!", Err(TooEasy)),
            ("correct horse battery staple", Err(TooEasy)),
            // Runs and repetitions.
            ("123456789012", Err(TooEasy)),
            ("qwertyuiop123", Err(TooEasy)),
            ("Azertyuiop2026", Err(TooEasy)),
            ("abcdefghijkl", Err(TooEasy)),
            ("aaaaaaaaaaaa", Err(TooEasy)),
            ("121212121212", Err(TooEasy)),
            ("k7!k7!k7!k7!", Err(TooEasy)),
            ("Lune42Lune42Lune42", Err(TooEasy)),
            // The address.
            ("xx-Claire.Moreau-xx", Err(TooEasy)),
            ("claire aime moreau", Ok(())),
        ] {
            assert_eq!(check_strength(password, "claire.moreau@lunettes.example"), expected, "{password:?}");
        }
    }

    #[test]
    fn a_very_short_address_forbids_nothing() {
        assert_eq!(check_strength("quatre vélos verts", "ve@lunettes.example"), Ok(()));
        assert_eq!(check_strength("quatre vélos verts", ""), Ok(()));
    }
}
