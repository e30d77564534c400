'use client'

import { useEffect, useRef, useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { readCodeVideo } from './read-code-image'

/** Milliseconds between two looks at the picture. */
const pace = 150

/** Shows what the camera sees, and hands on every code in it. Ends the camera when it goes. */
export function CameraScanner({ onCode }: { onCode: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const take = useRef(onCode)
  take.current = onCode
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    let isOver = false
    let stream: MediaStream | undefined
    async function watch() {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (!video.current || isOver) return end()
      video.current.srcObject = stream
      await video.current.play()
      while (!isOver && video.current) {
        const text = await readCodeVideo(video.current)
        if (text !== undefined && !isOver) take.current(text)
        await new Promise((resolve) => setTimeout(resolve, pace))
      }
    }
    function end() {
      isOver = true
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    watch().catch((error: unknown) => {
      setProblem(error instanceof Error ? error.message.slice(0, 200) : 'It gave no reason.')
    })
    return end
  }, [])

  if (problem !== undefined) {
    return (
      <Callout tone="unknown" title="The camera cannot be used" live="alert">
        <p>{problem}</p>
        <p>A picture of the code does as well.</p>
      </Callout>
    )
  }
  return (
    <video
      ref={video}
      muted
      playsInline
      aria-label="What the camera sees"
      className="w-full max-w-80 rounded-panel border border-edge bg-device"
    />
  )
}
