import { Callout } from '@/components/ui/callout'
import { Age } from './age'
import type { ChainClock } from './chain-clock'
import { formatDuration, formatUtc, isoUtc } from './format-time'

/** Somebody the page's facts come from. A source that is silent is shown dashed, not hidden. */
export type FactSource = {
  readonly name: string
  readonly answers: boolean
  /** `own`, `2 of 2 agree`, `no answer for 48 s`. */
  readonly detail?: string | undefined
}

export type FactStripProps = {
  chainName: string
  /** Undefined where the chain could not be read at all. */
  clock: ChainClock | undefined
  sources: readonly FactSource[]
  /** Set when newer blocks could not be read: since how many seconds, and what that means here. */
  stale?:
    | {
        readonly seconds: number
        readonly consequence: string
        /** What has not happened for so long; that the chain has not answered, when left out. */
        readonly what?: string | undefined
      }
    | undefined
}

/** Where the facts of a page come from: one chain, one block, its time and age, and who answered. */
export function FactStrip({ chainName, clock, sources, stale }: FactStripProps) {
  return (
    <section aria-label="Where these facts come from">
      <div className="border-line border-b bg-sunken text-ink-2 text-xs">
        <div className="mx-auto flex max-w-[90rem] flex-wrap gap-x-5 px-6 py-1.5 max-md:px-4">
          <b className="font-medium text-ink">{chainName}</b>
          {clock ? (
            <BlockFacts clock={clock} age={stale?.seconds} />
          ) : (
            <span>No block was read yet.</span>
          )}
          <ul className="ml-auto flex flex-wrap gap-x-5 max-md:ml-0">
            {sources.map((source) => (
              <li key={source.name} className={source.answers ? 'max-md:hidden' : ''}>
                <SourceDot answers={source.answers} />
                {source.name}
                {source.detail !== undefined && `: ${source.detail}`}
                {!source.answers && source.detail === undefined && ': no answer'}
              </li>
            ))}
          </ul>
        </div>
      </div>
      {stale && (
        <div className="mx-auto max-w-[90rem] px-6 pt-4 max-md:px-4">
          <Callout
            tone="unknown"
            title={
              clock
                ? `${stale.what ?? 'The chain has not answered'} for ${formatDuration(stale.seconds)}`
                : `${stale.what ?? 'The chain has not answered'} since this instance started`
            }
          >
            <p>{stale.consequence}</p>
          </Callout>
        </div>
      )}
    </section>
  )
}

function BlockFacts({ clock, age }: { clock: ChainClock; age: number | undefined }) {
  const seconds = Number(clock.block.timestamp)
  return (
    <span>
      Facts at block{' '}
      <b className="font-medium text-ink" title={clock.block.hash}>
        {clock.block.number.toLocaleString('en-US')}
      </b>
      , <time dateTime={isoUtc(seconds)}>{formatUtc(seconds)} UTC</time>, read{' '}
      <Age readAt={clock.readAt} atRender={age} />
    </span>
  )
}

function SourceDot({ answers }: { answers: boolean }) {
  const look = answers ? 'bg-ink-3' : 'border-[1.5px] border-unknown border-dashed'
  return <i aria-hidden="true" className={`mr-1.5 inline-block size-2 rounded-full ${look}`} />
}
