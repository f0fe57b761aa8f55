//! Laid-out pages, drawn by the writing library and checked by its validators.

use jiff::Timestamp;
use jiff::tz::Offset;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::text::KrillaGlyph;
use krilla::{Document as Writer, SerializeSettings};

use crate::outline::{self, Entry};
use crate::sheet::{Area, Ink, Look, Mark, Measures, Of};
use crate::structure::Structure;
use crate::text::Line;
use crate::{Meta, PdfError};

/// What is written: PDF 1.7 that is PDF/UA-1 and PDF/A-2a at once, so that it can be read by ear and kept for good.
fn settings() -> SerializeSettings {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .expect("the two standards meet in PDF 1.7");
    SerializeSettings { configuration, ..SerializeSettings::default() }
}

/// Draws all pages and writes the file.
pub(crate) fn write(
    meta: &Meta,
    measures: Measures,
    pages: Vec<Vec<Mark>>,
    mut structure: Structure,
    entries: Vec<Entry>,
) -> Result<Vec<u8>, PdfError> {
    let mut writer = Writer::new_with(settings());
    for marks in pages {
        let size = PageSettings::from_wh(measures.width, measures.height).expect("a page has a size");
        let mut page = writer.start_page_with(size);
        let mut surface = page.surface();
        let mut links = Vec::new();
        for mark in marks {
            match mark {
                Mark::Text { of, x, y, look, line } => {
                    let tag = match of {
                        Of::Part(_) => ContentTag::Span(SpanTag::empty().with_actual_text(line.meant.as_deref())),
                        Of::Decoration(kind) => ContentTag::Artifact(Artifact::with_kind(kind)),
                    };
                    let content = surface.start_tagged(tag);
                    text(&mut surface, Point::from_xy(x, y + look.baseline()), look, &line);
                    surface.end_tagged();
                    if let Of::Part(part) = of {
                        structure.fill(part, content);
                    }
                }
                Mark::Fill { area, ink } => {
                    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                    fill(&mut surface, area, ink);
                    surface.end_tagged();
                }
                Mark::Picture { part, area, image } => {
                    let content = surface.start_tagged(ContentTag::Other);
                    surface.push_transform(&Transform::from_translate(area.x, area.y));
                    surface.draw_image(image, Size::from_wh(area.width, area.height).expect("a picture has a size"));
                    surface.pop();
                    surface.end_tagged();
                    structure.fill(part, content);
                }
                Mark::Link { part, area, address, says } => links.push((part, area, address, says)),
            }
        }
        surface.finish();
        for (part, area, address, says) in links {
            let target = Target::Action(Action::Link(LinkAction::new(address)));
            let annotation = Annotation::new_link(LinkAnnotation::new(rect(area), target), Some(says));
            structure.fill(part, page.add_tagged_annotation(annotation));
        }
        page.finish();
    }
    writer.set_outline(outline::made(entries, &meta.title));
    writer.set_tag_tree(structure.finish(meta.language.code()));
    writer.set_metadata(metadata(meta));
    writer.finish().map_err(refused)
}

fn refused(error: KrillaError) -> PdfError {
    match error {
        KrillaError::Validation(errors) => {
            let reasons: Vec<String> = errors.iter().map(|(error, _)| format!("{error:?}")).collect();
            PdfError::Standard(reasons.join("; "))
        }
        other => PdfError::Written(other.to_string()),
    }
}

fn metadata(meta: &Meta) -> Metadata {
    Metadata::new()
        .title(meta.title.clone())
        .language(meta.language.code().to_owned())
        .authors(vec![meta.author.clone()])
        .creator("Consigne".to_owned())
        .creation_date(moment(meta.made_at))
}

fn moment(at: Timestamp) -> DateTime {
    let at = Offset::UTC.to_datetime(at);
    let small = |value: i8| u8::try_from(value).unwrap_or_default();
    DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn rect(area: Area) -> Rect {
    Rect::from_xywh(area.x, area.y, area.width, area.height).expect("an area has a size")
}

fn paint(ink: Ink) -> Fill {
    let (red, green, blue) = ink.rgb();
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn fill(surface: &mut Surface<'_>, area: Area, ink: Ink) {
    let mut path = PathBuilder::new();
    path.push_rect(rect(area));
    if let Some(path) = path.finish() {
        surface.set_fill(Some(paint(ink)));
        surface.draw_path(&path);
    }
}

fn text(surface: &mut Surface<'_>, at: Point, look: Look, line: &Line) {
    let glyphs: Vec<KrillaGlyph> = line
        .shown
        .char_indices()
        .filter_map(|(start, character)| {
            let sign = look.face.sign(character)?;
            Some(KrillaGlyph::new(sign.glyph, sign.advance, 0.0, 0.0, 0.0, start..start + character.len_utf8(), None))
        })
        .collect();
    surface.set_fill(Some(paint(look.ink)));
    surface.draw_glyphs(at, &glyphs, look.face.font(), &line.shown, look.size, false);
}
