//! Reads what the tests ask out of a written file.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, decode_text_string};

/// A part of the structure.
#[derive(Debug)]
pub struct Part {
    /// `H1`, `P`, `TH` …
    pub kind: String,
    /// What is said in its place.
    pub alt: Option<String>,
    /// Of a head: `Row` or `Column`.
    pub scope: Option<String>,
    /// The parts inside.
    pub children: Vec<Part>,
}

/// A file, read.
pub struct Read {
    pub language: String,
    pub title: String,
    pub marked: bool,
    pub shows_title: bool,
    /// The XMP metadata.
    pub about: String,
    pub root: Part,
    pub pages: usize,
    pub artifacts_on_each_page: Vec<usize>,
    pub links: Vec<String>,
    pub bookmarks: Vec<String>,
    /// What stands in the place of what is drawn.
    pub meant: Vec<String>,
}

impl Read {
    /// Reads a file; panics where it is none.
    pub fn of(bytes: &[u8]) -> Self {
        let file = Document::load_mem(bytes).expect("the file is a PDF");
        let catalog = file.catalog().unwrap();
        let dictionary = |of: &Dictionary, key: &[u8]| follow(&file, of.get(key).unwrap()).as_dict().unwrap().clone();
        let about = file.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap()).unwrap();
        let about = about.as_stream().unwrap();
        let about = about.decompressed_content().unwrap_or_else(|_| about.content.clone());
        let document = single(&file, &dictionary(catalog, b"StructTreeRoot"));
        let info = follow(&file, file.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        let pages: BTreeMap<_, _> = file.get_pages();
        let mut read = Self {
            language: text(catalog.get(b"Lang").unwrap()),
            title: text(info.get(b"Title").unwrap()),
            marked: dictionary(catalog, b"MarkInfo").get(b"Marked").unwrap().as_bool().unwrap(),
            shows_title: dictionary(catalog, b"ViewerPreferences").get(b"DisplayDocTitle").unwrap().as_bool().unwrap(),
            about: String::from_utf8_lossy(&about).into_owned(),
            root: document,
            pages: pages.len(),
            artifacts_on_each_page: Vec::new(),
            links: Vec::new(),
            bookmarks: Vec::new(),
            meant: Vec::new(),
        };
        for page in pages.values() {
            read.page(&file, *page);
        }
        for object in file.objects.values().filter_map(|object| object.as_dict().ok()) {
            if let Ok(address) = object.get(b"A").and_then(|action| follow(&file, action).as_dict())
                && let Ok(address) = address.get(b"URI")
            {
                read.links.push(text(address));
            }
            if let (Ok(title), true) = (object.get(b"Title"), object.has(b"Dest")) {
                read.bookmarks.push(text(follow(&file, title)));
            }
        }
        read
    }

    fn page(&mut self, file: &Document, page: lopdf::ObjectId) {
        let content = Content::decode(&file.get_page_content(page)).unwrap();
        let begun = content.operations.iter().filter(|operation| matches!(operation.operator.as_str(), "BDC" | "BMC"));
        let mut artifacts = 0;
        for operation in begun {
            artifacts += usize::from(operation.operands[0].as_name().unwrap() == b"Artifact");
            if let Some(properties) = operation.operands.get(1).and_then(|object| object.as_dict().ok())
                && let Ok(meant) = properties.get(b"ActualText")
            {
                self.meant.push(text(meant));
            }
        }
        self.artifacts_on_each_page.push(artifacts);
    }
}

fn follow<'a>(file: &'a Document, object: &'a Object) -> &'a Object {
    match object.as_reference() {
        Ok(id) => file.get_object(id).unwrap(),
        Err(_) => object,
    }
}

fn text(object: &Object) -> String {
    decode_text_string(object).unwrap()
}

fn kids(file: &Document, part: &Dictionary) -> Vec<Dictionary> {
    let Ok(inside) = part.get(b"K") else { return Vec::new() };
    let all = match follow(file, inside) {
        Object::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    all.iter().filter_map(|kid| follow(file, kid).as_dict().ok()).filter(|kid| kid.has(b"S")).cloned().collect()
}

fn single(file: &Document, root: &Dictionary) -> Part {
    let [document] = <[Dictionary; 1]>::try_from(kids(file, root)).expect("one document");
    part(file, &document)
}

fn part(file: &Document, of: &Dictionary) -> Part {
    let attributes = of.get(b"A").ok().map(|attributes| match follow(file, attributes) {
        Object::Array(all) => all.clone(),
        one => vec![one.clone()],
    });
    let scope = attributes.into_iter().flatten().find_map(|attribute| {
        let scope = follow(file, &attribute).as_dict().ok()?.get(b"Scope").ok()?.as_name().ok()?;
        Some(String::from_utf8_lossy(scope).into_owned())
    });
    Part {
        kind: String::from_utf8_lossy(of.get(b"S").unwrap().as_name().unwrap()).into_owned(),
        alt: of.get(b"Alt").ok().map(text),
        scope,
        children: kids(file, of).iter().map(|kid| part(file, kid)).collect(),
    }
}
