//! The command line and what the environment adds to it (`product.md` §10).
//!
//! Wrong usage ends with status 2 and says what was expected; that is clap's doing. What depends on several options
//! at once, or on the machine, is checked by the commands and ends with status 1.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser};
use domain::parcel::retention;
use ipnet::IpNet;
use jiff::SignedDuration;
use operations::Place;

use crate::command::Command;
use crate::database::AddressParser;
use crate::origin::Origin;

/// Consigne: the customer-service portal of the parcel world.
#[derive(Debug, Parser)]
#[command(name = "consigne", version, about, subcommand_required = true, arg_required_else_help = true)]
pub struct Settings {
    /// What applies to every command.
    #[command(flatten)]
    pub common: Common,
    /// What is to be done.
    #[command(subcommand)]
    pub command: Command,
}

/// What applies to every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Common {
    /// The database: postgres://… or sqlite:FILE; without it, embedded SQLite in the data folder. SQLite is open in one
    /// process at a time: stop the portal for the other commands, but for `backup`.
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "CONSIGNE_DATABASE",
        hide_env_values = true,
        value_parser = AddressParser
    )]
    pub database: Option<Place>,
    /// The folder of the embedded database and of the files that people sent.
    #[arg(long, global = true, value_name = "DIR", env = "CONSIGNE_DATA", default_value = "data")]
    pub data: PathBuf,
    /// The address that people type, as in https://portal.example.com; links in mails are built from it.
    #[arg(long, global = true, value_name = "URL", env = "CONSIGNE_PUBLIC_URL")]
    pub public_url: Option<Origin>,
    /// A network whose proxies may say where a call comes from; can be given several times or with commas.
    #[arg(
        long = "trusted-proxy",
        global = true,
        value_name = "CIDR",
        env = "CONSIGNE_TRUSTED_PROXY",
        value_delimiter = ',',
        value_parser = network
    )]
    pub trusted_proxies: Vec<IpNet>,
    /// The mail server, as in smtps://user:password@mail.example.com; without it, mails are kept and shown only.
    #[arg(long, global = true, value_name = "URL", env = "CONSIGNE_SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// The sender of mails.
    #[arg(
        long,
        global = true,
        value_name = "ADDRESS",
        env = "CONSIGNE_MAIL_FROM",
        default_value = "Consigne <no-reply@localhost>"
    )]
    pub mail_from: String,
    /// Months after its label until a parcel is erased with all that is known of it; for six of them it is shown, for the
    /// others it lies in the archive of administrators.
    #[arg(
        long,
        global = true,
        value_name = "N",
        env = "CONSIGNE_ARCHIVE_MONTHS",
        default_value_t = retention::ARCHIVE_MONTHS,
        value_parser = clap::value_parser!(u16).range(i64::from(retention::SHOWN_MONTHS)..=240)
    )]
    pub archive_months: u16,
    /// Seconds that an agent's answer waits, to be taken back, before it goes out; 0 sends it at once.
    #[arg(
        long,
        global = true,
        value_name = "N",
        env = "CONSIGNE_HOLD_SECONDS",
        default_value_t = operations::tickets::hold::SECONDS,
        value_parser = clap::value_parser!(u16).range(..=600)
    )]
    pub hold_seconds: u16,
    /// The file of the key that secrets are sealed with, made when missing: `consigne.key` in the folder of data where none
    /// is named. Every process of one installation needs the same.
    #[arg(long, global = true, value_name = "FILE", env = "CONSIGNE_KEY_FILE")]
    pub key_file: Option<PathBuf>,
    /// The contracts with carriers, in place of those that come with the program.
    #[arg(long, global = true, value_name = "FILE", env = "CONSIGNE_CONTRACTS")]
    pub contracts: Option<PathBuf>,
    /// Answer data as JSON, one object per line.
    #[arg(long, global = true)]
    pub json: bool,
}

/// How the portal is served.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Fill an empty database with a world to try things in; on this machine's own addresses only.
    #[arg(long)]
    pub demo: bool,
    /// Where to listen; other addresses than this machine's own need --public-url.
    #[arg(long, value_name = "ADDRESS", env = "CONSIGNE_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Move the demo's clock, as in +31d or -2h.
    #[arg(long, value_name = "SHIFT", requires = "demo", allow_hyphen_values = true)]
    pub clock: Option<ClockShift>,
    /// Show the figures on an address of their own instead of /metrics.
    #[arg(long, value_name = "ADDRESS", env = "CONSIGNE_METRICS_LISTEN")]
    pub metrics_listen: Option<SocketAddr>,
}

impl ServeArgs {
    /// The address that links are built from, where we listen on `bound`.
    ///
    /// # Errors
    /// One sentence where the options do not go together: a demo that others could reach, or an address that others
    /// reach under a name that we were not told.
    pub fn public_origin(&self, common: &Common, bound: SocketAddr) -> Result<Origin, String> {
        let loopback = bound.ip().is_loopback();
        if self.demo && !loopback {
            return Err(format!("a demo is for this machine alone, and {bound} can be reached from elsewhere"));
        }
        match &common.public_url {
            Some(origin) => Ok(origin.clone()),
            None if loopback => format!("http://{bound}").parse().map_err(|error| format!("{bound}: {error}")),
            None => Err(format!("listening on {bound} needs --public-url, the address that people type")),
        }
    }
}

/// A network, or a single address.
fn network(text: &str) -> Result<IpNet, String> {
    text.parse::<IpNet>()
        .or_else(|_| text.parse::<std::net::IpAddr>().map(IpNet::from))
        .map_err(|_| String::from("expected an address or a network, as in 10.0.0.0/8"))
}

/// How far a demo's clock is moved: a sign, a number and a unit, days (`d`), hours (`h`) or minutes (`m`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockShift(pub SignedDuration);

/// Why a text is no shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAShift;

impl fmt::Display for NotAShift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number of days, hours or minutes within ten years, as in +31d, -2h or +90m")
    }
}

impl std::error::Error for NotAShift {}

impl FromStr for ClockShift {
    type Err = NotAShift;

    fn from_str(text: &str) -> Result<Self, NotAShift> {
        let unit = text.chars().next_back().ok_or(NotAShift)?;
        let seconds: i64 = match unit {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            _ => return Err(NotAShift),
        };
        let number: i64 = text[..text.len() - 1].parse().map_err(|_| NotAShift)?;
        let shift = number.checked_mul(seconds).ok_or(NotAShift)?;
        if shift.abs() > 10 * 366 * 86_400 {
            return Err(NotAShift);
        }
        Ok(ClockShift(SignedDuration::from_secs(shift)))
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{ClockShift, Settings};
    use crate::command::Command;

    fn read(line: &str) -> Result<Settings, i32> {
        Settings::try_parse_from(line.split(' ')).map_err(|error| error.exit_code())
    }

    #[test]
    fn the_command_line_is_sound() {
        Settings::command().debug_assert();
    }

    #[test]
    fn options_of_every_command_may_stand_anywhere() {
        for line in [
            "consigne --public-url https://a.example --json number check X",
            "consigne number check X --json --public-url https://a.example",
        ] {
            let settings = read(line);
            assert!(
                settings.as_ref().is_ok_and(|settings| settings.common.json && settings.common.public_url.is_some()),
                "{line}: {settings:?}"
            );
        }
    }

    #[test]
    fn wrong_usage_is_two() {
        for line in [
            "consigne",
            "consigne dance",
            "consigne number check",
            "consigne serve --listen here",
            "consigne serve --clock +31d",
            "consigne serve --demo --clock tomorrow",
            "consigne --public-url portal.example.com number check X",
            "consigne --trusted-proxy everyone number check X",
            "consigne --database mysql://x doctor",
            "consigne --archive-months 5 doctor",
            "consigne calendar add-working-days 2026-13-01 1",
            "consigne calendar holidays 2026 --zone breizh",
        ] {
            assert_eq!(read(line).err(), Some(2), "{line}");
        }
    }

    fn serve(line: &str) -> Result<String, String> {
        match read(line) {
            Ok(Settings { common, command: Command::Serve(serve) }) => {
                serve.public_origin(&common, serve.listen).map(|origin| origin.to_string())
            }
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn links_are_built_from_what_we_were_told() {
        assert_eq!(serve("consigne serve").as_deref(), Ok("http://127.0.0.1:3000"));
        assert_eq!(serve("consigne serve --listen [::1]:80").as_deref(), Ok("http://[::1]"));
        let public = "consigne serve --listen 0.0.0.0:80 --public-url https://a.example";
        assert_eq!(serve(public).as_deref(), Ok("https://a.example"));
        assert!(serve("consigne serve --listen 0.0.0.0:80").is_err_and(|why| why.contains("--public-url")));
        assert!(serve("consigne serve --demo --listen 0.0.0.0:80").is_err_and(|why| why.contains("demo")));
    }

    #[test]
    fn clocks_are_moved_by_days_hours_and_minutes() {
        for (text, seconds) in [
            ("+31d", Some(31 * 86_400)),
            ("31d", Some(31 * 86_400)),
            ("-2h", Some(-7_200)),
            ("+90m", Some(5_400)),
            ("+d", None),
            ("d", None),
            ("", None),
            ("31", None),
            ("+31é", None),
            ("+99999999d", None),
            ("9223372036854775807d", None),
        ] {
            let shift = text.parse::<ClockShift>().ok();
            assert_eq!(shift.map(|shift| shift.0.as_secs()), seconds, "{text}");
        }
    }
}
