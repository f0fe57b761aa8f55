//! Contracts: carrier × owner × capabilities. So far they say which delivery instructions a carrier takes.
//!
//! They are data (`data/contracts.toml`), which a file of the operator's own replaces; reading and linting it is the
//! business of [`lint`](fn@lint).

mod lint;

use std::sync::LazyLock;

use jiff::civil::Time;

use crate::instruction::kind::InstructionKind;
use crate::parcel::state::{ParcelState, instruction_possible, instruction_possible_by_contract};

pub use lint::{Finding, lint};

static SHIPPED: LazyLock<Contracts> = LazyLock::new(|| lint::read(include_str!("../../data/contracts.toml")).0);

/// The contracts that come with the program.
#[must_use]
pub fn contracts() -> &'static Contracts {
    &SHIPPED
}

/// Whose contract it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The operator's.
    Operator,
    /// A customer's own.
    Customer,
    /// An insurer's.
    Insurance,
}

impl Owner {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Operator, Self::Customer, Self::Insurance];

    /// The word of the file.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Customer => "customer",
            Self::Insurance => "insurance",
        }
    }
}

/// What a carrier takes, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// The word that names it.
    pub key: String,
    /// Code of the carrier.
    pub carrier: String,
    /// Whose it is.
    pub owner: Owner,
    /// The name of the customer whose own it is, or empty.
    pub customer: String,
    /// The kinds of instruction that the carrier takes.
    pub instructions: Vec<InstructionKind>,
    /// The states in which it takes them besides *awaiting instruction* and *notified*.
    pub also_in: Vec<ParcelState>,
    /// The time of day, on the delivery day before, after which a day is no longer taken.
    pub cut_off: Time,
    /// Codes of scans that say that the carrier has an instruction.
    pub accepted_by_codes: Vec<String>,
}

impl Contract {
    /// Whether it takes any instruction for a parcel in this state.
    #[must_use]
    pub fn takes_in(&self, state: ParcelState) -> bool {
        let also = instruction_possible_by_contract(state) && self.also_in.contains(&state);
        !self.instructions.is_empty() && (instruction_possible(state) || also)
    }
}

/// All contracts of an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contracts(Vec<Contract>);

impl Contracts {
    /// Reads a file of contracts.
    ///
    /// # Errors
    /// Every [`Finding`] of [`lint`](fn@lint), in the order of the lines; nothing half right is taken.
    pub fn parse(text: &str) -> Result<Self, Vec<Finding>> {
        let (contracts, findings) = lint::read(text);
        if findings.is_empty() { Ok(contracts) } else { Err(findings) }
    }

    /// The contract that a parcel of this carrier and customer goes by: the customer's own, else the operator's.
    #[must_use]
    pub fn of(&self, carrier: &str, customer: &str) -> Option<&Contract> {
        let of_carrier = |contract: &&Contract| contract.carrier == carrier;
        let own = |contract: &&Contract| contract.owner == Owner::Customer && contract.customer == customer;
        let ours = |contract: &&Contract| contract.owner == Owner::Operator;
        let mut contracts = self.0.iter().filter(of_carrier);
        contracts.clone().find(own).or_else(|| contracts.find(ours))
    }

    /// The contracts that parcels go by: of each carrier the operator's, and each customer's own; the first of several.
    pub fn applied(&self) -> impl Iterator<Item = &Contract> {
        let applies = |one: &&Contract| self.of(&one.carrier, &one.customer).is_some_and(|of| std::ptr::eq(of, *one));
        self.0.iter().filter(applies)
    }

    /// The carriers of all contracts, by code, in no order.
    #[must_use]
    pub fn all_carriers(&self) -> Vec<&str> {
        self.0.iter().map(|contract| contract.carrier.as_str()).collect()
    }

    /// The carriers that take any instruction, by code, each once.
    #[must_use]
    pub fn carriers(&self) -> Vec<&str> {
        let mut carriers: Vec<&str> =
            self.0.iter().filter(|one| !one.instructions.is_empty()).map(|one| one.carrier.as_str()).collect();
        carriers.sort_unstable();
        carriers.dedup();
        carriers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruction::days::CUT_OFF;

    #[test]
    fn the_shipped_contracts_are_without_a_mistake() {
        assert_eq!(lint(include_str!("../../data/contracts.toml")), []);
        let chronopost = contracts().of("chronopost", "Anybody").expect("the operator's");
        assert_eq!((chronopost.instructions.len(), chronopost.cut_off), (5, CUT_OFF));
        // Chronopost says by two codes that it has an instruction, whatever words stand beside them.
        assert_eq!(chronopost.accepted_by_codes, ["CL", "CT"]);
        assert_eq!(contracts().of("nobody", ""), None);
        assert!(contracts().carriers().contains(&"dpd"));
    }

    #[test]
    fn a_customers_own_contract_goes_before_the_operators() {
        let file = r#"
            [[contract]]
            key = "ours"
            carrier = "dpd"
            owner = "operator"
            instructions = ["another_day"]
            [[contract]]
            key = "lemaire"
            carrier = "dpd"
            owner = "customer"
            customer = "Maison Lemaire"
            cut_off = "16:30"
            instructions = ["safe_place"]
            [[contract]]
            key = "insurer"
            carrier = "ups"
            owner = "insurance"
        "#;
        let contracts = Contracts::parse(file).expect("sound");
        let key = |carrier, customer| contracts.of(carrier, customer).map(|contract| contract.key.as_str());
        assert_eq!(key("dpd", "Maison Lemaire"), Some("lemaire"));
        assert_eq!(key("dpd", "Atelier Nord"), Some("ours"));
        assert_eq!(key("ups", "Atelier Nord"), None, "an insurer takes no instructions");
        assert_eq!(contracts.carriers(), ["dpd"]);
        assert_eq!(contracts.of("dpd", "Maison Lemaire").map(|one| one.cut_off.hour()), Some(16));
    }
}
