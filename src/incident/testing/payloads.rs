//! The one table of hostile texts: what somebody may write who wants to be more than text. The tests of the program
//! itself (`tests/hostile/`) read this file, too.

/// What commands a terminal, hides in it, or breaks its columns.
#[rustfmt::skip]
pub const TERMINAL: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m", "\u{1b}[2J\u{1b}[H gone", "\u{1b}]52;c;cm0gLXJmIC8=\u{7} clipboard",
    "\u{1b}]0;owned\u{7} title", "\u{1b}]8;;https://evil.example\u{1b}\\link\u{1b}]8;;\u{1b}\\", "\u{1b}P+q544e\u{1b}\\ device",
    "c1 \u{9b}2J \u{9d}0;x\u{9c} \u{90}x", "first\rsecond", "back\u{8}\u{8}\u{8}\u{8}space", "nul\0nul", "del\u{7f}ete",
    "right \u{202e}tfel\u{202c} end", "\u{2066}isolate\u{2069} \u{61c}\u{200e}\u{200f}", "tags\u{e0041}\u{e0042}\u{e007f}",
    "zero\u{200b}width\u{2060}\u{feff}\u{ad}", "a\u{200d}b \u{200d}", "\u{fe0f}alone \u{fe0e} a\u{fe01}", "wide 漢字かなﷺ 한국",
    "👩\u{200d}👩\u{200d}👧 👍🏽 🇩🇪 \u{1f1e9}", "tab\tular", "line\u{2028}sep\u{2029}par\u{85}next\u{b}\u{c}", "line\r\nfeed\nend",
    "private \u{e000}\u{f8ff} \u{fffe}\u{ffff}\u{1fffe}", "\u{301}mark first", "\u{1160}\u{115f}\u{3164} filler",
];

/// What the programs take for more than text that such a text is copied into: spreadsheets, chats, shells, templates.
#[rustfmt::skip]
pub const PROGRAMS: &[&str] = &[
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(1,1)", "-rf", "--help", "-", "--", "<!channel> <@U1> <#C1>", "@here @everyone",
    "../../etc/passwd", "..", "/dev/null", "~/.ssh/id", "$(touch owned) `touch owned` ; touch owned", "%s%n %1$s", "{{ 7*7 }}",
    "{% for x in y %}", "{# c #}", "\"quoted\" 'text' \\ back\\slash", "\\ud800 \\u0000 \\x1b[31m", "{\"a\":[1e999,NaN]}",
    "' OR 1=1 --", "CON", "#14", "14:25 not a time", "/status closed",
];

/// Markdown that wants to be markup.
pub const MARKDOWN: &[&str] = &[
    "![x](https://evil.example/beacon.png)",
    "![x][r]\n\n[r]: https://evil.example/b.png",
    "[click](javascript:alert(1))",
    "<javascript:alert(1)> javascript:alert(1) data:text/html,x",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)><!-- & --><?php ?>",
    "a | b | c \\| d \\\\| e |",
    "| a | b |\n|---|---|\n| c | d |",
    "# heading\n## another\n\ntitle\n===\n\ntitle\n---",
    "- item\n* item\n+ item\n1. one\n12) twelve\n- [ ] box",
    "> quote\n>> deeper\n:::note\n: definition",
    "```sh\nrm -rf /\n```\n~~~\nx\n~~~\n    indented\n\tcode",
    "`code` ``more ` code`` *a* **b** __c__ _d_ ~~e~~ ~f~",
    "&lt;b&gt; &amp; &#60;i&#62; &copy; R&D",
    "\\ \\\\ \\* ends with \\",
    "x[^1] [^1]: note\n\n[^1]: note",
    "$x$ $$y$$ {#id .class} {{ template }} ^up^ ::: H~2~O",
    "an attribute {#id .class}",
    "---\n***\n___\n+++\ntitle: x\n---",
    "\u{1b}[31mred\u{1b}[0m \u{7} \u{202e}desrever\u{202c} \u{200b}hidden\u{feff}",
    "https://a.example/x_y?b=1&c=<script>|https://b.example/)![y](z)",
    "see https://a.example/path_(x). ftp://c.example mailto:a@b.example <a@b.example>",
    "\u{2028}- x\u{2029}# y\r# z\r\n# w\u{85}- v",
    "\u{a0}\u{a0}\u{a0}\u{a0}code?\n\u{3000}- item",
    "12345678901234567890. not a list #\n#hash ##",
    "!<https://a.example/i.png> !https://a.example/i.png",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} 👩\u{200d}🔧 ﷽",
];

/// What wants to be an element, an attribute or a link of a page.
#[rustfmt::skip]
pub const PAGES: &[&str] = &[
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//",
    "[a](javascript:alert(1))", "[a](<javascript:alert(1)>)", "[a](JaVaScRiPt:x \"t\")", "[a](&#106;avascript:x)",
    "[a](java\\script:x)", "[a][r]\n\n[r]: javascript:x", "[r]\n\n[r]: data:text/html,<b> 'x'", "<javascript:alert(1)>",
    "<vbscript:x>", "<data:text/html,x>", "[a](//evil.example)", "[a](https://a\"onclick=x)", "[a](<https://a\" b='c'>)",
    "[a](https://a 'x\" onclick=\"y')", "![a](x\" onerror=\"y)", "![a](javascript:x)", "![a][r]\n\n[r]: x", "[![a](b)](c)",
    "[![a [b](https://b)](c)](https://d)", "![[a](https://b)](https://c)", "&lt;script&gt;", "&#60;b&#62;", "&#x202E;x",
    "&quot; onclick=&quot;", "]]>", "<![CDATA[x]]>", "<!-- x -->", "<!-- x --!> <b>", "<?php x ?>", "<!DOCTYPE x>", "\0", "a\0b",
    "\u{202E}abc", "\u{2066}x\u{2069}", "\u{FEFF}x", "\u{1B}[31m", "\u{7F}\u{85}", "</style><script>", "</title>", "</main></body>",
    "</code></pre>", "<div>\n<p>x\n</div>", "[^1]\n\n[^1]: note", "\" onclick=\"x", "' id='x", "`<b>`", "``a`b``", "$x$",
    "***a**b*", "**a", "~~a", "~~~ic-timeline\nx", "```html\n<b>\n```", "<a@b.example>", "<https://a.example/<b>", "| a |", "a | b\n-|-\n1 | 2",
    "\\<b\\>", "- - - a", "> > > a", "1. 2. 3. a", "999999999. a", "# # #", "a\n===", "---", "<!here> @channel @HERE",
    "[a](mailto:a@b?x=\"y)", "\u{301}a", "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "&#0;", "<details open ontoggle=x>", "<a href='javascript:x'>y</a>", "漢字漢字漢字漢字", "\u{200B}", "[#](#\"x)", "[](https://x)",
];

/// What is only much.
pub fn much() -> impl Iterator<Item = String> {
    let zalgo = format!("a{}b", "\u{301}".repeat(200));
    [zalgo, "漢".repeat(3_000), "x".repeat(20_000), "line\n".repeat(500)].into_iter()
}

/// All of them.
pub fn all() -> impl Iterator<Item = String> {
    [TERMINAL, PROGRAMS, MARKDOWN, PAGES].concat().into_iter().map(str::to_owned).chain(much())
}
