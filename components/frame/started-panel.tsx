'use client'

import { useEffect } from 'react'

/** Tells the list of scripts (`sealScripts`) and the style sheet (`silent-page.css`) that the page has come to life. */
export function StartedPanel() {
  useEffect(() => {
    document.documentElement.setAttribute('data-started', '')
    dispatchEvent(new Event('suture:started'))
  }, [])
  return null
}
