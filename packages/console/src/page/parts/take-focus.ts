/** Gives the focus to what is shown now, once; as a `ref`. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus();
