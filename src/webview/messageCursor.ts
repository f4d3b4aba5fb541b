import type { FrameRow } from '../protocol/frame.ts';
import type { VirtualRows } from './dom/virtualRows.ts';
import { markBeside } from './marks.ts';
import type { Panel } from './panel.ts';
import type { RowSource } from './rowSource.ts';
import { isEveryRow, type PanelState } from './state.ts';

/**
 * Which row of the message list is selected, and how one goes to another. A row is known by its number in the log; where
 * it stands in the list follows from that without a filter, and has to be asked for with one.
 */
export class MessageCursor {
  readonly #panel: Panel;
  readonly #rows: VirtualRows;
  readonly #source: RowSource;
  readonly #onChange: () => void;
  /** With a filter: where the selected row was seen. */
  #position: number | null = null;
  /** A place to select as soon as its row has come. */
  #pending: number | null = null;
  /** The search had not seen all when the selected row's place was asked for. */
  #isPlaceGuessed = false;
  /** With a filter: a mark that was jumped to, and the row nearest to it that was selected instead. */
  #jump: { readonly markRow: number; readonly row: number | null } | null = null;
  #reveal: PanelState['reveal'] = null;
  #query: PanelState['query'] | null = null;

  constructor(panel: Panel, rows: VirtualRows, source: RowSource, onChange: () => void) {
    this.#panel = panel;
    this.#rows = rows;
    this.#source = source;
    this.#onChange = onChange;
  }

  /** The selected row's place among those listed; null where none is selected, or it is not known. */
  get position(): number | null {
    const { selectedRow, query, shown } = this.#state;
    if (selectedRow === null) return null;
    if (isEveryRow(query)) return selectedRow - (shown?.droppedRows ?? 0);
    if (this.#position === null) return null;
    const there = this.#source.row(this.#position);
    return there === undefined || there.row === selectedRow ? this.#position : null;
  }

  /** Where keys go on from: a row that is on its way counts. */
  get target(): number | null {
    return this.#pending ?? this.position;
  }

  /** To be called before the list is drawn, when its rows or the state have changed. */
  update(): void {
    const { query, reveal } = this.#state;
    if (this.#query === null) this.#showSelected();
    else if (this.#query !== query || (this.#isPlaceGuessed && this.#source.progress === 1)) {
      void this.#findSelected();
    }
    this.#query = query;
    if (reveal !== null && reveal !== this.#reveal) {
      this.#reveal = reveal;
      this.#position = reveal.position;
      this.#rows.center(reveal.position);
    }
    this.#takePending();
  }

  select(position: number, row: FrameRow): void {
    if (this.#pending === null || this.#jump === null) this.#jump = null;
    else this.#jump = { ...this.#jump, row: row.row };
    this.#position = position;
    this.#pending = null;
    this.#rows.show(position);
    this.#panel.store.set({ selectedRow: row.row, selectedAtMs: row.atMs });
  }

  moveTo(position: number): void {
    const count = this.#source.matchCount;
    if (count === 0) return;
    this.#jump = null;
    this.#pending = Math.min(count - 1, Math.max(0, position));
    this.#rows.show(this.#pending);
    this.#onChange();
  }

  close(): void {
    this.#pending = null;
    this.#panel.store.set({ selectedRow: null, selectedAtMs: null });
  }

  /** Marks the selected row, or takes its mark away. */
  toggleMark(): void {
    const { selectedRow, selectedAtMs } = this.#state;
    if (selectedRow !== null && selectedAtMs !== null)
      this.#panel.toggleMark({ row: selectedRow, atMs: selectedAtMs });
  }

  /** Goes to the next marked row, or the one before, wherever it is; with a filter, to the listed row nearest to it. */
  async goToMark(direction: 1 | -1): Promise<void> {
    const { marks, selectedRow, shown } = this.#state;
    const jump = this.#jump;
    const isAtJump = jump !== null && (jump.row === null || jump.row === selectedRow);
    const there = marks.filter(({ row }) => row >= (shown?.droppedRows ?? 0));
    const mark = markBeside(there, isAtJump ? jump.markRow : selectedRow, direction);
    const position = mark === undefined ? null : await this.#placeOf(mark.row);
    if (mark === undefined || position === null) return;
    this.#rows.center(position);
    this.moveTo(position);
    this.#jump = { markRow: mark.row, row: null };
  }

  get #state(): PanelState {
    return this.#panel.store.state;
  }

  #takePending(): void {
    const position = this.#pending;
    if (position === null) return;
    const row = this.#source.row(position);
    if (row !== undefined) this.select(position, row);
  }

  /** A list that comes (back) into being shows what was selected, rather than its end. */
  #showSelected(): void {
    const position = this.position;
    if (position !== null) this.#rows.center(position);
    else void this.#findSelected();
  }

  /** After a change of the filter: where the selected message, or the one nearest to it, now is. */
  async #findSelected(): Promise<void> {
    const { selectedRow } = this.#state;
    this.#isPlaceGuessed = false;
    if (selectedRow === null) return;
    const position = await this.#placeOf(selectedRow);
    if (position === null || selectedRow !== this.#state.selectedRow) return;
    this.#isPlaceGuessed = this.#source.progress < 1;
    this.#position = position;
    this.#rows.center(position);
    this.#onChange();
  }

  /** @returns null where nothing is listed, or the filter has changed meanwhile */
  async #placeOf(row: number): Promise<number | null> {
    const { query, shown } = this.#state;
    if (isEveryRow(query)) return row - (shown?.droppedRows ?? 0);
    const found = await this.#panel.attempt('rows/place', { query, row });
    return found === undefined || found.position < 0 || query !== this.#state.query ? null : found.position;
  }
}
