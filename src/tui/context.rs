//! Where keys mean something.

/// Where keys mean something. A key is looked for in the innermost context first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Always.
    Anywhere,
    /// The start screen.
    Start,
    /// The screen on which a scenario is chosen.
    Drills,
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
    /// The hot wash, whatever part is shown.
    HotWash,
    /// The hot wash: the team rates itself.
    HotWashRate,
    /// The hot wash: the comparison.
    HotWashCompare,
    /// The hot wash: the questions.
    HotWashTalk,
    /// The hot wash: the improvement plan.
    HotWashImprove,
    /// Wherever text is written.
    Writing,
    /// The injects of an exercise.
    Injects,
    /// The compose line in the controller's view.
    Observing,
    /// Anywhere in an exercise.
    Exercise,
}

impl Context {
    /// Every context, in the order of the help.
    pub const ALL: [Context; 29] = [
        Context::Compose,
        Context::Panes,
        Context::Timeline,
        Context::Roles,
        Context::Checklist,
        Context::Updates,
        Context::Room,
        Context::Start,
        Context::Drills,
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
        Context::HotWashRate,
        Context::HotWashCompare,
        Context::HotWashTalk,
        Context::HotWashImprove,
        Context::HotWash,
        Context::Writing,
        Context::Anywhere,
        Context::Injects,
        Context::Observing,
        Context::Exercise,
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
                | Context::Observing
                | Context::Exercise
        )
    }

    /// Its name in the help.
    pub fn title(self) -> &'static str {
        match self {
            Context::Anywhere => "Anywhere",
            Context::Start => "Start screen",
            Context::Drills => "Choosing a drill",
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
            Context::HotWash => "In the hot wash",
            Context::HotWashRate => "Hot wash: rate yourselves",
            Context::HotWashCompare => "Hot wash: compare",
            Context::HotWashTalk => "Hot wash: talk",
            Context::HotWashImprove => "Hot wash: improve",
            Context::Writing => "While writing",
            Context::Injects => "Exercise: injects",
            Context::Observing => "Exercise: the controller's line",
            Context::Exercise => "Anywhere in an exercise",
        }
    }
}
