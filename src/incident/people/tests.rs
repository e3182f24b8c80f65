use super::*;

#[test]
fn a_name_is_trimmed_and_loses_its_at_sign() {
    for typed in ["ana", " ana ", "@ana", " @ ana"] {
        assert_eq!(name(typed).as_deref(), Ok("ana"), "{typed:?}");
    }
    assert_eq!(name("Ana María").as_deref(), Ok("Ana María"));
    assert!(name(&"é".repeat(80)).is_ok());
}

#[test]
fn what_is_no_name_is_refused() {
    for (typed, why) in [("", "needed"), (" @ ", "needed"), ("a\nb", "one line"), (&"x".repeat(81), "80 characters")] {
        assert!(name(typed).unwrap_err().0.contains(why), "{typed:?}");
    }
}
