//! A report as a page of HTML that loads nothing and can be kept: no picture, no font, no script.

use domain::Language;

use super::{Head, Line, columns};

/// Colours of the product (`look.md`), in hexadecimal because mail programs know no other.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0 auto;max-width:1400px;padding:24px 16px;background:#fff;color:#1b2030;font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}\
h1{margin:0 0 12px;font-size:22px;line-height:1.3;overflow-wrap:anywhere}\
p{margin:0 0 12px}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0 0 16px}\
dt{color:#5a6170}dd{margin:0;overflow-wrap:anywhere}\
.counts{display:flex;flex-wrap:wrap;gap:4px 20px;margin:0 0 16px;padding:0;list-style:none}\
.scroll{overflow-x:auto}\
table{width:100%;border-collapse:collapse;font-size:14px}\
th,td{padding:6px 10px;border-bottom:1px solid #dfe2e8;text-align:left;vertical-align:top}\
thead th{position:sticky;top:0;background:#f6f7f9;color:#5a6170;font-weight:600;white-space:nowrap}\
tbody th{font-weight:600;white-space:nowrap;font-variant-numeric:tabular-nums}\
a{color:#3b4bb0}\
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
@media (prefers-color-scheme:dark){\
body{background:#14161b;color:#e9ebf1}th,td{border-color:#373c48}thead th{background:#1b1e26;color:#a2a9b8}dt{color:#a2a9b8}a{color:#a5b4fc}}\
@media print{body{max-width:none;padding:0;font-size:11px}.scroll{overflow:visible}table{font-size:10px}thead th{position:static}tr{break-inside:avoid}}";

/// Writes the parcels of a report as a page, row by row. The head, which counts them, is written last and put before
/// them.
pub struct HtmlReport {
    language: Language,
    rows: String,
}

impl HtmlReport {
    /// A page without parcels so far.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        HtmlReport { language, rows: String::new() }
    }

    /// Adds a parcel.
    pub fn row(&mut self, line: &Line<'_>) {
        let page = &mut self.rows;
        let [number, rest @ ..] = line.cells(self.language);
        page.push_str("<tr><th scope=\"row\">");
        match &line.address {
            Some(address) => {
                page.push_str("<a href=\"");
                escape(page, address);
                page.push_str("\">");
                escape(page, &number);
                page.push_str("</a>");
            }
            None => escape(page, &number),
        }
        page.push_str("</th>");
        for cell in rest {
            page.push_str("<td>");
            escape(page, &cell);
            page.push_str("</td>");
        }
        page.push_str("</tr>\n");
    }

    /// The whole page.
    #[must_use]
    pub fn finish(self, head: &Head) -> Vec<u8> {
        let mut page = String::with_capacity(self.rows.len() + 8_192);
        page.push_str("<!doctype html>\n<html lang=\"");
        page.push_str(self.language.code());
        page.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.push_str("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
        escape(&mut page, &head.name);
        page.push_str("</title>\n<style>");
        page.push_str(STYLE);
        page.push_str("</style>\n</head>\n<body>\n<h1>");
        escape(&mut page, &head.name);
        page.push_str("</h1>\n<dl>\n");
        for (name, value) in &head.facts {
            page.push_str("<dt>");
            escape(&mut page, name);
            page.push_str("</dt><dd>");
            escape(&mut page, value);
            page.push_str("</dd>\n");
        }
        page.push_str("</dl>\n<p>");
        escape(&mut page, &head.total);
        page.push_str("</p>\n");
        if !head.counts.is_empty() {
            page.push_str("<ul class=\"counts\">\n");
            for (state, count) in &head.counts {
                page.push_str("<li>");
                escape(&mut page, state);
                page.push_str(" <strong>");
                escape(&mut page, count);
                page.push_str("</strong></li>\n");
            }
            page.push_str("</ul>\n");
        }
        if !self.rows.is_empty() {
            if !head.note.is_empty() {
                page.push_str("<p>");
                escape(&mut page, &head.note);
                page.push_str("</p>\n");
            }
            page.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
            escape(&mut page, &head.name);
            page.push_str("\">\n<table>\n<caption>");
            escape(&mut page, &head.name);
            page.push_str("</caption>\n<thead><tr>");
            for column in columns(self.language) {
                page.push_str("<th scope=\"col\">");
                escape(&mut page, column);
                page.push_str("</th>");
            }
            page.push_str("</tr></thead>\n<tbody>\n");
            page.push_str(&self.rows);
            page.push_str("</tbody>\n</table>\n</div>\n");
        }
        page.push_str("</body>\n</html>\n");
        page.into_bytes()
    }
}

/// Writes text as it may stand in an element or a quoted attribute. Control characters become spaces.
fn escape(page: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            sign if sign.is_control() => page.push(' '),
            sign => page.push(sign),
        }
    }
}
