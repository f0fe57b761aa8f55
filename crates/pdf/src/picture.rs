//! Pictures, read into what the writing library embeds.

use std::io::Cursor;

use image::{ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits};
use krilla::image::Image;

use crate::PdfError;

/// The most pixels of a picture on one side.
const LONGEST_SIDE: u32 = 12_000;

/// The most memory a picture may take while it is read, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// Reads a JPEG, a PNG or a WebP.
///
/// A JPEG in grey or colour is embedded as it is; everything else is embedded as pixels. What it says about itself
/// (EXIF) is for who stores pictures to remove: it is not read here.
///
/// # Errors
///
/// [`PdfError::Picture`] where it is none of these, is broken, or has more pixels than a page could show.
pub(crate) fn read(bytes: &[u8]) -> Result<Image, PdfError> {
    let refuse = |error: image::ImageError| PdfError::Picture(error.to_string());
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| PdfError::Picture(error.to_string()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let format = reader.format();
    let decoder = reader.into_decoder().map_err(refuse)?;
    let plain = matches!(decoder.original_color_type(), ExtendedColorType::L8 | ExtendedColorType::Rgb8);
    if format == Some(ImageFormat::Jpeg) && plain {
        // The library reads the whole of it only when the document is written: a broken one is refused here.
        image::DynamicImage::from_decoder(decoder).map_err(refuse)?;
        return Image::from_jpeg(bytes.to_vec().into(), false).map_err(PdfError::Picture);
    }
    let pixels = image::DynamicImage::from_decoder(decoder).map_err(refuse)?.into_rgba8();
    let (width, height) = pixels.dimensions();
    Ok(Image::from_rgba8(pixels.into_raw(), width, height))
}
