//! The finished page, as it will be read.

use crate::incident::{State, Time};
use crate::postmortem::render::text;
use crate::postmortem::{Document, Edition, Form};

/// The page, wrapped to a width.
#[derive(Debug)]
pub struct Preview {
    /// Its rows.
    pub rows: Vec<String>,
    markdown: String,
    width: usize,
}

impl Preview {
    /// The page as it is known at `now` (UTC), wrapped to the width.
    pub fn of(state: &State, now: Time, width: usize) -> Preview {
        let mut preview = Preview { rows: Vec::new(), markdown: page(state, now), width: 0 };
        preview.wrap(width);
        preview
    }

    /// Makes it anew.
    pub fn renew(&mut self, state: &State, now: Time) {
        *self = Preview::of(state, now, self.width);
    }

    /// Wraps it to another width.
    pub fn wrap(&mut self, width: usize) {
        if self.width != width {
            self.rows = text::render(&self.markdown, width).lines().map(str::to_owned).collect();
            self.width = width;
        }
    }
}

fn page(state: &State, now: Time) -> String {
    let written = Edition::standard(Form::Markdown).write(Document::of(state, now));
    written.unwrap_or_else(|error| format!("The page cannot be made: {error}"))
}
