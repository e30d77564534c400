/** The families of the catalogue, in its order: the first two letters of a check's id, and what they stand for. */
export const families = [
  ['ST', 'Storage'],
  ['IN', 'Initialisation'],
  ['AC', 'Authority'],
  ['SE', 'Selectors'],
  ['BC', 'Bytecode'],
  ['PX', 'Proxy'],
  ['CO', 'Constants'],
  ['SM', 'State and money'],
  ['CF', 'Configuration'],
  ['DR', 'Replay'],
  ['FV', 'Formal'],
  ['TX', 'Safe transaction'],
  ['TL', 'Timelock'],
] as const satisfies readonly (readonly [id: string, name: string])[]

/** Where a check stands in the catalogue: by family, then by number. */
export function placeOf(id: string): number {
  return families.findIndex(([family]) => id.startsWith(family)) * 100 + Number(id.slice(3))
}
