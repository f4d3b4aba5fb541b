/**
 * For every question asked of the user: it stays until it is answered or Escape is pressed. A panel gets the focus back from the
 * command palette at some time of its own, which would close what was asked meanwhile.
 */
export const KEPT_OPEN = { ignoreFocusOut: true } as const;
