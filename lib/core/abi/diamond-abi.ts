import { parseAbi } from 'viem'

/**
 * What a diamond answers: the cut that changes its facets, and the loupe that lists them.
 *
 * @see https://eips.ethereum.org/EIPS/eip-2535
 */
export const diamondAbi = /* @__PURE__ */ parseAbi([
  'struct FacetCut { address facetAddress; uint8 action; bytes4[] functionSelectors; }',
  'struct Facet { address facetAddress; bytes4[] functionSelectors; }',
  'event DiamondCut(FacetCut[] _diamondCut, address _init, bytes _calldata)',
  'function diamondCut(FacetCut[] _diamondCut, address _init, bytes _calldata)',
  'function facets() view returns (Facet[] facets_)',
  'function facetFunctionSelectors(address _facet) view returns (bytes4[] facetFunctionSelectors_)',
  'function facetAddresses() view returns (address[] facetAddresses_)',
  'function facetAddress(bytes4 _functionSelector) view returns (address facetAddress_)',
])
