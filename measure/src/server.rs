//! The program that is measured: started on a free port, watched from outside, ended by its process id.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::Outcome;

/// How long it may take to say its address.
const START_LIMIT: Duration = Duration::from_secs(60);
/// How long it may take to end.
const END_LIMIT: Duration = Duration::from_secs(30);
/// How long it may work by itself before it rests.
const REST_LIMIT: Duration = Duration::from_secs(600);
/// Seconds of rest on end that count as rest.
const REST: u32 = 3;
/// Hundredths of a processor's second that a resting program uses in a second at most.
const RESTING: u64 = 3;

/// How the program is called.
#[derive(Clone, Debug, clap::Args)]
pub struct Launch {
    /// The program.
    #[arg(long)]
    pub program: PathBuf,
    /// Its data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// Its database, where it is not the embedded one.
    #[arg(long)]
    pub database: Option<String>,
    /// Where its log is written.
    #[arg(long)]
    pub log: PathBuf,
}

impl Launch {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CONSIGNE_") {
                command.env_remove(name);
            }
        }
        // An answer is timed on its way, not while its author may still take it back.
        command.env("CONSIGNE_HOLD_SECONDS", "0");
        command.arg("--data").arg(&self.data);
        if let Some(database) = &self.database {
            command.arg("--database").arg(database);
        }
        command
    }

    /// Runs one of its short commands, and yields what it answers.
    pub fn run(&self, arguments: &[&str]) -> Outcome<String> {
        let done = self.command().arg("--json").args(arguments).output().map_err(|error| error.to_string())?;
        if !done.status.success() {
            return Err(format!("consigne {}: {}", arguments.join(" "), String::from_utf8_lossy(&done.stderr)));
        }
        String::from_utf8(done.stdout).map_err(|error| error.to_string())
    }

    /// Serves, with the log as it is by default or as `filter` says.
    pub async fn serve(&self, filter: Option<&str>) -> Outcome<Server> {
        self.serve_with(filter, &[]).await
    }

    /// Serves a demo world whose clock is so many days ahead.
    pub async fn serve_ahead(&self, days: u32) -> Outcome<Server> {
        self.serve_with(None, &["--demo", "--clock", &format!("+{days}d")]).await
    }

    async fn serve_with(&self, filter: Option<&str>, more: &[&str]) -> Outcome<Server> {
        let log = File::create(&self.log).map_err(|error| format!("{}: {error}", self.log.display()))?;
        let mut command = self.command();
        if let Some(filter) = filter {
            command.env("CONSIGNE_LOG", filter);
        }
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(more);
        let began = Instant::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|error| format!("{}: {error}", self.program.display()))?;
        let stdout = child.stdout.take().ok_or("the program has no output")?;
        let (sender, mut addresses) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some((_, address)) = line.rsplit_once("http://") {
                    let _ = sender.send(address.to_owned());
                }
            }
        });
        let mut server = Server { child, address: SocketAddr::from(([127, 0, 0, 1], 0)), began };
        let address = timeout(START_LIMIT, addresses.recv()).await.ok().flatten();
        let Some(address) = address.and_then(|address| address.trim().parse().ok()) else {
            let said = fs::read_to_string(&self.log).unwrap_or_default();
            return Err(format!("the server says no address:\n{said}"));
        };
        server.address = address;
        Ok(server)
    }
}

/// A running server; dropping it kills it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// When it was started.
    pub began: Instant,
}

impl Server {
    /// Its resident memory in bytes.
    pub fn resident(&self) -> Outcome<u64> {
        self.memory("VmRSS:")
    }

    /// What it has allocated, in bytes: its resident memory without the pages of the database that the system maps into
    /// it, and takes back when it needs them.
    pub fn anonymous(&self) -> Outcome<u64> {
        self.memory("RssAnon:")
    }

    /// Waits for work, and answers with it the most that was allocated meanwhile, in bytes.
    pub async fn most_during<T>(&self, work: impl Future<Output = Outcome<T>>) -> Outcome<(T, u64)> {
        let mut work = std::pin::pin!(work);
        let mut most = self.anonymous()?;
        loop {
            match timeout(Duration::from_millis(20), &mut work).await {
                Ok(done) => return Ok((done?, most.max(self.anonymous()?))),
                Err(_) => most = most.max(self.anonymous()?),
            }
        }
    }

    /// The most that was resident since [`Server::forget_peak`], in bytes.
    pub fn peak(&self) -> Outcome<u64> {
        self.memory("VmHWM:")
    }

    /// Lets the peak of its memory begin at what it has now (proc(5), `clear_refs`).
    pub fn forget_peak(&self) -> Outcome<()> {
        let path = Path::new("/proc").join(self.child.id().to_string()).join("clear_refs");
        fs::write(&path, "5").map_err(|error| format!("{}: {error}", path.display()))
    }

    fn memory(&self, what: &str) -> Outcome<u64> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix(what)).ok_or("no resident memory")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().map_err(|_| format!("no number: {line}"))?;
        Ok(kilobytes * 1024)
    }

    /// Waits until it does nothing by itself any more: what fell due while the world lay in its folder.
    pub async fn rest(&self) -> Outcome<()> {
        let began = Instant::now();
        let (mut quiet, mut before) = (0, self.ticks()?);
        while quiet < REST {
            if began.elapsed() > REST_LIMIT {
                return Err("the server does not come to rest".to_owned());
            }
            sleep(Duration::from_secs(1)).await;
            let now = self.ticks()?;
            quiet = if now - before <= RESTING { quiet + 1 } else { 0 };
            before = now;
        }
        Ok(())
    }

    /// Ends it as an administrator would.
    pub async fn stop(mut self) -> Outcome<()> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().map_err(|error| error.to_string())?;
        let began = Instant::now();
        while began.elapsed() < END_LIMIT {
            if self.child.try_wait().map_err(|error| error.to_string())?.is_some() {
                return Ok(());
            }
            sleep(Duration::from_millis(20)).await;
        }
        Err("the server did not end".to_owned())
    }

    /// The processor's time that it has used, in hundredths of a second.
    fn ticks(&self) -> Outcome<u64> {
        let stat = self.proc("stat")?;
        // The second field is the name, which may hold anything; what follows it is counted from its end.
        let rest = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let mut fields = rest.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().unwrap_or(0));
        Ok(fields.next().unwrap_or(0) + fields.next().unwrap_or(0))
    }

    fn proc(&self, file: &str) -> Outcome<String> {
        let path = Path::new("/proc").join(self.child.id().to_string()).join(file);
        fs::read_to_string(&path).map_err(|error| format!("the server is gone: {}: {error}", path.display()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
