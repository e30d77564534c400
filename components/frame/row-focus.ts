/** Marks the link that a row of a list is opened by. J and K move between them, Enter is the link's own. */
export const rowLink = { 'data-row-link': '' } as const

/**
 * Moves the focus to the next (`+1`) or previous (`-1`) row of the page's list, from wherever it is.
 *
 * @returns Whether there was a row to go to.
 */
export function moveRowFocus(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
  const row = document.activeElement?.closest('tr, li')
  const current = links.findIndex((link) => row?.contains(link) ?? false)
  const next = current === -1 ? links[step === 1 ? 0 : links.length - 1] : links[current + step]
  if (!next) return false
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
  return true
}
