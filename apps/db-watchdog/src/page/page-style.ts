import { createHash } from 'node:crypto';

/** A page that stands open longer than this says so. No script is needed: the style sheet counts. */
export const STALE_AFTER_SECONDS = 120;

const colours = `
:root { color-scheme: light dark; --ground: #f6f7f8; --card: #ffffff; --ink: #17191c; --soft: #565c62; --line: #d7dbdf; --link: #1d4f91;
  --good: #17692f; --bad: #a81b1b; --warn: #7d4e00; --note: #2a5a9c; --on: #ffffff;
  --goodground: #e7f4ea; --badground: #fcebe9; --warnground: #fcf1dd; --noteground: #e8eff8; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #111315; --card: #1a1d20; --ink: #e9ecee; --soft: #a9b0b6; --line: #363b40; --link: #9cc3f5;
    --good: #7fd79a; --bad: #ff9d95; --warn: #f0c06a; --note: #9cc3f5; --on: #111315;
    --goodground: #14301d; --badground: #3a1a19; --warnground: #33280f; --noteground: #17273b; }
}
.good, .true, .applied, .ok { --tone: var(--good); --toneground: var(--goodground); }
.critical, .drift, .down, .failed, .edited, .missing { --tone: var(--bad); --toneground: var(--badground); }
.major, .attention, .unknown, .error, .unstable, .interrupted, .out-of-order, .hand { --tone: var(--warn); --toneground: var(--warnground); }
.minor, .info, .pending, .renamed, .cosmetic, .skipped { --tone: var(--note); --toneground: var(--noteground); }`;

const text = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 0 1.25rem 2rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
h1, h2, h3, h4, h5 { unicode-bidi: isolate; }
ul, ol { list-style: none; }
main h1 + *, h2, h3 { scroll-margin-top: 3rem; }
h1, .verdict h2 { font-size: 1.35rem; line-height: 1.3; }
main > section h2, main > section h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
main > section .verdict h2 { font-size: 1.2rem; margin: 0; }
main > section .group { font-size: 1rem; margin: 1rem 0 .5rem; }
h2 .soft, h3 .soft, h4 .soft { font-weight: 400; margin-left: .4rem; }
code { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; white-space: pre-wrap; unicode-bidi: isolate; }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline 2px; text-underline-offset: 3px; }
a { color: var(--link); text-underline-offset: 2px; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.soft, .facts { color: var(--soft); font-size: .9rem; }
.clock { color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; padding: 0 .45rem; border-radius: .25rem; font-size: .8rem; line-height: 1.45; font-weight: 600; color: var(--tone); background: var(--toneground); vertical-align: .08em; }
.badge.critical { color: var(--on); background: var(--tone); }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; }
details > summary { cursor: pointer; padding: .35rem 0; color: var(--link); }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .8rem 0; font-size: .9rem; }
header a, footer a { margin-left: .8rem; } footer a:first-child { margin-left: 0; }
footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--line); }`;

const verdict = `
.verdict { border: 1px solid var(--line); border-left: .45rem solid var(--tone); border-radius: .4rem; background: var(--toneground); padding: 1rem 1.2rem; }
section + section .verdict, .verdict + section .verdict { margin-top: 1.6rem; }
.line { display: flex; gap: .7rem; align-items: flex-start; }
.sign { flex: none; display: inline-grid; place-items: center; width: 1.75rem; height: 1.75rem; border-radius: 50%; background: var(--tone); color: var(--on); font-weight: 700; line-height: 1; }
.strip { display: flex; flex-wrap: wrap; gap: .5rem 1.8rem; margin: .8rem 0 0; }
.strip dt { font-size: .82rem; color: var(--soft); }
.strip b { font-weight: 600; } .strip .soft { display: block; font-size: .85rem; }
.verdict > p { margin-top: .7rem; }
.glance, .next { border-top: 1px solid var(--line); padding-top: .7rem; }
.glance { margin-top: .8rem; display: grid; gap: .2rem; }
.glance a, .targets a { color: var(--ink); text-decoration-color: var(--soft); text-decoration-thickness: 1px; }
.targets { margin-top: .8rem; display: grid; gap: .35rem; }
.targets li { display: flex; flex-wrap: wrap; gap: .1rem .6rem; align-items: center; }
.targets .sign { width: 1.25rem; height: 1.25rem; font-size: .75rem; }
.stale { position: sticky; top: 0; z-index: 1; visibility: hidden; max-height: 0; overflow: hidden; background: var(--bad); color: var(--on); font-weight: 600; padding: 0 1rem; border-radius: .3rem; animation: stale 1s linear ${STALE_AFTER_SECONDS}s forwards; }
.stale a { color: var(--on); margin-left: .4rem; }
@keyframes stale { to { visibility: visible; max-height: 12rem; padding: .6rem 1rem; margin-bottom: .8rem; } }`;

const parts = `
article { border: 1px solid var(--line); border-left: .3rem solid var(--tone); border-radius: .4rem; background: var(--card); padding: .8rem 1.1rem; margin: .7rem 0; scroll-margin-top: 1rem; }
article:target { outline: 2px solid var(--link); }
article h4, article h5 { font-size: 1rem; }
.why { margin-top: .15rem; }
.do { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .8rem; margin-top: .6rem; padding: .5rem .8rem; border-radius: .3rem; background: var(--ground); }
.sql { display: block; user-select: all; }
.pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem 1.5rem; margin: .6rem 0; }
.pair.left { grid-template-columns: minmax(0, max-content) minmax(5rem, 1fr); } .pair.right { grid-template-columns: max-content minmax(0, 1fr); }
.pair dt { font-size: .82rem; color: var(--soft); }
.long > summary { color: inherit; padding: 0; } .long .more { color: var(--link); font-size: .82rem; white-space: nowrap; }
.whole { display: block; margin-top: .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
article .facts { margin-top: .6rem; }
.timeline li { position: relative; display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1.5rem; padding: .3rem 0 .3rem 1.6rem; border-left: 2px solid var(--line); margin-left: .45rem; }
.timeline li::before { content: ''; position: absolute; left: -.42rem; top: .78rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--tone); }
.timeline li.pending::before, .timeline li.hand::before { background: var(--ground); border: 2px solid var(--tone); }
.timeline li > div { min-width: 0; flex: 1 1 20rem; } .timeline li > div p { font-size: .9rem; }
.checks { margin-bottom: .4rem; }
.chart { width: 100%; height: 4.5rem; display: block; } .chart g { fill: var(--tone); }
.axis { display: flex; justify-content: space-between; border-top: 1px solid var(--line); }
.key { display: inline-block; width: .7rem; height: .7rem; border-radius: .15rem; background: var(--tone); margin-right: .4rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; margin: .4rem 0 1rem; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
thead th { color: var(--soft); } .number { text-align: right; white-space: nowrap; }
@media (max-width: 44rem) {
  body { padding: 0 .75rem 1.5rem; } .verdict { padding: .8rem .9rem; } article { padding: .7rem .8rem; }
  .pair, .pair.left, .pair.right, .do { grid-template-columns: minmax(0, 1fr); gap: .35rem; }
  header p + p a:first-child { margin-left: 0; }
  .strip { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem 1rem; } .strip div:last-child:nth-child(odd) { grid-column: 1 / -1; }
  table, tbody, tr, th[scope='row'], td { display: block; border: 0; padding: 0; } thead { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } .parts td { display: inline-block; margin-right: .8rem; } .number { text-align: left; }
}
@media print { article { break-inside: avoid; } header p + p, .stale { display: none; } }`;

/** The page's whole style sheet. Colours have a contrast of 4.5 and more on their ground, in both schemes. */
export const pageStyle: string = [colours, text, verdict, parts, ''].join('\n');

/**
 * Nothing may be loaded, run, framed or sent from the page; its own style sheet alone holds, by its digest. The icon is a
 * part of the page.
 */
export const pagePolicy: string = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
