//! A small world to act in: an installation on an empty database, whose clock stands still until a test moves it.
//!
//! People are added by the same deeds as on the command line; what a test then does, it does as one of them.

#[path = "../../../store/tests/support/mod.rs"]
pub mod engine;

use std::sync::Arc;

use domain::Language;
use domain::actor::{AccountScope, Actor, Level, Right};
use domain::id::{AccountId, CustomerId, ProfileId};
use jiff::{SignedDuration, Timestamp};
use operations::people::{NewAgent, NewUser};
use operations::{Clock, Operations, Settings, ids};
use store::people::Profile;
use store::{Scope, Store};

/// An installation of its own for one test.
pub struct World {
    /// What people and the clock can do there.
    pub operations: Operations,
    _files: tempfile::TempDir,
}

/// Runs a test in a new world on each engine ([`engine::for_each_engine`]).
pub async fn for_each_world(test: impl AsyncFn(World)) {
    engine::for_each_engine(async |store| test(World::on(store)).await).await;
}

impl World {
    /// An empty installation on a Monday, 2 March 2026, at 9:00 in Paris.
    pub fn on(store: Store) -> Self {
        let files = tempfile::tempdir().expect("a temporary folder");
        let start: Timestamp = "2026-03-02T08:00:00Z".parse().expect("a moment");
        let settings = Settings {
            public_url: "https://consigne.example".to_owned(),
            data: files.path().to_owned(),
            smtp_url: None,
            mail_from: "Consigne <no-reply@consigne.example>".to_owned(),
            hold_seconds: operations::tickets::hold::SECONDS,
            archive_months: domain::parcel::retention::ARCHIVE_MONTHS,
            key_file: None,
            demo: false,
            matrix: Arc::new(domain::ticket::reason::matrix().clone()),
            contracts: Arc::new(domain::contract::contracts().clone()),
        };
        let operations = Operations::open(store, Clock::stopped_at(start), settings).expect("an installation");
        World { operations, _files: files }
    }

    /// Time goes by (or back).
    pub fn wait(&self, duration: SignedDuration) {
        self.operations.clock().move_by(duration);
    }

    /// A customer in Paris.
    pub async fn customer(&self, name: &str) -> CustomerId {
        self.operations.add_customer(name, "Europe/Paris").await.expect("a customer").id()
    }

    /// An account of a customer.
    pub async fn account(&self, customer: CustomerId, number: &str) -> AccountId {
        self.operations.add_account(&customer.to_string(), number).await.expect("an account").id()
    }

    /// A profile with these options on these accounts, under which users can then be added.
    pub async fn profile(&self, customer: CustomerId, name: &str, rights: &[Right], scope: AccountScope) {
        let id = ProfileId(ids::new_id(self.operations.now()));
        let profile = Profile { id, customer, name: name.to_owned(), rights: rights.iter().copied().collect(), scope };
        let mut tx = self.operations.store().write(Scope::System).await.expect("a transaction");
        store::people::insert_profile(&mut tx, &profile).await.expect("a profile");
        tx.commit().await.expect("kept");
    }

    /// A French-speaking user of a customer under a profile; `Administrateur` and `Collaborateur` need not be made.
    pub async fn user(&self, customer: CustomerId, profile: &str, email: &str) -> Actor {
        let user = NewUser {
            email: email.to_owned(),
            name: String::new(),
            customer: customer.to_string(),
            profile: profile.to_owned(),
            language: Language::Fr,
        };
        let id = self.operations.add_user(&user).await.expect("a user").id();
        self.operations.actor(id).await.expect("read").expect("an actor")
    }

    /// A French-speaking person of the operator.
    pub async fn agent(&self, email: &str, level: Level) -> Actor {
        let agent = NewAgent {
            email: email.to_owned(),
            name: String::new(),
            team: "Paris".to_owned(),
            level,
            language: Language::Fr,
        };
        let id = self.operations.add_agent(&agent).await.expect("an agent").id();
        self.operations.actor(id).await.expect("read").expect("an actor")
    }

    /// Somebody chooses his password, by a link from the command line.
    pub async fn password(&self, email: &str, password: &str) {
        let link = self.operations.reset_password(email).await.expect("a link");
        let (_, token) = link.rsplit_once('/').expect("a link with a secret");
        self.operations.set_password(token, password).await.expect("a password");
    }
}

// Every file of tests uses some of these; naming them all keeps the others from being called dead code there.
const _: fn() = || {
    let _ = World::wait;
    let _ = World::customer;
    let _ = World::account;
    let _ = World::profile;
    let _ = World::user;
    let _ = World::agent;
    let _ = World::password;
};
