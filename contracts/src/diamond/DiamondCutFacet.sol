// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {DiamondStorage} from "./DiamondStorage.sol";

/// @title The facet that changes facets, and the loupe that lists them.
contract DiamondCutFacet {
    struct Facet {
        address facetAddress;
        bytes4[] functionSelectors;
    }

    function diamondCut(DiamondStorage.FacetCut[] calldata cuts, address init, bytes calldata data)
        external
    {
        if (msg.sender != DiamondStorage.layout().owner) {
            revert DiamondStorage.DiamondNotOwner(msg.sender);
        }
        DiamondStorage.cut(cuts, init, data);
    }

    function owner() external view returns (address) {
        return DiamondStorage.layout().owner;
    }

    function facetAddress(bytes4 selector) external view returns (address) {
        return DiamondStorage.layout().functions[selector].facet;
    }

    /// @dev Selectors of one facet need not stand together, so each is looked up among the facets before it.
    function facets() external view virtual returns (Facet[] memory found) {
        DiamondStorage.Layout storage state = DiamondStorage.layout();
        uint256 length = state.selectors.length;
        found = new Facet[](length);
        uint256 count;
        for (uint256 i; i < length; ++i) {
            bytes4 selector = state.selectors[i];
            address facet = state.functions[selector].facet;
            uint256 at;
            while (at < count && found[at].facetAddress != facet) ++at;
            if (at == count) {
                found[count++] = Facet({facetAddress: facet, functionSelectors: new bytes4[](0)});
            }
            found[at].functionSelectors = _append(found[at].functionSelectors, selector);
        }
        assembly ("memory-safe") {
            mstore(found, count)
        }
    }

    function _append(bytes4[] memory list, bytes4 selector)
        private
        pure
        returns (bytes4[] memory longer)
    {
        longer = new bytes4[](list.length + 1);
        for (uint256 i; i < list.length; ++i) {
            longer[i] = list[i];
        }
        longer[list.length] = selector;
    }
}
