import type { CDPSession, Page } from '@playwright/test'

/** A task of the page's main thread, in milliseconds. */
export type Task = {
  /** By the clock: what whoever looks at the page waits for. */
  readonly wall: number
  /** Of the processor, for this thread alone: what travels where others use the machine too. */
  readonly own: number
}

type TraceEvent = {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Everything that the thread runs is in one of these. */
const tasks = new Set(['RunTask', 'ThreadControllerImpl::RunTask'])
const categories = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata']

/** The browser's own trace of what the page's main thread ran while something was done, longest first. */
export async function traceTasks(page: Page, act: () => Promise<void>): Promise<Task[]> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]))
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  })
  try {
    await act()
    await settled(page)
  } finally {
    await endTracing(session)
  }
  return tasksOf(events)
}

async function endTracing(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((resolve) => {
    session.once('Tracing.tracingComplete', () => resolve())
  })
  await session.send('Tracing.end')
  await complete
  await session.detach()
}

/** Until nothing is loaded any more, and two frames later. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      }),
  )
}

/** Of the renderer that has done most: others are of pages that are kept for later. */
function tasksOf(events: readonly TraceEvent[]): Task[] {
  const isMain = new Set(
    events.flatMap(({ name, args, pid, tid }) =>
      name === 'thread_name' && args?.name === 'CrRendererMain' ? [`${pid}:${tid}`] : [],
    ),
  )
  const byThread = new Map<string, Task[]>()
  for (const { name, ph, pid, tid, dur = 0, tdur = 0 } of events) {
    const thread = `${pid}:${tid}`
    if (ph !== 'X' || !tasks.has(name) || !isMain.has(thread)) continue
    const all = byThread.get(thread) ?? []
    byThread.set(thread, all)
    all.push({ wall: dur / 1_000, own: tdur / 1_000 })
  }
  const sumOf = (all: readonly Task[]) => all.reduce((sum, { own }) => sum + own, 0)
  const [busiest = []] = [...byThread.values()].toSorted((a, b) => sumOf(b) - sumOf(a))
  return busiest.toSorted((a, b) => b.own - a.own)
}
