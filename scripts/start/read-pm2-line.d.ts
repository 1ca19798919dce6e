export type Pm2Line =
  | { readonly type: 'line'; readonly app: string; readonly text: string }
  | { readonly type: 'ended'; readonly app: string; readonly exitCode: number }
  | { readonly type: 'pm2'; readonly text: string };

export function readPm2Line(line: string): Pm2Line;
