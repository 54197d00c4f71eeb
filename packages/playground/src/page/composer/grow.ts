const grows = CSS.supports('field-sizing', 'content');

/** Resizes text fields to their content in browsers without `field-sizing`. */
export function growFields(): void {
  if (grows) return;
  for (const field of document.querySelectorAll<HTMLTextAreaElement>('textarea.grows')) {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    if (field.classList.contains('option-input')) field.style.width = `${Math.max(8, field.value.length + 2)}ch`;
  }
}
