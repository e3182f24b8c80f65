use incident_commander::*;
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let shelf = journal::shelf::Shelf::new(&dir);
    let inc = if std::env::args().nth(2).is_some() {
        None
    } else {
        Some(
            demo::build(&shelf, chrono::Utc::now(), "ana", &incident::zone::Zone::named("Europe/Berlin").unwrap())
                .unwrap(),
        )
    };
    let code = tui::run(tui::Options {
        shelf,
        incident: inc,
        who: "ana".into(),
        zone: incident::zone::Zone::system(),
        playbook: incident::playbook::Playbook::standard(),
        theme: tui::theme::Theme::new(Default::default(), false),
        keymap: Default::default(),
        bell: false,
    });
    match code {
        Ok(c) => std::process::exit(c as i32),
        Err(e) => {
            eprintln!("ic: {e}");
            std::process::exit(2)
        }
    }
}
