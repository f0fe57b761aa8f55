//! Customers, their accounts, and the parts of these.

use domain::id::{AccountId, CustomerId, SubAccountId};
use domain::refusal::FieldRefusal;
use domain::team::stays_administered;
use domain::{Actor, permission};
use store::Scope;
use store::people::{self as rows, Billed, Customer, CustomerLine, Invitation};

use crate::audit::Who;
use crate::people::Added;
use crate::{Error, Operations, Result};

/// Customers of one page.
const PAGE: i64 = 50;

/// Customers in the order of their names.
#[derive(Clone, Debug, Default)]
pub struct CustomersPage {
    /// The customers.
    pub rows: Vec<CustomerLine>,
    /// The name after which the next page begins, if there is one.
    pub next: Option<String>,
}

/// One customer.
#[derive(Clone, Debug)]
pub struct CustomerPage {
    /// The customer.
    pub customer: Customer,
    /// Its accounts by number, each followed by its parts.
    pub accounts: Vec<Billed>,
    /// Its users who may sign in.
    pub users: i64,
    /// How often each of its users is marked as abusive, the most often first.
    pub abuse: Vec<(String, i64)>,
    /// Whether somebody of its own administers it.
    pub administered: bool,
    /// The operator's open invitations, the latest first.
    pub invitations: Vec<Invitation>,
}

impl Operations {
    /// The customers whose name holds a text, or whose account has that number.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator.
    pub async fn customers(&self, actor: &Actor, search: &str, after: &str) -> Result<CustomersPage> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut rows = rows::list_customers(&mut tx, search, after, PAGE + 1).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|row| row.name.clone());
        Ok(CustomersPage { rows, next })
    }

    /// One customer with its accounts.
    ///
    /// # Errors
    /// As [`Operations::customers`]; [`Error::NotFound`] for none.
    pub async fn customer_page(&self, actor: &Actor, id: CustomerId) -> Result<CustomerPage> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let customer = rows::find_customer(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let accounts = rows::list_billed(&mut tx, id).await?;
        let mut people = rows::list_colleagues(&mut tx, id).await?;
        people.retain(|one| one.disabled_at.is_none());
        Ok(CustomerPage {
            customer,
            accounts,
            users: i64::try_from(people.len()).unwrap_or(i64::MAX),
            abuse: store::abuse::counts(&mut tx, id).await?,
            administered: stays_administered(people.iter().map(|one| one.rights)),
            invitations: rows::list_first_invitations(&mut tx, id).await?,
        })
    }

    /// Adds a customer whose days are counted in an IANA zone.
    ///
    /// # Errors
    /// As [`Operations::customers`]; refusals of the fields `name` (also where there is one of that name) and `zone`.
    pub async fn add_customer_as(&self, actor: &Actor, name: &str, zone: &str) -> Result<CustomerId> {
        permission::run_installation(actor)?;
        new(self.customer_added(&Who::actor(actor), name, zone).await?, "name")
    }

    /// Adds an account to a customer.
    ///
    /// # Errors
    /// As [`Operations::customer_page`]; a refusal of the field `number`, also where some customer has it.
    pub async fn add_account_as(&self, actor: &Actor, customer: CustomerId, number: &str) -> Result<AccountId> {
        permission::run_installation(actor)?;
        self.customer_page(actor, customer).await?;
        new(self.account_added(&Who::actor(actor), &customer.to_string(), number).await?, "number")
    }

    /// Adds a part to an account of a customer.
    ///
    /// # Errors
    /// As [`Operations::customer_page`]; refusals of the fields `account` and `part`.
    pub async fn add_sub_account_as(
        &self,
        actor: &Actor,
        customer: CustomerId,
        account: &str,
        number: &str,
    ) -> Result<SubAccountId> {
        permission::run_installation(actor)?;
        let page = self.customer_page(actor, customer).await?;
        let known = page.accounts.iter().any(|own| own.part.is_none() && own.number == account);
        if !known {
            return Err(Error::field("account", FieldRefusal::NotOffered));
        }
        let added = self.sub_account_added(&Who::actor(actor), account, number).await;
        new(added.map_err(|error| renamed(error, "number", "part"))?, "part")
    }
}

/// What is new; on a page nothing is added twice in silence.
fn new<T>(added: Added<T>, field: &str) -> Result<T> {
    match added {
        Added::New(id) => Ok(id),
        Added::Existing(_) | Added::Differs(_) => Err(Error::field(field, FieldRefusal::Taken)),
    }
}

/// A refusal whose field has another name on the page.
fn renamed(error: Error, from: &str, to: &str) -> Error {
    use domain::refusal::Refusal;

    match error {
        Error::Refused(Refusal::Fields(fields)) => {
            let fields = fields.into_iter().map(|(name, why)| (if name == from { to.to_owned() } else { name }, why));
            Error::Refused(Refusal::Fields(fields.collect()))
        }
        other => other,
    }
}
