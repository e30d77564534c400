/** What keys walk over on a page of changes. */
export type PageStop = 'file' | 'change' | 'finding'

/** Marks what can have the focus as one stop of the walk. */
export const pageStop = (kind: PageStop) => ({ 'data-stop': kind }) as const

/** Marks a control that a key presses: of several, that of the part where the reader is, else the next, else the last. */
export const pressedBy = (key: 'u' | 'v') => ({ 'data-key': key }) as const

/** Marks a part of a page that has such controls of its own. */
export const keyScope = { 'data-key-scope': '' } as const

/**
 * Moves the focus to the next (`+1`) or previous (`-1`) stop, from wherever it is. What is folded is passed over, but for
 * findings: for those it is opened.
 *
 * @returns Whether there was a stop to go to.
 */
export function moveToStop(kind: PageStop, step: 1 | -1): boolean {
  const next = nextStop(kind, step)
  if (!next) return false
  for (let fold = next.closest('details'); fold; ) {
    // A file's own summary is seen while the file is folded.
    if (kind === 'finding') fold.open = true
    fold = fold.parentElement?.closest('details') ?? null
  }
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: kind === 'file' ? 'start' : 'center' })
  return true
}

/** Presses the control of a key. @returns Whether there was one. */
export function pressControl(key: 'u' | 'v'): boolean {
  const controls = [...document.querySelectorAll<HTMLElement>(`[data-key="${key}"]`)]
  const here = document.activeElement?.closest('[data-key-scope]')
  const control =
    controls.find((one) => here?.contains(one)) ?? controls.find(isAhead) ?? controls.at(-1)
  if (!control) return false
  const summary = control.closest('[data-key-scope]')?.querySelector('summary')
  control.click()
  // What had the focus may be folded away now.
  summary?.focus({ preventScroll: true })
  return true
}

function nextStop(kind: PageStop, step: 1 | -1): HTMLElement | undefined {
  const isShown = (stop: HTMLElement) => kind === 'finding' || stop.checkVisibility()
  const stops = [...document.querySelectorAll<HTMLElement>(`[data-stop="${kind}"]`)].filter(isShown)
  const focus = document.activeElement?.closest('main *')
  if (!focus) return step === 1 ? stops.find(isAhead) : stops.findLast((stop) => !isAhead(stop))
  const side = step === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING
  const isBeyond = (stop: HTMLElement) => (focus.compareDocumentPosition(stop) & side) !== 0
  return step === 1 ? stops.find(isBeyond) : stops.findLast(isBeyond)
}

/** Not above what the reader sees. */
function isAhead(stop: HTMLElement): boolean {
  const part = stop.closest('[data-key-scope]') ?? stop
  return part.getBoundingClientRect().bottom > headHeight
}

/** Pixels of the bar that stays on top, with some air. */
const headHeight = 64
