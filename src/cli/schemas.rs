//! The shapes that the reading verbs answer in with `--json`, published as `assets/verbs.schema.json`. `UPDATE_DOCS=1`
//! writes it anew. The shape of `show` is `assets/incident.schema.json`.

use std::fs;
use std::path::Path;

use schemars::schema_for;
use serde_json::json;

use super::{check, doctor, drill, followups, lint, list, path, setup, templates, timeline};
use crate::brief::Brief;

#[test]
fn the_published_schemas_are_those_of_the_answers() {
    let schemas = json!({
        "ic-brief/1": schema_for!(Brief),
        "ic-check/1": schema_for!(check::Findings),
        "ic-check-all/1": schema_for!(check::shelf::Document),
        "ic-doctor/1": schema_for!(doctor::Document),
        "ic-drill-history/1": schema_for!(crate::drill::history::History),
        "ic-drill-check/1": schema_for!(drill::scenarios::Checked),
        "ic-config/1": schema_for!(setup::Document<'static>),
        "ic-followups/1": schema_for!(followups::Document),
        "ic-lint/1": schema_for!(lint::Document),
        "ic-list/1": schema_for!(list::Document<'static>),
        "ic-path/1": schema_for!(path::Document),
        "ic-templates/1": schema_for!(templates::Document),
        "ic-scenarios/1": schema_for!(drill::scenarios::Document),
        "ic-timeline/1": schema_for!(timeline::Document<'static>),
    });
    let wanted = format!("{}\n", serde_json::to_string_pretty(&schemas).unwrap());
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/verbs.schema.json");
    if std::env::var_os("UPDATE_DOCS").is_some_and(|value| !value.is_empty() && value != "0") {
        fs::write(&file, &wanted).unwrap();
    }
    assert!(
        fs::read_to_string(&file).unwrap_or_default() == wanted,
        "assets/verbs.schema.json is not up to date: UPDATE_DOCS=1 cargo test --lib schemas"
    );
}
