//! Somebody who is signed in, and the forms that he fills in.

use std::net::SocketAddr;

use crate::Outcome;
use crate::http::{Answer, Client};

/// The customer's administrator: he sees every ticket of his company, which is the longest list there is.
pub const CUSTOMER: &str = "claire.morel@maison-lemaire.example";
/// An agent.
pub const AGENT: &str = "sofia.benali@consigne.example";
/// The installation's administrator, who may look at outgoing mail.
pub const ADMINISTRATOR: &str = "paul.simon@consigne.example";
/// Everybody's password.
pub const PASSWORD: &str = "colis-en-demonstration";

/// Signs somebody in, into a session of his own.
pub async fn sign_in(address: SocketAddr, email: &str) -> Outcome<Client> {
    let mut client = Client::new(address);
    let fields = [("form", "sign-in"), ("next", "/"), ("email", email), ("password", PASSWORD)];
    let answer = client.post("/sign-in", fields).await?;
    let cookie = answer.set_cookie.split(';').next().unwrap_or_default();
    if answer.status != 303 || cookie.is_empty() {
        return Err(format!("{email} could not sign in: {}", answer.status));
    }
    client.show(cookie);
    Ok(client)
}

/// The same person in several browsers. One after the other: tries that fail are counted, and none of these does.
pub async fn sign_in_often(address: SocketAddr, email: &str, times: usize) -> Outcome<Vec<Client>> {
    let mut clients = Vec::with_capacity(times);
    for _ in 0..times {
        clients.push(sign_in(address, email).await?);
    }
    Ok(clients)
}

/// A page as text.
pub async fn read(client: &mut Client, path: &str) -> Outcome<String> {
    let answer = client.get(path).await?;
    if answer.status == 200 { answer.text() } else { Err(format!("{path} was answered {}", answer.status)) }
}

/// Sends a form that stands on the page `from`, with its hidden fields and these.
pub async fn submit(client: &mut Client, from: &str, form: &str, typed: &[(&str, &str)]) -> Outcome<Answer> {
    let page = read(client, from).await?;
    let hidden = hidden_fields(&page, form).ok_or_else(|| format!("{from} has no form {form}"))?;
    let fields = hidden.into_iter().chain(typed.iter().copied());
    let answer = client.post(from, fields).await?;
    if answer.status == 303 { Ok(answer) } else { Err(format!("{form} on {from} was answered {}", answer.status)) }
}

/// The hidden fields of a form that is called so, its name among them.
pub fn hidden_fields<'a>(page: &'a str, form: &str) -> Option<Vec<(&'a str, &'a str)>> {
    let start = page.find(&format!("<input type=\"hidden\" name=\"form\" value=\"{form}\">"))?;
    let inside = page[start..].split("</form>").next()?;
    let fields = inside.split("<input type=\"hidden\" name=\"").skip(1);
    fields
        .map(|field| {
            let (name, rest) = field.split_once("\" value=\"")?;
            Some((name, rest.split_once('"')?.0))
        })
        .collect()
}

/// Every text that stands between `before` and `after`, in order.
pub fn between<'a>(page: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(before).skip(1).filter_map(move |rest| rest.split_once(after).map(|(text, _)| text))
}

#[cfg(test)]
mod tests {
    use super::{between, hidden_fields};

    #[test]
    fn a_form_is_found_by_its_name() {
        let page = "<form><input type=\"hidden\" name=\"form\" value=\"note\"></form>\
                    <form><input type=\"hidden\" name=\"form\" value=\"reply\">\
                    <input type=\"hidden\" name=\"sequence\" value=\"3\"></form>";
        assert_eq!(hidden_fields(page, "reply"), Some(vec![("form", "reply"), ("sequence", "3")]));
        assert_eq!(hidden_fields(page, "ask"), None);
        assert_eq!(between("a[1]b[2]", "[", "]").collect::<Vec<_>>(), ["1", "2"]);
    }
}
