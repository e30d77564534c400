'use client'

import { useEffect } from 'react'

/** Tells the list of scripts (`sealScripts`) that the page has come to life. */
export function StartedPanel() {
  useEffect(() => {
    dispatchEvent(new Event('suture:started'))
  }, [])
  return null
}
