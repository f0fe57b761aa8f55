//! Who there is, what is written, and the rule that says who may read it.
//!
//! The rule is written down a second time on purpose: it asks none of the program's own permissions, so that a mistake
//! there does not make the test agree with it.

use domain::actor::{Level, Right};

/// Which part of his customer somebody's profile covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Whole,
    /// The first account alone.
    FirstAccount,
    /// The first part of the second account alone.
    FirstPart,
}

/// Where something belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The customer as a whole.
    Whole,
    FirstAccount,
    FirstPart,
    SecondPart,
}

/// A kind of people: each customer has one of each.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub key: &'static str,
    pub rights: &'static [Right],
    pub reach: Reach,
}

const WORK: &[Right] = &[
    Right::SeeAllTickets,
    Right::FileTickets,
    Right::Reply,
    Right::Validate,
    Right::ExportTickets,
    Right::ShareSearches,
    Right::SearchParcels,
    Right::Proofs,
    Right::Instructions,
    Right::TrackingMessages,
    Right::Reports,
];

/// The people of each customer, the administrator first.
pub const PEOPLE: [Kind; 7] = [
    Kind { key: "adm", rights: &Right::ALL, reach: Reach::Whole },
    Kind { key: "all", rights: WORK, reach: Reach::Whole },
    Kind {
        key: "own",
        rights: &[Right::FileTickets, Right::Reply, Right::Validate, Right::SearchParcels],
        reach: Reach::Whole,
    },
    Kind { key: "acc", rights: WORK, reach: Reach::FirstAccount },
    Kind { key: "sub", rights: WORK, reach: Reach::FirstPart },
    Kind { key: "trk", rights: &[Right::SearchParcels, Right::TrackingMessages], reach: Reach::Whole },
    // A profile holds one option at least; this one shows nothing.
    Kind { key: "non", rights: &[Right::ShareSearches], reach: Reach::Whole },
];

/// The people of the operator.
pub const AGENTS: [(&str, Level); 4] =
    [("agent", Level::Agent), ("lead", Level::Lead), ("two", Level::LevelTwo), ("boss", Level::Administrator)];

/// Somebody who walks through the portal.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    Visitor,
    Person(u8, Kind),
    Agent(&'static str, Level),
}

impl Who {
    /// Everybody there is.
    pub fn everybody() -> Vec<Who> {
        let mut all = vec![Who::Visitor];
        all.extend((1..=3).flat_map(|customer| PEOPLE.map(|kind| Who::Person(customer, kind))));
        all.extend(AGENTS.map(|(key, level)| Who::Agent(key, level)));
        all
    }

    /// What messages of the test call him.
    pub fn name(self) -> String {
        match self {
            Who::Visitor => "visitor".to_owned(),
            Who::Person(customer, kind) => format!("{customer}-{}", kind.key),
            Who::Agent(key, _) => format!("op-{key}"),
        }
    }

    /// His address.
    pub fn email(self) -> String {
        match self {
            Who::Visitor => String::new(),
            Who::Person(customer, kind) => format!("{}@c.example", text(customer, &format!("{}-address", kind.key))),
            Who::Agent(key, _) => format!("{}@op.example", text(0, &format!("{key}-address"))),
        }
    }

    pub const fn customer(self) -> Option<u8> {
        match self {
            Who::Person(customer, _) => Some(customer),
            _ => None,
        }
    }
}

/// What a marked text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Said in a ticket between the customer and the operator, files included.
    Said,
    /// An internal note of the operator, its files included.
    Note,
    /// A note among colleagues.
    Colleagues,
    /// A draft that somebody has not sent.
    Draft,
    /// What a parcel carries.
    Parcel,
    /// Who received a parcel.
    Proof,
    /// The word for the driver in an instruction.
    Instruction,
    /// To whom tracking messages are sent.
    Subscription,
    /// The name of a search that somebody keeps for himself.
    Search,
    /// The name of one that he shares with his colleagues.
    SharedSearch,
    /// The name of a report.
    Report,
    /// To whom a report goes.
    Reader,
    /// The number of an account or of a part of one.
    Account,
    /// The name of a profile.
    Profile,
    /// The name of a person of a customer.
    Name,
    /// The name of somebody to whom his team gives tickets and whom it calls, and who never writes himself.
    Team,
    /// The mail address of a person of a customer.
    Address,
    /// The mail address of somebody who is invited.
    Invitation,
    /// The name of a customer.
    Customer,
    /// The mail address of an agent.
    AgentAddress,
}

/// A text that stands nowhere else.
#[derive(Clone, Debug)]
pub struct Mark {
    pub text: String,
    pub what: What,
    /// Whose it is; 0 for the operator.
    pub customer: u8,
    pub place: Place,
    /// Who wrote it, or, for parcels, who filed the ticket on it; empty where nobody did.
    pub owner: &'static str,
}

/// A marked text.
pub fn text(customer: u8, name: &str) -> String {
    format!("mk{customer}-{name}-z")
}

/// The marked texts in something.
pub fn found(body: &str) -> impl Iterator<Item = &str> {
    body.match_indices("mk").filter_map(|(at, _)| {
        let rest = &body[at..];
        let (customer, after) = (*rest.as_bytes().get(2)?, *rest.as_bytes().get(3)?);
        if !customer.is_ascii_digit() || after != b'-' {
            return None;
        }
        let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').unwrap_or(rest.len());
        // Two that stand joined by a dash are not told apart; none of the test's texts are.
        rest[..end].find("-z").map(|last| &rest[..last + 2])
    })
}

fn covers(reach: Reach, place: Place) -> bool {
    match reach {
        Reach::Whole => true,
        Reach::FirstAccount => matches!(place, Place::Whole | Place::FirstAccount),
        Reach::FirstPart => matches!(place, Place::Whole | Place::FirstPart),
    }
}

/// Whether somebody may ever be shown a text.
pub fn may(who: Who, mark: &Mark) -> bool {
    match who {
        Who::Visitor => false,
        Who::Agent(_, level) => operator_may(level, mark),
        Who::Person(customer, kind) => customer == mark.customer && colleague_may(kind, mark),
    }
}

fn operator_may(level: Level, mark: &Mark) -> bool {
    match mark.what {
        // What a team says among itself, and what nobody has sent yet, is nobody else's.
        What::Colleagues | What::Team | What::Draft => false,
        What::Search
        | What::SharedSearch
        | What::Profile
        | What::Reader
        | What::Subscription
        | What::Report
        | What::Invitation => level == Level::Administrator,
        _ => true,
    }
}

fn colleague_may(kind: Kind, mark: &Mark) -> bool {
    let has = |right: Right| kind.rights.contains(&right);
    let mine = kind.key == mark.owner;
    let within = covers(kind.reach, mark.place);
    let sees_ticket = within && (mine || has(Right::SeeAllTickets));
    let sees_parcel = within && has(Right::SearchParcels);
    match mark.what {
        What::Note | What::AgentAddress => false,
        What::Said | What::Colleagues => sees_ticket,
        What::Draft => mine,
        What::Search => mine || has(Right::AuditTrail),
        What::SharedSearch => has(Right::SeeAllTickets) || has(Right::FileTickets) || has(Right::AuditTrail),
        What::Parcel => sees_parcel || !mark.owner.is_empty() && sees_ticket,
        What::Proof => sees_parcel && has(Right::Proofs),
        What::Instruction => sees_parcel,
        What::Subscription => sees_parcel && mine || has(Right::AuditTrail),
        What::Report => has(Right::Reports) && has(Right::SearchParcels) || has(Right::AuditTrail),
        What::Reader => mine || has(Right::AuditTrail),
        // Whoever sees a part also sees whose part it is.
        What::Account => within || kind.reach == Reach::FirstPart && mark.owner == "second",
        What::Profile => mine || has(Right::Users) || has(Right::Profiles) || has(Right::AuditTrail),
        What::Name | What::Team | What::Customer => true,
        What::Address => mine || has(Right::Users) || has(Right::AuditTrail),
        What::Invitation => has(Right::Users) || has(Right::AuditTrail),
    }
}

/// Whether somebody must come across a text on his way: what [`may`] allows, but for what stands on the pages of
/// colleagues only as far as they have to do with each other.
pub fn must(who: Who, mark: &Mark) -> bool {
    let boss = matches!(who, Who::Agent(_, Level::Administrator));
    let administers = matches!(who, Who::Person(_, kind) if kind.key == "adm");
    may(who, mark)
        && match mark.what {
            What::Said
            | What::Note
            | What::Colleagues
            | What::Draft
            | What::Parcel
            | What::Proof
            | What::Instruction => true,
            What::Search => matches!(who, Who::Person(_, kind) if kind.key == mark.owner),
            What::SharedSearch => matches!(who, Who::Person(_, kind) if kind.rights.contains(&Right::FileTickets)),
            What::Report => matches!(who, Who::Person(..)),
            What::Profile | What::Name | What::Team => administers,
            What::Address | What::Invitation => administers || boss && mark.what == What::Address,
            What::Customer | What::AgentAddress => boss,
            What::Account => administers,
            What::Subscription | What::Reader => matches!(who, Who::Person(_, kind) if kind.key == mark.owner),
        }
}

#[test]
fn marks_are_found_whatever_stands_around_them() {
    let body = "a mk1-t1-said-z, \"mk2-adm-address-z@c.example\" mkdir mk3 mk4-x; mk1-file-z.pdf";
    assert_eq!(found(body).collect::<Vec<_>>(), ["mk1-t1-said-z", "mk2-adm-address-z", "mk1-file-z"]);
}

#[test]
fn the_rule_tells_customers_accounts_and_authors_apart() {
    let person = |customer, key| Who::Person(customer, *PEOPLE.iter().find(|kind| kind.key == key).expect("a kind"));
    let mark = |what, place, owner| Mark { text: text(1, "x"), what, customer: 1, place, owner };
    let said = mark(What::Said, Place::FirstAccount, "own");
    for (who, may_read) in [
        (person(1, "adm"), true),
        (person(1, "own"), true),
        (person(1, "acc"), true),
        (person(1, "sub"), false),
        (person(1, "trk"), false),
        (person(2, "adm"), false),
        (Who::Agent("agent", Level::Agent), true),
        (Who::Visitor, false),
    ] {
        assert_eq!(may(who, &said), may_read, "{}", who.name());
    }
    assert!(!may(person(1, "own"), &mark(What::Said, Place::FirstAccount, "adm")), "a colleague's");
    assert!(!may(person(1, "adm"), &mark(What::Note, Place::FirstAccount, "")));
    assert!(!may(Who::Agent("boss", Level::Administrator), &mark(What::Colleagues, Place::FirstAccount, "adm")));
}
