'use client'

import { useEffect } from 'react'

/** Folds, on a phone, what is marked to be folded there: nothing can be known of the width before. Shows nothing. */
export function PhoneFoldsPanel() {
  useEffect(() => {
    if (!matchMedia('(max-width: 51.3em)').matches) return
    for (const fold of document.querySelectorAll<HTMLDetailsElement>('[data-phone-fold]')) {
      fold.open = false
    }
  }, [])
  return null
}
