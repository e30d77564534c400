import { type Hash, keccak256, stringToBytes } from 'viem'

/** Where proxies kept their implementation and their admin before EIP-1967. */
export const legacySlots = {
  /** ZeppelinOS, 2018 and 2019; USDC's is one of them. */
  zosImplementation: slotOf('org.zeppelinos.proxy.implementation'),
  zosAdmin: slotOf('org.zeppelinos.proxy.admin'),
  /** EIP-1822, which UUPS comes from. */
  proxiable: slotOf('PROXIABLE'),
  /** A Safe's singleton is the first variable. */
  first: `0x${'00'.repeat(32)}`,
} as const satisfies Record<string, Hash>

function slotOf(label: string): Hash {
  return keccak256(stringToBytes(label))
}
