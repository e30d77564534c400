/**
 * Short names of chains as EIP-3770 has them, of the list that it refers to. Those of test chains stand beside: their addresses
 * are copied from the same wallets.
 *
 * @see https://eips.ethereum.org/EIPS/eip-3770
 */
const chainIds: ReadonlyMap<string, number> = new Map([
  ['eth', 1],
  ['oeth', 10],
  ['cro', 25],
  ['bnb', 56],
  ['gno', 100],
  ['unichain', 130],
  ['matic', 137],
  ['pol', 137],
  ['sonic', 146],
  ['lens', 232],
  ['ftm', 250],
  ['fraxtal', 252],
  ['zksync', 324],
  ['wc', 480],
  ['zkevm', 1_101],
  ['mantle', 5_000],
  ['base', 8_453],
  ['plasma', 9_745],
  ['chi', 10_200],
  ['holesky', 17_000],
  ['mode', 34_443],
  ['arb1', 42_161],
  ['arb-nova', 42_170],
  ['celo', 42_220],
  ['fuji', 43_113],
  ['avax', 43_114],
  ['ink', 57_073],
  ['linea', 59_144],
  ['berachain', 80_094],
  ['blast', 81_457],
  ['basesep', 84_532],
  ['arb-sep', 421_614],
  ['scr', 534_352],
  ['sep', 11_155_111],
  ['opsep', 11_155_420],
])

/** The chain that a short name means; undefined where it is not in the list, which has not all that there are. */
export function chainIdOf(shortName: string): number | undefined {
  return chainIds.get(shortName)
}
