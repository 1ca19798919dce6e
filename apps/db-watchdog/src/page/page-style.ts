import { createHash } from 'node:crypto';

/** The page's whole style sheet. Colours have a contrast of 4.5 and more on their ground, in both schemes. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #fbfbfa; --card: #ffffff; --ink: #1d1f21; --soft: #55595d; --line: #d9dcde;
  --good: #17692f; --bad: #a81b1b; --warn: #7d4e00; --note: #2a5a9c; --goodground: #e6f4ea; --badground: #fbe9e7; --warnground: #fdf1dc; --noteground: #e7eff9; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #131516; --card: #1c1f21; --ink: #eceeef; --soft: #adb3b8; --line: #383d41;
    --good: #7fd79a; --bad: #ff9b93; --warn: #f0c06a; --note: #9cc3f5; --goodground: #14301d; --badground: #3a1918; --warnground: #35290f; --noteground: #17273b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0; text-wrap: balance; }

h2 { font-size: 1.05rem; margin: 1.6rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
p { margin: .2rem 0; }
code, pre { font: .86rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.soft { color: var(--soft); font-size: .9rem; }
.verdict .line { font-size: 1.2rem; margin: 0; }
.verdict { border: 1px solid var(--line); border-left: .4rem solid var(--note); border-radius: .4rem; padding: .9rem 1.1rem; background: var(--card); margin-top: 1rem; }
.verdict.true { border-left-color: var(--good); background: var(--goodground); }
.verdict.attention { border-left-color: var(--warn); background: var(--warnground); }
.verdict.drift, .verdict.down { border-left-color: var(--bad); background: var(--badground); }
.badge { display: inline-block; padding: 0 .5rem; border-radius: .3rem; font-size: .82rem; font-weight: 600; color: var(--note); background: var(--noteground); }
.badge.critical, .badge.failed, .badge.edited { color: var(--bad); background: var(--badground); }
.badge.major, .badge.interrupted, .badge.out-of-order { color: var(--warn); background: var(--warnground); }
.badge.applied, .badge.ok { color: var(--good); background: var(--goodground); }
.badge.drift, .badge.error { color: var(--bad); background: var(--badground); }
article { border: 1px solid var(--line); border-radius: .4rem; background: var(--card); padding: .7rem 1rem; margin: .6rem 0; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: .4rem 0 0; }
.facts dt { color: var(--soft); font-size: .9rem; }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
details summary { cursor: pointer; padding: .3rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; }
td { overflow-wrap: anywhere; }
.chart { width: 100%; height: 5rem; display: block; }
.chart .true { fill: var(--good); } .chart .drift, .chart .down { fill: var(--bad); } .chart .attention, .chart .error { fill: var(--warn); }
.chart line { stroke: var(--line); }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1rem; list-style: none; padding: 0; margin: .8rem 0 0; }
a { color: var(--note); }
footer { margin: 2rem 0 1rem; }
@media (max-width: 40rem) { .facts { grid-template-columns: 1fr; } .facts dd { margin-bottom: .4rem; } main { padding: .7rem; } }
@media print { article { break-inside: avoid; } }
`;

/** Nothing may be loaded, run, framed or sent from the page; its own style sheet alone holds, by its digest. */
export const pagePolicy: string = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
