//! Reading a file of contracts, and saying everything that is wrong with it, line by line (`consigne contract lint`).
//!
//! The file is walked as a tree of values with their places, not deserialised: that would stop at the first mistake.

use std::str::FromStr;

use jiff::civil::Time;
use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Contract, Contracts, Owner};
use crate::instruction::days::CUT_OFF;
use crate::instruction::kind::InstructionKind;
use crate::parcel::state::{ParcelState, instruction_possible, instruction_possible_by_contract};

/// The longest text, in characters.
const TEXT_MAX: usize = 200;

/// One mistake in a file of contracts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line it stands in, the first being 1.
    pub line: usize,
    /// The rule that is broken; see [`lint`].
    pub rule: &'static str,
    /// What is wrong and what would be right, in English.
    pub message: String,
}

/// Everything that is wrong with a file of contracts, in the order of its lines. Empty means that it can be used.
///
/// The rules: `syntax` (not TOML; nothing else is looked at then), `no-contract`, `unknown-key`, `missing-key`,
/// `wrong-type`, `malformed-key`, `duplicate-key`, `duplicate-contract` (two of one carrier, owner and customer),
/// `unknown-word` (an owner, a kind or a state that does not exist), `state` (one in which no instruction can be given,
/// or that needs no naming), `time`, `customer` (missing where the customer owns it, or there where he does not), and
/// `insurance` (which takes no instructions).
#[must_use]
pub fn lint(text: &str) -> Vec<Finding> {
    read(text).1
}

/// The contracts of a file, complete where there is no finding, and the findings.
pub(super) fn read(text: &str) -> (Contracts, Vec<Finding>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, findings: Vec::new() };
    for error in &errors {
        reader.report(error.span().map_or(0, |span| span.start), "syntax", error.message().to_owned());
    }
    let contracts = if errors.is_empty() { reader.contracts(root.get_ref()) } else { Vec::new() };
    reader.findings.sort_by_key(|finding| finding.line);
    (Contracts(contracts), reader.findings)
}

struct Reader<'t> {
    text: &'t str,
    findings: Vec<Finding>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn contracts(&mut self, root: &DeTable<'_>) -> Vec<Contract> {
        self.known(root, &["contract"]);
        let Some(list) = root.get("contract") else {
            self.report(0, "no-contract", "the file has no [[contract]]".to_owned());
            return Vec::new();
        };
        let Some(items) = list.get_ref().as_array() else {
            self.wrong_type("contract", list, "a list of tables, each begun by [[contract]]");
            return Vec::new();
        };
        let mut contracts: Vec<Contract> = Vec::new();
        for item in items.iter() {
            let at = item.span().start;
            let Some(table) = item.get_ref().as_table() else {
                self.wrong_type("contract", item, "a table, begun by [[contract]]");
                continue;
            };
            let Some(contract) = self.contract(table, at) else { continue };
            let alike = |one: &Contract| {
                one.owner == contract.owner && one.carrier == contract.carrier && one.customer == contract.customer
            };
            if contracts.iter().any(|one| one.key == contract.key) {
                self.report(at, "duplicate-key", format!("the key `{}` is already taken", contract.key));
            } else if contracts.iter().any(alike) {
                let message = format!("there is already a contract of `{}` for this owner", contract.carrier);
                self.report(at, "duplicate-contract", message);
            } else {
                contracts.push(contract);
            }
        }
        contracts
    }

    fn contract(&mut self, table: &DeTable<'_>, at: usize) -> Option<Contract> {
        self.known(
            table,
            &["key", "carrier", "owner", "customer", "instructions", "also_in", "cut_off", "accepted_by_codes"],
        );
        let key = self.needed(table, at, "key");
        if let Some(key) = key.as_deref().filter(|key| !is_word(key)) {
            let message = format!("the key `{key}` must be made of a-z, 0-9 and _, and begin with a letter");
            self.report(self.place(table, "key", at), "malformed-key", message);
        }
        let carrier = self.needed(table, at, "carrier");
        let owner = self.needed(table, at, "owner").and_then(|word| self.owner(table, at, &word));
        let customer = self.text(table, "customer").unwrap_or_default();
        let instructions = self.words::<InstructionKind>(table, "instructions", "kind of instruction");
        let also_in = self.words::<ParcelState>(table, "also_in", "state");
        for state in also_in.iter().copied().filter(|one| !is_optional(*one)) {
            let message = if instruction_possible(state) {
                format!("`{state}` always takes instructions and needs no naming")
            } else {
                format!(
                    "no instruction can be given in `{state}`; also_in takes in_transit, preparing_delivery, deferred"
                )
            };
            self.report(self.place(table, "also_in", at), "state", message);
        }
        let cut_off = self.time(table, at);
        let accepted_by_codes = self.texts(table, "accepted_by_codes").into_iter().map(|(text, _)| text).collect();
        match owner {
            Some(Owner::Customer) if customer.is_empty() => {
                self.report(at, "customer", "a customer’s own contract names the `customer`".to_owned());
            }
            Some(Owner::Operator | Owner::Insurance) if !customer.is_empty() => {
                let message = "only a contract of owner = \"customer\" names a `customer`".to_owned();
                self.report(self.place(table, "customer", at), "customer", message);
            }
            _ => {}
        }
        if owner == Some(Owner::Insurance) && !instructions.is_empty() {
            let message = "an insurance contract takes no instructions".to_owned();
            self.report(self.place(table, "instructions", at), "insurance", message);
        }
        Some(Contract {
            key: key?,
            carrier: carrier?,
            owner: owner?,
            customer,
            instructions,
            also_in,
            cut_off,
            accepted_by_codes,
        })
    }

    fn owner(&mut self, table: &DeTable<'_>, at: usize, word: &str) -> Option<Owner> {
        let owner = Owner::ALL.into_iter().find(|owner| owner.as_str() == word);
        if owner.is_none() {
            let message = format!("there is no owner `{word}`: operator, customer or insurance");
            self.report(self.place(table, "owner", at), "unknown-word", message);
        }
        owner
    }

    fn time(&mut self, table: &DeTable<'_>, at: usize) -> Time {
        let Some(text) = self.text(table, "cut_off") else { return CUT_OFF };
        let time = text.split_once(':').filter(|(hour, minute)| hour.len() == 2 && minute.len() == 2);
        let time = time.and_then(|(hour, minute)| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok());
        time.unwrap_or_else(|| {
            let message = format!("`cut_off` is a time of day as in \"18:00\", not {text:?}");
            self.report(self.place(table, "cut_off", at), "time", message);
            CUT_OFF
        })
    }

    fn words<T: FromStr>(&mut self, table: &DeTable<'_>, key: &str, what: &str) -> Vec<T> {
        let mut words = Vec::new();
        for (text, at) in self.texts(table, key) {
            match text.parse() {
                Ok(word) => words.push(word),
                Err(_) => self.report(at, "unknown-word", format!("there is no {what} `{text}`")),
            }
        }
        words
    }

    fn texts(&mut self, table: &DeTable<'_>, key: &str) -> Vec<(String, usize)> {
        let Some(value) = table.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of texts");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text.to_owned(), item.span().start)),
                None => self.wrong_type(key, item, "a list of texts"),
            }
        }
        texts
    }

    fn needed(&mut self, table: &DeTable<'_>, at: usize, key: &str) -> Option<String> {
        if table.get(key).is_none() {
            self.report(at, "missing-key", format!("the contract has no `{key}`"));
        }
        self.text(table, key)
    }

    fn text(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() && text.chars().count() <= TEXT_MAX => Some(text.to_owned()),
            _ => {
                self.wrong_type(key, value, "a text that is not blank, of at most 200 characters");
                None
            }
        }
    }

    fn known(&mut self, table: &DeTable<'_>, keys: &[&str]) {
        for (key, _) in table.iter() {
            let name: &str = key.get_ref();
            if !keys.contains(&name) {
                let message = format!("there is no `{name}` here; what is: {}", keys.join(", "));
                self.report(key.span().start, "unknown-key", message);
            }
        }
    }

    fn wrong_type(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        self.report(value.span().start, "wrong-type", format!("`{key}` must be {expected}"));
    }

    fn place(&self, table: &DeTable<'_>, key: &str, otherwise: usize) -> usize {
        table.get(key).map_or(otherwise, |value| value.span().start)
    }

    fn report(&mut self, at: usize, rule: &'static str, message: String) {
        let line = self.text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        self.findings.push(Finding { line, rule, message });
    }
}

fn is_word(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a contract may have this state as an option.
fn is_optional(state: ParcelState) -> bool {
    instruction_possible_by_contract(state) && !instruction_possible(state)
}

#[cfg(test)]
mod tests {
    use super::lint;

    /// Each mistake is named once, at its line.
    #[test]
    fn each_rule_is_broken_once() {
        let good =
            "[[contract]]\nkey = \"a\"\ncarrier = \"dpd\"\nowner = \"operator\"\ninstructions = [\"another_day\"]\n";
        assert_eq!(lint(good), []);
        let after = |more: &str| format!("{good}{more}");
        let second =
            |more: &str| format!("{good}[[contract]]\nkey = \"b\"\ncarrier = \"ups\"\nowner = \"operator\"\n{more}");
        for (text, line, rule) in [
            ("contract = [".to_owned(), 1, "syntax"),
            (String::new(), 1, "no-contract"),
            ("contract = 3\n".to_owned(), 1, "wrong-type"),
            (after("colour = \"red\"\n"), 6, "unknown-key"),
            ("[[contract]]\nkey = \"a\"\nowner = \"operator\"\n".to_owned(), 1, "missing-key"),
            (after("cut_off = 18\n"), 6, "wrong-type"),
            (after("also_in = \"in_transit\"\n"), 6, "wrong-type"),
            (after("customer = \" \"\n"), 6, "wrong-type"),
            ("[[contract]]\nkey = \"A-1\"\ncarrier = \"dpd\"\nowner = \"operator\"\n".to_owned(), 2, "malformed-key"),
            (format!("{good}{}", good.replace("dpd", "ups")), 6, "duplicate-key"),
            (format!("{good}{}", good.replace("\"a\"", "\"b\"")), 6, "duplicate-contract"),
            (good.replace("operator", "king"), 4, "unknown-word"),
            (good.replace("another_day", "yesterday"), 5, "unknown-word"),
            (after("also_in = [\"flying\"]\n"), 6, "unknown-word"),
            (after("also_in = [\"delivered\"]\n"), 6, "state"),
            (after("also_in = [\"notified\"]\n"), 6, "state"),
            (after("cut_off = \"6 pm\"\n"), 6, "time"),
            (after("cut_off = \"25:00\"\n"), 6, "time"),
            (after("customer = \"Lemaire\"\n"), 6, "customer"),
            (good.replace("operator", "customer"), 1, "customer"),
            (second("customer = 3\n"), 10, "wrong-type"),
            (good.replace("operator", "insurance"), 5, "insurance"),
        ] {
            let found: Vec<_> = lint(&text).iter().map(|finding| (finding.line, finding.rule)).collect();
            assert_eq!(found, [(line, rule)], "{text}\n{:#?}", lint(&text));
        }
    }
}
