//! How people name a zone: offsets, abbreviations, misspellings. Knows texts only, no database.

use crate::incident::spelling::distance;

/// Why a text is not a [`Zone`](super::Zone).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// Nothing was written.
    #[error("the time zone is missing: give a region like Europe/Berlin, an offset like UTC+1, or UTC")]
    Empty,
    /// An abbreviation such as CET, which several zones use, or one zone for half of the year.
    #[error("`{abbreviation}` is ambiguous, as abbreviations are: give a region, such as {regions}")]
    Ambiguous {
        /// The abbreviation as written.
        abbreviation: String,
        /// Regions that may be meant.
        regions: &'static str,
    },
    /// An offset that no clock has.
    #[error("`{offset}` is not an offset of any clock: hours go from -14 to +14, minutes to 59")]
    Offset {
        /// The offset as written.
        offset: String,
    },
    /// Not in the database.
    #[error("`{name}` is not a time zone{}", suggestion(.near))]
    Unknown {
        /// The name as written.
        name: String,
        /// Up to three names of the database that are written much like it, the nearest first.
        near: Vec<String>,
    },
}

fn suggestion(near: &[String]) -> String {
    if near.is_empty() {
        ": give a region like Europe/Berlin, an offset like UTC+1, or UTC".to_owned()
    } else {
        format!(": did you mean {}?", near.join(" or "))
    }
}

/// UTC under any of its names.
pub(super) fn is_utc(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    matches!(
        lower.strip_prefix("etc/").unwrap_or(&lower),
        "utc" | "z" | "zulu" | "uct" | "universal" | "gmt" | "gmt0" | "greenwich"
    )
}

/// Seconds east of UTC for `UTC+1`, `gmt - 3:30`, `+01:00`, `+0100`. `None`: another kind of text;
/// `Some(None)`: an offset out of range.
pub(super) fn fixed_offset(text: &str) -> Option<Option<i32>> {
    let tight: String = text.split_whitespace().collect::<String>().to_ascii_lowercase();
    let signed = tight.strip_prefix("utc").or_else(|| tight.strip_prefix("gmt")).unwrap_or(&tight);
    let (sign, digits) = match signed.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, signed.strip_prefix(['-', '−'])?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    let number = |text: &str| -> Option<i32> {
        let fits = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| text.parse().ok())?
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let size = hours * 3600 + minutes * 60;
    Some((minutes < 60 && size <= 14 * 3600).then_some(sign * size))
}

/// Regions that people may mean by an abbreviation; `None` if it is not a common one.
pub(super) fn abbreviated(text: &str) -> Option<&'static str> {
    Some(match text.to_ascii_uppercase().as_str() {
        "AEST" | "AEDT" => "Australia/Sydney or Australia/Brisbane",
        "AST" | "ADT" => "America/Halifax or Asia/Riyadh",
        "BST" => "Europe/London or Asia/Dhaka",
        "CAT" => "Africa/Maputo",
        "CET" | "CEST" | "MET" => "Europe/Berlin or Africa/Algiers",
        "CST" | "CDT" => "America/Chicago, America/Havana or Asia/Shanghai",
        "EAT" => "Africa/Nairobi",
        "EET" | "EEST" => "Europe/Athens or Africa/Cairo",
        "EST" | "EDT" => "America/New_York or America/Panama",
        "GST" => "Asia/Dubai",
        "HKT" => "Asia/Hong_Kong",
        "HST" => "Pacific/Honolulu",
        "IST" => "Asia/Kolkata, Europe/Dublin or Asia/Jerusalem",
        "JST" => "Asia/Tokyo",
        "KST" => "Asia/Seoul",
        "MSK" => "Europe/Moscow",
        "MST" | "MDT" => "America/Denver or America/Phoenix",
        "NZST" | "NZDT" => "Pacific/Auckland",
        "PKT" => "Asia/Karachi",
        "PST" | "PDT" => "America/Los_Angeles or Asia/Manila",
        "SAST" => "Africa/Johannesburg",
        "SGT" => "Asia/Singapore",
        "WAT" => "Africa/Lagos",
        "WET" | "WEST" => "Europe/Lisbon or Atlantic/Canary",
        _ => return None,
    })
}

/// Up to three of `names`, near in spelling as a whole or by their last part (`Berlin`).
pub(super) fn nearest(text: &str, names: &[String]) -> Vec<String> {
    const LONGEST_NAME: usize = 40;
    let asked = text.to_ascii_lowercase().replace(' ', "_");
    if asked.len() > LONGEST_NAME {
        return Vec::new();
    }
    let mut near: Vec<(usize, &String)> = names
        .iter()
        .map(|name| {
            let lower = name.to_ascii_lowercase();
            let place = lower.rsplit('/').next().unwrap_or(&lower);
            let far = distance(&asked, &lower).min(distance(&asked, place));
            (far, name)
        })
        .filter(|(far, _)| *far <= asked.len() / 4)
        .collect();
    near.sort();
    let best = near.first().map_or(0, |(far, _)| *far);
    near.into_iter().take_while(|(far, _)| *far == best).map(|(_, name)| name.clone()).take(3).collect()
}
