import { type Address, type Hex, isAddressEqual, zeroAddress } from 'viem'
import { looksAlike } from '@/lib/core/chain/looks-alike'
import { namedOn } from './known-contracts'
import type { LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'
import type { SigningFacts } from './signing-facts'

type Named = { readonly name: string; readonly address: Address }

/**
 * No address in the transaction begins and ends like one that is known here without being it. All bytes of the calldata are
 * searched, decoded or not: whoever made such an address may also have hidden it from the decoder.
 */
export function checkAddresses(
  { transaction, known }: Pick<LedgerSubject, 'transaction' | 'known'>,
  { safe }: Pick<SigningFacts, 'safe'>,
): LedgerEntry {
  const { chainId } = transaction.safe
  const owners = safe.known ? safe.value.owners : []
  const { target, gasToken, refundReceiver, data } = transaction
  const entry = judgeLookAlikes({
    names: [
      ...namedOn(known, chainId),
      ...owners.map((address) => ({ name: 'an owner', address })),
    ],
    addresses: [transaction.safe.address, target, gasToken, refundReceiver],
    data: [data],
  })
  return safe.known || entry.verdict === 'fail'
    ? entry
    : { ...entry, verdict: 'unknown', detail: safe.reason }
}

/** The same of any calls, against any names. */
export function judgeLookAlikes(parameters: {
  readonly names: readonly Named[]
  readonly addresses: readonly Address[]
  readonly data: readonly Hex[]
}): LedgerEntry {
  const head = {
    id: 'look-alike',
    title: 'No address looks like a known one and is another',
    anchor: 'recomputed',
  } as const
  const { addresses, data } = parameters
  const names = parameters.names.filter(({ address }) => !isAddressEqual(address, zeroAddress))
  if (names.length === 0) {
    const detail = 'No address is known here that it could be compared with.'
    return { ...head, verdict: 'not-applicable', detail }
  }
  const doubles = names.flatMap(({ name, address }) =>
    [...addresses, ...data.flatMap((bytes) => addressesLike(address, bytes))]
      .filter((found) => looksAlike(address, found) && !isNamed(names, found))
      .map((found) => ({ name, address, found })),
  )
  const [double] = doubles
  if (!double) {
    return { ...head, verdict: 'pass', detail: `compared with ${names.length} known addresses` }
  }
  return {
    ...head,
    verdict: 'fail',
    detail: `It begins and ends like ${double.name} and is another address.`,
    expected: double.address,
    found: double.found,
  }
}

function isNamed(names: readonly Named[], address: Address): boolean {
  return names.some((each) => isAddressEqual(each.address, address))
}

/** Every 20 bytes of the data, at any offset, with the first and last four digits of an address. */
function addressesLike(address: Address, data: Hex): Address[] {
  const digits = address.slice(2).toLowerCase()
  const text = data.slice(2).toLowerCase()
  const [first, last] = [digits.slice(0, 4), digits.slice(-4)]
  const found: Address[] = []
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    const candidate = text.slice(at, at + 40)
    const isWhole = at % 2 === 0 && candidate.length === 40 && candidate.endsWith(last)
    // So many zeros are the left side of a number.
    if (isWhole && !/^0{16}/.test(candidate)) found.push(`0x${candidate}`)
  }
  return found
}
