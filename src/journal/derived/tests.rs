use super::*;

#[test]
fn a_file_is_replaced_whole_and_leaves_no_draft_behind() {
    let folder = tempfile::tempdir().unwrap();
    for content in ["one", "a longer second", ""] {
        replace(folder.path(), "incident.json", content.as_bytes()).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("incident.json")).unwrap(), content);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn what_cannot_be_replaced_stays() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("incident.json")).unwrap();
    let error = replace(folder.path(), "incident.json", b"x").unwrap_err();
    assert!(error.to_string().starts_with("cannot write ") && !error.not_saved(), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    assert!(replace(&folder.path().join("nowhere"), "incident.json", b"x").is_err());
}

#[cfg(unix)]
#[test]
fn what_a_link_points_to_is_not_touched() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (precious, link) = (folder.path().join("precious"), folder.path().join("incident.json"));
    std::fs::write(&precious, "mine").unwrap();
    std::os::unix::fs::symlink(&precious, &link).unwrap();
    replace(folder.path(), "incident.json", b"new").unwrap();
    assert_eq!(std::fs::read_to_string(&precious).unwrap(), "mine");
    assert_eq!(std::fs::read_to_string(&link).unwrap(), "new");
    assert_eq!(std::fs::symlink_metadata(&link).unwrap().permissions().mode() & 0o777, 0o600);
}
