//! Payloads that go on too long, break off, or are several.

use super::*;

/// The items with their positions.
type Found = Vec<(String, Value)>;
/// What is wrong, with its positions.
type Wrong = Vec<(String, &'static str)>;

/// The items, what is wrong, and the item that broke off.
fn read(bytes: &[u8], items: usize) -> (Found, Wrong, Option<Value>) {
    let (mut reading, mut found) = (FeedReading::default(), Vec::new());
    let part = each(&mut reading, bytes, items, &mut |_, position, value| {
        found.push((position.to_owned(), value.clone()));
    });
    let wrong = reading.rejected.iter().map(|item| (item.position.clone(), item.reason.code())).collect();
    (found, wrong, part.map(|part| part.value))
}

fn positions(bytes: &[u8], items: usize) -> (Vec<String>, Wrong) {
    let (found, wrong, _) = read(bytes, items);
    (found.into_iter().map(|(position, _)| position).collect(), wrong)
}

#[test]
fn items_are_those_of_a_value_an_array_or_several_of_them() {
    for (text, found) in [
        ("{\"a\":[1,{\"b\":null}]}", &[""][..]),
        (" [1, \"[\\\"]\", {}] ", &["/0", "/1", "/2"]),
        ("{}\n{}", &["line 1", "line 2"]),
        ("\n{\n}\r\n\r\n[2,3]{}", &["line 2", "line 5/0", "line 5/1", "line 5"]),
        ("[]", &[]),
    ] {
        assert_eq!(
            positions(text.as_bytes(), 9),
            (found.iter().map(|one| (*one).to_owned()).collect(), vec![]),
            "{text}"
        );
    }
    assert_eq!(read(b"{\"a\":[1,-2,0.5,true,null]}", 9).0[0].1, serde_json::json!({ "a": [1, -2, 0.5, true, null] }));
}

#[test]
fn what_came_before_a_fault_is_there_and_the_fault_has_its_place() {
    for (text, found, wrong) in [
        ("[1,\n2,\n{\"a\":", &["/0", "/1"][..], "line 3 column 5"),
        ("[1,2", &["/0", "/1"], "line 1 column 4"),
        ("{}\n{\"a\" 1}\n{}", &["line 1"], "line 2 column 6"),
        ("{} {\"a\" 1}", &["line 1"], "line 1 column 9"),
        ("[1]]", &["line 1/0"], "line 1 column 4"),
        ("<html>", &[], "line 1 column 1"),
    ] {
        let expected = (found.iter().map(|one| (*one).to_owned()).collect(), vec![(wrong.to_owned(), "malformed")]);
        assert_eq!(positions(text.as_bytes(), 9), expected, "{text}");
    }
    let (_, _, part) = read(b"{\"a\":{\"list\":[{\"b\":1},{\"c\":2", 9);
    assert_eq!(part, Some(serde_json::json!({ "a": { "list": [{ "b": 1 }] } })));
}

#[test]
fn one_letter_of_latin_1_spoils_only_its_own_words() {
    let (found, wrong, _) = read(b"[{\"a\":\"Livr\xE9\"},{\"a\":\"Livr\xC3\xA9\"}]", 9);
    assert_eq!(wrong, []);
    assert!(found.iter().all(|(_, value)| value["a"] == "Livré"), "{found:?}");
}

#[test]
fn no_more_items_are_read_than_are_allowed() {
    let many = |wrong: &str| vec![(wrong.to_owned(), "too_many")];
    let three: Vec<String> = ["/0", "/1", "/2"].map(str::to_owned).to_vec();
    assert_eq!(positions(b"[0,0,0]", 3), (three.clone(), vec![]));
    assert_eq!(positions(b"[0,0,0,0", 3), (three, many("/3")));
    assert_eq!(positions(b"0 0\n0", 2).1, many("line 2"));
    // Lists in an item count too; it is cut short where there is no more room.
    let (found, wrong, _) = read(b"{\"a~/\":[0,[0,0,0],0],\"b\":1}", 4);
    assert_eq!(wrong, many("/a~0~1/1/2"));
    assert_eq!(found[0].1, serde_json::json!({ "a~/": [0, [0, 0]], "b": 1 }));
}

#[test]
fn an_item_of_too_many_members_is_given_up() {
    let mut text = String::from("[{}, {");
    for place in 0..2_000 {
        text.push_str(&format!("\"{place}\":0,"));
    }
    text.push_str("\"x\":0}, {}]");
    assert_eq!(positions(text.as_bytes(), 3), (vec![String::from("/0")], vec![(String::from("/1"), "too_large")]));
}
