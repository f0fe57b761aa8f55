//! Which parcels take an instruction: `domain::instruction::eligibility` as a condition.

use domain::contract::{Contract, Contracts};
use domain::parcel::ParcelState;
use jiff::Timestamp;

use crate::backend::Built;
use crate::convert::micros;

/// What each carrier takes, and of whom.
#[derive(Clone, Debug, Default)]
pub(in crate::parcels) struct Takers {
    /// The states in which carriers take one of everybody, with these carriers.
    of_all: Vec<(Vec<ParcelState>, Vec<String>)>,
    /// Customers with a contract of their own: the carrier, the customer's name and the states.
    own: Vec<(String, String, Vec<ParcelState>)>,
    /// The moment, in microseconds: an open instruction whose term has passed stands in the way.
    now: i64,
}

impl Takers {
    pub fn at(contracts: &Contracts, now: Timestamp) -> Self {
        let mut takers = Takers { now: micros(now), ..Takers::default() };
        for contract in contracts.applied() {
            let states = states_of(contract);
            if !contract.customer.is_empty() {
                takers.own.push((contract.carrier.clone(), contract.customer.clone(), states));
            } else if !states.is_empty() {
                match takers.of_all.iter_mut().find(|(same, _)| *same == states) {
                    Some((_, carriers)) => carriers.push(contract.carrier.clone()),
                    None => takers.of_all.push((states, vec![contract.carrier.clone()])),
                }
            }
        }
        takers
    }

    /// That a parcel `p` takes one. Its columns are asked for as those that no index is chosen by.
    pub fn take(&self, sql: &mut Built) {
        if self.of_all.is_empty() && self.own.iter().all(|(.., states)| states.is_empty()) {
            sql.push("1 = 0");
            return;
        }
        sql.push("(((1 = 0");
        for (states, carriers) in &self.of_all {
            sql.push(" or (");
            in_states(sql, states);
            sql.push(" and coalesce(p.carrier, '') in (").bind_all(carriers.iter().map(String::as_str)).push("))");
        }
        sql.push(")");
        for (carrier, customer, _) in &self.own {
            sql.push(" and not ");
            of_customer(sql, carrier, customer);
        }
        sql.push(")");
        for (carrier, customer, states) in self.own.iter().filter(|(.., states)| !states.is_empty()) {
            sql.push(" or (");
            of_customer(sql, carrier, customer);
            sql.push(" and ");
            in_states(sql, states);
            sql.push(")");
        }
        sql.push(") and p.id not in (select i.parcel_id from instruction i");
        sql.push(" where i.fate in ('sent', 'accepted') and i.replaceable_until <= ").bind(self.now).push(")");
    }
}

fn states_of(contract: &Contract) -> Vec<ParcelState> {
    ParcelState::ALL.into_iter().filter(|state| contract.takes_in(*state)).collect()
}

fn in_states(sql: &mut Built, states: &[ParcelState]) {
    sql.push("coalesce(p.state, '') in (").bind_all(states.iter().map(|state| state.as_str())).push(")");
}

/// That a parcel goes by the contract of this customer with this carrier.
fn of_customer(sql: &mut Built, carrier: &str, customer: &str) {
    sql.push("(coalesce(p.carrier, '') = ").bind(carrier);
    sql.push(" and coalesce(p.customer_id, '') in (select c.id from customer c where c.name = ").bind(customer);
    sql.push("))");
}
