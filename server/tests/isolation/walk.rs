//! Asking for everything as everybody, and keeping count of what was seen.

use std::collections::{BTreeMap, BTreeSet};

use domain::parcel::number::grouped;
use http::StatusCode;

use crate::addresses::READS;
use crate::browser::Answer;
use crate::forms::WRITTEN;
use crate::marks::{self, Mark, What, Who, may, must};
use crate::world::World;

/// A name that nothing has, for each kind.
pub fn missing(kind: &str) -> &'static str {
    match kind {
        "parcel" => "6A99999999999",
        "ticket" => "D-2026-999999",
        "batch" => "999999",
        "secret" => "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        _ => "0198c1f0-0000-7000-8000-00000000dead",
    }
}

/// The kinds of objects that an address names.
pub fn kinds(address: &str) -> Vec<&str> {
    address.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

/// A walk through the portal.
pub struct Walk<'a> {
    world: &'a World,
    by_text: BTreeMap<&'a str, &'a Mark>,
    seen: BTreeMap<String, BTreeSet<&'a str>>,
    answered: BTreeSet<&'static str>,
    wrong: Vec<String>,
    asked: usize,
}

impl<'a> Walk<'a> {
    pub fn of(world: &'a World) -> Self {
        let by_text: BTreeMap<&str, &Mark> = world.marks.iter().map(|mark| (mark.text.as_str(), mark)).collect();
        assert_eq!(by_text.len(), world.marks.len(), "no mark stands for two texts");
        Walk { world, by_text, seen: BTreeMap::new(), answered: BTreeSet::new(), wrong: Vec::new(), asked: 0 }
    }

    /// As one person, all addresses with all objects of his customer and one of each other customer; the operator and
    /// the first customer's administrator with all there are.
    pub async fn through(&mut self, who: Who) {
        for address in READS {
            let kinds = kinds(address);
            match kinds.as_slice() {
                [] => {
                    self.look(who, address, address).await;
                }
                [kind] => self.each(who, address, kind).await,
                [_, last] if *last == "report_file" => {
                    // A file is named with the report it belongs to, and with that of somebody else.
                    for (_, name) in self.objects("report_file") {
                        let (report, file) = name.split_once("/files/").unwrap_or((missing("report"), &name));
                        let filled = address
                            .replace("{report}", report)
                            .replace("{secret}", missing("secret"))
                            .replace("{report_file}", file);
                        self.look(who, address, &filled).await;
                    }
                }
                more => panic!("{address}: say what is to be put for {more:?}"),
            }
        }
    }

    fn objects(&self, kind: &str) -> Vec<(u8, String)> {
        self.world.objects.get(kind).cloned().unwrap_or_default()
    }

    async fn each(&mut self, who: Who, address: &'static str, kind: &str) {
        let hole = format!("{{{kind}}}");
        let nothing = self.look(who, address, &address.replace(&hole, missing(kind))).await;
        let (nothing_said, status) = (said(&nothing, missing(kind)), nothing.status);
        let mut others = BTreeSet::new();
        for (of, name) in self.objects(kind) {
            let elsewhere = who.customer() != Some(of) && !matches!(who, Who::Agent(..));
            if elsewhere && !others.insert(of) {
                continue;
            }
            let foreign = elsewhere || self.world.hides(who, kind, &name);
            let answer = self.look(who, address, &address.replace(&hole, &name)).await;
            if foreign && (answer.status, said(&answer, &name)) != (status, nothing_said.clone()) {
                self.wrong.push(format!(
                    "{} {address}: {name} of {of} is answered {} and otherwise than what does not exist ({status}):{}",
                    who.name(),
                    answer.status,
                    first_difference(&said(&answer, &name), &nothing_said)
                ));
            }
        }
    }

    /// Asks, and looks through the answer.
    async fn look(&mut self, who: Who, address: &'static str, filled: &str) -> Answer {
        let session = self.world.session(who);
        let answer = self.world.portal.get(session, filled).await;
        self.asked += 1;
        if answer.status == StatusCode::OK {
            self.answered.insert(address);
        }
        if answer.status.is_server_error() {
            self.wrong.push(format!("{} {filled}: {}", who.name(), answer.status));
        }
        if who.customer() == Some(1) && answer.body.contains(WRITTEN) {
            self.wrong.push(format!("{} {filled}: what another wrote is there", who.name()));
        }
        self.read(who, filled, &answer.body);
        self.read(who, filled, &answer.location);
        answer
    }

    /// Looks through a text that reached somebody.
    pub fn read(&mut self, who: Who, place: &str, body: &str) {
        let here: BTreeSet<&str> = marks::found(body).collect();
        for text in here {
            // What was typed into the address is said again.
            let Some((&text, &mark)) = self.by_text.get_key_value(text) else { continue };
            // The list of outgoing mails tells an administrator of the installation to whom each goes.
            let addressee = mark.what == What::Team && place.contains("/admin/mail") && who.name() == "op-boss";
            if may(who, mark) || addressee {
                self.seen.entry(who.name()).or_default().insert(text);
            } else {
                self.wrong.push(format!("{} {place}: {text} ({:?})", who.name(), mark.what));
            }
        }
    }

    /// Something is wrong.
    pub fn say(&mut self, wrong: String) {
        self.wrong.push(wrong);
    }

    /// Mails: what stands in them is for whom they are sent to. Addresses that are nobody's get what a report or a
    /// tracking message tells.
    pub async fn mails(&mut self) {
        let ops = &self.world.portal.operations;
        let boss = self.world.actor_of("op-boss");
        let everybody = Who::everybody();
        let mut count = 0;
        for (_, id) in self.objects("mail") {
            let mail = ops.outgoing_mail(&boss, id.parse().expect("an id")).await.expect("a mail");
            count += 1;
            let whole = format!("{}\n{}", mail.subject, mail.body);
            match everybody.iter().find(|who| !who.email().is_empty() && who.email() == mail.to_address) {
                Some(who) => self.read(*who, &format!("mail {:?}", mail.subject), &whole),
                None => {
                    let marked = marks::found(&mail.to_address).next().and_then(|mark| mark.as_bytes().get(2).copied());
                    // Those to whom a team gives its tickets have plain addresses, with the customer's number in them.
                    let given = || mail.to_address.strip_prefix("given").and_then(|rest| rest.bytes().next());
                    let to = marked.or_else(given);
                    for text in marks::found(&whole) {
                        if text.as_bytes().get(2).copied() != to {
                            self.wrong.push(format!("mail to {}: {text}", mail.to_address));
                        }
                    }
                }
            }
        }
        assert!(count > 20, "there are mails: {count}");
    }

    /// What the walk found.
    pub fn end(mut self) {
        for address in READS {
            if !self.answered.contains(address) && !NEVER_A_PAGE.contains(address) {
                self.wrong.push(format!("{address} was answered with a page to nobody"));
            }
        }
        for who in Who::everybody() {
            let seen = self.seen.remove(&who.name()).unwrap_or_default();
            for mark in self.world.marks.iter().filter(|mark| must(who, mark) && !seen.contains(mark.text.as_str())) {
                self.wrong.push(format!("{} never came across {} ({:?})", who.name(), mark.text, mark.what));
            }
        }
        eprintln!("  {} answers, {} marks", self.asked, self.world.marks.len());
        assert!(self.asked > 1_000, "the walk was long: {}", self.asked);
        self.wrong.sort();
        self.wrong.dedup();
        assert!(self.wrong.is_empty(), "{} wrong:\n  {}", self.wrong.len(), self.wrong.join("\n  "));
    }
}

/// What cannot be answered with a page in this world: the door leads on, the gallery and the demo's people belong to a
/// demo, nobody has looked into the archive or handed instructions over, a file of these has no thumbnail, a proof of these no picture, and secrets are asked for by their own tests.
const NEVER_A_PAGE: &[&str] = &[
    "/",
    "/admin/instructions/{batch}",
    "/confirm/{secret}",
    "/follow/{secret}",
    "/invitations/{secret}",
    "/notifications/unsubscribe/{secret}",
    "/read/notices/end?token={secret}",
    "/read/reports/files?token={secret}",
    "/read/reports/question?token={secret}",
    "/read/tracking/confirm?token={secret}",
    "/read/tracking/follow?token={secret}",
    "/read/tracking/stop?token={secret}",
    "/reports/confirm/{secret}",
    "/reports/files/{secret}",
    "/reset-password/{secret}",
    "/unsubscribe/{secret}",
    "/gallery",
    "/read/sign-in/demo-people",
    "/admin/archive/{look}",
    "/read/archive/look?id={look}&parcel=",
    "/files/{file}/thumbnail",
    "/parcels/{parcel}/proof/image",
    "/d/{secret}",
    "/reports/files/{secret}/{report_file}",
];

/// Behind what each answer has something of its own, up to the next quotation mark.
const FRESH: [&str; 4] = ["nonce=\"", "name=\"deed\" value=\"", "\"deed\":\"", "\\\"deed\\\":\\\""];

/// What an answer says, apart from the name it was asked by and what is new in each answer.
fn said(answer: &Answer, name: &str) -> String {
    // What was begun on the number that nobody has stands in lists as well.
    let body = answer.body.replace(name, "NAME").replace(&grouped(name), "NAME");
    let body = body.replace(&grouped(missing("parcel")), "NAME");
    let mut plain = String::new();
    let mut rest = body.as_str();
    while let Some((at, start)) = FRESH.iter().filter_map(|start| rest.find(start).map(|at| (at, *start))).min() {
        plain.push_str(&rest[..at]);
        rest = &rest[at + start.len()..];
        rest = rest.find('"').map_or("", |end| &rest[end..]);
    }
    plain.push_str(rest);
    format!("{} {} {plain}", answer.kind, answer.location.replace(name, "NAME"))
}

/// Where two texts part.
fn first_difference(one: &str, other: &str) -> String {
    let at = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(40)).take(120).collect::<String>();
    format!("\n    {:?}\n    {:?}", around(one), around(other))
}
