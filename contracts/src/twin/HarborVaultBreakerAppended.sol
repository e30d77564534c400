// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {CircuitBreaker} from "../bad/CircuitBreaker.sol";
import {HarborVaultV2} from "../vault/HarborVaultV2.sol";

/// @title Benign twin of {HarborVaultStorageShift}: the same breaker, behind all other storage.
contract HarborVaultBreakerAppended is HarborVaultV2, CircuitBreaker {
    /// @notice Pulls the brake. Only the guardian or the owner.
    function trip() external onlyGuardianOrOwner {
        _trip();
    }

    /// @notice Releases the brake. Only the owner.
    function release() external onlyOwner {
        _release();
    }

    function version() external pure override returns (string memory) {
        return "2.1.0";
    }

    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override whenNotTripped {
        super._withdraw(caller, receiver, owner, assets, shares);
    }
}
