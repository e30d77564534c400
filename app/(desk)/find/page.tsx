import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DeskPage } from '@/components/frame/desk-page'
import { FindForm } from '@/components/frame/find-form'
import { PageHeader } from '@/components/frame/page-header'
import { operationPath, patchPath } from '@/components/frame/paths'
import { standingWords } from '@/components/operation-list/standing-words'
import { Callout } from '@/components/ui/callout'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { visibleText } from '@/lib/core/chain/visible-text'
import { findText } from './find-text'

type Props = { searchParams: Promise<{ q?: string | string[] }> }

export const metadata: Metadata = { title: 'Find' }

/** Goes to what an address, a hash or a digest names here; else says why it does not know it. */
export default async function FindPage({ searchParams }: Props) {
  const { q } = await searchParams
  const text = (Array.isArray(q) ? q[0] : q)?.trim() ?? ''
  const found = await findText(text)
  if (found.href) redirect(found.href)
  const { titled = [], operations = [], candidates = [], error, problem } = found
  return (
    <DeskPage
      facts={<DeskFacts desks={found.desks} config={found.config} />}
      jsonHref={text === '' ? undefined : `/api/v1/find?${new URLSearchParams({ q: text })}`}
    >
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
        {operations.length > 0 && (
          <Section title="Operations with this id">
            <Panel padded>
              <ul className="grid gap-1">
                {operations.map((each) => (
                  <li key={`${each.timelock.chainId}:${each.timelock.address}`}>
                    <Link
                      className="link link-target"
                      href={operationPath(each.timelock, each.id)}
                      prefetch={false}
                    >
                      {standingWords[each.standing]}, of the timelock{' '}
                      <AddressView address={each.timelock.address} full />
                    </Link>
                  </li>
                ))}
              </ul>
            </Panel>
          </Section>
        )}
        {candidates.length > 0 && (
          <Section title="A timelock of somebody else?">
            <Panel padded>
              <p className="mb-2 text-ink-2 text-sm">
                This desk does not look after that address. If it is a timelock, its whole queue can
                be shown all the same.
              </p>
              <ul className="grid gap-1">
                {candidates.map(({ name, href }) => (
                  <li key={href}>
                    <Link className="link link-target" href={href} prefetch={false}>
                      Look at it as a timelock on <UntrustedText text={name} maxLength={64} />
                    </Link>
                  </li>
                ))}
              </ul>
            </Panel>
          </Section>
        )}
        {error && <ErrorView error={error} />}
        {problem && (
          <Callout title="Not found here">
            <p className="break-all">{visibleText(text, { maxLength: 200 })}</p>
            <p>{problem}</p>
          </Callout>
        )}
      </div>
    </DeskPage>
  )
}
