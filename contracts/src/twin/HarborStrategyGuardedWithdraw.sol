// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborStrategyV2} from "../strategy/HarborStrategyV2.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";

/// @title Benign twin of {HarborStrategyOpenWithdraw}: the same way out, only for the vault.
contract HarborStrategyGuardedWithdraw is HarborStrategyV2 {
    /// @notice Sends `assets` from the market straight to `receiver`. Only the vault.
    function withdrawTo(uint256 assets, address receiver) external onlyVault {
        IERC4626(market()).withdraw(assets, receiver, address(this));
        emit Withdrawn(assets);
    }
}
