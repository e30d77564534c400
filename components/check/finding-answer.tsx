'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useEffect, useState } from 'react'
import type { FindingAnswerPanelProps } from './finding-answer-panel'

const FindingAnswerPanel = dynamic(
  () => import('./finding-answer-panel').then((module) => module.FindingAnswerPanel),
  { ssr: false },
)

/** Where a judgement that failed is answered. Until the browser runs it, what the server found stands in its place. */
export function FindingAnswer({
  fallback,
  ...props
}: FindingAnswerPanelProps & { fallback: ReactNode }) {
  const [isRunning, setIsRunning] = useState(false)
  useEffect(() => setIsRunning(true), [])
  return isRunning ? <FindingAnswerPanel {...props} /> : fallback
}
