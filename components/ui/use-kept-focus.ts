import { useLayoutEffect, useRef } from 'react'

/**
 * Props for a box whose buttons replace each other: where the focused one goes away, the browser would drop the focus to
 * the top of the page; the box takes it instead. A focus that was moved away by hand is left alone.
 */
export function useKeptFocus() {
  const ref = useRef<HTMLElement>(null)
  const isHeld = useRef(false)
  useLayoutEffect(() => {
    if (isHeld.current && document.activeElement === document.body) {
      ref.current?.focus({ preventScroll: true })
    }
  })
  return {
    ref,
    tabIndex: -1,
    onFocus: () => {
      isHeld.current = true
    },
    // Not told of an element that is removed, only of one that is left.
    onBlur: () => {
      isHeld.current = false
    },
  }
}
