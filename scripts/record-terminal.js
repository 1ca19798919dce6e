// Draws what commands really print as an SVG picture of a terminal.
//
//   node scripts/record-terminal.js --out docs/images/x.svg --columns 96 -- 'plumbline migrate' 'plumbline status'
//
// Each argument after -- is typed at a prompt and run by bash, with colours on; `plumbline` is the built one, and
// pnpm keeps what it says of itself to itself.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    columns: { type: 'string', default: '96' },
    cwd: { type: 'string', default: '.' },
  },
});

const CHARACTER = 8.43;
const LINE = 19;
const MARGIN = 18;
const BAR = 34;
// On a dark ground; each has a contrast of at least 4.5 against it.
const COLOURS = { 31: '#ff8b8b', 32: '#7ee787', 33: '#f2cc60', 36: '#79d0ff', 90: '#9aa5b1' };
const ESCAPE = '\u001b';
const CODE = new RegExp(`(${ESCAPE}\\[[0-9;]*m)`);
const binaries = join(dirname(fileURLToPath(import.meta.url)), '..', 'packages', 'cli', 'bin');

function run(command) {
  const shell = `plumbline() { node "${binaries}/plumbline.js" "$@"; }; pnpm() { npx --yes pnpm@12 --silent "$@"; }; ${command}`;
  const env = { ...process.env, FORCE_COLOR: '1', COLUMNS: values.columns };
  delete env.NO_COLOR;
  delete env.CI;
  const { stdout, error } = spawnSync('bash', ['-c', `exec 2>&1; ${shell}`], {
    cwd: values.cwd,
    env,
    encoding: 'utf8',
  });
  if (error) throw error;
  return stdout.trimEnd().split('\n');
}

/** Cuts a line where a terminal of this width would, carrying the colours over. */
function wrapped(line) {
  const rows = [''];
  let used = 0;
  let codes = '';
  for (const part of line.split(CODE)) {
    if (part.startsWith(ESCAPE)) {
      codes += part;
      rows[rows.length - 1] += part;
      continue;
    }
    for (const character of part) {
      if (used === Number(values.columns)) {
        rows.push(codes);
        used = 0;
      }
      rows[rows.length - 1] += character;
      used += 1;
    }
  }
  return rows;
}

function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** One line with SGR codes to tspans. */
function spans(line) {
  const style = { colour: null, bold: false, dim: false };
  let out = '';
  for (const part of line.split(CODE)) {
    const codes = part.startsWith(ESCAPE) ? part.slice(2, -1).split(';').map(Number) : undefined;
    if (codes === undefined) {
      if (part !== '') out += span(part, style);
      continue;
    }
    for (const code of codes) apply(style, code);
  }
  return out;
}

function apply(style, code) {
  if (code === 0) Object.assign(style, { colour: null, bold: false, dim: false });
  else if (code === 1) style.bold = true;
  else if (code === 2) style.dim = true;
  else if (code === 22) Object.assign(style, { bold: false, dim: false });
  else if (code === 39) style.colour = null;
  else if (COLOURS[code]) style.colour = COLOURS[code];
}

function span(text, { colour, bold, dim }) {
  const fill = colour ?? (dim ? COLOURS[90] : null);
  const attributes = `${fill ? ` fill="${fill}"` : ''}${bold ? ' font-weight="bold"' : ''}`;
  return `<tspan${attributes}>${escapeXml(text)}</tspan>`;
}

const prompt = (command) => `\u001b[32m$\u001b[39m \u001b[1m${command}\u001b[22m`;
const lines = positionals
  .flatMap((command, index) => [...(index === 0 ? [] : ['']), prompt(command), ...run(command)])
  .flatMap(wrapped);
const width = Math.ceil(Number(values.columns) * CHARACTER + 2 * MARGIN);
const height = BAR + lines.length * LINE + MARGIN;
const text = lines
  .map(
    (line, index) =>
      `<text x="${MARGIN}" y="${BAR + LINE * (index + 1) - 5}" xml:space="preserve">${spans(line)}</text>`,
  )
  .join('\n');
writeFileSync(
  values.out,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(positionals.join('; '))}</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g fill="#30363d"><circle cx="22" cy="18" r="6"/><circle cx="42" cy="18" r="6"/><circle cx="62" cy="18" r="6"/></g>
<g fill="#e6edf3" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
${text}
</g>
</svg>
`,
);
