//! What an administrator of the operator looks after: customers with their accounts, and the operator's own people
//! in their teams.

mod agents;
mod billed;
mod customers;
mod first;
mod teams;

pub use agents::AgentsPage;
pub use customers::{CustomerPage, CustomersPage};
pub use store::people::{Agent, Billed, CustomerLine, Team};
pub use teams::TeamInUse;
