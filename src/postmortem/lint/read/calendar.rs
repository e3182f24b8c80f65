//! Which year a day without one is of, and which way round `10/12/2023` is: only where the report leaves no doubt.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::date::What;

/// How far, in days, a day without a year may lie from one that is written out in full.
const NEAR: Days = Days::new(183);

/// What the dates of a report say together.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    years: BTreeSet<i32>,
    days: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Notes a date of the report.
    pub(super) fn note(&mut self, what: &What) {
        match what {
            What::Day { year: Some(year), month, day, .. } => {
                self.years.insert(*year);
                self.days.extend(NaiveDate::from_ymd_opt(*year, *month, *day));
            }
            What::Either { year, .. } => self.note_year(*year),
            _ => {}
        }
    }

    /// Notes a year that stands without a day.
    pub(super) fn note_year(&mut self, year: i32) {
        self.years.insert(year);
    }

    /// Year, month and day of a date, with the year where it is beyond doubt; `near` is a year that stands close by.
    pub(super) fn settle(&self, what: &What, near: Option<i32>) -> Option<(Option<i32>, u32, u32)> {
        match what {
            What::Day { year: Some(year), month, day, .. } => Some((Some(*year), *month, *day)),
            What::Day { month, day, .. } => Some((self.year_of(*month, *day, near), *month, *day)),
            What::Either { first, second, year } => {
                let us = NaiveDate::from_ymd_opt(*year, *first, *second);
                let other = NaiveDate::from_ymd_opt(*year, *second, *first);
                let known = |day: &Option<NaiveDate>| day.is_some_and(|day| self.days.contains(&day));
                let settled = match (known(&us), known(&other)) {
                    (true, false) => us,
                    (false, true) => other,
                    _ => None,
                }?;
                Some((Some(*year), settled.month(), settled.day()))
            }
            What::Never(_) => None,
        }
    }

    /// The same as a date.
    pub(super) fn date(&self, what: &What, near: Option<i32>) -> Option<NaiveDate> {
        let (year, month, day) = self.settle(what, near)?;
        NaiveDate::from_ymd_opt(year?, month, day)
    }

    fn year_of(&self, month: u32, day: u32, near: Option<i32>) -> Option<i32> {
        let only = if self.years.len() == 1 { self.years.first().copied() } else { None };
        let year = near.or(only)?;
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        let any = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
            from.zip(to).is_some_and(|(from, to)| self.days.range(from..=to).next().is_some())
        };
        let of_year = any(NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year, 12, 31));
        let close = any(date.checked_sub_days(NEAR), date.checked_add_days(NEAR));
        // A report of New Year's Eve names one year and means two.
        let doubtful = of_year && !close;
        (!doubtful).then_some(year)
    }
}

#[cfg(test)]
mod tests {
    use super::super::date;
    use super::*;

    fn settled(report: &str, text: &str, near: Option<i32>) -> Option<(Option<i32>, u32, u32)> {
        let mut calendar = Calendar::default();
        date::find(report).iter().for_each(|found| calendar.note(&found.what));
        date::years(report).into_iter().for_each(|year| calendar.note_year(year));
        calendar.settle(&date::find(text)[0].what, near)
    }

    #[test]
    fn years_beyond_doubt() {
        assert_eq!(settled("on May 5, 2024", "May 6", None), Some((Some(2024), 5, 6)));
        assert_eq!(settled("outages of October 2025", "Oct 2", None), Some((Some(2025), 10, 2)));
        assert_eq!(settled("May 5, 2024 and 2023-05-01", "May 6", None), Some((None, 5, 6)));
        assert_eq!(settled("May 5, 2024 and 2023-05-01", "May 6", Some(2023)), Some((Some(2023), 5, 6)));
        assert_eq!(settled("over on January 1, 2024", "Dec 31", None), Some((None, 12, 31)));
        assert_eq!(settled("", "May 6", None), Some((None, 5, 6)));
    }

    #[test]
    fn numbers_both_ways() {
        assert_eq!(settled("12 October 2023", "10/12/2023", None), Some((Some(2023), 10, 12)));
        assert_eq!(settled("10 December 2023", "10/12/2023", None), Some((Some(2023), 12, 10)));
        assert_eq!(settled("", "10/12/2023", None), None);
    }
}
