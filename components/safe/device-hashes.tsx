import type { Hash } from 'viem'
import { HashView } from '@/components/address/hash-view'

/** What a hardware wallet shows, to be compared with it by eye. */
export function DeviceHashes({ hashes }: { hashes: { domainHash: Hash; messageHash: Hash } }) {
  return (
    <section aria-labelledby="device" className="grid gap-2 border-line border-t pt-3">
      <h3 id="device" className="font-semibold text-sm">
        On your device
      </h3>
      <p className="text-ink-3 text-xs">
        Compare all 64 characters on the device itself. This screen can be fooled; the device is
        harder.
      </p>
      <dl className="grid gap-2 rounded-panel border border-edge p-3">
        <div>
          <dt className="text-ink-3 text-xs">Domain hash</dt>
          <dd>
            <HashView hash={hashes.domainHash} />
          </dd>
        </div>
        <div>
          <dt className="text-ink-3 text-xs">Message hash</dt>
          <dd>
            <HashView hash={hashes.messageHash} />
          </dd>
        </div>
      </dl>
    </section>
  )
}
