//! The colours of the room: three themes, every slot of which the configuration can change.

use ratatui::style::Color::{self, Black, Indexed, Reset, White};
use serde::Deserialize;

/// A set of colours. Those of the first two lie on the terminal's own background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeName {
    /// For a dark terminal.
    #[default]
    Dark,
    /// For a light terminal.
    Light,
    /// Bright on black, at least 7:1 (WCAG 2.2, 1.4.6).
    HighContrast,
}

impl ThemeName {
    /// Every theme.
    pub const ALL: [ThemeName; 3] = [ThemeName::Dark, ThemeName::Light, ThemeName::HighContrast];

    /// The word for it in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            ThemeName::Dark => "dark",
            ThemeName::Light => "light",
            ThemeName::HighContrast => "high-contrast",
        }
    }
}

/// One table makes the slots, their words and their colours, so that none can lack one.
macro_rules! slots {
    ($($(#[$doc:meta])* $slot:ident $word:literal = $dark:expr, $light:expr, $high:expr;)*) => {
        /// What a colour is for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
        pub enum Slot {
            $($(#[$doc])* #[serde(rename = $word)] $slot,)*
        }

        impl Slot {
            /// Every slot.
            pub const ALL: &[Slot] = &[$(Slot::$slot),*];

            /// The word for it under `[colors]`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Slot::$slot => $word,)*
                }
            }
        }

        impl ThemeName {
            /// The theme's own colour for a slot.
            pub fn color(self, slot: Slot) -> Color {
                let [dark, light, high_contrast] = match slot {
                    $(Slot::$slot => [$dark, $light, $high],)*
                };
                match self {
                    ThemeName::Dark => dark,
                    ThemeName::Light => light,
                    ThemeName::HighContrast => high_contrast,
                }
            }
        }
    };
}

// The 256 colours reach further than true colour does: through tmux, screen and old terminals.
slots! {
    /// Behind everything.
    Background "background" = Reset, Reset, Black;
    /// Ordinary text.
    Text "text" = Reset, Reset, White;
    /// What matters less: times, hints, what is done.
    Dim "dim" = Indexed(246), Indexed(242), Indexed(252);
    /// Lines between panes.
    Border "border" = Indexed(240), Indexed(250), Indexed(252);
    /// The pane that has the focus, and the cursor.
    Focus "focus" = Indexed(75), Indexed(25), Indexed(226);
    /// Behind the selected row.
    Selection "selection" = Indexed(237), Indexed(254), Indexed(18);
    /// Behind what a search found.
    Found "found" = Indexed(53), Indexed(229), Indexed(90);
    /// Keys to press.
    Key "key" = Indexed(81), Indexed(24), Indexed(51);
    /// Done, saved, in time.
    Good "good" = Indexed(114), Indexed(28), Indexed(46);
    /// Soon due, changed, in doubt.
    Warning "warning" = Indexed(221), Indexed(94), Indexed(226);
    /// Overdue, missing, not saved.
    Danger "danger" = Indexed(203), Indexed(160), Indexed(210);
    /// The mark of a key event.
    Star "star" = Indexed(220), Indexed(94), Indexed(226);
    /// Names of people.
    Person "person" = Indexed(147), Indexed(61), Indexed(153);
    /// Entries: alerts.
    Alert "alert" = Indexed(209), Indexed(124), Indexed(215);
    /// Entries: findings.
    Finding "finding" = Indexed(117), Indexed(24), Indexed(123);
    /// Entries: decisions.
    Decision "decision" = Indexed(177), Indexed(91), Indexed(219);
    /// Entries: actions.
    Action "action" = Indexed(150), Indexed(22), Indexed(120);
    /// Entries: commands.
    Command "command" = Indexed(180), Indexed(95), Indexed(223);
    /// Entries: updates.
    Update "update" = Indexed(80), Indexed(23), Indexed(87);
    /// Automatic entries that turn the incident: status, severity, milestones.
    Status "status" = Indexed(111), Indexed(26), Indexed(159);
    /// Other automatic entries: roles, tasks.
    Automatic "automatic" = Indexed(246), Indexed(242), Indexed(252);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue of the 6×6×6 cube and the greys, as xterm defines them.
    fn rgb(color: Color) -> [u8; 3] {
        match color {
            Black => [0, 0, 0],
            White => [255, 255, 255],
            Indexed(grey @ 232..) => [8 + 10 * (grey - 232); 3],
            Indexed(cube @ 16..) => [(cube - 16) / 36, (cube - 16) / 6 % 6, (cube - 16) % 6]
                .map(|level| if level == 0 { 0 } else { 55 + 40 * level }),
            other => panic!("{other} depends on the terminal"),
        }
    }

    /// WCAG 2.2, "contrast ratio".
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |rgb: [u8; 3]| {
            let [r, g, b] = rgb.map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (a, b) = (luminance(one) + 0.05, luminance(other) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn every_text_can_be_read_on_its_background() {
        for (theme, page, ink, least) in [
            (ThemeName::Dark, [0x1c; 3], [0xd0; 3], 4.5),
            (ThemeName::Light, [255; 3], [0; 3], 4.5),
            (ThemeName::HighContrast, [0; 3], [255; 3], 7.0),
        ] {
            for &slot in Slot::ALL {
                let color = theme.color(slot);
                let (ratio, least) = match slot {
                    _ if color == Reset => continue,
                    Slot::Background => continue,
                    Slot::Selection | Slot::Found => (contrast(ink, rgb(color)), least),
                    Slot::Border if theme != ThemeName::HighContrast => (contrast(page, rgb(color)), 1.5),
                    _ => (contrast(page, rgb(color)), least),
                };
                assert!(ratio >= least, "{} in {}: {ratio:.1}", slot.word(), theme.word());
            }
        }
    }

    #[test]
    fn words_are_what_the_configuration_reads() {
        for theme in ThemeName::ALL {
            assert_eq!(serde_json::from_value::<ThemeName>(theme.word().into()).unwrap(), theme);
        }
        for &slot in Slot::ALL {
            assert_eq!(serde_json::from_value::<Slot>(slot.word().into()).unwrap(), slot);
        }
    }
}
