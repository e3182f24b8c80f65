use std::fs;

use super::*;

const WHOLE: &str = r##"name = "ana"
zone = "europe/berlin"
playbook = "shop"
theme = "light"
bell = true

[colors]
focus = "#ff8800"
danger = "light-red"
dim = 244

[keys]
quit = "ctrl-q"
strike = ["x", "ctrl-x"]
help = []

[lint]
gap = "2h"
"##;

#[test]
fn an_empty_file_is_the_default() {
    for config in [Config::default(), Config::parse("", "config.toml").unwrap(), Config::parse("[keys]", "c").unwrap()]
    {
        assert_eq!((config.name(), config.zone(), config.theme()), (None, None, ThemeName::Dark));
        assert!(!config.bell());
        assert!(config.keys().is_empty());
        assert_eq!(config.color(Slot::Focus), ThemeName::Dark.color(Slot::Focus));
        assert_eq!(config.playbook(None).unwrap(), Playbook::standard());
    }
}

#[test]
fn everything_can_be_set() {
    let config = Config::parse(WHOLE, "config.toml").unwrap();
    assert_eq!(config.name(), Some("ana"));
    assert_eq!(config.zone().unwrap().name(), "Europe/Berlin");
    assert_eq!(config.theme(), ThemeName::Light);
    assert!(config.bell());
    assert_eq!(config.color(Slot::Focus), Color::Rgb(0xff, 0x88, 0));
    assert_eq!(config.color(Slot::Danger), Color::LightRed);
    assert_eq!(config.color(Slot::Dim), Color::Indexed(244));
    assert_eq!(config.color(Slot::Good), ThemeName::Light.color(Slot::Good));
    let keys: Vec<String> = config
        .keys()
        .iter()
        .map(|key| {
            let chords: Vec<String> =
                key.chords.iter().map(|chord| format!("{} at {}", chord.value, chord.place)).collect();
            format!("{} at {}: {}", key.action.value, key.action.place, chords.join(", "))
        })
        .collect();
    assert_eq!(
        keys,
        [
            "help at config.toml:15:1: ",
            "quit at config.toml:13:1: ctrl-q at config.toml:13:8",
            "strike at config.toml:14:1: x at config.toml:14:11, ctrl-x at config.toml:14:16",
        ]
    );
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, error) in [
        ("\n\nzoen = \"UTC\"", "3:1: unknown key `zoen`; did you mean `zone`?"),
        (
            "language = 1",
            "1:1: unknown key `language`; known are name, zone, playbook, theme, bell, lint, colors, keys",
        ),
        ("[color]\nfocus = 1", "1:2: unknown key `color`; did you mean `colors`?"),
        ("name = 3", "1:8: expected a string, found integer `3`"),
        ("name = \" \"", "1:8: a name is needed"),
        ("bell = \"yes\"", "1:8: expected a boolean, found string \"yes\""),
        ("name = \"é\"; bell", "1:11: unexpected key or value, expected newline, `#`"),
        ("name =", "1:7: string values must be quoted, expected literal string"),
        ("name = \"a\"\nname = \"b\"", "2:1: duplicate key"),
        ("zone = \"Europe/Berln\"", "1:8: `Europe/Berln` is not a time zone: did you mean Europe/Berlin?"),
        (
            "zone = \"CET\"",
            "1:8: `CET` is ambiguous, as abbreviations are: give a region, such as Europe/Berlin or Africa/Algiers",
        ),
        ("theme = \"drak\"", "1:9: `drak` is not known here; did you mean `dark`?"),
        ("theme = \"solarized\"", "1:9: `solarized` is not known here; known are dark, light, high-contrast"),
        ("[colors]\nfocsu = \"red\"", "2:1: `focsu` is not known here; did you mean `focus`?"),
        ("[colors]\n  focus = \"rad\"", "2:11: `rad` is no colour; did you mean `red`?"),
        (
            "colors.focus = \"#12345\"",
            "1:16: `#12345` is no colour: write a name such as `light-blue`, `#rrggbb`, or a number from 0 to 255",
        ),
        (
            "[colors]\nfocus = 256",
            "2:9: expected a colour: a name such as \"light-blue\", \"#rrggbb\", or a number from 0 to 255",
        ),
        (
            "playbook = \"../shop\"",
            "1:12: `../shop` cannot be the name of a playbook: use a-z, 0-9 and -, and leave out folder and `.toml`",
        ),
        ("[keys]\nquit = 3", "2:8: expected a chord such as \"ctrl-p\", or a list of chords, found integer `3`"),
        ("[keys]\nquit = [\n  \"q\",\n  7 ]", "4:3: expected a string, found integer `7`"),
        ("keys = \"q\"", "1:8: expected a map, found string \"q\""),
    ] {
        let found = Config::parse(text, "config.toml").expect_err(text).to_string();
        assert_eq!(found, format!("config.toml:{error}"), "{text}");
    }
}

#[test]
fn others_can_refuse_a_key_in_the_same_words() {
    let config = Config::parse(WHOLE, "config.toml").unwrap();
    let action = &config.keys()[1].action;
    let near = nearest("quit", ["suspend", "quit-room", "quiet"].into_iter()).unwrap();
    let error = ConfigError::at(action.place.clone(), format!("unknown action; did you mean `{near}`?"));
    assert_eq!(error.to_string(), "config.toml:13:1: unknown action; did you mean `quiet`?");
}

#[test]
fn the_file_may_be_missing_but_not_unreadable() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    assert_eq!(Config::load(Some(&path)).unwrap().name(), None);
    fs::write(&path, "name = \"bo\"").unwrap();
    assert_eq!(Config::load(Some(&path)).unwrap().name(), Some("bo"));
    fs::write(&path, b"name = \"bo\"\n# \xff").unwrap();
    let error = Config::load(Some(&path)).unwrap_err().to_string();
    assert_eq!(error, format!("{}:2:3: this is not UTF-8 text; save the file as UTF-8", path.display()));
    let error = Config::load(Some(home.path())).unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot read {}: ", home.path().display())), "{error}");
}

fn settings(config: &Config, environment: &[(&str, &str)]) -> Vec<String> {
    let environment =
        |asked: &str| environment.iter().find(|(variable, _)| *variable == asked).map(|(_, value)| value.to_string());
    let settings = config.report_with(&environment);
    settings.into_iter().map(|setting| format!("{} = {} ({})", setting.key, setting.value, setting.source)).collect()
}

#[test]
fn the_report_tells_where_values_come_from() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("config.toml");
    let here = |text: &str| text.replace("HOME", &home.path().display().to_string());

    let missing = settings(&Config::load(Some(&path)).unwrap(), &[("LOGNAME", "cy")]);
    let machine = format!("zone = {} (machine)", Zone::system().name());
    let expected = [
        "config file = HOME/config.toml (not there: defaults apply)",
        "playbook folder = HOME/playbooks (beside the config file)",
        "template folder = HOME/templates (beside the config file)",
        "name = cy (environment LOGNAME)",
        &machine,
        "playbook = default (default)",
        "theme = dark (default)",
        "bell = off (default)",
        "lint.gap = 1h (default)",
    ];
    assert_eq!(missing, expected.map(here));

    fs::write(&path, WHOLE).unwrap();
    let found = settings(&Config::load(Some(&path)).unwrap(), &[("USER", "cy")]);
    let expected = [
        "config file = HOME/config.toml (read)",
        "playbook folder = HOME/playbooks (beside the config file)",
        "template folder = HOME/templates (beside the config file)",
        "name = ana (HOME/config.toml:1)",
        "zone = Europe/Berlin (HOME/config.toml:2)",
        "playbook = shop (HOME/config.toml:3)",
        "theme = light (HOME/config.toml:4)",
        "bell = on (HOME/config.toml:5)",
        "lint.gap = 2h (HOME/config.toml:18)",
        "colors.dim = 244 (HOME/config.toml:10)",
        "colors.focus = #ff8800 (HOME/config.toml:8)",
        "colors.danger = lightred (HOME/config.toml:9)",
        "keys.help = none (HOME/config.toml:15)",
        "keys.quit = ctrl-q (HOME/config.toml:13)",
        "keys.strike = x, ctrl-x (HOME/config.toml:14)",
    ];
    assert_eq!(found, expected.map(here));
}

#[test]
fn a_name_is_always_known() {
    let name = |environment: &[(&str, &str)]| settings(&Config::default(), environment)[3].clone();
    assert_eq!(name(&[("USER", "bo"), ("LOGNAME", "cy")]), "name = bo (environment USER)");
    assert_eq!(name(&[("USER", " "), ("LOGNAME", "cy")]), "name = cy (environment LOGNAME)");
    assert_eq!(name(&[]), "name = unknown (default)");
    assert!(!Config::default().who().is_empty());
}

mod playbooks {
    use super::*;

    struct Home {
        folder: tempfile::TempDir,
        config: Config,
    }

    fn home(config: &str, files: &[(&str, &str)]) -> Home {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, config).unwrap();
        fs::create_dir(folder.path().join("playbooks")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join("playbooks").join(name), text).unwrap();
        }
        let config = Config::load(Some(&path)).unwrap();
        Home { folder, config }
    }

    impl Home {
        fn refusal(&self, name: Option<&str>) -> String {
            let error = self.config.playbook(name).unwrap_err().to_string();
            error.replace(&self.folder.path().display().to_string(), "HOME")
        }
    }

    const SHOP: &str = r#"name = "shop"
[[severities]]
level = 1
definition = "The shop is closed"
[[roles]]
name = "incident commander"
[updates]
customers_every = "15m"
"#;

    #[test]
    fn it_is_the_named_one_or_the_configured_one() {
        let home = home("playbook = \"shop\"", &[("shop.toml", SHOP)]);
        let shop = home.config.playbook(Some("shop")).unwrap();
        assert_eq!(shop.updates.customers_every.compact(), "15m");
        assert_eq!(home.config.playbook(None).unwrap(), shop);
        assert_eq!(home.config.playbook(Some("default")).unwrap(), Playbook::standard());
    }

    #[test]
    fn a_copy_of_the_built_in_one_can_be_read() {
        let copy = include_str!("../../assets/playbooks/default.toml").replace("name = \"default\"", "name = \"mine\"");
        let home = home("", &[("mine.toml", &copy)]);
        let mine = home.config.playbook(Some("mine")).unwrap();
        assert_eq!(mine, Playbook { name: "mine".into(), ..Playbook::standard() });
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let home = home("", &[("shop.toml", SHOP)]);
        fs::write(home.folder.path().join("out.toml"), SHOP).unwrap();
        for name in ["../out", "..", ".", "/etc/passwd", "shop/../../out", "a\\b", "shop.toml", "", "SHOP", "sh\0op"] {
            let refusal = home.refusal(Some(name));
            assert!(refusal.contains("cannot be the name of a playbook"), "{name}: {refusal}");
        }
    }

    #[test]
    fn a_missing_one_is_named_with_the_nearest() {
        let home = home("\nplaybook = \"shpo\"", &[("shop.toml", SHOP)]);
        let missing = "there is no playbook `shpo`: HOME/playbooks/shpo.toml does not exist; did you mean `shop`?";
        assert_eq!(home.refusal(Some("shpo")), missing);
        assert_eq!(home.refusal(None), format!("HOME/config.toml:2:12: {missing}"));
        assert!(home.refusal(Some("factory")).ends_with("; there are default, shop"));
        let nowhere = Config::default().playbook(Some("shop")).unwrap_err().to_string();
        assert!(nowhere.contains("no configuration folder is known"), "{nowhere}");
    }

    #[test]
    fn what_is_wrong_in_it_is_named_with_its_place() {
        for (from, to, error) in [
            ("definition", "definitoin", ":4:1: unknown key `definitoin`; did you mean `definition`?"),
            ("level = 1", "level = \"1\"", ":3:9: expected u8, found string \"1\""),
            ("level = 1\n", "", ":2:1: the key `level` is missing"),
            ("\"15m\"", "\"15\"", ":8:19: 15: say 15m or 15h"),
            (
                "customers_every",
                "customer_every",
                ":8:1: unknown key `customer_every`; did you mean `customers_every`?",
            ),
            ("level = 1", "level = 9", ": severity level 9 is outside 1 to 5"),
            ("incident commander", "boss", ": it has no role named \"incident commander\"; every incident needs one"),
            (
                "\"shop\"",
                "\"default\"",
                ": the playbook calls itself `default`; say `name = \"shop\"` as the file does",
            ),
        ] {
            let home = home("", &[("shop.toml", &SHOP.replacen(from, to, 1))]);
            assert_eq!(home.refusal(Some("shop")), format!("HOME/playbooks/shop.toml{error}"), "{to}");
        }
    }
}

/// Editors complete and check playbooks with it. `WRITE_SCHEMA=1 cargo test` makes it anew.
#[test]
fn the_published_schema_of_playbooks_is_that_of_the_type() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/playbook.schema.json");
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(Playbook)).unwrap() + "\n";
    if std::env::var_os("WRITE_SCHEMA").is_some() {
        fs::write(path, &schema).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap_or_default() == schema, "run `WRITE_SCHEMA=1 cargo test schema`");
}
