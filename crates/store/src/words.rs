//! The words by which tickets are found: cut and folded here, so that both engines find the same.
//!
//! A word is what stands between anything but letters and digits, without case and accents; it is found by its
//! beginning. Each side has the words it may read. Who changes a thread outside of a deed, such as by taking something
//! out of it, leaves the ticket without words and due to get them anew (see the migration); [`catch_up`] gives them.

use std::collections::BTreeSet;

use domain::id::{TicketId, UserId};
use domain::ticket::message::Audience;

use crate::Scope;
use crate::backend::{Store, Tx, execute, fetch_all};
use crate::convert::{folded, parsed, word};
use crate::error::StoreError;

/// The longest word that is kept, in letters; longer ones are found by as much of them.
const LONGEST: usize = 40;

/// The words of one side that are kept at most, in bytes: PostgreSQL takes one megabyte.
const AT_MOST: usize = 600_000;

/// Words that one search asks for at most.
const ASKED: usize = 8;

/// Tickets whose words are cut in one transaction.
const AT_ONCE: i64 = 200;

/// The words of a text.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    // Accents may stand behind their letters, and belong to them.
    let between = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '\u{300}'..='\u{36F}');
    let mut words = Vec::new();
    for piece in text.split(between) {
        let folded = folded(piece);
        let parts = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
        words.extend(parts.map(|part| part.chars().take(LONGEST).collect::<String>()));
    }
    words
}

/// The words of a search, each once.
pub(crate) fn asked(typed: &str) -> Vec<String> {
    let words: BTreeSet<String> = words(typed).into_iter().collect();
    words.into_iter().take(ASKED).collect()
}

/// The word that all tickets of a customer have and nobody else's.
fn whose(customer: &str) -> String {
    format!("c{}", customer.replace('-', ""))
}

/// Whether words that begin with this one are found by it as well. A single letter or digit begins half of all words:
/// it is looked for by itself, as the 2 of *CMD-2* is.
fn begins(word: &str) -> bool {
    word.len() > 1
}

/// A word of a search as it stands among the words of a ticket that it finds, which have a space on either side.
pub(crate) fn within(word: &str) -> String {
    if begins(word) { format!(" {word}") } else { format!(" {word} ") }
}

/// What the index is asked for, as SQLite reads it: all words of a side, of one customer where he is named.
pub(crate) fn for_sqlite(words: &[String], customer: &str) -> String {
    let side = if customer.is_empty() { "operator_words" } else { "customer_words" };
    let mut all: Vec<String> =
        words.iter().map(|word| if begins(word) { format!("\"{word}\" *") } else { format!("\"{word}\"") }).collect();
    if !customer.is_empty() {
        all.insert(0, format!("\"{}\"", whose(customer)));
    }
    format!("{{{side}}} : ({})", all.join(" AND "))
}

/// The same as PostgreSQL reads it.
pub(crate) fn for_postgres(words: &[String], customer: &str) -> String {
    let mut all: Vec<String> =
        words.iter().map(|word| if begins(word) { format!("'{word}':*") } else { format!("'{word}'") }).collect();
    if !customer.is_empty() {
        all.insert(0, format!("'{}'", whose(customer)));
    }
    all.join(" & ")
}

const TEXTS: &str = "select 'everyone' as audience, t.customer_id as customer, t.number as text
         from ticket t where t.id = $1
    union all select 'everyone', '', t.sender_reference from ticket t where t.id = $1
    union all select 'everyone', '', p.name from ticket t join person p on p.id = t.author_id where t.id = $1
    union all select 'everyone', '', tp.number from ticket_parcel tp where tp.ticket_id = $1
    union all select 'everyone', '', i.value from ticket_information i where i.ticket_id = $1
    union all select m.audience, '', m.body from message m where m.ticket_id = $1
    union all select f.audience, '', f.name from file f where f.ticket_id = $1 and not f.identity";

const KEEP: &str = "insert into ticket_words (ticket_id, customer_words, operator_words) values ($1, $2, $3)
    on conflict (ticket_id) do update
    set customer_words = excluded.customer_words, operator_words = excluded.operator_words";

const DONE: &str = "delete from ticket_words_due where ticket_id = $1";

/// Cuts the words of a ticket anew.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn renew(tx: &mut Tx, ticket: TicketId) -> Result<(), StoreError> {
    let mut customer = String::new();
    let mut texts = Vec::new();
    for (audience, whose, text) in fetch_all!(tx, (String, String, String), TEXTS, ticket.to_string())? {
        if !whose.is_empty() {
            customer = whose;
        }
        texts.push((word("message", "audience", &audience, Audience::from_word)?, text));
    }
    let texts = texts.iter().map(|(audience, text)| (*audience, text.as_str()));
    let (of_customer, of_operator) = cut(&customer, texts);
    execute!(tx, KEEP, ticket.to_string(), of_customer.clone(), of_operator.clone())?;
    execute!(tx, DONE, ticket.to_string())?;
    Ok(())
}

/// The words of a customer's ticket, for his side and for the operator's, out of its texts and who may read each.
pub(crate) fn cut<'a>(customer: &str, texts: impl Iterator<Item = (Audience, &'a str)>) -> (String, String) {
    let (mut of_customer, mut of_operator) = (BTreeSet::new(), BTreeSet::new());
    for (audience, text) in texts {
        for word in words(text) {
            if audience.customer_reads() {
                of_customer.insert(word.clone());
            }
            if audience.operator_reads() {
                of_operator.insert(word);
            }
        }
    }
    (joined(std::iter::once(whose(customer)).chain(of_customer)), joined(of_operator.into_iter()))
}

fn joined(words: impl Iterator<Item = String>) -> String {
    let mut all = String::new();
    for word in words {
        if all.len() + word.len() >= AT_MOST {
            break;
        }
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&word);
    }
    all
}

const RENAMED: &str = "insert into ticket_words_due (ticket_id)
    select t.id from person p cross join ticket t
    where p.id = $1 and p.name <> $2 and t.customer_id = p.customer_id and t.author_id = p.id
    on conflict (ticket_id) do nothing";

/// Somebody is about to have another name: the tickets that he filed are due to get their words anew. Until then they are
/// found by the old one.
///
/// # Errors
/// As every statement: [`StoreError`].
pub(crate) async fn renamed(tx: &mut Tx, person: UserId, name: &str) -> Result<(), StoreError> {
    execute!(tx, RENAMED, person.to_string(), name.to_owned())?;
    Ok(())
}

const DUE: &str = "select ticket_id from ticket_words_due order by ticket_id limit $1";

/// Cuts the words of all tickets that are due: once of those that were there before words were kept, and of threads out
/// of which something was taken.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn catch_up(store: &Store) -> Result<(), StoreError> {
    loop {
        let mut tx = store.read(Scope::System).await?;
        let due = fetch_all!(tx, (String,), DUE, AT_ONCE)?;
        drop(tx);
        if due.is_empty() {
            return Ok(());
        }
        let mut tx = store.write(Scope::System).await?;
        for (ticket,) in due {
            renew(&mut tx, parsed("ticket_words_due", "ticket_id", &ticket)?).await?;
        }
        tx.commit().await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_what_stands_between_and_has_neither_case_nor_accent() {
        assert_eq!(words("L’écran est CASSÉ, n°2 (œuvre)"), ["l", "ecran", "est", "casse", "n", "2", "oeuvre"]);
        assert_eq!(words("e\u{301}cran"), ["ecran"]);
        assert_eq!(words("facture_2026-01.pdf"), ["facture", "2026", "01", "pdf"]);
        assert_eq!(words(" -- ' "), [""; 0]);
        assert_eq!(words(&"x".repeat(100)), ["x".repeat(LONGEST)]);
        assert_eq!(words("مرحبا بكم"), ["مرحبا", "بكم"]);
    }

    #[tokio::test]
    async fn the_tickets_of_who_is_renamed_are_found_by_an_index() {
        crate::plans::hold_to_indexes(RENAMED, &[]).await;
    }

    #[test]
    fn nothing_typed_is_read_as_a_sign_of_the_index() {
        let asked = asked("écran\" OR * 'x' & y:*");
        assert_eq!(asked, ["ecran", "or", "x", "y"]);
        assert_eq!(for_sqlite(&asked, ""), "{operator_words} : (\"ecran\" * AND \"or\" * AND \"x\" AND \"y\")");
        assert_eq!(for_postgres(&asked[..2], "0-1"), "'c01' & 'ecran':* & 'or':*");
    }
}
