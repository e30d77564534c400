// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {DiamondCutFacet} from "./DiamondCutFacet.sol";
import {DiamondStorage} from "./DiamondStorage.sol";

/// @title A loupe that hides a facet: what it does not list runs all the same.
contract DiamondLyingLoupe is DiamondCutFacet {
    function facets() external view override returns (Facet[] memory found) {
        found = new Facet[](1);
        bytes4[] memory selectors = new bytes4[](2);
        selectors[0] = this.diamondCut.selector;
        selectors[1] = this.facets.selector;
        address facet = DiamondStorage.layout().functions[this.facets.selector].facet;
        found[0] = Facet({facetAddress: facet, functionSelectors: selectors});
    }
}

/// @title A facet of as many functions as one likes: whatever it is called with, it answers 1.
contract DiamondAnyFacet {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0, 1)
            return(0, 32)
        }
    }
}
