//! Somebody with a browser, reduced to what matters: cookies, forms, and the page they have before
//! them. Follows no redirect by itself, so that tests see each answer.

use std::collections::BTreeMap;
use ureq::Agent;
use ureq::http::{HeaderMap, Method, Request};

pub struct Visitor {
    agent: Agent,
    base: String,
    pub cookies: BTreeMap<String, String>,
    /// The page that was seen last: its token goes with the next form.
    pub page: String,
}

/// One answer.
pub struct Seen {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }

    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{} without «{text}»:\n{}", self.status, self.body);
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Visitor {
    pub fn to(base: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).build();
        Self { agent: config.into(), base: base.to_owned(), cookies: BTreeMap::new(), page: String::new() }
    }

    /// Sends exactly this, with the cookies there are.
    pub fn send(&mut self, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Seen {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            request = request.header("Cookie", cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.to_owned()).expect("a request");
        // The library keeps cookies too, and would send each a second time.
        self.agent.cookie_jar_lock().clear();
        let mut answer = self.agent.run(request).expect("an answer");
        let headers = answer.headers().clone();
        let body = answer.body_mut().read_to_vec().expect("a body");
        // A file that is downloaded is not always text.
        let body = String::from_utf8_lossy(&body).into_owned();
        self.keep_cookies(&headers);
        let seen = Seen { status: answer.status().as_u16(), headers, body };
        if seen.body.contains("name=\"csrf\"") {
            self.page.clone_from(&seen.body);
        }
        seen
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("a cookie in ASCII");
            let (name, rest) = cookie.split_once('=').expect("a name");
            let value = rest.split(';').next().unwrap_or_default();
            match cookie.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
    }

    pub fn get(&mut self, path: &str) -> Seen {
        self.send(Method::GET, path, &[], "")
    }

    /// Sends a form as the page before it would: with its token.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let token = hidden(&self.page, "csrf");
        let all = [[("csrf", token.as_str())].as_slice(), fields].concat();
        self.send(Method::POST, path, &[("Content-Type", FORM)], &encoded(&all))
    }

    /// Sends a form and goes where the answer leads.
    #[track_caller]
    pub fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let next = answer.header("location").to_owned();
        self.get(&next)
    }

    #[track_caller]
    pub fn sign_in(&mut self, account: &str, password: &str) -> &mut Self {
        self.get("/sign-in");
        self.submit("/sign-in", &[("account", account), ("password", password)]).is(200);
        self
    }
}

pub const FORM: &str = "application/x-www-form-urlencoded";

pub fn encoded(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric();
        text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// The value of a field of the page; empty when there is none.
pub fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    page.split(&start).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}
