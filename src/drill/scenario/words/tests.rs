use proptest::prelude::*;

use super::*;

fn action() -> impl Strategy<Value = Action> {
    let name = || "[a-z][a-z0-9:. -]{0,8}[a-z0-9]";
    prop_oneof![
        Just(Action::Declare),
        Just(Action::Severity),
        Just(Action::Acknowledge),
        Just(Action::Update(Audience::Internal)),
        Just(Action::Update(Audience::Customers)),
        Just(Action::Decision),
        Just(Action::Choose),
        Just(Action::Task),
        Just(Action::Escalate),
        Just(Action::Resolve),
        Just(Action::Manual),
        name().prop_map(Action::Assign),
        name().prop_map(Action::Handoff),
        name().prop_map(Action::Check),
    ]
}

fn condition() -> impl Strategy<Value = Condition> {
    let name = || "[A-Za-z0-9][A-Za-z0-9_-]{0,8}";
    prop_oneof![
        name().prop_map(Condition::Met),
        name().prop_map(Condition::Missed),
        name().prop_map(Condition::Checked),
        (name(), name()).prop_map(|(inject, option)| Condition::Chose(inject, option)),
    ]
}

#[test]
fn every_known_action_is_one() {
    for word in ACTIONS {
        assert_eq!(word.parse::<Action>().map(|action| action.to_string()), Ok(word.to_owned()));
    }
    assert_eq!("update:customers".parse(), Ok(Action::Update(Audience::Customers)));
    assert_eq!("assign: deputy ".parse(), Ok(Action::Assign("deputy".into())));
}

#[test]
fn an_unknown_action_is_refused_with_advice() {
    for (text, near) in [
        ("updat:customer", "update:customer"),
        ("update:custmer", "update:customer"),
        ("Declare", "declare"),
        ("acknowledge", ""),
        ("chose", "choose"),
        ("assign", ""),
        ("assign: ", ""),
        ("update:press", ""),
        ("", ""),
        (" ack", "ack"),
    ] {
        let error = text.parse::<Action>().unwrap_err();
        let advice = match near {
            "" => "known are declare, severity, ack,".to_owned(),
            near => format!("did you mean `{near}`?"),
        };
        assert!(error.starts_with(&format!("`{text}` is no action; ")) && error.contains(&advice), "{error}");
    }
}

#[test]
fn a_condition_is_a_word_and_what_it_speaks_of() {
    assert_eq!(" chose  I4.wait ".parse(), Ok(Condition::Chose("I4".into(), "wait".into())));
    let speaks_of = |text: &str| text.parse::<Condition>().unwrap().inject().map(str::to_owned);
    assert_eq!(speaks_of("met I1"), Some("I1".into()));
    assert_eq!(speaks_of("missed I2"), Some("I2".into()));
    assert_eq!(speaks_of("chose I3.x"), Some("I3".into()));
    assert_eq!(speaks_of("checked age"), None);
    for text in ["", "met", "met I1 I2", "chose I4", "chose .wait", "chose I4.", "not met I1", "Met I1"] {
        let error = text.parse::<Condition>().unwrap_err();
        assert_eq!(error, format!("`{text}` is no condition; write {CONDITIONS}"));
    }
}

#[test]
fn a_time_of_day_has_two_digits_twice() {
    for hour in 0..24 {
        for minute in 0..60 {
            let time = TimeOfDay { hour, minute };
            assert_eq!(time.to_string().parse(), Ok(time));
        }
    }
    for text in ["", "3:12", "03:60", "24:00", "03:1", "+3:12", "03:12:00", "03.12", "٠٣:١٢"] {
        assert_eq!(text.parse::<TimeOfDay>(), Err(format!("`{text}` is no time of day; write HH:MM, such as 03:12")));
    }
}

proptest! {
    #[test]
    fn an_action_reads_as_it_is_written(action in action()) {
        prop_assert_eq!(action.to_string().parse(), Ok(action.clone()));
        prop_assert!(!action.sentence().is_empty());
    }

    #[test]
    fn a_condition_reads_as_it_is_written(condition in condition()) {
        prop_assert_eq!(condition.to_string().parse(), Ok(condition));
    }

    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![".{0,40}", "(assign|update|check|met|chose)[ :.a-zé]{0,12}"]) {
        if let Ok(action) = text.parse::<Action>() {
            prop_assert_eq!(action.to_string().parse(), Ok(action));
        }
        if let Ok(condition) = text.parse::<Condition>() {
            prop_assert_eq!(condition.to_string().parse(), Ok(condition));
        }
        if let Ok(time) = text.parse::<TimeOfDay>() {
            prop_assert_eq!(time.to_string(), text);
        }
    }
}
