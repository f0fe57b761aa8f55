//! Whoever is marked as abusive is kept from filing by a lead, with a word, and let in again.

use domain::actor::Level;
use domain::audit::Act;
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::abuse::Abuse;
use operations::Error;
use operations::tickets::abuse::Marking;

use crate::support::for_each_world;
use crate::{on, story};

#[tokio::test]
async fn a_marked_user_is_kept_from_filing_with_a_word_and_may_file_again() {
    for_each_world(async |world| {
        let story = story(&world).await;
        let ops = &world.operations;
        let lead = world.agent("lead@consigne.example", Level::Lead).await;
        let agent = world.agent("agent@consigne.example", Level::Agent).await;
        let stop = async |actor| ops.stop_filing(actor, story.claire.user, "Rappelez-nous au 01 00 00 00 00.").await;
        // Only whoever is marked, and only by a lead.
        let unmarked = stop(&lead).await;
        let Err(Error::Refused(Refusal::Fields(fields))) = &unmarked else { panic!("{unmarked:?}") };
        assert_eq!(fields[..], [("person".to_owned(), FieldRefusal::NotOffered)]);
        let mark = Marking {
            on: on(&story.number, "m"),
            message: Some(0),
            kind: Some(Abuse::ALL[0]),
            note: "Insultes".to_owned(),
        };
        ops.mark_abuse(&agent, &mark).await.expect("marked");
        assert!(matches!(stop(&agent).await, Err(Error::NotFound)));
        let silent = ops.stop_filing(&lead, story.claire.user, " ").await;
        assert!(matches!(silent, Err(Error::Refused(Refusal::Fields(_)))), "a word is needed: {silent:?}");
        assert!(matches!(ops.stop_filing(&lead, agent.user, "Non").await, Err(Error::NotFound)));
        stop(&lead).await.expect("stopped");
        stop(&lead).await.expect("again changes nothing");

        let refused = ops.start_filing(&story.claire, "6A18987970674").await;
        let Err(Error::Refused(Refusal::FilingStopped { word })) = &refused else { panic!("{refused:?}") };
        assert!(word.contains("Rappelez-nous"));
        // What is under way goes on, and colleagues file.
        ops.thread(&story.claire, &story.number).await.expect("his thread");
        let list = ops.filing_stops(&lead).await.expect("a list");
        assert_eq!((list.len(), list[0].by.as_str()), (1, lead.name.as_str()));
        assert!(matches!(ops.filing_stops(&agent).await, Err(Error::NotFound)));

        ops.allow_filing(&lead, story.claire.user).await.expect("allowed");
        assert!(matches!(ops.allow_filing(&lead, story.claire.user).await, Err(Error::NotFound)));
        ops.start_filing(&story.claire, "6A18987970674").await.expect("files again");
        let admin = world.agent("paul@consigne.example", Level::Administrator).await;
        let asked = operations::audit::Asked { who: lead.name.clone(), ..Default::default() };
        let rows = ops.trail(&admin, &asked).await.expect("a page").rows;
        let acts: Vec<Act> = rows.into_iter().map(|row| row.act).filter(|act| *act != Act::UserAdded).collect();
        assert_eq!(acts, [Act::FilingAllowed, Act::FilingStopped]);
    })
    .await;
}
