/** What is known of a property of a generation that was told from the outside. */
export type Told = 'yes' | 'no' | 'unknown'

/** What differs between generations of TimelockController for whoever relies on one. */
export type Generation = {
  /** As a reader knows it: versions of the package, both ends included. */
  readonly name: string
  /**
   * Whether it looks before the calls of an operation whether the operation is ready. Where it does not, an executor
   * takes over the timelock: CVE-2021-39167.
   */
  readonly checksBeforeCalls: Told
  /** Whether address(0) opens every role, that of proposers too; later only that of executors. */
  readonly opensEveryRole: Told
  /** Whether who may cancel is a role of its own; before, proposers cancelled. */
  readonly hasCancellers: Told
  /** Whether the deployer becomes admin without being named. */
  readonly makesDeployerAdmin: Told
  /** Whether `CallSalt` tells the salt of an operation. */
  readonly tellsSalts: Told
  /** Whether the reason for which a call reverted comes through. */
  readonly tellsReasons: Told
}

const oldest: Generation = {
  name: '3.3',
  checksBeforeCalls: 'no',
  opensEveryRole: 'yes',
  hasCancellers: 'no',
  makesDeployerAdmin: 'yes',
  tellsSalts: 'no',
  tellsReasons: 'no',
}
const v4: Generation = {
  ...oldest,
  name: '4.1 to 4.5',
  checksBeforeCalls: 'unknown',
  opensEveryRole: 'no',
}
const v46: Generation = {
  ...v4,
  name: '4.6 to 4.8',
  checksBeforeCalls: 'yes',
  hasCancellers: 'yes',
  makesDeployerAdmin: 'unknown',
}
const v49: Generation = { ...v46, name: '4.9', makesDeployerAdmin: 'no', tellsSalts: 'yes' }
const v5: Generation = { ...v49, name: '5.0 or later', tellsReasons: 'yes' }

/**
 * Every generation that can be told from the outside, and those between which only more evidence decides. Read from the
 * published sources of 3.3.0 to 5.7.0.
 *
 * @see https://github.com/OpenZeppelin/openzeppelin-contracts/blob/master/CHANGELOG.md
 */
export const generations = {
  '3.3': oldest,
  '3.4': { ...oldest, name: '3.4', checksBeforeCalls: 'unknown' },
  '3.4.0 to 3.4.1': { ...oldest, name: '3.4.0 to 3.4.1' },
  '3.4.2': { ...oldest, name: '3.4.2', checksBeforeCalls: 'yes' },
  '4.0': { ...v4, name: '4.0', checksBeforeCalls: 'no', opensEveryRole: 'yes' },
  '4.0 to 4.3.0': {
    ...v4,
    name: '4.0 to 4.3.0',
    checksBeforeCalls: 'no',
    opensEveryRole: 'unknown',
  },
  '4.0 to 4.5': { ...v4, name: '4.0 to 4.5', opensEveryRole: 'unknown' },
  '4.1 to 4.5': v4,
  '4.1 to 4.3.0': { ...v4, name: '4.1 to 4.3.0', checksBeforeCalls: 'no' },
  '4.3.1 to 4.5': { ...v4, name: '4.3.1 to 4.5', checksBeforeCalls: 'yes' },
  '4.6 to 4.9': { ...v46, name: '4.6 to 4.9', tellsSalts: 'unknown' },
  '4.6 to 4.8': v46,
  '4.6 to 4.7': { ...v46, name: '4.6 to 4.7', makesDeployerAdmin: 'yes' },
  '4.8': { ...v46, name: '4.8', makesDeployerAdmin: 'no' },
  '4.9': v49,
  '5.0': { ...v5, name: '5.0' },
  '5.0 or later': v5,
  '5.1 or later': { ...v5, name: '5.1 or later' },
} as const satisfies Record<string, Generation>

export type GenerationName = keyof typeof generations

export function isGenerationName(name: string): name is GenerationName {
  return Object.hasOwn(generations, name)
}
