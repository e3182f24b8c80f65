//! Where keys mean something.

/// Where keys mean something. A key is looked for in the innermost context first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Always.
    Anywhere,
    /// The start screen.
    Start,
    /// The room, whatever has the focus.
    Room,
    /// The compose line.
    Compose,
    /// Any pane of the room.
    Panes,
    /// The timeline.
    Timeline,
    /// The roles.
    Roles,
    /// The checklist.
    Checklist,
    /// The updates.
    Updates,
    /// Lists to choose from: palette, pickers.
    List,
    /// Forms.
    Form,
    /// Pages to read: help, details.
    Page,
    /// The review: its list of parts.
    Review,
    /// The review: a text.
    ReviewText,
    /// The review: a list.
    ReviewList,
    /// The review: what the checks say.
    Findings,
    /// The review: the finished page.
    Preview,
    /// The review, wherever no text is written.
    ReviewPanes,
    /// The review, whatever has the focus.
    ReviewRoom,
    /// Wherever text is written.
    Writing,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Context; 20] = [
        Context::Compose,
        Context::Panes,
        Context::Timeline,
        Context::Roles,
        Context::Checklist,
        Context::Updates,
        Context::Room,
        Context::Start,
        Context::List,
        Context::Form,
        Context::Page,
        Context::Review,
        Context::ReviewText,
        Context::ReviewList,
        Context::Findings,
        Context::Preview,
        Context::ReviewPanes,
        Context::ReviewRoom,
        Context::Writing,
        Context::Anywhere,
    ];

    /// Whether plain letters are written here, so that they cannot be keys.
    pub fn is_written_in(self) -> bool {
        matches!(
            self,
            Context::Compose
                | Context::List
                | Context::Form
                | Context::ReviewText
                | Context::ReviewRoom
                | Context::Writing
                | Context::Room
                | Context::Anywhere
        )
    }

    /// Its name in the help.
    pub fn title(self) -> &'static str {
        match self {
            Context::Anywhere => "Anywhere",
            Context::Start => "Start screen",
            Context::Room => "In the room",
            Context::Compose => "Compose line",
            Context::Panes => "Any pane",
            Context::Timeline => "Timeline",
            Context::Roles => "Roles",
            Context::Checklist => "Checklist",
            Context::Updates => "Updates",
            Context::List => "Lists",
            Context::Form => "Forms",
            Context::Page => "Pages",
            Context::Review => "Review: parts",
            Context::ReviewText => "Review: a text",
            Context::ReviewList => "Review: a list",
            Context::Findings => "Review: checks",
            Context::Preview => "Review: the page",
            Context::ReviewPanes => "Review: anywhere but in a text",
            Context::ReviewRoom => "In the review",
            Context::Writing => "While writing",
        }
    }
}
