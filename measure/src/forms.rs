//! Forms that are filled in with what they offer: hidden fields, all boxes, the first of each choice.

/// The part of a page that is the form of that name, from its field `form` to its end.
pub fn part<'a>(page: &'a str, form: &str) -> Option<&'a str> {
    let start = page.find(&format!("<input type=\"hidden\" name=\"form\" value=\"{form}\">"))?;
    page[start..].split("</form>").next()
}

/// The value of an attribute of a tag, unescaped as far as the program escapes.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

/// What a form would send if every box were ticked and the first of each choice taken; texts as they are proposed.
pub fn offered(form: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut select = String::new();
    for tag in form.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
        let named = |tag| attribute(tag, "name").unwrap_or_default();
        if tag.starts_with("select") {
            select = named(tag);
        } else if tag.starts_with("option") && !select.is_empty() {
            fields.push((std::mem::take(&mut select), attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("input") {
            let (name, value) = (named(tag), attribute(tag, "value").unwrap_or_default());
            let again =
                attribute(tag, "type").as_deref() == Some("radio") && fields.iter().any(|(own, _)| *own == name);
            if !name.is_empty() && !again {
                fields.push((name, value));
            }
        }
    }
    fields
}

/// The same with another value of a field.
pub fn with(mut fields: Vec<(String, String)>, name: &str, value: &str) -> Vec<(String, String)> {
    fields.retain(|(own, _)| own != name);
    fields.push((name.to_owned(), value.to_owned()));
    fields
}

#[cfg(test)]
mod tests {
    use super::{attribute, offered, part, with};

    #[test]
    fn a_form_is_filled_in_with_what_it_offers() {
        let page = "<form><input type=\"hidden\" name=\"form\" value=\"create\"><input type=\"hidden\" name=\"deed\" \
                    value=\"k\"><input id=\"a\" type=\"checkbox\" name=\"day\" value=\"1\"><input type=\"checkbox\" \
                    name=\"day\" value=\"2\" checked><select name=\"time\"><option value=\"06:00\">6 h</option><option \
                    value=\"07:00\">7 h</option></select><input type=\"radio\" name=\"by\" value=\"x\"><input \
                    type=\"radio\" name=\"by\" value=\"y\"><input name=\"q\" value=\"a&amp;b\"></form><form></form>";
        let form = part(page, "create").expect("a form");
        let fields = offered(form);
        let told: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(told, ["form=create", "deed=k", "day=1", "day=2", "time=06:00", "by=x", "q=a&b"]);
        let changed = with(fields, "day", "3");
        assert_eq!(changed.iter().filter(|(name, _)| name == "day").count(), 1);
        assert_eq!(attribute("input name=\"a\"", "value"), None);
        assert_eq!(part(page, "other"), None);
    }
}
