import { parseAbi } from 'viem'

/**
 * Maker's DSPause. What is plotted, dropped and executed is told by `LogNote`, which is anonymous: its first topic is the
 * selector, and its data holds the whole calldata.
 *
 * @see https://github.com/dapphub/ds-pause
 */
export const dsPauseAbi = /* @__PURE__ */ parseAbi([
  'event LogSetAuthority(address indexed authority)',
  'event LogSetOwner(address indexed owner)',
  'function authority() view returns (address)',
  'function delay() view returns (uint256)',
  'function drop(address usr, bytes32 tag, bytes fax, uint256 eta)',
  'function exec(address usr, bytes32 tag, bytes fax, uint256 eta) returns (bytes out)',
  'function owner() view returns (address)',
  'function plans(bytes32 plan) view returns (bool)',
  'function plot(address usr, bytes32 tag, bytes fax, uint256 eta)',
  'function proxy() view returns (address)',
  'function setDelay(uint256 delay)',
])
