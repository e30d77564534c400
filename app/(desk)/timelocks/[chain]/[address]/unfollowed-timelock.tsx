import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { timelockPath } from '@/components/frame/paths'
import { BadgeList } from '@/components/timelock/badge-list'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import {
  previewTimelock,
  type TimelockPreview,
} from '@/lib/actions/timelock-pages/preview-timelock'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { kindInWords } from '@/lib/core/timelock/kind/kind-in-words'
import { FoundThere } from './found-there'
import type { LoadedTimelock } from './load-timelock'

/** Milliseconds: what the page has of the desk was waited for before. */
const patience = 2_000

type Props = LoadedTimelock & { refused: string | undefined }

/** An address that is not followed: what stands there, and what following it would do. */
export async function UnfollowedTimelock({ timelock, chainName, refused }: Props) {
  const preview = await previewTimelock(await getServerContext(), { ...timelock, patience })
  return (
    <DeskPage jsonHref={`/api/v1${timelockPath(timelock)}/preview`}>
      <PageHeader
        title={titles[preview.kind]}
        crumbs={[{ label: 'Timelocks', href: '/timelocks' }, { label: chainName }]}
        lead={<AddressView address={timelock.address} full copy />}
      />
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
        {refused !== undefined && preview.kind === 'timelock' && (
          <Callout tone="warn" title="It could not be followed now">
            <p>{refusals[refused] ?? refusals.no}</p>
          </Callout>
        )}
        <Preview preview={preview} at={timelock} chainName={chainName} />
      </div>
    </DeskPage>
  )
}

const titles: Readonly<Record<TimelockPreview['kind'], string>> = {
  timelock: 'This timelock is not followed yet',
  other: 'This is no timelock',
  silent: 'The chain does not answer',
}

const refusals: Readonly<Record<string, string>> = {
  busy: 'Too many timelocks were asked for within the last hour. Try again later.',
  silent: 'The chain did not answer. Try again in a moment.',
  no: 'This instance follows only the timelocks that it is configured with.',
}

function Preview({
  preview,
  at,
  chainName,
}: {
  preview: TimelockPreview
  at: ChainAddress
  chainName: string
}) {
  const path = timelockPath(at)
  switch (preview.kind) {
    case 'silent':
      return (
        <ErrorView
          error={preview.error}
          retryAction={
            <a className="link link-target" href={path}>
              Ask again
            </a>
          }
        />
      )
    case 'other':
      return (
        <Callout title={`What stands there on ${chainName} cannot be followed`}>
          <p>
            <UntrustedText text={preview.reason} maxLength={600} />
          </p>
          <FoundThere at={at} found={preview.found} />
          <p>
            A contract that only emits the same events as a timelock is none: it has to answer as
            one does.
          </p>
        </Callout>
      )
    case 'timelock':
      return <Offer preview={preview} path={path} />
  }
}

function Offer({
  preview: { detection, head },
  path,
}: {
  preview: Extract<TimelockPreview, { kind: 'timelock' }>
  path: string
}) {
  return (
    <>
      <Callout title={kindInWords(detection)}>
        <p>
          Told by its code and its answers at block {head.toLocaleString('en-US')}. To follow it,
          every event since its deployment is read, and from then on each new one. Its operations,
          roles and delays are public then on this instance, for anyone.
        </p>
        <p>
          That takes seconds to minutes. What nobody looks at for long gives way to others; what is
          known of it can always be read again.
        </p>
        <form action={`${path}/follow`} method="post">
          <Button type="submit" tone="primary">
            Follow this timelock
          </Button>
        </form>
      </Callout>
      {detection.badges.length > 0 && (
        <Panel title="What stands out already">
          <BadgeList badges={detection.badges} />
        </Panel>
      )}
    </>
  )
}
