//! The people of the demo world.

use domain::Language;
use domain::actor::Level;
use domain::id::{AccountId, CustomerId, UserId};

use crate::people::{NewAgent, NewUser};
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
    pub users: Vec<(UserId, &'static str)>,
    pub language: Language,
}

/// Everybody, with their ids.
pub(super) struct Cast {
    pub customers: Vec<DemoCustomer>,
    pub agents: Vec<(UserId, &'static str)>,
}

/// Makes everybody, with their passwords.
pub(super) async fn make(ops: &Operations) -> Result<Cast> {
    let mut customers = Vec::new();
    for (customer, accounts, users, language) in [
        ("Maison Lemaire", ["19869502", "19869510"], &PEOPLE[..2], Language::Fr),
        ("Atelier Nord", ["20117730", "20117748"], &PEOPLE[2..3], Language::En),
    ] {
        let id = ops.add_customer(customer, "Europe/Paris").await?.id();
        let mut ids = Vec::new();
        for number in accounts {
            ids.push(ops.add_account(customer, number).await?.id());
        }
        let mut cast = Vec::new();
        for (position, person) in users.iter().enumerate() {
            let user = NewUser {
                email: person.email.to_owned(),
                name: person.name.to_owned(),
                customer: customer.to_owned(),
                profile: if position == 0 { "Administrateur" } else { "Collaborateur" }.to_owned(),
                language,
            };
            cast.push((ops.add_user(&user).await?.id(), person.name));
        }
        customers.push(DemoCustomer { id, accounts: ids, users: cast, language });
    }
    let mut agents = Vec::new();
    for (person, level) in PEOPLE[3..].iter().zip([Level::Agent, Level::Agent, Level::Lead, Level::Administrator]) {
        let agent = NewAgent {
            email: person.email.to_owned(),
            name: person.name.to_owned(),
            team: "Service client".to_owned(),
            level,
            language: Language::Fr,
        };
        agents.push((ops.add_agent(&agent).await?.id(), person.name));
    }
    for person in PEOPLE {
        let link = ops.reset_password(person.email).await?;
        let token = link.rsplit('/').next().unwrap_or_default();
        ops.set_password(token, PASSWORD).await?;
    }
    Ok(Cast { customers, agents })
}
