//! Markdown for the tests of every form: a typical report, and texts that want to be more than text.

pub const REPORT: &str = "\
# Search slow & stale

- **Severity:** SEV2: many are hit
- **Status:** closed
- **When:** 2026-03-01 14:02 to 2026-03-01 15:40 UTC
- **Duration:** 1 h 38 min
- **Incident commander:** ana, then dee
- **Incident:** 2026-03-01-search

[Timeline](#timeline), [Follow-ups](#follow-ups)

## Summary

A reindex filled the disks of `search-3`, and queries waited for merges.\\
Moving the *reindex* to a spare node mended it; see <https://status.example/i/42>.

> We saw slow searches and are looking into it.

## Root causes

1. Disk alerts fired at 95 %
2. The reindex had no limit
   - neither for disk
   - nor for ~~memory~~ merges

## Timeline

```ic-timeline
14:02 started
```

| Time (UTC) | Kind | Who | What |
| --- | --- | --- | --- |
| 2026-03-01 14:02 | alert | pager | p99 of search over 4 s for five minutes in both regions |
| 2026-03-01 14:09 | note | ana | Disk on search-3 at 97 %, merges queue up behind the reindex that began at noon |
| 2026-03-01 14:20 | decision | dee | Stop the reindex and move it to a spare node |

## Follow-ups

| Id | What | Owner | Due | Priority | Type | Ticket | State |
| --- | --- | --- | --- | --- | --- | --- | --- |
| F-1 | Alert on disks at 80 % and on growth that would fill them within a day | ana | 2026-03-15 | P1 | detect | OPS-41 | open |
| F-2 | Give the reindex a limit | dee | 2026-03-20 | P2 | prevent | OPS-42 | done |

    curl -s 'https://search.example/_cat?v'
";

#[rustfmt::skip]
pub const HOSTILE: &[&str] = &[
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

/// A hostile text in every place of a document.
pub fn everywhere(text: &str) -> String {
    let line = text.replace('\n', " ");
    format!(
        "{text}\n\n# {line}\n\n{line}\n===\n\n- {text}\n- x\n\n> {text}\n\n| {line} | b |\n| - | -: |\n| {line} | {line} |\n\n\
         [{line}](https://a.example \"{line}\") ![{line}]({line})\n\n**{line}** _{line}_ `{line}`\n\n```{line}\n{text}\n```\n\n{text}"
    )
}
