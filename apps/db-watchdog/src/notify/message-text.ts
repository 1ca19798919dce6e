import type { Message, MessageFinding } from './message.ts';

const MARKS = { appeared: ':red_circle:', reminder: ':large_yellow_circle:', gone: ':large_green_circle:' } as const;
const MOST = 10;

/** The message as Slack and what speaks like it show it: its own escapes, no markup that others would not know. */
export function slackText({ event, summary, findings, gone, page }: Message): string {
  const lines = [`${MARKS[event]} *${escaped(summary)}*`];
  for (const finding of findings.slice(0, MOST)) lines.push(`• ${lineOf(finding)}`);
  if (findings.length > MOST) lines.push(`• and ${findings.length - MOST} more`);
  if (event !== 'gone' || findings.length === 0) {
    for (const finding of gone.slice(0, MOST)) lines.push(`• gone: ${escaped(finding.identity)}`);
  }
  if (page !== null) lines.push(`<${page}|status page>`);
  return lines.join('\n');
}

function lineOf({ severity, message, since }: MessageFinding): string {
  return `${severity}: ${escaped(message)} Since ${since.slice(0, 16).replace('T', ' ')} UTC.`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
