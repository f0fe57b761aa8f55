//! The order of changes, and how nobody misses one (`security.md` L04 to L07).

use std::collections::HashMap;
use std::time::Duration;

use domain::id::{CustomerId, TicketId};
use jiff::SignedDuration;
use operations::live::{BATCH, CATCH_UP_LIMIT, CatchUp, Heard, Signal};
use store::Scope;
use tokio::time::timeout;

use crate::support::{World, for_each_world};
use crate::{
    LONG, Publisher, append, change, changed, claire, file, is_silent, karim, listen, log, new_ticket, next, on,
    session,
};

/// The last number of each thread.
fn last_of_each(changes: impl Iterator<Item = (TicketId, i64)>) -> HashMap<TicketId, i64> {
    changes.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn changes_come_in_the_order_of_commit_while_many_write() {
    for_each_world(async |world| {
        let (claire, _, _) = claire(&world).await;
        let (karim, _) = karim(&world).await;
        let mut numbers = Vec::new();
        for _ in 0..3 {
            numbers.push(file(&world, &claire).await);
        }
        let _publisher = Publisher::start(&world);
        let before = log(&world.operations).await.len();
        let mut stream = world.operations.live().subscribe();
        while world.operations.live().position() < 0 {
            tokio::task::yield_now().await;
        }
        let writers: Vec<_> = (0..8)
            .map(|writer| {
                let (operations, karim, number) =
                    (world.operations.clone(), karim.clone(), numbers[writer % 3].clone());
                tokio::spawn(async move {
                    for _ in 0..12 {
                        operations.note(&karim, &on(&number), "Vu avec le dépôt.", &[]).await.expect("noted");
                    }
                })
            })
            .collect();
        let mut heard = Vec::new();
        while heard.len() < 96 {
            if let Signal::Changed(event) = timeout(LONG, stream.recv()).await.expect("in time").expect("not lagged") {
                heard.push((*event).clone());
            }
        }
        for writer in writers {
            writer.await.expect("wrote");
        }
        assert_eq!(heard, log(&world.operations).await[before..], "the stream is the log");
        let mut threads: HashMap<TicketId, i64> = HashMap::new();
        for (index, event) in heard.iter().enumerate() {
            assert_eq!(event.position, (before + index + 1) as i64, "no gap");
            let last = threads.insert(event.ticket, event.sequence);
            assert!(last.is_none_or(|last| last < event.sequence), "each thread in its own order");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_position_is_never_passed_by_a_later_commit() {
    for_each_world(async |world| {
        let operations = world.operations.clone();
        let customer = world.customer("Lunettes de la Côte").await;
        let (first, second) = (new_ticket(&operations), new_ticket(&operations));

        let mut slow = operations.store().write(Scope::System).await.expect("a transaction");
        let position = store::live::append(&mut slow, &change(first, 1, customer), operations.now()).await;
        let position = position.expect("appended");
        let other = operations.clone();
        let fast = tokio::spawn(async move { append(&other, &[change(second, 1, customer)]).await });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!fast.is_finished(), "the second waits until the first is kept");
        assert!(log(&operations).await.is_empty(), "nothing is read before it is kept");

        slow.commit().await.expect("kept");
        timeout(LONG, fast).await.expect("in time").expect("wrote");
        let order: Vec<(i64, TicketId)> = log(&operations).await.iter().map(|one| (one.position, one.ticket)).collect();
        assert_eq!(order, [(position, first), (position + 1, second)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_loses_the_stream_again_and_again_misses_nothing() {
    for_each_world(async |world| {
        let (claire, _, _) = claire(&world).await;
        let (karim, signed) = karim(&world).await;
        let mut numbers = Vec::new();
        for _ in 0..4 {
            numbers.push(file(&world, &claire).await);
        }
        let _publisher = Publisher::start(&world);
        let operations = world.operations.clone();
        let mut stream = listen(&operations, session(&signed), Some(0)).await;
        let (mut position, last) = (0, 4 + 150);
        let writer = {
            let operations = operations.clone();
            tokio::spawn(async move {
                for turn in 0..150 {
                    operations.note(&karim, &on(&numbers[turn * 7 % 4]), "Encore.", &[]).await.expect("noted");
                    tokio::time::sleep(Duration::from_millis(turn as u64 % 8)).await;
                }
            })
        };
        let mut heard: HashMap<TicketId, i64> = HashMap::new();
        let mut cuts = 0;
        while position < last {
            for one in changed(&mut stream).await {
                assert!(one.position > position, "told twice, or out of order");
                position = one.position;
                let before = heard.insert(one.ticket, one.sequence);
                assert!(before.is_none_or(|before| before < one.sequence));
            }
            if position % 3 != 0 {
                cuts += 1;
                drop(stream);
                stream = listen(&operations, session(&signed), Some(position)).await;
            }
        }
        writer.await.expect("wrote");
        assert!(is_silent(&mut stream).await);
        assert!(cuts > 3, "the test cut too seldom: {cuts}");
        let log = log(&operations).await;
        assert_eq!(heard, last_of_each(log.iter().map(|event| (event.ticket, event.sequence))));
    })
    .await;
}

#[tokio::test]
async fn what_happens_between_the_page_and_its_stream_is_told() {
    for_each_world(async |world| {
        let (claire, _, signed) = claire(&world).await;
        let (karim, _) = karim(&world).await;
        let number = file(&world, &claire).await;
        let read_at = log(&world.operations).await.last().map_or(0, |event| event.position);
        world.operations.see_ticket(&karim, &number).await.expect("seen");
        let mut stream = listen(&world.operations, session(&signed), Some(read_at)).await;
        assert!(!stream.is_even());
        assert_eq!(changed(&mut stream).await.len(), 1);
        // Nobody publishes in this test: the next change waits for the publisher, which begins where the first stream
        // looked and not where it starts itself.
        world.operations.note(&karim, &on(&number), "Rien à signaler.", &[]).await.expect("noted");
        let mut agent = world.operations.live().subscribe();
        let _publisher = Publisher::start(&world);
        let first = timeout(LONG, agent.recv()).await.expect("in time").expect("heard");
        assert!(matches!(first, Signal::Changed(event) if event.position > read_at));
        assert!(is_silent(&mut stream).await, "a note is not for her");
    })
    .await;
}

#[tokio::test]
async fn who_was_away_too_long_reads_everything_again() {
    for_each_world(async |world| {
        let (claire, customer, signed) = claire(&world).await;
        let operations = &world.operations;
        let ticket = new_ticket(operations);
        let limit = CATCH_UP_LIMIT;
        let many: Vec<_> = (0..=limit).map(|sequence| change(ticket, sequence, customer)).collect();
        append(operations, &many).await;
        let caught = |after| {
            let claire = &claire;
            async move { operations.catch_up(claire, Some(after)).await.expect("an answer") }
        };
        assert!(matches!(caught(0).await, CatchUp::Resync(last) if last == limit + 1));
        assert!(matches!(caught(1).await, CatchUp::Events(events, last)
            if events.len() as i64 == limit && last == limit + 1));
        assert!(matches!(caught(limit + 1).await, CatchUp::Events(events, last)
            if events.is_empty() && last == limit + 1));
        // A position that this log never handed out: of a database that was restored, or invented.
        for odd in [limit + 2, i64::MAX, -1] {
            assert!(matches!(caught(odd).await, CatchUp::Resync(last) if last == limit + 1), "{odd}");
        }

        world.wait(SignedDuration::from_hours(24));
        append(operations, &[change(ticket, limit + 1, customer)]).await;
        let mut tx = operations.store().write(Scope::System).await.expect("a transaction");
        store::live::trim(&mut tx, operations.now()).await.expect("trimmed");
        tx.commit().await.expect("kept");
        assert!(matches!(caught(limit).await, CatchUp::Resync(_)), "what was trimmed is not passed over in silence");
        assert!(matches!(caught(limit + 1).await, CatchUp::Events(events, _) if events.len() == 1));

        let mut stream = listen(operations, session(&signed), Some(3)).await;
        assert_eq!(next(&mut stream).await, Some(Heard::Resync(limit + 2)));
        assert_eq!(stream.position(), limit + 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_listen_is_told_to_read_again_and_holds_up_nobody() {
    for_each_world(async |world| {
        let (_, customer, signed) = claire(&world).await;
        let (_, agent) = karim(&world).await;
        let operations = &world.operations;
        let _publisher = Publisher::start(&world);
        let mut deaf = listen(operations, session(&signed), None).await;
        let mut awake = listen(operations, session(&agent), None).await;
        let total = 3_000;
        let reading = tokio::spawn(async move {
            let mut last = 0;
            while last < total {
                match next(&mut awake).await {
                    Some(Heard::Changed(changes)) => {
                        assert!(changes.len() <= BATCH);
                        last = changes.last().map_or(last, |one| one.position);
                    }
                    Some(Heard::Resync(position)) => last = position,
                    other => panic!("{other:?}"),
                }
            }
        });
        for part in 0..10 {
            let changes: Vec<_> =
                (0..total / 10).map(|one| change(new_ticket(operations), part * 1_000 + one, customer)).collect();
            append(operations, &changes).await;
        }
        timeout(LONG, reading).await.expect("the other was not held up").expect("read");
        assert_eq!(next(&mut deaf).await, Some(Heard::Resync(total)), "one word instead of three thousand");
        let ticket = new_ticket(operations);
        append(operations, &[change(ticket, 1, customer)]).await;
        let after = changed(&mut deaf).await;
        assert_eq!(after.iter().map(|one| one.ticket).collect::<Vec<_>>(), [ticket], "and then it goes on");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_is_told_in_few_words() {
    for_each_world(async |world: World| {
        let (_, customer, signed): (_, CustomerId, _) = claire(&world).await;
        let _publisher = Publisher::start(&world);
        let mut stream = listen(&world.operations, session(&signed), None).await;
        let (one, other) = (new_ticket(&world.operations), new_ticket(&world.operations));
        let mut burst: Vec<_> = (1..=200).map(|sequence| change(one, sequence, customer)).collect();
        burst.push(change(other, 1, customer));
        append(&world.operations, &burst).await;
        let mut told = Vec::new();
        while told.last() != Some(&(201, other)) {
            told.extend(changed(&mut stream).await.iter().map(|change| (change.position, change.ticket)));
        }
        assert!(told.len() <= 4, "{told:?}");
        assert!(told.contains(&(200, one)), "the last word of a thread is never left out");
    })
    .await;
}
