//! A time stamping authority of `openssl ts`, made on the spot: a root, a certificate for stamps under
//! it, and answers to requests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const SETTINGS: &str = "\
[ tsa ]
default_tsa = here
[ here ]
dir = .
serial = ./serial
crypto_device = builtin
signer_digest = sha512
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[ stamps ]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ ca ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[ req ]
distinguished_name = dn
prompt = no
[ dn ]
";

pub struct Authority(TempDir);

impl Authority {
    /// RSA, as most public authorities; the vectors have elliptic curves.
    pub fn made() -> Self {
        let authority = Self(tempfile::tempdir().unwrap());
        std::fs::write(authority.path("tsa.cnf"), SETTINGS).unwrap();
        std::fs::write(authority.path("serial"), "01\n").unwrap();
        for command in [
            "req -x509 -newkey rsa:2048 -nodes -days 30 -keyout ca.key -out ca.pem -subj /O=Ejemplo/CN=Raiz -config tsa.cnf -extensions ca",
            "req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /O=Ejemplo/CN=Sellos -config tsa.cnf",
            "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile tsa.cnf -extensions stamps -out tsa.pem",
        ] {
            succeeds(&authority.openssl(&command.split(' ').collect::<Vec<_>>()));
        }
        authority
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn root(&self) -> String {
        std::fs::read_to_string(self.path("ca.pem")).unwrap()
    }

    /// What the authority answers to a request.
    pub fn answer(&self, request: &[u8]) -> Vec<u8> {
        std::fs::write(self.path("r.tsq"), request).unwrap();
        let words = "ts -reply -queryfile r.tsq -signer tsa.pem -inkey tsa.key -config tsa.cnf -out r.tsr";
        succeeds(&self.openssl(&words.split(' ').collect::<Vec<_>>()));
        std::fs::read(self.path("r.tsr")).unwrap()
    }

    fn openssl(&self, arguments: &[&str]) -> Output {
        Command::new("openssl").args(arguments).current_dir(self.0.path()).output().expect("openssl")
    }
}

/// Whether `openssl ts` finds that an answer is of a text, by the certificates in a file.
pub fn openssl_verifies(text: &Path, answer: &Path, trusted: &Path) -> bool {
    let run = Command::new("openssl")
        .args(["ts", "-verify", "-data"])
        .arg(text)
        .arg("-in")
        .arg(answer)
        .arg("-CAfile")
        .arg(trusted)
        .output()
        .expect("openssl");
    run.status.success() && String::from_utf8_lossy(&run.stdout).contains("Verification: OK")
}

fn succeeds(run: &Output) {
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
