// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVault} from "./HarborVault.sol";

/// @title Harbor's lending vault before its first release.
/// @dev Gives the demo a past: the vault starts with this implementation and was upgraded to {HarborVault}.
contract HarborVaultV0 is HarborVault {
    function version() external pure override returns (string memory) {
        return "0.9.0";
    }
}
