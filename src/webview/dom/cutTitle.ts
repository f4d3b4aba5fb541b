/** Gives text that is cut off its whole as a tooltip when the pointer comes to it. To be called as the pointer moves over. */
export function titleWhereCut({ target }: Event): void {
  const element = target instanceof Element ? target.closest('.ellipsis') : null;
  if (!(element instanceof HTMLElement)) return;
  element.title = element.scrollWidth > element.clientWidth ? element.innerText : '';
}
