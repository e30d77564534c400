// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {DiamondStorage} from "./DiamondStorage.sol";

/// @title A diamond (EIP-2535) as small as it can be: it looks up a facet and delegates.
/// @dev The facets that it begins with are added by the first cut, as any other.
contract HarborDiamond {
    error HarborDiamondNoFunction(bytes4 selector);

    constructor(address owner, DiamondStorage.FacetCut[] memory cuts) {
        DiamondStorage.layout().owner = owner;
        DiamondStorage.cut(cuts, address(0), "");
    }

    fallback() external payable {
        address facet = DiamondStorage.layout().functions[msg.sig].facet;
        if (facet == address(0)) revert HarborDiamondNoFunction(msg.sig);
        assembly ("memory-safe") {
            calldatacopy(0, 0, calldatasize())
            let done := delegatecall(gas(), facet, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch done
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }
}
