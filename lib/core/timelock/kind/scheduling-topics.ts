import { type Hash, toEventSelector } from 'viem'

/** `topics[0]` of the events by which timelocks say that something waits: who emits one may be a timelock. */
export const schedulingTopics: readonly Hash[] = /* @__PURE__ */ [
  // OpenZeppelin
  'CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)',
  // Chainlink
  'CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,bytes32,uint256)',
  // Compound
  'QueueTransaction(bytes32,address,uint256,string,bytes,uint256)',
  // Zodiac
  'TransactionAdded(uint256,bytes32,address,uint256,bytes,uint8)',
  // AccessManager
  'OperationScheduled(bytes32,uint32,uint48,address,address,bytes)',
].map((signature) => toEventSelector(signature))
