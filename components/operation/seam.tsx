import type { ReactNode } from 'react'

/** *Ended*: it got there, and goes no further. */
export type SeamMark = 'done' | 'now' | 'ended' | 'todo'

export type SeamStep = {
  readonly name: string
  readonly mark: SeamMark
  /** A time or a count below it. */
  readonly note?: ReactNode
}

const spoken: Record<SeamMark, string> = {
  done: 'done',
  now: 'now',
  ended: 'ended here',
  todo: 'not yet',
}

export type SeamProps = {
  readonly steps: readonly SeamStep[]
  /** What the seam itself cannot show, in words. */
  readonly beside?: ReactNode
}

/** Stages one behind the other: stitched where something has been, open where it has not. */
export function Seam({ steps, beside }: SeamProps) {
  return (
    <div className="mb-5">
      <ol className={steps.length > 3 ? 'stage-seam' : 'stage-seam short'} aria-label="Stage">
        {steps.map(({ name, mark, note }) => (
          <li key={name} className={mark} aria-current={mark === 'now' ? 'step' : undefined}>
            <i aria-hidden="true" />
            <b>
              {name}
              <span className="sr-only">, {spoken[mark]}</span>
            </b>
            <span>{note}</span>
          </li>
        ))}
      </ol>
      {beside !== undefined && <p className="mt-2 text-ink-2 text-sm">{beside}</p>}
    </div>
  )
}
