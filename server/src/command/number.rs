//! `consigne number`: what can be said of a tracking number without asking anybody (`product.md` §3, §10).

use clap::Subcommand;
use domain::parcel::number::{Check, Recognition, Verdict, grouped, recognise};

use crate::command::{Failed, Output};

/// What to do with tracking numbers.
#[derive(Debug, Subcommand)]
pub enum NumberCommand {
    /// Clean numbers, name the shapes that they have, and check their check characters.
    Check {
        /// The numbers as they were typed.
        #[arg(required = true, value_name = "NUMBER")]
        numbers: Vec<String>,
    },
}

/// One line per number, in the order given.
///
/// # Errors
/// When nobody reads the answer. A number that is wrong is an answer, not a failure.
pub fn run(command: NumberCommand, output: &mut Output<'_>) -> Result<(), Failed> {
    let NumberCommand::Check { numbers } = command;
    for number in numbers {
        let recognition = recognise(&number);
        let line = line(&recognition);
        output.answer(&recognition, line)?;
    }
    Ok(())
}

fn line(recognition: &Recognition) -> String {
    let verdict = match recognition.verdict {
        Verdict::Valid => "valid",
        Verdict::Invalid => "invalid",
        Verdict::Unchecked => "unchecked",
        Verdict::Unknown => "unknown",
    };
    let mut line = format!("{}\t{verdict}", grouped(&recognition.number));
    for candidate in &recognition.candidates {
        let check = match candidate.check {
            Check::Valid => "check holds",
            Check::Invalid => "check fails",
            Check::None => "no check",
        };
        line.push_str(&format!("\t{} ({check})", candidate.carrier));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{NumberCommand, run};
    use crate::command::Output;

    fn check(number: &str, json: bool) -> String {
        let mut out = Vec::new();
        let done = run(NumberCommand::Check { numbers: vec![number.to_owned()] }, &mut Output::new(&mut out, json));
        assert!(done.is_ok());
        String::from_utf8_lossy(&out).into_owned()
    }

    #[test]
    fn json_is_one_object_per_line_with_the_promised_fields() {
        let answer = check("eb 000717595 hk", true);
        assert!(answer.ends_with("}\n") && answer.matches('\n').count() == 1, "{answer}");
        let value: serde_json::Value = serde_json::from_str(&answer).unwrap_or_default();
        assert_eq!(value["input"], "eb 000717595 hk");
        assert_eq!(value["number"], "EB000717595HK");
        assert_eq!(value["verdict"], "valid");
        assert_eq!(value["candidates"][0]["format"], "upu_s10");
        assert_eq!(value["candidates"][0]["check"], "valid");
    }

    #[test]
    fn people_read_one_line() {
        assert!(check("what?", false).contains("unknown"));
        assert!(check("6A18987970674", false).contains("colissimo (check holds)"));
    }
}
