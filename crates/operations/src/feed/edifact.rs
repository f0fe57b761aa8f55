//! EDIFACT's outer form: segments of elements of components (ISO 9735).
//!
//! The six service characters may be named by a `UNA` at the beginning; without one they are those of level A and B.
//! Line breaks between segments, which the standard does not know and everybody sends, are passed over.

/// Components of a segment at most, over all its elements: the longest of the standard has some hundred.
const COMPONENTS: usize = 1_000;

/// The characters that part an interchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Service {
    component: char,
    element: char,
    release: Option<char>,
    segment: char,
}

impl Default for Service {
    fn default() -> Self {
        Self { component: ':', element: '+', release: Some('?'), segment: '\'' }
    }
}

/// A segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its place in the interchange, from one; `UNA` is not counted.
    pub place: usize,
    /// Its three letters.
    pub tag: String,
    elements: Vec<Vec<String>>,
}

impl Segment {
    /// A component, trimmed, both counted from one; empty where it is not there.
    pub fn get(&self, element: usize, component: usize) -> &str {
        let component = self.elements.get(element).and_then(|element| element.get(component - 1));
        component.map_or("", |text| text.trim())
    }

    /// All components of an element that say something.
    pub fn all(&self, element: usize) -> impl Iterator<Item = &str> {
        let components = self.elements.get(element).map_or(&[][..], Vec::as_slice);
        components.iter().map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// How many elements follow the tag.
    pub fn len(&self) -> usize {
        self.elements.len() - 1
    }
}

/// A segment that cannot be read: its place, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadSegment {
    /// Its place in the interchange, from one.
    pub place: usize,
    /// What is wrong.
    pub what: &'static str,
}

/// The segments of an interchange, one after the other.
pub(super) struct Segments<'a> {
    rest: &'a str,
    service: Service,
    place: usize,
}

impl<'a> Segments<'a> {
    /// Begins with the service characters. `None` where a `UNA` names none that can be used.
    pub fn of(text: &'a str) -> Option<Self> {
        let text = text.trim_start();
        let Some(after) = text.strip_prefix("UNA") else {
            return Some(Self { rest: text, service: Service::default(), place: 0 });
        };
        let mut letters = after.chars();
        let [component, element, _decimal, release, _reserved, segment] = std::array::from_fn(|_| letters.next());
        let (component, element, release, segment) = (component?, element?, release?, segment?);
        let release = (release != ' ').then_some(release);
        let parts = [Some(component), Some(element), Some(segment), release];
        let usable = parts.iter().flatten().all(|part| !part.is_alphanumeric() && !part.is_whitespace());
        let distinct = (0..4).all(|one| (one + 1..4).all(|other| parts[one].is_none() || parts[one] != parts[other]));
        let service = Service { component, element, release, segment };
        (usable && distinct).then_some(Self { rest: letters.as_str(), service, place: 0 })
    }
}

impl Iterator for Segments<'_> {
    type Item = Result<Segment, BadSegment>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = self.rest.trim_start();
        if self.rest.is_empty() {
            return None;
        }
        self.place += 1;
        let place = self.place;
        let mut elements = vec![vec![String::new()]];
        let mut count = 1;
        let mut letters = self.rest.char_indices();
        while let Some((index, letter)) = letters.next() {
            let letter = match letter {
                letter if Some(letter) == self.service.release => match letters.next() {
                    Some((_, released)) => released,
                    None => break,
                },
                letter if letter == self.service.segment => {
                    self.rest = &self.rest[index + letter.len_utf8()..];
                    if count > COMPONENTS {
                        return Some(Err(BadSegment { place, what: "the segment has more parts than any" }));
                    }
                    return Some(segment(place, elements));
                }
                letter if letter == self.service.element || letter == self.service.component => {
                    count += 1;
                    match elements.last_mut() {
                        _ if count > COMPONENTS => {}
                        Some(element) if letter == self.service.component => element.push(String::new()),
                        _ => elements.push(vec![String::new()]),
                    }
                    continue;
                }
                letter => letter,
            };
            if let Some(component) = elements.last_mut().and_then(|element| element.last_mut()) {
                component.push(letter);
            }
        }
        self.rest = "";
        Some(Err(BadSegment { place, what: "the segment is not ended: the interchange breaks off" }))
    }
}

fn segment(place: usize, elements: Vec<Vec<String>>) -> Result<Segment, BadSegment> {
    // A tag may carry nesting indications after it, which nobody uses.
    let tag = elements[0][0].trim().to_owned();
    if tag.len() == 3 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(Segment { place, tag, elements })
    } else {
        Err(BadSegment { place, what: "a segment begins with three capital letters" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<String> {
        let segments = Segments::of(text).expect("service characters");
        segments.map(|segment| segment.map_or_else(|bad| bad.what[..9].to_owned(), |segment| segment.tag)).collect()
    }

    #[test]
    fn segments_are_parted_by_the_service_characters() {
        let text = "UNB+UNOC:3+A?+B:14+C'\r\nFTX+AAI+++C?'est l?'heure ??::fin'";
        let segments: Vec<Segment> = Segments::of(text).expect("service characters").flatten().collect();
        assert_eq!((segments[0].get(1, 2), segments[0].get(2, 1), segments[0].get(9, 1)), ("3", "A+B", ""));
        assert_eq!(segments[1].all(4).collect::<Vec<_>>(), ["C'est l'heure ?", "fin"]);
        assert_eq!((segments[1].place, segments[1].len()), (2, 4));
        assert_eq!(tags("UNA|^.!#~UNB^X~RFF^BM|1!~2~"), ["UNB", "RFF"]);
        let odd = Segments::of("UNA|^.!#~RFF^BM|1!~2~").expect("service characters").next();
        assert_eq!(odd.and_then(Result::ok).map(|segment| segment.get(1, 2).to_owned()).as_deref(), Some("1~2"));
    }

    #[test]
    fn what_is_broken_is_found_at_its_place() {
        assert_eq!(tags("UNB+A'un+x'RFF+1"), ["UNB", "a segment", "the segme"]);
        assert_eq!(tags("RFF+1?"), ["the segme"]);
        let long = format!("RFF{}'CNI+1'", "+:".repeat(COMPONENTS));
        assert_eq!(tags(&long), ["the segme", "CNI"]);
        assert!(Segments::of("UNA::.? '").is_none());
        assert!(Segments::of("UNA:+").is_none());
        assert!(tags("  \n").is_empty());
    }
}
