//! Who ships, who asks, who answers: customers and their accounts, profiles, and the people themselves.

mod actors;
mod billed;
mod columns;
mod customers;
mod desk;
mod invitations;
mod persons;
mod profiles;
mod team;
mod teams;

pub use actors::find_actor;
pub(crate) use actors::{ActorRow, actor_columns};
pub use billed::{Billed, customer_of_billed, is_retired, list_billed, rename_billed, rename_customer, retire_billed};
pub use columns::{forget_list_columns, keep_list_columns, list_columns};
pub use customers::{
    Account, Customer, customer_zone, find_account, find_customer, find_customer_by_name, find_sub_account,
    insert_account, insert_customer, insert_sub_account, list_accounts, list_sub_accounts,
};
pub use desk::{Agent, CustomerLine, list_agents, list_customers, lock_agents, update_agent};
pub use invitations::{
    Invitation, end_invitation, end_invitations_by, end_invitations_of, find_invitation, insert_invitation,
    list_first_invitations, list_invitations, renew_invitation,
};
pub use persons::{
    Person, PersonPlace, disable_person, email_key, find_person, find_person_by_email, insert_person, lock_person,
    update_language, update_own, update_password, update_profile, update_shortcuts,
};
pub(crate) use profiles::scope;
pub use profiles::{Profile, insert_profile, list_profiles};
pub use team::{
    Colleague, change_profile, count_invited, delete_profile, enable_person, hand_over, list_colleagues, lock_team,
    move_people, update_name,
};
pub use teams::{Team, insert_team, list_teams, move_agents, rename_team, retire_team};
