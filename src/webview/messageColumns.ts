/** The columns of the message list, in their order. */
export const COLUMN_IDS = [
  'number',
  'time',
  'capture',
  'request',
  'direction',
  'kind',
  'name',
  'size',
  'preview',
] as const;

export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Column {
  readonly id: ColumnId;
  readonly label: string;
  /** The same in the header, where there is little room. */
  readonly heading: string;
  readonly defaultPx: number;
  /** What it is narrowed to before it gives way. */
  readonly leastPx: number;
  /** Figures are flush right. */
  readonly isFigure: boolean;
  readonly canBeSized: boolean;
  readonly canBeHidden: boolean;
  readonly isShownAtFirst: boolean;
  /** Part of its word says nothing that its icon does not: it is narrowed to that at once. */
  readonly isIconOrWhole?: boolean;
}

/** What the user has chosen; a column that is not named has its default. */
export interface ColumnChoices {
  readonly widthsPx: Readonly<Partial<Record<ColumnId, number>>>;
  readonly isShown: Readonly<Partial<Record<ColumnId, boolean>>>;
}

export interface PlacedColumn extends Column {
  readonly widthPx: number;
}

export const NO_COLUMN_CHOICES: ColumnChoices = { widthsPx: {}, isShown: {} };
/** No column is made wider. */
export const MAX_COLUMN_PX = 1_200;

/** Between columns, and where the rows begin and end; the style sheet has the same. */
export const COLUMN_GAP_PX = 8;
const EDGES_PX = 12;
const MARK_PX = 16;
const METHOD_PX = 10;
const HIGHLIGHT_PX = 16;
/** With less of a preview, other columns give way. */
const LEAST_PREVIEW_PX = 160;

const TEXT = { isFigure: false, canBeSized: true, canBeHidden: true, isShownAtFirst: true };
const FIGURE = { ...TEXT, isFigure: true };

export const COLUMNS: readonly Column[] = [
  { ...FIGURE, id: 'number', label: 'Number', heading: '#', defaultPx: 72, leastPx: 56 },
  { ...FIGURE, id: 'time', label: 'Time', heading: 'Time', defaultPx: 92, leastPx: 84 },
  {
    ...TEXT,
    id: 'capture',
    label: 'Capture',
    heading: 'Capture',
    defaultPx: 140,
    leastPx: 60,
    isShownAtFirst: false,
  },
  {
    ...FIGURE,
    id: 'request',
    label: 'Request',
    heading: 'Request',
    defaultPx: 64,
    leastPx: 40,
    isShownAtFirst: false,
  },
  {
    ...TEXT,
    id: 'direction',
    label: 'Direction',
    heading: '',
    defaultPx: 16,
    leastPx: 16,
    canBeSized: false,
  },
  { ...TEXT, id: 'kind', label: 'Kind', heading: 'Kind', defaultPx: 88, leastPx: 16, isIconOrWhole: true },
  { ...TEXT, id: 'name', label: 'Event or opcode', heading: 'Event or opcode', defaultPx: 140, leastPx: 72 },
  { ...FIGURE, id: 'size', label: 'Size', heading: 'Size', defaultPx: 60, leastPx: 48 },
  {
    ...TEXT,
    id: 'preview',
    label: 'Preview',
    heading: 'Preview',
    defaultPx: LEAST_PREVIEW_PX,
    leastPx: LEAST_PREVIEW_PX,
    canBeSized: false,
    canBeHidden: false,
  },
];

/** In which order columns give way where there is no room for all: what is most easily missed first. */
const GIVES_WAY: readonly ColumnId[] = [
  'request',
  'capture',
  'name',
  'kind',
  'number',
  'size',
  'direction',
  'time',
];

/** Whether a column is wanted, room or not. */
export function isWanted(column: Column, choices: ColumnChoices): boolean {
  return !column.canBeHidden || (choices.isShown[column.id] ?? column.isShownAtFirst);
}

/**
 * The columns that are shown, with their widths; the preview has what is left. What the user has not chosen is narrowed
 * and then left out before what the user has.
 */
export function placeColumns(
  choices: ColumnChoices,
  availablePx: number,
  hasHighlights: boolean,
): readonly PlacedColumn[] {
  const widths = new Map<ColumnId, number>();
  for (const column of COLUMNS) {
    const chosenPx = column.canBeSized ? choices.widthsPx[column.id] : undefined;
    if (isWanted(column, choices)) widths.set(column.id, chosenPx ?? column.defaultPx);
  }
  const room = availablePx - fixedPx(hasHighlights);
  for (const isChosen of [false, true]) {
    const ids = GIVES_WAY.filter((id) => widths.has(id) && wasChosen(id, choices) === isChosen);
    for (const id of ids) narrow(widths, id, room);
    for (const id of ids) if (neededPx(widths) > room) widths.delete(id);
  }
  const spare = Math.max(0, room - neededPx(widths));
  return COLUMNS.flatMap((column) => {
    const widthPx = widths.get(column.id);
    if (widthPx === undefined) return [];
    return [{ ...column, widthPx: column.id === 'preview' ? widthPx + spare : widthPx }];
  });
}

/** The same as a grid's columns: the mark, the method and the highlights first, which are not counted as columns. */
export function gridTemplate(columns: readonly PlacedColumn[], hasHighlights: boolean): string {
  const signs = [MARK_PX, METHOD_PX, ...(hasHighlights ? [HIGHLIGHT_PX] : [])];
  const widths = columns.map(({ id, widthPx }) => (id === 'preview' ? 'minmax(0,1fr)' : `${widthPx}px`));
  return [...signs.map((px) => `${px}px`), ...widths].join(' ');
}

/** The most that a column can be widened to at the cost of the preview alone. */
export function mostPx(column: PlacedColumn, columns: readonly PlacedColumn[]): number {
  const preview = columns.find(({ id }) => id === 'preview')?.widthPx ?? LEAST_PREVIEW_PX;
  return Math.max(column.widthPx, Math.min(MAX_COLUMN_PX, column.widthPx + preview - LEAST_PREVIEW_PX));
}

export function withWidth(choices: ColumnChoices, id: ColumnId, widthPx: number): ColumnChoices {
  return { ...choices, widthsPx: { ...choices.widthsPx, [id]: Math.round(widthPx) } };
}

export function withShown(choices: ColumnChoices, id: ColumnId, isShown: boolean): ColumnChoices {
  return { ...choices, isShown: { ...choices.isShown, [id]: isShown } };
}

function wasChosen(id: ColumnId, { widthsPx, isShown }: ColumnChoices): boolean {
  return widthsPx[id] !== undefined || isShown[id] === true;
}

function fixedPx(hasHighlights: boolean): number {
  const signs = MARK_PX + METHOD_PX + 2 * COLUMN_GAP_PX;
  return EDGES_PX + signs + (hasHighlights ? HIGHLIGHT_PX + COLUMN_GAP_PX : 0);
}

function neededPx(widths: ReadonlyMap<ColumnId, number>): number {
  let px = -COLUMN_GAP_PX;
  for (const widthPx of widths.values()) px += widthPx + COLUMN_GAP_PX;
  return px;
}

/** Makes a column narrower by what is missing, and no narrower than it may be. */
function narrow(widths: Map<ColumnId, number>, id: ColumnId, room: number): void {
  const missing = neededPx(widths) - room;
  const { leastPx = 0, isIconOrWhole = false } = COLUMNS.find((column) => column.id === id) ?? {};
  const widthPx = widths.get(id) ?? 0;
  if (missing <= 0 || widthPx <= leastPx) return;
  widths.set(id, isIconOrWhole ? leastPx : Math.max(leastPx, widthPx - missing));
}
