import type { NamespaceModel } from '@/lib/core/source/contract-model'
import { type LaidOut, layOutVariables } from './lay-out-variables'

/**
 * The members of ERC-7201 namespaces where the code keeps them, each under the name of its namespace. A namespace whose
 * slot is not constant or whose members cannot be placed is left out: what is written there stays undecoded.
 *
 * @see https://eips.ethereum.org/EIPS/eip-7201
 */
export function namespaceVariables(namespaces: readonly NamespaceModel[]): LaidOut {
  const placed = namespaces.flatMap(({ id, slot, slots, members }) => {
    const found = slots.flatMap(({ value }) => (value === undefined ? [] : [value]))
    const named = members.map(({ name, type }) => ({ name: `${id}.${name}`, type }))
    return [...new Set(found.length > 0 ? found : [slot])].flatMap(
      (at) => layOutVariables(named, at) ?? [],
    )
  })
  return {
    variables: placed.flatMap(({ variables }) => variables),
    types: new Map(placed.flatMap(({ types }) => [...types])),
  }
}
