//! The whole portal on an empty database of its own, and a browser without scripts that keeps its cookies.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use app::shell::Head;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use domain::Language;
use domain::actor::Level;
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use operations::identity::Signed;
use operations::people::{NewAgent, NewUser};
use operations::tickets::filing::FilingDetails;
use operations::{Clock, Operations, Place, Settings};
use server::health::Readiness;
use server::origin::{Origin, Origins};
use server::pages;
use server::peer::TrustedProxies;
use server::router::{self, Edge};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// The name under which tests call.
const HOST: &str = "portal.example.com";

/// Claire of a customer, Karim of the operator, Ana who runs it.
pub const CLAIRE: &str = "claire.moreau@lunettes.example";
pub const KARIM: &str = "karim@carrier.example";
pub const ANA: &str = "ana@carrier.example";

/// The password of all three.
pub const PASSWORD: &str = "quatre vélos verts";

/// A portal with three people.
pub struct Portal {
    /// What its people can do.
    pub operations: Operations,
    router: Router,
    _data: tempfile::TempDir,
}

impl Portal {
    /// Opens one in earnest, reached over https.
    pub async fn open() -> Portal {
        Portal::with(false, None).await
    }

    /// Opens one whose mails leave it.
    pub async fn with_mail() -> Portal {
        Portal::with(false, Some("smtp://mail.example.com:25")).await
    }

    /// Opens a demo, still reached under the same name.
    pub async fn demo() -> Portal {
        Portal::with(true, None).await
    }

    async fn with(demo: bool, smtp_url: Option<&str>) -> Portal {
        let data = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings {
            public_url: format!("https://{HOST}"),
            data: data.path().to_owned(),
            smtp_url: smtp_url.map(str::to_owned),
            mail_from: "Consigne <no-reply@portal.example.com>".to_owned(),
            hold_seconds: 0,
            archive_months: domain::parcel::retention::ARCHIVE_MONTHS,
            key_file: None,
            demo,
            matrix: Arc::new(domain::ticket::reason::matrix().clone()),
            contracts: Arc::new(domain::contract::contracts().clone()),
        };
        let place = Place::Sqlite(data.path().join("consigne.db"));
        let operations = Operations::start(&place, Clock::running(), settings).await.expect("an installation");
        let stop = CancellationToken::new();
        let public: Option<Origin> = format!("https://{HOST}").parse().ok();
        let edge = Edge {
            origins: Origins::new(public.as_ref(), SocketAddr::from((Ipv4Addr::UNSPECIFIED, 3000))),
            proxies: TrustedProxies::default(),
            files: &[],
            readiness: Readiness::new(|| async { true }, stop.clone()),
            figures: None,
        };
        let pages = pages::router(operations.clone(), Arc::new(Head::default()), true, stop);
        let portal = Portal { operations, router: router::build(edge, pages), _data: data };
        portal.people().await;
        portal
    }

    async fn people(&self) {
        let ops = &self.operations;
        ops.add_customer("Lunettes de la Côte", "Europe/Paris").await.expect("a customer");
        let claire = NewUser {
            email: CLAIRE.to_owned(),
            name: String::new(),
            customer: "Lunettes de la Côte".to_owned(),
            profile: "Administrateur".to_owned(),
            language: Language::Fr,
        };
        ops.add_user(&claire).await.expect("a user");
        for (email, level) in [(KARIM, Level::Agent), (ANA, Level::Administrator)] {
            let agent = NewAgent {
                email: email.to_owned(),
                name: String::new(),
                team: "Paris".to_owned(),
                level,
                language: Language::Fr,
            };
            ops.add_agent(&agent).await.expect("an agent");
        }
        for email in [CLAIRE, KARIM, ANA] {
            ops.set_password(&self.link(email).await, PASSWORD).await.expect("a password");
        }
    }

    /// The secret of a link by which somebody chooses a password.
    pub async fn link(&self, email: &str) -> String {
        let link = self.operations.reset_password(email).await.expect("a link");
        link.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// A parcel, and a ticket that claire files on it; yields the ticket's number.
    pub async fn filed(&self, claire: &Browser<'_>) -> String {
        let ops = &self.operations;
        let parcels = format!(
            "tracking_number;carrier;account;label_date;sender_reference\n6A18987970674;colissimo;FR-10;{};CMD-1\n",
            ops.now().to_zoned(operations::zone("Europe/Paris")).date().strftime("%d/%m/%Y")
        );
        ops.add_account("Lunettes de la Côte", "FR-10").await.expect("an account");
        assert_eq!(ops.import_parcels(parcels.as_bytes()).await.expect("a report").rejected, []);
        let actor = claire.signed().await.actor;
        let draft = ops.start_filing(&actor, "6A18987970674").await.expect("a draft");
        ops.choose_subject(&actor, draft, "delay", "").await.expect("a subject");
        let details = FilingDetails { body: "Où est-il ?".to_owned(), ..FilingDetails::default() };
        ops.file_ticket(&actor, draft, &details).await.expect("filed").number
    }

    /// A parcel of Claire's that is under way; yields its number.
    pub async fn parcel(&self) -> &'static str {
        let ops = &self.operations;
        let today = ops.now().to_zoned(operations::zone("Europe/Paris")).date().strftime("%d/%m/%Y");
        let file = format!(
            "tracking_number;carrier;account;label_date;sender_reference\n6A18987970674;colissimo;FR-10;{today};CMD-1\n"
        );
        ops.add_account("Lunettes de la Côte", "FR-10").await.expect("an account");
        assert_eq!(ops.import_parcels(file.as_bytes()).await.expect("a report").rejected, []);
        "6A18987970674"
    }

    /// The texts of all mails, the last first, as the administrator reads them.
    pub async fn mails(&self) -> Vec<String> {
        let ana = self.signed_in(ANA).await.signed().await.actor;
        let mut texts = Vec::new();
        for row in self.operations.outgoing_mails(&ana, None).await.expect("mails") {
            texts.push(self.operations.outgoing_mail(&ana, row.id).await.expect("a mail").body);
        }
        texts
    }

    /// A browser that was never here.
    pub fn browser(&self) -> Browser<'_> {
        Browser { portal: self, cookies: BTreeMap::new(), accepts: "text/html", site: "same-origin" }
    }

    /// A browser in which somebody is signed in.
    pub async fn signed_in(&self, email: &str) -> Browser<'_> {
        let mut browser = self.browser();
        let answer = browser.post("/sign-in", &[("form", "sign-in"), ("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

/// A browser without scripts.
pub struct Browser<'a> {
    portal: &'a Portal,
    /// What it was told to keep.
    pub cookies: BTreeMap<String, String>,
    /// What it asks for.
    pub accepts: &'static str,
    /// Whose page makes it ask, as browsers say it.
    pub site: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, where it is text.
    pub body: String,
}

impl Answer {
    /// Where it leads, or empty.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// A header, or empty.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Browser<'_> {
    /// Who is signed in in it.
    pub async fn signed(&self) -> Signed {
        let token = self.cookies.get("__Host-session").expect("a session");
        self.portal.operations.actor_of(token).await.expect("an answer").expect("signed in")
    }

    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, Body::from(body.join("&"))).await
    }

    /// Sends fields and one file in several parts.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
        self.upload_all(path, fields, &[(name, file)]).await
    }

    /// Sends fields and the files of one field in several parts.
    pub async fn upload_all(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        for (name, file) in files {
            let part = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend_from_slice(part.as_bytes());
            body.extend_from_slice(file);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--x--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.ask(request, Body::from(Bytes::from(body))).await
    }

    /// Sends fields and one table that is read at once.
    pub async fn upload_table(&mut self, path: &str, fields: &[(&str, &str)], table: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in fields {
            let part = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"table\"; filename=\"t.csv\"\r\n\r\n");
        body.extend_from_slice(table);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.ask(request, Body::from(Bytes::from(body))).await
    }

    /// Asks anything.
    pub async fn ask(&mut self, request: http::request::Builder, body: Body) -> Answer {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = request
            .header(header::HOST, HOST)
            .header(header::ACCEPT, self.accepts)
            .header("sec-fetch-site", self.site)
            .header(header::USER_AGENT, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
            .header(header::COOKIE, cookies.join("; "))
            .body(body)
            .expect("the test's own request");
        if self.site.is_empty() {
            // A program, and no browser: it says of no page that it made it ask.
            request.headers_mut().remove("sec-fetch-site");
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 7], 5000))));
        let Ok(response) = self.portal.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("a cookie is text");
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
