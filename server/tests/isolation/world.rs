//! Three customers with everything that there is, each text with a mark of its own.

use std::collections::BTreeMap;

use domain::actor::{Level, Right};
use domain::id::{AccountId, FileId, UserId};
use domain::instruction::{DriverHelp, Typed};
use domain::parcel::TrackingEvent;
use domain::report::Typed as TypedReport;
use domain::ticket::criteria::TicketCriteria;
use domain::{Actor, Language};
use jiff::SignedDuration;
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::files::Incoming;
use operations::identity::SignIn;
use operations::instructions::Form;
use operations::parcels::CsvProfile;
use operations::people::{NewAgent, NewUser};
use operations::reports::WishedReport;
use operations::team::TypedProfile;
use operations::tickets::On;
use operations::tickets::agent::Answer;
use operations::tickets::colleagues::Note;
use operations::tickets::customer::Reply;
use operations::tickets::filing::FilingDetails;
use operations::tracking::TrackingWish;
use store::Store;

use crate::browser::{HOST, Portal};
use crate::marks::{AGENTS, Mark, PEOPLE, Place, Reach, What, Who, may, text};

const PASSWORD: &str = "quatre vélos verts";

/// The parcels of a customer: the end of the number, the carrier, where it is billed, and who files a ticket on it.
const PARCELS: [(&str, &str, Place, &str); 6] = [
    ("1", "colissimo", Place::FirstAccount, "adm"),
    ("2", "colissimo", Place::FirstAccount, "own"),
    ("3", "colissimo", Place::FirstPart, "all"),
    ("4", "colissimo", Place::SecondPart, "all"),
    // Delivered, with a proof.
    ("5", "colissimo", Place::FirstAccount, ""),
    // Not met at home; an instruction is given.
    ("6", "chronopost", Place::FirstPart, ""),
];

/// A ticket, as the live stream and the pages name it.
pub struct Filed {
    pub customer: u8,
    pub place: Place,
    pub author: &'static str,
    pub number: String,
    pub id: String,
}

/// The portal with all that is in it.
pub struct World {
    pub portal: Portal,
    pub marks: Vec<Mark>,
    pub tickets: Vec<Filed>,
    /// What addresses are filled with: by kind, whose it is and how it is named.
    pub objects: BTreeMap<&'static str, Vec<(u8, String)>>,
    people: BTreeMap<String, (Actor, String)>,
}

impl World {
    /// Builds it.
    pub async fn build(store: Store) -> Self {
        let mut world = World {
            portal: Portal::on(store),
            marks: Vec::new(),
            tickets: Vec::new(),
            objects: BTreeMap::new(),
            people: BTreeMap::new(),
        };
        for (key, level) in AGENTS {
            let who = Who::Agent(key, level);
            world.note_mark(What::AgentAddress, 0, Place::Whole, key, &format!("{key}-address"));
            let agent = NewAgent {
                email: who.email(),
                name: format!("Agent {key}"),
                team: "Paris".to_owned(),
                level,
                language: Language::Fr,
            };
            let id = world.portal.operations.add_agent(&agent).await.expect("an agent").id();
            world.object("agent", 0, id.to_string());
            world.enter(who, id).await;
        }
        let boss = world.actor_of(&Who::Agent("boss", Level::Administrator).name());
        for one in world.portal.operations.teams(&boss).await.expect("teams") {
            world.object("team", 0, one.team.id.to_string());
        }
        for customer in 1..=3 {
            let profiles = world.customer(customer).await;
            world.parcels(customer).await;
            world.tickets(customer).await;
            world.beside(customer, &profiles).await;
        }
        world.a_day_later().await;
        world.sign_in().await;
        world.named_by_pages().await;
        world
    }

    /// What somebody's browser holds.
    pub fn session(&self, who: Who) -> &str {
        self.people.get(&who.name()).map_or("", |(_, session)| session.as_str())
    }

    fn actor(&self, customer: u8, key: &str) -> Actor {
        self.people[&format!("{customer}-{key}")].0.clone()
    }

    /// Somebody by the name that the test gives him.
    pub fn actor_of(&self, name: &str) -> Actor {
        self.people[name].0.clone()
    }

    /// Whether one of his own customer's tickets, parcels or downloads is hidden from somebody.
    pub fn hides(&self, who: Who, kind: &str, name: &str) -> bool {
        let Who::Person(customer, person) = who else { return false };
        if kind == "download" {
            return person.key != "all";
        }
        let mark = |what, place, owner| Mark { text: String::new(), what, customer, place, owner };
        if kind == "ticket" {
            let ticket = self.tickets.iter().find(|ticket| ticket.customer == customer && ticket.number == name);
            return ticket.is_some_and(|ticket| !may(who, &mark(What::Said, ticket.place, ticket.author)));
        }
        let parcel = PARCELS.iter().find(|(end, ..)| kind == "parcel" && number(customer, end) == name);
        parcel.is_some_and(|(_, _, place, _)| !may(who, &mark(What::Parcel, *place, "")))
    }

    fn agent(&self) -> Actor {
        self.people["op-agent"].0.clone()
    }

    fn note_mark(&mut self, what: What, customer: u8, place: Place, owner: &'static str, name: &str) -> String {
        let text = text(customer, name);
        self.marks.push(Mark { text: text.clone(), what, customer, place, owner });
        text
    }

    pub fn object(&mut self, kind: &'static str, customer: u8, name: impl Into<String>) {
        self.objects.entry(kind).or_default().push((customer, name.into()));
    }

    /// Somebody chooses his password.
    async fn enter(&mut self, who: Who, id: UserId) {
        let ops = &self.portal.operations;
        let link = ops.reset_password(&who.email()).await.expect("a link");
        let token = link.rsplit('/').next().unwrap_or_default();
        ops.set_password(token, PASSWORD).await.expect("a password");
        let actor = ops.actor(id).await.expect("read").expect("an actor");
        self.people.insert(who.name(), (actor, String::new()));
    }

    /// Everybody signs in.
    async fn sign_in(&mut self) {
        let ops = self.portal.operations.clone();
        for who in Who::everybody().into_iter().filter(|who| !matches!(who, Who::Visitor)) {
            let form = SignIn { email: who.email(), password: PASSWORD.to_owned(), ..SignIn::default() };
            let signed = ops.sign_in(form).await.expect("signed in");
            self.object("session", who.customer().unwrap_or(0), signed.session.to_string());
            if let Some((_, session)) = self.people.get_mut(&who.name()) {
                *session = signed.token;
            }
        }
    }

    /// A customer with its accounts, profiles and people.
    async fn customer(&mut self, customer: u8) -> BTreeMap<&'static str, String> {
        let name = self.note_mark(What::Customer, customer, Place::Whole, "", "customer");
        let [first, second, first_part, second_part] = [
            (Place::FirstAccount, "", "first"),
            (Place::SecondPart, "second", "second"),
            (Place::FirstPart, "", "firstpart"),
            (Place::SecondPart, "", "secondpart"),
        ]
        .map(|(place, owner, name)| self.note_mark(What::Account, customer, place, owner, name));
        let ops = self.portal.operations.clone();
        let id = ops.add_customer(&name, "Europe/Paris").await.expect("a customer").id();
        let account: AccountId = ops.add_account(&id.to_string(), &first).await.expect("an account").id();
        ops.add_account(&id.to_string(), &second).await.expect("an account");
        let part = ops.add_sub_account(&second, &first_part).await.expect("a part").id();
        ops.add_sub_account(&second, &second_part).await.expect("a part");
        self.object("customer", customer, id.to_string());
        self.object("account", customer, account.to_string());
        self.object("account", customer, part.to_string());

        let mut profiles = BTreeMap::new();
        for kind in PEOPLE {
            let who = Who::Person(customer, kind);
            let profile = if kind.key == "adm" {
                "Administrateur".to_owned()
            } else {
                let name =
                    self.note_mark(What::Profile, customer, Place::Whole, kind.key, &format!("{}-profile", kind.key));
                let billed = match kind.reach {
                    Reach::Whole => vec![],
                    Reach::FirstAccount => vec![account.to_string()],
                    Reach::FirstPart => vec![part.to_string()],
                };
                let typed = TypedProfile {
                    name: name.clone(),
                    rights: kind.rights.iter().map(|right: &Right| right.as_str().to_owned()).collect(),
                    scope: if billed.is_empty() { "all" } else { "some" }.to_owned(),
                    billed,
                    seen: String::new(),
                };
                let made = ops.define_profile(&self.actor(customer, "adm"), None, &typed).await.expect("a profile");
                profiles.insert(kind.key, made.to_string());
                self.object("profile", customer, made.to_string());
                name
            };
            self.note_mark(What::Address, customer, Place::Whole, kind.key, &format!("{}-address", kind.key));
            let name = self.note_mark(What::Name, customer, Place::Whole, kind.key, &format!("{}-name", kind.key));
            let user = NewUser { email: who.email(), name, customer: id.to_string(), profile, language: Language::Fr };
            let person = ops.add_user(&user).await.expect("a user").id();
            self.object("person", customer, person.to_string());
            self.enter(who, person).await;
        }
        profiles
    }

    async fn parcels(&mut self, customer: u8) {
        let mut table =
            "tracking_number;carrier;account;sub_account;label_date;sender_reference;recipient_name;street;\
                         postcode;town;country\n"
                .to_owned();
        for (end, carrier, place, author) in PARCELS {
            let number = number(customer, end);
            let reference = self.note_mark(What::Parcel, customer, place, author, &format!("p{end}-ref"));
            let name = self.note_mark(What::Parcel, customer, place, "", &format!("p{end}-recipient"));
            let (account, part) = match place {
                Place::FirstPart => ("second", text(customer, "firstpart")),
                Place::SecondPart => ("second", text(customer, "secondpart")),
                _ => ("first", String::new()),
            };
            let account = text(customer, account);
            table.push_str(&format!(
                "{number};{carrier};{account};{part};2026-02-27;{reference};{name};12 rue X;69003;Lyon;FR\n"
            ));
            self.object("parcel", customer, number);
        }
        let ops = &self.portal.operations;
        assert_eq!(ops.import_parcels(table.as_bytes()).await.expect("a report").rejected, []);
        for (carrier, line) in [
            ("colissimo", format!("{};in_transit;2026-02-28 09:00;Pris en charge", number(customer, "1"))),
            ("colissimo", format!("{};delivered;2026-02-28 10:00;Votre colis est livré", number(customer, "5"))),
            ("chronopost", format!("{};notified;2026-03-02 08:30;Avis", number(customer, "6"))),
        ] {
            let mapping = format!("zone = \"Europe/Paris\"\ncarrier = \"{carrier}\"");
            let mapping = feed::Mapping::parse(&mapping).expect("a mapping");
            let options = FeedOptions { mapping, ..FeedOptions::default() };
            let table = format!("tracking_number;state;at;label\n{line}\n");
            ops.import_scans(&feed::read(FeedFormat::Csv, table.as_bytes(), &options)).await.expect("a report");
        }
        let signer = self.note_mark(What::Proof, customer, Place::FirstAccount, "", "p5-signer");
        let table = format!(
            "tracking_number;carrier;delivered_at;signatory;place\n{};colissimo;2026-02-28T10:00:00+01:00;{signer};Lyon\n",
            number(customer, "5")
        );
        let report = self.portal.operations.import_proofs(table.as_bytes(), None, "p.csv").await.expect("a report");
        assert_eq!(report.rejected, []);
    }

    /// A file of somebody, with a mark in its name and one inside.
    async fn file(
        &mut self,
        actor: &Actor,
        draft_key: &str,
        (what, customer, place, owner): (What, u8, Place, &'static str),
        name: &str,
    ) -> FileId {
        let called = self.note_mark(what, customer, place, owner, &format!("{name}-file"));
        let inside = self.note_mark(what, customer, place, owner, &format!("{name}-inside"));
        let incoming = Incoming {
            draft_key: draft_key.to_owned(),
            slot_key: String::new(),
            name: format!("{called}.pdf"),
            bytes: format!("%PDF-1.4\n% {inside}\nstartxref\n0\n%%EOF\n").into_bytes().into(),
        };
        let id = self.portal.operations.take_file(actor, incoming).await.expect("a file").id;
        self.object("file", customer, id.to_string());
        id
    }

    async fn tickets(&mut self, customer: u8) {
        let ops = self.portal.operations.clone();
        let name = self.note_mark(What::Team, customer, Place::Whole, "", "team-name");
        let adm = self.actor(customer, "adm").customer().expect("a customer");
        let given = NewUser {
            email: format!("given{customer}@c.example"),
            name,
            customer: adm.to_string(),
            profile: "Administrateur".to_owned(),
            language: Language::Fr,
        };
        let given = ops.add_user(&given).await.expect("a user").id();
        for (end, _, place, author) in PARCELS.into_iter().filter(|(.., author)| !author.is_empty()) {
            let (filer, agent, colleague) = (self.actor(customer, author), self.agent(), self.actor(customer, "adm"));
            let said = |world: &mut World, what, name: &str| {
                world.note_mark(what, customer, place, author, &format!("t{end}-{name}"))
            };
            let draft = ops.start_filing(&filer, &number(customer, end)).await.expect("a draft");
            ops.choose_subject(&filer, draft, "delay", "").await.expect("a subject");
            let body = said(self, What::Said, "filed");
            let details = FilingDetails { body, ..FilingDetails::default() };
            let filed = ops.file_ticket(&filer, draft, &details).await.expect("filed").number;
            let mut deeds = 0;
            let mut on = || {
                deeds += 1;
                On { number: filed.clone(), deed: format!("deed {customer} {end} {deeds}"), ..On::default() }
            };
            ops.see_ticket(&agent, &filed).await.expect("seen");
            let file = self.file(&agent, "note", (What::Note, customer, place, author), &format!("t{end}-note")).await;
            let body = said(self, What::Note, "note");
            ops.note(&agent, &on(), &body, &[file]).await.expect("noted");
            let file =
                self.file(&agent, "answer", (What::Said, customer, place, author), &format!("t{end}-answer")).await;
            let body = said(self, What::Said, "answer");
            let answer = Answer { on: on(), body, files: vec![file], ..Answer::default() };
            ops.answer(&agent, &answer).await.expect("answered");
            let file =
                self.file(&filer, "reply", (What::Said, customer, place, author), &format!("t{end}-reply")).await;
            let body = said(self, What::Said, "reply");
            let reply = Reply { on: on(), body, files: vec![(file, None)] };
            ops.reply(&filer, &reply).await.expect("replied");
            let whose = (What::Colleagues, customer, place, author);
            let file = self.file(&colleague, "team", whose, &format!("t{end}-team")).await;
            let body = said(self, What::Colleagues, "team");
            let note = Note { on: on(), body, files: vec![file], told: vec![given] };
            ops.note_and_tell(&colleague, &note).await.expect("noted");
            ops.assign(&colleague, &on(), "", &[given]).await.expect("given");
            let id = ops.thread(&filer, &filed).await.expect("a thread").ticket.id.to_string();
            self.object("ticket", customer, filed.clone());
            self.tickets.push(Filed { customer, place, author, number: filed, id });
        }
    }

    /// Drafts, tracking messages, an instruction, a report, an invitation.
    async fn beside(&mut self, customer: u8, profiles: &BTreeMap<&'static str, String>) {
        let ops = self.portal.operations.clone();
        let [adm, all, own] = ["adm", "all", "own"].map(|key| self.actor(customer, key));
        let on_second = self.tickets.iter().find(|one| one.customer == customer && one.author == "own");
        let on_second = on_second.expect("a ticket").number.clone();
        let body = self.note_mark(What::Draft, customer, Place::Whole, "own", "own-draft");
        ops.keep_reply_draft(&own, &on_second, &body).await.expect("kept");
        let whose = (What::Draft, customer, Place::Whole, "own");
        let key = format!("reply {on_second}");
        self.file(&own, &key, whose, "own-draft-sent").await;
        let draft = ops.start_filing(&own, &number(customer, "6")).await.expect("a draft");
        ops.choose_subject(&own, draft, "delay", "").await.expect("a subject");
        let body = self.note_mark(What::Draft, customer, Place::Whole, "own", "own-filing");
        ops.keep_details(&own, draft, &FilingDetails { body, ..FilingDetails::default() }).await.expect("kept");
        self.object("filing", customer, draft.to_string());

        for (what, name, shared) in [(What::Search, "all-search", false), (What::SharedSearch, "all-shared", true)] {
            let name = self.note_mark(what, customer, Place::Whole, "all", name);
            ops.save_search(&all, &name, "tab=all", shared).await.expect("saved");
        }

        let criteria = TicketCriteria::from_query("tab=all").expect("criteria");
        let deed = format!("table {customer}");
        let wish = ops.wish_for_tickets(&all, &criteria, Language::Fr, CsvProfile::French, &deed);
        let download = ops.begin_download(&all, wish).await.expect("asked for");
        self.object("download", customer, download.to_string());

        let address = self.note_mark(What::Subscription, customer, Place::FirstAccount, "adm", "adm-follower");
        let address = Some(format!("{address}@mail.example"));
        let wish = TrackingWish { address, language: Language::Fr, events: TrackingEvent::ALL.to_vec() };
        ops.subscribe(&adm, &number(customer, "1"), &wish).await.expect("asked");

        let note = self.note_mark(What::Instruction, customer, Place::FirstPart, "all", "all-driver");
        let help = DriverHelp { note, ..DriverHelp::default() };
        let form = Form {
            key: format!("instruction {customer}"),
            kind: "driver_help".to_owned(),
            typed: Typed { help, ..Typed::default() },
            ..Form::default()
        };
        ops.give_instruction(&all, &number(customer, "6"), &form).await.expect("given");

        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let name = self.note_mark(What::Report, customer, Place::Whole, "all", "all-report");
        let reader = self.note_mark(What::Reader, customer, Place::Whole, "all", "all-reader");
        let typed = TypedReport {
            name,
            national: true,
            international: true,
            states: Vec::new(),
            from_days: "9".to_owned(),
            to_days: "0".to_owned(),
            weekdays: words(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
            time: "08:00".to_owned(),
            ends_on: String::new(),
            formats: words(&["csv", "html"]),
            file_name: "suivi".to_owned(),
            language: "fr".to_owned(),
            email: Who::Person(customer, PEOPLE[1]).email(),
            recipients: format!("{reader}@mail.example"),
        };
        let wish = WishedReport { typed, billed: String::new(), deed: format!("report {customer}") };
        let report = ops.create_report(&all, &wish).await.expect("a report");
        self.object("report", customer, report.to_string());

        let invited = self.note_mark(What::Invitation, customer, Place::Whole, "", "invited");
        let invited = format!("{invited}@c.example");
        ops.invite(&adm, &invited, &profiles["own"], Language::Fr).await.expect("invited");
    }

    /// Reports run, mails are written; what they hold is named.
    async fn a_day_later(&mut self) {
        let ops = self.portal.operations.clone();
        ops.clock().move_by(SignedDuration::from_hours(24));
        ops.start_due_reports().await.expect("begun");
        ops.run_long_work().await.expect("worked off");
        ops.run_jobs().await.expect("worked off");
        let boss = self.people["op-boss"].0.clone();
        let mut before = None;
        loop {
            let rows = ops.outgoing_mails(&boss, before).await.expect("mails");
            let Some(last) = rows.last() else { break };
            before = Some(last.id);
            for row in rows {
                let mail = ops.outgoing_mail(&boss, row.id).await.expect("a mail");
                let of = crate::marks::found(&mail.to_address).next().and_then(|mark| mark.as_bytes().get(2).copied());
                let of = of.map_or(0, |digit| digit - b'0');
                self.object("mail", 0, row.id.to_string());
                for (path, kind) in TOKENS {
                    let start = format!("https://{HOST}{path}");
                    for (at, _) in mail.body.match_indices(&start) {
                        let secret = mail.body[at + start.len()..].split_whitespace().next().unwrap_or_default();
                        self.object(kind, of, secret);
                    }
                }
            }
        }
        for customer in 1..=3 {
            let adm = self.actor(customer, "adm");
            for (end, ..) in PARCELS {
                let parcel = ops.parcel(&adm, &number(customer, end)).await.expect("a parcel").parcel.id;
                self.object("parcel_id", customer, parcel.to_string());
            }
            for (subscription, _) in ops.own_messages(&adm, None).await.expect("messages").rows {
                self.object("subscription", customer, subscription.id.to_string());
            }
            for invitation in ops.team(&adm).await.expect("a team").invitations {
                self.object("invitation_id", customer, invitation.id.to_string());
            }
        }
    }

    /// What only pages name: the files of reports.
    async fn named_by_pages(&mut self) {
        for customer in 1..=3 {
            let session = self.session(Who::Person(customer, PEOPLE[1])).to_owned();
            for (_, report) in self.objects["report"].clone().into_iter().filter(|(of, _)| *of == customer) {
                let page = self.portal.get(&session, &format!("/reports/{report}")).await;
                let start = format!("/reports/{report}/files/");
                for (at, _) in page.body.match_indices(&start) {
                    let file = page.body[at + start.len()..].split('"').next().unwrap_or_default();
                    self.object("report_file", customer, format!("{report}/files/{file}"));
                }
            }
        }
    }
}

/// Where the secrets of mails stand, and the kind of address that they fill.
const TOKENS: [(&str, &str); 4] = [
    ("/follow/", "follow"),
    ("/unsubscribe/", "stop"),
    ("/confirm/", "confirm"),
    ("/reports/confirm/", "report_confirm"),
];

/// The number of a parcel.
pub fn number(customer: u8, end: &str) -> String {
    format!("6A{customer}000000000{end}")
}
