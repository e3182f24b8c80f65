//! The table of rules, the most precise first. The shapes are those that vendors give in their documentation, or that
//! public secret scanners (GitHub's, GitLab's, gitleaks) agree on.
//!
//! No group is open-ended at a place where the search could go on far beyond what it returns, and what may stand
//! between a keyword and its secret never holds `[` or `]`: so a mask is never the keyword of what follows it.

use super::rule::Rule;
use super::value::{is_base64_secret, is_mixed, is_password, is_token, is_url_password};

pub static RULES: [Rule; 38] = [
    // RFC 7468 and RFC 4880, also of a Google service account's file: whole blocks, however their lines are joined,
    // and blocks cut off before the end. A header without a key is only talk about keys.
    Rule::new(
        "private key",
        &["private key"],
        concat!(
            r"(-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----",
            r"(?:(?:[\s>|]|\\[nr])*[A-Z][A-Za-z-]{3,20}: [ -\[\]-~]{1,100})*",
            r"(?:[A-Za-z0-9+/=\s>|\\]{24,}-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----",
            r"|(?:(?:[\s>|]|\\[nr])*[A-Za-z0-9+/]{24,}={0,2})+(?:(?:[\s>|]|\\[nr])*[A-Za-z0-9+/]+={1,2})?))",
        ),
    ),
    // AWS IAM, "Unique identifiers": AKIA for long-term keys, ASIA for temporary ones, then base32.
    Rule::new("AWS access key id", &["akia", "asia"], r"\b((?:AKIA|ASIA)[A-Z2-7]{16})\b"),
    // AWS IAM, "Manage access keys": 40 characters of base64 without a shape of their own, so only behind their name.
    Rule::new(
        "AWS secret access key",
        &["secret"],
        concat!(
            r"(?i:secret[_ -]?access[_ -]?key|aws[_ -]?secret(?:[_ -]?key)?)(?: is)?",
            r#"[\s"'`=:>\\]{1,12}([A-Za-z0-9+/]{40,})"#
        ),
    )
    .only(|secret| secret.len() == 40 && is_mixed(secret)),
    // AWS STS, "Temporary security credentials": a long base64 text.
    Rule::new(
        "AWS session token",
        &["session"],
        r#"(?i:session[_ -]?token|security[_ -]?token)[\s"'`=:>\\]{1,12}([A-Za-z0-9+/]{100,}={0,2})"#,
    )
    .only(is_mixed),
    // GitHub, "GitHub's token formats".
    Rule::new(
        "GitHub token",
        &["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
        r"(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})",
    ),
    // GitLab, "Token overview": a prefix for each kind.
    Rule::new(
        "GitLab token",
        &["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glsoat-", "gloas-", "glagent-"],
        concat!(
            r"\b(gl(?:pat|dt|rt|cbt|ptt|ft|soat|oas|agent)-[A-Za-z0-9_-]{20,}",
            r"(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?)"
        ),
    )
    .only(has_digit),
    // Slack, "Tokens".
    Rule::new(
        "Slack token",
        &["xox", "xapp-"],
        r"\b(xox[abceoprs](?:\.xox[bp])?-[0-9A-Za-z-]{20,}|xapp-[0-9]-[A-Z0-9]{8,}-[0-9]{8,}-[0-9a-f]{20,})",
    )
    .only(has_digit),
    // Slack, "Sending messages using incoming webhooks": who has the address may post.
    Rule::new(
        "Slack webhook",
        &["hooks.slack.com"],
        r"hooks\.slack\.com/(?:services|workflows|triggers)/(T[A-Z0-9]{6,}/[A-Z0-9]{6,}/[A-Za-z0-9/]{16,})",
    ),
    // Discord, "Webhook resource".
    Rule::new(
        "Discord webhook",
        &["/webhooks/"],
        r"discord(?:app)?\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{17,20}/([A-Za-z0-9_-]{60,})",
    ),
    // Telegram, "Bot API": the number of the bot, a colon, 35 characters that begin with AA.
    Rule::new("Telegram bot token", &[":aa"], r"\b(?:bot)?([0-9]{8,10}:AA[A-Za-z0-9_-]{33,})")
        .only(|secret| is_mixed(secret) && secret.split(':').nth(1).is_some_and(|key| key.len() == 35)),
    // Stripe, "API keys" and "Webhooks"; keys for tests are not worth an alarm.
    Rule::new("Stripe key", &["k_live_", "whsec_"], r"\b((?:[sr]k_live_[A-Za-z0-9]{16,})|whsec_[A-Za-z0-9]{32,})"),
    // Google Cloud, "API keys".
    Rule::new("Google API key", &["aiza"], r"\b(AIza[A-Za-z0-9_-]{35,})").only(|secret| secret.len() == 39),
    // Google Identity, "OAuth 2.0": client secrets and access tokens.
    Rule::new("Google OAuth client secret", &["gocspx-"], r"\b(GOCSPX-[A-Za-z0-9_-]{28,})"),
    Rule::new("Google access token", &["ya29."], r"\b(ya29\.[A-Za-z0-9_-]{30,})").only(is_mixed),
    // Azure, "Configure connection strings": 64 bytes of base64 for storage, 32 for buses and hubs.
    Rule::new("Azure account key", &["accountkey=", "accesskey="], r"(?i:AccountKey|SharedAccessKey)=([A-Za-z0-9+/]{43,86}={1,2})"),
    // Microsoft Entra client secrets, as gitleaks and Microsoft's own scanner know them.
    Rule::new(
        "Azure client secret",
        &["q~"],
        r#"(?:^|[\s"'`=:>,(])([A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34})"#,
    ),
    // npm, "About access tokens".
    Rule::new("npm token", &["npm_"], r"\b(npm_[A-Za-z0-9]{36})\b").only(has_digit),
    // PyPI, "API tokens": a macaroon, whose first bytes are always the same.
    Rule::new("PyPI token", &["pypi-age"], r"\b(pypi-AgE[A-Za-z0-9_-]{50,})"),
    // Docker, "Access tokens".
    Rule::new("Docker Hub token", &["dckr_"], r"\b(dckr_[po]at_[A-Za-z0-9_-]{27,})"),
    // DigitalOcean, "Personal access tokens".
    Rule::new("DigitalOcean token", &["_v1_"], r"\b(do[opr]_v1_[0-9a-f]{64})\b"),
    // Twilio, "API keys": SK and 32 hex digits, which others use as well.
    Rule::new("Twilio API key", &["twilio"], r"(?i:twilio)[\t -Z\\^-~]{0,40}?\b(SK[0-9a-f]{32})\b"),
    // SendGrid, "API keys": 69 characters in three parts.
    Rule::new("SendGrid key", &["sg."], r"\b(SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})"),
    // Mailgun, "Authentication": the key is the password of the user `api`.
    Rule::new("Mailgun key", &["key-"], r"(?:(?i:mailgun)[\t -Z\\^-~]{0,40}?\b|\bapi:)(key-[0-9a-f]{32})\b"),
    // Heroku, "Platform API": a UUID, or HRKU- since 2023.
    Rule::new(
        "Heroku API key",
        &["heroku", "hrku-"],
        concat!(
            r#"(?i:heroku[_ .-]?(?:api[_ .-]?)?(?:key|token))[\s"'`=:>\\]{1,8}([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})\b"#,
            r"|\b(HRKU-[A-Za-z0-9_-]{36,})"
        ),
    ),
    // OpenAI's keys have the word OpenAI, in base64, in their middle.
    Rule::new(
        "OpenAI key",
        &["t3blbkfj", "sk-proj-", "sk-svcacct-", "sk-admin-"],
        r"\b(sk-(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,}|sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})",
    )
    .only(is_mixed),
    // Anthropic, "API keys".
    Rule::new("Anthropic key", &["sk-ant-"], r"\b(sk-ant-[a-z0-9]{3,10}-[A-Za-z0-9_-]{40,})"),
    // Hugging Face, "User access tokens".
    Rule::new("Hugging Face token", &["hf_"], r"\b(hf_[A-Za-z0-9]{34})\b")
        .only(|secret| secret[3..].bytes().any(|b| b.is_ascii_uppercase())),
    // HashiCorp Vault, "Tokens": service, batch and recovery tokens.
    Rule::new("Vault token", &["hvs.", "hvb.", "hvr."], r"\b(hv[sbr]\.[A-Za-z0-9_-]{24,})"),
    // Grafana, "Service accounts".
    Rule::new("Grafana token", &["glsa_"], r"\b(glsa_[A-Za-z0-9]{32}_[0-9a-f]{8})\b"),
    // New Relic, "API keys".
    Rule::new("New Relic key", &["nrak-"], r"\b(NRAK-[A-Z0-9]{27})\b"),
    // Datadog, "API and application keys": 32 and 40 hex digits.
    Rule::new(
        "Datadog key",
        &["dd", "datadog"],
        concat!(
            r"\b(?i:(?:dd|datadog)[_ -]?(?:api|app|application)[_ -]?key)",
            r#"[\s"'`=:>\\]{1,8}([0-9a-f]{32}(?:[0-9a-f]{8})?)\b"#
        ),
    ),
    // PagerDuty, "Authentication" and "Events API": 20 characters, or 32 hex digits.
    Rule::new(
        "PagerDuty key",
        &["pagerduty"],
        concat!(
            r"(?i:pagerduty[_ -]?(?:api|integration|routing|service)?[_ -]?(?:key|token))",
            r#"[\s"'`=:>\\]{1,8}([0-9a-f]{32}\b|[A-Za-z0-9+_-]{20}\b)"#
        ),
    )
    .only(has_digit),
    // RFC 7519: header and claims are JSON objects, whose base64 begins with eyJ.
    Rule::new(
        "JSON web token",
        &["eyj"],
        r"\b(eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,})",
    ),
    // RFC 6750. The scheme alone is enough: the judge knows a token from a word.
    Rule::new("bearer token", &["bearer"], r"(?i:\bbearer)[ \t]{1,3}([A-Za-z0-9+/._~-]{16,}={0,2})").only(is_token),
    // RFC 7617: user and password in base64.
    Rule::new(
        "basic credentials",
        &["authorization"],
        r#"(?i:authorization["'\\]{0,2}[ \t]?[:=][ \t]?["'\\]{0,2}basic)[ \t]{1,3}([A-Za-z0-9+/]{8,}={0,2})"#,
    )
    .only(is_base64_secret),
    // RFC 3986, section 3.2.1: `scheme://user:password@host`.
    Rule::new(
        "password in an address",
        &["://"],
        r"[A-Za-z0-9]://[!$-&(-.0-9;=A-_a-~]*:([!$-&(-.0-;=@-_a-~]+)@[A-Za-z0-9]",
    )
    .only(is_url_password),
    // Assignments, in the spellings of shells, YAML, JSON, query strings and command lines.
    Rule::new(
        "password",
        &["passw", "passphrase", "pwd", "_pass"],
        concat!(
            r#"(?i:(?:password|passwd|passphrase|(?:\b|_)pwd|_pass)(?:\\?["'`])?(?:[ \t]{0,2}(?:=>|:=|=|:)[ \t]{0,2})"#,
            r#"|--password[ \t]{1,2})(?:\\?["'`])?((?u:[^\s"'`,;<>\\]){8,200})"#
        ),
    )
    .only(is_password),
    Rule::new(
        "token or key",
        &["secret", "token", "key"],
        concat!(
            // Pages, requests and retries have tokens that open no door.
            r"(?i:(?:page|pagination|continuation|next|request|client|idempotency|cancellation|sync|resume|fencing)[_-]?token[:=]",
            r"|(?:secret(?:[_-]?key)?|token|api[_-]?key|access[_-]?key|private[_-]?key|auth[_-]?key)",
            r#"(?:(?:\\?["'`])?[ \t]{0,2}(?:=>|:=|=|:)[ \t]{0,2}|[ \t]{1,2}token=)(?:\\?["'`])?([A-Za-z0-9+/=._~:-]{16,200}))"#,
        ),
    )
    .only(is_token),
];

fn has_digit(secret: &str) -> bool {
    secret.bytes().any(|b| b.is_ascii_digit())
}
