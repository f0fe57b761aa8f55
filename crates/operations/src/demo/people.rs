//! The people of the demo world.

use domain::Language;
use domain::actor::{AccountScope, Level, Right, Rights};
use domain::id::{AccountId, CustomerId, ProfileId, SubAccountId, TeamId, UserId};
use jiff::{SignedDuration, Timestamp};
use store::people::{self as rows, Account, Customer, Person, PersonPlace, Profile};
use store::{Scope, Tx};

use super::dice::Dice;
use super::mass_places::{FAMILIES, GIVEN};
use crate::people::{ADMINISTRATOR, COLLABORATOR, daily_work};
use crate::{Operations, Result};

/// Somebody one can sign in as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoPerson {
    /// His name.
    pub name: &'static str,
    /// The address he signs in with.
    pub email: &'static str,
    /// What he is, in French.
    pub fr: &'static str,
    /// What he is, in English.
    pub en: &'static str,
}

/// The password of everybody in the demo world.
pub const PASSWORD: &str = "colis-en-demonstration";

/// Everybody one can sign in as, the customer of the main job first.
pub const PEOPLE: &[DemoPerson] = &[
    DemoPerson {
        name: "Claire Morel",
        email: "claire.morel@maison-lemaire.example",
        fr: "Maison Lemaire, administratrice",
        en: "Maison Lemaire, administrator",
    },
    DemoPerson {
        name: "Hugo Petit",
        email: "hugo.petit@maison-lemaire.example",
        fr: "Maison Lemaire, collaborateur",
        en: "Maison Lemaire, colleague",
    },
    DemoPerson {
        name: "Julien Faure",
        email: "julien.faure@maison-lemaire.example",
        fr: "Maison Lemaire, un seul compte, sans validation",
        en: "Maison Lemaire, one account only, may not validate",
    },
    DemoPerson {
        name: "Emma Clarke",
        email: "emma.clarke@atelier-nord.example",
        fr: "Atelier Nord, administratrice (en anglais)",
        en: "Atelier Nord, administrator (in English)",
    },
    DemoPerson {
        name: "Sofia Benali",
        email: "sofia.benali@consigne.example",
        fr: "Service client, agente",
        en: "Customer service, agent",
    },
    DemoPerson {
        name: "Marc Leroy",
        email: "marc.leroy@consigne.example",
        fr: "Service client, agent",
        en: "Customer service, agent",
    },
    DemoPerson {
        name: "Nadia Roche",
        email: "nadia.roche@consigne.example",
        fr: "Service client, responsable",
        en: "Customer service, lead",
    },
    DemoPerson {
        name: "Paul Simon",
        email: "paul.simon@consigne.example",
        fr: "Administrateur de l\u{2019}installation",
        en: "Administrator of the installation",
    },
];

/// A customer of the demo world with its accounts and users.
pub(super) struct DemoCustomer {
    pub id: CustomerId,
    pub accounts: Vec<AccountId>,
    /// A part of one of them.
    pub sub_account: Option<(AccountId, SubAccountId)>,
    pub users: Vec<(UserId, &'static str)>,
    pub language: Language,
}

/// Everybody, with their ids.
pub(super) struct Cast {
    pub customers: Vec<DemoCustomer>,
    pub agents: Vec<(UserId, &'static str)>,
}

/// Somebody who ships, with those who write for him.
pub(super) struct Shipper {
    pub id: CustomerId,
    pub accounts: Vec<AccountId>,
    pub users: Vec<(UserId, String)>,
    pub language: Language,
}

/// How long before the day of the world its people came.
const THERE_SINCE: SignedDuration = SignedDuration::from_hours(24 * 400);

const ZONE: &str = "Europe/Paris";

/// Makes everybody, with their passwords. One hash serves all of them: they share the password.
pub(super) async fn make(ops: &Operations, dice: &mut Dice, as_of: Timestamp) -> Result<Cast> {
    let password_hash = ops.hashing().hash(PASSWORD.to_owned()).await?;
    let first = as_of.checked_sub(THERE_SINCE).unwrap_or(as_of);
    let tx = ops.store().write(Scope::System).await?;
    let mut newcomers = Newcomers { tx, dice, at: first, password_hash };
    let mut customers = Vec::new();
    for (name, accounts, users, language) in [
        ("Maison Lemaire", ["19869502", "19869510"], &PEOPLE[..2], Language::Fr),
        ("Atelier Nord", ["20117730", "20117748"], &PEOPLE[3..4], Language::En),
    ] {
        let customer = newcomers.customer(name, &accounts).await?;
        let administrator = newcomers.profile(customer.0, ADMINISTRATOR, Rights::all(), AccountScope::All).await?;
        let collaborator = newcomers.profile(customer.0, COLLABORATOR, daily_work(), AccountScope::All).await?;
        let mut cast = Vec::new();
        for (position, person) in users.iter().enumerate() {
            let profile = if position == 0 { administrator } else { collaborator };
            let place = PersonPlace::Customer(customer.0, profile);
            cast.push((newcomers.person(person, language, place).await?, person.name));
        }
        if language == Language::Fr {
            // He reads and replies; he is the author of no ticket, because those lie on both accounts.
            let rights = [Right::SeeAllTickets, Right::FileTickets, Right::Reply, Right::SearchParcels];
            let scope = AccountScope::accounts(vec![customer.1[0]]);
            let narrow = newcomers.profile(customer.0, "Entrepôt", rights.into_iter().collect(), scope).await?;
            newcomers.person(&PEOPLE[2], language, PersonPlace::Customer(customer.0, narrow)).await?;
        }
        let sub_account = match language {
            Language::Fr => Some(newcomers.sub_account(customer.1[0], "NANTES").await?),
            Language::En => None,
        };
        customers.push(DemoCustomer { id: customer.0, accounts: customer.1, sub_account, users: cast, language });
    }
    let mut agents = Vec::new();
    for (person, level) in PEOPLE[4..].iter().zip([Level::Agent, Level::Agent, Level::Lead, Level::Administrator]) {
        let place = PersonPlace::Operator { level, team: "Service client".to_owned() };
        agents.push((newcomers.person(person, Language::Fr, place).await?, person.name));
    }
    // Ids of teams are those of people, so that the dice fall as they did before there were teams.
    for ((id, _), name) in agents.iter().zip(["Service client", "Enquêtes et litiges"]) {
        rows::insert_team(&mut newcomers.tx, TeamId(id.0), name, first).await?;
    }
    newcomers.tx.commit().await?;
    Ok(Cast { customers, agents })
}

/// The customers of the world, and so many more, each with an account and two people who cannot sign in.
pub(super) async fn shippers(
    ops: &Operations,
    cast: &Cast,
    dice: &mut Dice,
    more: usize,
    as_of: Timestamp,
) -> Result<Vec<Shipper>> {
    let mut all: Vec<Shipper> = Vec::with_capacity(cast.customers.len() + more);
    for DemoCustomer { id, accounts, users, language, .. } in &cast.customers {
        let users = users.iter().map(|(id, name)| (*id, (*name).to_owned())).collect();
        all.push(Shipper { id: *id, accounts: accounts.clone(), users, language: *language });
    }
    let tx = ops.store().write(Scope::System).await?;
    let at = as_of.checked_sub(THERE_SINCE * 2).unwrap_or(as_of);
    let mut newcomers = Newcomers { tx, dice, at, password_hash: String::new() };
    for index in 1..=more {
        let language = if index % 4 == 0 { Language::En } else { Language::Fr };
        let (id, accounts) = newcomers.customer(&format!("Expéditeur {index:02}"), &[&format!("3{index:07}")]).await?;
        let profile = newcomers.profile(id, ADMINISTRATOR, Rights::all(), AccountScope::All).await?;
        let mut users = Vec::new();
        for _ in 0..2 {
            let name = format!("{} {}", newcomers.dice.one_of(&GIVEN), newcomers.dice.one_of(&FAMILIES));
            let email = format!("contact-{}@expediteur-{index:02}.example", users.len() + 1);
            let place = PersonPlace::Customer(id, profile);
            users.push((newcomers.named(&name, &email, language, place).await?, name));
        }
        all.push(Shipper { id, accounts, users, language });
    }
    newcomers.tx.commit().await?;
    Ok(all)
}

/// Those who come, one a minute, with ids from the dice.
struct Newcomers<'a> {
    tx: Tx,
    dice: &'a mut Dice,
    at: Timestamp,
    password_hash: String,
}

impl Newcomers<'_> {
    fn next(&mut self) -> Timestamp {
        self.at = self.at.checked_add(SignedDuration::from_mins(1)).unwrap_or(self.at);
        self.at
    }

    async fn customer(&mut self, name: &str, accounts: &[&str]) -> Result<(CustomerId, Vec<AccountId>)> {
        let created_at = self.next();
        let id = CustomerId(self.dice.id(created_at));
        let customer = Customer { id, name: name.to_owned(), zone: ZONE.to_owned(), created_at };
        rows::insert_customer(&mut self.tx, &customer).await?;
        let mut ids = Vec::new();
        for number in accounts {
            let at = self.next();
            let account = Account { id: AccountId(self.dice.id(at)), customer: id, number: (*number).to_owned() };
            rows::insert_account(&mut self.tx, &account, at).await?;
            ids.push(account.id);
        }
        Ok((id, ids))
    }

    async fn sub_account(&mut self, account: AccountId, number: &str) -> Result<(AccountId, SubAccountId)> {
        let at = self.next();
        let id = SubAccountId(self.dice.id(at));
        rows::insert_sub_account(&mut self.tx, id, account, number, at).await?;
        Ok((account, id))
    }

    async fn profile(
        &mut self,
        customer: CustomerId,
        name: &str,
        rights: Rights,
        scope: AccountScope,
    ) -> Result<ProfileId> {
        let at = self.next();
        let id = ProfileId(self.dice.id(at));
        let profile = Profile { id, customer, name: name.to_owned(), rights, scope };
        rows::insert_profile(&mut self.tx, &profile).await?;
        Ok(id)
    }

    async fn person(&mut self, person: &DemoPerson, language: Language, place: PersonPlace) -> Result<UserId> {
        self.named(person.name, person.email, language, place).await
    }

    async fn named(&mut self, name: &str, email: &str, language: Language, place: PersonPlace) -> Result<UserId> {
        let created_at = self.next();
        let id = UserId(self.dice.id(created_at));
        let person = Person {
            id,
            email: email.to_owned(),
            name: name.to_owned(),
            password_hash: self.password_hash.clone(),
            language,
            zone: ZONE.to_owned(),
            place,
            shortcuts: true,
            disabled_at: None,
            created_at,
        };
        rows::insert_person(&mut self.tx, &person).await?;
        Ok(id)
    }
}
