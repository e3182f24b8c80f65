//! How well real reports are read: run with `IC_CORPUS` naming a folder of reports `NN-name.md` with hand-counted
//! `truth/NN-name.tsv` (number, line, raw time, date, time, end).

use super::*;

#[test]
#[ignore = "needs real reports, which are not ours to publish"]
fn entries_of_real_reports() {
    let folder = std::env::var("IC_CORPUS").expect("IC_CORPUS names a folder of reports");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    names.sort();
    let (mut wanted, mut found, mut right) = (0, 0, 0);
    for path in names {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let truth = fs::read_to_string(format!("{folder}/truth/{name}.tsv")).unwrap();
        let truth: Vec<Vec<String>> =
            truth.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect();
        let report = read(&fs::read_to_string(&path).unwrap());
        let mut told: Vec<(usize, String, String)> = report
            .entries
            .iter()
            .map(|entry| {
                let date = entry.date.map_or("?".to_owned(), |date| date.to_string());
                let time = entry.time.map_or("?".to_owned(), |time| time.format("%H:%M:%S").to_string());
                (line(&entry.place), date, time)
            })
            .collect();
        let count = told.len();
        let mut hits = 0;
        for row in &truth {
            let time = NaiveTime::parse_from_str(&row[4], "%H:%M")
                .or_else(|_| NaiveTime::parse_from_str(&row[4], "%H:%M:%S"))
                .map_or("?".to_owned(), |time| time.format("%H:%M:%S").to_string());
            let date = if row[3].parse::<NaiveDate>().is_ok() { row[3].clone() } else { "?".to_owned() };
            let row = (row[1].parse::<usize>().unwrap(), date, time);
            match told.iter().position(|entry| *entry == row) {
                Some(at) => {
                    told.remove(at);
                    hits += 1;
                }
                None => println!("  {name}: missed {row:?}"),
            }
        }
        told.iter().for_each(|entry| println!("  {name}: false {entry:?}"));
        println!("{name}: {} true, {count} read, {hits} right", truth.len());
        (wanted, found, right) = (wanted + truth.len(), found + count, right + hits);
    }
    println!("all: {wanted} true, {found} read, {right} right");
    assert!(right * 100 >= wanted * 95 && right * 100 >= found * 95);
}
