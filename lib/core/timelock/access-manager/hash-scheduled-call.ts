import {
  type Address,
  encodeAbiParameters,
  type Hash,
  type Hex,
  keccak256,
  parseAbiParameters,
} from 'viem'

const parameters = /* @__PURE__ */ parseAbiParameters('address caller, address target, bytes data')

/** The id of an operation of an AccessManager. Neither its time nor its nonce is part of it; who scheduled it is. */
export function hashScheduledCall({
  caller,
  target,
  data,
}: {
  caller: Address
  target: Address
  data: Hex
}): Hash {
  return keccak256(encodeAbiParameters(parameters, [caller, target, data]))
}
