/** Puts the focus into the first text field within an element of that name, through the shadow roots of views. */
export function focusField(root: ParentNode, elementName: string): void {
  const element = find(root, elementName);
  const field = element?.shadowRoot ? find(element.shadowRoot, 'input, textarea') : null;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    field.focus();
    field.select();
  }
}

function find(root: ParentNode, selector: string): Element | null {
  const found = root.querySelector(selector);
  if (found !== null) return found;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const within = shadowRoot === null ? null : find(shadowRoot, selector);
    if (within !== null) return within;
  }
  return null;
}
