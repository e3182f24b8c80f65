use super::*;

#[test]
fn a_request_that_a_crash_tore_is_completed_when_it_is_made_again() {
    let place = Place::new();
    let before = place.bytes();
    let closing = Closing {
        started: Some(at(3, 2)),
        resolved: Some(at(3, 18)),
        commander: Some("ana".into()),
        impact: Some("orders failed".into()),
        cause: Some("a lock".into()),
    };
    let request = Request::new("ana", lifecycle::Command::Close(closing));
    let mut session = place.open();
    assert_eq!(session.execute(&request).unwrap().own, 6);
    let (whole, expected) = (place.bytes(), session.state().milestones());
    let tenures = session.state().tenures();
    let ends = whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place + 1);
    let cuts = ends.filter(|end| *end >= before.len()).flat_map(|end| [end - 1, end, end + 1, end + 60]);
    for cut in cuts.filter(|cut| (before.len()..whole.len()).contains(cut)) {
        fs::write(place.path(), &whole[..cut]).unwrap();
        let mut later = Session::open(&place.folder, clock(50), "test").unwrap();
        let kept = later.state().records();
        let news = later.execute(&request).unwrap();
        assert_eq!(news.own, 7 - kept, "cut at {cut}");
        let state = later.state();
        if kept > 1 {
            assert_eq!((state.milestones(), state.tenures()), (expected, tenures.clone()), "cut at {cut}");
        }
        assert_eq!((state.lifecycle.status(), state.records()), (Status::Closed, 7), "cut at {cut}");
        assert_eq!(later.execute(&request).unwrap().own, 0);
        assert_eq!(later.journal().scanned().lines, 7, "cut at {cut}");
    }
}

#[test]
fn a_torn_tail_is_told_also_when_the_request_is_refused_after_it() {
    let place = Place::new();
    let whole = place.bytes();
    fs::write(place.path(), [&whole[..], b"torn"].concat()).unwrap();
    let mut session = place.open();
    session.execute(&log("")).unwrap_err();
    assert!(session.untold().torn.is_some());
    let news = session.execute(&log("on it goes")).unwrap();
    assert_eq!(news.torn, Some(place.folder.join(format!("torn-{}", whole.len()))));
}

#[test]
fn what_a_later_version_wrote_is_shown_and_nothing_is_written_beside_it() {
    let place = Place::new();
    let whole = String::from_utf8(place.bytes()).unwrap();
    let body = whole.trim_end()[r#"{"c":"01234567","#.len()..].replace(r#""v":1"#, r#""v":2"#);
    fs::write(place.path(), format!("{{\"c\":\"{:08x}\",{body}\n", crc32c::crc32c(body.as_bytes()))).unwrap();
    let before = place.bytes();
    let mut session = place.open();
    assert_eq!(session.state().title(), "Checkout returns 500s");
    let newer = |fault: Fault| matches!(fault, Fault::Journal(JournalError::Newer(2)));
    assert!(newer(session.execute(&log("hello")).unwrap_err()));
    assert!(newer(session.refresh().unwrap_err()));
    assert!(!place.folder.join(SNAPSHOT).exists());
    assert_eq!(place.bytes(), before);
}

#[test]
fn a_journal_without_one_whole_line_is_damaged_and_never_cut() {
    let place = Place::new();
    let whole = place.bytes();
    let flipped = [&whole[..40], &[whole[40] ^ 1], &whole[41..]].concat();
    for left in [flipped, whole[..whole.len() - 2].to_vec()] {
        fs::write(place.path(), &left).unwrap();
        let mut session = place.open();
        let damaged = |fault: Fault| matches!(fault, Fault::Journal(JournalError::Damaged(_)));
        assert!(damaged(session.execute(&log("hello")).unwrap_err()));
        let again = Request::new("ana", lifecycle::Command::Declare(plain("Checkout returns 500s")));
        assert!(damaged(session.execute(&again).unwrap_err()));
        assert!(damaged(session.refresh().unwrap_err()));
        assert!(session.untold().torn.is_none());
        assert_eq!(place.bytes(), left);
    }
}

#[test]
fn where_what_began_it_cannot_be_read_nobody_is_told_to_declare_it() {
    let place = Place::new();
    let begin = place.bytes();
    let mut session = place.open();
    let request = log("one");
    session.execute(&request).unwrap();
    let after = place.bytes().split_off(begin.len());
    fs::write(place.path(), [b"not what was written\n", &after[..]].concat()).unwrap();
    for again in [&log("two"), &request] {
        let fault = place.open().execute(again).unwrap_err();
        assert!(matches!(fault, Fault::Journal(JournalError::Damaged(_))), "{fault}");
    }
    fs::write(place.path(), &after).unwrap();
    let fault = place.open().execute(&log("two")).unwrap_err();
    assert!(matches!(fault, Fault::Journal(JournalError::Undeclared(_))), "{fault}");
    assert_eq!(place.bytes(), after);
}

#[test]
fn a_line_after_the_last_place_in_the_order_is_known_at_once() {
    let place = Place::new();
    let mut session = place.open();
    let mut replica = session.state().clone();
    let last = session.execute(&log("as late as can be")).unwrap().records[0].clone();
    let last = Record { id: Uuid::max(), h: Stamp { ms: i64::MAX, n: u32::MAX }, ..(*last).clone() };
    fs::write(place.path(), [place.bytes(), encode(&last).unwrap()].concat()).unwrap();
    let request = log("and one more");
    let news = session.execute(&request).unwrap();
    assert_eq!((news.own, news.records.last().map(|record| record.id)), (1, Some(request.id)));
    follow(&mut replica, news, &session);
    assert!(session.state().timeline.entry(request.id).is_some());
    assert_eq!(place.open().state(), session.state());
}
