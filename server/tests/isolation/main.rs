//! Nobody reads what is not his (`security.md` A01 to A11).
//!
//! Three customers, each with two accounts and two parts of one, with people of every kind of profile, and everything
//! that people write, attach, schedule and are sent; each text carries a mark that stands nowhere else. Each person,
//! each level of the operator and the visitor then asks for every address there is, with the ids of all three
//! customers, and no answer may hold a mark that the rule in `marks.rs` does not give him. So that nothing passes by
//! being empty, each must come across the marks that are his, and each address must be answered with a page to
//! somebody.
//!
//! | id | here |
//! |---|---|
//! | A01 | the addresses are read from the router, its sources and the server functions: one that `addresses.rs` does not know fails; the visitor is shown nothing of anybody |
//! | A02 | own, a colleague's and another customer's object at every address; a foreign one is answered like a missing one, word for word; after all posts nothing of the others has changed |
//! | A03 | foreign ids in the fields of forms: parcels, tickets, files, profiles, people, invitations, subscriptions, runs |
//! | A04 | files and their thumbnails by id, those of drafts and of notes among them; files of reports |
//! | A05 | numbers of parcels of others are answered like numbers that nobody has (the pace of guesses: `operations/tests/enumeration.rs`) |
//! | A06 | notes, agents' addresses, drafts, notes among colleagues, in pages, data for the browser, tables and mails |
//! | A07 | fields that no form has are sent along and change nothing |
//! | A08 | an invitation of another customer can be neither sent again, revoked nor pointed at a foreign profile (the rest: `operations/tests/team.rs`) |
//! | A09 | an account that is taken away is gone from pages, files and stream at once (open streams: `operations/tests/live`) |
//! | A10 | runs on both engines; the rule here is written a second time, apart from `domain::permission` |
//! | A11 | secrets of mails are as long as 128 bits need, and different (their making: `operations::ids`) |

#[path = "../../../crates/store/tests/support/mod.rs"]
mod engine;

mod addresses;
mod browser;
mod forms;
mod live;
mod marks;
mod walk;
mod world;

use marks::{PEOPLE, Who};
use walk::Walk;
use world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_finds_what_is_not_his() {
    engine::for_each_engine(async |store| {
        let world = World::build(store).await;
        let mut walk = Walk::of(&world);
        for who in Who::everybody() {
            walk.through(who).await;
        }
        walk.mails().await;
        forms::send_all(&world, &mut walk).await;
        // Whatever came of it: nothing of the first customer has changed, and the second has got nothing of it.
        for who in [Who::Person(1, PEOPLE[0]), Who::Person(2, PEOPLE[0])] {
            walk.through(who).await;
        }
        live::hear(&world).await;
        live::secrets(&world);
        walk.end();
        live::taken_away(&world).await;
    })
    .await;
}
