/**
 * Puts the focus into the field by which the page's list is searched, with what stands in it selected.
 *
 * @returns Whether the page has one.
 */
export function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('main search input')
  if (!field) return false
  field.focus()
  field.select()
  return true
}
