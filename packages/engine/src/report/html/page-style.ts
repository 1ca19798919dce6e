/** The style sheet of a report: for a phone, a screen and paper, by day and by night. Contrast is 4.5 and more. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #fafaf9; --card: #fff; --ink: #1c1f21; --soft: #555a5e; --line: #d8dbdd;
  --critical: #a3151b; --major: #8a4b00; --minor: #5b5300; --info: #2c5282; --good: #17692f; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #131516; --card: #1b1e20; --ink: #eceeef; --soft: #adb3b8; --line: #383d41;
  --critical: #ff9b93; --major: #f3b567; --minor: #d9cf6b; --info: #9cc3f5; --good: #7fd79a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', sans-serif; overflow-wrap: anywhere; }
main { max-width: 62rem; margin: 0 auto; padding: 1.2rem 1rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .3rem; text-wrap: balance; }
h2 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; }
p { margin: .3rem 0; }
.soft { color: var(--soft); font-size: .92rem; }
.counts { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem; margin: 1rem 0; padding: 0; list-style: none; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.good { color: var(--good); } .critical { color: var(--critical); } .major { color: var(--major); } .minor { color: var(--minor); } .info { color: var(--info); }
article { background: var(--card); border: 1px solid var(--line); border-left: .3rem solid currentColor; border-radius: .4rem; padding: .7rem 1rem; margin: .6rem 0; break-inside: avoid; }
article > * { color: var(--ink); }
article h3 { font-size: 1rem; margin: 0; }
.tag { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .5rem 0 0; }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0; min-width: 0; }
code { font: .86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; }
ol { margin: 0; padding-left: 1.2rem; }
@media (max-width: 36rem) { .counts { grid-template-columns: repeat(2, 1fr); } dl { grid-template-columns: 1fr; } dd { margin-bottom: .35rem; } }
@media print { :root { color-scheme: light; } body { background: #fff; font-size: 11pt; } main { max-width: none; padding: 0; } a { color: inherit; } }
`;
