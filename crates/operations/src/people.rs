//! Adding customers, accounts and people: from the command line, and as the administrators' pages do (`desk`). Each deed can be done again and then changes nothing.

use domain::Language;
use domain::actor::{AccountScope, Level, Right, Rights};
use domain::audit::Act;
use domain::email::is_email;
use domain::id::{AccountId, CustomerId, ProfileId, SubAccountId, TeamId, UserId};
use domain::refusal::FieldRefusal;
use store::people::{self, Account, Customer, Person, PersonPlace, Profile};
use store::sessions as rows;
use store::{Scope, Tx};

use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result, ids};

/// The longest name or e-mail address, in characters (RFC 5321 §4.5.3.1 allows an address 254).
pub(crate) const NAME_AT_MOST: usize = 200;

/// The longest number of an account or of a part of one, in characters.
pub(crate) const NUMBER_AT_MOST: usize = 50;

/// The profile with every option on all accounts, made when a user is first put under it.
pub const ADMINISTRATOR: &str = "Administrateur";

/// The profile for daily work on all accounts, without the administration; made when first needed.
pub const COLLABORATOR: &str = "Collaborateur";

/// What became of a thing that was to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added<T> {
    /// It is new.
    New(T),
    /// It was there already, as it was to be: nothing was changed.
    Existing(T),
    /// It was there already, but otherwise (another customer's, another profile): nothing was changed.
    Differs(T),
}

impl<T> Added<T> {
    /// The thing, old or new.
    pub fn id(self) -> T {
        match self {
            Added::New(id) | Added::Existing(id) | Added::Differs(id) => id,
        }
    }
}

/// A user of a customer, to be added.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The address he signs in with and gets his mails at.
    pub email: String,
    /// The name that threads show; made from the address when empty.
    pub name: String,
    /// The customer, by name or id.
    pub customer: String,
    /// The profile's name.
    pub profile: String,
    /// The language of his pages and mails.
    pub language: Language,
}

/// Somebody of the operator, to be added.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// The address he signs in with and gets his mails at.
    pub email: String,
    /// The name that threads show; made from the address when empty.
    pub name: String,
    /// The team whose tickets he sees first.
    pub team: String,
    /// What he is there.
    pub level: Level,
    /// The language of his pages and mails.
    pub language: Language,
}

impl Operations {
    /// Adds a customer whose days are counted in an IANA zone.
    ///
    /// # Errors
    /// Refusals of the fields `name` and `zone`.
    pub async fn add_customer(&self, name: &str, zone: &str) -> Result<Added<CustomerId>> {
        self.customer_added(&Who::command(), name, zone).await
    }

    pub(crate) async fn customer_added(&self, who: &Who, name: &str, zone: &str) -> Result<Added<CustomerId>> {
        let name = short("name", name, NAME_AT_MOST)?;
        check_zone(zone)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        if let Some(there) = people::find_customer_by_name(&mut tx, &name).await? {
            return Ok(if there.zone == zone { Added::Existing(there.id) } else { Added::Differs(there.id) });
        }
        let customer = Customer { id: CustomerId(ids::new_id(now)), name, zone: zone.to_owned(), created_at: now };
        people::insert_customer(&mut tx, &customer).await?;
        let entry = Entry::new(Act::CustomerAdded, customer.id, customer.name.as_str()).of(customer.id);
        audit::record(&mut tx, now, who, entry).await?;
        tx.commit().await?;
        Ok(Added::New(customer.id))
    }

    /// Adds an account to a customer, named by name or id. Account numbers are unique over all customers.
    ///
    /// # Errors
    /// Refusals of the fields `customer` and `number`.
    pub async fn add_account(&self, customer: &str, number: &str) -> Result<Added<AccountId>> {
        self.account_added(&Who::command(), customer, number).await
    }

    pub(crate) async fn account_added(&self, who: &Who, customer: &str, number: &str) -> Result<Added<AccountId>> {
        let number = short("number", number, NUMBER_AT_MOST)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        let customer = known_customer(&mut tx, customer).await?.id;
        if let Some(there) = people::find_account(&mut tx, &number).await? {
            let same = there.customer == customer;
            return Ok(if same { Added::Existing(there.id) } else { Added::Differs(there.id) });
        }
        let account = Account { id: AccountId(ids::new_id(now)), customer, number };
        people::insert_account(&mut tx, &account, now).await?;
        let entry = Entry::new(Act::AccountAdded, account.id, account.number.as_str()).of(customer);
        audit::record(&mut tx, now, who, entry.within(Some(account.id), None)).await?;
        tx.commit().await?;
        Ok(Added::New(account.id))
    }

    /// Adds a part to an account, named by its number.
    ///
    /// # Errors
    /// Refusals of the fields `account` and `number`.
    pub async fn add_sub_account(&self, account: &str, number: &str) -> Result<Added<SubAccountId>> {
        self.sub_account_added(&Who::command(), account, number).await
    }

    pub(crate) async fn sub_account_added(
        &self,
        who: &Who,
        account: &str,
        number: &str,
    ) -> Result<Added<SubAccountId>> {
        let number = short("number", number, NUMBER_AT_MOST)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        let account = people::find_account(&mut tx, account.trim())
            .await?
            .ok_or_else(|| Error::field("account", FieldRefusal::NotOffered))?;
        if let Some(there) = people::find_sub_account(&mut tx, account.id, &number).await? {
            return Ok(Added::Existing(there));
        }
        let id = SubAccountId(ids::new_id(now));
        people::insert_sub_account(&mut tx, id, account.id, &number, now).await?;
        let entry = Entry::new(Act::AccountAdded, id, format!("{} {number}", account.number)).of(account.customer);
        audit::record(&mut tx, now, who, entry.within(Some(account.id), Some(id))).await?;
        tx.commit().await?;
        Ok(Added::New(id))
    }

    /// Adds a user of a customer. The profiles [`ADMINISTRATOR`] and [`COLLABORATOR`] are made when first named. He has
    /// no password yet: [`Operations::reset_password`] makes the link by which he chooses one.
    ///
    /// # Errors
    /// Refusals of the fields `email`, `name`, `customer` and `profile`.
    pub async fn add_user(&self, user: &NewUser) -> Result<Added<UserId>> {
        check_email(&user.email)?;
        let mut tx = self.store().write(Scope::System).await?;
        let customer = known_customer(&mut tx, &user.customer).await?;
        let profile = self.profile_named(&mut tx, customer.id, &user.profile).await?;
        let place = PersonPlace::Customer(customer.id, profile);
        self.add_person(tx, &Who::command(), (&user.email, &user.name), user.language, customer.zone, place).await
    }

    /// Adds somebody of the operator, and his team where there is none of that name; he chooses his
    /// password by [`Operations::reset_password`].
    ///
    /// # Errors
    /// Refusals of the fields `email`, `name` and `team`.
    pub async fn add_agent(&self, agent: &NewAgent) -> Result<Added<UserId>> {
        self.agent_added(&Who::command(), agent).await
    }

    pub(crate) async fn agent_added(&self, who: &Who, agent: &NewAgent) -> Result<Added<UserId>> {
        check_email(&agent.email)?;
        let team = short("team", &agent.team, NAME_AT_MOST)?;
        let mut tx = self.store().write(Scope::System).await?;
        people::lock_agents(&mut tx).await?;
        let known = people::list_teams(&mut tx).await?.into_iter().find(|one| one.is_called(&team));
        let is_new = known.is_none();
        let team = known.map_or(team, |known| known.name);
        let now = self.now();
        if is_new && people::find_person_by_email(&mut tx, &agent.email).await?.is_none() {
            let id = TeamId(ids::new_id(now));
            people::insert_team(&mut tx, id, &team, now).await?;
            audit::record(&mut tx, now, who, Entry::new(Act::TeamAdded, id, team.as_str())).await?;
        }
        let place = PersonPlace::Operator { level: agent.level, team };
        let zone = "Europe/Paris".to_owned();
        self.add_person(tx, who, (&agent.email, &agent.name), agent.language, zone, place).await
    }

    /// Keeps somebody from signing in and ends his sessions, streams and links at once. Says whether he could until now.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nobody has the address.
    pub async fn disable_user(&self, email: &str) -> Result<bool> {
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        let person = people::find_person_by_email(&mut tx, email).await?.ok_or(Error::NotFound)?;
        people::lock_person(&mut tx, person.id).await?;
        let could = people::disable_person(&mut tx, person.id, now).await?;
        rows::revoke_sessions(&mut tx, person.id, None, now).await?;
        rows::end_links(&mut tx, person.id, now).await?;
        if could {
            record_person(&mut tx, now, &Who::command(), (Act::UserDisabled, &person)).await?;
        }
        tx.commit().await?;
        self.live().end_user(person.id);
        Ok(could)
    }

    async fn add_person(
        &self,
        mut tx: Tx,
        who: &Who,
        (email, name): (&str, &str),
        language: Language,
        zone: String,
        place: PersonPlace,
    ) -> Result<Added<UserId>> {
        if let Some(there) = people::find_person_by_email(&mut tx, email).await? {
            let same = there.place == place && there.disabled_at.is_none();
            return Ok(if same { Added::Existing(there.id) } else { Added::Differs(there.id) });
        }
        let email = email.trim().to_owned();
        let name = if name.trim().is_empty() { name_of(&email) } else { short("name", name, NAME_AT_MOST)? };
        let now = self.now();
        let person = Person {
            id: UserId(ids::new_id(now)),
            email,
            name,
            password_hash: String::new(),
            language,
            zone,
            place,
            shortcuts: true,
            disabled_at: None,
            created_at: now,
        };
        people::insert_person(&mut tx, &person).await?;
        record_person(&mut tx, now, who, (Act::UserAdded, &person)).await?;
        tx.commit().await?;
        Ok(Added::New(person.id))
    }

    /// The customer's profile of a name, made now if it is one of the two that every customer has.
    pub(crate) async fn profile_named(&self, tx: &mut Tx, customer: CustomerId, name: &str) -> Result<ProfileId> {
        let wanted = usual_name(name);
        let there = people::list_profiles(tx, customer).await?;
        if let Some(profile) = there.iter().find(|profile| folded(&profile.name) == folded(wanted)) {
            return Ok(profile.id);
        }
        let rights = match wanted {
            ADMINISTRATOR => Rights::all(),
            COLLABORATOR => daily_work(),
            _ => return Err(Error::field("profile", FieldRefusal::NotOffered)),
        };
        let id = ProfileId(ids::new_id(self.now()));
        let profile = Profile { id, customer, name: wanted.to_owned(), rights, scope: AccountScope::All };
        people::insert_profile(tx, &profile).await?;
        Ok(id)
    }
}

/// What is done to somebody concerns his customer.
async fn record_person(tx: &mut Tx, now: jiff::Timestamp, who: &Who, (act, person): (Act, &Person)) -> Result<()> {
    let entry = Entry::new(act, person.id, person.email.as_str());
    let entry = match person.place {
        PersonPlace::Customer(customer, _) => entry.of(customer),
        PersonPlace::Operator { .. } => entry,
    };
    audit::record(tx, now, who, entry).await
}

/// Everything but the administration of users and profiles and the audit trail (`product.md` §5).
pub(crate) fn daily_work() -> Rights {
    Rights::all().iter().filter(|right| !matches!(right, Right::Users | Right::Profiles | Right::AuditTrail)).collect()
}

/// The French name of the two usual profiles, which are also known by their English ones.
fn usual_name(name: &str) -> &str {
    match folded(name).as_str() {
        "administrateur" | "administrator" | "admin" => ADMINISTRATOR,
        "collaborateur" | "collaborator" => COLLABORATOR,
        _ => name,
    }
}

fn folded(name: &str) -> String {
    store::convert::folded(name)
}

async fn known_customer(tx: &mut Tx, name_or_id: &str) -> Result<Customer> {
    let found = match name_or_id.trim().parse::<CustomerId>() {
        Ok(id) => people::find_customer(tx, id).await?,
        Err(_) => people::find_customer_by_name(tx, name_or_id).await?,
    };
    found.ok_or_else(|| Error::field("customer", FieldRefusal::NotOffered))
}

fn check_zone(zone: &str) -> Result<()> {
    known_zone(zone).map(drop)
}

/// The name of a zone as the IANA writes it, or the refusal of the field `zone`.
pub(crate) fn known_zone(zone: &str) -> Result<String> {
    let known = jiff::tz::TimeZone::get(zone.trim()).ok();
    let name = known.and_then(|known| known.iana_name().map(str::to_owned));
    name.ok_or_else(|| Error::field("zone", FieldRefusal::NotOffered))
}

/// A line of text without the spaces around it, or the refusal of its field.
pub(crate) fn short(field: &str, text: &str, at_most: usize) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::field(field, FieldRefusal::Missing));
    }
    if text.chars().count() > at_most {
        return Err(Error::field(field, FieldRefusal::TooLong(at_most)));
    }
    Ok(text.chars().filter(|letter| !letter.is_control()).collect())
}

/// Refuses, under the field `email`, what cannot be an address: one @ with something before it and a domain after it.
/// Whether it exists is shown by a mail alone.
pub(crate) fn check_email(email: &str) -> Result<()> {
    let email = email.trim();
    if email.is_empty() {
        return Err(Error::field("email", FieldRefusal::Missing));
    }
    if email.chars().count() > NAME_AT_MOST {
        return Err(Error::field("email", FieldRefusal::TooLong(NAME_AT_MOST)));
    }
    if is_email(email) { Ok(()) } else { Err(Error::field("email", FieldRefusal::NotAnEmail)) }
}

/// A name out of an address: `claire.moreau@…` is Claire Moreau.
fn name_of(email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default();
    let words: Vec<String> = local
        .split(['.', '_', '+'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        })
        .collect();
    if words.is_empty() { local.to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        for (text, expected) in [
            ("claire.moreau@lunettes.example", true),
            ("o'neil+colis@mail.lunettes.example", true),
            ("élodie@café.example", true),
            ("claire", false),
            ("claire@", false),
            ("@lunettes.example", false),
            ("claire@lunettes", false),
            ("claire@lunettes..example", false),
            ("a@b@lunettes.example", false),
            ("a@lunettes.example,b@lunettes.example", false),
            ("a@lunettes.example\r\nBcc: b@lunettes.example", false),
            ("Claire <claire@lunettes.example>", false),
        ] {
            assert_eq!(is_email(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_name_is_made_from_an_address() {
        for (email, name) in [
            ("claire.moreau@lunettes.example", "Claire Moreau"),
            ("élodie_cœur@lunettes.example", "Élodie Cœur"),
            ("jean-luc@lunettes.example", "Jean-luc"),
            ("...@lunettes.example", "..."),
        ] {
            assert_eq!(name_of(email), name);
        }
    }
}
