'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { QrCode } from './qr-code'

/** Milliseconds that each code stands: long enough for a camera with a slow shutter. */
const pace = 350

/** A document as codes, one after the other. It stands still where motion is not wanted, and can be stepped through. */
export function QrPlayer({ frames }: { frames: readonly string[] }) {
  const [index, setIndex] = useState(0)
  const [isPlaying, setIsPlaying] = useState(false)
  const total = frames.length

  useEffect(() => {
    setIsPlaying(total > 1 && !matchMedia('(prefers-reduced-motion: reduce)').matches)
  }, [total])

  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => setIndex((at) => (at + 1) % total), pace)
    return () => clearInterval(timer)
  }, [isPlaying, total])

  function step(by: number) {
    setIsPlaying(false)
    setIndex((at) => (at + by + total) % total)
  }

  const place = `Code ${index + 1} of ${total}`
  return (
    <div className="grid max-w-80 gap-2">
      <QrCode text={frames[index] ?? ''} label={place} />
      {total > 1 && (
        <div className="flex flex-wrap items-center gap-2">
          <Button onClick={() => step(-1)}>Previous</Button>
          <Button onClick={() => setIsPlaying(!isPlaying)}>{isPlaying ? 'Pause' : 'Play'}</Button>
          <Button onClick={() => step(1)}>Next</Button>
          <span className="text-ink-3 text-xs">{place}</span>
        </div>
      )}
    </div>
  )
}
