//! Puts the browser bundle and the public files into the program, compressed beforehand.
//!
//! `dist/` (made by Trunk, a folder per bundle) is served under `/assets/`, `public/` at the root. Without a bundle the program still
//! builds: commands and tests need none.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // The best compression takes a minute on a bundle that was not optimised, so only releases pay for it.
    let best = env::var("PROFILE")? == "release";
    let dist = root.join("dist");
    // Cargo runs this program again and again while a folder that it watches is missing.
    if !dist.exists() {
        let _ = fs::create_dir(&dist);
    }
    let mut table = String::from("&[\n");
    for (folder, prefix) in [(&dist, "/assets"), (&root.join("public"), "")] {
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        collect(folder, &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            // Trunk's page is only read for its tags, and its copy of the public files is not asked for.
            if prefix.is_empty() || (!name.ends_with("index.html") && !name.starts_with("public/")) {
                embed(&mut table, &file, &format!("{prefix}/{name}"), &out, best)?;
            }
        }
    }
    table.push(']');
    fs::write(out.join("assets.rs"), table)?;
    // One page per bundle, in the folder of its part.
    let mut pages = String::from("&[\n");
    let mut parts: Vec<PathBuf> = fs::read_dir(&dist)?.flatten().map(|entry| entry.path()).collect();
    parts.sort();
    for part in parts {
        if let (Some(name), Ok(page)) = (part.file_name(), fs::read_to_string(part.join("index.html"))) {
            writeln!(pages, "    ({:?}, {page:?}),", name.to_string_lossy())?;
        }
    }
    pages.push(']');
    fs::write(out.join("pages.rs"), pages)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            collect(&path, files)?;
        } else if path.is_file() && !hidden {
            files.push(path);
        }
    }
    Ok(())
}

fn embed(table: &mut String, file: &Path, url: &str, out: &Path, best: bool) -> Result<(), Box<dyn Error>> {
    let content = fs::read(file)?;
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let tag = format!("{:016x}", hasher.finish());
    let mime = mime(url);
    let squeezable = !matches!(mime, "image/png" | "image/jpeg" | "image/webp" | "font/woff2" | "application/pdf");
    write!(table, "    Asset {{ path: {url:?}, mime: {mime:?}, hashed: {}, tag: {tag:?}, ", is_hashed(url))?;
    let plain = keep(&out.join(format!("{tag}.plain")), || Ok(content.clone()))?;
    write!(table, "plain: include_bytes!({plain:?}), ")?;
    for (field, ending) in [("brotli", "br"), ("gzip", "gz")] {
        let kept = out.join(format!("{tag}.{}{ending}", if best { "best." } else { "" }));
        if squeezable {
            let path = keep(&kept, || if ending == "br" { brotli(&content, best) } else { gzip(&content) })?;
            if fs::metadata(&path)?.len() < content.len() as u64 {
                write!(table, "{field}: Some(include_bytes!({path:?})), ")?;
                continue;
            }
        }
        write!(table, "{field}: None, ")?;
    }
    table.push_str("},\n");
    Ok(())
}

/// Writes a file once: its name tells its content, so a file that is there is the right one.
fn keep(path: &Path, make: impl FnOnce() -> Result<Vec<u8>, Box<dyn Error>>) -> Result<PathBuf, Box<dyn Error>> {
    if !path.exists() {
        let half = path.with_extension("half");
        fs::write(&half, make()?)?;
        fs::rename(&half, path)?;
    }
    Ok(path.to_owned())
}

fn brotli(content: &[u8], best: bool) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = Vec::new();
    let quality = if best { 11 } else { 5 };
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, quality, 22);
    writer.write_all(content)?;
    drop(writer);
    Ok(packed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

/// Whether a name holds a digest of the content, as Trunk's names do: `-` and at least eight hexadecimal digits.
fn is_hashed(url: &str) -> bool {
    url.starts_with("/assets/")
        && url.split(['/', '.', '_']).any(|part| {
            part.rsplit_once('-')
                .is_some_and(|(_, digest)| digest.len() >= 8 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
        })
}

fn mime(url: &str) -> &'static str {
    match url.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml; charset=utf-8",
        _ => "application/octet-stream",
    }
}
