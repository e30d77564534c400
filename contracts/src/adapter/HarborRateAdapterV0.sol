// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborRateAdapter} from "./HarborRateAdapter.sol";

/// @title Price of Harbor's collateral before its first release.
/// @dev Gives the demo a past: the adapter starts with this implementation and was upgraded to
/// {HarborRateAdapter}.
contract HarborRateAdapterV0 is HarborRateAdapter {
    function version() external pure override returns (string memory) {
        return "0.9.0";
    }
}
