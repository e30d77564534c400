// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborVaultV2} from "../vault/HarborVaultV2.sol";
import {CircuitBreaker} from "./CircuitBreaker.sol";

/// @title BAD PATCH, class storage shift: the fix, with a circuit breaker put in front of the other bases.
/// @dev Every plain variable moves up by one slot and reads what its neighbour wrote: the time of the last accrual
/// is an amount of debt and lies far in the future, so that every deposit and withdrawal reverts; the strategies and
/// all positions are forgotten; the allocator's hot key is the guardian; the brake starts pulled. So did Pike
/// Finance's pause patch (2024-04-30, 1.7 million) and dYdX's Safety Module (2021-09, stakes locked). Twin:
/// {HarborVaultBreakerAppended}.
contract HarborVaultStorageShift is CircuitBreaker, HarborVaultV2 {
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
