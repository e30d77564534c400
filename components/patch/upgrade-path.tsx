import type { ReactNode } from 'react'
import type { Address } from 'viem'
import { AddressDiff } from '@/components/address/address-diff'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { sameAddress } from '@/components/safe/signature-progress'
import { Callout } from '@/components/ui/callout'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Upgrade } from '@/lib/core/patch/patch'
import type { Implementation } from '@/lib/core/proxy/proxy'

export type UpgradePathProps = {
  upgrade: Upgrade
  /** What the proxy points at, at the page's block. */
  live: Known<Implementation>
  labels?: AddressLabels | undefined
}

const kinds: Record<Upgrade['proxy']['kind'], string> = {
  uups: 'ERC-1967, UUPS',
  transparent: 'ERC-1967, transparent, upgraded by its ProxyAdmin',
  beacon: 'beacon; all of its proxies change at once',
}

/** One upgrade: the address that stays, the code it runs now, the code it would run after. */
export function UpgradePath({ upgrade, live, labels }: UpgradePathProps) {
  const { proxy, from, to, migration } = upgrade
  const label = labelOf(labels, proxy.address)
  // Names of the configuration never stand beside code here: an implementation has none of its own.
  const ownersOf = (address: Address) => {
    const found = labelOf(labels, address)
    return typeof found === 'string' ? undefined : found
  }
  const isDone = runs(live, to) && !runs(live, from)
  return (
    <div className="grid gap-3">
      <Drift upgrade={upgrade} live={live} />
      <Panel>
        <ol className="upgrade-path">
          <Step
            className="proxy"
            title="Proxy"
            note={typeof label === 'string' && <UntrustedText text={label} />}
          >
            <AddressView address={proxy.address} label={ownersOf(proxy.address)} full copy large />
            <p className="text-ink-3 text-xs">{kinds[proxy.kind]}; its address stays</p>
          </Step>
          <Step
            className="was"
            title={isDone ? 'Code before' : 'Code now'}
            mark={<NowMark from={from} live={live} />}
          >
            <AddressView address={from.address} label={ownersOf(from.address)} full copy large />
            <CodeHash of={from} />
          </Step>
          <Step
            className="will"
            title="Code after"
            mark={<AfterMark from={from} to={to} live={live} />}
          >
            <AddressView address={to.address} label={ownersOf(to.address)} full copy large />
            <CodeHash of={to} />
            {migration && migration !== '0x' && (
              <Disclosure
                summary={`Runs a migration in the same call, ${(migration.length - 2) / 2} bytes`}
              >
                <CodeBlock>{migration}</CodeBlock>
              </Disclosure>
            )}
          </Step>
        </ol>
      </Panel>
    </div>
  )
}

function Step({
  className,
  title,
  note,
  mark,
  children,
}: {
  className: string
  title: string
  note?: ReactNode
  mark?: ReactNode
  children: ReactNode
}) {
  return (
    <li className={className}>
      <i aria-hidden="true" />
      <div className="min-w-0">
        <h3>
          {title} {note && <span className="font-normal text-ink-3">{note}</span>}
        </h3>
        {children}
      </div>
      {mark && <div className="mark">{mark}</div>}
    </li>
  )
}

function CodeHash({ of }: { of: Implementation }) {
  return (
    <p className="text-ink-3 text-xs">
      code hash <ShortHash hash={of.codeHash} copyLabel="Copy code hash" />
    </p>
  )
}

const runs = (live: Known<Implementation>, code: Implementation) =>
  live.known && sameAddress(live.value.address, code.address)

function NowMark({ from, live }: { from: Implementation; live: Known<Implementation> }) {
  if (!live.known) return <Verdict verdict="unknown">{live.reason}</Verdict>
  if (!runs(live, from))
    return <Verdict verdict="not-applicable">not what runs at this block</Verdict>
  const isSame = live.value.codeHash === from.codeHash
  return isSame ? (
    <Verdict verdict="pass">runs at this block</Verdict>
  ) : (
    <Verdict verdict="fail">same address, other code</Verdict>
  )
}

/** After the execution the new code is what runs; that is how it should be. */
function AfterMark({
  from,
  to,
  live,
}: {
  from: Implementation
  to: Implementation
  live: Known<Implementation>
}) {
  if (sameAddress(from.address, to.address)) return <Verdict verdict="warn">same as now</Verdict>
  return runs(live, to) ? <Verdict verdict="pass">runs at this block</Verdict> : null
}

/** Neither the old nor the new: somebody upgraded it meanwhile. */
function Drift({ upgrade, live }: { upgrade: Upgrade; live: Known<Implementation> }) {
  if (!live.known || runs(live, upgrade.from) || runs(live, upgrade.to)) return null
  return (
    <Callout tone="fail" title="The proxy points at other code than this patch was made for">
      <AddressDiff
        expected={upgrade.from.address}
        found={live.value.address}
        expectedLabel="in the dossier"
        foundLabel="on chain"
      />
      <p>Somebody upgraded it meanwhile. Review the patch against the code that runs now.</p>
    </Callout>
  )
}
