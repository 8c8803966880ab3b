//! A browser without a window: keeps its cookies, finds the token of a page, sends forms with files.

use crate::support::office::{CANARY, Office, PASSWORD};
use crate::support::server::Server;
use resguardo::domain::CaseId;

/// A case, a server that serves its store, and people who use it.
pub struct House {
    pub office: Office,
    pub server: Server,
    pub case: CaseId,
}

impl House {
    pub fn open() -> Self {
        let office = Office::found(None);
        let case = office.case();
        let data = office.data();
        let server = Server::start(&["--data".as_ref(), data.as_os_str()]).expect("a server");
        Self { office, server, case }
    }

    pub fn url(&self) -> String {
        format!("{}/cases/{}", self.server.url, self.case)
    }

    pub fn lead(&self) -> Client {
        self.sign_in(&format!("registro {CANARY}"))
    }

    /// Somebody without an account.
    pub fn visitor(&self) -> Client {
        Client::new(&self.server.url)
    }

    pub fn sign_in(&self, name: &str) -> Client {
        let client = Client::new(&self.server.url);
        let page = client.get("/sign-in");
        let form = [("csrf", page.token()), ("account", name.into()), ("password", PASSWORD.into())];
        let reply = client.post("/sign-in", &form);
        assert_eq!(reply.status, 303, "{}", reply.text());
        client
    }

    /// Sealed files on the disk.
    pub fn blobs(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).map(|entries| entries.flatten().collect::<Vec<_>>());
            entries
                .unwrap_or_default()
                .iter()
                .map(|entry| if entry.path().is_dir() { count(&entry.path()) } else { 1 })
                .sum()
        }
        count(&self.office.data().join("blobs"))
    }
}

pub struct Client {
    agent: ureq::Agent,
    base: String,
}

pub struct Reply {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The token that the forms of the page carry.
    pub fn token(&self) -> String {
        let text = self.text();
        let (_, rest) =
            text.split_once("name=\"csrf\" value=\"").unwrap_or_else(|| panic!("no form in {text}"));
        rest.split('"').next().unwrap().to_owned()
    }

    /// The value of a field of the page.
    pub fn value(&self, name: &str) -> String {
        let text = self.text();
        let (_, rest) =
            text.split_once(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name} in {text}"));
        let (_, rest) = rest.split_once("value=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

pub struct File<'f> {
    pub field: &'f str,
    pub name: &'f str,
    pub bytes: &'f [u8],
}

pub const EDGE: &str = "----an-edge-that-no-file-contains";

/// A form with files, as browsers send it.
pub fn multipart(fields: &[(&str, String)], files: &[File]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(head.bytes());
    }
    for File { field, name, bytes } in files {
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: text/html\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{EDGE}--\r\n").bytes());
    body
}

impl Client {
    fn new(base: &str) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0);
        Self { agent: config.build().new_agent(), base: base.to_owned() }
    }

    /// An address of this server, whole or as a path.
    fn address(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) }
    }

    fn reply(mut response: ureq::http::Response<ureq::Body>) -> Reply {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.body_mut().with_config().limit(1 << 30);
        Reply { status, headers, bytes: body.read_to_vec().expect("a whole body") }
    }

    pub fn get(&self, path: &str) -> Reply {
        Self::reply(self.agent.get(self.address(path)).call().expect("a reply"))
    }

    pub fn post(&self, path: &str, fields: &[(&str, String)]) -> Reply {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Self::reply(self.agent.post(self.address(path)).send_form(fields).expect("a reply"))
    }

    pub fn upload(&self, path: &str, fields: &[(&str, String)], files: &[File]) -> Reply {
        let request = self.agent.post(self.address(path));
        let request = request.header("content-type", format!("multipart/form-data; boundary={EDGE}"));
        Self::reply(request.send(&multipart(fields, files)[..]).expect("a reply"))
    }

    /// Uploads with the token of a page.
    pub fn upload_from(&self, form: &str, to: &str, fields: &[(&str, &str)], files: &[File]) -> Reply {
        let token = ("csrf", self.get(form).token());
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        self.upload(to, &std::iter::once(token).chain(fields).collect::<Vec<_>>(), files)
    }

    /// Posts a form with the token of a page.
    pub fn post_from(&self, form: &str, to: &str, fields: &[(&str, &str)]) -> Reply {
        let page = self.get(form);
        let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let mut fields: Vec<_> = std::iter::once(("csrf", page.token())).chain(fields).collect();
        // As a browser sends what the form hides.
        let revision = page.text().split_once("name=\"revision\" value=\"").map(|(_, rest)| rest.to_owned());
        if let Some(revision) = revision.filter(|_| fields.iter().all(|(name, _)| *name != "revision")) {
            fields.push(("revision", revision.split('"').next().unwrap_or_default().to_owned()));
        }
        self.post(to, &fields)
    }

    /// Waits for a job's end, as the page that refreshes itself does, and gives where it leads.
    pub fn outcome(&self, job: &str) -> String {
        for _ in 0..300 {
            let reply = self.get(job);
            if reply.status == 303 {
                return reply.location().to_owned();
            }
            assert!(reply.text().contains("http-equiv=\"refresh\""), "the job ended: {}", reply.text());
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        panic!("the job does not end")
    }

    /// The cookies as a header, for a request that is made by hand.
    pub fn cookies(&self) -> String {
        let jar = self.agent.cookie_jar_lock();
        let pairs: Vec<String> =
            jar.iter().map(|cookie| format!("{}={}", cookie.name(), cookie.value())).collect();
        pairs.join("; ")
    }
}
