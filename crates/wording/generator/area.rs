//! Holds the languages against each other: the same areas, the same keys, the same arguments.

use super::read::{self, File};
use super::text::{Kind, Text};
use super::{LANGUAGES, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// More arguments than this make a call nobody can read, and clippy refuses the function.
const MOST_ARGUMENTS: usize = 6;

/// One file of keys in every language; one module in Rust.
#[derive(Debug)]
pub struct Area {
    /// The file's name without `.ftl`, and the module's.
    pub name: String,
    /// What belongs here: the `###` comment of the French file.
    pub about: String,
    /// By key.
    pub entries: Vec<Entry>,
}

/// One key.
#[derive(Debug)]
pub struct Entry {
    /// Its name in Rust.
    pub key: String,
    /// The comment over the French text, for whoever translates.
    pub comment: String,
    /// What has to be handed in, in alphabetical order.
    pub arguments: BTreeMap<String, Kind>,
    /// The text in each of [`LANGUAGES`], in that order.
    pub texts: [Text; LANGUAGES.len()],
}

/// Pairs what the languages say, or tells what one of them lacks.
pub fn pair(sources: &[BTreeMap<String, String>; LANGUAGES.len()], problems: &mut Vec<Problem>) -> Vec<Area> {
    let names: BTreeSet<&String> = sources.iter().flat_map(BTreeMap::keys).collect();
    let mut areas = Vec::new();
    for name in names {
        let places = LANGUAGES.map(|(code, _)| format!("locales/{code}/{name}.ftl"));
        if let Err(fault) = read::rust_name(&name.replace('_', "-")) {
            problems.push(Problem { place: places[0].clone(), fault: format!("not a module's name: {fault}") });
            continue;
        }
        let files: [File; LANGUAGES.len()] = std::array::from_fn(|index| match sources[index].get(name) {
            Some(source) => read::read(source, LANGUAGES[index].0, &places[index], problems),
            None => {
                problems.push(Problem { place: places[index].clone(), fault: String::from("is missing") });
                File::default()
            }
        });
        let keys: BTreeSet<String> = files.iter().flat_map(|file| file.entries.keys().cloned()).collect();
        let entries = keys.into_iter().filter_map(|key| pair_key(key, &files, &places, problems)).collect();
        let [french, ..] = files;
        areas.push(Area { name: name.clone(), about: french.about, entries });
    }
    areas
}

fn pair_key(
    key: String,
    files: &[File; LANGUAGES.len()],
    places: &[String; LANGUAGES.len()],
    problems: &mut Vec<Problem>,
) -> Option<Entry> {
    let written = key.replace('_', "-");
    let mut refuse = |index: usize, fault: String| {
        problems.push(Problem { place: format!("{}, key {written}", places[index]), fault });
    };
    let mut texts: [Text; LANGUAGES.len()] = Default::default();
    let mut is_complete = true;
    for (index, file) in files.iter().enumerate() {
        match file.entries.get(&key) {
            Some((text, _)) => texts[index] = text.clone(),
            None => {
                refuse(index, String::from("is missing in this language"));
                is_complete = false;
            }
        }
    }
    if !is_complete {
        return None;
    }
    let mut arguments = BTreeMap::new();
    let mentioned = texts.each_ref().map(|text| {
        let mut own = BTreeMap::new();
        text.collect_arguments(&mut own);
        own
    });
    for (name, kind) in mentioned.iter().flatten() {
        let known = arguments.entry(name.clone()).or_insert(*kind);
        if *kind == Kind::Number {
            *known = Kind::Number;
        }
    }
    for (index, own) in mentioned.iter().enumerate() {
        for name in arguments.keys().filter(|name| !own.contains_key(*name)) {
            refuse(index, format!("lacks {{ ${} }}, which the other language has", name.replace('_', "-")));
        }
    }
    if arguments.len() > MOST_ARGUMENTS {
        refuse(0, format!("has more than {MOST_ARGUMENTS} arguments"));
    }
    let comment = files[0].entries.get(&key).map(|(_, comment)| comment.clone()).unwrap_or_default();
    Some(Entry { key, comment, arguments, texts })
}
