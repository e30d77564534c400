import type { Page } from '@playwright/test'
import {
  type LedgerScript,
  scriptedLedger,
} from '@/lib/adapters/ledger/__fixtures__/scripted-ledger'

const binding = 'sendToTestLedger'

/** A scripted Ledger on the USB port of a page's machine: it signs with real keys, and nobody has to press its buttons. */
export async function plugLedger(
  page: Page,
  script: LedgerScript,
): Promise<{ readonly shown: readonly string[] }> {
  const ledger = scriptedLedger(script)
  const [device] = await ledger.requestDevice({ filters: [] })
  if (!device) throw new Error('There is no device.')
  await page.exposeFunction(binding, async (report: readonly number[]) => {
    const answers: number[][] = []
    const take = (event: Event) => {
      answers.push([
        ...new Uint8Array((event as Event & { data: DataView }).data.buffer as ArrayBuffer),
      ])
    }
    device.addEventListener('inputreport', take)
    await device.sendReport(0, Uint8Array.from(report).buffer)
    device.removeEventListener('inputreport', take)
    return answers
  })
  await page.addInitScript(connect, binding)
  return ledger
}

/** Runs in the page: must not refer to anything outside. */
function connect(name: string): void {
  type Send = (report: readonly number[]) => Promise<number[][]>
  const device = Object.assign(new EventTarget(), {
    opened: true,
    open: async () => {},
    close: async () => {},
    sendReport: async (_: number, data: ArrayBufferView | ArrayBuffer) => {
      const bytes = new Uint8Array('buffer' in data ? data.buffer : data)
      const answers = await (window as unknown as Record<string, Send>)[name]?.([...bytes])
      for (const answer of answers ?? []) {
        const report = new DataView(Uint8Array.from(answer).buffer)
        device.dispatchEvent(Object.assign(new Event('inputreport'), { data: report }))
      }
    },
  })
  Object.defineProperty(navigator, 'hid', { value: { requestDevice: async () => [device] } })
}
