import { bytesToHex, concat, concatBytes, hexToBytes, keccak256, stringToBytes } from 'viem'
import { mnemonicToAccount, sign } from 'viem/accounts'
import { toHex } from 'viem/utils'
import {
  frameCommand,
  isWhole,
  type OpenAnswer,
  takeReport,
} from '@/lib/adapters/ledger/hid-frames'
import type { Hid, HidDevice } from '@/lib/adapters/ledger/hid'

export type LedgerScript = {
  mnemonic: string
  /** A status other than 0x9000 answers every request to sign. */
  refuses?: number | undefined
  /** What the device signs instead of what it is asked to, as one with malware in between. */
  swaps?: boolean | undefined
}

/** A HID device that speaks the framing of a Ledger and the two commands of its Ethereum app, with real keys. */
export function scriptedLedger(script: LedgerScript): Hid & { readonly shown: string[] } {
  /** What stood on its screen. */
  const shown: string[] = []
  class Device extends EventTarget implements HidDevice {
    opened = false
    private command: OpenAnswer | undefined
    async open() {
      this.opened = true
    }
    async close() {
      this.opened = false
    }
    async sendReport(_: number, data: BufferSource) {
      const bytes = new Uint8Array(data as ArrayBuffer)
      const view = new DataView(bytes.buffer)
      this.command = takeReport(this.command, view, view.getUint16(0))
      if (!isWhole(this.command)) return
      const { bytes: command } = this.command
      this.command = undefined
      const answer = await perform(command, script, shown)
      for (const report of frameCommand(answer, view.getUint16(0))) {
        const event = Object.assign(new Event('inputreport'), { data: new DataView(report.buffer) })
        this.dispatchEvent(event)
      }
    }
  }
  const device = new Device()
  return { shown, requestDevice: async () => [device] }
}

async function perform(
  command: Uint8Array,
  { mnemonic, refuses, swaps = false }: LedgerScript,
  shown: string[],
): Promise<Uint8Array> {
  const [, instruction, , , , length = 0] = command
  const view = new DataView(command.buffer, command.byteOffset)
  const parts = Array.from({ length }, (_, index) => view.getUint32(6 + 4 * index))
  const path = `m/${parts.map((part) => (part >= 0x8000_0000 ? `${part - 0x8000_0000}'` : part)).join('/')}`
  const account = mnemonicToAccount(mnemonic, { path: path as "m/44'/60'/0'/0/0" })
  const ok = Uint8Array.of(0x90, 0x00)
  if (instruction === 0x02) {
    const address = stringToBytes(account.address.slice(2))
    const key = hexToBytes(account.publicKey)
    return concatBytes([
      Uint8Array.of(key.length),
      key,
      Uint8Array.of(address.length),
      address,
      ok,
    ])
  }
  if (instruction !== 0x0c) return Uint8Array.of(0x6d, 0x00)
  if (refuses !== undefined) return Uint8Array.of(refuses >> 8, refuses & 0xff)
  const start = 6 + 4 * length
  const hashes = [command.slice(start, start + 32), command.slice(start + 32, start + 64)]
  shown.push(...hashes.map((hash) => bytesToHex(hash)))
  const privateKey = toHex(account.getHdKey().privateKey as Uint8Array)
  const [domain, message] = hashes.map((hash) => bytesToHex(hash)) as [`0x${string}`, `0x${string}`]
  const hash = keccak256(concat(['0x1901', domain, swaps ? keccak256(message) : message]))
  const { r, s, yParity = 0 } = await sign({ hash, privateKey })
  return concatBytes([Uint8Array.of(27 + yParity), hexToBytes(r), hexToBytes(s), ok])
}
