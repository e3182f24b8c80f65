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

/// A hostile text in every place of a document.
pub fn everywhere(text: &str) -> String {
    let line = text.replace('\n', " ");
    format!(
        "{text}\n\n# {line}\n\n{line}\n===\n\n- {text}\n- x\n\n> {text}\n\n| {line} | b |\n| - | -: |\n| {line} | {line} |\n\n\
         [{line}](https://a.example \"{line}\") ![{line}]({line})\n\n**{line}** _{line}_ `{line}`\n\n```{line}\n{text}\n```\n\n{text}"
    )
}
