import { Button } from '@/components/ui/button'
import { type CollectedFrames, missingFrames } from '@/lib/core/signing/device/collect-frames'

/** More would not be read. */
const mostNamed = 12

/** How much of a document in several codes has been read. */
export function FramesState({ frames, onReset }: { frames: CollectedFrames; onReset: () => void }) {
  const missing = missingFrames(frames)
  const named = missing.slice(0, mostNamed).join(', ')
  return (
    <p role="status" className="text-sm">
      {frames.chunks.size} of {frames.total} codes read. Still to come: {named}
      {missing.length > mostNamed && '…'}{' '}
      <Button size="small" onClick={onReset}>
        Begin again
      </Button>
    </p>
  )
}
