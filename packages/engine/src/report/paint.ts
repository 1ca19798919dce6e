type Brush = (text: string) => string;

/** How to make text stand out. Whoever prints decides: the engine knows no terminal. */
export interface Paint {
  readonly bold: Brush;
  readonly dim: Brush;
  readonly red: Brush;
  readonly green: Brush;
  readonly yellow: Brush;
  readonly cyan: Brush;
}

const asItIs: Brush = (text) => text;

/** No colours: for files, pipes and programs. */
export const plainPaint: Paint = {
  bold: asItIs,
  dim: asItIs,
  red: asItIs,
  green: asItIs,
  yellow: asItIs,
  cyan: asItIs,
};
