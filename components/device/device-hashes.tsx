import type { Hash } from 'viem'
import { DeviceHash } from './device-hash'

/** What a hardware wallet shows, to be compared with it by eye. What else it can show stands in the page. */
export function DeviceHashes({ hashes }: { hashes: { domainHash: Hash; messageHash: Hash } }) {
  return (
    <section aria-labelledby="device" className="grid gap-2 border-line border-t pt-3">
      <h3 id="device">On your device</h3>
      <p className="text-ink-3 text-xs">
        Compare all 64 characters on the device itself. This screen can be fooled; the device is
        harder.{' '}
        <a className="link" href="#device-views">
          What else devices show
        </a>
      </p>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(10rem,1fr))] gap-1.5 rounded-panel border border-edge p-2">
        <DeviceHash heading="Domain hash" hash={hashes.domainHash} />
        <DeviceHash heading="Message hash" hash={hashes.messageHash} />
      </dl>
    </section>
  )
}
