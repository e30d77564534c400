import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import type { Hash } from 'viem'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { NothingFoundError, orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { loadPatch } from '@/app/(desk)/patches/[patch]/load-patch'
import { loadReview } from '@/app/(desk)/patches/[patch]/load-review'
import { PatchFrame } from '@/app/(desk)/patches/[patch]/patch-frame'
import { patchParts } from '@/app/(desk)/patches/[patch]/patch-parts'
import { ReviewState } from '@/app/(desk)/review-state'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { AbiDiffView } from '@/components/changes/abi-diff-view'
import { AccountChanges } from '@/components/changes/account-changes'
import { AuthorityView } from '@/components/changes/authority-view'
import { codeSide } from '@/components/changes/code-side'
import { CodeView } from '@/components/changes/code-view'
import { type DiffOptions, parseDiffOptions } from '@/components/changes/diff-options'
import { DiffToolbar } from '@/components/changes/diff-toolbar'
import { type FindingNotes, findingNotes } from '@/components/changes/finding-notes'
import { anchorScope, fileAnchor } from '@/components/changes/line-anchor'
import { SourceDiffView } from '@/components/changes/source-diff-view'
import { StorageDiffView } from '@/components/changes/storage-diff-view'
import { StorageReadings } from '@/components/changes/storage-readings'
import {
  StorageRecheckPanel,
  type StorageRecheckPanelProps,
} from '@/components/changes/storage-recheck-panel'
import { DeskPage } from '@/components/frame/desk-page'
import {
  changesPath,
  checksPath,
  patchSummaryPath,
  reportChangesPath,
  reportFilePath,
} from '@/components/frame/paths'
import { Stack } from '@/components/ui/columns'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Tabs } from '@/components/ui/tabs'
import { readSourceDiff } from '@/lib/actions/review/read-source-diff'
import { getServerContext } from '@/lib/config/server-context'
import { visibleText } from '@/lib/core/chain/visible-text'
import { isOpen } from '@/lib/core/patch/stage'
import type { Report, UpgradeReport } from '@/lib/core/report/report'
import { abiDiffOf, clashesOf, readingsOf, storageDiffOf } from '@/lib/core/report/upgrade-changes'

type Props = {
  params: Promise<{ patch: string; view?: string[] }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const views = {
  source: 'Source',
  storage: 'Storage',
  abi: 'ABI',
  authority: 'Authority',
  bytecode: 'Bytecode',
} as const
type View = keyof typeof views

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { found } = await loadPatch((await params).patch)
  return { title: `Changes: ${visibleText(found.record.title, { maxLength: 200 })}` }
})

async function ChangesPage({ params, searchParams }: Props) {
  const { patch, view: path = [] } = await params
  const { config, found } = await loadPatch(patch)
  const view = parseView(path)
  const review = await loadReview(found)
  const { upgrades = [], findings = [], accounts = [] } = review?.last?.report ?? {}
  const options = parseDiffOptions(await searchParams)
  return (
    <DeskPage
      facts={<DeskFacts desks={[found.desk]} config={config} />}
      jsonHref={
        review?.last ? jsonPath(review.last.hash, view) : patchSummaryPath(found.record.key)
      }
      moreJson={review?.last && (await patchParts(found, 'changes'))}
    >
      <PatchFrame found={found} tab="changes" />
      <Tabs
        label="Changes"
        tabs={Object.entries(views).map(([name, label]) => ({
          href: changesPath(found.record.key, name === 'source' ? undefined : name),
          label,
          current: name === view,
        }))}
      />
      <Stack>
        <ReviewState review={review} />
        {view === 'authority' && <AccountChanges accounts={accounts} />}
        {review?.last && upgrades.length === 0 && (
          <Panel padded>
            <EmptyState title="No code is replaced">
              None of the calls is an upgrade: what they do stands in the summary.
            </EmptyState>
          </Panel>
        )}
        {view === 'source' && upgrades.length > 0 && <DiffToolbar options={options} />}
        {upgrades.map((upgrade, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the upgrades of a report never change places
          <Section key={index} title={<UntrustedText text={upgrade.name} maxLength={200} />}>
            <UpgradeView
              upgrade={upgrade}
              view={view}
              accounts={accounts}
              uploadTo={isOpen(found.record.stage) ? found.desk.chainId : undefined}
              options={options}
              scope={anchorScope(index)}
              recheck={
                review?.last && {
                  config,
                  chainId: review.last.report.input.chainId,
                  hash: review.last.hash,
                  upgrade: index,
                }
              }
              notes={findingNotes(findings, {
                upgrade: upgrade.name,
                checksPath: checksPath(found.record.key),
              })}
            />
          </Section>
        ))}
      </Stack>
    </DeskPage>
  )
}

export default orNothing(ChangesPage)

/** What is computed from a report and the sources has an address beside it. */
function jsonPath(report: Hash, view: View): string {
  return view === 'authority' || view === 'bytecode'
    ? reportFilePath(report)
    : reportChangesPath(report)
}

function parseView([name = 'source', ...more]: readonly string[]): View {
  const isView = more.length === 0 && Object.hasOwn(views, name)
  if (!isView) {
    throw new NothingFoundError('There is no such view of the changes', {
      sought: [name, ...more].join('/'),
      hint: `There are these: ${Object.keys(views).join(', ')}. The first is shown where none is named.`,
    })
  }
  return name as View
}

type UpgradeViewProps = {
  upgrade: UpgradeReport
  notes: FindingNotes
  options: DiffOptions
  scope: string
  accounts: Report['accounts']
  recheck: StorageRecheckPanelProps | undefined
  uploadTo: number | undefined
}

async function UpgradeView(props: UpgradeViewProps & { view: View }): Promise<ReactNode> {
  const { upgrade, view, notes, scope, accounts } = props
  switch (view) {
    case 'source':
      return <SourceView {...props} />
    case 'storage':
      return <StorageView {...props} />
    case 'abi':
      return (
        <AbiDiffView
          diff={abiDiffOf(upgrade)}
          clashes={clashesOf(upgrade)}
          notes={notes.selectors}
          scope={scope}
        />
      )
    case 'authority':
      return <AuthorityView authority={upgrade.authority} accounts={accounts} />
    case 'bytecode':
      return (
        <CodeView
          from={codeSide(upgrade.from)}
          to={codeSide(upgrade.to)}
          uploadTo={props.uploadTo}
        />
      )
  }
}

async function SourceView({ upgrade, notes, options, scope }: UpgradeViewProps) {
  const diff = await readSourceDiff(await getServerContext(), upgrade, {
    ignoreSpace: options.ignoreSpace,
    isWhole: (path) => fileAnchor(path, scope) === options.whole,
  })
  return <SourceDiffView diff={diff} notes={notes.lines} options={options} scope={scope} />
}

function StorageView({ upgrade, notes, scope, recheck }: UpgradeViewProps) {
  const read = readingsOf(upgrade)
  return (
    <Stack>
      {recheck && <StorageRecheckPanel {...recheck} />}
      <StorageDiffView diff={storageDiffOf(upgrade)} notes={notes.storage} scope={scope} />
      {read.known ? (
        read.value.map(({ proxy, readings }) => (
          <div key={proxy} className="grid gap-3">
            {proxy && (
              <p className="text-ink-2 text-sm">
                The storage of <AddressView address={proxy} full />
              </p>
            )}
            <StorageReadings readings={{ known: true, value: readings }} />
          </div>
        ))
      ) : (
        <StorageReadings readings={read} />
      )}
    </Stack>
  )
}
