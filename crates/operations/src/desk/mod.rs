//! What an administrator of the operator looks after: customers with their accounts, and the operator's own people.

mod agents;
mod customers;

pub use agents::AgentsPage;
pub use customers::{CustomerPage, CustomersPage};
pub use store::people::{Agent, CustomerLine};
