import { parseAbi } from 'viem'

/**
 * Safe's MultiSend and MultiSendCallOnly: one packed `bytes` of transactions.
 *
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/libraries/MultiSend.sol
 */
export const multiSendAbi = /* @__PURE__ */ parseAbi([
  'function multiSend(bytes transactions) payable',
])
