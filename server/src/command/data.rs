//! The commands that open the installation's database: their place on the command line (`product.md` §10).

use std::path::PathBuf;

use clap::{Args, Subcommand};
use domain::actor::Level;
use jiff::civil::Date;
use operations::demo::{PARCELS, TICKETS};

/// What to do with the installation's data.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum DataCommand {
    /// Fill an empty database with the demo world; the same seed and date give the same world.
    SeedDemo(SeedDemo),
    /// Bring the database to this program's schema.
    Migrate,
    /// Write a consistent copy of the database and the files into one file, while the portal runs.
    Backup {
        /// The file to write; it must not exist.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Put a copy back into an empty installation.
    Restore {
        /// The copy.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Look for what is wrong with the installation; ends with status 1 where something is.
    Doctor,
    /// Customers.
    #[command(subcommand)]
    Customer(CustomerCommand),
    /// The accounts of a customer.
    #[command(subcommand)]
    Account(AccountCommand),
    /// The users of a customer, and the operator's agents.
    #[command(subcommand)]
    User(UserCommand),
    /// Parcels that customers announced.
    #[command(subcommand)]
    Parcel(ParcelCommand),
    /// Pickup points of carriers.
    #[command(subcommand)]
    Relay(super::relay::RelayCommand),
    /// Proofs of delivery.
    #[command(subcommand)]
    Proof(super::proof::ProofCommand),
    /// Delivery instructions, on their way to carriers and back.
    #[command(subcommand)]
    Instruction(super::instruction::InstructionCommand),
}

/// How large the demo world is.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub struct SeedDemo {
    /// How many parcels.
    #[arg(long, value_name = "N", default_value_t = PARCELS)]
    pub parcels: u32,
    /// How many tickets.
    #[arg(long, value_name = "N", default_value_t = TICKETS)]
    pub tickets: u32,
    /// How many tickets beside these, of two years and fifty shippers, to measure with.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub further_tickets: u32,
    /// Another seed gives another world.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// The day that the world's dates are relative to; today where none is given.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
}

/// What to do with customers.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum CustomerCommand {
    /// Add a customer.
    Add {
        /// The company's name.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// What to do with accounts.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum AccountCommand {
    /// Add an account, and sub-accounts to it; one that is there already is kept.
    Add {
        /// The number that parcels are billed to.
        #[arg(value_name = "NUMBER")]
        number: String,
        /// The customer's name.
        #[arg(long, value_name = "NAME")]
        customer: String,
        /// A sub-account; can be given several times.
        #[arg(long = "sub", value_name = "NUMBER")]
        subs: Vec<String>,
    },
}

/// What to do with users.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum UserCommand {
    /// Add a user, and print the link by which he chooses his password.
    Add(AddUser),
    /// Print a link by which a user chooses a new password.
    ResetPassword {
        /// His e-mail address.
        #[arg(value_name = "EMAIL")]
        email: String,
    },
    /// Take a user's lost second factor away: his sessions end, and a mail tells him.
    ResetSecondFactor {
        /// His e-mail address.
        #[arg(value_name = "EMAIL")]
        email: String,
    },
}

/// A new user: either a customer's, or one of the operator's agents.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(group = clap::ArgGroup::new("side").args(["customer", "agent"]).required(true))]
pub struct AddUser {
    /// His e-mail address, by which he signs in.
    #[arg(value_name = "EMAIL")]
    pub email: String,
    /// The name that threads show; the part before the @ where none is given.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The customer's name.
    #[arg(long, value_name = "NAME", requires = "profile")]
    pub customer: Option<String>,
    /// The profile that says what he may do.
    #[arg(long, value_name = "NAME", requires = "customer", conflicts_with = "agent")]
    pub profile: Option<String>,
    /// He is of the operator.
    #[arg(long, requires = "team")]
    pub agent: bool,
    /// The agent's team.
    #[arg(long, value_name = "NAME", requires = "agent", conflicts_with = "customer")]
    pub team: Option<String>,
    /// What the agent is: agent, lead, level_two or administrator.
    #[arg(
        long,
        value_name = "LEVEL",
        requires = "agent",
        conflicts_with = "customer",
        default_value = "agent",
        value_parser = level
    )]
    pub level: Level,
}

fn level(word: &str) -> Result<Level, String> {
    Level::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Level::ALL.iter().map(|level| level.as_str()).collect();
        format!("expected one of {}", words.join(", "))
    })
}

/// What the table of parcels holds, for those who write one.
const COLUMNS: &str = "\
The first line names the columns, in any order, with ; or , or a tab between them:
  tracking_number      the parcel's number, in any spelling; must be there
  carrier              code of the carrier; must be there
  account              number of the account it is billed to, which says whose parcel it is; must be there
  label_date           the day the label was made, 2026-11-30 or 30/11/2026; must be there
  sub_account          number of the part of the account
  shipment             a word that the parcels of one shipment share
  sender_reference     the sender's reference
  recipient_reference  the recipient's reference
  recipient_name       the recipient's name
  street               his street and house number
  postcode             his postcode
  town                 his town
  country              his country, two letters
  service              the carrier's product
  weight_kg            weight in kilograms; or weight_grams, in grams
  declared_value       declared value in euros
A column that is not there leaves what is known of a parcel as it is, an empty field clears it.";

/// What to do with parcels.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ParcelCommand {
    /// Take in a CSV file of announced parcels; bad rows are reported, good ones kept.
    #[command(after_help = COLUMNS)]
    Import {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use domain::actor::Level;

    use super::{AddUser, DataCommand, UserCommand};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(subcommand)]
        command: DataCommand,
    }

    fn read(line: &str) -> Result<DataCommand, i32> {
        Line::try_parse_from(line.split(' ')).map(|line| line.command).map_err(|error| error.exit_code())
    }

    #[test]
    fn the_stable_lines_are_read() {
        for line in [
            "consigne seed-demo --parcels 10 --tickets 5 --seed 7 --as-of 2026-11-22",
            "consigne migrate",
            "consigne backup b.tar",
            "consigne restore b.tar",
            "consigne doctor",
            "consigne customer add Aurore",
            "consigne account add --customer Aurore 1234 --sub A --sub B",
            "consigne user add a@b.example --customer Aurore --profile Admin",
            "consigne user add a@b.example --agent --team Nord --level lead",
            "consigne user reset-password a@b.example",
            "consigne parcel import parcels.csv",
            "consigne relay import points.csv",
            "consigne instruction export --carrier dpd --out new.csv",
            "consigne instruction export --batch 3",
            "consigne instruction answers answers.csv",
        ] {
            assert!(read(line).is_ok(), "{line}: {:?}", read(line));
        }
    }

    #[test]
    fn what_does_not_go_together_is_wrong_usage() {
        for line in [
            "consigne user add a@b.example",
            "consigne user add a@b.example --customer Aurore",
            "consigne user add a@b.example --agent",
            "consigne user add a@b.example --agent --team Nord --customer Aurore --profile Admin",
            "consigne user add a@b.example --agent --team Nord --profile Admin",
            "consigne user add a@b.example --customer Aurore --profile Admin --team Nord",
            "consigne user add a@b.example --agent --team Nord --level king",
            "consigne user add a@b.example --customer Aurore --profile Admin --level lead",
            "consigne account add 1234",
            "consigne backup",
            "consigne instruction export",
            "consigne instruction export --carrier dpd --batch 3",
            "consigne instruction answers",
            "consigne relay import",
        ] {
            assert_eq!(read(line).err(), Some(2), "{line}");
        }
    }

    #[test]
    fn values_arrive_where_they_belong() {
        match read("consigne user add a@b.example --agent --team Nord --level level_two") {
            Ok(DataCommand::User(UserCommand::Add(AddUser { agent, team, level, .. }))) => {
                assert_eq!((agent, team.as_deref(), level), (true, Some("Nord"), Level::LevelTwo));
            }
            other => panic!("{other:?}"),
        }
    }
}
