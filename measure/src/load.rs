//! Clients that ask again as soon as they are answered, for a fixed time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::Outcome;
use crate::http::{Answer, Client};
use crate::samples::Samples;

/// One answer of so many is unpacked and read; of the others only status, target and presence are looked at, because
/// unpacking takes the processor from the program that is measured.
const READ_ONE_OF: usize = 10;

/// An address, and what its answer has to hold.
#[derive(Clone, Debug)]
pub struct Target {
    /// The address.
    pub path: String,
    /// What the answer must be.
    pub expected: Expected,
}

/// What an answer must be.
#[derive(Clone, Debug)]
pub enum Expected {
    /// A page that holds a phrase so many times; at least once for 0.
    Page(String, usize),
    /// It leads to this address.
    Redirect(String),
}

impl Target {
    /// A page that holds a phrase.
    pub fn page(path: impl Into<String>, phrase: impl Into<String>, times: usize) -> Self {
        Target { path: path.into(), expected: Expected::Page(phrase.into(), times) }
    }

    /// Looks at an answer; at its text only when `thorough`.
    fn check(&self, answer: &Answer, thorough: bool) -> Outcome<()> {
        let good = match &self.expected {
            Expected::Redirect(to) => (300..400).contains(&answer.status) && answer.location == *to,
            Expected::Page(..) if answer.status != 200 || answer.body.is_empty() => false,
            Expected::Page(phrase, times) if thorough => {
                let found = answer.text()?.matches(phrase.as_str()).count();
                if *times == 0 { found > 0 } else { found == *times }
            }
            Expected::Page(..) => true,
        };
        if good {
            Ok(())
        } else {
            Err(format!("{} was answered {} {}, not as expected", self.path, answer.status, answer.location))
        }
    }
}

/// What was measured.
#[derive(Debug)]
pub struct Measured {
    /// How long each answer took.
    pub samples: Samples,
    /// Answers per second.
    pub rate: f64,
    /// How many answers were not as expected; they are not timed.
    pub wrong: usize,
}

/// Lets these clients ask for the targets in turn: first to warm up, then timed.
pub async fn measure(
    clients: Vec<Client>,
    targets: Arc<Vec<Target>>,
    warm_up: Duration,
    time: Duration,
) -> Outcome<Measured> {
    let mut tasks = JoinSet::new();
    let from = Instant::now() + warm_up;
    for (index, client) in clients.into_iter().enumerate() {
        tasks.spawn(ask(client, Arc::clone(&targets), index, from, from + time));
    }
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    while let Some(done) = tasks.join_next().await {
        let (took, refused) = done.map_err(|error| error.to_string())??;
        all.extend(took);
        wrong.extend(refused);
    }
    if let Some(why) = wrong.first() {
        crate::say(format_args!("  ✗ {} wrong answers: {why}", wrong.len()));
    }
    let rate = all.len() as f64 / time.as_secs_f64();
    Ok(Measured { samples: Samples::new(all), rate, wrong: wrong.len() })
}

/// Answers that came within the time are counted, so that the rate is that of the time. Yields how long they took, and
/// what was wrong with the others.
async fn ask(
    mut client: Client,
    targets: Arc<Vec<Target>>,
    index: usize,
    from: Instant,
    until: Instant,
) -> Outcome<(Vec<Duration>, Vec<String>)> {
    let (mut took, mut wrong) = (Vec::new(), Vec::new());
    for turn in 0.. {
        let began = Instant::now();
        if began >= until {
            break;
        }
        let target = &targets[(index + turn) % targets.len()];
        let answer = client.get(&target.path).await?;
        let ended = Instant::now();
        match target.check(&answer, turn % READ_ONE_OF == 0) {
            Err(why) => wrong.push(why),
            Ok(()) if ended >= from && ended < until => took.push(ended - began),
            Ok(()) => {}
        }
    }
    Ok((took, wrong))
}
