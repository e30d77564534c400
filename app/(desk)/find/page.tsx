import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { isAddressEqual } from 'viem'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { type LoadedDesk, loadDesk } from '@/app/(desk)/load-desk'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DeskPage } from '@/components/frame/desk-page'
import { FindForm } from '@/components/frame/find-form'
import { PageHeader } from '@/components/frame/page-header'
import { patchPath, safePath, timelockPath } from '@/components/frame/paths'
import { Callout } from '@/components/ui/callout'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { findRecord, parseKey } from '@/lib/core/patch/find-record'

type Props = { searchParams: Promise<{ q?: string | string[] }> }

export const metadata: Metadata = { title: 'Find' }

/** Goes to what an address, a hash or a digest names here; else says why it does not know it. */
export default async function FindPage({ searchParams }: Props) {
  const { q } = await searchParams
  const text = (Array.isArray(q) ? q[0] : q)?.trim() ?? ''
  const key = parseKey(text)
  const loaded = await loadDesk(key)
  const record = key && findRecord(loaded.desks, key)
  if (record) redirect(patchPath(record.record.key))
  const answer = key
    ? 'No patch, operation or Safe transaction of this desk has that hash.'
    : undefined
  const titled = key || text === '' ? [] : findTitled(text, loaded)
  const place = key || text === '' || titled.length > 0 ? undefined : findPlace(text, loaded)
  if (place?.href) redirect(place.href)
  return (
    <DeskPage facts={<DeskFacts desks={loaded.desks} config={loaded.config} />}>
      <PageHeader
        title="Find"
        lead="By title, patch digest, operation id, safeTxHash, or the address of a Safe, timelock or proxy."
      />
      <div className="grid max-w-2xl gap-4">
        <FindForm id="find-page-input" initial={text} />
        {titled.length > 0 && (
          <Section title="Titled like that">
            <Panel padded>
              <ul className="grid gap-1">
                {titled.map(({ key, title }) => (
                  <li key={key}>
                    <Link className="link link-target" href={patchPath(key)} prefetch={false}>
                      <UntrustedText text={title} maxLength={200} />
                    </Link>
                  </li>
                ))}
              </ul>
            </Panel>
          </Section>
        )}
        {place?.error && <ErrorView error={place.error} />}
        {(answer ?? place?.problem) && (
          <Callout title="Not found here">
            <p className="break-all">{visibleText(text, { maxLength: 200 })}</p>
            <p>{answer ?? place?.problem}</p>
          </Callout>
        )}
      </div>
    </DeskPage>
  )
}

/** Titles are the proposers' words: they are listed, and nobody is sent straight to one. */
function findTitled(text: string, { desks }: LoadedDesk) {
  const words = text.toLowerCase()
  return desks
    .flatMap(({ records }) => records)
    .filter(({ title }) => title.toLowerCase().includes(words))
    .slice(0, 20)
}

type Place = { href?: string; problem?: string; error?: BaseError }

function findPlace(text: string, { config }: LoadedDesk): Place {
  if (!text.toLowerCase().startsWith('0x')) {
    return { problem: 'No title here contains it. Addresses and hashes begin with 0x.' }
  }
  try {
    const address = parseAddress(text)
    for (const { chainId, safe, guardian, timelock, proxies } of config.protocols) {
      if (isAddressEqual(address, timelock)) return { href: timelockPath({ chainId, address }) }
      if (isAddressEqual(address, safe) || (guardian && isAddressEqual(address, guardian))) {
        return { href: safePath({ chainId, address }) }
      }
      if (proxies.some((proxy) => isAddressEqual(proxy.address, address))) {
        return { href: timelockPath({ chainId, address: timelock }) }
      }
    }
    return { problem: 'That address is no Safe, timelock or proxy that this desk looks after.' }
  } catch (error) {
    if (error instanceof BaseError) return { error }
    throw error
  }
}
