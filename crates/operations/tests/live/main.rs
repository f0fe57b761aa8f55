//! What open screens hear: Claire of a customer, Karim of the operator, and what must not reach them.

#[path = "../support/mod.rs"]
mod support;

mod audience;
mod endings;
mod order;

use std::time::Duration;

use domain::Actor;
use domain::actor::Level;
use domain::id::{CustomerId, SessionId, TicketId};
use domain::ticket::message::Audience;
use operations::identity::{SignIn, SignedIn};
use operations::live::{Caps, Changed, Heard, Listening, Opening};
use operations::tickets::On;
use operations::tickets::filing::FilingDetails;
use operations::{Operations, ids};
use store::Scope;
use store::live::LiveEvent;
use support::World;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const PASSWORD: &str = "quatre vélos verts";

/// Longer than anything that comes takes, also where tests of other crates use the same machine.
const LONG: Duration = Duration::from_secs(10);

/// How long is waited for what must not come.
const SHORT: Duration = Duration::from_millis(300);

/// The publisher of a world; it ends with the test.
struct Publisher(JoinHandle<()>);

impl Publisher {
    fn start(world: &World) -> Self {
        Publisher(tokio::spawn(world.operations.clone().publish_live()))
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Claire, who may file and reply; her customer; and the session of her browser.
async fn claire(world: &World) -> (Actor, CustomerId, SignedIn) {
    let customer = world.customer("Lunettes de la Côte").await;
    let claire = world.user(customer, "Administrateur", "claire.moreau@lunettes.example").await;
    (claire, customer, sign_in(world, "claire.moreau@lunettes.example").await)
}

/// Karim, an agent, and the session of his browser.
async fn karim(world: &World) -> (Actor, SignedIn) {
    let karim = world.agent("karim@carrier.example", Level::Agent).await;
    (karim, sign_in(world, "karim@carrier.example").await)
}

/// Signs somebody in; his password is set first.
async fn sign_in(world: &World, email: &str) -> SignedIn {
    world.password(email, PASSWORD).await;
    let form = SignIn { email: email.to_owned(), password: PASSWORD.to_owned(), ..SignIn::default() };
    world.operations.sign_in(form).await.expect("signed in")
}

/// Files a ticket and yields its number.
async fn file(world: &World, claire: &Actor) -> String {
    let operations = &world.operations;
    let draft = operations.start_filing(claire, "6A12345678901").await.expect("a draft");
    operations.choose_subject(claire, draft, "fraud", "").await.expect("a subject");
    let details = FilingDetails { body: "Le colis a été détourné.".to_owned(), ..FilingDetails::default() };
    operations.file_ticket(claire, draft, &details).await.expect("filed").number
}

fn on(number: &str) -> On {
    On { number: number.to_owned(), ..On::default() }
}

/// A change of a thread of this customer, which nobody made.
fn change(ticket: TicketId, sequence: i64, customer: CustomerId) -> LiveEvent {
    LiveEvent {
        position: 0,
        ticket,
        sequence,
        customer,
        account: None,
        sub_account: None,
        readers: Vec::new(),
        audience: Audience::Everyone,
    }
}

fn new_ticket(operations: &Operations) -> TicketId {
    TicketId(ids::new_id(operations.now()))
}

/// Writes changes into the log, as another process would: nobody of this one is woken.
async fn append(operations: &Operations, changes: &[LiveEvent]) {
    let mut tx = operations.store().write(Scope::System).await.expect("a transaction");
    for change in changes {
        store::live::append(&mut tx, change, operations.now()).await.expect("appended");
    }
    tx.commit().await.expect("kept");
}

/// Everything in the log.
async fn log(operations: &Operations) -> Vec<LiveEvent> {
    let mut tx = operations.store().read(Scope::System).await.expect("a connection");
    store::live::after(&mut tx, 0, 100_000).await.expect("read")
}

/// An open stream.
async fn listen(operations: &Operations, session: SessionId, after: Option<i64>) -> Listening {
    match operations.listen(session, after, Caps::default()).await.expect("an answer") {
        Opening::Open(listening) => *listening,
        Opening::SignedOut => panic!("signed out"),
        Opening::Full => panic!("full"),
    }
}

/// What a stream tells next, if it does so in time.
async fn next(listening: &mut Listening) -> Option<Heard> {
    timeout(LONG, listening.next()).await.ok()
}

/// The changes that a stream tells next.
async fn changed(listening: &mut Listening) -> Vec<Changed> {
    match next(listening).await {
        Some(Heard::Changed(changes)) => changes,
        other => panic!("no change was told: {other:?}"),
    }
}

/// Whether a stream stays silent for a while.
async fn is_silent(listening: &mut Listening) -> bool {
    timeout(SHORT, listening.next()).await.is_err()
}

fn is_ended(heard: Option<Heard>) -> bool {
    heard == Some(Heard::Ended)
}

/// The session alone.
const fn session(signed: &SignedIn) -> SessionId {
    signed.session
}
