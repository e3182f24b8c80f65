//! Judges of what stands behind a keyword: a secret, or a word, a placeholder, a path, a name.

use super::MASK;

/// The least Shannon entropy of a token, in bits per character: random hex has 3.2 and more at 16 characters.
const TOKEN_ENTROPY: f64 = 2.8;
/// The least Shannon entropy of a password, in bits per character: `hunter22` has 2.5.
const PASSWORD_ENTROPY: f64 = 2.25;
/// The shortest run of letters and digits that no name of a service, a version or a release has.
const RANDOM_RUN: usize = 16;

/// What stands where a secret will be filled in, or was taken out.
const PLACEHOLDERS: [&str; 12] = [
    "redacted",
    "filtered",
    "masked",
    "hidden",
    "placeholder",
    "example",
    "changeme",
    "change_me",
    "change-me",
    "your_",
    "your-",
    "dummy",
];

/// Whether this has upper-case and lower-case letters and digits, as long base64 does and prose does not.
pub fn is_mixed(text: &str) -> bool {
    let has = |class: fn(&u8) -> bool| text.as_bytes().iter().any(class);
    has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

/// Whether the value of `token=` and the like is a secret. A UUID or a long run of hexadecimal digits is one here:
/// the keyword says so. Names, paths, addresses, digests and versions are not.
pub fn is_token(value: &str) -> bool {
    let value = value.trim_end_matches(['.', ':']);
    let elsewhere = ["/", "./", "../", "~/", "arn:", "sha256:", "sha512:", "sha256-", "sha512-"];
    if value.len() < 16 || is_placeholder(value) || elsewhere.iter().any(|start| value.starts_with(start)) {
        return false;
    }
    let long = runs(value).any(|run| run.len() >= RANDOM_RUN && is_letters_and_digits(run));
    let broken = is_mixed(value) && runs(value).any(|run| run.len() >= 8 && is_mixed(run));
    !value.contains("://") && entropy(value) >= TOKEN_ENTROPY && (long || broken || is_uuid(value))
}

/// Whether the value of `password=` and the like is a secret: letters together with digits or with signs that no
/// name has. A password made of words only is not told from prose.
pub fn is_password(value: &str) -> bool {
    let value = value.trim_end_matches(['.', ':', ')', ']', '}', '?', '!', '*']);
    if value.len() < 8 || is_placeholder(value) || value.contains(MASK.trim_end()) || is_template(value) {
        return false;
    }
    let letters = value.bytes().any(|b| b.is_ascii_alphabetic());
    let signs = value.bytes().any(|b| b"!@#$%^&*+~?=|".contains(&b));
    let digits = value.bytes().any(|b| b.is_ascii_digit());
    let joined = runs(value).any(|run| run.len() >= 6 && is_letters_and_digits(run));
    let elsewhere = value.contains("://") || value.starts_with(['/', '~', '.']) || is_mail_address(value);
    letters && (joined || signs && digits) && !elsewhere && !is_call(value) && entropy(value) >= PASSWORD_ENTROPY
}

/// Whether what stands between `user:` and `@host` is a password. The place says so; only placeholders are not.
pub fn is_url_password(value: &str) -> bool {
    let fills = |c: char| matches!(c, '*' | '.' | '-' | '_' | 'x' | 'X');
    let words = ["password", "passwd", "pass", "pwd", "secret", "token"];
    let named = words.iter().any(|word| value.eq_ignore_ascii_case(word));
    let port = value.bytes().all(|b| b.is_ascii_digit()) && value.len() <= 5;
    !(named || port || value.chars().all(fills) || is_template(value) || is_placeholder(value))
}

/// Whether this is the base64 of `user:password`, not a word.
pub fn is_base64_secret(value: &str) -> bool {
    let unpadded = value.trim_end_matches('=');
    let upper = unpadded.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    upper && unpadded.bytes().any(|b| b.is_ascii_lowercase()) && !is_placeholder(value)
}

/// Shannon's entropy of the bytes of a text, in bits per byte.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    text.bytes().for_each(|b| counts[usize::from(b)] += 1);
    let share = |count: u32| f64::from(count) / text.len() as f64;
    counts.into_iter().filter(|&count| count > 0).map(share).map(|share| -share * share.log2()).sum()
}

fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    ["xxxx", "****", "...."].iter().chain(&PLACEHOLDERS).any(|word| lower.contains(word))
}

/// Whether a program or a shell fills this in: `$PASS`, `${PASS}`, `$(cat file)`, `{{ pass }}`, `%(pass)s`.
fn is_template(value: &str) -> bool {
    let variable = |name: &str| name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    value.strip_prefix('$').is_some_and(|name| name.starts_with(['{', '(']) || variable(name))
        || ["{", "%(", "%{", "<", "["].iter().any(|start| value.starts_with(start))
        || value.contains("${")
        || value.contains("{{")
}

/// Whether this is code that gets the value: `getenv(`, `config.read(name)`, `environ[`.
fn is_call(value: &str) -> bool {
    let name = value.find(['(', '[']).map_or("", |end| &value[..end]);
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.' || b == b'_' || b == b':')
}

fn is_mail_address(value: &str) -> bool {
    let host = value.split_once('@').map_or("", |(_, host)| host);
    host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
}

fn is_uuid(value: &str) -> bool {
    let groups = [8, 4, 4, 4, 12];
    let hex = value.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    hex && value.split('-').map(str::len).eq(groups)
}

fn is_letters_and_digits(run: &str) -> bool {
    run.bytes().any(|b| b.is_ascii_digit()) && run.bytes().any(|b| b.is_ascii_alphabetic())
}

fn runs(value: &str) -> impl Iterator<Item = &str> {
    value.split(|c: char| !c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropy_in_bits() {
        assert_eq!(entropy("aaaa"), 0.0);
        assert_eq!(entropy("abab"), 1.0);
        assert_eq!(entropy("0123456789abcdef"), 4.0);
    }

    #[test]
    fn passwords_and_words() {
        for value in ["hunter22", "Tr0ub4dor&3", "P@ssw0rd!", "s3cr3t-Pa55word"] {
            assert!(is_password(value), "{value}");
        }
        let words =
            ["********", "required", "Incorrect!", "OPS-12345", "2024-01-02T10:00:00Z", "v1.2.3-rc1", "$DB_PASS1"];
        let more =
            ["${PASS1234}", "a1@mail.example.org", "/etc/pass1234", "getenv(abc12345", "{{pass1234}}", "<pass1234>"];
        for value in words.into_iter().chain(more) {
            assert!(!is_password(value), "{value}");
        }
    }

    #[test]
    fn tokens_and_names() {
        for value in ["9f86d081884c7d65", "0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e", "aB3xY9_kQ7mN2pR5-tU8wZ1c"] {
            assert!(is_token(value), "{value}");
        }
        let names = ["checkout-db-credentials-v2", "/var/run/secrets/token1234567890ab", "app-config-8mbdf7882g"];
        for value in names.into_iter().chain(["1234567890123456", "getSecretFromVault", "1111111111111111a"]) {
            assert!(!is_token(value), "{value}");
        }
    }
}
