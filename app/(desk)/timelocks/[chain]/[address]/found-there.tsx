import Link from 'next/link'
import { loadDesk } from '@/app/(desk)/load-desk'
import { configuredSafes } from '@/app/(desk)/safes/configured-safes'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { proxyPath, safePath, timelockPath } from '@/components/frame/paths'
import { proxyKindNames } from '@/components/patch/proxy-kind-names'
import { thresholdWords } from '@/components/safe/threshold-words'
import { hasProxyHistory } from '@/lib/actions/timelock-pages/read-proxy-history'
import type { RecognisedAddress } from '@/lib/actions/timelock-pages/recognise-address'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

type Props<Kind extends RecognisedAddress['kind']> = {
  at: ChainAddress
  found: Extract<RecognisedAddress, { kind: Kind }>
}

/** What stands at an address that is no timelock, and the page that is about it. */
export function FoundThere({ at, found }: Props<RecognisedAddress['kind']>) {
  switch (found.kind) {
    case 'account':
      return (
        <p>
          {found.sent === 0
            ? 'The account has sent no transaction on this chain.'
            : `The account has sent ${found.sent.toLocaleString('en-US')} ${found.sent === 1 ? 'transaction' : 'transactions'}: somebody has its key.`}
        </p>
      )
    case 'safe':
      return <FoundSafe at={at} found={found} />
    case 'proxy':
      return <FoundProxy at={at} found={found} />
    case 'token':
      return (
        <p>
          By its own words it is a token, <UntrustedText text={found.symbol} maxLength={64} />, with{' '}
          {found.decimals} decimals.
        </p>
      )
    case 'contract':
      return <p>It is a contract, and neither a Safe, a proxy nor a token.</p>
    case 'unknown':
      return <p>What it is instead could not be told: the chain did not answer all of it.</p>
    case 'delegated':
      // The reason has said so.
      return null
  }
}

async function FoundSafe({ at, found: { owners, threshold, version } }: Props<'safe'>) {
  const { desks, config } = await loadDesk()
  const isShown = configuredSafes(desks, config).some(
    (each) => each.at.chainId === at.chainId && each.at.address === at.address,
  )
  return (
    <>
      <p>
        It answers as a Safe does, version <UntrustedText text={version} maxLength={20} />:{' '}
        {thresholdWords(threshold, owners)}.
      </p>
      {isShown ? (
        <p>
          <Link className="link link-target" href={safePath(at)} prefetch={false}>
            Open this Safe
          </Link>
        </p>
      ) : (
        <p>
          An instance shows the Safes of its configuration, and this is none of them. Of a timelock
          that it proposes to, give the address of the timelock.
        </p>
      )}
    </>
  )
}

async function FoundProxy({ at, found: { proxy } }: Props<'proxy'>) {
  const { authority } = proxy
  const isShown = await hasProxyHistory(await getServerContext(), at)
  return (
    <>
      <p>
        It is a proxy ({proxyKindNames[proxy.kind]}), which runs{' '}
        <AddressView address={proxy.implementation.address} full />.
      </p>
      {isShown && (
        <p>
          <Link className="link link-target" href={proxyPath(at)} prefetch={false}>
            Open the history of this proxy
          </Link>
        </p>
      )}
      {authority && (
        <p>
          Its upgrades are ordered by{' '}
          <Link
            className="link link-target"
            href={timelockPath({ chainId: at.chainId, address: authority })}
            prefetch={false}
          >
            <AddressView address={authority} full />
          </Link>
          , which may be a timelock.
        </p>
      )}
    </>
  )
}
