// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultV2} from "../vault/HarborVaultV2.sol";

/// @title BAD PATCH, class open initializer: the fix, with a migration that anyone may call, any number of times.
/// @dev "Hands the vault to its new owner in the transaction of the upgrade", and to the next caller in the
/// next one. Punk Protocol (2021-08-10, 9 million), Audius (2022-07-23, 6 million) and Arbitrum's bridge
/// (2022-09, found in time) had initializers that strangers could call. Twin:
/// {HarborVaultGuardedInitializer}.
contract HarborVaultOpenInitializer is HarborVaultV2 {
    /// @notice Migration from the first release.
    function initializeV2(uint256 borrowCap_, address owner_) external {
        _setBorrowCap(borrowCap_);
        _transferOwnership(owner_);
    }
}
