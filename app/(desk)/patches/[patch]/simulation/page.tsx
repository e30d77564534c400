import type { Metadata } from 'next'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { loadPatch } from '@/app/(desk)/patches/[patch]/load-patch'
import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { PatchFrame } from '@/app/(desk)/patches/[patch]/patch-frame'
import { patchParts } from '@/app/(desk)/patches/[patch]/patch-parts'
import { ReplaySection } from '@/app/(desk)/patches/[patch]/replay-section'
import { SimulationState } from '@/app/(desk)/patches/[patch]/simulation-state'
import { DeskPage } from '@/components/frame/desk-page'
import { patchSummaryPath, reportFilePath } from '@/components/frame/paths'
import { ResimulationPanel } from '@/components/simulation/resimulation-panel'
import { SimulationHead } from '@/components/simulation/simulation-head'
import { SimulationView } from '@/components/simulation/simulation-view'
import { Stack } from '@/components/ui/columns'
import { visibleText } from '@/lib/core/chain/visible-text'

type Props = { params: Promise<{ patch: string }> }

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { found } = await loadPatch((await params).patch)
  return { title: `Simulation: ${visibleText(found.record.title, { maxLength: 200 })}` }
})

async function SimulationPage({ params }: Props) {
  const { config, found } = await loadPatch((await params).patch)
  const { desk } = found
  const reading = await loadSimulation(found, true)
  const last = reading?.last
  return (
    <DeskPage
      facts={<DeskFacts desks={[desk]} config={config} />}
      jsonHref={last ? reportFilePath(last.hash) : patchSummaryPath(found.record.key)}
      moreJson={last && (await patchParts(found, 'simulation'))}
    >
      <PatchFrame found={found} tab="simulation" />
      <Stack>
        <SimulationState reading={reading} />
        {last && (
          <SimulationHead {...last} head={desk.stale ? undefined : desk.chain?.facts.block} />
        )}
        {last && <ResimulationPanel config={config} chainId={desk.chainId} hash={last.hash} />}
        {last && <SimulationView report={last.report} labels={desk.labels} />}
        <ReplaySection found={found} abis={last?.report.abis ?? {}} />
      </Stack>
    </DeskPage>
  )
}

export default orNothing(SimulationPage)
