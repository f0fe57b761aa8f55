//! Signing in and staying signed in, as people see it: Claire of a customer, Karim of the operator, and strangers.

#[path = "../support/mod.rs"]
mod support;

mod factor;
mod own;
mod password;
mod sessions;
mod sign_in;
mod throttle;

use domain::Actor;
use domain::refusal::Refusal;
use operations::identity::{SignIn, SignedIn};
use operations::{Error, Result};
use support::World;

const CLAIRE: &str = "claire.moreau@lunettes.example";
const PASSWORD: &str = "quatre vélos verts";
const OTHER_PASSWORD: &str = "trois tramways bleus";

/// Claire, who has chosen her password.
async fn claire(world: &World) -> Actor {
    let customer = world.customer("Lunettes de la Côte").await;
    let claire = world.user(customer, "Collaborateur", CLAIRE).await;
    world.password(CLAIRE, PASSWORD).await;
    claire
}

fn form(email: &str, password: &str) -> SignIn {
    SignIn {
        email: email.to_owned(),
        password: password.to_owned(),
        address: "192.0.2.7".to_owned(),
        agent: "Firefox".to_owned(),
        earlier: None,
    }
}

async fn sign_in(world: &World, email: &str, password: &str) -> SignedIn {
    world.operations.sign_in(form(email, password)).await.expect("signed in")
}

/// The refusal that somebody was given.
fn refused<T>(answer: Result<T>) -> Refusal {
    match answer {
        Err(Error::Refused(refusal)) => refusal,
        Err(other) => panic!("another failure: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

fn wrong(answer: Result<SignedIn>) -> bool {
    refused(answer) == Refusal::WrongSignIn
}

async fn is_signed_in(world: &World, token: &str) -> bool {
    world.operations.actor_of(token).await.expect("an answer").is_some()
}

/// The secret at the end of a link.
fn secret(link: &str) -> &str {
    link.rsplit_once('/').expect("a link with a secret").1
}
