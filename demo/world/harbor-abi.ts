import { encodeFunctionData, type Hex, parseAbi } from 'viem'

/** What users, the keeper and the owners call on the demo protocol. */
export const harborAbi = parseAbi([
  'function mint(address account, uint256 amount)',
  'function approve(address spender, uint256 amount) returns (bool)',
  'function transfer(address to, uint256 amount) returns (bool)',
  'function balanceOf(address account) view returns (uint256)',
  'function totalAssets() view returns (uint256)',
  'function version() view returns (string)',

  'function deposit(uint256 assets, address receiver) returns (uint256 shares)',
  'function withdraw(uint256 assets, address receiver, address owner) returns (uint256 shares)',
  'function depositCollateral(uint256 amount, address account)',
  'function withdrawCollateral(uint256 amount, address receiver)',
  'function borrow(uint256 assets, address receiver)',
  'function repay(uint256 assets, address account) returns (uint256 repaid)',
  'function collectFees() returns (uint256 assets)',
  'function allocate(address strategy, uint256 assets)',
  'function addStrategy(address strategy)',
  'function setFee(address newFeeRecipient, uint16 newFeeBps)',
  'function report(uint256 newRate)',

  'function initializeV2(uint256 limit)',
])

/** The treasury's `approve` takes the token first, unlike ERC-20's. */
export const treasuryAbi = parseAbi([
  'function pay(address token, address receiver, uint256 amount)',
  'function approve(address token, address spender, uint256 amount)',
])

/** What the recovery does, once. */
export const recoveryAbi = parseAbi([
  'function open(address finder, address[] harmed, uint256[] amounts) payable',
])

/** Migration of the vault's second release: no more than ten million may be borrowed. */
export function encodeSetBorrowCap(): Hex {
  const borrowCap = 10_000_000n * 10n ** 6n
  return encodeFunctionData({ abi: harborAbi, functionName: 'initializeV2', args: [borrowCap] })
}
