//! `export`: the report and the data as files.

use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::call::Call;
use super::exit::{Exit, Failure};
use super::{out, read, templates};
use crate::brief::short;
use crate::journal::derived;
use crate::postmortem::template::STANDARD;
use crate::postmortem::{Document, Edition, Form};
use crate::secret;
use crate::session::Session;
use crate::verb::{Export, Format};

/// How much is shown of what stands before a secret, in characters.
const AROUND: usize = 30;

/// Writes the incident where it is wanted and says where that is.
///
/// # Errors
/// There is no incident or no such template, or the file cannot be written.
pub fn run(call: &Call, export: &Export) -> Result<Exit, Failure> {
    let session = read::open(call)?;
    let mut edition = Edition {
        template: templates::named(call, export.template.as_deref())?,
        form: form(export.format),
        anonymous: export.anonymous,
        redact: export.redact,
    };
    let document = Document::of(session.state(), session.now());
    look_for_secrets(&mut edition, &document)?;
    let content = edition.write(document).map_err(Failure::refused)?.into_bytes();
    put(&session, export.output.as_deref(), &name(&edition), &content)?;
    Ok(Exit::Done)
}

/// Writes a report where it is wanted, else under a name into the incident's folder, and says where that is.
///
/// # Errors
/// It cannot be written there.
pub(super) fn put(session: &Session, output: Option<&Path>, name: &str, content: &[u8]) -> Result<(), Failure> {
    let path = match output {
        Some(path) if path.as_os_str() == "-" => return out::raw(content),
        Some(path) => {
            replace(path, content).map_err(|error| {
                Failure::refused(format!("the export could not be written to {}: {error}", path.display()))
            })?;
            path.to_owned()
        }
        None => {
            derived::replace(session.folder(), name, content).map_err(Failure::refused)?;
            session.folder().join(name)
        }
    };
    out::text(&format!("{}\n", path.display()))
}

/// The form that a word stands for.
pub(super) fn form(format: Format) -> Form {
    match format {
        Format::Md => Form::Markdown,
        Format::Html => Form::Html,
        Format::Text => Form::Text,
        Format::Slack => Form::Slack,
        Format::Json => Form::Json,
    }
}

/// In the incident's folder the usual report is `postmortem.md`; another one carries what is different about it.
fn name(edition: &Edition) -> String {
    let mut name = "postmortem".to_owned();
    if edition.template.name != STANDARD && edition.form != Form::Json {
        name.push_str(&format!("-{}", edition.template.name));
    }
    if edition.anonymous {
        name.push_str("-anonymous");
    }
    if edition.redact {
        name.push_str("-redacted");
    }
    format!("{name}.{}", edition.form.ending())
}

/// Says what looks like a secret in the report. Where masking is wanted and somebody is there to ask, they are asked.
fn look_for_secrets(edition: &mut Edition, document: &Document) -> Result<(), Failure> {
    let plain = Edition { redact: false, ..edition.clone() };
    let found = secrets(&plain.telling(document.clone()).map_err(Failure::refused)?);
    if found.is_empty() {
        return Ok(());
    }
    let what = if found.len() == 1 { "what looks like a secret" } else { "what looks like secrets" };
    out::complain(&format!("the report holds {what}:\n  {}", found.join("\n  ")));
    if !edition.redact {
        out::complain("--redact masks them; who has had them in front of them may have kept them: change them too");
        return Ok(());
    }
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        let _ = write!(io::stderr(), "Mask them? [Y/n] ").and_then(|()| io::stderr().flush());
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).map_err(Failure::refused)?;
        edition.redact = !answer.trim().to_lowercase().starts_with('n');
    }
    Ok(())
}

/// Each text that holds secrets, as it looks once they are masked, shortened.
fn secrets(document: &Document) -> Vec<String> {
    let found = std::cell::RefCell::new(Vec::new());
    // What comes of it does not matter here: every text is looked at.
    let _ = document.retold(&|text| {
        let secrets = secret::find(text);
        let first = secrets.first()?.range.start;
        let kinds: Vec<&str> = secrets.iter().map(|one| one.rule).collect();
        // Up to the first secret nothing changes when all are masked.
        let masked = secret::masked(text);
        let from = masked[..first].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
        let told = format!("{}: {}", kinds.join(", "), short(&masked[from..]));
        let mut found = found.borrow_mut();
        if !found.contains(&told) {
            found.push(told);
        }
        None
    });
    found.into_inner()
}

/// Puts the content into a file: a regular one is replaced whole, what a link points to too; a pipe or a device is
/// written to.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let target: PathBuf = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(error),
    };
    let there = fs::metadata(&target).ok();
    if there.as_ref().is_some_and(|there| there.is_dir()) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name a file in it"));
    }
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return File::options().write(true).open(&target)?.write_all(content);
    }
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let as_before = there.map_or_else(|| fs::Permissions::from_mode(0o666), |there| there.permissions());
        new.permissions(as_before);
    }
    // The name of the temporary file would only confuse.
    let mut new = new.prefix(".ic-export-").tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    new.write_all(content)?;
    new.as_file().sync_all()?;
    new.persist(&target).map(drop).map_err(|failed| failed.error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_a_link_followed_and_a_folder_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.md");
        replace(&file, b"one").unwrap();
        replace(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(replace(folder.path(), b"x").unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
        #[cfg(unix)]
        {
            let link = folder.path().join("link");
            std::os::unix::fs::symlink(&file, &link).unwrap();
            replace(&link, b"three").unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read(&file).unwrap(), b"three");
            replace(Path::new("/dev/null"), b"x").unwrap();
            assert!(!fs::metadata("/dev/null").unwrap().is_file());
        }
    }
}
