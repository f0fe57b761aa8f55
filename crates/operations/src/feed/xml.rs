//! XML as carriers' services answer it: elements and their text, by local names.
//!
//! A document may come from anybody who knows a feed's secret, so nothing in it is followed: a document type is
//! refused, entities are the five of XML itself, depth and number of elements are bounded. Of a document that breaks
//! off the elements that were closed are there, and those that were not are marked.

use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// Elements inside each other at most.
const DEPTH: usize = 64;
/// Elements of a document at most: some forty thousand events of Chronopost.
const ELEMENTS: usize = 500_000;

/// An element, without its prefix and its attributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its local name.
    pub name: String,
    /// The text directly in it.
    pub text: String,
    /// The elements directly in it.
    pub children: Vec<Element>,
    /// Whether the document closed it.
    pub is_whole: bool,
}

impl Element {
    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first child of a name; `None` where there is none, it is empty, or it was cut off.
    pub fn value(&self, name: &str) -> Option<&str> {
        let child = self.child(name).filter(|child| child.is_whole)?;
        let text = child.text.trim();
        (!text.is_empty()).then_some(text)
    }
}

/// What is wrong with a document, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The line, from one.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// Reads a document: its elements, as far as they came, and what is wrong.
pub(super) fn parse(text: &str) -> (Option<Element>, Option<Fault>) {
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    let fault = loop {
        let what = match reader.read_event() {
            Ok(Event::Eof) => match tree.open.last() {
                Some(open) => format!("it ends inside {}", open.name),
                None => break None,
            },
            Ok(event) => match tree.take(event) {
                Ok(()) => continue,
                Err(what) => what,
            },
            Err(error) => error.to_string(),
        };
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        let line = text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
        break Some(Fault { line, what });
    };
    (tree.root(), fault)
}

/// The elements so far.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl Tree {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => self.start(start.local_name().into_inner())?,
            Event::Empty(start) => {
                self.start(start.local_name().into_inner())?;
                self.end(true);
            }
            Event::End(_) => self.end(true),
            Event::Text(text) => self.text(&text.into_inner()),
            Event::CData(text) => self.text(&text.into_inner()),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    Ok(None) => match &*reference.into_inner() {
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "amp" => Some('&'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    },
                    Err(_) => None,
                };
                let character = resolved.ok_or("it refers to an entity that XML itself does not have")?;
                self.text(character.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(String::from("a document type is not taken")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn start(&mut self, name: &str) -> Result<(), String> {
        self.count += 1;
        if self.count > ELEMENTS || self.open.len() >= DEPTH {
            return Err(String::from("it has too many elements, or they lie too deep"));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(String::from("it goes on after its end"));
        }
        self.open.push(Element { name: name.to_owned(), ..Element::default() });
        Ok(())
    }

    fn end(&mut self, is_whole: bool) {
        let Some(mut element) = self.open.pop() else { return };
        element.is_whole = is_whole;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    /// The root; what was not closed hangs in its place and says so.
    fn root(mut self) -> Option<Element> {
        while !self.open.is_empty() {
            self.end(false);
        }
        self.root
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Element {
        let (root, fault) = parse(text);
        assert_eq!(fault, None, "{text}");
        root.expect("a root")
    }

    #[test]
    fn elements_are_found_by_their_local_names() {
        let root = whole(
            "<?xml version=\"1.0\"?><!-- c --><s:Envelope xmlns:s=\"x\"><s:Body a=\"1\">\
             <x:v xmlns:x=\"y\">d&apos;&#233;t&#xE9; <![CDATA[<&>]]></x:v><e/></s:Body></s:Envelope>",
        );
        let body = root.child("Body").expect("the body");
        assert_eq!(body.value("v"), Some("d'été <&>"));
        assert_eq!((body.value("e"), body.value("f")), (None, None));
    }

    #[test]
    fn nothing_in_a_document_is_followed() {
        for (text, said) in [
            ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "a document type is not taken"),
            ("<a>&b;</a>", "it refers to an entity that XML itself does not have"),
            ("<a/><b/>", "it goes on after its end"),
            (&"<a>".repeat(100), "it has too many elements, or they lie too deep"),
        ] {
            assert_eq!(parse(text).1.map(|fault| fault.what).as_deref(), Some(said), "{text}");
        }
        assert!(parse("<a></b>").1.is_some());
    }

    #[test]
    fn what_came_before_the_break_is_there_and_the_rest_is_marked() {
        let (root, fault) = parse("<a>\n<b>1</b>\n<c>2");
        let root = root.expect("a root");
        assert_eq!((root.value("b"), root.value("c"), root.is_whole), (Some("1"), None, false));
        assert_eq!(fault.map(|fault| fault.line), Some(3));
        assert_eq!(parse("").0, None);
    }
}
