import { type Address, isAddressEqual, zeroHash } from 'viem'
import { type Batch, parseBatchFile } from '@/lib/core/calldata/batch/parse-batch-file'
import type { Call } from '@/lib/core/chain/call'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { addUpgrade, changeUpgrade } from '@/lib/core/patch/edit-draft'
import { chosenUpgrades, type PatchDraft } from '@/lib/core/patch/patch-draft'
import { readUpgradeCall, type UpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/** The file is whole, but a patch cannot be written from it. Each fact names a part and what is wrong with it. */
export class UnfitBatchError extends BaseError {
  override readonly name = 'UnfitBatchError'
  constructor(facts: readonly ErrorFact[]) {
    super('No patch can be written from this file.', {
      facts,
      hint: 'Nothing was changed in the form. It writes upgrades of proxies, scheduled at the timelock of a configured protocol.',
    })
  }
}

export type ImportBatchParameters = {
  /** A file of the Safe's Transaction Builder. */
  readonly json: string
  /** What was typed so far: words stay, rows that the file does not name are left out and kept. */
  readonly draft: PatchDraft
  readonly protocols: readonly {
    readonly name: string
    readonly chainId: number
    readonly safe: Address
    readonly timelock: Address
  }[]
  /** Configured proxies as far as they were read: a beacon is told by those that stand on it. */
  readonly proxies: readonly { readonly address: Address; readonly upgradeTarget: Address }[]
}

export type ImportedBatch = {
  readonly draft: PatchDraft
  /** What the timelock would call by the file, to be held against what the form makes of it. */
  readonly calls: readonly Call[]
  /** The file schedules; its salt is not taken over, as it commits to another dossier. */
  readonly isScheduling: boolean
}

/**
 * Writes a draft from a file of the Transaction Builder: one that schedules upgrades at a configured timelock, as this desk
 * exports them, or the upgrades themselves. Whatever the form could not say again refuses the whole file.
 *
 * @throws InvalidBatchError, UnfitBatchError
 */
export function importBatch(parameters: ImportBatchParameters): ImportedBatch {
  const { json, draft, protocols, proxies } = parameters
  const batch = parseBatchFile(json)
  const scheduled = readScheduled(batch)
  const protocol = scheduled
    ? protocolAt(batch, scheduled.timelock, protocols)
    : protocolNamed(batch, draft.protocol, protocols)
  if (batch.safe && !isAddressEqual(batch.safe, protocol.safe)) {
    const theirs = `The file is for ${batch.safe}, that of ${protocol.name} is ${protocol.safe}.`
    throw new UnfitBatchError([['Safe', theirs]])
  }
  const calls = scheduled?.calls ?? batch.calls
  const begun = {
    ...draft,
    protocol: protocol.name,
    title: draft.title || batch.name,
    description: draft.description || batch.description,
    upgrades: draft.upgrades.map((row) =>
      row.protocol === protocol.name ? { ...row, chosen: false } : row,
    ),
    ...scheduled?.fields,
  }
  return {
    draft: readUpgrades(calls).reduce(
      (before, upgrade) => writeUpgrade(before, upgrade, proxiesOf(upgrade, proxies)),
      begun,
    ),
    calls,
    isScheduling: scheduled !== undefined,
  }
}

/** The one call that schedules, if that is what the file does. */
function readScheduled({ calls: [call, ...more] }: Batch) {
  const read = call && more.length === 0 ? decodeTimelockCall(call.data) : undefined
  if (!call || read?.kind !== 'schedule') return undefined
  if (call.value !== 0n) throw new UnfitBatchError([['Call 1', 'It sends ether along.']])
  const { calls, predecessor } = read.content
  return {
    timelock: call.target,
    calls,
    fields: {
      delay: String(read.delay),
      delayUnit: 'seconds' as const,
      predecessor: predecessor === zeroHash ? '' : predecessor,
    },
  }
}

type Protocols = ImportBatchParameters['protocols']

function protocolAt({ chainId }: Batch, at: Address, protocols: Protocols): Protocols[number] {
  const found = protocols.find(
    (each) => each.chainId === chainId && isAddressEqual(each.timelock, at),
  )
  if (found) return found
  throw new UnfitBatchError([
    ['Timelock', `${at} on chain ${chainId} is of no protocol that is configured here.`],
  ])
}

function protocolNamed({ chainId }: Batch, name: string, protocols: Protocols): Protocols[number] {
  const found = protocols.find((each) => each.name === name)
  if (found?.chainId === chainId) return found
  throw new UnfitBatchError([
    ['Chain', `The file is for chain ${chainId}, ${name} is on ${found?.chainId ?? 'none'}.`],
  ])
}

function readUpgrades(calls: readonly Call[]): UpgradeCall[] {
  const read = calls.map((call) => ({ call, upgrade: readUpgradeCall(call) }))
  const problems = read.flatMap(({ call, upgrade }, index): ErrorFact[] => {
    const label = `Call ${index + 1}`
    if (!upgrade) return [[label, `It is no upgrade: to ${call.target}, ${shortData(call)}.`]]
    if (call.value !== 0n) return [[label, 'It sends ether along.']]
    const isAgain = read
      .slice(0, index)
      .some((before) => before.upgrade && isAddressEqual(before.upgrade.proxy, upgrade.proxy))
    return isAgain ? [[label, `It upgrades ${upgrade.proxy} once more.`]] : []
  })
  if (problems.length > 0) throw new UnfitBatchError(problems)
  return read.flatMap(({ upgrade }) => upgrade ?? [])
}

function shortData({ data }: Call): string {
  return data === '0x' ? 'without calldata' : `calldata ${data.slice(0, 10)}`
}

/** A beacon is changed for all that stand on it. */
function proxiesOf(
  { via, target, proxy }: UpgradeCall,
  proxies: ImportBatchParameters['proxies'],
): readonly Address[] {
  if (via === 'proxy-admin') return [proxy]
  const standing = proxies.filter(({ upgradeTarget }) => isAddressEqual(upgradeTarget, target))
  return standing.length > 0 ? standing.map(({ address }) => address) : [proxy]
}

function writeUpgrade(
  draft: PatchDraft,
  { to, migration }: UpgradeCall,
  addresses: readonly Address[],
): PatchDraft {
  return addresses.reduce((before, address) => {
    const added = addUpgrade(before, address)
    const row = chosenUpgrades(added).find(
      (each) => each.address.trim().toLowerCase() === address.toLowerCase(),
    )
    if (!row) return added
    return changeUpgrade(added, row.id, {
      to,
      migration: {
        kind: migration ? 'calldata' : 'none',
        calldata: migration ?? '',
        signature: '',
        values: [],
      },
    })
  }, draft)
}
