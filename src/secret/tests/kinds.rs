//! One example of each kind. They are put together from pieces, so that no host of code takes them for real.

use super::{hex, masked, noise};

/// A secret, found by a rule, inside of words that stay.
#[track_caller]
fn found(before: &str, secret: &str, after: &str, rule: &str) {
    assert_eq!(masked(&format!("{before}{secret}{after}")), format!("{before}[masked: {rule}]{after}"));
}

#[test]
fn tokens_with_a_shape_of_their_own() {
    let cases = [
        (format!("{}IOSFODNN7EXAMPLE", "AKIA"), "AWS access key id"),
        (format!("{}IOSFODNN7EXAMPLE", "ASIA"), "AWS access key id"),
        (format!("{}_{}", "ghp", noise(36)), "GitHub token"),
        (format!("{}_{}", "ghs", noise(36)), "GitHub token"),
        (format!("{}_pat_{}_{}", "github", noise(22), noise(59)), "GitHub token"),
        (format!("{}-{}", "glpat", noise(20)), "GitLab token"),
        (format!("{}b-123456789012-1234567890123-{}", "xox", noise(24)), "Slack token"),
        (format!("{}-1-A0123456789-1234567890123-{}", "xapp", hex(64)), "Slack token"),
        (format!("{}_live_{}", "sk", noise(24)), "Stripe key"),
        (format!("{}_live_{}", "rk", noise(24)), "Stripe key"),
        (format!("{}Sy{}", "AIza", noise(33)), "Google API key"),
        (format!("{}-{}", "GOCSPX", noise(28)), "Google OAuth client secret"),
        (format!("{}.{}", "ya29", noise(60)), "Google access token"),
        (format!("aB3{}Q~{}", 8, noise(34)), "Azure client secret"),
        (format!("{}_{}", "npm", noise(36)), "npm token"),
        (format!("{}-AgEIcHlwaS5vcmc{}", "pypi", noise(60)), "PyPI token"),
        (format!("{}_pat_{}", "dckr", noise(27)), "Docker Hub token"),
        (format!("{}_v1_{}", "dop", hex(64)), "DigitalOcean token"),
        (format!("{}.{}.{}", "SG", noise(22), noise(43)), "SendGrid key"),
        (format!("HRKU-{}", noise(60)), "Heroku API key"),
        (format!("{}-proj-{}", "sk", noise(60)), "OpenAI key"),
        (format!("{}-{}{}{}", "sk", noise(20), "T3BlbkFJ", noise(20)), "OpenAI key"),
        (format!("{}-ant-api03-{}", "sk", noise(93)), "Anthropic key"),
        (format!("{}_{}", "hf", noise(34)), "Hugging Face token"),
        (format!("1234567890:{}{}", "AA", noise(33)), "Telegram bot token"),
        (format!("{}.{}", "hvs", noise(24)), "Vault token"),
        (format!("{}_{}_{}", "glsa", noise(32), hex(8)), "Grafana token"),
        (format!("{}-{}", "NRAK", noise(27).to_uppercase()), "New Relic key"),
        (format!("{}JhbGciOiJIUzI1NiJ9.{}JzdWIiOiIxMjM0In0.{}", "ey", "ey", noise(43)), "JSON web token"),
    ];
    for (secret, rule) in cases {
        found("", &secret, "", rule);
        found("curl said \"", &secret, "\" twice", rule);
        found("token: ", &secret, ", then ä", rule);
    }
}

#[test]
fn secrets_behind_a_word() {
    let forty = format!("wJalrXUtnFEMI/K7MDENG/{}", "bPxRfiCYEXAMPLEKEY");
    found("aws_secret_access_key = ", &forty, "\n", "AWS secret access key");
    found("{\"SecretAccessKey\": \"", &forty, "\"}", "AWS secret access key");
    found("AWS_SESSION_TOKEN=", &noise(300), " aws s3 ls", "AWS session token");
    found("AccountName=a;AccountKey=", &format!("{}==", noise(86)), ";Suffix=b", "Azure account key");
    found("twilio said no to ", &format!("SK{}", hex(32)), ".", "Twilio API key");
    found("mailgun api ", &format!("key-{}", hex(32)), ".", "Mailgun key");
    found("HEROKU_API_KEY=", "0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e", " x", "Heroku API key");
    found("DD-API-KEY: ", &hex(32), "", "Datadog key");
    found("pagerduty_routing_key=", &hex(32), " x", "PagerDuty key");
    found("https://hooks.slack.com/services/", &format!("T0AB12CD3/B0AB12CD3/{}", noise(24)), " x", "Slack webhook");
    found("https://discord.com/api/webhooks/123456789012345678/", &noise(68), " x", "Discord webhook");
    found("https://api.telegram.org/", &format!("bot123456789:{}{}", "AA", noise(33)), "/getMe", "Telegram bot token");
    found("Authorization: Bearer ", &hex(40), "'", "bearer token");
    found("-H 'authorization: Basic ", "dXNlcjpodW50ZXIy", "'", "basic credentials");
}

#[test]
fn private_keys_however_they_were_pasted() {
    let begin = format!("-----BEGIN RSA PRIVATE {}-----", "KEY");
    let end = format!("-----END RSA PRIVATE {}-----", "KEY");
    let line = noise(64);
    let rule = "private key";
    found("a\n", &format!("{begin}\n{line}\n{line}\nabc=\n{end}"), "\nb", rule);
    found("a ", &format!("{begin} {line} {line} abc {end}"), " b", rule);
    found("\"", &format!("{begin}\\n{line}\\n{line}\\n{end}"), "\\n\"", rule);
    found("> ", &format!("{begin}\n> {line}\n> {line}"), "\n> and so on", rule);
    found("", &format!("{begin}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AB\n\n{line}\n{end}"), "", rule);
    let talk = format!("expected {begin} but got nothing, {begin}\n...\n{end}");
    assert_eq!(masked(&talk), talk);
}

#[test]
fn passwords_in_addresses() {
    let rule = "password in an address";
    found("postgres://app:", "s3cr3t", "@db-1:5432/shop?sslmode=off", rule);
    found("redis://:", "letmein", "@cache", rule);
    found("amqp://u:", "p@ss", "@mq:5672/ and", rule);
}

#[test]
fn assignments_in_many_spellings() {
    for before in [
        "password=",
        "DB_PASSWORD: ",
        "\"passwd\": \"",
        "--password ",
        "pwd := '",
        "MYSQL_PASS=",
        "\\\"password\\\":\\\"",
    ] {
        found(before, "hunter22x", "", "password");
    }
    for before in [
        "token=",
        "api_key: ",
        "X-Api-Key: ",
        "client_secret=",
        "\"authToken\": \"",
        "?x=1&token=",
        "Authorization: Token token=",
    ] {
        found(before, &hex(32), "", "token or key");
        found(before, "0b5f3c1e-8a94-4e0c-9d0e-2f4b8a6c1d7e", "", "token or key");
        found(before, &noise(24), " x", "token or key");
    }
}
