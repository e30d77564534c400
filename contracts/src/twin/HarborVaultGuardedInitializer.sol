// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultV2} from "../vault/HarborVaultV2.sol";

/// @title Benign twin of {HarborVaultOpenInitializer}: the same migration, once, and only for the owner.
contract HarborVaultGuardedInitializer is HarborVaultV2 {
    /// @notice Migration from the first release.
    function initializeV2(uint256 borrowCap_, address owner_) external reinitializer(2) onlyOwner {
        _setBorrowCap(borrowCap_);
        _transferOwnership(owner_);
    }
}
