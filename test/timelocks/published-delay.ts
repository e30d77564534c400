import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Hex, isHex, size, slice } from 'viem'

const require = createRequire(import.meta.url)

/** Owner, avatar, target, cooldown and expiration of the master copy, which stand behind the code. */
const argumentBytes = 5 * 32

/**
 * The creation code of Zodiac's Delay 1.0 as its authors deploy it, without the arguments of its constructor.
 *
 * Its package does not export it, and all that it exports brings ethers along: it is read by its path.
 */
export function readPublishedDelay(): Hex {
  const entry = require.resolve('@gnosis.pm/zodiac')
  const { initCode } = require(join(dirname(entry), 'initData/Delay.js')) as { initCode: unknown }
  if (!isHex(initCode)) throw new Error('The package holds no creation code of Delay.')
  return slice(initCode, 0, size(initCode) - argumentBytes)
}
