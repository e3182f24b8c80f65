//! The finished page, as it will be read.

use crate::incident::{State, Time};
use crate::postmortem::render::text;
use crate::postmortem::{Document, Edition, Form, Template};

/// The page, wrapped to a width.
#[derive(Debug)]
pub struct Preview {
    /// Its rows.
    pub rows: Vec<String>,
    template: Template,
    markdown: String,
    width: usize,
}

impl Preview {
    /// The page as it is known at `now` (UTC), wrapped to the width.
    pub fn of(template: Template, state: &State, now: Time, width: usize) -> Preview {
        let markdown = page(&template, state, now);
        let mut preview = Preview { rows: Vec::new(), template, markdown, width: 0 };
        preview.wrap(width);
        preview
    }

    /// Makes it anew.
    pub fn renew(&mut self, state: &State, now: Time) {
        *self = Preview::of(self.template.clone(), state, now, self.width);
    }

    /// Wraps it to another width.
    pub fn wrap(&mut self, width: usize) {
        if self.width != width {
            self.rows = text::render(&self.markdown, width).lines().map(str::to_owned).collect();
            self.width = width;
        }
    }
}

fn page(template: &Template, state: &State, now: Time) -> String {
    let edition = Edition { template: template.clone(), ..Edition::standard(Form::Markdown) };
    let written = edition.write(Document::of(state, now));
    written.unwrap_or_else(|error| format!("The page cannot be made: {error}"))
}
