//! An installation that answers on a socket, with two people, and what their browsers would hear.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use domain::Language;
use domain::actor::{Actor, Level};
use operations::identity::{SignIn, SignedIn};
use operations::people::{NewAgent, NewUser};
use operations::tickets::On;
use operations::tickets::customer::Reply;
use operations::tickets::filing::FilingDetails;
use operations::{Clock, Operations, Place, Settings};
use server::accept::{self, Limits};
use server::health::Readiness;
use server::identity::{self, Doorman};
use server::live::{self, Terms};
use server::origin::{Origin, Origins};
use server::peer::TrustedProxies;
use server::router::{self, Edge};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

pub const CLAIRE: &str = "claire.moreau@lunettes.example";
pub const KARIM: &str = "karim@carrier.example";
const PASSWORD: &str = "quatre vélos verts";

/// Longer than anything that comes takes.
pub const LONG: Duration = Duration::from_secs(10);

/// An installation that answers on a socket of this machine, with its publisher and its watch.
pub struct Portal {
    pub operations: Operations,
    pub address: SocketAddr,
    pub stop: CancellationToken,
    pub ended: JoinHandle<usize>,
    beside: Vec<JoinHandle<()>>,
    pub claire: Actor,
    karim: Actor,
    _data: tempfile::TempDir,
}

fn settings(public_url: String, data: PathBuf) -> Settings {
    Settings {
        public_url,
        data,
        smtp_url: None,
        mail_from: "Consigne <no-reply@consigne.example>".to_owned(),
        hold_seconds: 0,
        archive_months: domain::parcel::retention::ARCHIVE_MONTHS,
        key_file: None,
        demo: false,
        matrix: Arc::new(domain::ticket::reason::matrix().clone()),
        contracts: Arc::new(domain::contract::contracts().clone()),
    }
}

/// The streams behind whoever knows people by their cookies, without the rest of the pages.
pub fn streams(operations: &Operations, stop: &CancellationToken, terms: Terms) -> Router {
    let doorman = Doorman { operations: operations.clone(), https: false };
    live::routes_with(operations.clone(), stop.clone(), terms).layer(from_fn_with_state(doorman, identity::identify))
}

impl Portal {
    pub async fn open() -> Self {
        Portal::open_with(Terms::default()).await
    }

    pub async fn open_with(terms: Terms) -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a socket");
        let address = listener.local_addr().expect("its address");
        let place = Place::Sqlite(data.path().join("consigne.db"));
        let settings = settings(format!("http://{address}"), data.path().to_owned());
        let operations = Operations::start(&place, Clock::running(), settings).await.expect("an installation");
        let (claire, karim) = people(&operations).await;
        let stop = CancellationToken::new();
        let public: Option<Origin> = format!("http://{address}").parse().ok();
        let edge = Edge {
            origins: Origins::new(public.as_ref(), address),
            proxies: TrustedProxies::default(),
            files: &[],
            readiness: Readiness::new(|| async { true }, stop.clone()),
            figures: None,
        };
        let app = router::build(edge, streams(&operations, &stop, terms));
        let ended = tokio::spawn(accept::serve(listener, app, Limits::default(), stop.clone()));
        let beside =
            vec![tokio::spawn(operations.clone().publish_live()), tokio::spawn(operations.clone().watch_streams())];
        Portal { operations, address, stop, ended, beside, claire, karim, _data: data }
    }

    /// Asks with these headers, besides the host's.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Wire {
        let mut socket = TcpStream::connect(self.address).await.expect("a connection");
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        socket.write_all(head.as_bytes()).await.expect("sent");
        Wire { socket, heard: String::new() }
    }

    /// The status that a request for a stream is answered with.
    pub async fn status(&self, method: &str, headers: &[(&str, &str)]) -> String {
        let mut wire = self.ask(method, "/live", headers).await;
        wire.until("\r\n\r\n").await;
        wire.heard.split(' ').nth(1).unwrap_or_default().to_owned()
    }

    /// An open stream of a browser.
    pub async fn stream(&self, signed: &SignedIn, path: &str, last: Option<i64>) -> Wire {
        let (cookie, last) = (cookie(signed), last.map(|last| last.to_string()));
        let mut headers = vec![("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
        headers.extend(last.as_deref().map(|last| ("last-event-id", last)));
        let mut wire = self.ask("GET", path, &headers).await;
        wire.until("retry: ").await;
        wire
    }

    pub async fn file(&self) -> String {
        let operations = &self.operations;
        let draft = operations.start_filing(&self.claire, "6A12345678901").await.expect("a draft");
        operations.choose_subject(&self.claire, draft, "fraud", "").await.expect("a subject");
        let details = FilingDetails { body: "Le colis a été détourné.".to_owned(), ..FilingDetails::default() };
        operations.file_ticket(&self.claire, draft, &details).await.expect("filed").number
    }

    pub async fn note(&self, number: &str, text: &str) {
        self.operations.note(&self.karim, &on(number), text, &[]).await.expect("noted");
    }

    pub async fn reply(&self, number: &str) {
        let reply = Reply { on: on(number), body: "Avez-vous du nouveau ?".to_owned(), ..Reply::default() };
        self.operations.reply(&self.claire, &reply).await.expect("replied");
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.stop.cancel();
        for task in &self.beside {
            task.abort();
        }
    }
}

async fn people(operations: &Operations) -> (Actor, Actor) {
    let customer = operations.add_customer("Lunettes de la Côte", "Europe/Paris").await.expect("a customer").id();
    let claire = NewUser {
        email: CLAIRE.to_owned(),
        name: String::new(),
        customer: customer.to_string(),
        profile: "Administrateur".to_owned(),
        language: Language::Fr,
    };
    let karim = NewAgent {
        email: KARIM.to_owned(),
        name: String::new(),
        team: "Paris".to_owned(),
        level: Level::Agent,
        language: Language::Fr,
    };
    let claire = operations.add_user(&claire).await.expect("a user").id();
    let karim = operations.add_agent(&karim).await.expect("an agent").id();
    for email in [CLAIRE, KARIM] {
        let link = operations.reset_password(email).await.expect("a link");
        let (_, token) = link.rsplit_once('/').expect("a link with a secret");
        operations.set_password(token, PASSWORD).await.expect("a password");
    }
    let actor = async |id| operations.actor(id).await.expect("read").expect("an actor");
    (actor(claire).await, actor(karim).await)
}

pub async fn sign_in(portal: &Portal, email: &str) -> SignedIn {
    let form = SignIn { email: email.to_owned(), password: PASSWORD.to_owned(), ..SignIn::default() };
    portal.operations.sign_in(form).await.expect("signed in")
}

pub fn cookie(signed: &SignedIn) -> String {
    format!("session={}", signed.token)
}

fn on(number: &str) -> On {
    On { number: number.to_owned(), ..On::default() }
}

/// One connection, and what has come on it so far.
pub struct Wire {
    socket: TcpStream,
    pub heard: String,
}

impl Wire {
    /// Reads until a text was heard; after how long.
    pub async fn until(&mut self, text: &str) -> Duration {
        let began = Instant::now();
        read_until(&mut self.socket, &mut self.heard, text).await;
        began.elapsed()
    }

    /// Reads what has come within a time.
    pub async fn within(&mut self, time: Duration) -> &str {
        let _ = timeout(time, read_on(&mut self.socket, &mut self.heard)).await;
        &self.heard
    }

    /// Reads until the answer is complete; whether it was, in time.
    pub async fn is_complete(&mut self) -> bool {
        while !self.heard.ends_with("0\r\n\r\n") {
            match timeout(LONG, read_some(&mut self.socket, &mut self.heard)).await {
                Ok(true) => {}
                Ok(false) | Err(_) => return false,
            }
        }
        true
    }

    /// The ids of the changes told so far.
    pub fn changes(&self) -> Vec<i64> {
        let events = self.heard.split("event: changed\nid: ").skip(1);
        events.filter_map(|rest| rest.lines().next()?.parse().ok()).collect()
    }
}

/// Reads what is there; whether there was anything before the end.
async fn read_some(source: &mut (impl AsyncRead + Unpin), heard: &mut String) -> bool {
    let mut buffer = [0; 4096];
    match source.read(&mut buffer).await {
        Ok(length @ 1..) => {
            heard.push_str(&String::from_utf8_lossy(&buffer[..length]));
            true
        }
        _ => false,
    }
}

async fn read_on(source: &mut (impl AsyncRead + Unpin), heard: &mut String) {
    while read_some(source, heard).await {}
}

pub async fn read_until(source: &mut (impl AsyncRead + Unpin), heard: &mut String, text: &str) {
    while !heard.contains(text) {
        match timeout(LONG, read_some(source, heard)).await {
            Ok(true) => {}
            Ok(false) | Err(_) => panic!("{text:?} did not come: {heard}"),
        }
    }
}
