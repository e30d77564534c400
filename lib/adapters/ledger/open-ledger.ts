import { BaseError } from '@/lib/core/error/base-error'
import { withoutStatus } from './ethereum-app'
import type { Hid, HidDevice } from './hid'
import { frameCommand, isWhole, type OpenAnswer, takeReport } from './hid-frames'

const ledgerVendor = 0x2c97
/** Of the interface that takes commands; a device also has one for FIDO. */
const commandUsage = 0xffa0
/** Any number; only this page talks to the device while it is open. */
const channel = 0x0101

/** Nobody chose a device, or the browser did not let it be opened. */
export class NoLedgerError extends BaseError {
  override readonly name = 'NoLedgerError'
  constructor(cause?: unknown) {
    super('No Ledger was opened.', {
      hint: 'Plug it in, unlock it, close Ledger Live, and choose it in the browser’s dialog.',
      cause,
      retry: true,
    })
  }
}

/** One command, one answer without its status. */
export type Ledger = {
  readonly exchange: (command: Uint8Array) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

/**
 * Lets the user choose a Ledger and opens it. Has to be called from a click.
 *
 * @throws NoLedgerError
 */
export async function openLedger(hid: Hid): Promise<Ledger> {
  try {
    const filters = [{ vendorId: ledgerVendor, usagePage: commandUsage }]
    const [device] = await hid.requestDevice({ filters })
    if (!device) throw new NoLedgerError()
    if (!device.opened) await device.open()
    return {
      exchange: async (command) => withoutStatus(await exchange(device, command)),
      close: () => device.close(),
    }
  } catch (cause) {
    throw cause instanceof NoLedgerError ? cause : new NoLedgerError(cause)
  }
}

/** Waits as long as the user needs to look at the device. */
async function exchange(device: HidDevice, command: Uint8Array): Promise<Uint8Array> {
  const listening = new AbortController()
  const { signal } = listening
  const answered = new Promise<Uint8Array>((resolve, reject) => {
    let answer: OpenAnswer | undefined
    const take = (event: Event) => {
      try {
        answer = takeReport(answer, (event as Event & { data: DataView }).data, channel)
        if (isWhole(answer)) resolve(answer.bytes)
      } catch (error) {
        reject(error)
      }
    }
    device.addEventListener('inputreport', take, { signal })
  })
  try {
    const sent = frameCommand(command, channel).reduce(
      (before, report) => before.then(() => device.sendReport(0, report)),
      Promise.resolve(),
    )
    const [answer] = await Promise.all([answered, sent])
    return answer
  } finally {
    listening.abort()
  }
}
