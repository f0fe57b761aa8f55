//! What the hashes of the trail's chain are made of.

/// The part of a record that can be erased: what names people and parcels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Chance, so that the hash tells nothing once the rest is erased.
    pub salt: String,
    /// The name of who acted, as it was then.
    pub actor_name: String,
    /// The network address of the call, or empty.
    pub address: String,
    /// What people call the object: the number of a ticket or parcel, a name.
    pub label: String,
    /// What was before, or empty. Never a secret.
    pub before: String,
    /// What is since, or empty. Never a secret.
    pub after: String,
}

impl Details {
    /// What the hash of the details is taken of.
    #[must_use]
    pub fn sealed(&self) -> Vec<u8> {
        let mut seal = Seal::new("consigne audit details 1");
        for text in [&self.salt, &self.actor_name, &self.address, &self.label, &self.before, &self.after] {
            seal.text(text);
        }
        seal.0
    }
}

/// A record of the trail as it is stored, its own hash aside. Words stay words here, so that a record that this program
/// does not understand is verified all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its place, from 1 and without gaps.
    pub position: i64,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// The id of who acted, or empty.
    pub actor: String,
    /// The word of his side.
    pub side: String,
    /// The id of the customer whom it concerns, or empty.
    pub customer: String,
    /// The id of the account, or empty.
    pub account: String,
    /// The id of the part of the account, or empty.
    pub sub_account: String,
    /// The word of the act.
    pub act: String,
    /// The id of what it was done to, or empty.
    pub object: String,
    /// The hash of its details, in lower-case hexadecimal.
    pub details_hash: String,
    /// The hash of the record before it; empty in the first.
    pub previous: String,
}

impl Record {
    /// What the hash of the record is taken of. Each text has its length before it, so that no two records have the same.
    #[must_use]
    pub fn sealed(&self) -> Vec<u8> {
        let mut seal = Seal::new("consigne audit 1");
        seal.number(self.position);
        seal.number(self.at);
        for text in [
            &self.actor,
            &self.side,
            &self.customer,
            &self.account,
            &self.sub_account,
            &self.act,
            &self.object,
            &self.details_hash,
            &self.previous,
        ] {
            seal.text(text);
        }
        seal.0
    }
}

/// Bytes in the making of which a hash is taken.
struct Seal(Vec<u8>);

impl Seal {
    fn new(kind: &str) -> Self {
        let mut seal = Seal(Vec::new());
        seal.text(kind);
        seal
    }

    fn number(&mut self, number: i64) {
        self.0.extend_from_slice(&number.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.0.extend_from_slice(&(text.len() as u64).to_be_bytes());
        self.0.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::{Details, Record};

    #[test]
    fn the_border_between_two_texts_counts() {
        let details = |actor_name: &str, address: &str| Details {
            actor_name: actor_name.to_owned(),
            address: address.to_owned(),
            ..Details::default()
        };
        assert_ne!(details("ab", "c").sealed(), details("a", "bc").sealed());
        let record =
            |actor: &str, side: &str| Record { actor: actor.to_owned(), side: side.to_owned(), ..Record::default() };
        assert_ne!(record("ab", "c").sealed(), record("a", "bc").sealed());
        assert_ne!(record("", "").sealed(), Record { position: 1, ..Record::default() }.sealed());
        assert_ne!(
            Record { at: 1, ..Record::default() }.sealed(),
            Record { position: 1, ..Record::default() }.sealed()
        );
    }
}
