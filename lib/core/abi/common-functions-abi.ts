import { parseAbi } from 'viem'

/**
 * Functions that standards and widely shared contracts give one meaning. Enough to name what a call does where the
 * target's own ABI is not at hand; that the target really is such a contract is not said by this.
 */
export const commonFunctionsAbi = /* @__PURE__ */ parseAbi([
  // Ownable, Ownable2Step, AccessControlDefaultAdminRules, owners and proxies of other makes, Pausable
  'function transferOwnership(address newOwner)',
  'function renounceOwnership()',
  'function acceptOwnership()',
  'function beginDefaultAdminTransfer(address newAdmin)',
  'function acceptDefaultAdminTransfer()',
  'function cancelDefaultAdminTransfer()',
  'function changeDefaultAdminDelay(uint48 newDelay)',
  'function setOwner(address newOwner)',
  'function setAdmin(address newAdmin)',
  'function setPendingAdmin(address newPendingAdmin)',
  'function setImplementation(address newImplementation)',
  'function pause()',
  'function unpause()',
  // ERC-20, ERC-2612
  'function transfer(address to, uint256 amount) returns (bool)',
  'function transferFrom(address from, address to, uint256 amount) returns (bool)',
  'function approve(address spender, uint256 amount) returns (bool)',
  'function increaseAllowance(address spender, uint256 addedValue) returns (bool)',
  'function decreaseAllowance(address spender, uint256 subtractedValue) returns (bool)',
  'function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)',
  'function mint(address to, uint256 amount)',
  'function burn(uint256 amount)',
  'function burnFrom(address account, uint256 amount)',
  // ERC-4626
  'function deposit(uint256 assets, address receiver) returns (uint256 shares)',
  'function mint(uint256 shares, address receiver) returns (uint256 assets)',
  'function withdraw(uint256 assets, address receiver, address owner) returns (uint256 shares)',
  'function redeem(uint256 shares, address receiver, address owner) returns (uint256 assets)',
  // ERC-721, ERC-1155
  'function safeTransferFrom(address from, address to, uint256 tokenId)',
  'function safeTransferFrom(address from, address to, uint256 tokenId, bytes data)',
  'function setApprovalForAll(address operator, bool approved)',
  'function safeTransferFrom(address from, address to, uint256 id, uint256 amount, bytes data)',
  'function safeBatchTransferFrom(address from, address to, uint256[] ids, uint256[] amounts, bytes data)',
  // WETH
  'function deposit() payable',
  'function withdraw(uint256 amount)',
  // Initializers without arguments
  'function initialize()',
  'function reinitialize()',
  // SignMessageLib
  'function signMessage(bytes data)',
])
